import type {
  AnchorId,
  InkLive,
  Mark,
  MarkColor,
  MarkId,
  ParticipantId,
  StrokePoint,
} from '@fernblick/protocol';
import { extendTrail, TRAIL_MS, type TrailSpot } from '../drawing/tools/pointer-trail.ts';

/** A stroke of the other side that nothing has been heard of for so long came to nothing. */
const STALE_MS = 8_000;
/** Strokes under way at once; more is not somebody drawing. */
const MOST_STROKES = 32;

interface Stroke {
  readonly author: ParticipantId;
  readonly start: InkLive & { readonly is: 'stroke' };
  readonly points: StrokePoint[];
  heardAtMs: number;
  shown: Mark | null;
}

interface Pointer {
  readonly color: MarkColor;
  readonly trail: readonly TrailSpot[];
}

/** What others are drawing just now. */
export class LiveInk {
  readonly #strokes = new Map<MarkId, Stroke>();
  readonly #pointers = new Map<ParticipantId, Pointer>();

  take(from: ParticipantId, live: InkLive, nowMs: number): void {
    if (live.is === 'pointer') {
      const trail = this.#pointers.get(from)?.trail ?? [];
      const spot = { ...live.at, timeMs: nowMs };
      this.#pointers.set(from, { color: live.color, trail: extendTrail(trail, spot) });
      return;
    }
    const known = this.#strokes.get(live.mark);
    if (known !== undefined && known.author !== from) return;
    if (live.is === 'cancelled') {
      this.#strokes.delete(live.mark);
      return;
    }
    if (known === undefined && this.#strokes.size >= MOST_STROKES) return;
    const stroke = known ?? { author: from, start: live, points: [], heardAtMs: 0, shown: null };
    this.#strokes.set(live.mark, stroke);
    stroke.heardAtMs = nowMs;
    // Where a message is missing the stroke waits: the next one repeats its end.
    if (live.from > stroke.points.length) return;
    for (const [i, point] of live.points.entries()) stroke.points[live.from + i] = point;
    stroke.shown = null;
  }

  /** A stroke has become a mark, or its author may not draw any more. */
  drop(mark: MarkId): void {
    this.#strokes.delete(mark);
  }

  forget(nowMs: number): void {
    for (const [mark, { heardAtMs }] of this.#strokes)
      if (nowMs - heardAtMs > STALE_MS) this.#strokes.delete(mark);
    for (const [from, { trail }] of this.#pointers)
      if (nowMs - (trail.at(-1)?.timeMs ?? 0) > TRAIL_MS) this.#pointers.delete(from);
  }

  get anchors(): readonly AnchorId[] {
    return [...this.#strokes.values()].map(({ start }) => start.anchor);
  }

  get marks(): readonly Mark[] {
    return [...this.#strokes.values()].flatMap((stroke) => {
      const { author, start, points } = stroke;
      if (points.length === 0) return [];
      const { mark: id, anchor, color, width, tool } = start;
      stroke.shown ??= {
        id,
        author,
        anchor,
        color,
        width,
        shape: { is: tool, points: points.slice() },
      };
      return [stroke.shown];
    });
  }

  get pointers(): readonly Pointer[] {
    return [...this.#pointers.values()];
  }
}
