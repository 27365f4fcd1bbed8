import type { InkLive, Mark, MarkColor, Point, SpanShape, StrokePoint } from '@fernblick/protocol';

/** What is known of a mark under way besides its shape. */
type Begun = Pick<Mark, 'id' | 'anchor' | 'color' | 'width'>;

/** What is under way is sent so often. */
const STREAM_EVERY_MS = 33;
const POINTER_EVERY_MS = 40;
/** Each message repeats the last points of the one before, so that a loss heals. */
const REPEATED_POINTS = 12;
const MOST_STREAMED = 60;

/** Tells others what a hand draws while it draws it, and no more often than anybody sees. */
export class Streamer {
  readonly #stream: (live: InkLive) => void;
  /** Every point of the stroke under way. */
  #points: StrokePoint[] = [];
  #sent = 0;
  #sentAtMs = -Infinity;
  /** True until something of what is under way has been told. */
  #isFirst = true;
  #number = 0;
  /** What came too soon after what was told last. */
  #late: ((timeMs: number) => void) | null = null;

  constructor(stream: (live: InkLive) => void) {
    this.#stream = stream;
  }

  /** Something else begins, and is told at once. */
  begin(): void {
    this.#points = [];
    this.#sent = 0;
    this.#number = 0;
    this.#sentAtMs = -Infinity;
    this.#isFirst = true;
    this.#late = null;
  }

  /** True while something is still to be told: a hand that rests brings no further event with which it could be. */
  get isLate(): boolean {
    return this.#late !== null;
  }

  /** Tells it, once it is time. */
  tellLate(timeMs: number): void {
    this.#late?.(timeMs);
  }

  /** One more point of the stroke under way. */
  keep(point: StrokePoint): void {
    this.#points.push(point);
  }

  /** Tells all points that were kept and not told. */
  stroke(
    { id: mark, anchor, color, width }: Begun,
    tool: 'pen' | 'highlighter',
    timeMs: number,
  ): void {
    const again = (then: number): void =>
      this.stroke({ id: mark, anchor, color, width }, tool, then);
    if (!this.#isTime(timeMs, STREAM_EVERY_MS, again)) return;
    for (let from = Math.max(0, this.#sent - REPEATED_POINTS); from < this.#points.length;) {
      const points = this.#points.slice(from, from + MOST_STREAMED);
      this.#stream({ is: 'stroke', mark, anchor, tool, color, width, from, points });
      from += points.length;
      this.#sent = from;
    }
  }

  shape({ id: mark, anchor, color, width }: Begun, shape: SpanShape, timeMs: number): void {
    const again = (then: number): void =>
      this.shape({ id: mark, anchor, color, width }, shape, then);
    if (!this.#isTime(timeMs, STREAM_EVERY_MS, again)) return;
    this.#number += 1;
    this.#stream({ is: 'shape', mark, anchor, color, width, number: this.#number, shape });
  }

  pointer(at: Point, color: MarkColor, timeMs: number): void {
    const again = (then: number): void => this.pointer(at, color, then);
    if (this.#isTime(timeMs, POINTER_EVERY_MS, again)) this.#stream({ is: 'pointer', at, color });
  }

  #isTime(timeMs: number, everyMs: number, again: (timeMs: number) => void): boolean {
    const isTooSoon = timeMs - this.#sentAtMs < everyMs;
    this.#late = isTooSoon ? again : null;
    if (isTooSoon) return false;
    // The place where a hand comes down is no ink yet: its first movement does not wait for it.
    if (!this.#isFirst) this.#sentAtMs = timeMs;
    this.#isFirst = false;
    return true;
  }
}
