import type { Point } from '@fernblick/protocol';
import { place } from '../drawing/mark.ts';
import { simplify } from '../drawing/simplify.ts';
import type { Mask } from './mask.ts';

/** An outline may lie so far beside the pixels' edges, px of the mask: it cuts the steps of slanting edges. */
const TOLERANCE = 0.6;

/** Right, down, left, up. */
const AHEAD = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * The outer outline of a mask's topmost part, clockwise, 0 to 1 of width and height, with at most `most` corners;
 * empty where that part is nothing or next to nothing.
 */
export function outlineOf(mask: Mask, most: number): readonly Point[] {
  const ring = trace(mask);
  const [first] = ring;
  if (first === undefined) return [];
  const kept = simplify([...ring, first], TOLERANCE, most + 1).slice(0, -1);
  if (kept.length < 3) return [];
  const { width, height } = mask;
  return kept.flatMap((i) => {
    const spot = ring[i];
    return spot === undefined ? [] : [place(spot[0] / width, spot[1] / height)];
  });
}

/** The middles of the pixels' edges along a border, with what is set to the right. */
function trace({ width, height, pixels }: Mask): readonly (readonly [number, number])[] {
  const start = pixels.findIndex((pixel) => pixel !== 0);
  if (start < 0) return [];
  const isSet = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && pixels[y * width + x] !== 0;
  const ring: [number, number][] = [];
  const [startX, startY] = [start % width, Math.floor(start / width)];
  // At a corner between pixels, looking in one of four directions.
  let [x, y, towards] = [startX, startY, 0];
  do {
    const [dx, dy] = AHEAD[towards as 0 | 1 | 2 | 3];
    ring.push([x + dx / 2, y + dy / 2]);
    x += dx;
    y += dy;
    // The pixels ahead, to the left and to the right of the way.
    const left = isSet(x + (dx + dy - 1) / 2, y + (dy - dx - 1) / 2);
    const right = isSet(x + (dx - dy - 1) / 2, y + (dy + dx - 1) / 2);
    // Parts that touch by a corner only are two: the border turns towards its own.
    if (!right) towards = (towards + 1) % 4;
    else if (left) towards = (towards + 3) % 4;
  } while (x !== startX || y !== startY || towards !== 0);
  return ring;
}
