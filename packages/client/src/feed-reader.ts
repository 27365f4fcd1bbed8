import { SessionError } from '@fernblick/protocol';
import { loggable } from './logger.ts';
import type { Logger } from './session-client.ts';

/** One line of a feed: numbered from 1 without a gap. */
export interface Numbered {
  readonly seq: number;
}

/** A part of a feed after a number, and whether there is more. */
export interface FeedPart<E extends Numbered> {
  readonly entries: readonly E[];
  readonly more: boolean;
}

/** What a reader works with. */
export interface FeedReaderOptions<E extends Numbered> {
  /** Asks the server for a part of the feed. */
  readonly read: (after: {
    readonly session: string;
    readonly after: number;
  }) => Promise<FeedPart<E>>;
  readonly give: (entry: E) => void;
  /** What was given so far belongs to a session that was left behind. */
  readonly reset: () => void;
  /** Everything that was there has been given. */
  readonly complete?: () => void;
  readonly logger: Logger;
}

const TRY_AGAIN_MS = 2_000;

/** One subscriber's place in a feed: gives every entry once and in order, whatever was missed on the way. */
export class FeedReader<E extends Numbered> {
  readonly #options: FeedReaderOptions<E>;
  #session: string | null = null;
  /** Number of the last entry that was given. */
  #given = 0;
  /** The highest number that is known to be there. */
  #known = 0;
  /** There may be more than is known of. */
  #stale = false;
  #reading = false;
  #again: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: FeedReaderOptions<E>) {
    this.#options = options;
  }

  /** Turns to a session: from its first entry on, or where this reader was the one before, from there. */
  follow(session: string): void {
    if (session !== this.#session) {
      const left = this.#session !== null;
      this.#session = session;
      this.#given = 0;
      this.#known = 0;
      if (left) this.#options.reset();
    }
    this.catchUp();
  }

  catchUp(): void {
    this.#stale = true;
    void this.#readOn();
  }

  added(entry: E): void {
    this.#known = Math.max(this.#known, entry.seq);
    if (entry.seq === this.#given + 1 && !this.#reading && !this.#stale) this.#give(entry);
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
      if (!this.#closed) this.#options.complete?.();
    } catch (error) {
      this.#options.logger.log('warn', 'A feed could not be read', loggable(error));
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
      const { entries, more } = await this.#options.read({ session, after: this.#given });
      if (session !== this.#session || this.#closed) return;
      for (const entry of entries) if (entry.seq === this.#given + 1) this.#give(entry);
      this.#stale ||= more;
      // What the server does not give is not there, whatever a notice said.
      if (entries.length === 0 && this.#known === known) this.#known = this.#given;
    } catch (error) {
      if (session === this.#session) this.#stale ||= stale;
      throw error;
    }
  }

  #give(entry: E): void {
    if (this.#closed) return;
    this.#given = entry.seq;
    this.#options.give(entry);
  }
}
