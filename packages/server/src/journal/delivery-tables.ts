import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Messages to hosts that wait, and for a while those that do not any more. */
export interface OutboxTable {
  readonly id: string;
  readonly webhook: string;
  readonly body: string;
  readonly attempts: number;
  readonly due_at: number;
  readonly event: string;
  readonly session: string;
  readonly state: string;
  readonly resends: number;
  readonly created_at: number;
  readonly tried_at: number | null;
  readonly done_at: number | null;
  readonly status: number | null;
  readonly error: string | null;
}

/** Keeps messages after they were taken, so that somebody can look at them. */
export const deliveryMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const alter = () => db.schema.alterTable('outbox');
    // What waits from before has no name here; it is still delivered.
    await alter()
      .addColumn('event', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await alter()
      .addColumn('session', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await alter()
      .addColumn('state', 'text', (c) => c.notNull().defaultTo('waiting'))
      .execute();
    await alter()
      .addColumn('resends', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await alter()
      .addColumn('created_at', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
    await alter().addColumn('tried_at', 'bigint').execute();
    await alter().addColumn('done_at', 'bigint').execute();
    await alter().addColumn('status', 'integer').execute();
    await alter().addColumn('error', 'text').execute();
    await db.schema
      .createIndex('outbox_by_state')
      .on('outbox')
      .columns(['state', 'due_at'])
      .execute();
    await db.schema
      .createIndex('outbox_by_time')
      .on('outbox')
      .columns(['created_at', 'id'])
      .execute();
  },
};
