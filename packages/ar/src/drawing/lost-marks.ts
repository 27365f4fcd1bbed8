import type { MarkColor, MarkId, Point } from '@fernblick/protocol';
import type { Area } from './trace.ts';

/** A mark whose thing is not found in the picture, in px of the canvas. */
export interface LostMark {
  readonly mark: MarkId;
  readonly color: MarkColor;
  /** What it goes by: a pin's number, the beginning of a text; empty where it has no name. */
  readonly name: string;
  /** Where it would be by all that is known; null where it was never seen. */
  readonly at: Point | null;
  readonly lostMs: number;
}

/** Where a mark was just now, and is not seen any more. */
export interface LostRing extends Point {
  readonly color: MarkColor;
}

/** An arrow at the edge of the picture, or a question mark. */
export interface EdgeArrow extends Point {
  /** Radians clockwise from pointing right; null where the direction is not known. */
  readonly angle: number | null;
  readonly color: MarkColor;
  /** What is written on it. */
  readonly name: string;
  /** The marks that lie in this direction; more than one where arrows would cover each other. */
  readonly marks: readonly MarkId[];
}

/** An arrow's size, in CSS px. */
export const EDGE_ARROW_SIZE = 22;
/** Something that was lost in the middle of the picture is looked for where it was, for so long. */
export const RING_MS = 3_000;
/** More directions than these nobody takes in. */
const MOST_ARROWS = 5;
/** From the middle (0) to the edge (1): what was lost further in may be in any direction. */
const TELLS_DIRECTION = 0.5;

/**
 * How lost marks show: a ring for what went missing within the picture a moment ago, an arrow to what is beyond its
 * edge, and one question mark for all of which nobody can tell.
 */
export function showLost(
  lost: readonly LostMark[],
  visible: Area,
  pixelRatio: number,
  covered: Area | null = null,
): { readonly rings: readonly LostRing[]; readonly arrows: readonly EdgeArrow[] } {
  const size = EDGE_ARROW_SIZE * pixelRatio;
  const [halfX, halfY] = [visible.width / 2, visible.height / 2];
  const [cx, cy] = [visible.x + halfX, visible.y + halfY];
  // Never beyond the middle, however small the picture.
  const [roomX, roomY] = [Math.max(0, halfX - size), Math.max(0, halfY - size)];
  const rings: LostRing[] = [];
  const arrows: EdgeArrow[] = [];
  const nowhere: LostMark[] = [];
  for (const each of lost) {
    const { mark, color, name, at, lostMs } = each;
    const [dx, dy] = at === null ? [0, 0] : [at.x - cx, at.y - cy];
    const reach = Math.max(Math.abs(dx) / halfX, Math.abs(dy) / halfY);
    if (at !== null && reach < 1 && lostMs < RING_MS) rings.push({ ...at, color });
    else if (reach >= TELLS_DIRECTION && Number.isFinite(dx + dy)) {
      // Without any room it stays in the middle.
      const step = Math.min(roomX / Math.abs(dx), roomY / Math.abs(dy)) || 0;
      const { x, y } = beside({ x: cx + dx * step, y: cy + dy * step }, visible, size, covered);
      const gaps = arrows.map((other) => Math.hypot(other.x - x, other.y - y));
      const least = Math.min(...gaps);
      const near = gaps.indexOf(least);
      const stack = arrows[near];
      if (stack !== undefined && (least < size * 1.5 || arrows.length === MOST_ARROWS))
        arrows[near] = joined(stack, mark);
      else arrows.push({ x, y, angle: Math.atan2(dy, dx), color, name, marks: [mark] });
    } else nowhere.push(each);
  }
  const [first, ...others] = nowhere;
  if (first !== undefined) {
    const isFree = (x: number, y: number): boolean =>
      !isUnder({ x, y }, size, covered) &&
      arrows.every((arrow) => Math.hypot(arrow.x - x, arrow.y - y) >= size * 1.5);
    const places = [
      [cx + roomX, cy],
      [cx + roomX, cy + roomY],
      [cx - roomX, cy + roomY],
      [cx - roomX, cy],
      [cx - roomX, cy - roomY],
      [cx + roomX, cy - roomY],
    ] as const;
    const [x, y] = places.find((place) => isFree(...place)) ?? places[0];
    const { mark, color, name } = first;
    const alone: EdgeArrow = { x, y, angle: null, color, name, marks: [mark] };
    arrows.push(others.reduce((stack, other) => joined(stack, other.mark), alone));
  }
  return { rings, arrows };
}

/** True where an arrow would lie under something, if only in part. */
function isUnder({ x, y }: Point, size: number, covered: Area | null): boolean {
  if (covered === null) return false;
  const { x: left, y: top, width, height } = covered;
  const [across, down] = [x - left, y - top];
  const isBeside =
    across <= -size || across >= width + size || down <= -size || down >= height + size;
  return width > 0 && height > 0 && !isBeside;
}

/** The nearest place beside what lies over the picture, within what is visible of it; the place itself where there is none. */
function beside(at: Point, visible: Area, size: number, covered: Area | null): Point {
  if (covered === null || !isUnder(at, size, covered)) return at;
  const { x, y, width, height } = covered;
  const places = [
    { ...at, x: x - size },
    { ...at, x: x + width + size },
    { ...at, y: y - size },
    { ...at, y: y + height + size },
  ];
  const far = (place: Point): number => Math.hypot(place.x - at.x, place.y - at.y);
  const [nearest] = places
    .filter((place) => isWithin(place, visible, size))
    .sort((a, b) => far(a) - far(b));
  return nearest ?? at;
}

function isWithin({ x, y }: Point, { x: left, y: top, width, height }: Area, size: number) {
  // What stands at the edge is not to fall out of it by counting.
  const least = size - 1;
  return [x - left, left + width - x, y - top, top + height - y].every((gap) => gap >= least);
}

function joined(stack: EdgeArrow, mark: MarkId): EdgeArrow {
  const marks = [...stack.marks, mark];
  return { ...stack, marks, name: `×${marks.length}` };
}
