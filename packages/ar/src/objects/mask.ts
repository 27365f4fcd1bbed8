import type { Size } from '../drawing/mark.ts';

/** Which pixels of a picture are an object: one byte each, row by row, not 0 where it is. */
export interface Mask extends Size {
  readonly pixels: Uint8Array;
}

/** Pixels of a mask that are set. */
export function areaOfMask({ pixels }: Mask): number {
  let area = 0;
  for (const pixel of pixels) if (pixel !== 0) area++;
  return area;
}

/** Every pixel within a square of `reach` px to each side of a pixel that is set. */
export function grown(mask: Mask, reach: number): Mask {
  const across = spread(mask.pixels, mask.width, mask.height, 1, mask.width, reach);
  const pixels = spread(across, mask.height, mask.width, mask.width, 1, reach);
  return { width: mask.width, height: mask.height, pixels };
}

/** What is left of a mask where every pixel within `reach` px has to be set; beyond the picture's edge all are. */
export function shrunk(mask: Mask, reach: number): Mask {
  return inverted(grown(inverted(mask), reach));
}

function inverted({ width, height, pixels }: Mask): Mask {
  const other = new Uint8Array(pixels.length);
  // Several times as fast as `map`.
  for (let i = 0; i < other.length; i++) other[i] = pixels[i] === 0 ? 1 : 0;
  return { width, height, pixels: other };
}

/** Spreads what is set along lines of `length` px, which are `step` apart in memory, of `lines` lines `stride` apart. */
function spread(
  pixels: Uint8Array,
  length: number,
  lines: number,
  step: number,
  stride: number,
  reach: number,
): Uint8Array {
  const into = new Uint8Array(pixels.length);
  for (let line = 0; line < lines; line++) {
    // The last pixel that was set before, and the next one that will be: nearer ones win.
    let last = -Infinity;
    for (let i = 0; i < length; i++) {
      const at = line * stride + i * step;
      if (pixels[at] !== 0) last = i;
      if (i - last <= reach) into[at] = 1;
    }
    let next = Infinity;
    for (let i = length - 1; i >= 0; i--) {
      const at = line * stride + i * step;
      if (pixels[at] !== 0) next = i;
      if (next - i <= reach) into[at] = 1;
    }
  }
  return into;
}

/** The parts of a mask that hang together (by edges) with one of the places. */
export function reachedFrom(mask: Mask, places: readonly number[]): Mask {
  const { width, height, pixels } = mask;
  const reached = new Uint8Array(pixels.length);
  const queue = new Int32Array(pixels.length);
  let count = 0;
  const visit = (at: number): void => {
    if (pixels[at] === 0 || reached[at] !== 0) return;
    reached[at] = 1;
    queue[count++] = at;
  };
  for (const place of places) visit(place);
  for (let i = 0; i < count; i++) {
    const at = queue[i] ?? 0;
    const x = at % width;
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at < pixels.length - width) visit(at + width);
  }
  return { width, height, pixels: reached };
}

/** The same mask without holes: what cannot be reached from the picture's edge belongs to it. */
export function filled(mask: Mask): Mask {
  const { width, height } = mask;
  const edge: number[] = [];
  for (let x = 0; x < width; x++) edge.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) edge.push(y * width, y * width + width - 1);
  return inverted(reachedFrom(inverted(mask), edge));
}

/** The largest part of a mask that hangs together. */
export function largestPart(mask: Mask): Mask {
  const left: Mask = { ...mask, pixels: mask.pixels.slice() };
  let largest: Mask = { ...mask, pixels: new Uint8Array(mask.pixels.length) };
  let most = 0;
  for (let at = 0; at < left.pixels.length; at++) {
    if (left.pixels[at] === 0) continue;
    const part = reachedFrom(left, [at]);
    const area = areaOfMask(part);
    if (area > most) [largest, most] = [part, area];
    for (let i = at; i < part.pixels.length; i++) if (part.pixels[i] !== 0) left.pixels[i] = 0;
  }
  return largest;
}
