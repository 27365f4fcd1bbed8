import type { LitElement, ReactiveController } from 'lit';

/**
 * Makes a toolbar one stop for the tab key, with arrow keys inside. What is `aria-disabled` is a stop too and does
 * nothing: who presses Undo until nothing is left keeps the place, and hears what would have to be done first.
 */
export class RovingController implements ReactiveController {
  readonly #host: LitElement;
  readonly #selector: string;
  /** Where a person was last; until then, what is chosen. */
  #chosen: HTMLButtonElement | undefined;

  constructor(host: LitElement, selector: string) {
    this.#host = host;
    this.#selector = selector;
    host.addController(this);
    // On the host itself, which keeps them as long as it keeps its toolbar.
    host.addEventListener('keydown', this.#onKeydown);
    host.addEventListener('focusin', (event) => this.#stopAt(this.#itemOf(event)));
    host.addEventListener('click', this.#onClick, { capture: true });
  }

  hostUpdated(): void {
    const items = this.#items();
    const stop =
      items.find((item) => item === this.#chosen) ??
      items.find((item) => item.ariaChecked === 'true') ??
      items[0];
    for (const item of this.#all()) item.tabIndex = item === stop ? 0 : -1;
  }

  #all(): HTMLButtonElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLButtonElement>(this.#selector)];
  }

  #items(): HTMLButtonElement[] {
    return this.#all().filter((item) => item.getClientRects().length > 0);
  }

  #itemOf(event: Event): HTMLButtonElement | undefined {
    return this.#items().find((item) => event.composedPath().includes(item));
  }

  #stopAt(item: HTMLButtonElement | undefined): void {
    if (item === undefined) return;
    this.#chosen = item;
    this.hostUpdated();
  }

  readonly #onClick = (event: Event): void => {
    if (this.#itemOf(event)?.ariaDisabled === 'true') event.stopPropagation();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const item = this.#itemOf(event);
    if (item === undefined) return;
    const items = this.#items();
    const at = items.indexOf(item);
    const rtl = getComputedStyle(this.#host).direction === 'rtl';
    const places: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      [rtl ? 'ArrowLeft' : 'ArrowRight']: at + 1,
      [rtl ? 'ArrowRight' : 'ArrowLeft']: at - 1,
      Home: 0,
      End: -1,
    };
    const next = places[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const stop = items.at(next % items.length);
    this.#stopAt(stop);
    stop?.focus();
  };
}
