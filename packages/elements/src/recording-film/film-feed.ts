import { SessionError } from '@fernblick/client';
import { readClusters, readHead, type FilmCluster, type WebmHead } from './webm-index.ts';

/** Bytes of the file from one place to before another, or to its end. */
export type ReadFilm = (
  range: { readonly from: number; readonly until: number },
  signal: AbortSignal,
) => Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly size: number }>;

/** What is known of a film before any of it plays. */
export interface FilmIndex extends WebmHead {
  readonly size: number;
  /** What every player needs first. */
  readonly start: Uint8Array<ArrayBuffer>;
  readonly clusters: readonly FilmCluster[];
}

/** The beginning of a file has some hundred bytes before its first picture; what is read beyond that is thrown away. */
const HEAD_BYTES = 8_192;
/** So much is there before it is wanted: a network may be gone for that long. */
const AHEAD_S = 20;
/** So much stays there for whoever wants to hear something again. */
const BEHIND_S = 60;
/** Asked for at once: small while somebody waits for it, larger while it plays. */
const FIRST_BYTES = 256 * 1_024;
const NEXT_BYTES = 1_024 * 1_024;
/** Where one range of times ends and the next begins, players tell them apart by less than this. */
const SEAM_S = 0.1;

/**
 * Reads what is needed to play a film in pieces.
 * @returns null where its file, or this browser, is not made for that: then it plays once it is there as a whole
 * @throws SessionError
 */
export async function openFilm(read: ReadFilm, signal: AbortSignal): Promise<FilmIndex | null> {
  if (typeof MediaSource !== 'function') return null;
  const { bytes, size } = await read({ from: 0, until: HEAD_BYTES }, signal);
  const head = readHead(bytes);
  if (head === null || head.cuesFrom >= size || !MediaSource.isTypeSupported(head.type))
    return null;
  const end = await read({ from: head.cuesFrom, until: size }, signal);
  if (end.size !== size) throw new SessionError('recording-changed');
  const clusters = readClusters(end.bytes, head);
  return clusters === null ? null : { ...head, size, start: bytes.slice(0, head.until), clusters };
}

/** What a feed is made of. */
export interface FilmFeedOptions {
  readonly index: FilmIndex;
  readonly read: ReadFilm;
  /** Nothing more comes until `goOn`. */
  readonly failed: (cause: unknown) => void;
}

/** Feeds a player with what it plays, and a little more, from wherever somebody jumps to. */
export class FilmFeed {
  readonly #video: HTMLVideoElement;
  readonly #options: FilmFeedOptions;
  readonly #media = new MediaSource();
  readonly #closing = new AbortController();
  /** Clusters that the player has, by their place in the index. */
  readonly #held = new Set<number>();
  #buffer: SourceBuffer | null = null;
  /** What is on its way. */
  #coming: { readonly first: number; readonly stop: AbortController } | null = null;
  #wake: () => void = () => {};
  #isRunning = false;

