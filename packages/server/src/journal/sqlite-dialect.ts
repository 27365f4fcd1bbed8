import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { SqliteDialect, type Dialect } from 'kysely';

// Statements differ by how many rows they write; the commonest few hundred are worth keeping prepared.
const MAX_PREPARED = 200;
const NOTHING_DONE = { changes: 0, lastInsertRowid: 0 };

/**
 * Kysely over Node's own SQLite. Write-ahead log with `synchronous=FULL`: a commit returns when it is on disk.
 * @param file path, or `:memory:`
 */
export function sqliteDialect(file: string): Dialect {
  const database = new DatabaseSync(file);
  // The busy time-out blocks this whole process, so it is short; the store waits longer, without blocking.
  database.exec('pragma busy_timeout = 20');
  database.exec('pragma journal_mode = wal');
  database.exec('pragma synchronous = full');
  database.exec('pragma foreign_keys = on');
  // What is deleted or replaced is overwritten with zeros, and does not lie about until its place is needed.
  database.exec('pragma secure_delete = on');
  const prepared = new Map<string, StatementSync>();
  return new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare: (asked) => {
        // Taking the write lock at the start means that a transaction never loses it half-way.
        const sql = asked === 'begin' ? 'begin immediate' : asked;
        const statement = prepared.get(sql) ?? database.prepare(sql);
        prepared.delete(sql);
        prepared.set(sql, statement);
        const oldest = prepared.keys().next().value;
        if (prepared.size > MAX_PREPARED && oldest !== undefined) prepared.delete(oldest);
        const columns = statement.columns().map(({ name }) => name);
        // Half the time of rows as objects, which come without a prototype and must be copied.
        statement.setReturnArrays(true);
        return {
          reader: columns.length > 0,
          // Kysely hands on what the typed queries gave it: strings, numbers and nulls.
          all: (parameters) =>
            statement.all(...(parameters as SQLInputValue[])).map((row) => rowOf(columns, row)),
          run: (parameters) => {
            // A full disk has ended the transaction already (https://sqlite.org/lang_transaction.html); the error of
            // a second end would hide the cause.
            if (sql === 'rollback' && !database.isTransaction) return NOTHING_DONE;
            return statement.run(...(parameters as SQLInputValue[]));
          },
          iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
        };
      },
    },
  });
}

function rowOf(
  columns: readonly string[],
  values: Record<string, unknown>,
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [index, name] of columns.entries()) row[name] = values[index];
  return row;
}

/** Writes the whole file anew, and empties the log that was written ahead of it. */
export const sqliteCompact = {
  statements: ['vacuum', 'pragma wal_checkpoint(truncate)'],
  size: 'select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()',
} as const;

/** What an error of the SQLite library means for the caller: try again, give up, or a fault of ours. */
export function readSqliteError(error: unknown): 'busy' | 'unavailable' | 'other' {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  if (typeof code !== 'number') return 'other';
  // The low byte is the primary code: https://sqlite.org/rescode.html
  const primary = code & 0xff;
  if (primary === SQLITE_BUSY || primary === SQLITE_LOCKED) return 'busy';
  return UNAVAILABLE.has(primary) ? 'unavailable' : 'other';
}

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
/** Read-only, input or output error, full, cannot open. */
const UNAVAILABLE: ReadonlySet<number> = new Set([8, 10, 13, 14]);
