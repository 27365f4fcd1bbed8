import type { LitElement, ReactiveController } from 'lit';

/** Makes a toolbar one stop for the tab key, with arrow keys inside. */
export class RovingController implements ReactiveController {
  readonly #host: LitElement;
  readonly #selector: string;
  /** Where a person was last; until then, what is chosen. */
  #chosen: HTMLButtonElement | null = null;

  constructor(host: LitElement, selector: string) {
    this.#host = host;
    this.#selector = selector;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('keydown', this.#onKeydown);
    this.#host.addEventListener('focusin', this.#onFocus);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('keydown', this.#onKeydown);
    this.#host.removeEventListener('focusin', this.#onFocus);
  }

  hostUpdated(): void {
    const items = this.#items();
    const checked = items.find((item) => item.ariaChecked === 'true');
    const stop = items.find((item) => item === this.#chosen) ?? checked ?? items[0];
    this.#make(stop ?? null);
  }

  #items(): HTMLButtonElement[] {
    const all = this.#host.renderRoot.querySelectorAll<HTMLButtonElement>(this.#selector);
    return [...all].filter((item) => !item.disabled && item.getClientRects().length > 0);
  }

  #make(stop: HTMLButtonElement | null): void {
    for (const item of this.#host.renderRoot.querySelectorAll<HTMLButtonElement>(this.#selector))
      item.tabIndex = item === stop ? 0 : -1;
  }

  readonly #onFocus = (event: Event): void => {
    const focused = event.composedPath()[0];
    const stop = this.#items().find((item) => item === focused);
    if (stop === undefined) return;
    this.#chosen = stop;
    this.#make(stop);
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const items = this.#items();
    const at = items.findIndex((item) => item === event.composedPath()[0]);
    if (at < 0) return;
    const rtl = getComputedStyle(this.#host).direction === 'rtl';
    const step: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      [rtl ? 'ArrowLeft' : 'ArrowRight']: 1,
      [rtl ? 'ArrowRight' : 'ArrowLeft']: -1,
    };
    const by = step[event.key];
    const next =
      event.key === 'Home' ? 0 : event.key === 'End' ? -1 : by === undefined ? null : at + by;
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    const stop = items.at(next % items.length) ?? null;
    this.#chosen = stop;
    this.#make(stop);
    stop?.focus();
  };
}
