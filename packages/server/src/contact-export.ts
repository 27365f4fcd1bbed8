import { randomBytes } from 'node:crypto';
import { SessionError, type ChatReaders, type SessionId } from '@fernblick/protocol';
import { placesOf } from '@fernblick/session';
import { hostActor, type By } from './http/host-actor.ts';
import type { HostSession } from './http/host-session.ts';
import type { JournalStore } from './journal/journal-store.ts';
import { toldEntry } from './told-entry.ts';
import type { Sessions } from './sessions.ts';

const SESSIONS_AT_ONCE = 20;
const PAGE_BYTES = 60_000;
const MAX_CHANGES = 10_000;
const MAX_MAILS = 1_000;

/** What an export is read from. */
export interface ContactExportOptions {
  readonly store: JournalStore;
  readonly sessions: Sessions;
  readonly describe: (state: NonNullable<Awaited<ReturnType<Sessions['state']>>>) => HostSession;
  readonly now: () => number;
}

/** Everything that is kept of a customer, as one JSON text that is written while it is read. */
export class ContactExport {
  readonly #options: ContactExportOptions;

  constructor(options: ContactExportOptions) {
    this.#options = options;
  }

  /**
   * Pieces of the text; in memory there is never more than one page of one session. Is kept as handed out before the
   * first of them, whether or not the reader takes them all.
   * @throws SessionError `not-found` where nothing is kept, before the first piece
   */
  async write(subject: string, by: By | undefined): Promise<AsyncIterable<string>> {
    const { store, now } = this.#options;
    const contact = await store.contact(subject);
    let count = 0;
    for await (const _ of this.#sessionsOf(subject)) count += 1;
    if (contact === null && count === 0) throw new SessionError('not-found');
    const { subject: who, name } = hostActor(by);
    await store.dataLog.add({
      ...{ id: randomBytes(16).toString('base64url'), at: now(), is: 'exported' },
      ...{ what: 'sessions', count, by: { subject: who, name } },
    });
    return this.#pieces(subject);
  }

  async *#pieces(subject: string): AsyncIterable<string> {
    const { store, now } = this.#options;
    const head = {
      subject,
      exportedAt: now(),
      contact: await store.contact(subject),
      changes: await store.contactChanges(subject, MAX_CHANGES),
    };
    yield `${JSON.stringify(head).slice(0, -1)},"sessions":[`;
    let comma = '';
    for await (const session of this.#sessionsOf(subject)) {
      yield comma;
      yield* this.#session(session, subject);
      comma = ',';
    }
    yield ']}';
  }

  async *#sessionsOf(subject: string): AsyncIterable<SessionId> {
    const { erasures } = this.#options.store;
    let after = '';
    for (;;) {
      const some = await erasures.sessionsOf(subject, after, SESSIONS_AT_ONCE);
      yield* some;
      after = some.at(-1) ?? '';
      if (some.length < SESSIONS_AT_ONCE) return;
    }
  }

  async *#session(session: SessionId, subject: string): AsyncIterable<string> {
    const { store, sessions, describe } = this.#options;
    const [state, stored] = [await sessions.state(session), await store.read(session)];
    const described = state === null ? null : describe(state);
    const places = new Set(state === null ? [] : placesOf(state, subject));
    const mails = await store.mails.list({ session }, MAX_MAILS);
    const head = {
      session: described,
      journal: stored?.entries.map(toldEntry) ?? [],
      notes: await store.readNotes(session),
      // Where an e-mail went is the business of whom it went to.
      mails: mails.filter(({ participant }) => places.has(participant)),
      pictures:
        described?.pictures.map((picture) => ({
          ...picture,
          file: `/api/v1/sessions/${session}/pictures/${picture.id}/file`,
        })) ?? [],
      recordings:
        described?.recordings.map((recording) => ({
          ...recording,
          file:
            recording.state === 'ready'
              ? `/api/v1/sessions/${session}/recordings/${recording.id}/${recording.type === 'video/mp4' ? 'mp4' : 'webm'}`
              : null,
        })) ?? [],
    };
    yield `${JSON.stringify(head).slice(0, -1)},"chat":[`;
    yield* this.#chat(session);
    yield '],"drawing":[';
    yield* this.#drawing(session);
    yield ']}';
  }

  async *#chat(session: SessionId): AsyncIterable<string> {
    let comma = '';
    const kinds: readonly ChatReaders[] = ['all', 'agents'];
    for (const readers of kinds) {
      let after = 0;
      for (let more = true; more;) {
        const page = await this.#options.store.readChat(session, readers, after, PAGE_BYTES);
        if (page.entries.length > 0) {
          yield comma + page.entries.map((entry) => JSON.stringify(entry)).join(',');
          comma = ',';
        }
        after = page.entries.at(-1)?.seq ?? after;
        more = page.more;
      }
    }
  }

  async *#drawing(session: SessionId): AsyncIterable<string> {
    let comma = '';
    let after = 0;
    for (let more = true; more;) {
      const page = await this.#options.store.readInk(session, after, PAGE_BYTES);
      if (page.entries.length > 0) {
        // They are JSON as they are stored.
        yield comma + page.entries.map(({ item }) => item).join(',');
        comma = ',';
      }
      after = page.entries.at(-1)?.seq ?? after;
      more = page.more;
    }
  }
}
