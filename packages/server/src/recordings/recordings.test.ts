import assert from 'node:assert/strict';
import { writeFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { MAX_CHUNK_BYTES, SessionError, type ChunksStored } from '@fernblick/protocol';
import { ChunkCaller, refusedWith, startRecording, type Recorded } from '../testing/recordings.ts';
import { agent, customer, startServer, temporaryFolder } from '../testing/test-server.ts';
import { ChunkStore } from './chunk-store.ts';

const bytes = (text: string): Buffer => Buffer.from(text);

async function filesOf({ server, session, recording }: Recorded): Promise<readonly string[]> {
  const folder = join(server.dataDir, 'files', 'recordings', session, recording, 'chunks');
  return (await readdir(folder)).sort();
}

describe('the pieces of a recording', () => {
  it('are each on disk once they are answered, and the same one twice is one', async (t) => {
    const scene = await startRecording(t);
    const { annas, path } = scene;
    for (const n of [0, 1, 1]) {
      const answer = await annas.put(path, n, bytes(`piece ${n}`));
      assert.deepEqual([answer.status, answer.headers.get('next-chunk')], [204, String(n + 1)]);
    }
    assert.equal((await filesOf(scene)).length, 2);
    const stored = (await (await annas.send('GET', `${path}/chunks`)).json()) as ChunksStored;
    assert.deepEqual(stored, { next: 2, bytes: 14, finished: false });
  });

  it('go on after a restart where they stopped, also when the call is over', async (t) => {
    const { server, annas, path, anna, session } = await startRecording(t);
    await annas.put(path, 0, bytes('piece 0'), { from: 0, until: 0 });
    await anna.ask('session:end', { commandId: anna.id(), session });
    await server.close();
    const again = await startServer(t, { DATA_DIR: server.dataDir });
    const later = new ChunkCaller(again.url, await again.mint(agent));
    const put = (n: number) => later.put(path, n, bytes('piece 1'), { from: 0, until: 0 });
    assert.deepEqual(await refusedWith(await put(2)), [409, 'recording-changed', 'n', '1']);
    assert.equal((await put(1)).status, 204);
  });

  it('are refused out of order, changed, cut short, too large and with times that cannot be', async (t) => {
    const scene = await startRecording(t);
    const { annas, path } = scene;
    await annas.put(path, 0, bytes('piece 0'));
    const refused = async (...args: Parameters<typeof annas.put>) =>
      refusedWith(await annas.put(...args));
    const piece = bytes('piece 1');
    assert.deepEqual(await refused(path, 2, piece), [409, 'recording-changed', 'n', '1']);
    assert.deepEqual(await refused(path, 0, piece), [
      409,
      'recording-changed',
      'chunk-sha256',
      '1',
    ]);
    const wrong = { sha256: 'a'.repeat(64) };
    assert.deepEqual(await refused(path, 1, piece, wrong), [
      400,
      'invalid-message',
      'chunk-sha256',
      '1',
    ]);
    const earlier = { from: 50, until: 150 };
    assert.deepEqual(await refused(path, 1, piece, earlier), [
      400,
      'invalid-message',
      'chunk-from',
      '1',
    ]);
    const future = { from: 3_600_000, until: 3_601_000 };
    assert.deepEqual(await refused(path, 1, piece, future), [
      409,
      'recording-changed',
      'chunk-from',
      '1',
    ]);
    const large = Buffer.alloc(MAX_CHUNK_BYTES + 1);
    assert.deepEqual((await refused(path, 1, large)).slice(0, 2), [413, 'message-too-large']);
    assert.deepEqual((await refused(path, 1, bytes(''))).slice(0, 2), [400, 'invalid-message']);
    const nonsense = await annas.send('PUT', `${path}/1`, { body: 'x' });
    assert.equal(nonsense.status, 400, 'without saying what it is');
    const forged = await annas.put(path, 1, piece, { from: -1, until: 1 });
    assert.equal(forged.status, 400);
    assert.equal((await filesOf(scene)).length, 1);
  });

  it('are nobody’s to send or to ask for but who records, wherever an address points', async (t) => {
    const scene = await startRecording(t);
    const { annas, path, session, recording, caller } = scene;
    const cleos = await caller(customer);
    const bens = await caller({ ...agent, subject: 'ben', name: 'Ben' });
    for (const other of [cleos, bens]) {
      assert.equal((await other.put(path, 0, bytes('x'))).status, 404);
      assert.equal((await other.send('GET', `${path}/chunks`)).status, 404);
      assert.equal((await other.finish(path, 0)).status, 404);
    }
    const elsewhere = await startRecording(t);
    for (const address of [
      `${elsewhere.session}/${recording}`,
      `${session}/${elsewhere.recording}`,
      `${session}/..%2f..%2fsecrets`,
      `..%2f..%2f${session}/${recording}`,
      `${session}/%2e%2e`,
    ]) {
      const { status } = await annas.put(address, 0, bytes('x'));
      assert.ok(status === 404 || status === 400, `${address}: ${status}`);
    }
    const nobody = await fetch(`${scene.server.url}/files/recordings/${path}/0`, { method: 'PUT' });
    assert.equal(nobody.status, 401);
  });

  it('are taken of the time before a withdrawal, and of none after it', async (t) => {
    let now = Date.now();
    const { annas, path, cleo, session, recording } = await startRecording(
      t,
      {},
      { now: () => now },
    );
    now += 10_000;
    assert.equal((await annas.put(path, 0, bytes('a'), { from: 0, until: 9_000 })).status, 204);
    const about = { commandId: cleo.id(), session, recording };
    await cleo.ask('recording:withdraw', about);
    now += 60_000;
    assert.equal(
      (await annas.put(path, 1, bytes('b'), { from: 9_000, until: 10_000 })).status,
      204,
    );
    const after = await annas.put(path, 2, bytes('c'), { from: 11_000, until: 12_000 });
    assert.deepEqual(await refusedWith(after), [409, 'recording-changed', 'chunk-from', '2']);
    assert.equal((await annas.finish(path, 3)).status, 409, 'one is missing');
    assert.equal((await annas.finish(path, 2)).status, 204);
    const late = await annas.put(path, 2, bytes('c'), { from: 10_000, until: 10_001 });
    assert.deepEqual(await refusedWith(late), [409, 'recording-changed', 'finished', '2']);
    await cleo.hears('session:changed', ({ view }) => view.recordings[0]?.state === 'broken');
  });

  it('go on after a wait under the same number, without what was recorded in it', async (t) => {
    let now = Date.now();
    const scene = await startRecording(t, {}, { now: () => now });
    const { annas, path, anna, session, recording } = scene;
    const put = (n: number, from: number) =>
      annas.put(path, n, bytes(`${from}`), { from, until: from + 500 });
    now += 10_000;
    assert.equal((await put(0, 9_400)).status, 204);
    await anna.ask('recording:pause', { commandId: anna.id(), session, recording });
    now += 10_000;
    await anna.ask('recording:resume', { commandId: anna.id(), session, recording });
    now += 1_000;
    assert.equal((await put(1, 10_040)).status, 204, 'cut before the page heard of the wait');
    const refused = await refusedWith(await put(2, 15_000));
    assert.deepEqual(refused, [409, 'recording-changed', 'chunk-from', '2']);
    assert.equal((await put(2, 20_100)).status, 204);
    assert.equal((await filesOf(scene)).length, 3);
  });

  it('light REC on both sides while they come, and put it out once none does', async (t) => {
    const { annas, path, cleo } = await startRecording(t);
    await annas.put(path, 0, bytes('piece 0'), { from: 0, until: 100 });
    const lit = await cleo.hears('session:changed', ({ view }) => view.recording?.storedAt != null);
    assert.equal(lit.view.recording?.state, 'running');
    const heard = cleo.heard.length;
    await new Promise<void>((resolve) => {
      cleo.socket.onAny((_name: string, notice: { view?: typeof lit.view }) => {
        if (notice.view?.recording?.storedAt === null) resolve();
      });
    });
    assert.ok(cleo.heard.length > heard);
  });

  it('that a disk cannot take are refused, leave nothing behind, and are taken once it can', async (t) => {
    let isFull = true;
    const folder = await temporaryFolder(t);
    const store = new ChunkStore(folder, async (path, content) => {
      await writeFile(path, isFull ? content.subarray(0, 2) : content);
      if (isFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    });
    const key = { session: 'session-0001', recording: 'recording-0001' };
    const chunk = { n: 0, from: 0, until: 1_000, sha256: 'a'.repeat(64) };
    await assert.rejects(
      store.add(key, chunk, bytes('piece 0')),
      (error) => error instanceof SessionError && error.code === 'storage-unavailable',
    );
    assert.deepEqual(await store.list(key), []);
    assert.deepEqual(await readdir(join(store.folderOf(key), 'chunks')), []);
    isFull = false;
    await store.add(key, chunk, bytes('piece 0'));
    assert.deepEqual(await store.list(key), [chunk]);
  });
});
