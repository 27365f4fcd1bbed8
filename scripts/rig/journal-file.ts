import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** One line of a session's journal, as it stands on disk. */
export interface JournalLine {
  readonly session: string;
  readonly seq: number;
  readonly event: { readonly type: string; readonly [field: string]: unknown };
}

/** Reads all journals in a data folder straight from the disk, past the server. */
export function readJournal(dataDir: string): readonly JournalLine[] {
  const file = readdirSync(dataDir).find((name) => /\.(sqlite3?|db)$/.test(name));
  if (file === undefined) throw new Error('There is no database in the data folder.');
  const database = new DatabaseSync(join(dataDir, file), { readOnly: true });
  try {
    return database
      .prepare('select session, seq, event from entries order by session, seq')
      .all()
      .map((row) => ({
        session: String(row['session']),
        seq: Number(row['seq']),
        event: JSON.parse(String(row['event'])) as JournalLine['event'],
      }));
  } finally {
    database.close();
  }
}
