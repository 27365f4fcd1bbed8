import { FilmSound } from './film-sound.ts';
import { Pace, type PaceStep } from './pace.ts';
import { slicesOf, type PieceSlice } from './piece-slices.ts';
import { fitsCluster, join, webmCluster, webmStart, type WebmBlock } from './webm-writer.ts';

/** When something was filmed: `performance.timeOrigin + performance.now()`, which a worker shares with its page. */
export interface FilmTimes {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What a film tells. */
export interface FilmListener {
  /** Bytes that follow those before, and of when what is in them is. */
  readonly piece: (bytes: ArrayBuffer, times: FilmTimes) => void;
  /** It goes on with other pictures than before. */
  readonly pace: (step: PaceStep, isSlower: boolean) => void;
  readonly ended: () => void;
  readonly failed: (cause: unknown) => void;
}

/** A killed browser loses what has not come to its disk yet: half of a second, and what writing takes. */
const PIECE_MS = 500;
/** Whoever jumps to a place waits for the pictures since the last whole one. */
const KEY_EVERY_MS = 4_000;
/** More pictures than this are not waited for: they would only make it late. */
const MOST_QUEUED = 2;
/** The encoder may leave a picture out by itself; then it answers nothing. */
const LEFT_OUT_MS = 1_000;
/** Half of a picture of the best pace: programs that count in pictures take two that are closer for one and the same. */
const LEAST_APART_MS = 20;
/** Sharp enough to read a label at 720p. */
const PICTURE_BITS = 2_000_000;
const CODEC = 'vp8';
/** Times of pictures are whole microseconds on their way. */
const ROUNDING_MS = 0.001;
/** So long is one block of sound, as Opus is encoded here. */
const SOUND_BLOCK_MS = 20;

/** The clock that a worker shares with its page. */
const sharedNow = (): number => performance.timeOrigin + performance.now();

/** How pictures of this step are encoded; for a page that asks whether its browser can. */
export function filmConfig({ width, height, perSecond }: PaceStep): VideoEncoderConfig {
  // Half as many px need more than half of the bits.
  const bitrate = Math.round(PICTURE_BITS * Math.sqrt((width * height) / (1_280 * 720)));
  return { codec: CODEC, width, height, framerate: perSecond, bitrate, latencyMode: 'realtime' };
}

/**
 * Encodes composed pictures and mixed sound, and writes both as one growing WebM. It never runs behind the clock: a picture
 * for which the encoder is not ready is left out, and where that happens often, or costs too much, pictures become fewer
 * and smaller. Players take another size within a track of VP8.
 */
export class Film {
  readonly #listener: FilmListener;
  readonly #pace: Pace;
  readonly #encoder: VideoEncoder;
  readonly #sound: FilmSound | null;
  /** The clock at the beginning, and how much of it is not in the film. */
  readonly #startedAtMs: number;
  #notInFilmMs = 0;
  #pausedAtMs: number | null = null;
  /** Between these times in the film nothing is taken in: it was to wait or to end already. */
  #leftOut = { fromMs: Number.POSITIVE_INFINITY, untilMs: 0, takenMs: 0 };
  #blocks: WebmBlock[] = [];
  #hasBegun = false;
  #pieceAtMs: number;
  /** Since when the piece that comes next has been filmed. */
  #sinceMs: number;
  #keyAtMs = Number.NEGATIVE_INFINITY;
  /** The time in the film of the picture that was taken in last. */
  #takenMs = -LEAST_APART_MS;
  /** When each picture that is being encoded was handed over, by its time in the film, µs. */
  readonly #underWay = new Map<number, number>();
  #encodedAtMs = 0;
  #isOver = false;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(sound: ReadableStream<AudioData> | null, listener: FilmListener) {
    const nowMs = performance.now();
    this.#listener = listener;
    this.#startedAtMs = nowMs;
    this.#pieceAtMs = nowMs;
    this.#sinceMs = nowMs;
    this.#pace = new Pace(nowMs);
    this.#encoder = new VideoEncoder({
      output: (chunk) => this.#take(chunk),
      error: (cause) => this.#fail(cause),
    });
    this.#encoder.configure(filmConfig(this.#pace.step));
    this.#sound =
      sound === null
        ? null
        : new FilmSound(sound, {
            nowMs: () => this.#filmMs(performance.now()),
            block: (block) => this.#add({ of: 'audio', isKey: true, ...block }),
            failed: (cause) => this.#fail(cause),
          });
    // A call in which nothing moves and nobody sees anything has sound all the same.
    this.#timer = setInterval(() => this.#cut(), PIECE_MS / 2);
  }

  get step(): PaceStep {
    return this.#pace.step;
  }

  /** True where a picture that is composed now is taken. */
  get wants(): boolean {
    if (this.#pausedAtMs !== null || this.#isOver) return false;
    const nowMs = performance.now();
    for (const [at, since] of this.#underWay)
      if (nowMs - since > LEFT_OUT_MS && this.#encoder.encodeQueueSize === 0)
        this.#underWay.delete(at);
    if (this.#pace.look(nowMs)) this.#change();
    return this.#underWay.size < MOST_QUEUED;
  }

  /** Takes in what was composed since one moment, of pictures of another, which may not be before the last one's. */
  take(
    canvas: OffscreenCanvas,
    { sinceMs, ofMs = sinceMs }: { readonly sinceMs: number; readonly ofMs?: number },
  ): void {
    const nowMs = performance.now();
    const filmMs = Math.max(this.#takenMs + LEAST_APART_MS, this.#filmMs(Math.min(nowMs, ofMs)));
    this.#takenMs = filmMs;
    const timestamp = Math.round(filmMs * 1_000);
    const frame = new VideoFrame(canvas, { timestamp });
    const keyFrame = filmMs - this.#keyAtMs >= KEY_EVERY_MS;
    if (keyFrame) this.#keyAtMs = filmMs;
    this.#underWay.set(timestamp, nowMs);
    this.#encoder.encode(frame, { keyFrame });
    frame.close();
    this.#pace.took();
    this.#pace.spent(performance.now() - sinceMs);
  }

  /** Waits; `atMs` is since when it was to, of which nobody may have told in time. */
  pause(atMs: number = sharedNow()): void {
    if (this.#pausedAtMs !== null || this.#isOver) return;
    this.#leaveOut(atMs, performance.now());
    this.#pausedAtMs = performance.now();
    this.#sound?.pause();
    // What there is of the time before goes out as such.
    this.#flush().catch((cause: unknown) => this.#fail(cause));
  }

  resume(): void {
    if (this.#pausedAtMs === null || this.#isOver) return;
    const nowMs = performance.now();
    const pausedMs = nowMs - this.#pausedAtMs;
    this.#notInFilmMs += pausedMs;
    this.#pausedAtMs = null;
    this.#sinceMs = nowMs;
    // A camera's picture may be of before: at its own time the first, which is whole, would be left out. Of several that were
    // taken at once right before the pause, the last is of a little later.
    this.#takenMs = Math.max(this.#takenMs, this.#filmMs(nowMs));
    this.#keyAtMs = Number.NEGATIVE_INFINITY;
    this.#pace.restart(nowMs);
    this.#sound?.resume(pausedMs);
  }

  /** Ends it for good, and tells when everything is told; nothing is in it of after `atMs`. */
  async end(atMs: number = sharedNow()): Promise<void> {
    if (this.#isOver) return;
    if (this.#pausedAtMs === null) this.#leaveOut(atMs, Number.POSITIVE_INFINITY);
    this.#isOver = true;
    this.#sound?.pause();
    try {
      await this.#flush();
    } catch (cause) {
      this.#listener.failed(cause);
    }
    this.#close();
    this.#listener.ended();
  }

  /** What has been told is told; what has not, and is of these times, never is. */
  #leaveOut(atMs: number, untilMs: number): void {
    const toldMs = atMs - performance.timeOrigin;
    // What is still to be told is of before, also where later sound has gone out already.
    this.#sinceMs = Math.min(this.#sinceMs, toldMs);
    const fromMs = this.#filmMs(toldMs);
    this.#leftOut = { fromMs, untilMs: this.#filmMs(untilMs), takenMs: this.#takenMs };
    this.#blocks = this.#blocks.filter((block) => !this.#isLeftOut(block));
  }

  #isLeftOut({ of, atMs }: WebmBlock): boolean {
    const { fromMs, untilMs, takenMs } = this.#leftOut;
    if (of === 'audio') return atMs + SOUND_BLOCK_MS > fromMs && atMs < untilMs;
    // Of several that were taken at once, the last is of a little later than it was taken.
    return atMs > fromMs && (atMs < untilMs || atMs < takenMs + ROUNDING_MS);
  }

  async #flush(): Promise<void> {
    const flushed = await Promise.allSettled([this.#encoder.flush(), this.#sound?.flush()]);
    this.#underWay.clear();
    // What there is goes out, even where one of the two has lost its last moment.
    this.#write();
    for (const each of flushed) if (each.status === 'rejected') throw each.reason;
  }

  #filmMs(nowMs: number): number {
    return (this.#pausedAtMs ?? nowMs) - this.#startedAtMs - this.#notInFilmMs;
  }

  #take(chunk: EncodedVideoChunk): void {
    const nowMs = performance.now();
    const since = this.#underWay.get(chunk.timestamp) ?? nowMs;
    // One after the other: what waits for the one before costs nothing.
    this.#pace.spent(nowMs - Math.max(since, this.#encodedAtMs));
    this.#encodedAtMs = nowMs;
    // Those before it were left out.
    for (const at of this.#underWay.keys()) if (at <= chunk.timestamp) this.#underWay.delete(at);
    const bytes = new Uint8Array(chunk.byteLength);
    chunk.copyTo(bytes);
    this.#add({ of: 'video', atMs: chunk.timestamp / 1_000, isKey: chunk.type === 'key', bytes });
  }

  #add(block: WebmBlock): void {
    // A player begins with a whole picture.
    if (!this.#hasBegun && this.#blocks.length === 0 && block.of === 'audio') return;
    if (this.#isLeftOut(block)) return;
    // A page that stood still: its next picture is of now, and the sound after that is still of before.
    if (!fitsCluster(this.#blocks, block)) this.#write();
    this.#blocks.push(block);
    this.#cut();
  }

  #cut(): void {
    if (performance.now() - this.#pieceAtMs >= PIECE_MS) this.#write();
  }

  #write(): void {
    // Also where nothing has come: after a worker was held up, what comes first waits for what belongs to it.
    if (this.#blocks.length > 0 || this.#hasBegun) this.#pieceAtMs = performance.now();
    const blocks = this.#blocks;
    this.#blocks = [];
    const beganMs = this.#startedAtMs + this.#notInFilmMs;
    for (const slice of slicesOf(blocks, this.#sinceMs - beganMs)) this.#tell(slice, beganMs);
  }

  /** A piece is of when it says: to its newest picture or sound, and never of what is to come. */
  #tell(slice: PieceSlice, beganMs: number): void {
    const { timeOrigin } = performance;
    const fromMs = Math.min(performance.now(), beganMs + slice.fromMs);
    const untilMs = Math.max(fromMs, Math.min(performance.now(), beganMs + slice.untilMs));
    this.#sinceMs = untilMs;
    const times = { fromMs: timeOrigin + fromMs, untilMs: timeOrigin + untilMs };
    const cluster = webmCluster(slice.blocks);
    const bytes = this.#hasBegun ? cluster : join([this.#start(), cluster]);
    this.#hasBegun = true;
    this.#listener.piece(bytes.buffer, times);
  }

  #start(): Uint8Array {
    const { width, height } = this.#pace.step;
    return webmStart({ video: { width, height }, audio: this.#sound?.tracks ?? null });
  }

  /** Other pictures from now on; the first of another size is a whole one. */
  #change(): void {
    this.#encoder.configure(filmConfig(this.#pace.step));
    this.#keyAtMs = Number.NEGATIVE_INFINITY;
    this.#listener.pace(this.#pace.step, this.#pace.isSlower);
  }

  #fail(cause: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#write();
    this.#close();
    this.#listener.failed(cause);
    this.#listener.ended();
  }

  #close(): void {
    clearInterval(this.#timer);
    this.#sound?.close();
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }
}
