import type { Point } from './geometry.ts';
import type { Sequence } from './sequences.ts';

/** As often as the hand landmarker looks. */
const LOOKS_PER_SECOND = 10;

/** What a perfect hand landmarker would have the tracker ignore in each frame: the hull it saw last, ten times a second. */
export function handMasks({
  occluder,
  width,
  height,
  framesPerSecond,
}: Sequence): ((frame: number) => Uint8Array | undefined) | null {
  if (occluder === null) return null;
  const every = Math.max(1, Math.round(framesPerSecond / LOOKS_PER_SECOND));
  return (frame) => {
    const points = occluder(frame - (frame % every));
    return points.length < 3 ? undefined : filledHull(points, width, height);
  };
}

/** 1 for every pixel within the convex hull of points. */
export function filledHull(points: readonly Point[], width: number, height: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  const hull = hullOf(points);
  for (let y = 0; y < height; y++) {
    let [left, right] = [Infinity, -Infinity];
    for (const [index, a] of hull.entries()) {
      const b = hull[(index + 1) % hull.length] ?? a;
      if (a.y > y === b.y > y) continue;
      const x = a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x);
      left = Math.min(left, x);
      right = Math.max(right, x);
    }
    if (left > right) continue;
    const [from, to] = [Math.max(0, Math.ceil(left)), Math.min(width - 1, Math.floor(right))];
    if (from <= to) mask.fill(1, y * width + from, y * width + to + 1);
  }
  return mask;
}

/** Convex hull by Andrew's monotone chain (1979). */
function hullOf(points: readonly Point[]): readonly Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const half = (from: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of from) {
      while (chain.length >= 2 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

function turn(a: Point | undefined, b: Point | undefined, c: Point): number {
  if (a === undefined || b === undefined) return 1;
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}
