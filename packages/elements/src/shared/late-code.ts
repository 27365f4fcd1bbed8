import type { ReactiveControllerHost } from 'lit';
import { WordsController, type Dictionary } from './words-controller.ts';

/** Code with words of its own that is loaded when it is first needed; until then nothing of it is drawn. */
export class LateCode<W, M extends { readonly dictionary: Dictionary<W> }> {
  readonly #host: ReactiveControllerHost & Element;
  readonly #import: () => Promise<M>;
  readonly #failed: (cause: unknown) => void;
  #module: M | null = null;
  #words: WordsController<W> | null = null;
  #loading = false;

  /** @param failed told that it did not come; without it, a line for the developer */
  constructor(
    host: ReactiveControllerHost & Element,
    load: () => Promise<M>,
    failed = (cause: unknown): void => console.warn('Fernblick: not loaded.', cause),
  ) {
    this.#host = host;
    this.#import = load;
    this.#failed = failed;
  }

  /** Null until it has come. */
  get module(): M | null {
    return this.#module;
  }

  /** Lets its templates draw; null until code and words have come, which the first one who asks begins. */
  drawn<T>(draw: (module: M, words: W) => T): T | null {
    void this.#load();
    const words = this.#words?.words ?? null;
    return this.#module === null || words === null ? null : draw(this.#module, words);
  }

  async #load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      this.#module = await this.#import();
      this.#words = new WordsController(this.#host, this.#module.dictionary);
      this.#host.requestUpdate();
    } catch (cause) {
      // Not drawn anew for this, or it would be asked for again and again; whatever is drawn next tries again.
      this.#loading = false;
      this.#failed(cause);
    }
  }
}
