import type {
  ChatReaders,
  DataField,
  ListPlace,
  Disposition,
  SessionId,
  SessionPhase,
  StandardResponse,
  TicketId,
} from '@fernblick/protocol';
import type { ActivityLine, ChatEntry, JournalEntry, NoteEntry } from '@fernblick/session';
import type { DataLogStore } from './data-log-store.ts';
import type { DeliveryStore, OutboxMessage } from './delivery-store.ts';
import type { ErasureStore } from './erasure-store.ts';
import type { RetentionStore } from './retention-store.ts';
import type { MailOrder, MailStore } from '../mail/mail-store.ts';

/** What lists need to know of a session without reading its journal. */
export interface SessionSummary {
  readonly phase: SessionPhase;
  readonly portal: string | null;
  readonly tickets: readonly TicketId[];
  /** The number to read out, as long as it can be used. */
  readonly number: { readonly digits: string; readonly expiresAt: number } | null;
  /** How many hold a place in the call, connected or not. */
  readonly joined: number;
  /** Who asked for it, for which ticket; null where nobody had to ask. */
  readonly requester: string | null;
  /** The subjects of its customers, and of those who were invited as such. */
  readonly contacts: readonly string[];
  /** Since when a call of it waits for an answer; null where none does. */
  readonly dialledAt: number | null;
  /** Since when it has waited in vain for its call; null where it does not. */
  readonly awaitedSince: number | null;
  readonly createdAt: number;
}

/** The sessions that one customer has asked for, for one ticket. */
export interface RequestsOfOne {
  readonly count: number;
  /** Null where there was none. */
  readonly newest: SessionId | null;
}

/** A command that was carried out, so that the same one sent again is recognised. */
export interface KnownCommand {
  readonly commandId: string;
  /** Role and subject of who gave it. */
  readonly actor: string;
  /** Hash of its name and input. */
  readonly hash: string;
  /** Number of the newest entry after it; the answer is the view at that entry. */
  readonly seq: number;
}

/** Everything that one command changes; kept as a whole or not at all. */
export interface Append {
  readonly session: SessionId;
  /** Number of the newest entry this was decided on; 0 for a new session. */
  readonly expectedSeq: number;
  readonly entries: readonly JournalEntry[];
  /** Null for commands of the server. */
  readonly command: Omit<KnownCommand, 'seq'> | null;
  readonly summary: SessionSummary;
  /** What agents have done in the session, as far as this changes it. */
  readonly activity: readonly ActivityLine[];
  readonly outbox: readonly OutboxMessage[];
  /** E-mails that follow from it. */
  readonly mails: readonly MailOrder[];
  /** A token that was used to join. */
  readonly tokenUse: { readonly jti: string; readonly expiresAt: number } | null;
  readonly at: number;
}

/** Which entries of a journal are meant: so many of those after a number. */
export interface JournalPart {
  readonly after: number;
  readonly limit: number;
}

/** A session as it is read back. */
export interface StoredSession {
  readonly entries: readonly JournalEntry[];
}

/** What the state of a session is made of, in order. */
export type StoredEvents = readonly Pick<JournalEntry, 'seq' | 'event'>[];

/** One more item of a session's feed of ink. */
export interface InkAppend {
  readonly session: SessionId;
  /** Unique within the session: the same id with the same item is kept once. */
  readonly id: string;
  /** The item as JSON. */
  readonly item: string;
  readonly at: number;
  /** How many items and bytes there may be with it, and the least number that it may have. */
  readonly limits: { readonly items: number; readonly bytes: number; readonly leastSeq?: number };
}

/** What became of it. */
export type InkAppended =
  | { readonly is: 'added' | 'known'; readonly seq: number }
  | { readonly is: 'full' | 'id-reused' | 'too-early' };

/** A part of a session's feed of ink, oldest first. */
export interface InkPage {
  readonly entries: readonly { readonly seq: number; readonly item: string }[];
  /** True where there is more after it. */
  readonly more: boolean;
}

/** One more message of a session's chat. */
export interface ChatAppend {
  readonly session: SessionId;
  /** Its id is unique for its author: the same one with the same text to the same readers is kept once. */
  readonly message: Omit<ChatEntry, 'seq'>;
  /** How many messages and bytes these readers may have with it. */
  readonly limits: { readonly messages: number; readonly bytes: number };
}

/** What became of it. */
export type ChatAppended =
  | { readonly is: 'added' | 'known'; readonly entry: ChatEntry }
  | { readonly is: 'full' | 'id-reused' };

/** A part of what these readers read, oldest first. */
export interface ChatPage {
  readonly entries: readonly ChatEntry[];
  /** True where there is more after it. */
  readonly more: boolean;
}

