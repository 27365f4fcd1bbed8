import type { Point } from '@fernblick/protocol';
import type { Size } from '../drawing/mark.ts';
import type { Mask } from './mask.ts';

/** The pixels whose middles lie in a polygon (even-odd), which is given in 0 to 1 of width and height. */
export function maskOf(polygon: readonly Point[], { width, height }: Size): Mask {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const crossings = crossingsAt(polygon, (y + 0.5) / height);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i] ?? 0) * width - 0.5));
      const to = Math.min(width - 1, Math.ceil((crossings[i + 1] ?? 0) * width - 0.5) - 1);
      if (from <= to) pixels.fill(1, y * width + from, y * width + to + 1);
    }
  }
  return { width, height, pixels };
}

/** True where a place lies in a polygon (even-odd). */
export function isInPolygon({ x, y }: Point, polygon: readonly Point[]): boolean {
  return crossingsAt(polygon, y).filter((crossing) => crossing <= x).length % 2 === 1;
}

/** Where a polygon's edges cross a row, from left to right. */
function crossingsAt(polygon: readonly Point[], y: number): readonly number[] {
  const found: number[] = [];
  for (const [i, a] of polygon.entries()) {
    const b = polygon[(i + 1) % polygon.length] ?? a;
    if (a.y <= y !== b.y <= y) found.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
  }
  return found.sort((p, q) => p - q);
}