  constructor(video: HTMLVideoElement, options: FilmFeedOptions) {
    this.#video = video;
    this.#options = options;
    const { signal } = this.#closing;
    video.addEventListener('seeking', () => this.#sought(), { signal });
    for (const moment of ['timeupdate', 'waiting'] as const)
      video.addEventListener(moment, () => this.#look(), { signal });
    this.#media.addEventListener('sourceopen', () => this.goOn(), { once: true, signal });
    const url = URL.createObjectURL(this.#media);
    video.src = url;
    // The player has it from here on.
    this.#media.addEventListener('sourceopen', () => URL.revokeObjectURL(url), { once: true });
  }

  /** Begins, and begins anew where it has failed. */
  goOn(): void {
    if (this.#isRunning || this.#closing.signal.aborted || this.#media.readyState === 'closed')
      return;
    this.#isRunning = true;
    this.#run().then(
      () => {
        this.#isRunning = false;
      },
      (cause: unknown) => {
        this.#isRunning = false;
        if (!this.#closing.signal.aborted) this.#options.failed(cause);
      },
    );
  }

  /** Lets go of the player, and of all that it has. */
  close(): void {
    this.#closing.abort();
    this.#wake();
    this.#video.removeAttribute('src');
    this.#video.load();
  }

  async #run(): Promise<void> {
    const { index } = this.#options;
    if (this.#buffer === null) {
      this.#buffer = this.#media.addSourceBuffer(index.type);
      this.#media.duration = index.durationS;
      await this.#append(this.#buffer, index.start);
    }
    while (!this.#closing.signal.aborted) {
      const wanted = this.#wanted();
      if (wanted !== null) await this.#bring(this.#buffer, wanted);
      else {
        this.#closeHole();
        this.#endWhereAllIsThere();
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }

  /** The first cluster that is to come next; null where enough is there. */
  #wanted(): number | null {
    const { clusters } = this.#options.index;
    const { currentTime } = this.#video;
    let next = this.#clusterAt(currentTime);
    while (this.#held.has(next)) next += 1;
    const cluster = clusters[next];
    return cluster === undefined || cluster.atS - currentTime > AHEAD_S ? null : next;
  }

  async #bring(buffer: SourceBuffer, first: number): Promise<void> {
    const { index, read } = this.#options;
    const { clusters, size } = index;
    const from = clusters[first]?.from ?? 0;
    const most = this.#held.has(this.#clusterAt(this.#video.currentTime))
      ? NEXT_BYTES
      : FIRST_BYTES;
    let last = first;
    for (let next = first + 1; !this.#held.has(next); next += 1) {
      const cluster = clusters[next];
      if (cluster === undefined || cluster.until - from > most) break;
      if (cluster.atS - this.#video.currentTime > AHEAD_S) break;
      last = next;
    }
    const stop = new AbortController();
    this.#coming = { first, stop };
    this.#closing.signal.addEventListener('abort', () => stop.abort(), { signal: stop.signal });
    try {
      const range = { from, until: clusters[last]?.until ?? from };
      const part = await read(range, stop.signal);
      if (part.size !== size || part.bytes.length !== range.until - range.from)
        throw new SessionError('recording-changed');
      await this.#append(buffer, part.bytes);
      for (let n = first; n <= last; n += 1) this.#held.add(n);
      await this.#letGo(buffer);
    } catch (cause) {
      // Somebody has jumped elsewhere meanwhile.
      if (!stop.signal.aborted) throw cause;
    } finally {
      this.#coming = null;
      stop.abort();
    }
  }

  async #append(buffer: SourceBuffer, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await done(buffer, () => buffer.appendBuffer(bytes));
    } catch (cause) {
      if (!(cause instanceof DOMException && cause.name === 'QuotaExceededError')) throw cause;
      // Everything but what is needed just now makes room.
      const { currentTime } = this.#video;
      await this.#remove(buffer, 0, currentTime - 1);
      await this.#remove(buffer, currentTime + AHEAD_S, Number.POSITIVE_INFINITY);
      await done(buffer, () => buffer.appendBuffer(bytes));
    }
  }

  /** Lets go of what was played a while ago: a film may have gigabytes. */
  async #letGo(buffer: SourceBuffer): Promise<void> {
    const before = this.#video.currentTime - BEHIND_S;
    const { buffered } = buffer;
    if (buffered.length > 0 && buffered.start(0) < before - BEHIND_S)
      await this.#remove(buffer, 0, before);
  }

  async #remove(buffer: SourceBuffer, from: number, until: number): Promise<void> {
    if (until <= from) return;
    await done(buffer, () => buffer.remove(from, until));
    this.#recount();
  }

  /** A browser lets go of what it has no room for, and tells nobody. */
  #recount(): void {
    const { clusters, durationS } = this.#options.index;
    for (const n of this.#held) {
      const middle = ((clusters[n]?.atS ?? 0) + (clusters[n + 1]?.atS ?? durationS)) / 2;
      if (!isIn(this.#buffer?.buffered, middle)) this.#held.delete(n);
    }
  }

  #sought(): void {
    this.#recount();
    const wanted = this.#wanted();
    if (this.#coming !== null && wanted !== null && wanted !== this.#coming.first)
      this.#coming.stop.abort();
    this.#look();
  }

  #look(): void {
    this.#closeHole();
    this.#wake();
  }

  /** Where nothing was recorded for a while a player would wait for ever: it goes on behind that. */
  #closeHole(): void {
    const { currentTime } = this.#video;
    const buffered = this.#buffer?.buffered;
    if (buffered === undefined || isIn(buffered, currentTime + SEAM_S)) return;
    for (let range = 0; range < buffered.length; range += 1) {
      const start = buffered.start(range);
      if (start <= currentTime) continue;
      for (let n = this.#clusterAt(currentTime); n < this.#clusterAt(start + SEAM_S); n += 1)
        if (!this.#held.has(n)) return;
      if (this.#held.has(this.#clusterAt(start + SEAM_S)))
        this.#video.currentTime = start + SEAM_S / 10;
      return;
    }
  }

  /** Only then a player knows that nothing comes after it. */
  #endWhereAllIsThere(): void {
    const { length } = this.#options.index.clusters;
    for (let n = this.#clusterAt(this.#video.currentTime); n < length; n += 1)
      if (!this.#held.has(n)) return;
    if (this.#media.readyState === 'open') this.#media.endOfStream();
  }

  #clusterAt(timeS: number): number {
    const { clusters } = this.#options.index;
    let found = 0;
    while ((clusters[found + 1]?.atS ?? Number.POSITIVE_INFINITY) <= timeS) found += 1;
    return found;
  }
}

function isIn(ranges: TimeRanges | undefined, timeS: number): boolean {
  for (let range = 0; range < (ranges?.length ?? 0); range += 1)
    if ((ranges?.start(range) ?? 0) <= timeS && timeS < (ranges?.end(range) ?? 0)) return true;
  return false;
}

/** Resolves once a buffer has done something; it does one thing at a time. */
async function done(buffer: SourceBuffer, act: () => void): Promise<void> {
  const heard = new AbortController();
  const { signal } = heard;
  try {
    const ended = new Promise<void>((resolve, reject) => {
      const refuse = (): void =>
        reject(new Error('The player does not take what the film is made of.'));
      buffer.addEventListener('error', refuse, { signal });
      buffer.addEventListener('updateend', () => resolve(), { signal });
    });
    act();
    await ended;
  } finally {
    heard.abort();
  }
}
