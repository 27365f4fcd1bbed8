import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** E-mails that wait, and for a while those that do not any more. */
export interface MailsTable {
  readonly id: string;
  readonly session: string;
  readonly kind: string;
  readonly participant: string;
  readonly about: number;
  readonly due_at: number;
  /** Null for what the contact has as its address. */
  readonly address: string | null;
  /** Likewise. */
  readonly lang: string | null;
  readonly sent_to: string | null;
  readonly state: string;
  readonly attempts: number;
  readonly next_at: number;
  readonly resends: number;
  readonly created_at: number;
  readonly done_at: number | null;
  readonly said: string | null;
}

/** Makes room for e-mails, and for the addresses that they go to. */
export const mailMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('contacts').addColumn('email', 'text').execute();
    await db.schema.alterTable('contacts').addColumn('lang', 'text').execute();
    await db.schema
      .createTable('mails')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('session', 'text', (c) => c.notNull().references('sessions.id'))
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('participant', 'text', (c) => c.notNull())
      .addColumn('about', 'bigint', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('address', 'text')
      .addColumn('lang', 'text')
      .addColumn('sent_to', 'text')
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('next_at', 'bigint', (c) => c.notNull())
      .addColumn('resends', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('done_at', 'bigint')
      .addColumn('said', 'text')
      .execute();
    await db.schema
      .createIndex('mails_by_next')
      .on('mails')
      .columns(['state', 'next_at'])
      .execute();
    await db.schema
      .createIndex('mails_by_session')
      .on('mails')
      .columns(['session', 'created_at'])
      .execute();
  },
};
