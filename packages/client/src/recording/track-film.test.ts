import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { FilmListener } from '../session-recording.ts';
import { TrackFilm } from './track-film.ts';

type Times = Parameters<FilmListener['piece']>[1];

const BLOCK_MS = 20;
const SLICE_MS = 900;
/** What a page may stand still before nothing is kept any more, and one block of sound. */
const KNOWN_MS = 3_000 + BLOCK_MS;

let nowMs = 0;
const recorders: FakeRecorder[] = [];
const newest = (): FakeRecorder => {
  const recorder = recorders.at(-1);
  assert.ok(recorder !== undefined);
  return recorder;
};

/** Records sound alone: a block each 20 ms, on the clock of this test, told when the test says. */
class FakeRecorder {
  static isTypeSupported = (): boolean => true;
  state = 'inactive';
  ondataavailable: ((event: { readonly data: Blob }) => void) | null = null;
  onstop: (() => void) | null = null;
  readonly #begunMs = nowMs;
  #toldMs = 0;

  constructor() {
    recorders.push(this);
  }

  start(): void {
    this.state = 'recording';
  }

  stop(): void {
    this.state = 'inactive';
  }

  /** Tells of all since the last time. */
  tell(): void {
    const bytes = this.#toldMs === 0 ? [...HEAD] : [];
    for (; this.#begunMs + this.#toldMs + BLOCK_MS <= nowMs; this.#toldMs += BLOCK_MS)
      bytes.push(...cluster(this.#toldMs));
    this.ondataavailable?.({ data: new Blob([Uint8Array.from(bytes)]) });
  }

  /** It goes on for a while after it was told to stop. */
  stopped(): void {
    this.tell();
    this.onstop?.();
  }
}

/** A segment of unknown size, with one track of sound. */
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const HEAD = hex('1a45dfa3 84 42868101 18538067 01ffffffffffffff 1654ae6b 88 ae 86 d78101 838102');
/** A block of sound in a cluster of its own. */
const cluster = (atMs: number): Buffer =>
  hex(`1f43b675 8d e7 84 ${atMs.toString(16).padStart(8, '0')} a3 85 81 0000 80 aa`);

beforeEach(() => {
  nowMs = 0;
  mock.method(performance, 'now', () => nowMs - performance.timeOrigin);
  mock.timers.enable({ apis: ['setInterval'] });
  Object.assign(globalThis, {
    MediaRecorder: FakeRecorder,
    MediaStream: class {
      getTracks = (): readonly unknown[] => [];
    },
  });
});

afterEach(() => {
  mock.reset();
  for (const name of ['MediaRecorder', 'MediaStream']) Reflect.deleteProperty(globalThis, name);
});

/** The clock goes on, and the page is told as one that runs is. */
function run(forMs: number): void {
  for (const until = nowMs + forMs; nowMs < until;) {
    nowMs += SLICE_MS / 2;
    mock.timers.tick(SLICE_MS / 2);
    newest().tell();
  }
}

function begin(): {
  readonly film: TrackFilm;
  readonly pieces: readonly Times[];
  readonly ended: Promise<void>;
} {
  const pieces: Times[] = [];
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  const film = new TrackFilm({} as MediaStreamTrack, null, {
    piece: (_, times) => pieces.push(times),
    failed: reject,
    ended: resolve,
  });
  return { film, pieces, ended };
}

describe('the film of a page that stands still', () => {
  it('has no piece of what nobody could have taken back, however late its recorder stops', async () => {
    const { film, pieces, ended } = begin();
    run(5_400);
    const still = { from: nowMs, until: nowMs + 9_000 };
    nowMs = still.until;
    const first = newest();
    first.tell();
    // Another one goes on while this one has not stopped yet.
    assert.notEqual(newest(), first);
    run(SLICE_MS);
    first.stopped();
    run(SLICE_MS);
    film.end(nowMs);
    newest().stopped();
    await ended;
    const told = pieces.map(({ fromMs, untilMs }) => [fromMs, untilMs] as const);
    const held = told.filter(
      ([from, until]) => from < still.until && until > still.from + KNOWN_MS,
    );
    assert.deepEqual(held, [], JSON.stringify(told));
    assert.ok(told.some(([, until]) => until > still.from + KNOWN_MS - 200));
    assert.ok(told.some(([from]) => from >= still.until));
    for (const [at, [from, until]] of told.entries())
      assert.ok(from <= until && from >= (told[at - 1]?.[1] ?? 0), JSON.stringify(told));
  });

  it('is told in pieces of no more than a second, also where its browser tells of more at once', async () => {
    const { film, pieces, ended } = begin();
    run(1_800);
    // Its events come late, though the page lives.
    for (const until = nowMs + 2_700; nowMs < until; mock.timers.tick(500)) nowMs += 500;
    newest().tell();
    run(1_800);
    film.end(nowMs);
    newest().stopped();
    await ended;
    const lengths = pieces.map(({ fromMs, untilMs }) => untilMs - fromMs);
    assert.ok(Math.max(...lengths) <= 1_000, JSON.stringify(lengths));
    // Nothing of it is missing.
    assert.ok(lengths.reduce((sum, each) => sum + each) > nowMs - 200, JSON.stringify(lengths));
  });
});
