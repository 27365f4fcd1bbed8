import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { fetchModel, VisionError } from './fetch-model.ts';

const TOUCH = Buffer.concat([Buffer.from('\u001c\0\0\0TFL3'), Buffer.alloc(90_000, 2)]);

async function serving(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/model`;
}

async function faultOf(address: string): Promise<string> {
  try {
    await fetchModel('segmenter', address, () => {});
  } catch (error) {
    if (error instanceof VisionError) return error.fault;
    throw error;
  }
  return 'none';
}

describe('a model', () => {
  it('comes whole, and is told while it comes', async (t) => {
    const address = await serving(t, (_, response) => {
      response.writeHead(200, { 'content-length': TOUCH.length }).end(TOUCH);
    });
    const told: (number | null)[] = [];
    const bytes = await fetchModel('segmenter', address, (share) => told.push(share));
    assert.deepEqual(Buffer.from(bytes), TOUCH);
    assert.equal(told.at(-1), 1);
    assert.deepEqual(
      told,
      [...told].sort((a, b) => (a ?? 0) - (b ?? 0)),
    );
  });

  it('comes without a length too, and then nobody knows how much there is', async (t) => {
    const address = await serving(t, (_, response) => {
      response.write(TOUCH.subarray(0, 100));
      response.end(TOUCH.subarray(100));
    });
    const told: (number | null)[] = [];
    await fetchModel('segmenter', address, (share) => told.push(share));
    assert.ok(told.length > 0 && told.every((share) => share === null));
  });

  it('is refused by name where it is missing, cut off, or something else', async (t) => {
    assert.equal(await faultOf('http://127.0.0.1:9/model'), 'model-missing');
    const cases: readonly (readonly [string, RequestListener])[] = [
      ['model-missing', (_, response) => response.writeHead(404).end(TOUCH)],
      [
        'model-unusable',
        (_, response) => {
          response.writeHead(200, { 'content-length': TOUCH.length });
          response.write(TOUCH.subarray(0, 40_000), () => response.destroy());
        },
      ],
      ['model-unusable', (_, response) => response.end('<!doctype html>')],
      ['model-unusable', (_, response) => response.end('PK\u0003\u0004 a model for hands')],
      ['model-unusable', (_, response) => response.end()],
    ];
    for (const [fault, answer] of cases)
      assert.equal(await faultOf(await serving(t, answer)), fault);
  });
});
