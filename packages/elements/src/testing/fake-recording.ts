import {
  SessionError,
  type AboutOptions,
  type Compose,
  type FilmPart,
  type ReadOptions,
  type RecordingSnapshot,
  type SessionRecording,
} from '@fernblick/client';
import type { RecordedView } from '@fernblick/protocol';

/** Recordings without a server, for tests: what is wished is remembered. */
export class FakeRecording implements SessionRecording {
  #state: RecordingSnapshot = { isRecording: false, keptIn: null, waiting: 0, error: null };
  /** The file of every recording. */
  film: Blob = new Blob(['webm'], { type: 'video/webm' });
  /** Whether a file comes half, and no further. */
  waits = false;
  readonly #did: (call: string) => Promise<void>;
  readonly #listeners = new Set<(state: RecordingSnapshot) => void>();

  constructor(did: (call: string) => Promise<void>) {
    this.#did = did;
  }

  get state(): RecordingSnapshot {
    return this.#state;
  }

  /** So many listen. */
  get listeners(): number {
    return this.#listeners.size;
  }

  set(change: Partial<RecordingSnapshot>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener(this.#state);
  }

  subscribe(listener: (state: RecordingSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What makes the picture, as it was handed over last. */
  compose: Compose | null = null;

  ask = (compose: Compose | null): Promise<void> => {
    this.compose = compose;
    return this.#did('recording.ask');
  };
  answer = (yes: boolean, { compose = null }: { compose?: Compose | null } = {}): Promise<void> => {
    this.compose = compose;
    return this.#did(`recording.answer ${yes}`);
  };
  withdraw = (): Promise<void> => this.#did('recording.withdraw');
  pause = (): Promise<void> => this.#did('recording.pause');
  resume = (): Promise<void> => this.#did('recording.resume');
  stop = (): Promise<void> => this.#did('recording.stop');

  async read(recording: string, { session, progress, signal }: ReadOptions = {}): Promise<Blob> {
    await this.#did(`recording.read ${session ?? ''} ${recording}`);
    if (this.waits) {
      progress?.(1, 2);
      await new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(new SessionError('cancelled')));
      });
    }
    return this.film;
  }

  async readPart(
    recording: string,
    { from, until }: { readonly from: number; readonly until: number },
    { signal }: AboutOptions = {},
  ): Promise<FilmPart> {
    const { size, type } = this.film;
    await this.#did(`recording.readPart ${recording} ${from}-${Math.min(until, size)}`);
    if (signal?.aborted === true) throw new SessionError('cancelled');
    const bytes = new Uint8Array(await this.film.slice(from, until).arrayBuffer());
    return { bytes, size, type };
  }

  async readPoster(recording: string): Promise<Blob> {
    await this.#did(`recording.readPoster ${recording}`);
    return new Blob(['jpeg'], { type: 'image/jpeg' });
  }

  async remove(recording: string, reason: string): Promise<void> {
    await this.#did(`recording.remove ${recording} ${reason}`);
  }
}

/** A recording as the view of a session lists it. */
export function recordedOf(change: Partial<RecordedView> = {}): RecordedView {
  return {
    id: 'recording-1',
    by: 'Anna Brandt',
    startedAt: Date.UTC(2026, 4, 4, 9),
    state: 'ready',
    durationMs: 65_000,
    size: 3_400_000,
    type: 'video/webm',
    mp4: false,
    hasPoster: false,
    chapters: [{ atMs: 12_000, what: 'picture' }],
    reason: 'stopped',
    gaps: 0,
    missingMs: 0,
    ...change,
  };
}
