import type { Point } from '@fernblick/protocol';
import type { Size } from '../drawing/mark.ts';

/** A stroke that ends as near to its start as this, of its length, goes round something. */
const CLOSES = 0.2;

/** True for a stroke that goes round something. */
export function isCircle(points: readonly Point[], { width, height }: Size): boolean {
  const px = points.map(({ x, y }) => [x * width, y * height] as const);
  const [first, last] = [px[0], px.at(-1)];
  if (first === undefined || last === undefined || px.length < 6) return false;
  const length = px.reduce((sum, [x, y], i) => {
    const [bx, by] = px[i - 1] ?? [x, y];
    return sum + Math.hypot(x - bx, y - by);
  }, 0);
  if (length < 0.12 * Math.min(width, height)) return false;
  return Math.hypot(first[0] - last[0], first[1] - last[1]) < CLOSES * length;
}
