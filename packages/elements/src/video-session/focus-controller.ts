import type { LitElement, ReactiveController } from 'lit';

/** Where the control that had the focus is gone after a drawing, the heading takes it: nobody falls out of the call. */
export class FocusController implements ReactiveController {
  readonly #host: LitElement;
  #hadFocus = false;

  constructor(host: LitElement) {
    this.#host = host;
  }

  hostUpdate(): void {
    this.#hadFocus = this.#host.shadowRoot?.activeElement != null;
  }

  hostUpdated(): void {
    const root = this.#host.shadowRoot;
    if (!this.#hadFocus || root === null || root.activeElement !== null) return;
    root.querySelector<HTMLElement>('#heading')?.focus({ preventScroll: true });
  }
}
