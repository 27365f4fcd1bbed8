import type { LitElement, ReactiveController } from 'lit';

/**
 * Where the control that had the focus is gone after a drawing, the heading takes it, or what else is named, and where there
 * is none of these the element around: nobody falls out of the call. The same holds for what stands in a slot and is no
 * longer shown.
 */
export class FocusController implements ReactiveController {
  readonly #host: LitElement;
  readonly #instead: string;
  #hadFocus = false;

  /** @param instead selector of what takes it */
  constructor(host: LitElement, instead = '#heading') {
    this.#host = host;
    this.#instead = instead;
  }

  hostUpdate(): void {
    this.#hadFocus = this.#host.shadowRoot?.activeElement != null || this.#slotted() !== null;
  }

  hostUpdated(): void {
    const root = this.#host.shadowRoot;
    if (!this.#hadFocus || root === null || root.activeElement !== null) return;
    if ((this.#slotted()?.getClientRects().length ?? 0) > 0) return;
    const instead = root.querySelector<HTMLElement>(`${this.#instead}[tabindex]`);
    (instead ?? this.#host.parentElement)?.focus({ preventScroll: true });
  }

  /** What has the focus among the children that the page has put into the element. */
  #slotted(): Element | null {
    const { activeElement } = this.#host.getRootNode() as Document | ShadowRoot;
    return activeElement !== null &&
      activeElement !== this.#host &&
      this.#host.contains(activeElement)
      ? activeElement
      : null;
  }
}
