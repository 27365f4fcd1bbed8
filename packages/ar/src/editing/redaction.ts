import type { Layer, Redaction } from '@fernblick/protocol';
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

/** What black out leaves. */
export const BLACK = '#000000';

// A block is at least so large a part of the picture's shorter side …
const SMALLEST = 1 / 24;
// … and of the area's: over a line of text there are two rows, of which no letter can be told.
const OF_AREA = 1 / 2;
// But no larger than this: what is large is blurred, not wiped out.
const LARGEST = 1 / 8;
// 32 steps of each colour: what an average could still tell of what went into it is rounded away.
const STEP = 255 / 31;
const MOST_BLOCKS = 64;
// Px of a sample: so far beside its place a colour of the picture still counts when browsers make a picture smaller.
const SMOOTHED_OVER = 4;

/** What blurred areas get their colours from: nothing of what is blacked out is left in it. */
export interface BlurSource {
  readonly sample: Pixels;
  readonly blackOuts: readonly Redaction[];
}

/** All areas that are blacked out. */
export function blackOutsOf(layers: readonly Layer[]): readonly Redaction[] {
  return layers
    .map(({ shape }) => shape)
    .filter((shape): shape is Redaction => shape.is === 'black-out');
}

/**
 * Paints black in the sample what is blacked out in the picture: averages would tell of it otherwise.
 * @param size of the picture
 * @param sample the picture, or a smaller copy of it
 */
export function blurSourceOf(
  blackOuts: readonly Redaction[],
  size: Size,
  sample: Pixels,
): BlurSource {
  if (blackOuts.length === 0) return { sample, blackOuts };
  const { width, height } = sample;
  const data = sample.data.slice();
  const beside = width === size.width && height === size.height ? 0 : SMOOTHED_OVER;
  const black = new Uint8ClampedArray(4 * width).fill(255);
  for (let x = 0; x < width; x++) black.fill(0, 4 * x, 4 * x + 3);
  for (const blackOut of blackOuts) {
    const area = touched(blackOut);
    if (area === null) continue;
    const [left, right] = pixelsIn(area.x, area.width, width, beside);
    const [top, bottom] = pixelsIn(area.y, area.height, height, beside);
    for (let y = top; y < bottom; y++)
      data.set(black.subarray(4 * left, 4 * right), 4 * (y * width + left));
  }
  return { sample: { width, height, data }, blackOuts };
}

/** The first px that a stretch touches, and the one after its last. */
function pixelsIn(
  from: number,
  length: number,
  most: number,
  beside = 0,
): readonly [number, number] {
  const start = Math.max(0, Math.min(most - 1, Math.floor(from * most) - beside));
  const end = Math.min(most, Math.ceil((from + length) * most) + beside);
  return [start, Math.max(start + 1, end)];
}

/** The part of an area that lies in the picture, be it a mere line; null where the area is outside of it. */
function touched({ from, to }: Redaction): PixelArea | null {
  const { x, y, width, height } = areaOf(from, to);
  if (x > 1 || y > 1 || x + width < 0 || y + height < 0) return null;
  const held = (value: number) => Math.min(1, Math.max(0, value));
  return areaOf({ x: held(from.x), y: held(from.y) }, { x: held(to.x), y: held(to.y) });
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
 * What is painted in place of a blurred area, in this order: the averages of large blocks, each of the pixels of this
 * area alone; then black over what is blacked out in it, which stays so under a blur too.
 */
export function blursOf(shape: Redaction, { sample, blackOuts }: BlurSource): readonly Block[] {
  const area = touched(shape);
  if (area === null || area.width === 0 || area.height === 0) return [];
  const [columns, rows] = divided(area, sample);
  const [width, height] = [area.width / columns, area.height / rows];
  const blocks = Array.from({ length: columns * rows }, (_, i) => {
    const [x, y] = [area.x + (i % columns) * width, area.y + Math.floor(i / columns) * height];
    return { x, y, width, height, color: averageOf(sample, { x, y, width, height }) };
  });
  return [...blocks, ...blackOuts.flatMap((blackOut) => blackIn(area, blackOut))];
}

/** The part of an area that is blacked out; none where nothing of it is. */
function blackIn(area: PixelArea, blackOut: Redaction): readonly Block[] {
  const hidden = touched(blackOut);
  if (hidden === null) return [];
  const [x, y] = [Math.max(area.x, hidden.x), Math.max(area.y, hidden.y)];
  const width = Math.min(area.x + area.width, hidden.x + hidden.width) - x;
  const height = Math.min(area.y + area.height, hidden.y + hidden.height) - y;
  // A mere line too: it covers every pixel that it touches.
  return width >= 0 && height >= 0 ? [{ x, y, width, height, color: BLACK }] : [];
}

/** The average colour of an area, opaque: clear pixels count as white. */
function averageOf({ data, width, height }: Pixels, area: PixelArea): string {
  const [left, right] = pixelsIn(area.x, area.width, width);
  const [top, bottom] = pixelsIn(area.y, area.height, height);
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
