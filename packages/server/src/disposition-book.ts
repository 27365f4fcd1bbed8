import { SessionError, type Disposition } from '@fernblick/protocol';
import type { JournalStore, StoredDisposition } from './journal/journal-store.ts';

/** More than anybody chooses from; with their labels they fit into one answer. */
const MAX_DISPOSITIONS = 100;

/** What can come of a session: the host's codes, kept on disk, and in memory to be asked at every filing. */
export class DispositionBook {
  readonly #store: JournalStore;
  readonly #now: () => number;
  readonly #changed: () => void;
  readonly #dispositions = new Map<string, StoredDisposition>();

  constructor(options: {
    readonly store: JournalStore;
    readonly now: () => number;
    /** There is another code, another label, or one less. */
    readonly changed: () => void;
  }) {
    this.#store = options.store;
    this.#now = options.now;
    this.#changed = options.changed;
  }

  async load(): Promise<void> {
    for (const disposition of await this.#store.dispositions())
      this.#dispositions.set(disposition.code, disposition);
  }

  /** By label. */
  get all(): readonly StoredDisposition[] {
    return [...this.#dispositions.values()].toSorted((a, b) => a.label.localeCompare(b.label));
  }

  /** What agents choose from, by label. */
  get choices(): readonly Disposition[] {
    return this.all.map(({ code, label }) => ({ code, label }));
  }

  /** Adds one, or replaces the one of this code. @throws SessionError `invalid-message` where there are too many */
  async put(disposition: Disposition, by: string): Promise<StoredDisposition> {
    const { size } = this.#dispositions;
    if (!this.#dispositions.has(disposition.code) && size >= MAX_DISPOSITIONS)
      throw new SessionError('invalid-message', {
        detail: `There are ${MAX_DISPOSITIONS} dispositions, and there may not be more.`,
        at: 'code',
      });
    const stored = { ...disposition, at: this.#now(), by };
    await this.#store.putDisposition(stored);
    this.#dispositions.set(disposition.code, stored);
    this.#changed();
    return stored;
  }

  /** What was filed with it keeps it. @throws SessionError `not-found` */
  async remove(code: string): Promise<void> {
    if (!this.#dispositions.has(code)) throw new SessionError('not-found');
    await this.#store.removeDisposition(code);
    this.#dispositions.delete(code);
    this.#changed();
  }
}
