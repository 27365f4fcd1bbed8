import type { SessionId } from '@fernblick/protocol';
import { sql, type Kysely, type Transaction } from 'kysely';
import { outboxRow } from './delivery-rows.ts';
import type { Erasure, ErasureStore, OpenErasure, SessionErasure } from './erasure-store.ts';
import type { Tables } from './tables.ts';
import { entryRow } from './write-changes.ts';

type Guard = <T>(action: () => Promise<T>) => Promise<T>;

/** How a database writes its file anew. */
export interface Compacting {
  readonly statements: readonly string[];
  /** Tells how many `bytes` that will be. */
  readonly size: string;
}

/** Erasures in an SQL database. */
export class SqlErasures implements ErasureStore {
  readonly #db: Kysely<Tables>;
  readonly #guard: Guard;
  readonly #compact: Compacting | null;

  constructor(db: Kysely<Tables>, guard: Guard, compact: Compacting | null) {
    this.#db = db;
    this.#guard = guard;
    this.#compact = compact;
  }

  async begin({ id, at, by, reason, sessions, subject, alias }: OpenErasure): Promise<void> {
    await this.#guard(() =>
      this.#db
        .insertInto('erasures')
        .values({
          ...{ id, at, reason, sessions, subject, alias },
          by_subject: by.subject,
          by_name: by.name,
          done_at: null,
          compacted: 0,
        })
        .execute(),
    );
  }

  open(): Promise<readonly OpenErasure[]> {
    return this.#guard(async () => {
      const rows = await this.#db
        .selectFrom('erasures')
        .selectAll()
        .where('done_at', 'is', null)
        .orderBy('at')
        .execute();
      return rows.flatMap((row) =>
        row.subject === null || row.alias === null
          ? []
          : [{ ...readErasure(row), subject: row.subject, alias: row.alias }],
      );
    });
  }

  async finish({ id, subject }: OpenErasure, at: number): Promise<void> {
    await this.#guard(() =>
      this.#db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('contacts').where('subject', '=', subject).execute();
        await transaction.deleteFrom('contact_changes').where('contact', '=', subject).execute();
        await transaction
          .updateTable('erasures')
          .set({ subject: null, alias: null, done_at: at })
          .where('id', '=', id)
          .execute();
      }),
    );
  }

  list(limit: number): Promise<readonly Erasure[]> {
    return this.#guard(async () => {
      const rows = await this.#db
        .selectFrom('erasures')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(readErasure);
    });
  }

  sessionsOf(subject: string, after: SessionId, limit: number): Promise<readonly SessionId[]> {
    return this.#guard(async () => {
      const rows = await this.#db
        .selectFrom('session_contacts')
        .select('session')
        .where('contact', '=', subject)
        .where('session', '>', after)
        .orderBy('session')
        .limit(limit)
        .execute();
      return rows.map(({ session }) => session);
    });
  }

  rewrite(change: SessionErasure): Promise<boolean> {
    return this.#guard(() =>
      this.#db.transaction().execute((transaction) => rewriteSession(transaction, change)),
    );
  }

  needsCompacting(): Promise<boolean> {
    return this.#guard(async () => {
      const row = await this.#db
        .selectFrom('erasures')
        .select('id')
        .where('compacted', '=', 0)
        .where('done_at', 'is not', null)
        .executeTakeFirst();
      return row !== undefined;
    });
  }

  size(): Promise<number> {
    return this.#guard(async () => {
      if (this.#compact === null) return 0;
      const { rows } = await sql
        .raw<{ readonly bytes: number }>(this.#compact.size)
        .execute(this.#db);
      return rows[0]?.bytes ?? 0;
    });
  }

  async compact(): Promise<void> {
    await this.#guard(async () => {
      const rows = await this.#db
        .selectFrom('erasures')
        .select('id')
        .where('compacted', '=', 0)
        .where('done_at', 'is not', null)
        .execute();
      const statements = this.#compact?.statements ?? [];
      for (const statement of statements) await sql.raw(statement).execute(this.#db);
      if (rows.length === 0) return;
      await this.#db
        .updateTable('erasures')
        .set({ compacted: 1 })
        .where(
          'id',
          'in',
          rows.map(({ id }) => id),
        )
        .execute();
    });
  }
}

async function rewriteSession(
  transaction: Transaction<Tables>,
  change: SessionErasure,
): Promise<boolean> {
  const { session, subject, expectedSeq, entries, activity, places, outbox, at } = change;
  const head = await transaction
    .selectFrom('sessions')
    .select('head')
    .where('id', '=', session)
    .executeTakeFirst();
  if (head?.head !== expectedSeq) return false;
  for (const entry of entries) {
    const { session: _, seq, ...row } = entryRow(session, entry);
    if (seq > expectedSeq)
      await transaction
        .insertInto('entries')
        .values({ session, seq, ...row })
        .execute();
    else
      await transaction
        .updateTable('entries')
        .set(row)
        .where('session', '=', session)
        .where('seq', '=', seq)
        .execute();
  }
  await transaction
    .updateTable('sessions')
    // When it changed last stays: what is kept for so long is not kept longer by it.
    .set({ head: entries.length, ...(change.asked ? { requester: null } : {}) })
    .where('id', '=', session)
    .execute();
  // Their hashes are of what people have written.
  await transaction.deleteFrom('commands').where('session', '=', session).execute();
  await transaction.deleteFrom('ink').where('session', '=', session).execute();
  await transaction.deleteFrom('notes').where('session', '=', session).execute();
  await transaction
    .deleteFrom('chat')
    .where('session', '=', session)
    .where((e) => e.or([e('by_role', '!=', 'customer'), e('by_subject', '=', subject)]))
    .execute();
  if (places.length > 0)
    await transaction
      .deleteFrom('mails')
      .where('session', '=', session)
      .where('participant', 'in', places)
      .execute();
  for (const line of activity)
    await transaction
      .updateTable('session_agents')
      .set({ line: JSON.stringify(line) })
      .where('session', '=', session)
      .where('agent', '=', line.subject)
      .execute();
  await rewriteOutbox(transaction, change);
  for (const message of outbox)
    await transaction.insertInto('outbox').values(outboxRow(message, at)).execute();
  await transaction
    .deleteFrom('session_contacts')
    .where('session', '=', session)
    .where('contact', '=', subject)
    .execute();
  await transaction
    .updateTable('erasures')
    .set((e) => ({ sessions: e('sessions', '+', 1) }))
    .where('id', '=', change.erasure)
    .execute();
  return true;
}

/** What is told to a host's webhook, now or once more, is told without the person. */
async function rewriteOutbox(
  transaction: Transaction<Tables>,
  { session, redact }: SessionErasure,
): Promise<void> {
  const waiting = await transaction
    .selectFrom('outbox')
    .select(['id', 'body'])
    // Ids begin with the session's and a dot; a slash is what follows upon a dot.
    .where('id', '>=', `${session}.`)
    .where('id', '<', `${session}/`)
    .execute();
  for (const { id, body } of waiting)
    await transaction
      .updateTable('outbox')
      .set({ body: redact(body) })
      .where('id', '=', id)
      .execute();
}

function readErasure(row: Tables['erasures']): Erasure {
  const { id, at, by_subject, by_name, reason, sessions, done_at } = row;
  const by = { subject: by_subject, name: by_name };
  return { id, at, by, reason, sessions, doneAt: done_at };
}
