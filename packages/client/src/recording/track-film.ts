import { SessionError } from '@fernblick/protocol';
import type { Film, FilmListener } from '../session-recording.ts';
import { sharedNow } from './shared-clock.ts';
import { clusterOf, WebmBlocks, type WebmBlock } from './webm-blocks.ts';

/** Short enough that a killed browser loses little, and a little under a second, because browsers add to it. */
const SLICE_MS = 900;
/** A browser that is late tells of more at once; a little less than a second, as times are rounded on their way. */
const MOST_PIECE_MS = 950;
/** Sharp enough to read a label at 720p. */
const PICTURE_BITS = 2_000_000;
const SOUND_BITS = 64_000;
/** A page that is busy for less is only slow; for longer, nobody's no may reach it. */
const MOST_STILL_MS = 3_000;
const LOOK_EVERY_MS = 500;
/** What a recorder takes at most to its first picture or sound. */
const MOST_BEGIN_MS = 1_000;
/** So long is one block of sound. */
const SOUND_BLOCK_MS = 20;
/** Between what one recorder has told and the next one begins with: players want time to go on. */
const SEAM_MS = 20;
/** In the order in which they are wanted: VP8 is encoded beside a call on any machine. */
const TYPES = ['video/webm;codecs=vp8,opus', 'video/webm;codecs=vp9,opus', 'video/webm'] as const;

/** Why this browser cannot record; null where it can. */
export function whyNotRecord(): 'unsupported' | null {
  const canRecord =
    typeof MediaRecorder === 'function' &&
    TYPES.some((type) => MediaRecorder.isTypeSupported(type));
  const canCompose = typeof AudioContext === 'function' && typeof Worker === 'function';
  return canRecord && canCompose ? null : 'unsupported';
}

/** One recorder of the browser, from where the film goes on to where it waits. */
interface Leg {
  readonly recorder: MediaRecorder;
  readonly blocks: WebmBlocks;
  readonly begunMs: number;
  /** When it was told to stop, which it does later; what is of after that is in no film. */
  haltedMs: number;
  /** Resolves with its last event. */
  readonly stopped: Promise<void>;
  /** What the shared clock says more than the recorder's own; the least that was seen, at most what it can be. */
  aheadMs: number;
  /** What the film's time is more than the recorder's; null before its first block. */
  inFilmMs: number | null;
}

/**
 * A film of two tracks, by the browser's own recorder, which runs on while its page stands still, and tells all of that at
 * once. So the times of what it tells are read in it: what is of a time in which the page has heard nothing for three
 * seconds, as nobody's no would have reached it, is left out, as is what is of after a pause that was heard of late. Where it
 * goes on, another recorder does, which begins with a whole picture.
 */
export class TrackFilm implements Film {
  readonly #stream: MediaStream;
  readonly #mimeType: string;
  readonly #listener: FilmListener;
  readonly #timer: ReturnType<typeof setInterval>;
  #leg: Leg | null = null;
  /** Times, on the shared clock, of which nothing is told. */
  readonly #leftOut: { readonly fromMs: number; readonly untilMs: number }[] = [];
  #aliveMs = sharedNow();
  #isOver = false;
  /** Of the first recorder; those of others are given its numbers. */
  #tracks: { readonly [K in WebmBlock['of']]: number | null } | null = null;
  /** Until when has been told, on the shared clock and in the film. */
  #toldMs = sharedNow();
  #filmMs = -SEAM_MS;
  #stopped: Promise<void> = Promise.resolve();
  #read: Promise<void> = Promise.resolve();

