import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { it, type TestContext } from 'node:test';
import { SessionError } from '@fernblick/protocol';
import type { BlobStore } from '../files/blob-store.ts';
import { temporaryFolder } from './test-server.ts';

const KEY = 'session-0001/picture-0001';

/** What every store of files must do, whatever it keeps them in. */
export function blobStoreContract(open: (t: TestContext) => Promise<BlobStore>): void {
  const opened = async (t: TestContext) => {
    const store = await open(t);
    const folder = await temporaryFolder(t);
    let files = 0;
    const put = async (key: string, content: string): Promise<void> => {
      files += 1;
      const file = join(folder, `upload-${files}`);
      await writeFile(file, content);
      await store.put(key, file);
    };
    const text = async (...args: Parameters<BlobStore['read']>): Promise<string> =>
      (await buffer(await store.read(...args))).toString();
    const keys = async (): Promise<readonly string[]> => {
      const all: string[] = [];
      for await (const { key } of store.list()) all.push(key);
      return all.sort();
    };
    return { store, put, text, keys };
  };

  it('keeps bytes like a file', async (t) => {
    const { store, text } = await opened(t);
    await store.put(KEY, Buffer.from('a picture'));
    assert.equal(await text(KEY), 'a picture');
  });

  it('gives back what was put, whole and in part', async (t) => {
    const { store, put, text } = await opened(t);
    await put(KEY, 'a picture');
    assert.equal(await store.size(KEY), 9);
    assert.equal(await text(KEY), 'a picture');
    assert.equal(await text(KEY, { start: 2, end: 4 }), 'pic');
    assert.equal(await text(KEY, { start: 8, end: 8 }), 'e');
  });

  it('replaces what was there under the same key', async (t) => {
    const { put, text, keys } = await opened(t);
    await put(KEY, 'before');
    await put(KEY, 'after');
    assert.equal(await text(KEY), 'after');
    assert.deepEqual(await keys(), [KEY]);
  });

  it('says that there is nothing, before and after, and removes it twice without a word', async (t) => {
    const { store, put } = await opened(t);
    const isMissing = async (): Promise<void> => {
      assert.equal(await store.size(KEY), null);
      await assert.rejects(
        store.read(KEY),
        (error) => error instanceof SessionError && error.code === 'not-found',
      );
    };
    await isMissing();
    await put(KEY, 'a picture');
    await store.remove(KEY);
    await isMissing();
    await store.remove(KEY);
  });

  it('lists everything with its time, and keeps apart what belongs to other sessions', async (t) => {
    const { store, put, text, keys } = await opened(t);
    const before = Date.now() - 2_000;
    await put(KEY, 'one');
    await put(`${KEY}.json`, '{}');
    await put('session-0002/picture-0001', 'two');
    assert.deepEqual(await keys(), [KEY, `${KEY}.json`, 'session-0002/picture-0001']);
    for await (const { at } of store.list()) assert.ok(at > before && at < Date.now() + 2_000);
    await store.remove(KEY);
    assert.equal(await text(`${KEY}.json`), '{}');
    assert.equal(await text('session-0002/picture-0001'), 'two');
  });

  it('takes no name that leads elsewhere', async (t) => {
    const { store, put } = await opened(t);
    for (const key of [
      '../picture',
      'session-0001/../../picture',
      'a/b/c',
      '/etc/passwd',
      'a/',
      '',
    ])
      await assert.rejects(put(key, 'x'), TypeError, key);
    await assert.rejects(store.read('session-0001/..'), TypeError);
    await assert.rejects(store.remove('../lock'), TypeError);
  });
}
