import {
  SessionError,
  type ContactView,
  type DataField,
  type HistoryLine,
  type ListPlace,
  type ParticipantId,
  type SessionId,
} from '@fernblick/protocol';
import {
  contactAt,
  historyLineFor,
  isOutdated,
  whyNotChangeContact,
  whyNotReadContact,
  type Actor,
  type Allowed,
  type FieldChange,
  type Participant,
  type SessionState,
  type Place,
} from '@fernblick/session';
import type { OutboxMessage } from './journal/delivery-store.ts';
import type { ContactChange, JournalStore, StoredContact } from './journal/journal-store.ts';
import type { Sessions } from './sessions.ts';

/** What a person reads before they look further; few enough to be put together from their journals at once. */
const PAGE = 10;
/** Lines with many agents and tickets fill more than a message should have. */
const MAX_BYTES = 48_000;
const MAX_CHANGES = 200;

/** Whose contact is meant: the customer with this place in a session that the asking person may see. */
export interface ContactQuestion {
  readonly session: SessionId;
  readonly participant: ParticipantId;
  readonly actor: Actor;
}

/** What the book works with. */
export interface ContactBookOptions {
  readonly store: JournalStore;
  readonly sessions: Sessions;
  readonly now: () => number;
  readonly allowed: (actor: Actor, session: Place | null) => Allowed;
  /** Messages to hosts that must be kept together with a correction. */
  readonly outbox: (
    state: SessionState,
    change: { readonly subject: string; readonly by: string; readonly at: number },
  ) => readonly OutboxMessage[];
  /** Called when there is something to tell hosts. */
  readonly told: () => void;
  /** Called after each change, one after the other, before whoever has made it hears that it is done. */
  readonly changed: (subject: string, stored: StoredContact) => Promise<void>;
}

/** What the host says of a customer; what it leaves out stays as it was. */
export interface TellingOfContact extends Pick<StoredContact, 'name' | 'by'> {
  readonly fields?: readonly DataField[] | undefined;
  readonly email?: string | null | undefined;
  readonly lang?: string | null | undefined;
}

/** What is known about customers beyond one session: what the host has told, and which sessions there were. */
export class ContactBook {
  readonly #store: JournalStore;
  readonly #sessions: Sessions;
  readonly #now: () => number;
  readonly #allowed: (actor: Actor, session: Place | null) => Allowed;
  readonly #outbox: ContactBookOptions['outbox'];
  readonly #told: () => void;
  readonly #changed: ContactBookOptions['changed'];
  /** Changes of one contact come one after the other: each builds upon the one before. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ContactBookOptions) {
    this.#store = options.store;
    this.#sessions = options.sessions;
    this.#now = options.now;
    this.#allowed = options.allowed;
    this.#outbox = options.outbox;
    this.#told = options.told;
    this.#changed = options.changed;
  }

  /** @throws SessionError with the code of the refusal, `not-found` for a place that is no customer's */
  async read(question: ContactQuestion): Promise<ContactView> {
    const { contact } = await this.#find(question);
    const stored = await this.#store.contact(contact.subject);
    return contactView(contact, stored);
  }

