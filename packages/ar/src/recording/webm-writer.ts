/** What a WebM says of its two tracks before the first of their pictures and sounds. */
export interface WebmTracks {
  readonly video: { readonly width: number; readonly height: number };
  /** `head` is what Opus says of itself (RFC 7845, section 5.1). */
  readonly audio: {
    readonly sampleRate: number;
    readonly channels: number;
    readonly head: Uint8Array;
  } | null;
}

/** One encoded picture or sound. */
export interface WebmBlock {
  readonly of: 'video' | 'audio';
  readonly atMs: number;
  readonly isKey: boolean;
  readonly bytes: Uint8Array;
}

const UNKNOWN_SIZE = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const TRACK = { video: 1, audio: 2 } as const;
const KEY = 0x80;
const MOST_AT_MS = 0x7f_ff;
/** A player needs so much before a place to sound right there, as the Matroska specification says of Opus. */
const OPUS_PRE_ROLL_NS = 80_000_000;
const OPUS_RATE = 48_000;

/**
 * The beginning of a stream in WebM (RFC 9559): one segment without an end, times in milliseconds. Clusters follow, each a
 * whole, so the stream may be cut off after any of them.
 */
export function webmStart({ video, audio }: WebmTracks): Uint8Array<ArrayBuffer> {
  const entries = [
    element(
      [0xae],
      ...track(TRACK.video, 1, 'V_VP8'),
      element([0xe0], element([0xb0], uint(video.width)), element([0xba], uint(video.height))),
    ),
  ];
  if (audio !== null)
    entries.push(
      element(
        [0xae],
        ...track(TRACK.audio, 2, 'A_OPUS'),
        element([0x56, 0xaa], uint(preSkipNs(audio.head))),
        element([0x56, 0xbb], uint(OPUS_PRE_ROLL_NS)),
        element([0x63, 0xa2], audio.head),
        element(
          [0xe1],
          element([0xb5], float(audio.sampleRate)),
          element([0x9f], uint(audio.channels)),
        ),
      ),
    );
  return join([
    element(
      [0x1a, 0x45, 0xdf, 0xa3],
      element([0x42, 0x86], uint(1)),
      element([0x42, 0xf7], uint(1)),
      element([0x42, 0xf2], uint(4)),
      element([0x42, 0xf3], uint(8)),
      element([0x42, 0x82], text('webm')),
      element([0x42, 0x87], uint(4)),
      element([0x42, 0x85], uint(2)),
    ),
    Uint8Array.from([0x18, 0x53, 0x80, 0x67, ...UNKNOWN_SIZE]),
    element(
      [0x15, 0x49, 0xa9, 0x66],
      element([0x2a, 0xd7, 0xb1], uint(1_000_000)),
      element([0x4d, 0x80], text('Fernblick')),
      element([0x57, 0x41], text('Fernblick')),
    ),
    element([0x16, 0x54, 0xae, 0x6b], ...entries),
  ]);
}

/** Whether one cluster can say the times of all of these; they may come in any order. */
export function fitsCluster(blocks: readonly WebmBlock[], next: WebmBlock): boolean {
  const times = [...blocks, next].map(({ atMs }) => Math.round(atMs));
  return Math.max(...times) - Math.min(...times) <= MOST_AT_MS;
}

/**
 * Pictures and sounds of less than half a minute, in the order of their times.
 * @throws RangeError where they lie further apart than a cluster can say, 32,767 ms
 */
export function webmCluster(blocks: readonly WebmBlock[]): Uint8Array<ArrayBuffer> {
  const sorted = blocks.toSorted((a, b) => a.atMs - b.atMs);
  const start = Math.max(0, Math.round(sorted[0]?.atMs ?? 0));
  return element(
    [0x1f, 0x43, 0xb6, 0x75],
    element([0xe7], uint(start)),
    ...sorted.map(({ of, atMs, isKey, bytes }) => {
      const at = Math.round(atMs) - start;
      if (at > MOST_AT_MS) throw new RangeError(`${at} ms are too many for a cluster.`);
      const head = [0x80 | TRACK[of], (at >> 8) & 0xff, at & 0xff, isKey ? KEY : 0];
      return element([0xa3], Uint8Array.from(head), bytes);
    }),
  );
}

function track(number: number, type: number, codec: string): readonly Uint8Array[] {
  return [
    element([0xd7], uint(number)),
    element([0x73, 0xc5], uint(number)),
    element([0x83], uint(type)),
    element([0x9c], uint(0)),
    element([0x86], text(codec)),
  ];
}

function preSkipNs(head: Uint8Array): number {
  const samples = (head[10] ?? 0) | ((head[11] ?? 0) << 8);
  return Math.round((samples * 1_000_000_000) / OPUS_RATE);
}

/** An element of EBML (RFC 8794): what it is, how long it is, and what is in it. */
function element(
  id: readonly number[],
  ...content: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
  const size = content.reduce((sum, { length }) => sum + length, 0);
  // The length in eight bytes: the marker bit, and what fits into the rest.
  const length = [0x01, 0, 0, 0, 0, 0, 0, 0];
  for (let at = 7, left = size; left > 0; at -= 1, left = Math.floor(left / 256))
    length[at] = left % 256;
  return join([Uint8Array.from([...id, ...length]), ...content]);
}

function uint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
  return Uint8Array.from(bytes.length === 0 ? [0] : bytes);
}

function float(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return bytes;
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** All of these, one after the other. */
export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
