import type { InkTaped, InkTapeAnswer } from '../ink/messages.ts';
import type { Size } from '../drawing/mark.ts';
import { Film, type FilmTimes } from './film.ts';
import type { PaceStep } from './pace.ts';
import { PageLeash } from './page-leash.ts';
import { paintRecording, type RecordedPicture } from './paint-recording.ts';

/** Which of the two pictures: the one that is talked about, or the other. */
export type RecordedSlot = 'large' | 'small';

/** What the page tells the composer: one row for each message. */
export interface ComposerCommands {
  /** The page paints by itself, and only wants to be told when. */
  readonly beat: object;
  /** From now on pictures are composed and encoded, with this sound. */
  readonly film: { readonly sound: ReadableStream<AudioData> | null };
  readonly pause: { readonly atMs: number };
  readonly resume: object;
  /** The page is there: its answer to `asks`. */
  readonly hears: object;
  /** Nothing is taken in that is of after this moment. */
  readonly end: { readonly atMs: number };
  /** A picture of what is composed just now. */
  readonly poster: object;
  /** The frames of a camera from now on; null where there is none. */
  readonly source: {
    readonly slot: RecordedSlot;
    readonly frames: ReadableStream<VideoFrame> | null;
  };
  /** What is drawn over the large picture arrives here, together with that picture. */
  readonly tape: { readonly port: MessagePort | null };
  /** A hidden page shows no frames to draw on: those of the camera go to whoever draws. */
  readonly hidden: { readonly hidden: boolean };
  readonly caption: { readonly names: string; readonly locale: string };
  readonly stop: object;
}

/** What the composer tells the page. */
export interface ComposerReports {
  /** It is time for the next picture. */
  readonly tick: object;
  /** Wants to hear whether the page is there. */
  readonly asks: object;
  /** Bytes of the film that follow those before, and of when they are. */
  readonly piece: { readonly bytes: ArrayBuffer; readonly times: FilmTimes };
  /** This many pictures are made now; fewer or smaller ones where the machine is too slow for the best. */
  readonly pace: PaceStep & { readonly isSlower: boolean };
  readonly poster: { readonly picture: Blob | null };
  /** The film is told to its end. */
  readonly ended: object;
  /** `isFinal` where there are no more pictures. */
  readonly failed: { readonly detail: string; readonly isFinal: boolean };
}

type Rows<T> = { [K in keyof T]: { readonly is: K } & T[K] }[keyof T];
/** One message to the composer. */
export type ComposerCommand = Rows<ComposerCommands>;
/** One message from it. */
export type ComposerReport = Rows<ComposerReports>;

const PER_SECOND = 25;
/** A hidden page's ink that is older shows a moment that is over. */
const INKED_MS = 1_000;

interface Source {
  readonly reader: ReadableStreamDefaultReader<VideoFrame>;
  frame: VideoFrame | null;
}

