import { SessionError, toSessionError } from '@fernblick/protocol';
import type { Chunk, ChunkStore, RecordingEnd, RecordingKey } from './chunk-store.ts';

/** What the server says of pieces. */
export interface ChunkServer {
  /** The number of the piece that is wanted next, and whether nothing more is taken. @throws SessionError */
  stored(key: RecordingKey, signal: AbortSignal): Promise<{ next: number; finished: boolean }>;
  /** @returns the number that is wanted next, and why this one was not taken; null where it was. @throws SessionError */
  put(
    key: RecordingKey,
    chunk: Chunk,
    signal: AbortSignal,
  ): Promise<{ next: number; refusal: SessionError | null }>;
  /** @throws SessionError */
  finish(key: RecordingKey, end: RecordingEnd, signal: AbortSignal): Promise<void>;
}

/** What an uploader works with. */
export interface UploaderOptions {
  readonly store: ChunkStore;
  readonly server: ChunkServer;
  /** Resolves after so long, or with the signal. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told what holds it up, and null when it goes on. */
  readonly troubled: (error: SessionError | null) => void;
  /** There is more, something has got through, or is there no more. */
  readonly changed: () => void;
}

/** Longer than a page is waited for that has gone without a word. */
const FINISH_TRIES = 40;
const FINISH_AGAIN_MS = 5_000;
/** More than a page records without its server, which is not heard for 5 s at most. */
const MOST_REFUSED = 20;
const RETRY_AFTER_MS = [250, 500, 1_000, 2_000, 5_000];

/** Brings the pieces of one recording to the server in their order, and goes on where another page has stopped. */
export class ChunkUploader {
  readonly #options: UploaderOptions;
  readonly #key: RecordingKey;
  #wake: () => void = () => {};
  #isOver = false;

  constructor(key: RecordingKey, options: UploaderOptions) {
    this.#key = key;
    this.#options = options;
  }

  /** There is a new piece. */
  added(): void {
    // While nothing gets through, it is this that says how much waits.
    this.#options.changed();
    this.#wake();
  }

  /** No more pieces come: what is there is brought, and then the recording is finished. */
  ended(): void {
    this.#isOver = true;
    this.#wake();
  }

  /**
   * Runs until the server has everything. A piece of a time in which not everybody had agreed is thrown away; where the
   * server wants nothing of this recording, all that is left of it is.
   * @throws SessionError where that is so, and where nothing comes of it for now; then all that is left is kept
   */
  async run(signal: AbortSignal): Promise<void> {
    const { store, server, changed } = this.#options;
    const key = this.#key;
    await store.open(key);
    const stored = await this.#persist(() => server.stored(key, signal), signal);
    let { next, finished } = stored;
    let refusedInARow = 0;
    signal.addEventListener('abort', () => this.#wake(), { once: true });
    while (!finished && !signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      // Before looking: what comes meanwhile is seen the next time.
      const isOver = this.#isOver;
      const chunk = await this.#nextChunk(next);
      if (chunk === null) {
        changed();
        if (isOver || signal.aborted) break;
        await woken;
        continue;
      }
      const wanted = { ...chunk, n: next };
      const answer = await this.#persist(() => server.put(key, wanted, signal), signal);
      const isStuck = answer.refusal !== null && answer.next === next;
      next = answer.next;
      refusedInARow = isStuck ? refusedInARow + 1 : 0;
      if (isStuck && answer.refusal !== null) {
        const { refusal } = answer;
        finished = refusal.code === 'recording-changed' && refusal.at === 'finished';
        if (finished) break;
        if (refusal.code !== 'recording-changed') throw await this.#lost(refusal);
        await store.skip(key, chunk.n);
        // While it goes on, whoever records has to hear that nothing of it is kept, or nothing that would play.
        if (!this.#isOver && (next === 0 || refusedInARow > MOST_REFUSED)) throw refusal;
      }
      changed();
    }
    if (signal.aborted) return;
    if (!finished) await this.#finish(next, signal);
    if (signal.aborted) return;
    await store.drop(key);
    changed();
  }

  /** The piece that gets this number at the server, where it is there; what the server has already is forgotten. */
  async #nextChunk(next: number): Promise<Chunk | null> {
    const { store } = this.#options;
    const skipped = await store.skipped(this.#key);
    // A film cannot be played without its beginning, which was thrown away.
    if (next === 0 && skipped.length > 0) return null;
    const numbers = await store.list(this.#key);
    // Numbers have no gaps there: what was thrown away has none.
    const isStored = (n: number): boolean => n - skipped.filter((one) => one < n).length < next;
    for (const n of numbers.filter(isStored)) await store.remove(this.#key, n);
    const wanted = numbers.find((n) => !isStored(n));
    const before = skipped.filter((one) => one < (wanted ?? 0)).length;
    return wanted === undefined || wanted - before !== next
      ? null
      : await store.read(this.#key, wanted);
  }

  async #finish(chunks: number, signal: AbortSignal): Promise<void> {
    const { store, server, wait } = this.#options;
    const end = await store.readEnd(this.#key);
    const told = { chunks, durationMs: end?.durationMs ?? 0 };
    for (let tries = 1; !signal.aborted; tries += 1) {
      try {
        await this.#persist(() => server.finish(this.#key, told, signal), signal, false);
        return;
      } catch (cause) {
        // A page that was killed is still taken for one that records, until it is missed.
        if (!(cause instanceof SessionError) || cause.code !== 'recording-changed') throw cause;
        if (tries >= FINISH_TRIES) throw cause;
        await wait(FINISH_AGAIN_MS, signal);
      }
    }
  }

  /** Does it again until it is done; what was refused for good is not tried again. */
  async #persist<T>(act: () => Promise<T>, signal: AbortSignal, isLast = true): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      try {
        const done = await act();
        this.#options.troubled(null);
        return done;
      } catch (cause) {
        const error = toSessionError(cause);
        if (signal.aborted) throw error;
        if (!isPassing(error)) throw isLast ? await this.#lost(error) : error;
        this.#options.troubled(error);
        const delay = RETRY_AFTER_MS[Math.min(tries, RETRY_AFTER_MS.length - 1)] ?? 0;
        await this.#options.wait(delay, signal);
      }
    }
  }

  /** What rules and rights refuse is not wanted; what could not be read was spoilt on its way, and is kept. */
  async #lost(error: SessionError): Promise<SessionError> {
    if (error.code === 'invalid-message') return error;
    await this.#options.store.drop(this.#key);
    this.#options.changed();
    return error;
  }
}

/** True where it may be better later: what rules and rights say stays so. */
function isPassing({ code }: SessionError): boolean {
  return (
    code === 'server-unreachable' ||
    code === 'server-error' ||
    // The host may give a token again in a moment.
    code === 'not-authorized' ||
    code === 'too-many-requests' ||
    code === 'server-stopping' ||
    code === 'storage-unavailable'
  );
}
