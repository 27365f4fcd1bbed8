import type { InkCommands, InkTaped, InkTaker, InkTapeAnswer } from './messages.ts';

/** As wide as a recorded picture is: more would cost time, and nobody would see it. */
const MOST_PX = 1_280;

interface Tape {
  readonly port: MessagePort;
  /** What was given last is not taken yet. */
  isBusy: boolean;
  /** The picture shows as it is, and whoever takes it knows. */
  isBlank: boolean;
}

/**
 * Hands what is painted to those who take it, to each one picture at a time: what is slow there stops nothing here. In a page
 * that nobody sees it is handed the camera's frames in return, because the page then has none to show; each has its answer.
 */
export class InkTapes {
  readonly #show: (frame: InkCommands['frame']) => void;
  readonly #tapes = new Map<InkTaker, Tape>();

  /** @param show takes a frame of the camera */
  constructor(show: (frame: InkCommands['frame']) => void) {
    this.#show = show;
  }

  /** Goes on over another port, or over none. */
  run({ taker, port }: InkCommands['tape']): void {
    this.#tapes.get(taker)?.port.close();
    this.#tapes.delete(taker);
    if (port === null) return;
    const tape = { port, isBusy: false, isBlank: true };
    this.#tapes.set(taker, tape);
    port.onmessage = ({ data }: MessageEvent<InkTapeAnswer>) => {
      if (data === null) tape.isBusy = false;
      else {
        tape.isBlank = false;
        this.#show(data);
      }
    };
  }

  /** Something may have been painted; `paint` answers null where the picture shows as it is. */
  see(paint: (mostPx: number) => ImageBitmap | null): void {
    for (const tape of this.#tapes.values()) {
      if (tape.isBusy) continue;
      const picture = paint(MOST_PX);
      if (picture === null && tape.isBlank) continue;
      tape.isBlank = picture === null;
      tape.isBusy = true;
      tape.port.postMessage({ picture } satisfies InkTaped, picture === null ? [] : [picture]);
    }
  }

  close(): void {
    for (const { port } of this.#tapes.values()) port.close();
  }
}