  /** The host's own id of the customer who is meant. @throws SessionError as `read` */
  async subjectOf(question: ContactQuestion): Promise<string> {
    return (await this.#find(question)).contact.subject;
  }

  /**
   * Corrects one field, where it still holds what it held when the change was begun.
   * @throws SessionError as `read`, `switched-off`, `unknown-field`, or `field-changed`
   */
  async change(question: ContactQuestion, change: FieldChange): Promise<ContactView> {
    const { contact, state } = await this.#find(question);
    const { actor } = question;
    const { name, value } = change;
    const refusal = whyNotChangeContact(state, actor, this.#allowed(actor, state));
    if (refusal !== null) throw new SessionError(refusal);
    return this.inTurn(async () => {
      const stored = await this.#store.contact(contact.subject);
      const before = stored?.fields.find((field) => field.name === name);
      if (stored === null || before === undefined) throw new SessionError('unknown-field');
      if (isOutdated(before, change)) throw new SessionError('field-changed');
      if (before.value === value) return contactView(contact, stored);
      const next: StoredContact = {
        ...stored,
        fields: stored.fields.map((field) => (field === before ? { name, value } : field)),
        at: this.#now(),
        by: actor.name,
      };
      await this.#store.putContact(next, [{ name, value }], this.#outbox(state, next));
      this.#told();
      await this.#changed(contact.subject, next);
      return contactView(contact, next);
    });
  }

  /** A part of the contact's sessions that the asking person may see. @throws SessionError as `read` */
  async history(
    question: ContactQuestion,
    after: ListPlace | null,
  ): Promise<{ readonly sessions: readonly HistoryLine[]; readonly next: ListPlace | null }> {
    const { contact } = await this.#find(question);
    const listed = await this.#store.sessionsOfContact(contact.subject, after, PAGE);
    const states = await Promise.all(listed.map(({ session }) => this.#sessions.state(session)));
    const sessions: HistoryLine[] = [];
    let bytes = 0;
    for (const [index, { session, createdAt }] of listed.entries()) {
      const state = states[index] ?? null;
      const line = state === null ? null : historyLineFor(state, question.actor, contact.subject);
      if (line !== null) {
        sessions.push(line);
        bytes += Buffer.byteLength(JSON.stringify(line));
      }
      const isLast = index === listed.length - 1;
      if (isLast ? listed.length === PAGE : bytes >= MAX_BYTES)
        return { sessions, next: { at: createdAt, session } };
    }
    return { sessions, next: null };
  }

  /** What the host has told about a customer, by its own id. @throws SessionError `not-found` */
  async told(
    subject: string,
  ): Promise<{ readonly contact: StoredContact; readonly changes: readonly ContactChange[] }> {
    const contact = await this.#store.contact(subject);
    if (contact === null) throw new SessionError('not-found');
    return { contact, changes: await this.#store.contactChanges(subject, MAX_CHANGES) };
  }

  /** Takes in what the host tells; fields, where it tells of any, are all that there are from now on. */
  tell(
    subject: string,
    { name, by, fields, email, lang }: TellingOfContact,
  ): Promise<StoredContact> {
    return this.inTurn(async () => {
      const before = await this.#store.contact(subject);
      const contact: StoredContact = {
        ...{ subject, name, by, at: this.#now() },
        fields: fields ?? before?.fields ?? [],
        email: email === undefined ? (before?.email ?? null) : email,
        lang: lang === undefined ? (before?.lang ?? null) : lang,
      };
      const isNew = (field: DataField): boolean =>
        !before?.fields.some(
          ({ name: known, value }) => known === field.name && value === field.value,
        );
      await this.#store.putContact(contact, contact.fields.filter(isNew));
      await this.#changed(subject, contact);
      return contact;
    });
  }

  /** The ids of sessions of a customer, newest first. */
  async sessionsOf(subject: string, limit: number): Promise<readonly SessionId[]> {
    const listed = await this.#store.sessionsOfContact(subject, null, limit);
    return listed.map(({ session }) => session);
  }

  async #find({ session, participant, actor }: ContactQuestion) {
    const state = await this.#sessions.state(session);
    const refusal = state === null ? 'not-found' : whyNotReadContact(state, actor);
    if (state === null || refusal !== null) throw new SessionError(refusal ?? 'not-found');
    const contact = contactAt(state, participant);
    if (contact === null) throw new SessionError('not-found');
    return { state, contact };
  }

  /** Does something in turn with the changes of contacts: none of them is under way meanwhile. */
  async inTurn<T>(action: () => Promise<T>): Promise<T> {
    // Whether the one before failed is its own caller's business.
    const turn = this.#turn.then(action, action);
    this.#turn = turn;
    return turn;
  }
}

/** What agents read of it. */
export function contactView(
  { name }: Pick<Participant, 'name'>,
  stored: StoredContact | null,
): ContactView {
  return {
    name: stored?.name ?? name,
    fields: stored?.fields.map((field) => ({ ...field })) ?? [],
    changed: stored === null ? null : { at: stored.at, by: stored.by },
  };
}
