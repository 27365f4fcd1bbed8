import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { SessionError } from '@fernblick/protocol';
import { readConfig } from './config.ts';
import { loadSecrets } from './secrets.ts';
import { temporaryFolder } from './testing/test-server.ts';

it('secrets are made once, and nobody else can read them', async (t) => {
  const dataDir = await temporaryFolder(t);
  const config = readConfig({ DATA_DIR: dataDir });
  const first = loadSecrets(config);
  assert.equal(new Set(Object.values(first)).size, 3);
  assert.deepEqual(loadSecrets(config), first);
  assert.equal(statSync(join(dataDir, 'secrets.json')).mode & 0o777, 0o600);
});

it('a secret that is configured is used and not written down', async (t) => {
  const dataDir = await temporaryFolder(t);
  const apiKey = 'k'.repeat(40);
  const secrets = loadSecrets(readConfig({ DATA_DIR: dataDir, API_KEY: apiKey }));
  assert.equal(secrets.apiKey, apiKey);
  assert.doesNotMatch(readFileSync(join(dataDir, 'secrets.json'), 'utf8'), /kkkk/);
});

it('a damaged file or a folder that is none is one sentence, and nothing is overwritten', async (t) => {
  const dataDir = await temporaryFolder(t);
  const file = join(dataDir, 'secrets.json');
  writeFileSync(file, '{ "apiKey": ');
  for (const folder of [dataDir, join(file, 'inside')])
    assert.throws(
      () => loadSecrets(readConfig({ DATA_DIR: folder })),
      (error) => error instanceof SessionError && /DATA_DIR must be a folder/.test(error.message),
    );
  assert.equal(readFileSync(file, 'utf8'), '{ "apiKey": ');
});
