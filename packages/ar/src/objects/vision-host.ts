import type { Point } from '@fernblick/protocol';
import type { ColorPicture } from './grow-region.ts';
import type { Mask } from './mask.ts';
import type {
  VisionCommand,
  VisionFault,
  VisionFiles,
  VisionReport,
  VisionTask,
} from './vision-messages.ts';

/** What a page gives to have a model at work. */
export interface VisionHostOptions {
  readonly task: VisionTask;
  readonly files: VisionFiles;
  /** Makes the worker; throws where the page cannot have one. */
  readonly makeWorker: () => Worker;
  /** How much of the model is there, 0 to 1; null where nobody knows. */
  readonly loading: (share: number | null) => void;
  readonly ready: () => void;
  /** It cannot be had: told once, and nothing comes after it. */
  readonly failed: (fault: VisionFault, detail: string) => void;
}

/** A worker that has not found a hand for so long has no time for it. */
const SILENT_MS = 20_000;

/** One model in a worker of its own. */
export class VisionHost {
  readonly #options: VisionHostOptions;
  #worker: Worker | null = null;
  #isReady = false;
  #isOver = false;
  #next = 1;
  /** Who waits for the object, by number. */
  readonly #touched = new Map<number, (mask: Mask | null) => void>();
  #hand: ((places: readonly Point[] | null) => void) | null = null;

  constructor(options: VisionHostOptions) {
    this.#options = options;
    try {
      const worker = options.makeWorker();
      this.#worker = worker;
      worker.onmessage = ({ data }: MessageEvent<VisionReport>) => this.#hear(data);
      worker.onerror = (event) => {
        event.preventDefault();
        this.#fail('vision-unavailable', event.message || 'Its worker could not be started.');
      };
      this.#post({ is: 'load', task: options.task, files: options.files });
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      // Whoever made this has not got it in the hand yet.
      queueMicrotask(() => this.#fail('vision-unavailable', detail));
    }
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** The pixels of what was touched; null where the model does not know, or there is none. */
  async segment(picture: ColorPicture, points: readonly Point[]): Promise<Mask | null> {
    if (!this.#isReady) return null;
    const id = this.#next++;
    return this.#answer((answer) => {
      this.#touched.set(id, answer);
      this.#post({ is: 'segment', id, picture, points });
    });
  }

  /** The hand in a picture, which is given away; null where there is none. One at a time. */
  async findHand(picture: ImageBitmap, timeMs: number): Promise<readonly Point[] | null> {
    if (!this.#isReady || this.#hand !== null) {
      picture.close();
      return null;
    }
    return this.#answer((answer) => {
      this.#hand = answer;
      this.#post({ is: 'find-hand', picture, timeMs }, [picture]);
    });
  }

  close(): void {
    this.#isOver = true;
    if (this.#worker !== null) this.#worker.onmessage = null;
    this.#worker?.terminate();
    this.#worker = null;
    this.#isReady = false;
    for (const answer of this.#touched.values()) answer(null);
    this.#touched.clear();
    this.#hand?.(null);
    this.#hand = null;
  }

  #post(command: VisionCommand, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(command, transfer);
  }

  /** An answer, or none after a while: a worker may have died without a word. */
  #answer<T>(ask: (answer: (value: T | null) => void) => void): Promise<T | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => this.#fail('vision-unavailable', 'Its worker does not answer.'),
        SILENT_MS,
      );
      ask((value) => {
        clearTimeout(timer);
        resolve(value);
      });
    });
  }

  #hear(report: VisionReport): void {
    switch (report.is) {
      case 'loading':
        this.#options.loading(report.share);
        return;
      case 'ready':
        this.#isReady = true;
        this.#options.ready();
        return;
      case 'failed':
        this.#fail(report.fault, report.detail);
        return;
      case 'segmented':
        this.#touched.get(report.id)?.(report.mask);
        this.#touched.delete(report.id);
        return;
      case 'hand': {
        const answer = this.#hand;
        this.#hand = null;
        answer?.(report.places);
      }
    }
  }

  #fail(fault: VisionFault, detail: string): void {
    if (this.#isOver) return;
    this.close();
    this.#options.failed(fault, detail);
  }
}
