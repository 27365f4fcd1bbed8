import {
  nameOf,
  type Chunk,
  type ChunkStore,
  type RecordingEnd,
  type RecordingKey,
} from './chunk-store.ts';
import { withIdleRecording } from './recording-lock.ts';

/** Whoever has recorded comes back within a working week, or not at all. */
const KEPT_MS = 7 * 24 * 3_600_000;
const FOLDER = 'fernblick-recordings';
const END = 'end.json';
const OWNER = 'owner.txt';
const CHUNK = /^(\d+)-(\d+)-(\d+)$/;
const SKIPPED = /^(\d+)-skipped$/;

/** Folders can be walked; TypeScript's DOM library does not know it everywhere. */
type Walkable = FileSystemDirectoryHandle & { keys(): AsyncIterable<string> };

/** What lies in the folder of a recording. */
interface Index {
  /** The name of each piece's file, by its number. */
  readonly names: Map<number, string>;
  readonly skipped: Set<number>;
}

/**
 * Keeps pieces in the browser's private file system: each is a file, whole or not there at all. What is there of a recording
 * is read once when the page that brings it opens it: hours have thousands of pieces, and each of them asks for that.
 */
export class PrivateChunkStore implements ChunkStore {
  readonly keeps = 'private';
  readonly #folder: FileSystemDirectoryHandle;
  /** Of the recordings that this page brings: nobody else changes anything in these. */
  readonly #indexes = new Map<string, Index>();

  constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  async open(key: RecordingKey): Promise<void> {
    const index: Index = { names: new Map(), skipped: new Set() };
    // First, so that what is added meanwhile stands in it too.
    this.#indexes.set(nameOf(key), index);
    try {
      await this.#readInto(key, index);
    } catch (cause) {
      this.#indexes.delete(nameOf(key));
      throw cause;
    }
  }

