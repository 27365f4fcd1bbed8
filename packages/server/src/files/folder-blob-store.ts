import { createReadStream } from 'node:fs';
import {
  copyFile,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { SessionError } from '@fernblick/protocol';
import { checkKey, type BlobStore, type ByteRange, type StoredBlob } from './blob-store.ts';

/** What is not finished; cleared away once it can no longer be under way. */
const UNFINISHED = '.part';
const UNDER_WAY_MS = 3_600_000;

/** Keeps files in a folder of this machine: a folder for each session, closed to others (mode 700). */
export class FolderBlobStore implements BlobStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(key: string, content: string | Buffer): Promise<void> {
    const path = this.#path(key);
    const folder = dirname(path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const unfinished = `${path}${UNFINISHED}`;
    try {
      if (typeof content === 'string') await copyFile(content, unfinished);
      else await writeFile(unfinished, content);
      await flush(unfinished, 0o600);
      await rename(unfinished, path);
      await flush(folder);
    } catch (cause) {
      await rm(unfinished, { force: true });
      throw new SessionError('storage-unavailable', { cause });
    }
  }

  async size(key: string): Promise<number | null> {
    try {
      return (await stat(this.#path(key))).size;
    } catch (cause) {
      if (isMissing(cause)) return null;
      throw new SessionError('storage-unavailable', { cause });
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const path = this.#path(key);
    if ((await this.size(key)) === null) throw new SessionError('not-found');
    return createReadStream(path, range);
  }

  async remove(key: string): Promise<void> {
    const path = this.#path(key);
    await rm(path, { force: true });
    // The last one takes its folder along.
    await rmdir(dirname(path)).catch((cause: unknown) => {
      if (!isMissing(cause) && !isInUse(cause)) throw cause;
    });
  }

  async *list(only?: string): AsyncIterable<StoredBlob> {
    for (const session of only === undefined ? await names(this.#folder) : [only]) {
      const folder = join(this.#folder, session);
      for (const name of await names(folder)) {
        const path = join(folder, name);
        const at = await changedAt(path);
        // Gone since the folder was read.
        if (at === null) continue;
        if (!name.endsWith(UNFINISHED)) yield { key: `${session}/${name}`, at };
        else if (at < Date.now() - UNDER_WAY_MS) await rm(path, { force: true });
      }
    }
  }

  #path(key: string): string {
    return join(this.#folder, checkKey(key));
  }
}

async function changedAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw cause;
  }
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw cause;
  }
}

/** Resolves once a file, or what a folder lists, is on disk. */
async function flush(path: string, mode?: number): Promise<void> {
  const handle = await open(path, 'r');
  try {
    if (mode !== undefined) await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(cause: unknown): boolean {
  return (cause as { code?: unknown }).code === 'ENOENT';
}

function isInUse(cause: unknown): boolean {
  const { code } = cause as { code?: unknown };
  return code === 'ENOTEMPTY' || code === 'EEXIST';
}
