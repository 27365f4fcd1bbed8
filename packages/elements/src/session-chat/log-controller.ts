import type { LitElement, ReactiveController } from 'lit';

/** Closer to the end than this counts as being there. */
const AT_END_PX = 24;

/** Keeps a log at its end while the reader is there, and leaves it where they have scrolled to. */
export class LogController implements ReactiveController {
  readonly #host: LitElement;
  #isAtEnd = true;
  #log: Element | null = null;
  /** Where it was left at its end, and how high it was then. */
  #left = { top: 0, height: 0 };

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** True while the newest message can be seen. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  hostUpdated(): void {
    const log = this.#host.renderRoot.querySelector('.log');
    if (log !== this.#log) {
      this.#resizes.disconnect();
      if (log !== null) this.#resizes.observe(log);
      this.#log = log;
      this.#left = { top: 0, height: 0 };
    }
    this.#keep();
  }

  hostDisconnected(): void {
    this.#resizes.disconnect();
    this.#log = null;
    this.#isAtEnd = true;
  }

  /** For the log's `scroll` event. */
  readonly scrolled = (): void => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = this.#log ?? {};
    const isAtEnd = scrollHeight - scrollTop - clientHeight < AT_END_PX;
    if (isAtEnd === this.#isAtEnd) return;
    this.#isAtEnd = isAtEnd;
    this.#host.requestUpdate();
  };

  readonly toEnd = (): void => {
    this.#isAtEnd = true;
    this.#left = { top: 0, height: 0 };
    this.#host.requestUpdate();
  };

  /** The event of a scroll comes a frame later: whoever has just gone up is not called back. */
  #keep(): void {
    if (this.#hasGoneUp()) this.scrolled();
    else if (this.#isAtEnd) this.#scroll();
  }

  #hasGoneUp(): boolean {
    const { scrollTop = 0, clientHeight = 0 } = this.#log ?? {};
    const { top, height } = this.#left;
    return this.#isAtEnd && clientHeight === height && scrollTop < top - AT_END_PX;
  }

  #scroll(): void {
    if (this.#log === null) return;
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#left = { top: this.#log.scrollTop, height: this.#log.clientHeight };
  }

  /** A keyboard that comes up on a phone takes room from the log. */
  readonly #resizes = new ResizeObserver(() => this.#keep());
}
