import type { InkItem } from '@fernblick/protocol';

interface Place {
  /** Null while it is being made. */
  item: InkItem | null;
  failed: boolean;
}

/** Sends items in the order in which they were given, although some of them take time to make. */
export class Outbox {
  readonly #send: (item: InkItem) => void;
  readonly #places: Place[] = [];

  constructor(send: (item: InkItem) => void) {
    this.#send = send;
  }

  add(item: InkItem): void {
    this.#places.push({ item, failed: false });
    this.#flush();
  }

  /** Keeps a place for what is being made. Rejects where that fails; what comes after it goes all the same. */
  async make(making: Promise<InkItem>): Promise<void> {
    const place: Place = { item: null, failed: false };
    this.#places.push(place);
    try {
      place.item = await making;
    } catch (cause) {
      place.failed = true;
      throw cause;
    } finally {
      this.#flush();
    }
  }

  #flush(): void {
    for (;;) {
      const [first] = this.#places;
      if (first === undefined || (first.item === null && !first.failed)) return;
      this.#places.shift();
      if (first.item !== null) this.#send(first.item);
    }
  }
}
