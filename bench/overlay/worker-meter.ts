/** What the meter in a page tells. */
export interface WorkerTimes {
  /** From a frame's reading to the worker's word that every anchor was looked for in it, ms. */
  readonly frameMs: readonly number[];
}

declare global {
  interface Window {
    /** Times since the last call. */
    takeWorkerTimes(): WorkerTimes;
  }
}

/** Measures in a page how long its worker takes for each frame; to be installed before the page loads. */
export function installWorkerMeter(): void {
  let frameMs: number[] = [];
  window.takeWorkerTimes = () => {
    const times = { frameMs };
    frameMs = [];
    return times;
  };
  window.Worker = class extends Worker {
    #sentAt = 0;

    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }: MessageEvent<{ readonly is?: string }>) => {
        if (data.is === 'frame-taken' && this.#sentAt > 0)
          frameMs.push(performance.now() - this.#sentAt);
        if (data.is === 'frame-taken') this.#sentAt = 0;
      });
    }

    override postMessage(message: unknown, second?: unknown): void {
      if ((message as { readonly is?: string }).is === 'frame') this.#sentAt = performance.now();
      super.postMessage(message, second as Transferable[]);
    }
  };
}
