import type { Redaction } from '@fernblick/protocol';
import type { Size } from '../drawing/mark.ts';
import { areaOf, type PixelArea } from './frame.ts';

/** Pixels as a canvas gives them: red, green, blue and alpha of each, row by row. */
export interface Pixels extends Size {
  readonly data: Uint8ClampedArray;
}

/** One block of a blurred area: 0 to 1 of the picture, and its one colour. */
export interface Block extends PixelArea {
  readonly color: string;
}

// A block is at least so large a part of the picture's shorter side …
const SMALLEST = 1 / 24;
// … and of the area's: over a line of text there are two rows, of which no letter can be told.
const OF_AREA = 1 / 2;
// But no larger than this: what is large is blurred, not wiped out.
const LARGEST = 1 / 8;
// 32 steps of each colour: what an average could still tell of what went into it is rounded away.
const STEP = 255 / 31;
const MOST_BLOCKS = 64;

/** The part of an area that lies in the picture; null where none does. */
function within({ from, to }: Redaction): PixelArea | null {
  const held = (value: number) => Math.min(1, Math.max(0, value));
  const area = areaOf({ x: held(from.x), y: held(from.y) }, { x: held(to.x), y: held(to.y) });
  return area.width > 0 && area.height > 0 ? area : null;
}

/** Into how many columns and rows an area is divided. */
function divided(area: PixelArea, { width, height }: Size): readonly [number, number] {
  const [w, h] = [area.width * width, area.height * height];
  const short = Math.min(width, height);
  const wanted = Math.max(short * SMALLEST, Math.min(w, h) * OF_AREA);
  const block = Math.max(1, Math.min(wanted, short * LARGEST));
  const count = (side: number) => Math.min(MOST_BLOCKS, Math.max(1, Math.round(side / block)));
  return [count(w), count(h)];
}

/**
 * What is painted in place of a blurred area: the averages of large blocks, each of the pixels of this area alone.
 * @param sample the picture, or a smaller copy of it
 */
export function blursOf(shape: Redaction, sample: Pixels): readonly Block[] {
  const area = within(shape);
  if (area === null) return [];
  const [columns, rows] = divided(area, sample);
  const [width, height] = [area.width / columns, area.height / rows];
  return Array.from({ length: columns * rows }, (_, i) => {
    const [x, y] = [area.x + (i % columns) * width, area.y + Math.floor(i / columns) * height];
    return { x, y, width, height, color: averageOf(sample, { x, y, width, height }) };
  });
}

/** The average colour of an area, opaque: clear pixels count as white. */
function averageOf({ data, width, height }: Pixels, area: PixelArea): string {
  const range = (from: number, size: number, most: number) => {
    const start = Math.min(most - 1, Math.floor(from * most));
    return [start, Math.max(start + 1, Math.min(most, Math.ceil((from + size) * most)))] as const;
  };
  const [left, right] = range(area.x, area.width, width);
  const [top, bottom] = range(area.y, area.height, height);
  const sums = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = 4 * (y * width + x);
      const alpha = (data[at + 3] ?? 255) / 255;
      for (let c = 0; c < 3; c++)
        sums[c] = (sums[c] ?? 0) + (data[at + c] ?? 0) * alpha + 255 * (1 - alpha);
    }
  }
  const count = (right - left) * (bottom - top);
  const hex = sums.map((sum) => Math.round(Math.round(sum / count / STEP) * STEP).toString(16));
  return `#${hex.map((digits) => digits.padStart(2, '0')).join('')}`;
}
