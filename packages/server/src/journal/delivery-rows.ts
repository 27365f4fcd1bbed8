import type { Insertable, Kysely } from 'kysely';
import type {
  Delivery,
  DeliveryOutcome,
  DeliveryQuery,
  DeliveryState,
  DeliveryStore,
  OutboxMessage,
} from './delivery-store.ts';
import type { Tables } from './tables.ts';

type Guard = <T>(action: () => Promise<T>) => Promise<T>;

/** A message as its table has it, when it is new. */
export function outboxRow(message: OutboxMessage, at: number): Insertable<Tables['outbox']> {
  const { id, webhook, event, session, body } = message;
  return {
    ...{ id, webhook, event, session, body },
    ...{ state: 'waiting', attempts: 0, resends: 0, due_at: at, created_at: at },
    ...{ tried_at: null, done_at: null, status: null, error: null },
  };
}

/** Messages to hosts in an SQL database. */
export class SqlDeliveries implements DeliveryStore {
  readonly #db: Kysely<Tables>;
  readonly #guard: Guard;

  constructor(db: Kysely<Tables>, guard: Guard) {
    this.#db = db;
    this.#guard = guard;
  }

  dueWebhooks(now: number): Promise<readonly string[]> {
    return this.#guard(async () => {
      const rows = await this.#db
        .selectFrom('outbox')
        .select('webhook')
        .where('state', '=', 'waiting')
        .where('due_at', '<=', now)
        .groupBy('webhook')
        .orderBy((e) => e.fn.min('due_at'))
        .execute();
      return rows.map(({ webhook }) => webhook);
    });
  }

  due(webhook: string, now: number, limit: number): Promise<readonly Delivery[]> {
    return this.#guard(async () => {
      const rows = await this.#db
        .selectFrom('outbox')
        .selectAll()
        .where('webhook', '=', webhook)
        .where('state', '=', 'waiting')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(readDelivery);
    });
  }

  nextAt(after: number): Promise<number | null> {
    return this.#guard(async () => {
      const row = await this.#db
        .selectFrom('outbox')
        .select('due_at')
        .where('state', '=', 'waiting')
        .where('due_at', '>', after)
        .orderBy('due_at')
        .executeTakeFirst();
      return row?.due_at ?? null;
    });
  }

  async settle(id: string, { state, at, nextAt, status, error }: DeliveryOutcome): Promise<void> {
    await this.#guard(() =>
      this.#db
        .updateTable('outbox')
        .set((e) => ({
          ...{ state, status, error, tried_at: at },
          done_at: state === 'waiting' ? null : at,
          attempts: e('attempts', '+', 1),
          ...(nextAt === undefined ? {} : { due_at: nextAt }),
        }))
        .where('id', '=', id)
        .execute(),
    );
  }

  list(
    { state, event, session, webhook, after }: DeliveryQuery,
    limit: number,
  ): Promise<readonly Delivery[]> {
    return this.#guard(async () => {
      let query = this.#db.selectFrom('outbox').selectAll();
      if (state !== undefined) query = query.where('state', '=', state);
      if (event !== undefined) query = query.where('event', '=', event);
      if (session !== undefined) query = query.where('session', '=', session);
      if (webhook !== undefined) query = query.where('webhook', '=', webhook);
      if (after !== undefined)
        query = query.where((e) =>
          e.or([
            e('created_at', '<', after.at),
            e.and([e('created_at', '=', after.at), e('id', '<', after.id)]),
          ]),
        );
      const rows = await query
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(readDelivery);
    });
  }

  resend(id: string, now: number): Promise<Delivery | null> {
    return this.#guard(async () => {
      const row = await this.#db
        .updateTable('outbox')
        .set((e) => ({
          ...{ state: 'waiting', attempts: 0, due_at: now, done_at: null },
          resends: e('resends', '+', 1),
        }))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : readDelivery(row);
    });
  }

  forget(before: number, limit: number): Promise<number> {
    return this.#guard(async () => {
      const { numDeletedRows } = await this.#db
        .deleteFrom('outbox')
        .where('id', 'in', (e) =>
          e
            .selectFrom('outbox')
            .select('id')
            .where('state', '!=', 'waiting')
            .where('done_at', '<', before)
            .limit(limit),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    });
  }
}

function readDelivery(row: Tables['outbox']): Delivery {
  const { id, webhook, event, session, body, attempts, resends, status, error } = row;
  return {
    ...{ id, webhook, event, session, body, attempts, resends, status, error },
    // The column is written from this type only.
    state: row.state as DeliveryState,
    createdAt: row.created_at,
    nextAt: row.due_at,
    triedAt: row.tried_at,
    doneAt: row.done_at,
  };
}
