import type { InkCommands, InkTaped, InkTapeAnswer } from './messages.ts';

/** As wide as a recorded picture is: more would cost time, and nobody would see it. */
const MOST_PX = 1_280;

/**
 * Hands what is painted to whoever records it, one picture at a time: what is slow there stops nothing here. In a page that
 * nobody sees it is handed the camera's frames in return, because the page then has none to show.
 */
export class InkTape {
  readonly #show: (frame: InkCommands['frame']) => void;
  #port: MessagePort | null = null;
  #isBusy = false;
  #isBlank = true;

  /** @param show takes a frame of the camera */
  constructor(show: (frame: InkCommands['frame']) => void) {
    this.#show = show;
  }

  /** Goes on over another port, or over none. */
  run(port: MessagePort | null): void {
    this.#port?.close();
    this.#port = port;
    this.#isBusy = false;
    this.#isBlank = true;
    if (port !== null)
      port.onmessage = ({ data }: MessageEvent<InkTapeAnswer>) => {
        if (data === null) this.#isBusy = false;
        else this.#show(data);
      };
  }

  /** Something was painted; null where the picture shows as it is. */
  see(paint: ((mostPx: number) => ImageBitmap | null) | null): void {
    if (this.#port === null || this.#isBusy) return;
    const picture = paint?.(MOST_PX) ?? null;
    if (picture === null && this.#isBlank) return;
    this.#isBlank = picture === null;
    this.#isBusy = true;
    this.#port.postMessage({ picture } satisfies InkTaped, picture === null ? [] : [picture]);
  }
}
