import type { LitElement, ReactiveController } from 'lit';

/** Loads what the card holds besides itself once it is drawn, by tag: most calls need none of it. */
export class LateController implements ReactiveController {
  readonly #host: LitElement;
  readonly #modules: Readonly<Record<string, () => Promise<unknown>>>;
  readonly #started = new Set<string>();

  constructor(host: LitElement, modules: Readonly<Record<string, () => Promise<unknown>>>) {
    this.#host = host;
    this.#modules = modules;
    host.addController(this);
  }

  hostUpdated(): void {
    for (const [tag, load] of Object.entries(this.#modules)) {
      if (this.#started.has(tag) || this.#host.renderRoot.querySelector(tag) === null) continue;
      this.#started.add(tag);
      load().catch((cause: unknown) => {
        // The card says all else without it; the next change of the session tries again.
        this.#started.delete(tag);
        console.warn(`Fernblick: <${tag}> could not be loaded.`, cause);
      });
    }
  }
}