/** What an agent's notepad of a session is to hold. */
export interface NoteWrite {
  readonly session: SessionId;
  readonly note: Pick<NoteEntry, 'by' | 'text' | 'at'>;
  /** That of what it was written upon; 0 where there is none yet. */
  readonly version: number;
  /** How many notepads a session may have. */
  readonly limit: number;
}

/** What became of it. `same`: it held this already. `changed`: it holds something else than it was written upon. */
export type NoteWritten =
  | { readonly is: 'written' | 'same'; readonly entry: NoteEntry }
  | { readonly is: 'changed' | 'full' };

/** What makes tokens invalid before they expire. */
export interface Revocation {
  readonly kind: 'token' | 'subject' | 'session';
  readonly value: string;
  /** Tokens issued up to this time are meant. */
  readonly at: number;
  /** When the last token it could concern has expired. */
  readonly until: number;
}

/** A host's address for messages. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  /** Which messages it wants; empty for all. */
  readonly events: readonly string[];
  readonly createdAt: number;
}

/** A standard response with who changed it last. */
export interface StoredResponse extends StandardResponse {
  readonly at: number;
  /** Name of who changed it. */
  readonly by: string;
}

/** What the host has told about a customer, with who changed it last. */
export interface StoredContact {
  readonly subject: string;
  readonly name: string;
  readonly fields: readonly DataField[];
  /** Where e-mails for them go; null for none. */
  readonly email: string | null;
  /** In which language they read; null where nobody has said. */
  readonly lang: string | null;
  readonly at: number;
  /** Name of who changed it. */
  readonly by: string;
}

/** A value that somebody has given a field of a contact. */
export interface ContactChange {
  readonly field: string;
  readonly value: string;
  readonly at: number;
  readonly by: string;
}

/** A session in a list, and when it was made. */
export interface ListedSession {
  readonly session: SessionId;
  readonly createdAt: number;
}

/** Which sessions stand in a list of an agent's desk. */
export interface DeskQuery {
  readonly phases: readonly SessionPhase[];
  /** Sessions of these and of none; those in which the agent has done something come to them. */
  readonly portals: readonly string[] | 'all';
  readonly agent: string;
  /** Only those in which the agent has done something. */
  readonly mine: boolean;
  readonly oldestFirst: boolean;
  /** Only those made from then on; absent for no such bound. */
  readonly from?: number;
  /** Only those made before then. */
  readonly until?: number;
  /** Where the part before ended; null at the beginning. */
  readonly after: { readonly at: number; readonly session: SessionId } | null;
  readonly limit: number;
}

/** Of which sessions a report is made, by when they were made. */
export interface ActivityQuery {
  readonly from: number;
  readonly until: number;
  /** Null for all. */
  readonly agent: string | null;
  /** Where the part before ended; null at the beginning. */
  readonly after: {
    readonly at: number;
    readonly session: SessionId;
    readonly agent: string;
  } | null;
  readonly limit: number;
}

/** What an agent has done in a session, with their notepad as it is now. */
export interface ReportedActivity extends ActivityLine {
  /** Null where they noted nothing. */
  readonly note: string | null;
}

/** A disposition with who changed it last. */
export interface StoredDisposition extends Disposition {
  readonly at: number;
  /** Name of who changed it. */
  readonly by: string;
}

/** What an administrator decided for one reach: the newest for each counts, the others are its history. */
export interface SettingsChange {
  /** `host`, `portal:NAME` or `agent:SUBJECT`. */
  readonly reach: string;
  /** The decision as JSON. */
  readonly body: string;
  readonly at: number;
  /** Name of who decided. */
  readonly by: string;
}

/**
 * The journal and the lists made of it. Every implementation passes the suite in `journal-store.contract.ts`.
 * All methods reject with `SessionError` `storage-unavailable` where the store cannot be reached in time.
 */
