import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { SessionError } from '@fernblick/protocol';
import { openDataFolder } from './data-folder.ts';
import { ChildServer, spawnCli } from './testing/child-server.ts';
import { temporaryFolder } from './testing/test-server.ts';

const isTaken = (error: unknown): boolean =>
  error instanceof SessionError && /another one is running with/.test(error.message);

it('the data folder is made with those above it, and is nobody else’s', async (t) => {
  const folder = join(await temporaryFolder(t), 'a', 'b');
  openDataFolder(folder).close();
  const lock = openDataFolder(folder);
  t.after(() => lock.close());
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  assert.equal(statSync(join(folder, 'lock')).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(folder), ['lock']);
  assert.throws(() => openDataFolder(folder), isTaken);
});

it('a second server does not start in a folder that one is running in, and does after kill -9', async (t) => {
  const folder = await temporaryFolder(t);
  const first = await ChildServer.start(folder);
  t.after(() => first.kill('SIGKILL'));
  const second = spawnCli({ PORT: '0', DATA_DIR: folder });
  t.after(() => second.kill('SIGKILL'));
  let said = '';
  second.stdout?.once('data', () => second.kill());
  second.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  assert.deepEqual(await once(second, 'close'), [1, null]);
  assert.match(said, /^Fernblick cannot start: .* another one is running with .*\n$/);
  assert.ok(first.isRunning);
  const killed = once(first.process, 'close');
  first.kill('SIGKILL');
  await killed;
  openDataFolder(folder).close();
});
