import type { InkTapeAnswer, InkTaped } from '@fernblick/ar/ink';
import { html, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { clock } from '../shared/duration.ts';
import { followTape } from '../shared/follow-tape.ts';
import type { Scene } from './scene.ts';

/** The call in a small window over other programs: its large picture with what is drawn on it, a name and the time. */
export class SmallCall {
  readonly #window: Window;
  readonly #root: ParentNode;
  readonly #untape: () => void;
  #port: MessagePort | null = null;
  #request: number | null = null;
  /** A frame was handed over and is not painted on yet. */
  #isAsked = false;

  /**
   * @param window An empty one
   * @param root Where the call's pictures are, and the overlay over one of them
   */
  constructor(window: Window, root: ParentNode) {
    this.#window = window;
    this.#root = root;
    const sheet = new (window as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(STYLES);
    window.document.adoptedStyleSheets = [sheet];
    this.#untape = followTape(
      () => root.querySelector('ar-overlay'),
      'window',
      (port) => this.#listen(port),
    );
  }

  /** Shows the call as it stands. */
  draw({ state, words, link, nowMs, otherName, ownLarge }: Scene): void {
    const { document } = this.#window;
    const started = state.session?.history.find((entry) => entry.phase === 'in-progress');
    document.title = words.callWith(otherName);
    const stream = ownLarge ? state.localStream : (link?.stream ?? null);
    // What was painted over another picture is not shown over this one.
    if (stream !== this.#video?.srcObject) this.#show(null);
    render(
      html`<video
          autoplay
          playsinline
          .muted=${true}
          .srcObject=${live(stream)}
          aria-label=${ownLarge ? words.ownPicture : words.pictureOf(otherName)}
        ></video>
        <canvas hidden aria-hidden="true"></canvas>
        <p>${otherName} ${started === undefined ? '' : clock(nowMs - started.at)}</p>`,
      document.body,
    );
    if (this.#request === null) this.#follow();
  }

  /** Has nothing more painted for it. */
  close(): void {
    if (this.#request !== null) this.#video?.cancelVideoFrameCallback(this.#request);
    this.#untape();
  }

  get #video(): HTMLVideoElement | null {
    return this.#window.document.querySelector('video');
  }

  /** Whether the overlay lies over the picture that is shown here. */
  get #isInked(): boolean {
    const id = this.#root.querySelector('ar-overlay:not([hidden])')?.getAttribute('for') ?? null;
    const drawnOn = id === null ? null : this.#root.querySelector<HTMLVideoElement>(`#${id}`);
    return drawnOn !== null && drawnOn.srcObject === this.#video?.srcObject;
  }

  #listen(port: MessagePort | null): void {
    this.#port?.close();
    this.#port = port;
    this.#isAsked = false;
    this.#show(null);
    if (port === null) return;
    port.onmessage = ({ data: { picture } }: MessageEvent<InkTaped>) => {
      this.#isAsked = false;
      this.#show(picture);
      port.postMessage(null satisfies InkTapeAnswer);
    };
  }

  /** Shows a painted picture over the other one; the other one as it is where it is null. */
  #show(picture: ImageBitmap | null): void {
    const canvas = this.#window.document.querySelector('canvas');
    if (canvas === null) return;
    canvas.hidden = picture === null || !this.#isInked;
    if (picture === null) return;
    // It is fitted as the picture below it is.
    if (canvas.width !== picture.width) canvas.width = picture.width;
    if (canvas.height !== picture.height) canvas.height = picture.height;
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
  }

  /** While the page is hidden, and this window is not, the page has no frames to paint on: they come from here. */
  #follow(): void {
    const video = this.#video;
    this.#request =
      video?.requestVideoFrameCallback(() => {
        this.#follow();
        if (document.hidden) void this.#ask(video);
      }) ?? null;
  }

  async #ask(video: HTMLVideoElement): Promise<void> {
    const port = this.#port;
    if (port === null || this.#isAsked || !this.#isInked) return;
    this.#isAsked = true;
    const timeMs = performance.timeOrigin + performance.now();
    try {
      const picture = await createImageBitmap(video);
      const answer: InkTapeAnswer = { picture, timeMs, still: false, isStream: true };
      port.postMessage(answer, [picture]);
    } catch (cause) {
      this.#isAsked = false;
      // Between two sources a video has no frame; anything else the developer of the page has to know.
      if (!(cause instanceof DOMException && cause.name === 'InvalidStateError'))
        console.warn('Fernblick: a frame could not be read.', cause);
    }
  }
}

const STYLES = `
  body { margin: 0; background: #0e1312; color: #fff; font: 14px/1.4 system-ui, sans-serif; }
  video, canvas { position: fixed; inset: 0; inline-size: 100%; block-size: 100%; object-fit: contain; }
  canvas[hidden] { display: none; }
  p { position: fixed; inset-inline: 0; inset-block-end: 0; margin: 0; padding: 8px 12px;
    background: rgb(0 0 0 / 60%); font-variant-numeric: tabular-nums; }
`;
