import assert from 'node:assert/strict';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Actor, SessionState } from '@fernblick/session';
import { createLog } from '../log.ts';
import type { Order } from '../sessions.ts';
import { temporaryFolder } from '../testing/test-server.ts';
import { FolderBlobStore } from './folder-blob-store.ts';
import { Pictures, type PicturesOptions } from './pictures.ts';
import { Uploads } from './uploads.ts';

const NOW = 1_800_000_000_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('what is swept away', () => {
  it('is what no session knows of, what is too old, and uploads that became nothing', async (t) => {
    const folder = await temporaryFolder(t);
    const blobs = new FolderBlobStore(join(folder, 'pictures'));
    const expired: string[] = [];
    const pictures = { old: NOW - 31 * DAY_MS, young: NOW - 29 * DAY_MS };
    const state = {
      pictures: Object.entries(pictures).map(([id, at]) => ({ id, at })),
    } as unknown as SessionState;
    const sessions = {
      state: (id: string) => Promise.resolve(id === 'session-1' ? state : null),
      execute: async ({ command }: Order) => {
        expired.push(JSON.stringify(await command(state)));
        return { state, repeated: false };
      },
    };
    const uploads = new Uploads({
      folder: join(folder, 'uploads'),
      sessions,
      allowed: (_actor: Actor) => assert.fail('nobody asks'),
      now: () => NOW,
    });
    // Only what sweeping needs.
    const parts = { sessions, uploads, blobs, log: createLog('silent'), now: () => NOW };
    const kept = new Pictures({ ...parts, keepMs: 30 * DAY_MS } as unknown as PicturesOptions);
    const put = async (key: string, at: number): Promise<void> => {
      const file = join(folder, 'file');
      await writeFile(file, 'x');
      await blobs.put(key, file);
      await utimes(join(folder, 'pictures', key), at / 1_000, at / 1_000);
    };
    await put('session-1/old', NOW - 31 * DAY_MS);
    await put('session-1/young', NOW - 29 * DAY_MS);
    await put('session-1/young.json', NOW - 29 * DAY_MS);
    await put('session-1/left-over', NOW - 2 * HOUR_MS);
    await put('session-1/being-written', NOW - HOUR_MS / 2);
    await put('session-2/of-nothing', NOW - 2 * HOUR_MS);
    await mkdir(join(folder, 'uploads'), { recursive: true });
    const upload = async (id: string, at: number): Promise<void> => {
      await writeFile(join(folder, 'uploads', id), 'x');
      const about = { id, size: 1, offset: 0, creation_date: new Date(at).toISOString() };
      await writeFile(join(folder, 'uploads', `${id}.json`), JSON.stringify(about));
    };
    await upload('a'.repeat(32), NOW - 7 * HOUR_MS);
    await upload('b'.repeat(32), NOW - 5 * HOUR_MS);

    await kept.sweep();

    const left: string[] = [];
    for await (const { key } of blobs.list()) left.push(key);
    assert.deepEqual(left.sort(), [
      'session-1/being-written',
      'session-1/old',
      'session-1/young',
      'session-1/young.json',
    ]);
    const command = { name: 'expire-pictures', facts: { before: NOW - 30 * DAY_MS } };
    assert.deepEqual(expired, [JSON.stringify(command)], 'its session lets go of it first');
    const names = await readdir(join(folder, 'uploads'));
    assert.deepEqual(names.sort(), ['b'.repeat(32), `${'b'.repeat(32)}.json`]);
  });
});
