import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChatMessage } from '@fernblick/protocol';
import { ChunkCaller, refusedWith, startRecording } from './testing/recordings.ts';
import { jpegOf } from './testing/pictures.ts';
import { sayFigure } from './testing/say-figure.ts';
import { fillDisk, smallDisk } from './testing/small-disk.ts';
import { agent, customer, refusalOf, startServer, type Page } from './testing/test-server.ts';
import { codeOf, TusCaller } from './testing/tus.ts';

const DISK_MB = 24;

async function readAll(page: Page, session: string, after = 0): Promise<readonly ChatMessage[]> {
  const { messages, more } = await page.ask('chat:read', { session, to: 'all', after });
  const last = messages.at(-1)?.seq ?? after;
  return more ? [...messages, ...(await readAll(page, session, last))] : messages;
}

/** What is reserved already may take a few more; the first that is refused shows that it is full. */
async function refusedAtLast(send: (text: string) => Promise<void>): Promise<string> {
  for (let n = 0; n < 2_000; n += 1)
    try {
      await send(`${n} ${'x'.repeat(3_000)}`);
    } catch {
      return await refusalOf(send('again'));
    }
  throw new Error('The disk is not full.');
}

describe('a disk that is full', () => {
  it('refuses what it cannot keep, lets calls and reading go on, and works again once there is room', async (t) => {
    const dataDir = await smallDisk(t, DISK_MB);
    if (dataDir === null) {
      t.skip('this machine lets nobody mount a small disk');
      return;
    }
    const { server, session, path, anna, cleo, annas } = await startRecording(t, {
      DATA_DIR: dataDir,
    });
    const files = new TusCaller(server.url, await server.mint(customer));
    const kept: string[] = [];
    const send = async (text: string): Promise<void> => {
      await anna.ask('chat:send', { session, id: anna.id(), to: 'all', text });
      kept.push(text);
    };
    await send('before');
    assert.equal((await annas.put(path, 0, Buffer.alloc(50_000, 1))).status, 204);
    const picture = jpegOf(1_280, 720, 400_000);
    const upload = (await files.begin(session, picture.length)).headers.get('location') ?? '';
    assert.equal((await files.piece(upload, 0, picture.subarray(0, 100_000))).status, 204);

    const makeRoom = await fillDisk(dataDir);
    assert.equal(await refusedAtLast(send), 'storage-unavailable');
    const piece = await annas.put(path, 1, Buffer.alloc(50_000, 2));
    assert.deepEqual((await refusedWith(piece)).slice(0, 2), [503, 'storage-unavailable']);
    const rest = await files.piece(upload, 100_000, picture.subarray(100_000));
    assert.deepEqual([rest.status, await codeOf(rest)], [503, 'storage-unavailable']);
    // The call itself and whatever is read go on, for the one who is in it and for one who comes anew.
    assert.deepEqual(
      (await readAll(cleo, session)).map(({ text }) => text),
      kept,
    );
    const link = new TusCaller(server.url, await server.mint(customer));
    assert.equal((await link.send('HEAD', upload)).status, 200);

    await makeRoom();
    const roomAt = performance.now();
    for (;;) {
      try {
        await send('after');
        break;
      } catch (cause) {
        assert.ok(performance.now() - roomAt < 30_000, String(cause));
        await delay(100);
      }
    }
    sayFigure(t, {
      fault: 'F19',
      what: 'writing works again after there is room',
      value: Math.round(performance.now() - roomAt),
      unit: 'ms',
      demanded: '≤ 30 s',
    });
    assert.equal((await annas.put(path, 1, Buffer.alloc(50_000, 2))).status, 204);
    const offset = Number((await files.send('HEAD', upload)).headers.get('upload-offset'));
    assert.equal((await files.piece(upload, offset, picture.subarray(offset))).status, 204);
    await cleo.ask('picture:keep', {
      commandId: cleo.id(),
      session,
      takenAt: Date.now(),
      file: upload,
    });
    await server.close();

    const database = new DatabaseSync(join(dataDir, 'journal.db'), { readOnly: true });
    assert.deepEqual(
      { ...database.prepare('PRAGMA integrity_check').get() },
      { integrity_check: 'ok' },
    );
    database.close();
    const all = await readdir(dataDir, { recursive: true });
    assert.deepEqual(
      all.filter((name) => name.endsWith('.part')),
      [],
    );
    const again = await startServer(t, { DATA_DIR: dataDir });
    const reader = await again.page(customer);
    assert.deepEqual(
      (await readAll(reader, session)).map(({ text }) => text),
      kept,
      'each message that was answered is there once',
    );
    const { view } = await reader.ask('session:watch', { session });
    assert.equal(view.pictures.length, 1);
  });

  it('keeps nobody from stopping a recording, which counts from that moment on and is written once there is room', async (t) => {
    const dataDir = await smallDisk(t, DISK_MB);
    if (dataDir === null) {
      t.skip('this machine lets nobody mount a small disk');
      return;
    }
    let now = Date.now();
    const { server, session, path, recording, anna, cleo, annas } = await startRecording(
      t,
      { DATA_DIR: dataDir },
      { now: () => now },
    );
    const send = async (text: string): Promise<void> => {
      await anna.ask('chat:send', { session, id: anna.id(), to: 'all', text });
    };
    const makeRoom = await fillDisk(dataDir);
    assert.equal(await refusedAtLast(send), 'storage-unavailable');

    now += 5_000;
    const stoppedAt = now;
    const about = { commandId: cleo.id(), session, recording };
    for (const time of ['once', 'again, as a page does that has heard no answer']) {
      const { view } = await cleo.ask('recording:withdraw', about);
      const { state, reason } = view.recording ?? {};
      assert.deepEqual([state, reason], ['stopped', 'consent-withdrawn'], time);
    }
    await anna.hears('session:changed', ({ view }) => view.recording?.state === 'stopped');
    assert.equal(await refusalOf(send('while it waits')), 'storage-unavailable');
    // Only what would have to be written waits, and says so; what is so already, or may not be, is answered as ever.
    const stopped = await anna.ask('recording:stop', {
      ...{ commandId: anna.id(), session, recording, reason: 'stopped' },
    });
    assert.equal(stopped.view.recording?.reason, 'consent-withdrawn');
    const hold = (page: Page) => page.ask('call:hold', { commandId: page.id(), session });
    assert.equal(await refusalOf(hold(cleo)), 'not-allowed');
    assert.equal(await refusalOf(hold(anna)), 'storage-unavailable');
    await cleo.ask('session:watch', { session });
    await cleo.ask('server:ping', {});

    now += 10_000;
    await makeRoom();
    const before = await annas.put(path, 0, Buffer.alloc(5_000, 1), { from: 4_000, until: 5_000 });
    assert.equal(before.status, 204);
    const after = await annas.put(path, 1, Buffer.alloc(5_000, 2), { from: 7_000, until: 8_000 });
    assert.deepEqual(await refusedWith(after), [409, 'recording-changed', 'chunk-from', '1']);
    // By itself, without anybody asking for anything.
    const database = new DatabaseSync(join(dataDir, 'journal.db'), { readOnly: true });
    const written = () =>
      database
        .prepare("SELECT at FROM entries WHERE event LIKE '%recording-withdrawn%'")
        .all()
        .map(({ at }) => at);
    const roomAt = performance.now();
    while (written().length === 0) {
      assert.ok(performance.now() - roomAt < 30_000, 'the journal is never told');
      await delay(100);
    }
    assert.deepEqual(written(), [stoppedAt]);
    database.close();
    await server.close();
    const again = await startServer(t, { DATA_DIR: dataDir });
    const { view } = await (await again.page(customer)).ask('session:watch', { session });
    assert.equal(view.recording?.reason, 'consent-withdrawn');
  });

  it('forgets no stop over a restart, where there is no room yet either', async (t) => {
    const dataDir = await smallDisk(t, DISK_MB);
    if (dataDir === null) {
      t.skip('this machine lets nobody mount a small disk');
      return;
    }
    const { server, session, path, recording, anna, cleo } = await startRecording(t, {
      DATA_DIR: dataDir,
    });
    const makeRoom = await fillDisk(dataDir);
    const send = async (text: string): Promise<void> => {
      await anna.ask('chat:send', { session, id: anna.id(), to: 'all', text });
    };
    assert.equal(await refusedAtLast(send), 'storage-unavailable');
    const about = { commandId: cleo.id(), session, recording };
    await cleo.ask('recording:withdraw', about);
    await server.close();
    // What a server gives back as it ends is taken again.
    await fillDisk(dataDir);
    const again = await startServer(t, { DATA_DIR: dataDir });
    const reader = await again.page(customer);
    const { view } = await reader.ask('session:watch', { session });
    assert.deepEqual(
      [view.recording?.state, view.recording?.reason],
      ['stopped', 'consent-withdrawn'],
    );
    const late = new ChunkCaller(again.url, await again.mint(agent));
    const { startedAt } = view.recording ?? {};
    const from = Date.now() - (startedAt ?? 0) + 1_000;
    const piece = await late.put(path, 0, Buffer.alloc(5_000, 1), { from, until: from + 100 });
    assert.deepEqual((await refusedWith(piece)).slice(0, 2), [409, 'recording-changed']);
    await makeRoom();
  });
});
