import type { LitElement, ReactiveController } from 'lit';

const GAP_PX = 8;

/** Lifts the cards above what the call has to say, where there is no room for both beside each other. */
export class LiftController implements ReactiveController {
  readonly #host: LitElement;
  #notices: Element | null = null;

  constructor(host: LitElement) {
    this.#host = host;
  }

  hostUpdated(): void {
    const root = this.#host.getRootNode();
    const notices = root instanceof ShadowRoot ? root.querySelector('.notices') : null;
    if (notices !== this.#notices) {
      this.#resizes.disconnect();
      this.#notices = notices;
      for (const one of notices === null ? [] : [notices, this.#host]) this.#resizes.observe(one);
    }
    this.#lift();
  }

  hostDisconnected(): void {
    this.#resizes.disconnect();
    this.#notices = null;
  }

  readonly #resizes = new ResizeObserver(() => this.#lift());

  #lift(): void {
    const cards = this.#host.renderRoot.querySelector<HTMLElement>('.cards');
    if (cards === null) return;
    const place = cards.getBoundingClientRect();
    const isOver = [...(this.#notices?.children ?? [])].some((notice) => {
      const { left, right, height } = notice.getBoundingClientRect();
      return height > 0 && right > place.left && left < place.right;
    });
    const px = isOver ? (this.#notices?.getBoundingClientRect().height ?? 0) + GAP_PX : 0;
    cards.style.setProperty('--_lift', `${px}px`);
  }
}
