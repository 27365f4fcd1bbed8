import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Pictures } from './files/pictures.ts';
import type { LoggedData } from './journal/data-log-store.ts';
import type { JournalStore } from './journal/journal-store.ts';
import type { SessionPart } from './journal/retention-store.ts';
import type { Keep } from './keep-config.ts';
import type { Recordings } from './recordings/recordings.ts';
import type { Sessions } from './sessions.ts';
import type { Audience } from './signalling/audience.ts';

/** Sessions of which something is deleted at once; in between calls go on. */
const AT_ONCE = 10;
const CONTACTS_AT_ONCE = 100;
const DELIVERIES_AT_ONCE = 500;

/** What retention works with. */
export interface RetentionOptions {
  readonly keep: Keep;
  readonly store: JournalStore;
  readonly sessions: Sessions;
  readonly pictures: Pictures;
  readonly recordings: Recordings;
  readonly audience: Audience;
  readonly log: Logger;
  readonly now: () => number;
}

/** Deletes what has been kept for as long as an administrator wants it kept, a little at a time. */
export class Retention {
  readonly #options: RetentionOptions;
  #isClosed = false;
  #round: Promise<void> | null = null;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  /** Deletes all whose time is up; one round at a time. */
  sweep(): Promise<void> {
    return (this.#round ??= this.#sweep().finally(() => {
      this.#round = null;
    }));
  }

  /** Resolves when what is under way has stopped; the rest is for the next round. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled([this.#round]);
  }

  async #sweep(): Promise<void> {
    const { keep, store } = this.#options;
    const { retention, mails } = store;
    await this.#sessions();
    const parts: readonly (readonly [SessionPart, number | null])[] = [
      ['chat', keep.chatMs],
      ['notes', keep.notesMs],
      ['drawings', keep.drawingsMs],
      ['activity', keep.activityMs],
    ];
    for (const [part, keepMs] of parts)
      await this.#pieces(part, keepMs, AT_ONCE, async (before) => {
        const sessions = await retention.removeParts(part, before, AT_ONCE);
        // Numbers of a feed begin anew: a page that knows the old ones has to ask again.
        if (part !== 'activity') for (const session of sessions) await this.#tellAnew(session);
        return sessions.length;
      });
    await this.#pieces('contacts', keep.contactsMs, CONTACTS_AT_ONCE, (before) =>
      retention.removeContacts(before, CONTACTS_AT_ONCE),
    );
    await this.#pieces('deliveries', keep.deliveriesMs, DELIVERIES_AT_ONCE, (before) =>
      store.deliveries.forget(before, DELIVERIES_AT_ONCE),
    );
    await this.#pieces('mails', keep.mailsMs, Infinity, (before) => mails.forget(before));
  }

  async #tellAnew(session: string): Promise<void> {
    const state = await this.#options.sessions.state(session);
    if (state !== null) this.#options.audience.replaced({ before: state, after: state });
  }

  async #sessions(): Promise<void> {
    const { keep, store, sessions, pictures, recordings, audience } = this.#options;
    await this.#pieces('sessions', keep.sessionsMs, AT_ONCE, async (before) => {
      let removed = 0;
      for (const session of await store.retention.over(before, AT_ONCE)) {
        const gone = await sessions.remove(session, before);
        if (gone === null) continue;
        removed += 1;
        audience.gone(gone);
        await pictures.removeAll(session);
        await recordings.removeAll(session);
      }
      return removed;
    });
  }

  /** Does something again and again for as long as there is a whole piece to do, and keeps how much it was. */
  async #pieces(
    what: LoggedData,
    keepMs: number | null,
    size: number,
    remove: (before: number) => Promise<number>,
  ): Promise<void> {
    if (keepMs === null) return;
    const { store, log, now } = this.#options;
    const at = now();
    const id = randomBytes(16).toString('base64url');
    for (let done = size; done === size && !this.#isClosed;) {
      done = await remove(at - keepMs);
      if (done > 0) {
        await store.dataLog.add({ id, at, is: 'deleted', what, count: done, by: null });
        log.info({ what, count: done }, 'deleted: its time was up');
      }
      await nextTurn();
    }
  }
}
