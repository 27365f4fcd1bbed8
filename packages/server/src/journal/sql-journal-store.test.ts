import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { it, type TestContext } from 'node:test';
import { SessionError } from '@fernblick/protocol';
import { append, describeJournalStore } from '../testing/journal-store-contract.ts';
import { temporaryFolder } from '../testing/test-server.ts';
import type { JournalStore } from './journal-store.ts';
import { SqlJournalStore } from './sql-journal-store.ts';
import { readSqliteError, sqliteDialect } from './sqlite-dialect.ts';

const folders = new WeakMap<TestContext, Promise<string>>();

function folderOf(t: TestContext): Promise<string> {
  const folder = folders.get(t) ?? temporaryFolder(t);
  folders.set(t, folder);
  return folder;
}

async function open(t: TestContext, place: string): Promise<JournalStore> {
  const file = join(await folderOf(t), `${place}.db`);
  return SqlJournalStore.open({ dialect: sqliteDialect(file), readError: readSqliteError });
}

describeJournalStore('SQLite', open);

it('waits for a locked database without standing still, then says so, and goes on afterwards', async (t) => {
  const store = await open(t, 'locked');
  const other = new DatabaseSync(join(await folderOf(t), 'locked.db'));
  other.exec('begin immediate');
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 10);
  t.after(() => clearInterval(ticking));
  await assert.rejects(
    store.append(append('session-1')),
    (error) => error instanceof SessionError && error.code === 'storage-unavailable',
  );
  assert.ok(turns > 20, `the event loop turned ${turns} times`);
  other.exec('rollback');
  other.close();
  assert.equal(await store.append(append('session-1')), true);
});

it('has a commit on disk before it says so', async (t) => {
  const store = await open(t, 'full');
  await store.append(append('session-1'));
  const other = new DatabaseSync(join(await folderOf(t), 'full.db'), { readOnly: true });
  assert.equal(other.prepare('select count(*) as n from entries').get()?.['n'], 1);
  assert.equal(other.prepare('pragma journal_mode').get()?.['journal_mode'], 'wal');
  other.close();
});

it('is refused as a whole where the file is no database', async (t) => {
  const { writeFile } = await import('node:fs/promises');
  await writeFile(join(await folderOf(t), 'broken.db'), 'this is no database at all'.repeat(100));
  await assert.rejects(open(t, 'broken'));
});

it('looks after an update at each session that waited before, whoever has made it', async (t) => {
  const store = await open(t, 'older');
  const change = append('session-1', { at: 7 });
  for (const [session, phase, requester] of [
    ['session-1', 'confirmed', null],
    ['session-2', 'confirmed', 'cleo'],
    ['session-3', 'requested', 'cleo'],
    ['session-4', 'done', null],
  ] as const)
    await store.append({ ...change, session, summary: { ...change.summary, phase, requester } });
  assert.deepEqual(await store.sessionsAwaited(9, null, 9), []);
  await store.close();
  const other = new DatabaseSync(join(await folderOf(t), 'older.db'));
  other.exec("delete from kysely_migration where name = '0022-awaited-made'");
  other.close();
  assert.deepEqual(
    (await (await open(t, 'older')).sessionsAwaited(9, null, 9)).map(({ session }) => session),
    ['session-1', 'session-2'],
  );
});
