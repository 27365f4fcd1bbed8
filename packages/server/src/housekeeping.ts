import type { ListPlace, SessionId } from '@fernblick/protocol';
import type { ServerCommand } from '@fernblick/session';
import type { Logger } from 'pino';
import type { ErasureBook } from './erasure-book.ts';
import type { Pictures } from './files/pictures.ts';
import type { JournalStore } from './journal/journal-store.ts';
import type { Recordings } from './recordings/recordings.ts';
import type { Retention } from './retention.ts';
import type { Sessions } from './sessions.ts';

const NUMBERS_EVERY_MS = 10_000;
const FORGET_EVERY_MS = 600_000;
const NUMBERS_AT_ONCE = 100;
const OVERDUE_EVERY_MS = 600_000;
const OVERDUE_AT_ONCE = 100;
const RETAIN_EVERY_MS = 3_600_000;
const FILES_EVERY_MS = 6 * 60 * 60 * 1_000;

/** Does what nobody asks for: takes away numbers, pictures and recordings whose time is up, forgets what cannot matter any more. */
export class Housekeeping {
  readonly #store: JournalStore;
  readonly #sessions: Sessions;
  readonly #pictures: Pictures;
  readonly #erasures: ErasureBook;
  readonly #retention: Retention;
  readonly #recordings: Recordings;
  readonly #noShowAfterMs: number;
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #timers: NodeJS.Timeout[] = [];

  /** @param noShowAfterMs for how long nobody has to come until a session ends */
  constructor(
    options: {
      readonly store: JournalStore;
      readonly sessions: Sessions;
      readonly pictures: Pictures;
      readonly erasures: ErasureBook;
      readonly retention: Retention;
      readonly recordings: Recordings;
      readonly log: Logger;
      readonly now: () => number;
    },
    noShowAfterMs: number,
  ) {
    this.#store = options.store;
    this.#sessions = options.sessions;
    this.#pictures = options.pictures;
    this.#erasures = options.erasures;
    this.#retention = options.retention;
    this.#recordings = options.recordings;
    this.#noShowAfterMs = noShowAfterMs;
    this.#log = options.log;
    this.#now = options.now;
  }

  start(): void {
    this.#every(NUMBERS_EVERY_MS, () => this.#expireNumbers());
    this.#every(FORGET_EVERY_MS, () => this.#store.forgetExpired(this.#now()));
    this.#every(FILES_EVERY_MS, () => this.#pictures.sweep());
    this.#every(FORGET_EVERY_MS, () => this.#erasures.resume());
    this.#every(RETAIN_EVERY_MS, () => this.#retention.sweep());
    this.#every(OVERDUE_EVERY_MS, () => this.endOverdue());
    this.#attempt(() => this.endOverdue());
    // Whoever restarts it every hour wants things deleted, too.
    this.#attempt(() => this.#retention.sweep());
    this.#attempt(() => this.#pictures.sweep());
    this.#attempt(() => this.#recordings.sweep());
    this.#every(FILES_EVERY_MS, () => this.#recordings.sweep());
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  #every(ms: number, action: () => Promise<void>): void {
    const timer = setInterval(() => this.#attempt(action), ms);
    timer.unref();
    this.#timers.push(timer);
  }

  #attempt(action: () => Promise<void>): void {
    action().catch((error: unknown) => {
      this.#log.error({ err: error }, 'housekeeping failed; it is tried again');
    });
  }

  /** Ends what nobody, or one side alone, has come to. */
  async endOverdue(): Promise<void> {
    const afterMs = this.#noShowAfterMs;
    const since = this.#now() - afterMs;
    let after: ListPlace | null = null;
    do {
      const due: readonly ListPlace[] = await this.#store.sessionsAwaited(
        since,
        after,
        OVERDUE_AT_ONCE,
      );
      for (const { session } of due)
        await this.#execute(session, { name: 'end-overdue', facts: { afterMs } });
      after = due.length === OVERDUE_AT_ONCE ? (due.at(-1) ?? null) : null;
    } while (after !== null);
  }

  async #expireNumbers(): Promise<void> {
    const due = await this.#store.sessionsWithExpiredNumber(this.#now(), NUMBERS_AT_ONCE);
    for (const session of due) await this.#execute(session, { name: 'number-expired', facts: {} });
  }

  async #execute(session: SessionId, command: ServerCommand): Promise<void> {
    try {
      await this.#sessions.execute({
        session,
        actor: 'server',
        commandId: null,
        input: null,
        command: () => command,
      });
    } catch (error) {
      // The others are not to wait for it.
      this.#log.error({ err: error, session }, 'a session could not be looked after');
    }
  }
}