  async begin(key: RecordingKey, owner: string): Promise<void> {
    await write(await this.#of(key, true), OWNER, owner);
  }

  async owner(key: RecordingKey): Promise<string | null> {
    return (await this.#text(key, OWNER)) || null;
  }

  async add(key: RecordingKey, { n, from, until, bytes }: Chunk): Promise<void> {
    const name = `${n}-${from}-${until}`;
    await write(await this.#of(key, true), name, bytes);
    this.#indexes.get(nameOf(key))?.names.set(n, name);
  }

  async list(key: RecordingKey): Promise<readonly number[]> {
    const { names, skipped } = await this.#index(key);
    return [...names.keys()].filter((n) => !skipped.has(n)).sort((a, b) => a - b);
  }

  async read(key: RecordingKey, n: number): Promise<Chunk | null> {
    const name = (await this.#index(key)).names.get(n);
    if (name === undefined) return null;
    const [, , from, until] = CHUNK.exec(name) ?? [];
    const file = await (await this.#of(key, false)).getFileHandle(name);
    const bytes = await file.getFile();
    // Its name is there before its bytes are.
    return bytes.size === 0 ? null : { n, from: Number(from), until: Number(until), bytes };
  }

  async remove(key: RecordingKey, n: number): Promise<void> {
    const { names } = await this.#index(key);
    const name = names.get(n);
    if (name === undefined) return;
    await (await this.#of(key, false)).removeEntry(name);
    names.delete(n);
  }

  async skip(key: RecordingKey, n: number): Promise<void> {
    // First the word, which holds by the name of the file alone: a browser may be killed in between.
    await (await this.#of(key, false)).getFileHandle(`${n}-skipped`, { create: true });
    (await this.#index(key)).skipped.add(n);
    await this.remove(key, n);
  }

  async skipped(key: RecordingKey): Promise<readonly number[]> {
    return [...(await this.#index(key)).skipped];
  }

  /** When something of a recording was kept last; null where nothing is in its folder. */
  async keptAt(key: RecordingKey): Promise<number | null> {
    let newest: number | null = null;
    for (const name of await this.#files(key)) {
      const file = await (await this.#of(key, false)).getFileHandle(name);
      newest = Math.max(newest ?? 0, (await file.getFile()).lastModified);
    }
    return newest;
  }

  async end(key: RecordingKey, end: RecordingEnd): Promise<void> {
    await write(await this.#of(key, true), END, JSON.stringify(end));
  }

  async readEnd(key: RecordingKey): Promise<RecordingEnd | null> {
    const text = await this.#text(key, END);
    const read: unknown = text ? JSON.parse(text) : null;
    return isEnd(read) ? read : null;
  }

  async recordings(): Promise<readonly RecordingKey[]> {
    const keys: RecordingKey[] = [];
    for await (const name of (this.#folder as Walkable).keys()) {
      const [session, recording] = name.split('.');
      if (session !== undefined && recording !== undefined) keys.push({ session, recording });
    }
    return keys;
  }

  async drop(key: RecordingKey): Promise<void> {
    this.#indexes.delete(nameOf(key));
    try {
      await this.#folder.removeEntry(nameOf(key), { recursive: true });
    } catch (cause) {
      if (!isMissing(cause)) throw cause;
    }
  }

  /** Null where there is no such file; empty where a browser was killed while it was written. */
  async #text(key: RecordingKey, name: string): Promise<string | null> {
    try {
      const file = await (await this.#of(key, false)).getFileHandle(name);
      return await (await file.getFile()).text();
    } catch (cause) {
      if (isMissing(cause)) return null;
      throw cause;
    }
  }

  async #of(key: RecordingKey, create: boolean): Promise<FileSystemDirectoryHandle> {
    return await this.#folder.getDirectoryHandle(nameOf(key), { create });
  }

  async #index(key: RecordingKey): Promise<Index> {
    const known = this.#indexes.get(nameOf(key));
    if (known !== undefined) return known;
    const index: Index = { names: new Map(), skipped: new Set() };
    await this.#readInto(key, index);
    return index;
  }

  async #readInto(key: RecordingKey, { names, skipped }: Index): Promise<void> {
    for (const name of await this.#files(key)) {
      const [, n] = CHUNK.exec(name) ?? [];
      const [, left] = SKIPPED.exec(name) ?? [];
      if (n !== undefined) names.set(Number(n), name);
      if (left !== undefined) skipped.add(Number(left));
    }
  }

  async #files(key: RecordingKey): Promise<readonly string[]> {
    const names: string[] = [];
    try {
      for await (const name of ((await this.#of(key, false)) as Walkable).keys()) names.push(name);
    } catch (cause) {
      if (!isMissing(cause)) throw cause;
    }
    return names;
  }
}

/** Throws away what its owner has not come back for in so many days, whoever that is, and no page is at. */
export async function dropOldRecordings(store: PrivateChunkStore, nowMs: number): Promise<void> {
  for (const key of await store.recordings())
    await withIdleRecording(key, async () => {
      const keptAt = await store.keptAt(key);
      if (keptAt === null || nowMs - keptAt > KEPT_MS) await store.drop(key);
    });
}

/**
 * The private file system where the browser has one that can be written to; null where it has not, and without `create`
 * where nothing was ever kept in it.
 */
export async function openPrivateStore(create: boolean): Promise<PrivateChunkStore | null> {
  try {
    const root = await navigator.storage.getDirectory();
    if (typeof FileSystemFileHandle.prototype.createWritable !== 'function') return null;
    return new PrivateChunkStore(await root.getDirectoryHandle(FOLDER, { create }));
  } catch {
    // As in private windows of some browsers: memory is what is left, and is said to be.
    return null;
  }
}

async function write(
  folder: FileSystemDirectoryHandle,
  name: string,
  content: Blob | string,
): Promise<void> {
  const file = await folder.getFileHandle(name, { create: true });
  const stream = await file.createWritable();
  await stream.write(content);
  // Only now is it there, and whole.
  await stream.close();
}

function isMissing(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'NotFoundError';
}

function isEnd(value: unknown): value is RecordingEnd {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<RecordingEnd>).chunks === 'number' &&
    typeof (value as Partial<RecordingEnd>).durationMs === 'number'
  );
}
