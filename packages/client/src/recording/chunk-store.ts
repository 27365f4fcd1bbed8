/** One piece of a recording: bytes that follow those before it, and when they were recorded. */
export interface Chunk {
  readonly n: number;
  /** Milliseconds since the recording has started, by the server's clock; pauses count. */
  readonly from: number;
  readonly until: number;
  readonly bytes: Blob;
}

/** Which recording a piece belongs to. */
export interface RecordingKey {
  readonly session: string;
  readonly recording: string;
}

/** How a recording came to its end, as the page that made it knows. */
export interface RecordingEnd {
  readonly chunks: number;
  readonly durationMs: number;
}

/** Keeps pieces until the server has them. */
export interface ChunkStore {
  /** Whether pieces survive a browser that is killed. */
  readonly keeps: 'private' | 'memory';
  /** Looks anew at what is there: another page, which is gone by now, may have left more. */
  open(key: RecordingKey): Promise<void>;
  /** Says whose recording it is: the participant from whom the server takes it. */
  begin(key: RecordingKey, owner: string): Promise<void>;
  /** Null where nothing says so. */
  owner(key: RecordingKey): Promise<string | null>;
  add(key: RecordingKey, chunk: Chunk): Promise<void>;
  /** The numbers of the pieces that are there, in order. */
  list(key: RecordingKey): Promise<readonly number[]>;
  read(key: RecordingKey, n: number): Promise<Chunk | null>;
  remove(key: RecordingKey, n: number): Promise<void>;
  /** Throws a piece away that the server does not want, and remembers that: those after it get lower numbers there. */
  skip(key: RecordingKey, n: number): Promise<void>;
  /** The numbers of the pieces that were thrown away so. */
  skipped(key: RecordingKey): Promise<readonly number[]>;
  /** Says that nothing more comes. */
  end(key: RecordingKey, end: RecordingEnd): Promise<void>;
  /** Null where the page was gone before it could say. */
  readEnd(key: RecordingKey): Promise<RecordingEnd | null>;
  /** All recordings of which something is left. */
  recordings(): Promise<readonly RecordingKey[]>;
  /** Forgets a recording. */
  drop(key: RecordingKey): Promise<void>;
}

interface Kept {
  readonly key: RecordingKey;
  readonly chunks: Map<number, Chunk>;
  readonly skipped: Set<number>;
  owner: string | null;
  end: RecordingEnd | null;
}

/** Keeps pieces in this page: what is not uploaded when it goes is lost. */
export class MemoryChunkStore implements ChunkStore {
  readonly keeps = 'memory';
  readonly #kept = new Map<string, Kept>();

  async open(): Promise<void> {}

  async begin(key: RecordingKey, owner: string): Promise<void> {
    this.#of(key).owner = owner;
  }

  async owner(key: RecordingKey): Promise<string | null> {
    return this.#kept.get(nameOf(key))?.owner ?? null;
  }

  async add(key: RecordingKey, chunk: Chunk): Promise<void> {
    this.#of(key).chunks.set(chunk.n, chunk);
  }

  async list(key: RecordingKey): Promise<readonly number[]> {
    return [...(this.#kept.get(nameOf(key))?.chunks.keys() ?? [])].sort((a, b) => a - b);
  }

  async read(key: RecordingKey, n: number): Promise<Chunk | null> {
    return this.#kept.get(nameOf(key))?.chunks.get(n) ?? null;
  }

  async remove(key: RecordingKey, n: number): Promise<void> {
    this.#kept.get(nameOf(key))?.chunks.delete(n);
  }

  async skip(key: RecordingKey, n: number): Promise<void> {
    this.#of(key).skipped.add(n);
    await this.remove(key, n);
  }

  async skipped(key: RecordingKey): Promise<readonly number[]> {
    return [...(this.#kept.get(nameOf(key))?.skipped ?? [])];
  }

  async end(key: RecordingKey, end: RecordingEnd): Promise<void> {
    this.#of(key).end = end;
  }

  async readEnd(key: RecordingKey): Promise<RecordingEnd | null> {
    return this.#kept.get(nameOf(key))?.end ?? null;
  }

  async recordings(): Promise<readonly RecordingKey[]> {
    return [...this.#kept.values()].map(({ key }) => key);
  }

  async drop(key: RecordingKey): Promise<void> {
    this.#kept.delete(nameOf(key));
  }

  #of(key: RecordingKey): Kept {
    const kept = this.#kept.get(nameOf(key)) ?? {
      key,
      chunks: new Map(),
      skipped: new Set(),
      owner: null,
      end: null,
    };
    this.#kept.set(nameOf(key), kept);
    return kept;
  }
}

/** One name for both ids; neither of them has a dot. */
export function nameOf({ session, recording }: RecordingKey): string {
  return `${session}.${recording}`;
}
