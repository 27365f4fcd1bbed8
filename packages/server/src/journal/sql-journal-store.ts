import { setTimeout as delay } from 'node:timers/promises';
import type {
  ChatReaders,
  DataField,
  ListPlace,
  SessionId,
  SessionPhase,
  TicketId,
} from '@fernblick/protocol';
import { SessionError } from '@fernblick/protocol';
import type { NoteEntry } from '@fernblick/session';
import { Kysely, type Dialect, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { readChat, writeChat } from './chat-rows.ts';
import {
  readContact,
  readContactChanges,
  readSessionOfCommand,
  readSessionsOfContact,
  writeContact,
} from './contact-rows.ts';
import { readActivity, readSessionsAwaited, readSessionsOnDesk } from './desk-rows.ts';
import { readCommands, readEntries, readEvents } from './entry-rows.ts';
import type { OutboxMessage } from './delivery-store.ts';
import { GroupedWrites } from './grouped-writes.ts';
import { readDrawnAt, readInk, writeInk } from './ink-rows.ts';
import {
  putDisposition,
  putResponse,
  putSettings,
  readDispositions,
  readResponses,
  readSettings,
  readSettingsHistory,
  removeDisposition,
  removeResponse,
} from './host-rows.ts';
import { readWebhooks, removeWebhook, writeWebhook } from './webhook-rows.ts';
import { SqlDataLog } from './data-log-rows.ts';
import { SqlDeliveries } from './delivery-rows.ts';
import { SqlErasures, type Compacting } from './erasure-rows.ts';
import { SqlRetention } from './retention-rows.ts';
import { migrations } from './migrations.ts';
import type { Tables } from './tables.ts';
import { forgetTokens, isTokenUsed, readRevocations, writeRevocation } from './token-rows.ts';
import { SqlMails } from './mail-rows.ts';
import { readNotes, writeNotes } from './note-rows.ts';
import { writeChanges } from './write-changes.ts';
import type {
  ActivityQuery,
  Append,
  ChatAppend,
  ChatAppended,
  ChatPage,
  ContactChange,
  ListedSession,
  DeskQuery,
  InkAppend,
  InkAppended,
  InkPage,
  JournalPart,
  JournalStore,
  KnownCommand,
  NoteWrite,
  NoteWritten,
  ReportedActivity,
  RequestsOfOne,
  Revocation,
  SettingsChange,
  StoredContact,
  StoredDisposition,
  StoredEvents,
  StoredResponse,
  StoredSession,
  Webhook,
} from './journal-store.ts';

/** The phases of sessions that no more happens in. */
const OVER = ['done', 'cancelled'] as const satisfies readonly SessionPhase[];
/** Commands written in one transaction at most; keeps a statement's parameters below what SQLite takes. */
const MAX_BATCH = 256;
/** How long a locked store is waited for before the caller is told. */
const MAX_WAIT_MS = 2_000;
const RETRY_MS = 25;

/** What the store needs to know of a database besides SQL. */
export interface SqlBackend {
  readonly dialect: Dialect;
  readonly readError: (error: unknown) => 'busy' | 'unavailable' | 'other';
  /** Absent where nothing stays behind in unused places of a file. */
  readonly compact?: Compacting;
}

/** The journal in an SQL database. */
export class SqlJournalStore implements JournalStore {
  readonly mails: SqlMails;
  readonly deliveries: SqlDeliveries;
  readonly erasures: SqlErasures;
  readonly dataLog: SqlDataLog;
  readonly retention: SqlRetention;
  readonly #db: Kysely<Tables>;
  readonly #readError: SqlBackend['readError'];
  readonly #changes: GroupedWrites<Append, boolean>;
  readonly #ink: GroupedWrites<InkAppend, InkAppended>;
  readonly #chat: GroupedWrites<ChatAppend, ChatAppended>;
  readonly #notes: GroupedWrites<NoteWrite, NoteWritten>;

  private constructor(backend: SqlBackend) {
    this.#db = new Kysely<Tables>({ dialect: backend.dialect });
    this.#readError = backend.readError;
    this.mails = new SqlMails(this.#db, (action) => this.#guard(action));
    this.deliveries = new SqlDeliveries(this.#db, (action) => this.#guard(action));
    this.dataLog = new SqlDataLog(this.#db, (action) => this.#guard(action));
    this.retention = new SqlRetention(this.#db, (action) => this.#guard(action));
    const compact = backend.compact ?? null;
    this.erasures = new SqlErasures(this.#db, (action) => this.#guard(action), compact);
    this.#changes = new GroupedWrites(async (changes) => {
      const written = await this.#guard(() =>
        this.#db.transaction().execute((transaction) => writeChanges(transaction, changes)),
      );
      return changes.map((change) => written.has(change));
    }, countOfBatch);
    this.#ink = this.#grouped(writeInk);
    this.#chat = this.#grouped(writeChat);
    this.#notes = this.#grouped(writeNotes);
  }

  /** Opens the store and brings its tables up to date. */
  static async open(backend: SqlBackend): Promise<SqlJournalStore> {
    const store = new SqlJournalStore(backend);
    const migrator = new Migrator({
      db: store.#db,
      provider: { getMigrations: async () => ({ ...migrations }) },
      // They do not build on each other, and what is released may have been made side by side.
      allowUnorderedMigrations: true,
    });
    const { error } = await migrator.migrateToLatest();
    if (error === undefined) return store;
    await store.#db.destroy();
    throw new SessionError('storage-unavailable', { cause: error });
  }

  append(change: Append): Promise<boolean> {
    return this.#changes.add(change);
  }

  appendInk(addition: InkAppend): Promise<InkAppended> {
    return this.#ink.add(addition);
  }

  readInk(session: SessionId, after: number, maxBytes: number): Promise<InkPage> {
    return this.#guard(() => readInk(this.#db, session, after, maxBytes));
  }

  drawnAt(
    session: SessionId,
    within: { readonly from: number; readonly until: number },
  ): Promise<readonly number[]> {
    return this.#guard(() => readDrawnAt(this.#db, session, within));
  }

  appendChat(addition: ChatAppend): Promise<ChatAppended> {
    return this.#chat.add(addition);
  }

  readChat(
    session: SessionId,
    to: ChatReaders,
    after: number,
    maxBytes: number,
  ): Promise<ChatPage> {
    return this.#guard(() => readChat(this.#db, session, to, after, maxBytes));
  }

  writeNote(write: NoteWrite): Promise<NoteWritten> {
    return this.#notes.add(write);
  }

  readNotes(session: SessionId): Promise<readonly NoteEntry[]> {
    return this.#guard(() => readNotes(this.#db, session));
  }

  read(session: SessionId, part?: JournalPart): Promise<StoredSession | null> {
    return this.#guard(() => readEntries(this.#db, session, part));
  }

  events(session: SessionId): Promise<StoredEvents | null> {
    return this.#guard(() => readEvents(this.#db, session));
  }

  commands(session: SessionId): Promise<readonly KnownCommand[]> {
    return this.#guard(() => readCommands(this.#db, session));
  }

  sessionsOfTicket(ticket: TicketId, limit: number): Promise<readonly SessionId[]> {
    return this.#guard(async () => {
      const rows = await this.#db
        .selectFrom('session_tickets')
        .innerJoin('sessions', 'sessions.id', 'session_tickets.session')
        .select(['session', 'session_tickets.created_at as at'])
        .where('ticket', '=', ticket)
        .orderBy((e) => e.case().when('phase', 'in', OVER).then(1).else(0).end())
        .orderBy('session_tickets.created_at', 'desc')
        .orderBy('session')
        .limit(limit)
        .execute();
      return rows
        .toSorted((a, b) => b.at - a.at || (a.session < b.session ? -1 : 1))
        .map((row) => row.session);
    });
  }

  requestsOf(requester: string): Promise<RequestsOfOne> {
    return this.#guard(async () => {
      const rows = await this.#db
        .selectFrom('sessions')
        .select('id')
        .where('requester', '=', requester)
        .orderBy('created_at', 'desc')
        .execute();
      return { count: rows.length, newest: rows[0]?.id ?? null };
    });
  }

  sessionOfNumber(digits: string): Promise<SessionId | null> {
    return this.#guard(async () => {
      const row = await this.#db
        .selectFrom('sessions')
        .select('id')
        .where('number', '=', digits)
        .orderBy('created_at', 'desc')
        .executeTakeFirst();
      return row?.id ?? null;
    });
  }

  sessionsWithExpiredNumber(now: number, limit: number): Promise<readonly SessionId[]> {
    return this.#guard(async () => {
      const rows = await this.#db
        .selectFrom('sessions')
        .select('id')
        .where('number_expires_at', '<=', now)
        .limit(limit)
        .execute();
      return rows.map((row) => row.id);
    });
  }

  sessionsAwaited(
    since: number,
    after: ListPlace | null,
    limit: number,
  ): Promise<readonly ListPlace[]> {
    return this.#guard(() => readSessionsAwaited(this.#db, since, after, limit));
  }

  sessionsOnDesk(query: DeskQuery): Promise<readonly ListedSession[]> {
    return this.#guard(() => readSessionsOnDesk(this.#db, query));
  }

  activity(query: ActivityQuery): Promise<readonly ReportedActivity[]> {
    return this.#guard(() => readActivity(this.#db, query));
  }

  sessionsWithJoined(): Promise<readonly SessionId[]> {
    return this.#guard(async () => {
      const rows = await this.#db
        .selectFrom('sessions')
        .select('id')
        .where('joined', '>', 0)
        .execute();
      return rows.map((row) => row.id);
    });
  }

  sessionsDialled(): Promise<readonly SessionId[]> {
    return this.#guard(async () => {
      const rows = await this.#db
        .selectFrom('sessions')
        .select('id')
        .where('dialled_at', 'is not', null)
        .execute();
      return rows.map((row) => row.id);
    });
  }

  countByPhase(): Promise<ReadonlyMap<SessionPhase, number>> {
    return this.#guard(async () => {
      const rows = await this.#db
        .selectFrom('sessions')
        .select((e) => ['phase', e.fn.countAll<number>().as('count')])
        .groupBy('phase')
        .execute();
      // The column is written from a SessionPhase only.
      return new Map(rows.map((row) => [row.phase as SessionPhase, row.count]));
    });
  }

  isTokenUsed(jti: string, session: SessionId): Promise<boolean> {
    return this.#guard(() => isTokenUsed(this.#db, jti, session));
  }

  async putSettings(change: SettingsChange): Promise<void> {
    await this.#guard(() => putSettings(this.#db, change));
  }

  settings(): Promise<readonly SettingsChange[]> {
    return this.#guard(() => readSettings(this.#db));
  }

  settingsHistory(limit: number): Promise<readonly SettingsChange[]> {
    return this.#guard(() => readSettingsHistory(this.#db, limit));
  }

  async putStandardResponse(response: StoredResponse): Promise<void> {
    await this.#guard(() => putResponse(this.#db, response));
  }

  async removeStandardResponse(id: string): Promise<void> {
    await this.#guard(() => removeResponse(this.#db, id));
  }

  standardResponses(): Promise<readonly StoredResponse[]> {
    return this.#guard(() => readResponses(this.#db));
  }

  sessionOfCommand(subject: string, commandId: string): Promise<SessionId | null> {
    return this.#guard(() => readSessionOfCommand(this.#db, subject, commandId));
  }

  sessionsOfContact(
    subject: string,
    after: ListPlace | null,
    limit: number,
  ): Promise<readonly ListedSession[]> {
    return this.#guard(() => readSessionsOfContact(this.#db, subject, after, limit));
  }

  contact(subject: string): Promise<StoredContact | null> {
    return this.#guard(() => readContact(this.#db, subject));
  }

  async putContact(
    contact: StoredContact,
    changes: readonly DataField[],
    outbox: readonly OutboxMessage[] = [],
  ): Promise<void> {
    await this.#guard(() => writeContact(this.#db, contact, changes, outbox));
  }

  contactChanges(subject: string, limit: number): Promise<readonly ContactChange[]> {
    return this.#guard(() => readContactChanges(this.#db, subject, limit));
  }

  async putDisposition(disposition: StoredDisposition): Promise<void> {
    await this.#guard(() => putDisposition(this.#db, disposition));
  }

  async removeDisposition(code: string): Promise<void> {
    await this.#guard(() => removeDisposition(this.#db, code));
  }

  dispositions(): Promise<readonly StoredDisposition[]> {
    return this.#guard(() => readDispositions(this.#db));
  }

  async addRevocation(revocation: Revocation): Promise<void> {
    await this.#guard(() => writeRevocation(this.#db, revocation));
  }

  revocations(now: number): Promise<readonly Revocation[]> {
    return this.#guard(() => readRevocations(this.#db, now));
  }

  async addWebhook(webhook: Webhook): Promise<void> {
    await this.#guard(() => writeWebhook(this.#db, webhook));
  }

  removeWebhook(id: string): Promise<boolean> {
    return this.#guard(() => removeWebhook(this.#db, id));
  }

  webhooks(): Promise<readonly Webhook[]> {
    return this.#guard(() => readWebhooks(this.#db));
  }

  async probe(): Promise<void> {
    await this.#guard(() =>
      this.#db
        .insertInto('probes')
        .values({ id: 1, count: 1 })
        .onConflict((c) =>
          c.column('id').doUpdateSet((e) => ({ count: e('probes.count', '+', 1) })),
        )
        .execute(),
    );
  }

  async forgetExpired(now: number): Promise<void> {
    await this.#guard(() => forgetTokens(this.#db, now));
  }

  async close(): Promise<void> {
    await this.#changes.idle();
    await this.#ink.idle();
    await this.#chat.idle();
    await this.#notes.idle();
    await this.#db.destroy();
  }

  /** Writes to feeds, many additions in one transaction. */
  #grouped<A, R>(
    write: (transaction: Transaction<Tables>, additions: readonly A[]) => Promise<readonly R[]>,
  ): GroupedWrites<A, R> {
    return new GroupedWrites(
      (additions) =>
        this.#guard(() =>
          this.#db.transaction().execute((transaction) => write(transaction, additions)),
        ),
      (additions) => Math.min(additions.length, MAX_BATCH),
    );
  }

  /** Waits a while for a store that is locked, and tells one that cannot be used from a fault in a query. */
  async #guard<T>(action: () => Promise<T>): Promise<T> {
    const giveUpAt = performance.now() + MAX_WAIT_MS;
    for (;;) {
      try {
        return await action();
      } catch (cause) {
        const kind = this.#readError(cause);
        if (kind === 'other') throw cause;
        if (kind === 'unavailable' || performance.now() >= giveUpAt)
          throw new SessionError('storage-unavailable', { cause });
        await delay(RETRY_MS);
      }
    }
  }
}

/** The longest beginning in which each session stands once: what follows upon a change must see that change. */
function countOfBatch(changes: readonly Append[]): number {
  const sessions = new Set<SessionId>();
  for (const [index, { session }] of changes.entries()) {
    if (sessions.has(session) || index === MAX_BATCH) return index;
    sessions.add(session);
  }
  return changes.length;
}
