import {
  paintRecording,
  RECORDING_SIZE,
  type RecordedPicture,
  type RecordedSlot,
} from '@fernblick/ar/recording';
import type { InkTaped } from '@fernblick/ar/ink';

const PER_SECOND = 25;
/** Ticks that come sooner after a picture have waited while the page did something else. */
const LEAST_APART_MS = 15;

/** Paints the recorded picture in the page, where a browser cannot give a worker the frames of a camera. */
export class PagePainter {
  readonly track: MediaStreamTrack;
  readonly #context: CanvasRenderingContext2D;
  readonly #videos: { [K in RecordedSlot]: HTMLVideoElement | null } = { large: null, small: null };
  #inked: ImageBitmap | null = null;
  #port: MessagePort | null = null;
  #names = '';
  #paintedAtMs = Number.NEGATIVE_INFINITY;
  #clock = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

  constructor() {
    const canvas = document.createElement('canvas');
    canvas.width = RECORDING_SIZE.width;
    canvas.height = RECORDING_SIZE.height;
    const context = canvas.getContext('2d');
    const [track] = canvas.captureStream(PER_SECOND).getVideoTracks();
    if (context === null || track === undefined) throw new Error('There is no canvas.');
    this.#context = context;
    this.track = track;
  }

  caption(names: string, locale: string): void {
    this.#names = names;
    this.#clock = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  }

  show(slot: RecordedSlot, track: MediaStreamTrack | null): void {
    const before = this.#videos[slot];
    if (before !== null) before.srcObject = null;
    this.#videos[slot] = track === null ? null : videoOf(track);
    if (slot === 'large') this.#ink(null);
  }

  listen(port: MessagePort | null): void {
    this.#port?.close();
    this.#port = port;
    this.#ink(null);
    if (port === null) return;
    port.onmessage = ({ data }: MessageEvent<InkTaped>) => {
      this.#ink(data.picture);
      port.postMessage(null);
    };
  }

  /** Paints at a tick. Of all those that have waited in a page that was blocked, only one is followed: the others would block it further. */
  paint(): void {
    if (performance.now() - this.#paintedAtMs < LEAST_APART_MS) return;
    // What was drawn over a camera that is off shows that camera.
    const isOff = document.hidden || this.#videos.large === null;
    const inked = isOff ? null : this.#inked;
    paintRecording(this.#context, {
      large:
        inked === null
          ? pictureOf(this.#videos.large)
          : { image: inked, size: { width: inked.width, height: inked.height } },
      small: pictureOf(this.#videos.small),
      names: this.#names,
      time: this.#clock.format(Date.now()),
    });
    this.#paintedAtMs = performance.now();
  }

  close(): void {
    this.show('large', null);
    this.show('small', null);
    this.listen(null);
    this.track.stop();
  }

  #ink(picture: ImageBitmap | null): void {
    this.#inked?.close();
    this.#inked = picture;
  }
}

function videoOf(track: MediaStreamTrack): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  // It plays with its first frame; that it is taken away before that is no fault.
  video.play().catch(() => undefined);
  return video;
}

function pictureOf(video: HTMLVideoElement | null): RecordedPicture | null {
  if (video === null || video.videoWidth === 0) return null;
  return { image: video, size: { width: video.videoWidth, height: video.videoHeight } };
}
