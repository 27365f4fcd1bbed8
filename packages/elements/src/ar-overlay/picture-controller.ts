import type { InkCommands, PictureBox } from '@fernblick/ar/ink';
import type { ReactiveController } from 'lit';
import type { DrawingProblemCode } from '../events.ts';
import type { ArOverlay } from './ar-overlay.ts';
import { layOver } from './lay-over.ts';

/** What can be drawn on. */
export type Picture = HTMLVideoElement | HTMLImageElement;

/** What a picture controller tells. */
export interface PictureListener {
  /** Another picture, or none. */
  readonly picture: (picture: Picture | null) => void;
  readonly box: (box: PictureBox) => void;
  /** A frame, to be closed by whoever takes it. */
  readonly frame: (frame: InkCommands['frame']) => void;
  readonly problem: (code: DrawingProblemCode, detail: string) => void;
}

/** Pages come and go piece by piece: the picture is looked for again so often. */
const LOOK_EVERY_MS = 500;

/** What shows something else from now on, or nothing, says so by one of these. */
const CONTENT_EVENTS = ['loadeddata', 'seeked', 'load', 'emptied'];

/** Finds the picture, keeps the element on top of it, and hands its frames over, one at a time. */
export class PictureController implements ReactiveController {
  readonly #host: ArOverlay;
  readonly #named: () => string | null;
  readonly #session: () => Element | null;
  readonly #listener: PictureListener;
  readonly #resizes = new ResizeObserver(() => {
    // Not within its own loop: measuring may resize what is observed.
    requestAnimationFrame(() => this.#measure());
  });
  #picture: Picture | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #told = '';
  #fromPage = new DOMMatrix();
  #isWanted = false;
  #isBusy = false;
  /** True where a frame has come while another one was under way. */
  #isBehind = false;
  /** What was said not to be readable. */
  #unreadable: Picture | null = null;
  #request: number | null = null;

  /**
   * @param named the id of the picture; null where it is the one in the element, or else the large one of the call
   * @param session the nearest call
   */
  constructor(
    host: ArOverlay,
    named: () => string | null,
    session: () => Element | null,
    listener: PictureListener,
  ) {
    this.#host = host;
    this.#named = named;
    this.#session = session;
    this.#listener = listener;
    host.addController(this);
  }

  get picture(): Picture | null {
    return this.#picture;
  }

  hostConnected(): void {
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    addEventListener('resize', this.#onMove);
    document.addEventListener('scroll', this.#onMove, { capture: true, passive: true });
    this.#resizes.observe(this.#host);
  }

  hostDisconnected(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    removeEventListener('resize', this.#onMove);
    document.removeEventListener('scroll', this.#onMove, { capture: true });
    this.#resizes.disconnect();
    this.#take(null);
  }

  hostUpdated(): void {
    this.look();
  }

  /** Frames are wanted from now on, or not any more. */
  want(wanted: boolean): void {
    if (wanted === this.#isWanted) return;
    this.#isWanted = wanted;
    if (wanted) void this.#grab();
  }

  /** The last frame is dealt with. */
  ready(): void {
    this.#isBusy = false;
    if (this.#isBehind) void this.#grab();
  }

  /** Tells everything anew, to somebody who knows nothing yet. */
  tellAgain(): void {
    this.#told = '';
    this.#isBusy = false;
    this.#measure();
    void this.#grab();
  }

  /** Looks for the picture, and where it is. */
  look(): void {
    if (!this.#host.isConnected) return;
    const found = this.#find();
    if (found !== this.#picture) this.#take(found);
    else this.#measure();
  }

  /** From a place of the window to CSS px of the element, as it was when it was last looked at. */
  placeOf({ clientX, clientY }: MouseEvent): { readonly x: number; readonly y: number } {
    const { x, y } = this.#fromPage.transformPoint({ x: clientX, y: clientY });
    return { x, y };
  }

  readonly #onMove = (): void => this.#measure();

  #find(): Picture | null {
    const host = this.#host;
    const named = this.#named();
    if (named !== null) {
      const root = host.getRootNode();
      const found = root instanceof Document || root instanceof ShadowRoot ? root : document;
      return asPicture(found.getElementById(named));
    }
    const large = this.#session()?.shadowRoot?.querySelector('.picture.large video');
    return asPicture(host.querySelector('video, img') ?? large);
  }

  #take(picture: Picture | null): void {
    const before = this.#picture;
    if (before !== null) {
      this.#resizes.unobserve(before);
      for (const type of CONTENT_EVENTS) before.removeEventListener(type, this.#onContent);
      if (this.#request !== null && before instanceof HTMLVideoElement)
        before.cancelVideoFrameCallback(this.#request);
    }
    this.#request = null;
    this.#picture = picture;
    this.#told = '';
    if (before !== null) this.#listener.picture(null);
    if (picture === null) return;
    this.#listener.picture(picture);
    this.#resizes.observe(picture);
    for (const type of CONTENT_EVENTS) picture.addEventListener(type, this.#onContent);
    this.#measure();
    this.#listen();
    void this.#grab();
  }

  readonly #onContent = ({ type }: Event): void => {
    void this.#grab();
    if (type !== 'emptied') return;
    this.#unreadable = null;
    // Whether anything comes in its place is known a moment later.
    setTimeout(() => {
      if ((this.#picture as HTMLVideoElement | null)?.networkState === 0)
        this.#listener.picture(null);
    });
  };

  #listen(): void {
    const video = this.#picture;
    if (!(video instanceof HTMLVideoElement)) return;
    this.#request = video.requestVideoFrameCallback(() => {
      this.#listen();
      void this.#grab();
    });
  }

  async #grab(): Promise<void> {
    const picture = this.#picture;
    if (!this.#isWanted || picture === null || !hasContent(picture)) return;
    this.#isBehind = this.#isBusy;
    if (this.#isBusy) return;
    this.#isBusy = true;
    const timeMs = performance.timeOrigin + performance.now();
    try {
      const frame = frameOf(picture) ?? (await createImageBitmap(picture));
      if (picture !== this.#picture) {
        frame.close();
        this.#isBusy = false;
        return;
      }
      const still = picture instanceof HTMLImageElement;
      const isStream = !still && picture.srcObject !== null;
      this.#listener.frame({ picture: frame, timeMs, still, isStream });
    } catch (cause) {
      this.#isBusy = false;
      // Between two sources a video has no frame.
      if (this.#unreadable === picture || (cause as Error).name === 'InvalidStateError') return;
      this.#unreadable = picture;
      this.#listener.problem('unreadable-picture', String(cause));
    }
  }

  #measure(): void {
    const picture = this.#picture;
    // What is not on the page lies nowhere, and what is not shown lies where it was.
    if (picture?.isConnected !== true || this.#host.getClientRects().length === 0) return;
    const { box, fromPage } = layOver(this.#host, picture, this.#named() !== null);
    this.#fromPage = fromPage;
    const told = JSON.stringify(box);
    if (told === this.#told) return;
    this.#told = told;
    this.#listener.box(box);
  }
}

/** The frame as it came, not yet converted; null where a browser has no such thing, or has it lie otherwise than shown. */
function frameOf(picture: Picture): VideoFrame | null {
  if (!(picture instanceof HTMLVideoElement) || typeof VideoFrame !== 'function') return null;
  const frame = new VideoFrame(picture);
  const { displayWidth, displayHeight } = frame;
  if (displayWidth === picture.videoWidth && displayHeight === picture.videoHeight) return frame;
  frame.close();
  return null;
}

function asPicture(element: Element | null | undefined): Picture | null {
  const isPicture = element instanceof HTMLVideoElement || element instanceof HTMLImageElement;
  // A call that was taken from the page has its pictures still.
  return isPicture && element.isConnected ? element : null;
}

function hasContent(picture: Picture): boolean {
  return picture instanceof HTMLVideoElement
    ? picture.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && picture.videoWidth > 0
    : picture.complete && picture.naturalWidth > 0;
}
