import type { Insertable, Kysely, Transaction } from 'kysely';
import type {
  MailOrder,
  MailOutcome,
  MailQuery,
  MailState,
  MailStore,
  StoredMail,
} from '../mail/mail-store.ts';
import type { Tables } from './tables.ts';

type Guard = <T>(action: () => Promise<T>) => Promise<T>;

/** Writes e-mails down that are to be sent; one that is there already stays as it is. */
export async function writeMails(
  db: Kysely<Tables> | Transaction<Tables>,
  orders: readonly MailOrder[],
  at: number,
): Promise<void> {
  if (orders.length === 0) return;
  await db
    .insertInto('mails')
    .values(orders.map((order) => mailRow(order, at)))
    .onConflict((c) => c.column('id').doNothing())
    .execute();
}

/** The e-mails in an SQL database. */
export class SqlMails implements MailStore {
  readonly #db: Kysely<Tables>;
  readonly #guard: Guard;

  constructor(db: Kysely<Tables>, guard: Guard) {
    this.#db = db;
    this.#guard = guard;
  }

  async add(order: MailOrder, now: number): Promise<void> {
    await this.#guard(() => writeMails(this.#db, [order], now));
  }

  due(now: number, limit: number): Promise<readonly StoredMail[]> {
    return this.#guard(async () => {
      const rows = await this.#db
        .selectFrom('mails')
        .selectAll()
        .where('state', '=', 'waiting')
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(readMail);
    });
  }

  take({ id, nextAt }: Pick<StoredMail, 'id' | 'nextAt'>, until: number): Promise<boolean> {
    return this.#guard(async () => {
      const { numUpdatedRows } = await this.#db
        .updateTable('mails')
        .set({ next_at: until })
        .where('id', '=', id)
        .where('state', '=', 'waiting')
        .where('next_at', '=', nextAt)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    });
  }

  nextAt(): Promise<number | null> {
    return this.#guard(async () => {
      const row = await this.#db
        .selectFrom('mails')
        .select('next_at')
        .where('state', '=', 'waiting')
        .orderBy('next_at')
        .executeTakeFirst();
      return row?.next_at ?? null;
    });
  }

  async settle(id: string, { state, sentTo, at, nextAt, said }: MailOutcome): Promise<void> {
    await this.#guard(() =>
      this.#db
        .updateTable('mails')
        .set((e) => ({
          state,
          sent_to: sentTo,
          said,
          done_at: state === 'waiting' ? null : at,
          attempts: e('attempts', '+', 1),
          ...(nextAt === undefined ? {} : { next_at: nextAt }),
        }))
        .where('id', '=', id)
        .execute(),
    );
  }

  list({ session, state }: MailQuery, limit: number): Promise<readonly StoredMail[]> {
    return this.#guard(async () => {
      let query = this.#db.selectFrom('mails').selectAll();
      if (session !== undefined) query = query.where('session', '=', session);
      if (state !== undefined) query = query.where('state', '=', state);
      const rows = await query.orderBy('created_at', 'desc').orderBy('id').limit(limit).execute();
      return rows.map(readMail);
    });
  }

  resend(id: string, now: number): Promise<StoredMail | null> {
    return this.#guard(async () => {
      const row = await this.#db
        .updateTable('mails')
        .set((e) => ({
          state: 'waiting',
          attempts: 0,
          due_at: now,
          next_at: now,
          done_at: null,
          resends: e('resends', '+', 1),
        }))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : readMail(row);
    });
  }

  forget(before: number): Promise<number> {
    return this.#guard(async () => {
      const { numDeletedRows } = await this.#db
        .deleteFrom('mails')
        .where('done_at', '<', before)
        .executeTakeFirst();
      return Number(numDeletedRows);
    });
  }
}

function mailRow(order: MailOrder, at: number): Insertable<Tables['mails']> {
  const { id, session, kind, participant, about, dueAt, address, lang } = order;
  return {
    id,
    session,
    kind,
    participant,
    about,
    due_at: dueAt,
    address,
    lang,
    sent_to: null,
    state: 'waiting',
    attempts: 0,
    next_at: dueAt,
    resends: 0,
    created_at: at,
    done_at: null,
    said: null,
  };
}

function readMail(row: Tables['mails']): StoredMail {
  const { id, session, participant, about, address, lang, attempts, resends, said } = row;
  return {
    id,
    session,
    // Both columns are written from these types only.
    kind: row.kind as StoredMail['kind'],
    state: row.state as MailState,
    participant,
    about,
    dueAt: row.due_at,
    address,
    lang,
    sentTo: row.sent_to,
    attempts,
    nextAt: row.next_at,
    resends,
    createdAt: row.created_at,
    doneAt: row.done_at,
    said,
  };
}
