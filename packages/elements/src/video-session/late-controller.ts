import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Loads a part of the card when it is wanted: most calls need none of it. */
export class LateController implements ReactiveController {
  readonly #isWanted: () => boolean;
  readonly #load: () => Promise<unknown>;
  #isLoading = false;

  constructor(host: ReactiveControllerHost, isWanted: () => boolean, load: () => Promise<unknown>) {
    this.#isWanted = isWanted;
    this.#load = load;
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.#isLoading || !this.#isWanted()) return;
    this.#isLoading = true;
    this.#load().catch((cause: unknown) => {
      // The card says all else without it; the next change of the session tries again.
      this.#isLoading = false;
      console.warn('Fernblick: a part could not be loaded.', cause);
    });
  }
}
