import { CHUNK_CLOCK_MS, CHUNK_GRACE_MS } from '@fernblick/protocol';
import type { ComposedPicture, Film, FilmedPicture, FilmTimes } from '../session-recording.ts';
import type { RecordingEnd } from './chunk-store.ts';
import { sharedNow } from './shared-clock.ts';
import { TrackFilm } from './track-film.ts';

/** Clocks of a page and its workers are read to the millisecond at best; no wait ends within less. */
const CLOCKS_DIFFER_MS = 50;
/** What one of them may be read differently by the next time. */
const ROUNDING_MS = 5;

/** What a recorder tells. */
export interface RecorderListener {
  /** Bytes that follow those before; times are milliseconds since the recording has started, on the server's clock. */
  readonly piece: (piece: { from: number; until: number; bytes: Blob }) => void;
  /** Everything has been told. */
  readonly ended: (end: Pick<RecordingEnd, 'durationMs'>) => void;
  /** Nothing more comes of picture, sound or encoder. */
  readonly failed: (cause: unknown) => void;
}

/**
 * Turns one picture and one sound into pieces of one file, each with the time in which it was recorded. A page that was
 * held up hears late of a pause or a stop, and what it has filmed meanwhile is told to nobody.
 */
export class Recorder {
  readonly #film: Film;
  readonly #now: () => number;
  readonly #listener: RecorderListener;
  /** Where the last piece ends; times never run backwards, also where the server's clock is read anew. */
  #told = 0;
  /** From when to when it waited the last time; the end is unknown while it waits. */
  #wait: { readonly from: number; readonly until: number } | null = null;
  #isWaiting = false;
  #stoppedAt: number | null = null;
  #recordedMs = 0;

  /** @param now Milliseconds since the recording has started, on the server's clock */
  constructor(
    picture: ComposedPicture | FilmedPicture,
    sound: MediaStreamTrack | null,
    now: () => number,
    listener: RecorderListener,
  ) {
    this.#now = now;
    this.#listener = listener;
    const film = {
      piece: (bytes: Blob, times: FilmTimes): void => this.#take(bytes, times),
      ended: (): void => listener.ended({ durationMs: Math.round(this.#recordedMs) }),
      failed: listener.failed,
    };
    this.#film =
      'film' in picture ? picture.film(sound, film) : new TrackFilm(picture.track, sound, film);
  }

  /** Waits; `at` is since when it was to, on the server's clock since the start. */
  pause(at: number): void {
    if (this.#stoppedAt !== null) return;
    const from = this.#isWaiting ? Math.min(at, this.#wait?.from ?? at) : at;
    this.#wait = { from, until: Number.POSITIVE_INFINITY };
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#film.pause(this.#sharedMs(at));
  }

  resume(): void {
    if (!this.#isWaiting || this.#stoppedAt !== null || this.#wait === null) return;
    this.#wait = { ...this.#wait, until: this.#now() };
    this.#isWaiting = false;
    this.#film.resume();
  }

  /** Stops for good; `at` is when that was decided, on the server's clock since the start. */
  stop(at: number): void {
    if (this.#stoppedAt !== null) return;
    this.#stoppedAt = at;
    this.#film.end(this.#sharedMs(at));
  }

  /** A moment of the recording on the clock of its pieces, and no later, however both clocks are rounded. */
  #sharedMs(at: number): number {
    return sharedNow() - this.#now() + at - ROUNDING_MS;
  }

  #take(bytes: Blob, { fromMs, untilMs }: FilmTimes): void {
    const startMs = sharedNow() - this.#now();
    const from = Math.max(this.#told, fromMs - startMs);
    const until = Math.max(from, untilMs - startMs);
    if (bytes.size === 0 || this.#isUnwanted(from, until)) return;
    this.#listener.piece({ from: Math.round(from), until: Math.round(until), bytes });
    this.#recordedMs += until - from;
    this.#told = until;
  }

  /** True for what was recorded after it was to wait or to stop; the server would not take it either. */
  #isUnwanted(from: number, until: number): boolean {
    const stoppedAt = this.#stoppedAt ?? Number.POSITIVE_INFINITY;
    // Nothing follows upon a stop that would miss what was cut just then.
    if (from > stoppedAt || until > stoppedAt + CHUNK_GRACE_MS) return true;
    const wait = this.#wait;
    if (wait === null || from >= wait.until - CLOCKS_DIFFER_MS) return false;
    return from >= wait.from + CHUNK_CLOCK_MS || until > wait.from + CHUNK_GRACE_MS;
  }
}
