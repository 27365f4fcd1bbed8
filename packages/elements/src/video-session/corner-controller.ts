import type { LitElement, ReactiveController } from 'lit';
import { recall, remember } from '../shared/page-memory.ts';

/** Where the small picture stands. */
export type Corner = 'top-start' | 'top-end' | 'bottom-start' | 'bottom-end';

const KEY = 'fernblick:corner';
const FIRST: Corner = 'top-end';
/** Movement below this is a tap, not a drag. */
const TAP_PX = 8;
const MOVE_MS = 160;

/** Lets the small picture be dragged, or moved by arrow keys, to a corner, and remembers which. */
export class CornerController implements ReactiveController {
  readonly #host: LitElement;
  #corner: Corner = recallCorner();
  #from: { readonly x: number; readonly y: number } | null = null;
  #dragged = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#from = null;
  }

  /** Names and languages decide how many lines stand at the top: what has its place below them needs their height. */
  hostUpdated(): void {
    const find = (what: string): HTMLElement | null => this.#host.renderRoot.querySelector(what);
    const { offsetTop = 0, offsetHeight = 0 } = find('.top') ?? {};
    const height = `calc(${offsetTop + offsetHeight}px - var(--_edge-space))`;
    find('.view')?.style.setProperty('--_top', height);
  }

  get corner(): Corner {
    return this.#corner;
  }

  /** True if the click that is just arriving ends a drag. */
  get wasDragged(): boolean {
    return this.#dragged;
  }

  readonly start = (event: PointerEvent): void => {
    this.#dragged = false;
    if (event.button !== 0) return;
    this.#from = { x: event.clientX, y: event.clientY };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };

  readonly move = (event: PointerEvent): void => {
    if (this.#from === null) return;
    const x = event.clientX - this.#from.x;
    const y = event.clientY - this.#from.y;
    if (!this.#dragged && Math.hypot(x, y) < TAP_PX) return;
    this.#dragged = true;
    for (const part of this.#parts()) part.style.setProperty('translate', `${x}px ${y}px`);
  };

  readonly end = (event: PointerEvent): void => {
    if (this.#from === null) return;
    this.#from = null;
    const stage = this.#host.renderRoot.querySelector('.view');
    if (!this.#dragged || stage === null || event.type === 'pointercancel') {
      this.#settle();
      return;
    }
    const box = stage.getBoundingClientRect();
    const leftHalf = event.clientX < box.left + box.width / 2;
    const atStart = leftHalf === (getComputedStyle(stage).direction === 'ltr');
    const atTop = event.clientY < box.top + box.height / 2;
    this.#put(`${atTop ? 'top' : 'bottom'}-${atStart ? 'start' : 'end'}`);
  };

  readonly key = (event: KeyboardEvent): void => {
    const rtl = getComputedStyle(event.currentTarget as Element).direction === 'rtl';
    const [block, inline] = this.#corner.split('-') as ['top' | 'bottom', 'start' | 'end'];
    const next: Partial<Record<string, Corner>> = {
      ArrowUp: `top-${inline}`,
      ArrowDown: `bottom-${inline}`,
      ArrowLeft: `${block}-${rtl ? 'end' : 'start'}`,
      ArrowRight: `${block}-${rtl ? 'start' : 'end'}`,
    };
    const corner = next[event.key];
    if (corner === undefined) return;
    event.preventDefault();
    this.#put(corner);
  };

  #put(corner: Corner): void {
    const before = this.#parts().map((part) => part.getBoundingClientRect());
    this.#corner = corner;
    remember(KEY, corner);
    this.#settle();
    this.#host.requestUpdate();
    void this.#glide(before);
  }

  /** Shows where it went; the style has put it there already. */
  async #glide(before: readonly DOMRect[]): Promise<void> {
    await this.#host.updateComplete;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.#parts().forEach((part, index) => {
      const old = before[index];
      const box = part.getBoundingClientRect();
      if (old === undefined) return;
      part.animate(
        { translate: [`${old.left - box.left}px ${old.top - box.top}px`, '0 0'] },
        { duration: MOVE_MS, easing: 'ease-out' },
      );
    });
  }

  #settle(): void {
    for (const part of this.#parts()) part.style.removeProperty('translate');
  }

  #parts(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.corner')];
  }
}

function recallCorner(): Corner {
  const stored = recall(KEY);
  return stored === 'top-start' || stored === 'bottom-start' || stored === 'bottom-end'
    ? stored
    : FIRST;
}
