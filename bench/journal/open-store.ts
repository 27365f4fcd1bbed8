import { join } from 'node:path';
import { SqlJournalStore } from '../../packages/server/src/journal/sql-journal-store.ts';
import {
  readSqliteError,
  sqliteDialect,
} from '../../packages/server/src/journal/sqlite-dialect.ts';

/** Opens the journal in a server's folder. */
export const openStore = (folder: string): Promise<SqlJournalStore> =>
  SqlJournalStore.open({
    dialect: sqliteDialect(join(folder, 'journal.db')),
    readError: readSqliteError,
  });
