import type { AnchorId, Mark, Point } from '@fernblick/protocol';
import { boxAround, boxOf, type Size } from '../drawing/mark.ts';
import type { Quad } from '../homography.ts';
import { isInPolygon } from '../objects/polygon.ts';

/** What an anchor holds on to before it is known what is drawn, to each side of where it begins; of the shorter side. */
const REACH = 0.22;
/** How far beyond a mark an anchor looks for something to hold on to. */
const MARGIN = 0.06;
/** Less than this to each side of a mark's middle is too little to hold on to. */
const LEAST_REACH = 0.14;

/** The part of the picture around the place where a mark begins. */
export function regionAround({ x, y }: Point, frame: Size): readonly Point[] {
  const [dx, dy] = reach(REACH, frame);
  return boxWithin([
    { x: x - dx, y: y - dy },
    { x: x + dx, y: y + dy },
  ]);
}

/**
 * The part of the picture that all marks of an anchor sit on; null where what there is holds them already. What holds
 * on to an object holds on to nothing else, however far marks on it stick out, and an outline is held by its object.
 */
export function regionOfMarks(
  marks: readonly Mark[],
  present: readonly Point[],
  frame: Size,
): readonly Point[] | null {
  const [dx, dy] = reach(MARGIN, frame);
  const [leastX, leastY] = reach(LEAST_REACH, frame);
  const sitting = marks.filter(({ shape }) => shape.is !== 'outline');
  if (sitting.length === 0 || !isBox(present)) return null;
  const parts = sitting.flatMap(({ shape }) => {
    const [{ x: left, y: top }, , { x: right, y: bottom }] = boxOf(shape);
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return [
      { x: Math.min(left - dx, x - leastX), y: Math.min(top - dy, y - leastY) },
      { x: Math.max(right + dx, x + leastX), y: Math.max(bottom + dy, y + leastY) },
    ];
  });
  const needed = boxWithin(parts);
  const held = boxAround(present);
  const isHeld =
    held[0].x <= needed[0].x &&
    held[0].y <= needed[0].y &&
    held[2].x >= needed[2].x &&
    held[2].y >= needed[2].y;
  return isHeld ? null : boxWithin([...needed, ...held]);
}

/** Marks by what they sit on. */
export function marksByAnchor(marks: readonly Mark[]): ReadonlyMap<AnchorId, readonly Mark[]> {
  const found = new Map<AnchorId, Mark[]>();
  for (const mark of marks) {
    const kin = found.get(mark.anchor);
    if (kin === undefined) found.set(mark.anchor, [mark]);
    else kin.push(mark);
  }
  return found;
}

/** True where a place lies in the part of the picture that an anchor holds on to. */
export function isInRegion({ x, y }: Point, region: readonly Point[]): boolean {
  const [from, , to] = boxAround(region);
  if (!(x >= from.x && x <= to.x && y >= from.y && y <= to.y)) return false;
  return isBox(region) || isInPolygon({ x, y }, region);
}

/** True for an upright rectangle; any other region is the outline of an object. */
export function isBox(region: readonly Point[]): boolean {
  const [from, , to] = boxAround(region);
  return (
    region.length === 4 &&
    region.every(({ x, y }) => (x === from.x || x === to.x) && (y === from.y || y === to.y))
  );
}

function reach(share: number, { width, height }: Size): readonly [number, number] {
  const px = share * Math.min(width, height);
  return [px / width, px / height];
}

/** The corners of the upright box around some places, as far as it is in the picture. */
export function boxWithin(places: readonly Point[]): Quad {
  const inside = (value: number) => Math.min(1, Math.max(0, value));
  return boxAround(places.map(({ x, y }) => ({ x: inside(x), y: inside(y) })));
}
