import { mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SessionError, type SessionId } from '@fernblick/protocol';

/** Which recording of which session. */
export interface RecordingKey {
  readonly session: SessionId;
  readonly recording: string;
}

/** One piece as it was stored: everything that is known of it stands in the name of its file. */
export interface StoredChunk {
  readonly n: number;
  /** Milliseconds since the recording has started. */
  readonly from: number;
  readonly until: number;
  /** SHA-256 of its bytes, in hexadecimal digits. */
  readonly sha256: string;
}

/** Writes a file so that it is on disk once this resolves. */
export type WriteFile = (path: string, bytes: Uint8Array) => Promise<void>;

const ID = /^[A-Za-z0-9_-]{8,64}$/;
const NAME = /^(\d{8})\.(\d{1,12})-(\d{1,12})\.([0-9a-f]{64})\.chunk$/;
const UNFINISHED = '.part';

/**
 * Keeps the pieces of recordings as they came, each in a file of its own: it is there as a whole or not at all, and is
 * never changed afterwards. A folder for each recording, closed to others (mode 700).
 */
export class ChunkStore {
  readonly #folder: string;
  readonly #write: WriteFile;

  /** @param write what writes a piece; another one for tests of what happens when it cannot */
  constructor(folder: string, write: WriteFile = writeDurably) {
    this.#folder = folder;
    this.#write = write;
  }

  /** The folder of a recording; there may be none yet. @throws TypeError for what are no ids */
  folderOf({ session, recording }: RecordingKey): string {
    if (!ID.test(session) || !ID.test(recording)) throw new TypeError('These are no ids.');
    return join(this.#folder, session, recording);
  }

  /** The pieces of a recording from the first one on, up to the first that is missing. */
  async list(key: RecordingKey): Promise<readonly StoredChunk[]> {
    const found = (await names(chunksOf(this.folderOf(key))))
      .map(readName)
      .filter((chunk) => chunk !== null)
      .sort((a, b) => a.n - b.n);
    const gap = found.findIndex(({ n }, index) => n !== index);
    return gap === -1 ? found : found.slice(0, gap);
  }

  /** Stores a piece; on disk once this resolves. @throws SessionError `storage-unavailable`; then nothing of it is there */
  async add(key: RecordingKey, chunk: StoredChunk, bytes: Uint8Array): Promise<void> {
    await this.write(key, join('chunks', nameOf(chunk)), bytes);
  }

  /** Writes another file of a recording; what was there under this name is replaced. */
  async write(key: RecordingKey, name: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.folderOf(key), name);
    const unfinished = `${path}${UNFINISHED}`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await this.#write(unfinished, bytes);
      await rename(unfinished, path);
      await flush(dirname(path));
    } catch (cause) {
      await rm(unfinished, { force: true });
      throw new SessionError('storage-unavailable', { cause });
    }
  }

  /** Every recording of which there is a folder, in any order. */
  async *recordings(): AsyncIterable<RecordingKey> {
    for (const session of (await names(this.#folder)).filter((name) => ID.test(name)))
      for (const recording of await names(join(this.#folder, session)))
        if (ID.test(recording)) yield { session, recording };
  }

  /** The recordings of a session of which there is a folder. */
  async recordingsOf(session: SessionId): Promise<readonly RecordingKey[]> {
    if (!ID.test(session)) return [];
    const found = await names(join(this.#folder, session));
    return found.filter((name) => ID.test(name)).map((recording) => ({ session, recording }));
  }

  /** Removes what was being written when a server before this one was killed. */
  async tidy(key: RecordingKey): Promise<void> {
    const folder = this.folderOf(key);
    for (const place of [folder, chunksOf(folder)])
      for (const name of await names(place))
        if (name.endsWith(UNFINISHED)) await rm(join(place, name), { force: true });
  }

  /** Removes all there is of a recording. */
  async remove(key: RecordingKey): Promise<void> {
    const folder = this.folderOf(key);
    await rm(folder, { recursive: true, force: true });
    // The last one takes its session's folder along.
    await rmdir(dirname(folder)).catch((cause: unknown) => {
      const { code } = cause as { code?: unknown };
      if (code !== 'ENOENT' && code !== 'ENOTEMPTY' && code !== 'EEXIST') throw cause;
    });
  }
}

/** Where the pieces lie in the folder of a recording. */
export function chunksOf(folder: string): string {
  return join(folder, 'chunks');
}

/** The name of the file that a piece is kept in. */
export function nameOf({ n, from, until, sha256 }: StoredChunk): string {
  return `${String(n).padStart(8, '0')}.${from}-${until}.${sha256}.chunk`;
}

/** What the name of a file says of a piece; null for what is none. */
export function readName(name: string): StoredChunk | null {
  const [, n, from, until, sha256] = NAME.exec(name) ?? [];
  if (n === undefined || sha256 === undefined) return null;
  return { n: Number(n), from: Number(from), until: Number(until), sha256 };
}

/** The bytes of a file; null where there is none. */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw cause;
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
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

function isMissing(cause: unknown): boolean {
  return (cause as { code?: unknown }).code === 'ENOENT';
}
