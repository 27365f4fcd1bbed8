import type { Kysely } from 'kysely';
import type { Webhook } from './journal-store.ts';
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

/** Removes one with its messages; false where there is none of that id. */
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
