import type { ParticipantId, SessionId } from '@fernblick/protocol';
import type { MailKind } from '@fernblick/session';

/** Where an e-mail stands: `dropped` where what it would have said was not true any more, or had nobody to go to. */
export type MailState = 'waiting' | 'sent' | 'dropped' | 'given-up';

/** An e-mail that is to be sent, written down together with what it follows from. */
export interface MailOrder {
  /** The same for the same e-mail, so that it is kept once. */
  readonly id: string;
  readonly session: SessionId;
  readonly kind: MailKind;
  readonly participant: ParticipantId;
  /** The moment it is about. */
  readonly about: number;
  readonly dueAt: number;
  /** To whom, where somebody has said so; null for what the contact has as its address. */
  readonly address: string | null;
  /** In which language, where somebody has said so; null for what is known of the contact. */
  readonly lang: string | null;
}

/** An e-mail with what has become of it. */
export interface StoredMail extends MailOrder {
  /** Where it went, or was to go at the last attempt; null before, and where there is no address. */
  readonly sentTo: string | null;
  readonly state: MailState;
  readonly attempts: number;
  /** When the next attempt is due. */
  readonly nextAt: number;
  /** How often somebody has asked for it once more. */
  readonly resends: number;
  readonly createdAt: number;
  /** When it was sent, dropped or given up. */
  readonly doneAt: number | null;
  /** What the e-mail server said last, or why it was dropped. */
  readonly said: string | null;
}

/** What became of one attempt. */
export interface MailOutcome {
  readonly state: MailState;
  readonly sentTo: string | null;
  readonly at: number;
  /** When it is due again, where it is `waiting`. */
  readonly nextAt?: number;
  readonly said: string | null;
}

/** What the host looks for. */
export interface MailQuery {
  readonly session?: SessionId;
  readonly state?: MailState;
}

/** The e-mails that wait, and for a while those that do not any more. New ones come with a change of their session. */
export interface MailStore {
  /** Adds one beside its session's journal; one that is there already stays as it is. */
  add(order: MailOrder, now: number): Promise<void>;
  /** Those whose time has come, the longest due first. */
  due(now: number, limit: number): Promise<readonly StoredMail[]>;
  /**
   * Takes one that was found due for a while, so that of several servers over one storage only one sends it; it is due
   * again at `until`, where the one that took it never says what became of it. False where another was faster.
   */
  take(mail: Pick<StoredMail, 'id' | 'nextAt'>, until: number): Promise<boolean>;
  /** When the next one is due; null where none waits. */
  nextAt(): Promise<number | null>;
  /** Writes down what became of an attempt. */
  settle(id: string, outcome: MailOutcome): Promise<void>;
  /** The newest first. */
  list(query: MailQuery, limit: number): Promise<readonly StoredMail[]>;
  /** Makes one wait again from the beginning; null where there is none of that id. */
  resend(id: string, now: number): Promise<StoredMail | null>;
  /** Removes what was done with before a time. */
  forget(before: number): Promise<number>;
}
