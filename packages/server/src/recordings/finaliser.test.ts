import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import type { Notice, RecordedView } from '@fernblick/protocol';
import { ChunkCaller, livePieces, startRecording, type Recorded } from '../testing/recordings.ts';
import {
  agent,
  customer,
  startServer,
  temporaryFolder,
  type Page,
} from '../testing/test-server.ts';
import { isSignedBy } from './recording-key.ts';
import { Manifest } from './manifest.ts';
import { verifyRecording } from './verify-recording.ts';
import { remux } from './remux.ts';
import { trimToBlocks } from './trim.ts';
import * as v from 'valibot';

const folderOf = ({ server, session, recording }: Recorded, dataDir = server.dataDir): string =>
  join(dataDir, 'files', 'recordings', session, recording);

type Changed = Notice<'session:changed'>;

const recorded = ({ view }: Changed): RecordedView | undefined => view.recordings[0];

async function becomes(
  page: Page,
  fits: (recording: RecordedView) => boolean,
): Promise<RecordedView> {
  const heard = await page.hears('session:changed', (notice) => {
    const found = recorded(notice);
    return found !== undefined && fits(found);
  });
  const found = recorded(heard);
  assert.ok(found);
  return found;
}

async function stop({ anna, session, recording }: Recorded): Promise<void> {
  await anna.ask('recording:stop', { commandId: anna.id(), session, recording });
}

async function sendAll(scene: Recorded, pieces: readonly Buffer[], first = 0): Promise<void> {
  for (const [index, piece] of pieces.entries()) {
    // However soon the recording is over: none begins after its end.
    const answer = await scene.annas.put(scene.path, first + index, piece, {
      from: first + index,
      until: first + index + 1,
    });
    assert.equal(answer.status, 204, await answer.text());
  }
}

/** How long a file says that it plays, in seconds. */
async function durationOf(path: string): Promise<number | null> {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  try {
    return await input.getDurationFromMetadata();
  } finally {
    input.dispose();
  }
}

/** Where each block in the clusters of a live WebM ends. */
function blockEnds(bytes: Buffer): readonly number[] {
  const ends: number[] = [];
  const clusterHeader = 12;
  let at = bytes.indexOf('1f43b675', 0, 'hex');
  while (at < bytes.length) {
    if (bytes.readUInt32BE(at) === 0x1f43b675) at += clusterHeader;
    const first = bytes[at + 1] ?? 0;
    const length = Math.clz32(first) - 23;
    const rest = bytes.subarray(at + 2, at + 1 + length);
    const size = rest.reduce((sum, byte) => sum * 256 + byte, first & (0xff >> length));
    at += 1 + length + size;
    ends.push(at);
  }
  return ends;
}

