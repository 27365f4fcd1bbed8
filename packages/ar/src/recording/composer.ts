import type { InkTaped } from '../ink/messages.ts';
import type { Size } from '../drawing/mark.ts';
import { RECORDING_SIZE } from './layout.ts';
import { paintRecording, type RecordedPicture } from './paint-recording.ts';

/** Which of the two pictures: the one that is talked about, or the other. */
export type RecordedSlot = 'large' | 'small';

/** What the page tells the composer: one row for each message. */
export interface ComposerCommands {
  /** Where the pictures go; null where the page paints by itself and only wants to be told when. */
  readonly start: { readonly frames: WritableStream<VideoFrame> | null };
  /** The frames of a camera from now on; null where there is none. */
  readonly source: {
    readonly slot: RecordedSlot;
    readonly frames: ReadableStream<VideoFrame> | null;
  };
  /** What is drawn over the large picture arrives here, together with that picture. */
  readonly tape: { readonly port: MessagePort | null };
  /** In a hidden page nothing is drawn: the camera's own frames are shown. */
  readonly hidden: { readonly hidden: boolean };
  readonly caption: { readonly names: string; readonly locale: string };
  readonly stop: object;
}

/** What the composer tells the page. */
export interface ComposerReports {
  /** It is time for the next picture. */
  readonly tick: object;
  /** This machine is too slow for as many pictures: from now on there are so many in a second. */
  readonly slower: { readonly perSecond: number };
  readonly failed: { readonly detail: string };
}

type Rows<T> = { [K in keyof T]: { readonly is: K } & T[K] }[keyof T];
/** One message to the composer. */
export type ComposerCommand = Rows<ComposerCommands>;
/** One message from it. */
export type ComposerReport = Rows<ComposerReports>;

const PER_SECOND = 25;
const LEAST_PER_SECOND = 6;
/** More than this share of a core for so long is too much beside a call. */
const MOST_BUSY = 0.6;
const LOOK_EVERY_MS = 3_000;

interface Source {
  readonly reader: ReadableStreamDefaultReader<VideoFrame>;
  frame: VideoFrame | null;
}

/** Composes the picture that is recorded, in a worker: it goes on while its page is hidden. */
export class Composer {
  readonly #report: (report: ComposerReport) => void;
  readonly #sources: { [K in RecordedSlot]: Source | null } = { large: null, small: null };
  #writer: WritableStreamDefaultWriter<VideoFrame> | null = null;
  #context: OffscreenCanvasRenderingContext2D | null = null;
  #port: MessagePort | null = null;
  #inked: ImageBitmap | null = null;
  #isHidden = false;
  #names = '';
  #clock = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
  #timer: ReturnType<typeof setInterval> | null = null;
  #perSecond = PER_SECOND;
  #busyMs = 0;
  #lookedAtMs = 0;

  constructor(report: (report: ComposerReport) => void) {
    this.#report = report;
  }

  /** Takes one message. */
  take(command: ComposerCommand): void {
    switch (command.is) {
      case 'start':
        this.#start(command.frames);
        return;
      case 'source':
        this.#change(command.slot, command.frames);
        return;
      case 'tape':
        this.#listen(command.port);
        return;
      case 'hidden':
        this.#isHidden = command.hidden;
        return;
      case 'caption':
        this.#names = command.names;
        this.#clock = new Intl.DateTimeFormat(command.locale, {
          dateStyle: 'medium',
          timeStyle: 'medium',
        });
        return;
      case 'stop':
        this.#stop();
    }
  }

  #start(frames: WritableStream<VideoFrame> | null): void {
    const { width, height } = RECORDING_SIZE;
    this.#writer = frames?.getWriter() ?? null;
    if (frames !== null) this.#context = new OffscreenCanvas(width, height).getContext('2d');
    this.#lookedAtMs = performance.now();
    this.#beat();
  }

  #beat(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), 1_000 / this.#perSecond);
  }

  #tick(): void {
    if (this.#writer === null || this.#context === null) {
      this.#report({ is: 'tick' });
      return;
    }
    // Who reads the frames has not taken the last ones.
    if ((this.#writer.desiredSize ?? 1) <= 0) return;
    const before = performance.now();
    paintRecording(this.#context, {
      large: this.#large,
      small: this.#camera('small'),
      names: this.#names,
      time: this.#clock.format(Date.now()),
    });
    const frame = new VideoFrame(this.#context.canvas, { timestamp: Math.round(before * 1_000) });
    this.#writer.write(frame).catch((cause: unknown) => {
      frame.close();
      this.#fail(cause);
    });
    this.#busyMs += performance.now() - before;
    this.#look(before);
  }

  get #large(): RecordedPicture | null {
    const inked = this.#isHidden ? null : this.#inked;
    return inked === null ? this.#camera('large') : { image: inked, size: sizeOf(inked) };
  }

  #camera(slot: RecordedSlot): RecordedPicture | null {
    const frame = this.#sources[slot]?.frame ?? null;
    return frame === null
      ? null
      : { image: frame, size: { width: frame.displayWidth, height: frame.displayHeight } };
  }

  /** Fewer pictures rather than a call that stutters. */
  #look(nowMs: number): void {
    const passedMs = nowMs - this.#lookedAtMs;
    if (passedMs < LOOK_EVERY_MS) return;
    const isTooBusy = this.#busyMs / passedMs > MOST_BUSY;
    this.#lookedAtMs = nowMs;
    this.#busyMs = 0;
    if (!isTooBusy || this.#perSecond <= LEAST_PER_SECOND) return;
    this.#perSecond = Math.max(LEAST_PER_SECOND, Math.floor(this.#perSecond / 2));
    this.#report({ is: 'slower', perSecond: this.#perSecond });
    this.#beat();
  }

  #change(slot: RecordedSlot, frames: ReadableStream<VideoFrame> | null): void {
    this.#drop(slot);
    if (frames === null) return;
    const source: Source = { reader: frames.getReader(), frame: null };
    this.#sources[slot] = source;
    void this.#read(slot, source);
  }

  async #read(slot: RecordedSlot, source: Source): Promise<void> {
    try {
      for (;;) {
        const { value } = await source.reader.read();
        if (value === undefined) break;
        if (this.#sources[slot] !== source) {
          value.close();
          return;
        }
        source.frame?.close();
        source.frame = value;
      }
    } catch (cause) {
      this.#fail(cause);
    }
    // A camera that has gone leaves no picture behind.
    if (this.#sources[slot] === source) this.#drop(slot);
  }

  #drop(slot: RecordedSlot): void {
    const source = this.#sources[slot];
    this.#sources[slot] = null;
    source?.frame?.close();
    source?.reader.cancel().catch((cause: unknown) => this.#fail(cause));
  }

  #listen(port: MessagePort | null): void {
    this.#port?.close();
    this.#ink(null);
    this.#port = port;
    if (port === null) return;
    port.onmessage = ({ data }: MessageEvent<InkTaped>) => {
      this.#ink(data.picture);
      port.postMessage(null);
    };
  }

  #ink(picture: ImageBitmap | null): void {
    this.#inked?.close();
    this.#inked = picture;
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#drop('large');
    this.#drop('small');
    this.#listen(null);
    this.#writer?.close().catch((cause: unknown) => this.#fail(cause));
    this.#writer = null;
  }

  #fail(cause: unknown): void {
    if (this.#timer !== null) this.#report({ is: 'failed', detail: String(cause) });
  }
}

function sizeOf({ width, height }: ImageBitmap): Size {
  return { width, height };
}
