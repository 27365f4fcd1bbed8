import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FilmListener } from '../session-recording.ts';
import { Recorder } from './recorder.ts';
import { sharedNow } from './shared-clock.ts';

/** A recorder of a film that is told by hand; `film` tells a piece of these times since the start, whenever it likes. */
function recorded(startedMsAgo: number) {
  const startMs = sharedNow() - startedMsAgo;
  const pieces: (readonly [from: number, until: number])[] = [];
  let listener: FilmListener | null = null;
  const calls: string[] = [];
  let endsAtMs = Number.NaN;
  const recorder = new Recorder(
    {
      film: (_sound, told) => {
        listener = told;
        return {
          pause: () => calls.push('pause'),
          resume: () => calls.push('resume'),
          end: (atMs) => {
            calls.push('end');
            endsAtMs = atMs - startMs;
          },
        };
      },
      poster: async () => new Blob(),
      close: () => {},
    },
    null,
    () => sharedNow() - startMs,
    {
      piece: ({ from, until }) => pieces.push([from, until]),
      ended: () => {},
      failed: (cause) => assert.fail(String(cause)),
    },
  );
  const film = (from: number, until: number): void =>
    listener?.piece(new Blob(['piece']), {
      fromMs: startMs + from,
      untilMs: startMs + until,
    });
  return {
    recorder,
    film,
    calls,
    /** Milliseconds since the start. */
    endsAt: () => endsAtMs,
    starts: () => pieces.map(([from]) => Math.round(from / 10) * 10),
  };
}

describe('a recorder', () => {
  it('tells nothing of what was filmed after a stop that its page, which stood still, heard of late', () => {
    const { recorder, film, starts, calls } = recorded(60_000);
    for (let at = 0; at < 10_000; at += 500) film(at, at + 500);
    // Somebody has taken their yes back 10 s after the start; the page wakes up a minute after it.
    recorder.stop(10_000);
    for (let at = 10_050; at < 60_000; at += 500) film(at, at + 500);
    assert.deepEqual(
      starts(),
      Array.from({ length: 20 }, (_, n) => n * 500),
    );
    assert.deepEqual(calls, ['end']);
  });

  it('keeps what was under way when it stopped, with the time in which it was filmed', () => {
    const { recorder, film, starts, endsAt } = recorded(10_200);
    recorder.stop(10_000);
    // What the film can still leave out of after that, it is to.
    assert.ok(endsAt() > 9_980 && endsAt() < 10_000, String(endsAt()));
    film(9_700, 10_180);
    assert.deepEqual(starts(), [9_700]);
  });

  it('leaves out what was filmed while it was to wait, and goes on with what comes after', () => {
    const { recorder, film, starts } = recorded(60_000);
    film(0, 500);
    // Heard late, and what was filmed meanwhile is told before and after it goes on.
    recorder.pause(500);
    film(500, 1_000);
    for (let at = 1_000; at < 59_000; at += 500) film(at, at + 500);
    recorder.resume();
    film(59_000, 59_500);
    film(60_000, 60_500);
    assert.deepEqual(starts(), [0, 500, 60_000]);
  });

  it('learns afterwards that it was to wait before it did', () => {
    const { recorder, film, starts, calls } = recorded(10_000);
    // For want of its server, and then that says since when it was to.
    recorder.pause(5_000);
    recorder.pause(1_000);
    film(1_000, 1_500);
    film(4_000, 4_500);
    assert.deepEqual(starts(), [1_000]);
    assert.deepEqual(calls, ['pause']);
  });
});
