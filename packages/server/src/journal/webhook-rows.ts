import type { Kysely } from 'kysely';
import type { DueMessage, Webhook } from './journal-store.ts';
import type { Tables } from './tables.ts';

/** Adds a host's address for messages. */
export async function writeWebhook(
  db: Kysely<Tables>,
  { id, url, events, createdAt }: Webhook,
): Promise<void> {
  await db
    .insertInto('webhooks')
    .values({ id, url, events: events.join(' '), created_at: createdAt })
    .execute();
}

/** Removes one with its undelivered messages; false where there is none of that id. */
export async function removeWebhook(db: Kysely<Tables>, id: string): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('outbox').where('webhook', '=', id).execute();
    const { numDeletedRows } = await transaction
      .deleteFrom('webhooks')
      .where('id', '=', id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  });
}

/** All of them, in the order in which they came. */
export async function readWebhooks(db: Kysely<Tables>): Promise<readonly Webhook[]> {
  const rows = await db
    .selectFrom('webhooks')
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, url, events, created_at }) => ({
    id,
    url,
    events: events === '' ? [] : events.split(' '),
    createdAt: created_at,
  }));
}

/** Messages whose time has come, the longest due first. */
export async function readDueMessages(
  db: Kysely<Tables>,
  now: number,
  limit: number,
): Promise<readonly DueMessage[]> {
  return db
    .selectFrom('outbox')
    .select(['id', 'webhook', 'body', 'attempts'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** When the next message is due; null where there is none. */
export async function readNextMessageAt(db: Kysely<Tables>): Promise<number | null> {
  const row = await db.selectFrom('outbox').select('due_at').orderBy('due_at').executeTakeFirst();
  return row?.due_at ?? null;
}

/** A message was taken. */
export async function removeMessage(db: Kysely<Tables>, id: string): Promise<void> {
  await db.deleteFrom('outbox').where('id', '=', id).execute();
}

/** A message was not taken: it is due again later. */
export async function postponeMessage(
  db: Kysely<Tables>,
  id: string,
  until: number,
): Promise<void> {
  await db
    .updateTable('outbox')
    .set((e) => ({ due_at: until, attempts: e('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
