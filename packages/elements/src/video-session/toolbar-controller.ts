import type { LitElement, ReactiveController } from 'lit';

const FADE_AFTER_MS = 4_000;

/**
 * The bar of the call is one stop for the tab key, with arrow keys inside; on a device with a mouse it fades while
 * nothing moves, unless the focus is in it or something is open.
 */
export class ToolbarController implements ReactiveController {
  readonly #host: LitElement;
  readonly #mayFade: () => boolean;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(host: LitElement, mayFade: () => boolean) {
    this.#host = host;
    this.#mayFade = mayFade;
  }

  hostConnected(): void {
    this.#host.addEventListener('pointermove', this.#wake);
    this.#host.addEventListener('pointerdown', this.#wake);
    this.#host.addEventListener('keydown', this.#onKeydown);
    this.#host.addEventListener('focusin', this.#onFocus);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('pointermove', this.#wake);
    this.#host.removeEventListener('pointerdown', this.#wake);
    this.#host.removeEventListener('keydown', this.#onKeydown);
    this.#host.removeEventListener('focusin', this.#onFocus);
    this.#cancel();
  }

  hostUpdated(): void {
    const tools = this.#tools();
    if (tools.length === 0) {
      this.#cancel();
      return;
    }
    if (!tools.some((tool) => tool.tabIndex === 0 && !tool.disabled)) this.#makeStop(tools[0]);
    if (this.#timer === null && !(this.#isFaded() && this.#mayFade())) this.#wake();
  }

  #tools(): HTMLButtonElement[] {
    const tools = this.#host.renderRoot.querySelectorAll<HTMLButtonElement>('.bar .tool');
    // Where room is short, what is seldom used stands in the panel above.
    return [...tools].filter(({ offsetParent }) => offsetParent !== null);
  }

  #makeStop(stop: HTMLButtonElement | undefined): void {
    for (const tool of this.#tools()) tool.tabIndex = tool === stop ? 0 : -1;
  }

  readonly #onFocus = (event: Event): void => {
    const focused = event.composedPath()[0];
    const stop = this.#tools().find((tool) => tool === focused);
    if (stop !== undefined) this.#makeStop(stop);
    this.#wake();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    this.#wake();
    const tools = this.#tools().filter((tool) => !tool.disabled);
    const at = tools.findIndex((tool) => tool === event.composedPath()[0]);
    if (at < 0) return;
    const forward = getComputedStyle(this.#host).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const back = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    const next = { [forward]: at + 1, [back]: at - 1, Home: 0, End: tools.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const stop = tools.at(next % tools.length);
    this.#makeStop(stop);
    stop?.focus();
  };

  readonly #wake = (): void => {
    this.#cancel();
    this.#setFaded(false);
    if (!this.#mayFade() || !matchMedia('(hover: hover) and (pointer: fine)').matches) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#mayFade() && !this.#isInUse()) this.#setFaded(true);
      else if (this.#mayFade()) this.#wake();
    }, FADE_AFTER_MS);
  };

  #isInUse(): boolean {
    const root = this.#host.renderRoot;
    return root.querySelector('.bar:focus-within, dialog[open], [aria-expanded="true"]') !== null;
  }

  #isFaded(): boolean {
    return this.#host.renderRoot.querySelector('.stage')?.hasAttribute('data-faded') ?? false;
  }

  #setFaded(faded: boolean): void {
    this.#host.renderRoot.querySelector('.stage')?.toggleAttribute('data-faded', faded);
  }

  #cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
