import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { StopFile, type KeptStop } from './stop-file.ts';
import { temporaryFolder } from './testing/test-server.ts';

const stop = {
  session: 'a-session',
  actor: {
    subject: 'customer-1',
    name: 'Jürgen Müller',
    role: 'customer',
    portals: [],
    scope: { is: 'ticket', ticket: 'T-1' },
  },
  commandId: 'a-command',
  input: { recording: 'a-recording' },
  command: { name: 'recording:withdraw', facts: { recording: 'a-recording' } },
  at: 1_700_000_000_000,
} as unknown as KeptStop;

async function fileIn(t: TestContext): Promise<string> {
  return join(await temporaryFolder(t), 'stops');
}

const open = (path: string): StopFile => new StopFile(path, (cause) => assert.fail(String(cause)));

test('a stop outlasts a server, and the next one does not write where everything is there', async (t) => {
  const path = await fileIn(t);
  open(path).write([stop]);
  const before = statSync(path, { bigint: true });
  const next = open(path);
  const { size, mtimeNs } = statSync(path, { bigint: true });
  assert.deepEqual([size, mtimeNs], [before.size, before.mtimeNs]);
  assert.deepEqual(next.read(), [stop]);
  next.write([]);
  assert.equal(statSync(path, { bigint: true }).size, before.size);
  assert.deepEqual(open(path).read(), []);
});

test('what is no stop, or was cut off, is none', async (t) => {
  const path = await fileIn(t);
  for (const text of [
    '',
    '{}',
    '[{}]',
    'null',
    JSON.stringify([{ ...stop, at: 'now' }]),
    '[{"se',
  ]) {
    writeFileSync(path, text);
    assert.deepEqual(open(path).read(), [], text);
  }
  // One of another form takes none of the others with it, nor does what was too long.
  writeFileSync(path, JSON.stringify([{}, stop]).padEnd(20_000));
  const file = open(path);
  assert.deepEqual(file.read(), [stop]);
  file.write([stop]);
  assert.equal(statSync(path).size, 16_384);
});
