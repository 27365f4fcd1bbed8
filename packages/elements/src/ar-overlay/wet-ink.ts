import type { WetPen } from '@fernblick/ar/ink';

/** A worker that is busy with a frame paints a line so much later than the hand draws it, ms. */
const WET_MS = 80;
/** Each outline is so much wider than the line, CSS px; the outer one first. */
const OUTLINES = { light: 6, dark: 3, fill: 0 } as const;
/** Only a fast hand leaves its ink behind, and a fast hand draws a thinner line. */
const THINNER = 0.6;

/** Where a hand was, CSS px of the element, and when. */
export interface WetSpot {
  readonly x: number;
  readonly y: number;
  readonly timeMs: number;
}

/**
 * The last moments of a stroke, drawn by the page itself: the worker paints them a few pictures later, and a line that lags
 * behind the hand is hard to lead.
 */
export class WetInk {
  readonly #svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  readonly #lines = Object.entries(OUTLINES).map(([tone, wider]) => ({
    line: document.createElementNS('http://www.w3.org/2000/svg', 'polyline'),
    tone: tone as keyof typeof OUTLINES,
    wider,
  }));
  #spots: readonly WetSpot[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What is drawn with; null where nothing is. */
  pen: WetPen | null = null;

  constructor() {
    this.#svg.classList.add('wet');
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#svg.append(...this.#lines.map(({ line }) => line));
  }

  /** Something else begins, there if it is a hand's. */
  lift(...spots: readonly WetSpot[]): void {
    this.#spots = spots;
    this.#dry();
  }

  /** The hand has come to the last of these places, over a surface. */
  draw(surface: HTMLElement, spots: readonly WetSpot[]): void {
    const all = [...this.#spots, ...spots];
    const now = all.at(-1)?.timeMs ?? 0;
    const first = all.findIndex(({ timeMs }) => now - timeMs <= WET_MS);
    // From where the hand has rested before.
    this.#spots = all.slice(Math.max(0, first - 1));
    const { pen } = this;
    if (pen === null) return;
    const points = this.#spots.map(({ x, y }) => `${x},${y}`).join(' ');
    for (const { line, tone, wider } of this.#lines) {
      line.setAttribute('points', points);
      line.setAttribute('stroke', pen[tone]);
      line.setAttribute('stroke-width', String(pen.width * THINNER + wider));
    }
    if (this.#svg.parentNode !== surface) surface.append(this.#svg);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#dry(), WET_MS);
  }

  #dry(): void {
    clearTimeout(this.#timer);
    this.#svg.remove();
  }
}
