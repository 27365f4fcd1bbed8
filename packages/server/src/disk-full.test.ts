import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChatMessage } from '@fernblick/protocol';
import { refusedWith, startRecording } from './testing/recordings.ts';
import { jpegOf } from './testing/pictures.ts';
import { sayFigure } from './testing/say-figure.ts';
import { fillDisk, smallDisk } from './testing/small-disk.ts';
import { customer, refusalOf, startServer, type Page } from './testing/test-server.ts';
import { codeOf, TusCaller } from './testing/tus.ts';

const DISK_MB = 24;

async function readAll(page: Page, session: string, after = 0): Promise<readonly ChatMessage[]> {
  const { messages, more } = await page.ask('chat:read', { session, to: 'all', after });
  const last = messages.at(-1)?.seq ?? after;
  return more ? [...messages, ...(await readAll(page, session, last))] : messages;
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
    // What is reserved already may take a few more; the first that is refused shows that it is full.
    let refusal: string | null = null;
    for (let n = 0; refusal === null && n < 2_000; n += 1) {
      const text = `${n} ${'x'.repeat(3_000)}`;
      try {
        await send(text);
      } catch {
        refusal = await refusalOf(
          anna.ask('chat:send', { session, id: anna.id(), to: 'all', text: 'again' }),
        );
      }
    }
    assert.equal(refusal, 'storage-unavailable');
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
});