export interface JournalStore {
  readonly mails: MailStore;
  readonly deliveries: DeliveryStore;
  readonly erasures: ErasureStore;
  readonly dataLog: DataLogStore;
  readonly retention: RetentionStore;
  /**
   * Resolves once the change is on disk; false where the session has other entries by now than were expected, and
   * nothing was written.
   */
  append(change: Append): Promise<boolean>;
  /** Null where there is no such session, or nothing in this part of its journal. */
  read(session: SessionId, part?: JournalPart): Promise<StoredSession | null>;
  /** The same without what states are not made of: a list reads many sessions at once. */
  events(session: SessionId): Promise<StoredEvents | null>;
  /** The commands that were carried out in a session, to know one that comes again. */
  commands(session: SessionId): Promise<readonly KnownCommand[]>;
  /** Newest first; where there are more than the limit, those that are over are left out first. */
  sessionsOfTicket(ticket: TicketId, limit: number): Promise<readonly SessionId[]>;
  /** What one customer has asked for, for one ticket: how often, and the last session that came of it. */
  requestsOf(requester: string): Promise<RequestsOfOne>;
  /** The session that has this number now, expired or not. */
  sessionOfNumber(digits: string): Promise<SessionId | null>;
  /** Sessions whose number can no longer be used but has not been taken from them yet. */
  sessionsWithExpiredNumber(now: number, limit: number): Promise<readonly SessionId[]>;
  /** Sessions that have waited for both sides since then or longer, the longest first; after a place in this list. */
  sessionsAwaited(
    since: number,
    after: ListPlace | null,
    limit: number,
  ): Promise<readonly ListPlace[]>;
  /** By when they were made, newest first unless the oldest are asked for. */
  sessionsOnDesk(query: DeskQuery): Promise<readonly ListedSession[]>;
  /** Oldest session first. */
  activity(query: ActivityQuery): Promise<readonly ReportedActivity[]>;
  /** Sessions in which somebody holds a place in the call. */
  sessionsWithJoined(): Promise<readonly SessionId[]>;
  /** Sessions whose call waits for somebody to answer. */
  sessionsDialled(): Promise<readonly SessionId[]>;
  countByPhase(): Promise<ReadonlyMap<SessionPhase, number>>;
  /** True where this token was used to join this session. */
  isTokenUsed(jti: string, session: SessionId): Promise<boolean>;

  /** Resolves once the item is on disk; numbers count from 1 without a gap. */
  appendInk(addition: InkAppend): Promise<InkAppended>;
  /** What stands after a number, up to about so many bytes of JSON; one item at least, where there is one. */
  readInk(session: SessionId, after: number, maxBytes: number): Promise<InkPage>;
  /** When something was drawn in this time, both ends included, in its order. */
  drawnAt(
    session: SessionId,
    within: { readonly from: number; readonly until: number },
  ): Promise<readonly number[]>;

  /** Resolves once the decision is on disk, with those before it. */
  putSettings(change: SettingsChange): Promise<void>;
  /** The decision that holds for each reach. */
  settings(): Promise<readonly SettingsChange[]>;
  /** All decisions, newest first. */
  settingsHistory(limit: number): Promise<readonly SettingsChange[]>;
  /** Resolves once the message is on disk; numbers count from 1 without a gap, for each kind of readers by itself. */
  appendChat(addition: ChatAppend): Promise<ChatAppended>;
  /** What these readers read after a number, up to about so many bytes of JSON; one message at least. */
  readChat(session: SessionId, to: ChatReaders, after: number, maxBytes: number): Promise<ChatPage>;

  /** Resolves once the notepad is on disk. */
  writeNote(write: NoteWrite): Promise<NoteWritten>;
  /** All notepads of a session, in the order in which they were begun. */
  readNotes(session: SessionId): Promise<readonly NoteEntry[]>;

  /** In which of a customer's sessions they have given a command of this id; null where in none. */
  sessionOfCommand(subject: string, commandId: string): Promise<SessionId | null>;
  /** Sessions of which this is a customer, newest first; those made at one moment by their ids. */
  sessionsOfContact(
    subject: string,
    after: ListPlace | null,
    limit: number,
  ): Promise<readonly ListedSession[]>;
  /** Null where the host has told nothing. */
  contact(subject: string): Promise<StoredContact | null>;
  /** Replaces what is known of a contact, with what of it is new (kept in the list of its changes) and who is told. */
  putContact(
    contact: StoredContact,
    changes: readonly DataField[],
    outbox?: readonly OutboxMessage[],
  ): Promise<void>;
  /** Newest first. */
  contactChanges(subject: string, limit: number): Promise<readonly ContactChange[]>;

  /** Adds a disposition, or replaces the one of its code. */
  putDisposition(disposition: StoredDisposition): Promise<void>;
  /** Removes it, if there is one. */
  removeDisposition(code: string): Promise<void>;
  dispositions(): Promise<readonly StoredDisposition[]>;

  /** Adds a standard response, or replaces the one of its id. */
  putStandardResponse(response: StoredResponse): Promise<void>;
  /** Removes it, if there is one. */
  removeStandardResponse(id: string): Promise<void>;
  standardResponses(): Promise<readonly StoredResponse[]>;

  addRevocation(revocation: Revocation): Promise<void>;
  revocations(now: number): Promise<readonly Revocation[]>;

  addWebhook(webhook: Webhook): Promise<void>;
  /** False where there is none of that id; its messages go with it. */
  removeWebhook(id: string): Promise<boolean>;
  webhooks(): Promise<readonly Webhook[]>;

  /** Proves that the store can be written; rejects where not. */
  probe(): Promise<void>;
  /** Forgets revocations and used tokens that no living token can concern any more. */
  forgetExpired(now: number): Promise<void>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}
