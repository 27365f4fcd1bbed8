import { DatabaseSync } from 'node:sqlite';

/** Holds a folder for this server until it is closed. */
export interface FolderLock {
  close(): void;
}

/**
 * Locks a file for as long as this process lives, by an SQLite transaction that is never finished: the system itself
 * drops the lock with the process, so kill -9 leaves nothing behind, and no process id can mislead in a container. A
 * file of its own, so that the journal can still be read from outside.
 * @returns null where another server holds it, in this process or in another one
 */
export function lockFile(file: string): FolderLock | null {
  const database = new DatabaseSync(file);
  try {
    // Nothing is ever written, so there is nothing to keep for a rollback.
    database.exec('pragma journal_mode = memory');
    database.exec('begin exclusive');
    return database;
  } catch (error) {
    database.close();
    if ((error as { errcode?: unknown }).errcode === SQLITE_BUSY) return null;
    throw error;
  }
}

const SQLITE_BUSY = 5;
