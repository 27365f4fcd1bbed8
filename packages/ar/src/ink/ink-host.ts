import type { InkItem } from '@fernblick/protocol';
import type { InkCommand, InkReport } from './messages.ts';

/** What a page gives to have an engine. */
export interface InkHostOptions {
  /** A canvas that nothing was painted on yet; asked for again where the engine has to be started again. */
  readonly canvas: () => HTMLCanvasElement;
  readonly report: (report: InkReport) => void;
  /** Makes the worker; throws where the page cannot have one. */
  readonly makeWorker: () => Worker;
  /** Says something to the developer of the page. */
  readonly warn: (sentence: string, cause: unknown) => void;
}

/** Where an engine runs. */
interface Runner {
  readonly post: (command: InkCommand, transfer: Transferable[]) => void;
  readonly close: () => void;
}

const CHECK_EVERY_MS = 2_000;
/**
 * A worker that leaves so many questions unanswered is gone. They are counted, and not the time: a page that was busy
 * itself has not asked. Each new start is given twice as many, in case it was only slow.
 */
const UNANSWERED = 4;
/** A worker that dies so often, without having answered this many questions in between, is not started again. */
const MOST_RESTARTS = 3;
const PROVEN = 15;
/** Messages that hold until the next of their kind. */
const STANDING: ReadonlySet<InkCommand['is']> = new Set([
  'layout',
  'link',
  'drafters',
  'hold',
  'freeze',
  'segmenter',
]);
let hasWarned = false;

/**
 * Runs an engine in a worker, or in the page where there is none, and starts it again where the worker dies.
 * What was drawn survives: the host keeps it.
 */
export class InkHost {
  readonly #options: InkHostOptions;
  #items: InkItem[] = [];
  /** The latest of those messages that hold until the next of their kind. */
  readonly #standing = new Map<InkCommand['is'], InkCommand>();
  #runner: Runner | null = null;
  #isClosed = false;
  /** Why the page has no worker: it may have none, or the first one failed before it said anything; null where it has. */
  #refusal: unknown = null;
  #hasCome = false;
  #restarts = 0;
  #unanswered = 0;
  #answered = 0;
  /** Who waits for an answer, in the order of the questions. */
  readonly #asked: (() => void)[] = [];
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(options: InkHostOptions) {
    this.#options = options;
    this.#start();
    this.#timer = setInterval(() => this.#check(), CHECK_EVERY_MS);
  }

  post(command: InkCommand, transfer: Transferable[] = []): void {
    if (command.is === 'items') this.#items.push(...command.items);
    // An engine that begins anew is not to bring it back.
    if (command.is === 'refused') this.#items = this.#items.filter((item) => item !== command.item);
    if (STANDING.has(command.is)) this.#standing.set(command.is, command);
    this.#runner?.post(command, transfer);
  }

  /** Resolves once all that was posted so far is dealt with, and reported; or can no longer be. */
  async settled(): Promise<void> {
    if (this.#runner !== null) await new Promise<void>((resolve) => this.#ask(resolve));
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#stop();
  }

  #stop(): void {
    this.#runner?.close();
    this.#runner = null;
    for (const answer of this.#asked.splice(0)) answer();
  }

  #ask(answer = (): void => {}): void {
    this.#asked.push(answer);
    this.#runner?.post({ is: 'ping' }, []);
  }

  #start(): void {
    const canvas = this.#options.canvas();
    const offscreen = canvas.transferControlToOffscreen();
    this.#unanswered = 0;
    this.#answered = 0;
    this.#runner = this.#inWorker(offscreen) ?? this.#inPage(offscreen);
    for (const command of this.#standing.values()) this.#runner.post(command, []);
    if (this.#items.length > 0) this.#runner.post({ is: 'items', items: [...this.#items] }, []);
  }

  #inWorker(canvas: OffscreenCanvas): Runner | null {
    let worker: Worker;
    if (this.#refusal !== null) return null;
    try {
      worker = this.#options.makeWorker();
    } catch (cause) {
      this.#refusal = cause;
      return null;
    }
    worker.onmessage = ({ data }: MessageEvent<InkReport>) => this.#tell(data);
    worker.onerror = (event) => {
      event.preventDefault();
      if (!this.#hasCome) this.#refusal = event;
      this.#restart(event.message);
    };
    worker.postMessage({ is: 'start', canvas } satisfies InkCommand, [canvas]);
    return {
      post: (command, transfer) => worker.postMessage(command, transfer),
      close: () => {
        // What it has said already may still be on its way.
        worker.onmessage = null;
        worker.terminate();
      },
    };
  }

  #inPage(canvas: OffscreenCanvas): Runner {
    if (!hasWarned) this.#options.warn('Drawing runs in the page itself.', this.#refusal);
    hasWarned = true;
    let isOpen = true;
    let close = (): void => {
      isOpen = false;
    };
    let waiting: InkCommand[] | null = [{ is: 'start', canvas }];
    let take = (command: InkCommand): void => void waiting?.push(command);
    import('./create-ink-engine.ts').then(
      ({ createInkEngine }) => {
        if (!isOpen) return;
        const engine = createInkEngine((report) => {
          if (isOpen) this.#tell(report);
        });
        close = () => {
          isOpen = false;
          engine.close();
        };
        take = (command) => engine.take(command);
        for (const command of waiting ?? []) take(command);
        waiting = null;
      },
      (cause: unknown) => {
        this.#options.warn('Drawing could not be loaded.', cause);
        this.#tell({ is: 'problem', code: 'engine-failed', detail: 'It could not be loaded.' });
      },
    );
    return { post: (command) => take(command), close: () => close() };
  }

  #tell(report: InkReport): void {
    this.#hasCome = true;
    this.#unanswered = 0;
    // One's own may come back over the link, or may not: kept once is enough, twice has one effect.
    if (report.is === 'send') this.#items.push(report.item);
    if (report.is !== 'pong') {
      this.#options.report(report);
      return;
    }
    this.#asked.shift()?.();
    if (++this.#answered >= PROVEN) this.#restarts = 0;
  }

  #check(): void {
    // In a hidden page nothing is due.
    if (document.visibilityState !== 'visible') this.#unanswered = 0;
    else if (this.#unanswered >= UNANSWERED * 2 ** this.#restarts)
      this.#restart('It does not answer.');
    else if (this.#runner !== null) {
      this.#unanswered += 1;
      this.#ask();
    }
  }

  #restart(why: string): void {
    if (this.#isClosed) return;
    this.#stop();
    const detail = `Stopped: ${why}`;
    if (this.#refusal === null)
      this.#options.report({ is: 'problem', code: 'engine-failed', detail });
    this.#options.report({ is: 'painting', on: false });
    this.#restarts += 1;
    if (this.#restarts > MOST_RESTARTS) return;
    this.#start();
    this.#options.report({ is: 'frame-taken' });
  }
}
