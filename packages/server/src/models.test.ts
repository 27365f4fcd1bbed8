import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startServer, temporaryFolder } from './testing/test-server.ts';

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));
const HAND = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(70_000, 1)]);
const TOUCH = Buffer.concat([Buffer.from('\u001c\0\0\0TFL3'), Buffer.alloc(5_000, 2)]);

async function models(
  dataDir: string,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const child = spawn(process.execPath, ['--conditions=source', cli, 'models', ...args], {
    env: { DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { code, out, err };
}

/** Somebody who publishes models, or does not. */
async function source(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/models`;
}

const whole: RequestListener = (request, response) => {
  const file = {
    '/models/hand_landmarker/hand_landmarker/float16/1/hand_landmarker.task': HAND,
    '/models/interactive_segmenter/magic_touch/float32/1/magic_touch.tflite': TOUCH,
  }[request.url ?? ''];
  if (file === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-length': file.length }).end(file);
};

describe('the command that fetches models', () => {
  it('puts both into the folder that the server serves, and says what they are', async (t) => {
    const dataDir = await temporaryFolder(t);
    const { code, out, err } = await models(dataDir, '--from', await source(t, whole));
    assert.equal(code, 0, err);
    assert.match(out, /^hand_landmarker\.task: 0\.1 MB, SHA-256 [0-9a-f]{64}$/m);
    assert.match(out, /^magic_touch\.tflite: /m);
    const folder = join(dataDir, 'models');
    assert.deepEqual((await readdir(folder)).sort(), [
      'hand_landmarker.task',
      'magic_touch.tflite',
    ]);
    assert.deepEqual(await readFile(join(folder, 'hand_landmarker.task')), HAND);
    const server = await startServer(t, { DATA_DIR: dataDir });
    const served = await fetch(`${server.url}/sdk/models/magic_touch.tflite`);
    assert.deepEqual(Buffer.from(await served.arrayBuffer()), TOUCH);
    assert.equal(served.headers.get('x-content-type-options'), 'nosniff');
  });

  it('takes another folder', async (t) => {
    const folder = join(await temporaryFolder(t), 'deep', 'er');
    const { code, err } = await models(folder, folder, '--from', `${await source(t, whole)}/`);
    assert.equal(code, 0, err);
    assert.equal((await readdir(folder)).length, 2);
  });

  const troubles: readonly (readonly [string, RequestListener, RegExp])[] = [
    ['that has no such file', (_, response) => response.writeHead(404).end(), /answered 404/],
    [
      'that breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': HAND.length });
        response.write(HAND.subarray(0, 30_000), () => response.destroy());
      },
      /could not be fetched/,
    ],
    [
      'that sends a page of words instead',
      (_, response) => response.end('<!doctype html>Sign in to this network'),
      /another kind of file/,
    ],
    ['that sends nothing', (_, response) => response.end(), /another kind of file/],
  ];
  for (const [name, answer, sentence] of troubles)
    it(`ends with code 1, one sentence and no half file at a source ${name}`, async (t) => {
      const dataDir = await temporaryFolder(t);
      // One that was whole stays.
      await mkdir(join(dataDir, 'models'));
      await writeFile(join(dataDir, 'models', 'magic_touch.tflite'), TOUCH);
      const { code, err } = await models(dataDir, '--from', await source(t, answer));
      assert.equal(code, 1);
      assert.match(err, sentence);
      assert.match(err, /machine with internet access/);
      assert.equal(err.trim().split('\n').length, 1, err);
      assert.deepEqual(await readdir(join(dataDir, 'models')), ['magic_touch.tflite']);
    });

  it('ends with code 1 and one sentence without a network, and on arguments that mean nothing', async (t) => {
    const dataDir = await temporaryFolder(t);
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['--from', 'http://127.0.0.1:9'], /could not be fetched from http:\/\/127\.0\.0\.1:9\//],
      [['--from', 'ftp://x'], /--from must be followed by an address/],
      [['--from'], /--from must be followed by an address/],
      [['one', 'two'], /and nothing else/],
      [['--force'], /and nothing else/],
      [['/dev/null/models'], /must be a folder that can be written to/],
    ];
    for (const [args, sentence] of cases) {
      const { code, err } = await models(dataDir, ...args);
      assert.equal(code, 1, err);
      assert.match(err, sentence);
      assert.equal(err.trim().split('\n').length, 1, err);
    }
  });

  it('leaves nothing of the folder to be served but models', async (t) => {
    const dataDir = await temporaryFolder(t);
    await mkdir(join(dataDir, 'models'));
    await writeFile(join(dataDir, 'models', 'notes.txt'), 'x');
    await writeFile(join(dataDir, 'models', '.secret.task'), 'x');
    const server = await startServer(t, { DATA_DIR: dataDir });
    for (const path of ['notes.txt', '.secret.task', '', '..%2Fsecrets.json', 'nope.task'])
      assert.equal((await fetch(`${server.url}/sdk/models/${path}`)).status, 404, path);
  });
});
