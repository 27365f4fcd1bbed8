import { TrackingError } from './tracking-error.ts';

/** A place in a frame, px; whole numbers are the middles of pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Most corners that a region's hull is given to the tracker with. */
export const MOST_HULL_POINTS = 64;
/** Smallest region worth the name, px². */
const LEAST_AREA = 4;

/**
 * The convex hull of the points (Andrew's monotone chain, 1979), anticlockwise in a frame whose y points down, without
 * points on its edges; empty where the points lie on one line.
 */
export function convexHull(points: readonly Point[]): readonly Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const chain = (ordered: readonly Point[]): Point[] => {
    const hull: Point[] = [];
    for (const point of ordered) {
      for (;;) {
        const [a, b] = [hull.at(-2), hull.at(-1)];
        if (a === undefined || b === undefined || turn(a, b, point) > 0) break;
        hull.pop();
      }
      hull.push(point);
    }
    return hull.slice(0, -1);
  };
  const hull = [...chain(sorted), ...chain(sorted.toReversed())];
  return hull.length < 3 ? [] : hull;
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** Twice-signed area halved: positive for the order that `convexHull` gives. */
export function areaOf(polygon: readonly Point[]): number {
  let sum = 0;
  for (const [i, point] of polygon.entries()) {
    const next = polygon[(i + 1) % polygon.length] ?? point;
    sum += point.x * next.y - next.x * point.y;
  }
  return sum / 2;
}

/** The hull of a region that a tracker can follow; throws `degenerate-region` where it is none. */
export function hullOf(region: readonly Point[], width: number, height: number): readonly Point[] {
  for (const { x, y } of region)
    if (!Number.isFinite(x) || !Number.isFinite(y))
      throw new TrackingError('degenerate-region', { detail: 'A point is not a number.' });
  const hull = convexHull(region);
  if (areaOf(hull) < LEAST_AREA)
    throw new TrackingError('degenerate-region', { detail: 'It has no area.' });
  const box = [
    Math.min(...hull.map(({ x }) => x)),
    Math.min(...hull.map(({ y }) => y)),
    Math.max(...hull.map(({ x }) => x)),
    Math.max(...hull.map(({ y }) => y)),
  ] as const;
  if (box[2] < 0 || box[3] < 0 || box[0] > width - 1 || box[1] > height - 1)
    throw new TrackingError('degenerate-region', { detail: 'It lies outside the frame.' });
  if (hull.length <= MOST_HULL_POINTS) return hull;
  return Array.from(
    { length: MOST_HULL_POINTS },
    (_, i) => hull[Math.floor((i * hull.length) / MOST_HULL_POINTS)] as Point,
  );
}
