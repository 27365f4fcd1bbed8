import type { ParticipantId, SessionId } from '@fernblick/protocol';
import { contactAt, whyNotReadContact } from '@fernblick/session';
import { contactView } from '../contact-book.ts';
import type { StoredContact } from '../journal/journal-store.ts';
import type { Sessions } from '../sessions.ts';
import type { Connection } from './connection.ts';

/** A desk shows one or two; beyond this those that were read longest ago are heard of no more. */
const MAX_READ = 50;

/** A contact that a page shows: a customer's place in one session, and who that is. */
interface ReadContact {
  readonly session: SessionId;
  readonly participant: ParticipantId;
  readonly subject: string;
}

/** The agents' pages that have read a contact, and hear of its changes; kept in memory only. */
export class ContactReaders {
  readonly #sessions: Sessions;
  /** What each page has read, the one read last at the end. */
  readonly #read = new Map<Connection, Map<string, ReadContact>>();

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  /** Tells a page from now on what changes of a contact. */
  listen(connection: Connection, contact: ReadContact): void {
    if (!connection.isOpen) return;
    const read = this.#read.get(connection) ?? new Map<string, ReadContact>();
    const key = `${contact.session} ${contact.participant}`;
    read.delete(key);
    read.set(key, contact);
    for (const oldest of read.keys()) {
      if (read.size <= MAX_READ) break;
      read.delete(oldest);
    }
    this.#read.set(connection, read);
  }

  /** Forgets a page that is gone. */
  drop(connection: Connection): void {
    this.#read.delete(connection);
  }

  /** Tells those that may still know of it. */
  async tell(subject: string, stored: StoredContact): Promise<void> {
    for (const [connection, read] of [...this.#read])
      for (const shown of [...read.values()])
        if (shown.subject === subject) await this.#tell(connection, shown, stored);
  }

  async #tell(
    connection: Connection,
    { session, participant, subject }: ReadContact,
    stored: StoredContact,
  ): Promise<void> {
    const state = await this.#sessions.state(session);
    if (state === null || whyNotReadContact(state, connection.holder.actor) !== null) return;
    const contact = contactAt(state, participant);
    // Gone meanwhile, or forgotten.
    if (contact?.subject !== subject || !this.#read.has(connection)) return;
    connection.notify('contact:changed', {
      session,
      participant,
      contact: contactView(contact, stored),
    });
  }
}
