import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { makeDataFolder } from './data-folder.ts';
import { temporaryFolder } from './testing/test-server.ts';

it('the data folder is made with those above it, and is nobody else’s', async (t) => {
  const folder = join(await temporaryFolder(t), 'a', 'b');
  makeDataFolder(folder);
  makeDataFolder(folder);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
});
