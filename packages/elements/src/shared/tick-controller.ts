import type { ReactiveController, ReactiveControllerHost } from 'lit';

const SECOND_MS = 1_000;

/** Redraws its host at every full second while something on it counts. */
export class TickController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #counts: () => boolean;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(host: ReactiveControllerHost, counts: () => boolean) {
    this.#host = host;
    this.#counts = counts;
  }

  hostUpdated(): void {
    if (this.#timer !== null || !this.#counts()) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.#host.requestUpdate();
      },
      SECOND_MS - (Date.now() % SECOND_MS),
    );
  }

  hostDisconnected(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