describe('a recording that is over', () => {
  it('becomes a file with a duration, seen and fetched in parts by both sides, and deleted for all', async (t) => {
    const scene = await startRecording(t);
    const { server, session, path, recording, anna, annas, cleo, caller } = scene;
    const pieces = await livePieces();
    await sendAll(scene, pieces);
    await stop(scene);
    assert.equal((await annas.finish(path, pieces.length)).status, 204);
    const ready = await becomes(cleo, ({ state }) => state === 'ready');
    assert.ok(Math.abs((ready.durationMs ?? 0) - 4_000) < 200, String(ready.durationMs));
    assert.deepEqual([ready.type, ready.mp4, ready.hasPoster], ['video/webm', false, false]);
    const file = join(folderOf(scene), 'recording.webm');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.ok(Math.abs(((await durationOf(file)) ?? 0) - 4) < 0.2);

    const cleos = await caller(customer);
    const range = { headers: { range: 'bytes=0-3' } };
    const part = await cleos.send('GET', path, range);
    assert.deepEqual(
      [part.status, part.headers.get('content-type'), part.headers.get('content-range')],
      [206, 'video/webm', `bytes 0-3/${ready.size}`],
    );
    assert.equal(Buffer.from(await part.arrayBuffer()).toString('hex'), '1a45dfa3');
    const stranger = await caller({ ...customer, subject: 'zoe', scope: { ticket: 'T-2' } });
    assert.equal((await stranger.send('GET', path)).status, 404);
    await anna.ask('session:end', { commandId: anna.id(), session });
    await anna.ask('session:visibility', { commandId: anna.id(), session, internal: true });
    assert.equal((await cleos.send('GET', path, range)).status, 404, 'what is internal is gone');
    assert.equal((await annas.send('GET', `${path}/manifest`)).status, 200);
    const about = { commandId: anna.id(), session, recording, reason: 'A face is in it.' };
    await anna.ask('recording:delete', about);
    assert.equal((await annas.send('GET', path)).status, 404);
    await server.close();
    assert.ok(!existsSync(folderOf(scene)), 'with all its pieces');
  });

  it('whose page has died is finished from what is there, and anew where the rest comes after all', async (t) => {
    let ahead = 0;
    const now = (): number => Date.now() + ahead;
    const scene = await startRecording(t, {}, { now });
    const pieces = await livePieces();
    await sendAll(scene, pieces.slice(0, 2));
    ahead += 5_000;
    await scene.anna.ask('session:end', { commandId: scene.anna.id(), session: scene.session });
    ahead += 61_000;
    const half = await becomes(scene.cleo, ({ state }) => state === 'ready');
    assert.equal(half.gaps, 1, 'nothing came for five seconds before the end');
    assert.equal(Math.round(half.missingMs / 1_000), 5);
    assert.ok(Math.abs((half.durationMs ?? 0) - 2_000) < 200, String(half.durationMs));
    // The next visit of the page sends what it still had; what it has recorded belongs to the time before the end.
    for (const n of [2, 3, 4])
      assert.equal(
        (
          await scene.annas.put(scene.path, n, pieces[n] ?? Buffer.alloc(0), {
            from: 20,
            until: 20,
          })
        ).status,
        204,
      );
    await scene.annas.finish(scene.path, 5);
    const whole = await becomes(scene.cleo, ({ durationMs }) => (durationMs ?? 0) > 3_000);
    assert.ok(Math.abs((whole.durationMs ?? 0) - 4_000) < 200, String(whole.durationMs));
  });

  it('is finished by the next server where this one was stopped before', async (t) => {
    let ahead = 0;
    const now = (): number => Date.now() + ahead;
    const scene = await startRecording(t, {}, { now });
    await sendAll(scene, (await livePieces()).slice(0, 3));
    await stop(scene);
    await scene.server.close();
    const again = await startServer(t, { DATA_DIR: scene.server.dataDir }, { now });
    const page = await again.page(agent);
    await page.ask('session:watch', { session: scene.session });
    ahead += 61_000;
    const ready = await becomes(page, ({ state }) => state === 'ready');
    assert.ok(Math.abs((ready.durationMs ?? 0) - 3_000) < 200);
    const caller = new ChunkCaller(again.url, await again.mint(agent));
    assert.equal((await caller.send('GET', scene.path)).status, 200);
  });

  it('is the host’s to list, fetch, check and delete, and the host is told of it', async (t) => {
    const scene = await startRecording(t);
    const { server, session, recording, path, annas, cleo } = scene;
    const pieces = await livePieces();
    await sendAll(scene, pieces);
    await stop(scene);
    await annas.finish(path, pieces.length);
    const ready = await becomes(cleo, ({ state }) => state === 'ready');
    const base = `/sessions/${session}/recordings`;
    const list = await (await server.api('GET', base)).json();
    assert.deepEqual(list, { recordings: [{ ...ready, subject: 'anna' }] });
    const file = await server.api('GET', `${base}/${recording}/webm`, undefined, {
      range: 'bytes=0-9',
    });
    assert.deepEqual([file.status, (await file.arrayBuffer()).byteLength], [206, 10]);
    assert.equal((await server.api('GET', `${base}/${recording}/mp4`)).status, 404);
    const { publicKey } = (await (await server.api('GET', '/recording-key')).json()) as {
      publicKey: string;
    };
    assert.deepEqual((await verifyRecording(folderOf(scene), publicKey)).faults, []);
    const gone = await server.api('DELETE', `${base}/${recording}`, { reason: 'Asked for.' });
    assert.equal(gone.status, 200);
    assert.deepEqual(await (await server.api('GET', base)).json(), { recordings: [] });
  });

  it('has what is before a place where the times of a page run back', async (t) => {
    const scene = await startRecording(t);
    const [head, ...rest] = await livePieces();
    assert.ok(head !== undefined && rest.length > 2);
    const pieces = [head, ...rest.slice(0, 2), ...rest];
    await sendAll(scene, pieces);
    await stop(scene);
    await scene.annas.finish(scene.path, pieces.length);
    const ready = await becomes(scene.cleo, ({ state }) => state === 'ready');
    assert.ok((ready.durationMs ?? 0) > 2_500, `${ready.durationMs} ms`);
  });

  it('says so where nothing can be made of it, and keeps its pieces', async (t) => {
    const scene = await startRecording(t);
    await sendAll(scene, [Buffer.from('no'), Buffer.from('film')]);
    await stop(scene);
    await scene.annas.finish(scene.path, 2);
    const broken = await becomes(scene.cleo, ({ state }) => state === 'broken');
    assert.equal(broken.durationMs, null);
    assert.equal((await scene.annas.send('GET', scene.path)).status, 404);
    assert.ok(existsSync(join(folderOf(scene), 'manifest.json')));
  });

  it('says so where nothing of it has come, and goes where somebody deletes it', async (t) => {
    const scene = await startRecording(t);
    await stop(scene);
    await scene.annas.finish(scene.path, 0);
    const empty = await becomes(scene.cleo, ({ state }) => state === 'empty');
    assert.equal(empty.durationMs, null);
    const { server, session, recording } = scene;
    const gone = await server.api('DELETE', `/sessions/${session}/recordings/${recording}`, {
      reason: 'There is nothing in it.',
    });
    assert.equal(gone.status, 200);
    await scene.cleo.hears('session:changed', ({ view }) => view.recordings.length === 0);
  });

  it('comes with a signed list of its pieces and of who agreed, by a key that only the server reads', async (t) => {
    const scene = await startRecording(t);
    const pieces = await livePieces();
    await sendAll(scene, pieces);
    await stop(scene);
    await scene.annas.finish(scene.path, pieces.length);
    await becomes(scene.cleo, ({ state }) => state === 'ready');
    const folder = folderOf(scene);
    const bytes = readFileSync(join(folder, 'manifest.json'));
    const manifest = v.parse(Manifest, JSON.parse(bytes.toString()));
    assert.ok(
      isSignedBy(manifest.publicKey, bytes, readFileSync(join(folder, 'manifest.sig'), 'utf8')),
    );
    const said = manifest.log.map((entry) => entry.is).filter((is) => is !== 'chunk');
    assert.deepEqual(said, ['there', 'there', 'asked', 'answered', 'started', 'stopped']);
    assert.equal(manifest.log.filter(({ is }) => is === 'chunk').length, pieces.length);
    assert.equal(manifest.isLast, true, 'its page has said that this is all');
    assert.deepEqual(
      manifest.files.map(({ name }) => name),
      ['recording.webm', 'finished.json'],
    );
    const faults = async () =>
      (await verifyRecording(folder, null)).faults.map(({ sentence }) => sentence);
    assert.deepEqual(await faults(), []);
    const finished = join(folder, 'finished.json');
    await writeFile(finished, '{"chunks":1}');
    assert.deepEqual(await faults(), ['finished.json was changed.']);
    await rm(finished);
    assert.deepEqual(await faults(), ['finished.json is missing.']);
    const key = join(scene.server.dataDir, 'recording-key.pem');
    assert.equal(statSync(key).mode & 0o777, 0o600);
  });
});

