import type { AnchorId, Mark, Point } from '@fernblick/protocol';
import { boxOf, type Size } from '../drawing/mark.ts';
import { isInPolygon } from '../objects/polygon.ts';

/** What an anchor holds on to before it is known what is drawn, to each side of where it begins; of the shorter side. */
const REACH = 0.22;
/** How far beyond a mark an anchor looks for something to hold on to. */
const MARGIN = 0.06;
/** Less than this to each side of a mark's middle is too little to hold on to. */
const LEAST_REACH = 0.14;

interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The part of the picture around the place where a mark begins. */
export function regionAround({ x, y }: Point, frame: Size): readonly Point[] {
  const [dx, dy] = reach(REACH, frame);
  return corners({ left: x - dx, top: y - dy, right: x + dx, bottom: y + dy });
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
  const parts = sitting.map(({ shape }) => {
    const { left, top, right, bottom } = boundsOf(boxOf(shape));
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return {
      left: Math.min(left - dx, x - leastX),
      top: Math.min(top - dy, y - leastY),
      right: Math.max(right + dx, x + leastX),
      bottom: Math.max(bottom + dy, y + leastY),
    };
  });
  const wanted = corners(union(parts));
  const [held, needed] = [boundsOf(present), boundsOf(wanted)];
  const isHeld =
    held.left <= needed.left &&
    held.top <= needed.top &&
    held.right >= needed.right &&
    held.bottom >= needed.bottom;
  return isHeld ? null : corners(union([needed, held]));
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
  const { left, top, right, bottom } = boundsOf(region);
  if (!(x >= left && x <= right && y >= top && y <= bottom)) return false;
  return isBox(region) || isInPolygon({ x, y }, region);
}

/** True for an upright rectangle; any other region is the outline of an object. */
export function isBox(region: readonly Point[]): boolean {
  const { left, top, right, bottom } = boundsOf(region);
  return (
    region.length === 4 &&
    region.every(({ x, y }) => (x === left || x === right) && (y === top || y === bottom))
  );
}

function reach(share: number, { width, height }: Size): readonly [number, number] {
  const px = share * Math.min(width, height);
  return [px / width, px / height];
}

function boundsOf(points: readonly Point[]): Bounds {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  };
}

function union(bounds: readonly Bounds[]): Bounds {
  return {
    left: Math.min(...bounds.map(({ left }) => left)),
    top: Math.min(...bounds.map(({ top }) => top)),
    right: Math.max(...bounds.map(({ right }) => right)),
    bottom: Math.max(...bounds.map(({ bottom }) => bottom)),
  };
}

/** Within the picture. */
function corners({ left, top, right, bottom }: Bounds): readonly Point[] {
  const within = (value: number) => Math.min(1, Math.max(0, value));
  const [l, t, r, b] = [left, top, right, bottom].map(within) as [number, number, number, number];
  return [
    { x: l, y: t },
    { x: r, y: t },
    { x: r, y: b },
    { x: l, y: b },
  ];
}
