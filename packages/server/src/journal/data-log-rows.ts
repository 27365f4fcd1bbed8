import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { DataLogEntry, DataLogPlace, DataLogStore, LoggedData } from './data-log-store.ts';
import type { Tables } from './tables.ts';

type Guard = <T>(action: () => Promise<T>) => Promise<T>;

/** What was handed out and deleted, as a table. */
export interface DataLogTable {
  readonly id: string;
  readonly at: number;
  readonly is: string;
  readonly what: string;
  readonly count: number;
  readonly by_subject: string | null;
  readonly by_name: string | null;
}

/** Makes room for it. */
export const dataLogMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('data_log')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('is', 'text', (c) => c.notNull())
      .addColumn('what', 'text', (c) => c.notNull())
      .addColumn('count', 'integer', (c) => c.notNull())
      .addColumn('by_subject', 'text')
      .addColumn('by_name', 'text')
      .execute();
    await db.schema.createIndex('data_log_by_time').on('data_log').columns(['at', 'id']).execute();
  },
};

/** The list of what was handed out and deleted, in an SQL database. */
export class SqlDataLog implements DataLogStore {
  readonly #db: Kysely<Tables>;
  readonly #guard: Guard;

  constructor(db: Kysely<Tables>, guard: Guard) {
    this.#db = db;
    this.#guard = guard;
  }

  async add({ by, ...entry }: DataLogEntry): Promise<void> {
    await this.#guard(() =>
      this.#db
        .insertInto('data_log')
        .values({ ...entry, by_subject: by?.subject ?? null, by_name: by?.name ?? null })
        .onConflict((c) =>
          c
            .column('id')
            .doUpdateSet((e) => ({ count: e('data_log.count', '+', e.ref('excluded.count')) })),
        )
        .execute(),
    );
  }

  list(after: DataLogPlace | null, limit: number): Promise<readonly DataLogEntry[]> {
    return this.#guard(async () => {
      let query = this.#db.selectFrom('data_log').selectAll();
      if (after !== null)
        query = query.where((e) =>
          e.or([e('at', '<', after.at), e.and([e('at', '=', after.at), e('id', '<', after.id)])]),
        );
      const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
      return rows.map(readEntry);
    });
  }
}

function readEntry({ id, at, is, what, count, by_subject, by_name }: DataLogTable): DataLogEntry {
  return {
    ...{ id, at, count },
    // Both columns are written from these types only.
    is: is === 'exported' ? is : 'deleted',
    what: what as LoggedData,
    by: by_subject === null || by_name === null ? null : { subject: by_subject, name: by_name },
  };
}
