import {
  SessionError,
  type InkItem,
  type InkListener,
  type Reply,
  type RequestInput,
} from '@fernblick/protocol';
import { loggable } from './logger.ts';
import type { Logger } from './session-client.ts';

/** Asks the server for a part of the feed. */
export type ReadInk = (request: RequestInput<'ink:read'>) => Promise<Reply<'ink:read'>>;

const TRY_AGAIN_MS = 2_000;

/** One subscriber's place in the feed of ink: gives every item once and in order, whatever was missed on the way. */
export class InkReader {
  readonly #read: ReadInk;
  readonly #listener: InkListener;
  readonly #logger: Logger;
  #session: string | null = null;
  /** Number of the last item that was given. */
  #given = 0;
  /** The highest number that is known to be there. */
  #known = 0;
  /** There may be more than is known of. */
  #stale = false;
  #reading = false;
  #again: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(read: ReadInk, listener: InkListener, logger: Logger) {
    this.#read = read;
    this.#listener = listener;
    this.#logger = logger;
  }

  /** Turns to a session: from its first item on, or where this reader was the one before, from there. */
  follow(session: string): void {
    if (session !== this.#session) {
      const left = this.#session !== null;
      this.#session = session;
      this.#given = 0;
      this.#known = 0;
      if (left) this.#listener.reset?.();
    }
    this.catchUp();
  }

  catchUp(): void {
    this.#stale = true;
    void this.#readOn();
  }

  added(seq: number, item: InkItem): void {
    this.#known = Math.max(this.#known, seq);
    if (seq === this.#given + 1 && !this.#reading && !this.#stale) this.#give(seq, item);
    else void this.#readOn();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
  }

  async #readOn(): Promise<void> {
    if (this.#reading || this.#session === null) return;
    clearTimeout(this.#again);
    this.#reading = true;
    try {
      while (!this.#closed && (this.#stale || this.#known > this.#given)) await this.#readPage();
    } catch (error) {
      this.#logger.log('warn', 'The drawing could not be read', loggable(error));
      if (error instanceof SessionError && error.retry && !this.#closed)
        this.#again = setTimeout(() => void this.#readOn(), TRY_AGAIN_MS);
    } finally {
      this.#reading = false;
    }
  }

  async #readPage(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    const { stale, known } = { stale: this.#stale, known: this.#known };
    this.#stale = false;
    try {
      const { entries, more } = await this.#read({ session, after: this.#given });
      if (session !== this.#session || this.#closed) return;
      for (const { seq, item } of entries) if (seq === this.#given + 1) this.#give(seq, item);
      this.#stale ||= more;
      // What the server does not give is not there, whatever a notice said.
      if (entries.length === 0 && this.#known === known) this.#known = this.#given;
    } catch (error) {
      if (session === this.#session) this.#stale ||= stale;
      throw error;
    }
  }

  #give(seq: number, item: InkItem): void {
    if (this.#closed) return;
    this.#given = seq;
    this.#listener.item(item);
  }
}