describe('a stream', () => {
  it('that was cut off after any picture or sound becomes a file of what is in it', async (t) => {
    const folder = await temporaryFolder(t);
    const bytes = Buffer.concat(await livePieces());
    const [from, to] = [join(folder, 'stream'), join(folder, 'file')];
    const ends = blockEnds(bytes);
    let before = 0;
    for (const length of ends.filter((_end, n) => n % 40 === 30)) {
      await writeFile(from, bytes.subarray(0, length));
      const made = await remux(from, to, 'webm');
      assert.ok(made !== null && made.durationMs > before, `${length} bytes`);
      assert.equal(Math.round(((await durationOf(to)) ?? 0) * 1_000), made.durationMs);
      before = made.durationMs;
    }
    assert.ok(before > 3_000);
    for (const nothing of [bytes.subarray(0, 300), Buffer.from('x'), Buffer.alloc(0)]) {
      await writeFile(from, nothing);
      assert.equal(await remux(from, to, 'webm'), null);
    }
  });

  it('that was cut off in the middle of a picture or sound loses that one, and no more', async (t) => {
    const folder = await temporaryFolder(t);
    const bytes = Buffer.concat(await livePieces());
    const from = join(folder, 'stream');
    const ends = blockEnds(bytes);
    for (const [n, end] of ends.entries()) {
      const next = ends[n + 1];
      if (n % 25 !== 20 || next === undefined) continue;
      for (const cut of [end, end + 1, end + 2, next - 1]) {
        await writeFile(from, bytes.subarray(0, cut));
        await trimToBlocks(from);
        assert.equal(statSync(from).size, end, `cut at ${cut}`);
      }
    }
    await writeFile(from, 'no stream at all');
    await trimToBlocks(from);
    assert.equal(readFileSync(from, 'utf8'), 'no stream at all');
  });

  it('is cut where its last cluster begins anywhere before its end', async (t) => {
    const from = join(await temporaryFolder(t), 'stream');
    const look = 2 * 1_024 * 1_024;
    const cluster = Buffer.from('1f43b67501ffffffffffffff', 'hex');
    const block = Buffer.concat([
      Buffer.from('a30100000000100000', 'hex'),
      Buffer.alloc(0x10_00_00),
    ]);
    for (const beyond of [-cluster.length, -6, -1, 0, 1]) {
      const whole = Buffer.concat([Buffer.alloc(look), cluster, block]);
      const cutOff = block.subarray(0, look + beyond - cluster.length - block.length);
      await writeFile(from, Buffer.concat([whole, cutOff]));
      await trimToBlocks(from);
      assert.equal(statSync(from).size, whole.length, `begins ${look + beyond} before the end`);
    }
  });

  it('becomes an MP4 where that needs no new pictures', async (t) => {
    const to = join(await temporaryFolder(t), 'file');
    const media = (name: string): string =>
      fileURLToPath(new URL(`../testing/media/${name}`, import.meta.url));
    assert.equal(await remux(media('live.webm'), to, 'mp4'), null);
    const made = await remux(media('live-avc.mkv'), to, 'mp4');
    assert.ok(made !== null && Math.abs(made.durationMs - 2_000) < 200);
    assert.ok(Math.abs(((await durationOf(to)) ?? 0) - 2) < 0.2);
  });
});
