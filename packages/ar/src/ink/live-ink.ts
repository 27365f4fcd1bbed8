import type {
  AnchorId,
  InkLive,
  Mark,
  MarkColor,
  MarkId,
  ParticipantId,
  Point,
  StrokePoint,
} from '@fernblick/protocol';
import { extendTrail, TRAIL_MS, type TrailSpot } from '../drawing/tools/pointer-trail.ts';

/** A mark under way that nothing has been heard of for so long came to nothing. */
const STALE_MS = 8_000;
/** Marks under way at once; more is not somebody drawing. */
const MOST_MARKS = 32;
/** The channel keeps no order: what is told late of so many marks that are done is passed over. */
const MOST_DONE = 64;

type LiveMark = InkLive & { readonly is: 'stroke' | 'shape' };

interface UnderWay {
  readonly author: ParticipantId;
  /** What was heard last of a shape, and first of a stroke. */
  heard: LiveMark;
  /** By number; some may be missing. */
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
  readonly #toShown: (at: Point) => Point | null;
  readonly #marks = new Map<MarkId, UnderWay>();
  readonly #done = new Set<MarkId>();
  readonly #pointers = new Map<ParticipantId, Pointer>();

  /** @param toShown where a place of the others' picture lies in the one that is shown; null where that is not known */
  constructor(toShown: (at: Point) => Point | null = (at) => at) {
    this.#toShown = toShown;
  }

  take(from: ParticipantId, live: InkLive, nowMs: number): void {
    if (live.is === 'pointer') {
      const at = this.#toShown(live.at);
      if (at === null) return;
      const trail = this.#pointers.get(from)?.trail ?? [];
      const spot = { ...at, timeMs: nowMs };
      this.#pointers.set(from, { color: live.color, trail: extendTrail(trail, spot) });
      return;
    }
    // What says where things are, or that somebody is about to draw, is no ink.
    if (live.is === 'poses' || live.is === 'ready') return;
    const known = this.#marks.get(live.mark);
    if ((known !== undefined && known.author !== from) || this.#done.has(live.mark)) return;
    if (live.is === 'cancelled') {
      this.drop(live.mark);
      return;
    }
    if (known === undefined && this.#marks.size >= MOST_MARKS) return;
    const mark = known ?? { author: from, heard: live, points: [], heardAtMs: 0, shown: null };
    this.#marks.set(live.mark, mark);
    mark.heardAtMs = nowMs;
    if (live.is === 'shape') {
      if (mark.heard.is === 'shape' && live.number < mark.heard.number) return;
      mark.heard = live;
    } else {
      // Where a message is missing the stroke goes straight on, until what is repeated or comes late fills it.
      for (const [i, point] of live.points.entries()) mark.points[live.from + i] = point;
    }
    mark.shown = null;
  }

  /** It has become a mark, or came to nothing: nothing that is still on its way counts. */
  drop(mark: MarkId): void {
    this.#marks.delete(mark);
    this.#done.add(mark);
    const [oldest] = this.#done;
    if (this.#done.size > MOST_DONE && oldest !== undefined) this.#done.delete(oldest);
  }

  forget(nowMs: number): void {
    for (const [mark, { heardAtMs }] of this.#marks)
      if (nowMs - heardAtMs > STALE_MS) this.#marks.delete(mark);
    for (const [from, { trail }] of this.#pointers)
      if (nowMs - (trail.at(-1)?.timeMs ?? 0) > TRAIL_MS) this.#pointers.delete(from);
  }

  get anchors(): readonly AnchorId[] {
    return [...this.#marks.values()].map(({ heard }) => heard.anchor);
  }

  get marks(): readonly Mark[] {
    return [...this.#marks.values()].flatMap((live) => (live.shown ??= shown(live)) ?? []);
  }

  get pointers(): readonly Pointer[] {
    return [...this.#pointers.values()];
  }
}

function shown({ author, heard, points }: UnderWay): Mark | null {
  const { mark: id, anchor, color, width } = heard;
  if (heard.is === 'shape') return { id, author, anchor, color, width, shape: heard.shape };
  const arrived = Object.values(points);
  if (arrived.length === 0) return null;
  return { id, author, anchor, color, width, shape: { is: heard.tool, points: arrived } };
}
