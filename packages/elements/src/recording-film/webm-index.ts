/** Some seconds of a film, from one whole picture to the next: they can be played without what comes before. */
export interface FilmCluster {
  readonly atS: number;
  /** Its first byte in the file, and the one after its last. */
  readonly from: number;
  readonly until: number;
}

/** What the beginning of a finished WebM says of the rest. */
export interface WebmHead {
  /** As players are asked whether they take it. */
  readonly type: string;
  readonly durationS: number;
  /** What comes before the first cluster, which every player needs first. */
  readonly until: number;
  /** Where it is said when each cluster begins, and where it lies: at the end of the file. */
  readonly cuesFrom: number;
  /** Where positions in the file are counted from. */
  readonly countedFrom: number;
  readonly secondsPerTick: number;
}

/** Those ids of RFC 9559 that are looked at. */
const ID = {
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  seek: 0x4dbb,
  seekId: 0x53ab,
  seekPosition: 0x53ac,
  info: 0x1549a966,
  scale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  track: 0xae,
  codec: 0x86,
  cluster: 0x1f43b675,
  cues: 0x1c53bb6b,
  cue: 0xbb,
  cueTime: 0xb3,
  cueTrack: 0xb7,
  cuePosition: 0xf1,
} as const;

/** Codecs that need no more than their name for a player to know whether it takes them. */
const CODECS: Readonly<Record<string, string>> = {
  V_VP8: 'vp8',
  V_VP9: 'vp9',
  A_OPUS: 'opus',
  A_VORBIS: 'vorbis',
};
const NS_PER_S = 1_000_000_000;

interface Part {
  readonly id: number;
  /** Where it begins, and its content; the end may lie beyond the bytes that are there. */
  readonly start: number;
  readonly from: number;
  readonly until: number;
}

/** Reads the beginning of a file; null where it is none that can be played in pieces. */
export function readHead(bytes: Uint8Array): WebmHead | null {
  const segment = [...partsOf(bytes, 0, bytes.length)].find(({ id }) => id === ID.segment);
  if (segment === undefined) return null;
  let scale = 1_000_000;
  let duration = Number.NaN;
  let cues: number | null = null;
  const codecs: (string | undefined)[] = [];
  for (const part of partsOf(bytes, segment.from, bytes.length)) {
    if (part.id === ID.cluster) {
      const isKnown = codecs.length > 0 && codecs.every((codec) => codec !== undefined);
      if (!isKnown || cues === null || !Number.isFinite(duration)) return null;
      const secondsPerTick = scale / NS_PER_S;
      return {
        type: `video/webm; codecs="${codecs.join(',')}"`,
        durationS: duration * secondsPerTick,
        until: part.start,
        cuesFrom: segment.from + cues,
        countedFrom: segment.from,
        secondsPerTick,
      };
    }
    // What is there in part only cannot be read.
    if (part.until > bytes.length) return null;
    const inside = (): readonly Part[] => [...partsOf(bytes, part.from, part.until)];
    if (part.id === ID.seekHead) cues = positionOfCues(bytes, inside());
    else if (part.id === ID.info)
      for (const { id, from, until } of inside()) {
        if (id === ID.scale) scale = uint(bytes, from, until);
        if (id === ID.duration) duration = float(bytes, from, until);
      }
    else if (part.id === ID.tracks)
      for (const track of inside())
        if (track.id === ID.track)
          for (const { id, from, until } of partsOf(bytes, track.from, track.until))
            if (id === ID.codec)
              codecs.push(CODECS[new TextDecoder().decode(bytes.subarray(from, until))]);
  }
  return null;
}

/** Reads the end of a file, from `cuesFrom` on; null where that is no list of its clusters. */
export function readClusters(bytes: Uint8Array, head: WebmHead): readonly FilmCluster[] | null {
  const [cues] = partsOf(bytes, 0, bytes.length);
  if (cues?.id !== ID.cues || cues.until > bytes.length) return null;
  /** When each cluster begins, by where it lies: sound and picture of the same one may begin apart. */
  const begins = new Map<number, number>();
  for (const cue of partsOf(bytes, cues.from, cues.until)) {
    let ticks = 0;
    for (const part of partsOf(bytes, cue.from, cue.until)) {
      if (part.id === ID.cueTime) ticks = uint(bytes, part.from, part.until);
      if (part.id !== ID.cueTrack) continue;
      for (const { id, from, until } of partsOf(bytes, part.from, part.until)) {
        if (id !== ID.cuePosition) continue;
        const position = head.countedFrom + uint(bytes, from, until);
        begins.set(position, Math.min(begins.get(position) ?? Number.POSITIVE_INFINITY, ticks));
      }
    }
  }
  const sorted = [...begins].sort(([a], [b]) => a - b);
  if (sorted.some(([from, ticks]) => !Number.isFinite(from + ticks))) return null;
  const isWhole = sorted[0]?.[0] === head.until && (sorted.at(-1)?.[0] ?? 0) < head.cuesFrom;
  if (!isWhole) return null;
  return sorted.map(([from, ticks], n) => ({
    atS: ticks * head.secondsPerTick,
    from,
    until: sorted[n + 1]?.[0] ?? head.cuesFrom,
  }));
}

function positionOfCues(bytes: Uint8Array, seeks: readonly Part[]): number | null {
  for (const seek of seeks) {
    const parts = [...partsOf(bytes, seek.from, seek.until)];
    const of = parts.find(({ id }) => id === ID.seekId);
    const at = parts.find(({ id }) => id === ID.seekPosition);
    if (of === undefined || at === undefined) continue;
    if (uint(bytes, of.from, of.until) === ID.cues) return uint(bytes, at.from, at.until);
  }
  return null;
}

/** The elements (RFC 8794) between two places, as far as their ids and sizes are there. */
function* partsOf(bytes: Uint8Array, from: number, until: number): Generator<Part, void> {
  for (let start = from; start < until;) {
    const idLength = lengthOf(bytes[start]);
    const sizeLength = lengthOf(bytes[start + idLength]);
    const content = start + idLength + sizeLength;
    if (idLength > 4 || sizeLength > 8 || content > until) return;
    const sizeAt = start + idLength;
    // Without the bit that says how many there are: with it, eight bytes are more than a number can say exactly.
    const highest = (bytes[sizeAt] ?? 0) & (0xff >> sizeLength);
    const size = highest * 256 ** (sizeLength - 1) + uint(bytes, sizeAt + 1, content);
    yield { id: uint(bytes, start, sizeAt), start, from: content, until: content + size };
    start = content + size;
  }
}

/** A number says in its first byte how many it has: as many as that has leading zeros, and one more. */
function lengthOf(first: number | undefined): number {
  return Math.clz32(first ?? 0) - 23;
}

/** Multiplied, not shifted: a long film has more bytes than 32 bits can say. */
function uint(bytes: Uint8Array, from: number, until: number): number {
  if (until - from > 8) return Number.NaN;
  let value = 0;
  for (let at = from; at < until; at += 1) value = value * 256 + (bytes[at] ?? 0);
  return value;
}

function float(bytes: Uint8Array, from: number, until: number): number {
  if (until > bytes.length) return Number.NaN;

  const view = new DataView(bytes.buffer, bytes.byteOffset + from, until - from);
  return until - from === 4 ? view.getFloat32(0) : until - from === 8 ? view.getFloat64(0) : NaN;
}
