/** One picture or sound as a browser's recorder has encoded it. */
export interface WebmBlock {
  readonly of: 'video' | 'audio';
  /** Since its recorder has begun. */
  readonly atMs: number;
  /** The element that it came in, and where in that its track and its time stand. */
  readonly element: Uint8Array<ArrayBuffer>;
  readonly headAt: number;
}

/** Those ids of RFC 9559 that are looked at. */
const ID = {
  segment: 0x18538067,
  track: 0xae,
  tracks: 0x1654ae6b,
  trackNumber: 0xd7,
  trackType: 0x83,
  cluster: 0x1f43b675,
  clusterTime: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
} as const;
const TYPES: Readonly<Record<number, WebmBlock['of']>> = { 1: 'video', 2: 'audio' };
const UNKNOWN = Number.POSITIVE_INFINITY;

interface Part {
  readonly id: number;
  readonly from: number;
  /** Infinite where it ends with whatever cannot be in it. */
  readonly until: number;
}

/** Reads the growing WebM of a browser's recorder block by block, wherever it is cut; times are milliseconds there. */
export class WebmBlocks {
  readonly #tracks = new Map<number, WebmBlock['of']>();
  #rest = new Uint8Array();
  #clusterMs = 0;
  #head: Uint8Array<ArrayBuffer> | null = null;
  #before: Uint8Array<ArrayBuffer> = new Uint8Array();

  /** What comes before all blocks; null until it is there. */
  get head(): Uint8Array<ArrayBuffer> | null {
    return this.#head;
  }

  /** The number of a track; null where there is none. */
  trackOf(of: WebmBlock['of']): number | null {
    for (const [number, type] of this.#tracks) if (type === of) return number;
    return null;
  }

  /** Takes the bytes that follow, and returns what is whole by now. @throws RangeError where it is no WebM */
  take(bytes: Uint8Array): readonly WebmBlock[] {
    const all = joined(this.#rest, bytes);
    const blocks: WebmBlock[] = [];
    let at = 0;
    for (;;) {
      const part = partAt(all, at);
      if (part === null) break;
      const isOpen = part.id === ID.segment || part.id === ID.cluster;
      if (!isOpen && part.until === UNKNOWN)
        throw new RangeError(`An element 0x${part.id.toString(16)} has no end.`);
      if (!isOpen && part.until > all.length) break;
      if (part.id === ID.cluster) this.#head ??= this.#before;
      if (part.id === ID.tracks) this.#readTracks(all, part);
      if (part.id === ID.clusterTime) this.#clusterMs = uint(all, part.from, part.until);
      const next = isOpen ? part.from : part.until;
      const block = this.#block(all.slice(at, next), part.id);
      if (block !== null) blocks.push(block);
      if (this.#head === null) this.#before = joined(this.#before, all.subarray(at, next));
      at = next;
    }
    this.#rest = all.slice(at);
    return blocks;
  }

  #readTracks(bytes: Uint8Array, { from, until }: Part): void {
    for (const entry of partsIn(bytes, from, until)) {
      if (entry.id !== ID.track) continue;
      let number = 0;
      let type: WebmBlock['of'] | undefined;
      for (const part of partsIn(bytes, entry.from, entry.until)) {
        if (part.id === ID.trackNumber) number = uint(bytes, part.from, part.until);
        if (part.id === ID.trackType) type = TYPES[uint(bytes, part.from, part.until)];
      }
      if (type !== undefined) this.#tracks.set(number, type);
    }
  }

  #block(element: Uint8Array<ArrayBuffer>, id: number): WebmBlock | null {
    const [outer] = partsIn(element, 0, element.length);
    if (outer === undefined) return null;
    const held =
      id === ID.simpleBlock
        ? outer
        : id === ID.blockGroup
          ? [...partsIn(element, outer.from, outer.until)].find((part) => part.id === ID.block)
          : undefined;
    if (held === undefined) return null;
    const headAt = held.from;
    const of = this.#tracks.get((element[headAt] ?? 0) & 0x7f);
    if (of === undefined) return null;
    const view = new DataView(element.buffer);
    return { of, atMs: this.#clusterMs + view.getInt16(headAt + 1), element, headAt };
  }
}

/**
 * A cluster of its own of blocks, whichever stream they are of: it may be left out, and those after it still be read.
 * @param blocks In the order of their times, less than 32 s
 */
export function clusterOf(
  blocks: readonly (WebmBlock & { readonly track: number })[],
): Uint8Array<ArrayBuffer> {
  const start = Math.max(0, Math.round(blocks[0]?.atMs ?? 0));
  const time = [ID.clusterTime, 0x88, ...bigEndian(start, 8)];
  const elements = blocks.map(({ element, headAt, atMs, track }) => {
    const moved = element.slice();
    moved[headAt] = 0x80 | track;
    new DataView(moved.buffer).setInt16(headAt + 1, Math.round(atMs) - start);
    return moved;
  });
  const content = joined(Uint8Array.from(time), ...elements);
  return joined(
    Uint8Array.from([...bigEndian(ID.cluster, 4), 0x01, ...bigEndian(content.length, 7)]),
    content,
  );
}

function* partsIn(bytes: Uint8Array, from: number, until: number): Generator<Part, void> {
  for (let at = from; at < until;) {
    const part = partAt(bytes, at);
    if (part === null || part.until > until) return;
    yield part;
    at = part.until;
  }
}

/** The element (RFC 8794) at a place; null where its id or its size is not all there. */
function partAt(bytes: Uint8Array, at: number): Part | null {
  if (bytes[at] === undefined) return null;
  const idLength = lengthOf(bytes[at]);
  if (idLength > 4) throw new RangeError('What was recorded is no WebM.');
  const sizeAt = at + idLength;
  const sizeLength = lengthOf(bytes[sizeAt]);
  const from = sizeAt + sizeLength;
  if (bytes[sizeAt] === undefined) return null;
  if (sizeLength > 8) throw new RangeError('What was recorded is no WebM.');
  if (from > bytes.length) return null;
  const most = 0xff >> sizeLength;
  const first = bytes[sizeAt] & most;
  const size = first * 256 ** (sizeLength - 1) + uint(bytes, sizeAt + 1, from);
  // All ones say that nobody knows.
  const isUnknown = first === most && bytes.subarray(sizeAt + 1, from).every((one) => one === 0xff);
  return { id: uint(bytes, at, sizeAt), from, until: isUnknown ? UNKNOWN : from + size };
}

/** A number says in its first byte how many it has: as many as that has leading zeros, and one more. */
function lengthOf(first: number | undefined): number {
  return Math.clz32(first ?? 0) - 23;
}

function uint(bytes: Uint8Array, from: number, until: number): number {
  let value = 0;
  for (let at = from; at < until; at += 1) value = value * 256 + (bytes[at] ?? 0);
  return value;
}

function bigEndian(value: number, length: number): readonly number[] {
  return Array.from({ length }, (_, at) => Math.floor(value / 256 ** (length - 1 - at)) % 256);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
