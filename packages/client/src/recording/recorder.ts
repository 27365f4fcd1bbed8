import type { ComposedPicture, Film, FilmedPicture } from '../session-recording.ts';
import type { RecordingEnd } from './chunk-store.ts';
import { TrackFilm } from './track-film.ts';

/** What a recorder tells. */
export interface RecorderListener {
  /** Bytes that follow those before; times are milliseconds since the recording has started, on the server's clock. */
  readonly piece: (piece: { from: number; until: number; bytes: Blob }) => void;
  /** Everything has been told. */
  readonly ended: (end: Pick<RecordingEnd, 'durationMs'>) => void;
  /** Nothing more comes of picture, sound or encoder. */
  readonly failed: (cause: unknown) => void;
}

/** Turns one picture and one sound into pieces of one file, each with the time in which it was recorded. */
export class Recorder {
  readonly #film: Film;
  readonly #now: () => number;
  readonly #listener: RecorderListener;
  /** Since when the piece that comes next has been recorded. */
  #from: number;
  /** While it waits: since when. */
  #pausedAt: number | null = null;
  #recordedMs = 0;
  #isOver = false;
  /** What is told late is of the time before it was told. */
  #notAfter: number | null = null;

  /** @param now Milliseconds since the recording has started, on the server's clock */
  constructor(
    picture: ComposedPicture | FilmedPicture,
    sound: MediaStreamTrack | null,
    now: () => number,
    listener: RecorderListener,
  ) {
    this.#now = now;
    this.#listener = listener;
    this.#from = now();
    const film = {
      piece: (bytes: Blob, ageMs: number): void => this.#take(bytes, ageMs),
      ended: (): void => listener.ended({ durationMs: Math.round(this.#recordedMs) }),
      failed: listener.failed,
    };
    this.#film =
      'film' in picture ? picture.film(sound, film) : new TrackFilm(picture.track, sound, film);
  }

  pause(): void {
    if (this.#pausedAt !== null || this.#isOver) return;
    this.#pausedAt = this.#now();
    this.#film.pause();
  }

  resume(): void {
    if (this.#pausedAt === null || this.#isOver) return;
    // The clock of the server may have been read anew meanwhile; times never run backwards.
    this.#from = Math.max(this.#from, this.#now());
    this.#pausedAt = null;
    this.#film.resume();
  }

  /** Stops for good; `at` is when that was decided, on the server's clock since the start. */
  stop(at: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#notAfter = at;
    this.#film.end();
  }

  #take(bytes: Blob, ageMs: number): void {
    const now = this.#pausedAt ?? this.#now() - ageMs;
    const until = Math.max(this.#from, Math.min(now, this.#notAfter ?? now));
    if (bytes.size > 0)
      this.#listener.piece({ from: Math.round(this.#from), until: Math.round(until), bytes });
    this.#recordedMs += until - this.#from;
    this.#from = until;
  }
}
