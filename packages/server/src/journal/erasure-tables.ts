import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whom the server was told to forget, without saying whom. */
export interface ErasuresTable {
  readonly id: string;
  readonly at: number;
  readonly by_subject: string;
  readonly by_name: string;
  readonly reason: string;
  readonly sessions: number;
  /** Null once it is done. */
  readonly subject: string | null;
  readonly alias: string | null;
  readonly done_at: number | null;
  /** 0 while the file may still have it in unused places. */
  readonly compacted: number;
}

/** Makes room for erasures, and finds what is over for long without looking at all there is. */
export const erasureMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('erasures')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('by_subject', 'text', (c) => c.notNull())
      .addColumn('by_name', 'text', (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('sessions', 'integer', (c) => c.notNull())
      .addColumn('subject', 'text')
      .addColumn('alias', 'text')
      .addColumn('done_at', 'bigint')
      .addColumn('compacted', 'integer', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('sessions_by_change')
      .on('sessions')
      .columns(['phase', 'changed_at'])
      .execute();
  },
};