  constructor(picture: MediaStreamTrack, sound: MediaStreamTrack | null, listener: FilmListener) {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    if (mimeType === undefined) throw new SessionError('webrtc-unsupported');
    this.#mimeType = mimeType;
    this.#listener = listener;
    this.#stream = new MediaStream(sound === null ? [picture] : [picture, sound]);
    // The recorder goes on without it, and would record one of them alone.
    for (const track of this.#stream.getTracks())
      track.onended = () =>
        this.#listener.failed(new Error(`The recorded ${track.kind} has ended.`));
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#begin();
  }

  readonly pause = (atMs: number): void => {
    if (this.#leg === null) return;
    this.#look();
    this.#leftOut.push({ fromMs: atMs, untilMs: sharedNow() });
    this.#halt();
  };

  readonly resume = (): void => {
    if (this.#leg === null && !this.#isOver) this.#begin();
  };

  readonly end = (atMs: number): void => {
    if (this.#isOver) return;
    this.#look();
    this.#isOver = true;
    clearInterval(this.#timer);
    for (const track of this.#stream.getTracks()) track.onended = null;
    this.#leftOut.push({ fromMs: atMs, untilMs: Number.POSITIVE_INFINITY });
    this.#halt();
    // What came with the last event is read by then.
    void this.#stopped.then(() => this.#read).then(() => this.#listener.ended());
  };

  #begin(): void {
    const recorder = new MediaRecorder(this.#stream, {
      mimeType: this.#mimeType,
      videoBitsPerSecond: PICTURE_BITS,
      audioBitsPerSecond: SOUND_BITS,
    });
    const begunMs = sharedNow();
    const leg: Leg = {
      recorder,
      blocks: new WebmBlocks(),
      begunMs,
      haltedMs: Number.POSITIVE_INFINITY,
      stopped: new Promise((resolve) => {
        recorder.onstop = () => resolve();
      }),
      aheadMs: begunMs + MOST_BEGIN_MS,
      inFilmMs: null,
    };
    recorder.ondataavailable = ({ data }) => {
      this.#look();
      const toldMs = sharedNow();
      // Bytes come later than their event, and in its order.
      this.#read = this.#read
        .then(async () => this.#take(leg, new Uint8Array(await data.arrayBuffer()), toldMs))
        .catch((cause: unknown) => this.#listener.failed(cause));
    };
    recorder.onerror = (event) => this.#listener.failed(event);
    recorder.start(SLICE_MS);
    this.#leg = leg;
  }

  /** Its last piece comes still. */
  #halt(): void {
    const leg = this.#leg;
    this.#leg = null;
    if (leg === null) return;
    leg.haltedMs = sharedNow();
    this.#stopped = this.#stopped.then(() => leg.stopped);
    if (leg.recorder.state !== 'inactive') leg.recorder.stop();
  }

  /** Finds out whether the page has stood still, whichever of what has waited comes first. */
  #look(): void {
    const nowMs = sharedNow();
    const stillSinceMs = this.#aliveMs + MOST_STILL_MS;
    this.#aliveMs = nowMs;
    if (stillSinceMs >= nowMs || this.#leg === null || this.#isOver) return;
    this.#leftOut.push({ fromMs: stillSinceMs, untilMs: nowMs });
    this.#halt();
    this.#begin();
  }

  #take(leg: Leg, bytes: Uint8Array, toldMs: number): void {
    const blocks = leg.blocks.take(bytes);
    const newest = blocks.reduce((most, { atMs }) => Math.max(most, atMs), 0);
    // The newest in it was recorded before it was told: the piece with the least delay comes closest.
    if (blocks.length > 0) leg.aheadMs = Math.min(leg.aheadMs, toldMs - newest);
    const ofMs = ({ atMs }: WebmBlock): number => atMs + Math.max(leg.begunMs, leg.aheadMs);
    const kept = blocks
      .filter((block) => ofMs(block) < leg.haltedMs && !this.#isLeftOut(block.of, ofMs(block)))
      .toSorted((a, b) => a.atMs - b.atMs);
    // Of a page that was held up, much comes at once; a pause would take all of a long piece with it.
    for (const piece of slicesOf(kept, this.#toldMs, ofMs)) this.#tell(leg, piece, ofMs);
  }

  #tell(leg: Leg, blocks: readonly WebmBlock[], ofMs: (block: WebmBlock) => number): void {
    const [first, last] = [blocks[0], blocks.at(-1)];
    const { head } = leg.blocks;
    if (first === undefined || last === undefined || head === null) return;
    const isFirst = this.#tracks === null;
    this.#tracks ??= { video: leg.blocks.trackOf('video'), audio: leg.blocks.trackOf('audio') };
    const hasGoneOn = leg.inFilmMs === null;
    leg.inFilmMs ??= this.#filmMs + SEAM_MS - first.atMs;
    const inFilmMs = leg.inFilmMs;
    const tracks = this.#tracks;
    const placed = blocks.flatMap((block) => {
      const track = tracks[block.of];
      return track === null ? [] : [{ ...block, atMs: block.atMs + inFilmMs, track }];
    });
    this.#filmMs = last.atMs + inFilmMs;
    const cluster = clusterOf(placed);
    const isApart = hasGoneOn || ofMs(first) - this.#toldMs > MOST_PIECE_MS;
    const fromMs = Math.max(isApart ? ofMs(first) : this.#toldMs, this.#toldMs);
    const untilMs = Math.max(fromMs, ofMs(last));
    this.#toldMs = untilMs;
    this.#listener.piece(new Blob(isFirst ? [head, cluster] : [cluster]), { fromMs, untilMs });
  }

  #isLeftOut(of: WebmBlock['of'], ofMs: number): boolean {
    const lastMs = of === 'audio' ? ofMs + SOUND_BLOCK_MS : ofMs;
    return this.#leftOut.some(({ fromMs, untilMs }) => lastMs > fromMs && ofMs < untilMs);
  }
}

/** Parts of no more than `MOST_PIECE_MS` each since the end of the one before, in the order of their times. */
function slicesOf(
  blocks: readonly WebmBlock[],
  sinceMs: number,
  ofMs: (block: WebmBlock) => number,
): readonly (readonly WebmBlock[])[] {
  const slices: WebmBlock[][] = [];
  let [fromMs, untilMs] = [sinceMs, sinceMs];
  for (const block of blocks) {
    const slice = slices.at(-1);
    const atMs = ofMs(block);
    if (slice !== undefined && atMs - fromMs <= MOST_PIECE_MS) slice.push(block);
    else {
      fromMs = atMs - untilMs > MOST_PIECE_MS ? atMs : untilMs;
      slices.push([block]);
    }
    untilMs = atMs;
  }
  return slices;
}
