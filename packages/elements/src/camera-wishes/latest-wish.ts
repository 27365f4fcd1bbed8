/** A slider moves faster than a camera: sends one value after the other, the latest each time, a moment apart. */
export class LatestWish<T> {
  readonly #send: (value: T) => Promise<boolean>;
  #next: T | null = null;
  #isSending = false;

  constructor(send: (value: T) => Promise<boolean>) {
    this.#send = send;
  }

  /** What was put before and is not sent yet is forgotten. */
  async put(value: T): Promise<void> {
    this.#next = value;
    if (this.#isSending) return;
    this.#isSending = true;
    for (;;) {
      const next = this.#next;
      if (next === null) break;
      this.#next = null;
      // What came to nothing takes along what was put meanwhile.
      if (!(await this.#send(next))) this.#next = null;
      else await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    this.#isSending = false;
  }
}

/** So that a slider that is dragged makes four wishes a second, and a camera has time for each. */
const PAUSE_MS = 250;
