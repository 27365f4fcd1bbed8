import { setImmediate as nextTurn } from 'node:timers/promises';

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes that arrive in the same turn of the event loop, or while others are being written, go to disk together: one
 * flush for all of them.
 */
export class GroupedWrites<T, R> {
  readonly #write: (items: readonly T[]) => Promise<readonly R[]>;
  readonly #batchOf: (items: readonly T[]) => number;
  #waiting: Waiting<T, R>[] = [];
  #writing: Promise<void> | null = null;

  /**
   * @param write gives one result for each item, in their order
   * @param batchOf how many of the items that wait, from the first on, may go together; at least one
   */
  constructor(
    write: (items: readonly T[]) => Promise<readonly R[]>,
    batchOf: (items: readonly T[]) => number,
  ) {
    this.#write = write;
    this.#batchOf = batchOf;
  }

  /** Resolves once it is on disk. */
  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    await nextTurn();
    while (this.#waiting.length > 0) {
      const size = this.#batchOf(this.#waiting.map(({ item }) => item));
      const batch = this.#waiting.slice(0, size);
      this.#waiting = this.#waiting.slice(size);
      try {
        const results = await this.#write(batch.map(({ item }) => item));
        // As many as there are items; where `write` breaks that word, the compiler cannot know.
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as R);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = null;
  }
}
