import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Loads `<session-rating>` when there is something to rate: a call needs none of it. */
export class RatingController implements ReactiveController {
  readonly #isWanted: () => boolean;
  #isLoading = false;

  constructor(host: ReactiveControllerHost, isWanted: () => boolean) {
    this.#isWanted = isWanted;
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.#isLoading || !this.#isWanted()) return;
    this.#isLoading = true;
    import('../session-rating/session-rating.ts').catch((cause: unknown) => {
      // The card says all else without it; the next change of the session tries again.
      this.#isLoading = false;
      console.warn('Fernblick: the rating could not be loaded.', cause);
    });
  }
}