/** Composes the picture that is recorded, in a worker: it goes on while its page is hidden. */
export class Composer {
  readonly #report: (report: ComposerReport, transfer?: Transferable[]) => void;
  readonly #sources: { [K in RecordedSlot]: Source | null } = { large: null, small: null };
  #film: Film | null = null;
  #leash: PageLeash | null = null;
  #context: OffscreenCanvasRenderingContext2D | null = null;
  #port: MessagePort | null = null;
  #inked: ImageBitmap | null = null;
  #inkedAtMs = 0;
  /** True while a frame is on its way to be painted on. */
  #isAsked = false;
  /** When the newest frame of a camera came: what is composed of it is of that moment. */
  #cameAtMs = Number.POSITIVE_INFINITY;
  #isHidden = false;
  #names = '';
  #clock = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(report: (report: ComposerReport, transfer?: Transferable[]) => void) {
    this.#report = report;
  }

  /** Takes one message. */
  take(command: ComposerCommand): void {
    switch (command.is) {
      case 'beat':
        this.#beat(PER_SECOND);
        return;
      case 'film':
        this.#start(command.sound);
        return;
      case 'pause':
        this.#leash?.pause(command.atMs);
        return;
      case 'resume':
        this.#leash?.resume();
        return;
      case 'hears':
        this.#leash?.heard();
        return;
      case 'end':
        this.#leash?.close();
        void this.#film?.end(command.atMs);
        return;
      case 'poster':
        void this.#poster();
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

  #start(sound: ReadableStream<AudioData> | null): void {
    const film = new Film(sound, {
      piece: (bytes, times) => this.#report({ is: 'piece', bytes, times }, [bytes]),
      pace: (step, isSlower) => {
        this.#report({ is: 'pace', ...step, isSlower });
        this.#resize(step);
      },
      ended: () => this.#report({ is: 'ended' }),
      failed: (cause) => this.#fail(cause, true),
    });
    this.#film = film;
    this.#leash = new PageLeash(film, () => this.#report({ is: 'asks' }));
    const { step } = film;
    this.#context = new OffscreenCanvas(step.width, step.height).getContext('2d', {
      // It is read for each picture.
      willReadFrequently: true,
      alpha: false,
    });
    this.#beat(step.perSecond);
  }

  #resize({ width, height, perSecond }: PaceStep): void {
    if (this.#context !== null && this.#context.canvas.width !== width) {
      this.#context.canvas.width = width;
      this.#context.canvas.height = height;
    }
    this.#beat(perSecond);
  }

  #beat(perSecond: number): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), 1_000 / perSecond);
  }

  #tick(): void {
    if (this.#film === null || this.#context === null) {
      this.#report({ is: 'tick' });
      return;
    }
    if (!this.#film.wants) return;
    const before = performance.now();
    paintRecording(this.#context, {
      large: this.#large,
      small: this.#camera('small'),
      names: this.#names,
      time: this.#clock.format(Date.now()),
    });
    this.#film.take(this.#context.canvas, { sinceMs: before, ofMs: this.#cameAtMs });
    // Until there is a new one, it is the time of the clock that is seen.
    this.#cameAtMs = Number.POSITIVE_INFINITY;
  }

  async #poster(): Promise<void> {
    try {
      const picture = await this.#context?.canvas.convertToBlob({ type: 'image/jpeg' });
      this.#report({ is: 'poster', picture: picture ?? null });
    } catch (cause) {
      this.#fail(cause);
      this.#report({ is: 'poster', picture: null });
    }
  }

  get #large(): RecordedPicture | null {
    // What was drawn over a camera that is off shows that camera.
    const isOff = this.#sources.large === null;
    const isOld = this.#isHidden && performance.now() - this.#inkedAtMs > INKED_MS;
    const inked = isOff || isOld ? null : this.#inked;
    return inked === null ? this.#camera('large') : { image: inked, size: sizeOf(inked) };
  }

  #camera(slot: RecordedSlot): RecordedPicture | null {
    const frame = this.#sources[slot]?.frame ?? null;
    return frame === null
      ? null
      : { image: frame, size: { width: frame.displayWidth, height: frame.displayHeight } };
  }

  #change(slot: RecordedSlot, frames: ReadableStream<VideoFrame> | null): void {
    this.#drop(slot);
    if (slot === 'large') this.#ink(null);
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
        this.#cameAtMs = performance.now();
        if (slot === 'large') this.#askForInk(value);
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
    this.#inkedAtMs = performance.now();
    this.#isAsked = false;
  }

  /** In a hidden page: what is drawn, or begins to be, is painted on this frame. */
  #askForInk(frame: VideoFrame): void {
    if (!this.#isHidden || this.#port === null || this.#isAsked) return;
    this.#isAsked = true;
    const picture = frame.clone();
    const timeMs = performance.timeOrigin + this.#cameAtMs;
    const answer: InkTapeAnswer = { picture, timeMs, still: false, isStream: true };
    this.#port.postMessage(answer, [picture]);
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#drop('large');
    this.#drop('small');
    this.#listen(null);
    this.#leash?.close();
    void this.#film?.end();
  }

  #fail(cause: unknown, isFinal = false): void {
    // Cameras that are let go of at the end have nothing to tell; what the film has lost is told even then.
    if (isFinal || this.#timer !== null)
      this.#report({ is: 'failed', detail: String(cause), isFinal });
  }
}

function sizeOf({ width, height }: ImageBitmap): Size {
  return { width, height };
}
