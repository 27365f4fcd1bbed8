import assert from 'node:assert/strict';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { beginAnswer } from '../testing/begun-answer.ts';
import {
  livePieces,
  startRecording,
  type ChunkCaller,
  type Recorded,
} from '../testing/recordings.ts';
import { customer } from '../testing/test-server.ts';

/** Far more than lies in buffers on the way. */
const FILM_BYTES = 64 * 1024 * 1024;

/** A recording that is over, of which Cleo reads the whole file, and has the beginning. */
async function watchFrom(scene: Recorded, cleos: ChunkCaller) {
  const { server, anna, annas, cleo, path, session, recording } = scene;
  const pieces = await livePieces();
  for (const [n, piece] of pieces.entries())
    await annas.put(path, n, piece, { from: n, until: n + 1 });
  await anna.ask('recording:stop', { commandId: anna.id(), session, recording });
  await annas.finish(path, pieces.length);
  await cleo.hears('session:changed', ({ view }) => view.recordings[0]?.state === 'ready');
  const file = join(server.dataDir, 'files', 'recordings', session, recording, 'recording.webm');
  await truncate(file, FILM_BYTES);
  const answer = await cleos.send('GET', path);
  assert.equal(answer.headers.get('content-length'), String(FILM_BYTES));
  return { rest: await beginAnswer(answer) };
}

describe('a film that somebody is reading', () => {
  const ways: Record<string, (scene: Recorded) => Promise<unknown>> = {
    'its session is set internal': async ({ anna, session }) => {
      await anna.ask('session:end', { commandId: anna.id(), session });
      await anna.ask('session:visibility', { commandId: anna.id(), session, internal: true });
    },
    'it is deleted': ({ anna, session, recording }) =>
      anna.ask('recording:delete', { commandId: anna.id(), session, recording, reason: 'A face.' }),
    'the token of its reader is called back': ({ server }) =>
      server.api('POST', '/tokens/revoke', { subject: customer.subject }),
  };
  for (const [what, happen] of Object.entries(ways))
    it(`breaks off once ${what}, and no part of it comes any more`, async (t) => {
      const scene = await startRecording(t);
      const cleos = await scene.caller(customer);
      const { rest } = await watchFrom(scene, cleos);
      await happen(scene);
      const { is, got } = await rest();
      assert.equal(is, 'cut');
      assert.ok(got < FILM_BYTES / 4, `${got} bytes`);
      const part = await cleos.send('GET', scene.path, { headers: { range: 'bytes=0-3' } });
      assert.ok(part.status === 404 || part.status === 401, String(part.status));
    });

  it('comes as a whole where nothing of that happens', async (t) => {
    const scene = await startRecording(t);
    const { rest } = await watchFrom(scene, await scene.caller(customer));
    assert.deepEqual(await rest(), { is: 'whole', got: FILM_BYTES });
  });

  it('breaks off once the token has expired with which it was asked for', async (t) => {
    let now = Date.now();
    const scene = await startRecording(t, {}, { now: () => now });
    const { rest } = await watchFrom(scene, await scene.caller(customer));
    now += 3_600_000;
    assert.equal((await rest()).is, 'cut');
  });
});
