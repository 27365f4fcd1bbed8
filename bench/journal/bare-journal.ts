import { DatabaseSync } from 'node:sqlite';
import type { Append } from '../../packages/server/src/journal/journal-store.ts';

/** The least that can be said to keep a change: one table, one row for each, with the same bytes and durability. */
export class BareJournal implements Disposable {
  readonly #database: DatabaseSync;
  readonly #insert;

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec('pragma journal_mode = wal');
    this.#database.exec('pragma synchronous = full');
    this.#database.exec('create table changes (session text, seq integer, body text)');
    this.#insert = this.#database.prepare('insert into changes values (?, ?, ?)');
  }

  /** One transaction, one flush to disk. */
  append(changes: readonly Append[]): void {
    if (changes.length > 1) this.#database.exec('begin immediate');
    for (const { session, expectedSeq, entries, command, summary } of changes)
      this.#insert.run(session, expectedSeq, JSON.stringify([entries, command, summary]));
    if (changes.length > 1) this.#database.exec('commit');
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}
