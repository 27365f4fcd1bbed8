import type { InkTaped } from './messages.ts';

/** As wide as a recorded picture is: more would cost time, and nobody would see it. */
const MOST_PX = 1_280;

/** Hands what is painted to whoever records it, one picture at a time: what is slow there stops nothing here. */
export class InkTape {
  #port: MessagePort | null = null;
  #isBusy = false;
  #isBlank = true;

  /** Goes on over another port, or over none. */
  run(port: MessagePort | null): void {
    this.#port?.close();
    this.#port = port;
    this.#isBusy = false;
    this.#isBlank = true;
    if (port !== null)
      port.onmessage = () => {
        this.#isBusy = false;
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
