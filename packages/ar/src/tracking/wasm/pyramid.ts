// The image pyramid: each level half the size of the one below, after the separable filter 1 3 3 1 (Burt and Adelson,
// "The Laplacian pyramid as a compact image code", 1983, with the even kernel whose centre lies between two pixels).
// Every level has a margin with its outermost pixels repeated, so that patches near the edge can be read.
import { reserve } from './memory';
import { measureNoise } from './noise';

/** Pixels of margin on each side of a level. */
export const MARGIN: i32 = 16;
/** Most levels a pyramid has; small frames have fewer. */
export const MAX_LEVELS: i32 = 5;
/** No level is smaller than this on its shorter side. */
const SMALLEST_SIDE: i32 = 15;

/** Levels that frames of this size have. */
export let levelCount: i32 = 0;
/** Bytes of one pyramid. */
export let pyramidBytes: usize = 0;

/** Where the levels' noise lies in a pyramid. */
let noiseOffset: usize = 0;
const widths: usize = memory.data(MAX_LEVELS * 4);
const heights: usize = memory.data(MAX_LEVELS * 4);
const strides: usize = memory.data(MAX_LEVELS * 4);
const offsets: usize = memory.data(MAX_LEVELS * 4);
let sums: usize = 0;

export function levelWidth(level: i32): i32 {
  return load<i32>(widths + ((<usize>level) << 2));
}

export function levelHeight(level: i32): i32 {
  return load<i32>(heights + ((<usize>level) << 2));
}

/** Bytes from one row of the level to the next. */
export function levelStride(level: i32): i32 {
  return load<i32>(strides + ((<usize>level) << 2));
}

/** Where the level's first pixel lies in a pyramid; in front of it is margin. */
export function levelOffset(level: i32): usize {
  return <usize>load<i32>(offsets + ((<usize>level) << 2));
}

/** Where the variance of a level's noise lies, grey levels² (f64); `measureNoise` writes it. */
export function noiseAt(pyramid: usize, level: i32): usize {
  return pyramid + noiseOffset + ((<usize>level) << 3);
}

/** Half of the base-two logarithm of an area ratio, rounded: the difference in levels. */
export function levelStep(area: f64): i32 {
  let step = 0;
  while (area > 2 && step < 4) {
    area *= 0.25;
    step++;
  }
  while (area < 0.5 && step > -4) {
    area *= 4;
    step--;
  }
  return step;
}

/** Lays the levels out for frames of this working size; `widest` is the widest image that is ever halved. */
export function layPyramid(widest: i32, width: i32, height: i32): bool {
  sums = reserve(<usize>((widest + 64) * 2));
  if (sums === 0) return false;
  let w = width;
  let h = height;
  let at = 0;
  levelCount = 0;
  while (levelCount < MAX_LEVELS && (levelCount === 0 || min(w, h) >= SMALLEST_SIDE)) {
    const stride = (w + 2 * MARGIN + 15) & ~15;
    const place = (<usize>levelCount) << 2;
    store<i32>(widths + place, w);
    store<i32>(heights + place, h);
    store<i32>(strides + place, stride);
    store<i32>(offsets + place, at + MARGIN * stride + MARGIN);
    at += stride * (h + 2 * MARGIN) + 32;
    levelCount++;
    w >>= 1;
    h >>= 1;
  }
  noiseOffset = <usize>((at + 31) & ~15);
  pyramidBytes = noiseOffset + <usize>(MAX_LEVELS * 8);
  return true;
}

/** Repeats the outermost pixels of a level into its margin. */
function fillMargin(first: usize, stride: i32, width: i32, height: i32): void {
  for (let y = 0; y < height; y++) {
    const row = first + <usize>(y * stride);
    v128.store(row - 16, i8x16.splat(<i8>load<u8>(row)));
    memory.fill(
      row + <usize>width,
      load<u8>(row + <usize>width - 1),
      <usize>(stride - width - MARGIN),
    );
  }
  const row = first - MARGIN;
  const last = row + <usize>((height - 1) * stride);
  for (let y = 1; y <= MARGIN; y++) {
    memory.copy(row - <usize>(y * stride), row, <usize>stride);
    memory.copy(last + <usize>(y * stride), last, <usize>stride);
  }
}

/** One level from the one below; `width` and `height` are those of the source, whose rows need 16 readable bytes behind them. */
export function halve(
  source: usize,
  sourceStride: i32,
  width: i32,
  height: i32,
  target: usize,
  targetStride: i32,
): void {
  const w = width >> 1;
  const h = height >> 1;
  const row = sums + 16;
  const three = i16x8.splat(3);
  const left = i32x4.splat(0x00030001);
  const right = i32x4.splat(0x00010003);
  const half = i32x4.splat(32);
  for (let y = 0; y < h; y++) {
    const r1 = source + <usize>(2 * y * sourceStride);
    const r2 = r1 + <usize>sourceStride;
    const r0 = y === 0 ? r1 : r1 - <usize>sourceStride;
    const r3 = 2 * y + 2 < height ? r2 + <usize>sourceStride : r2;
    for (let x: usize = 0; x < <usize>width; x += 16) {
      const a = v128.load(r0 + x);
      const b = v128.load(r1 + x);
      const c = v128.load(r2 + x);
      const d = v128.load(r3 + x);
      const low = i16x8.add(
        i16x8.add(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(d)),
        i16x8.mul(i16x8.add(i16x8.extend_low_i8x16_u(b), i16x8.extend_low_i8x16_u(c)), three),
      );
      const high = i16x8.add(
        i16x8.add(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(d)),
        i16x8.mul(i16x8.add(i16x8.extend_high_i8x16_u(b), i16x8.extend_high_i8x16_u(c)), three),
      );
      v128.store(row + (x << 1), low);
      v128.store(row + (x << 1) + 16, high);
    }
    store<i16>(row - 2, load<i16>(row));
    store<i16>(row + <usize>(width << 1), load<i16>(row + <usize>((width - 1) << 1)));
    const out = target + <usize>(y * targetStride);
    for (let x: usize = 0; x < <usize>w; x += 8) {
      const at = row + (x << 2);
      const a = i32x4.add(
        i32x4.dot_i16x8_s(v128.load(at - 2), left),
        i32x4.dot_i16x8_s(v128.load(at + 2), right),
      );
      const b = i32x4.add(
        i32x4.dot_i16x8_s(v128.load(at + 14), left),
        i32x4.dot_i16x8_s(v128.load(at + 18), right),
      );
      const both = i16x8.narrow_i32x4_s(
        i32x4.shr_u(i32x4.add(a, half), 6),
        i32x4.shr_u(i32x4.add(b, half), 6),
      );
      v128.store64_lane(out + x, i8x16.narrow_i16x8_u(both, both), 0);
    }
  }
}

/** Builds the upper levels of a pyramid whose first level is in place, and all margins. */
export function raisePyramid(pyramid: usize): void {
  fillMargin(pyramid + levelOffset(0), levelStride(0), levelWidth(0), levelHeight(0));
  for (let level = 1; level < levelCount; level++) {
    const below = level - 1;
    halve(
      pyramid + levelOffset(below),
      levelStride(below),
      levelWidth(below),
      levelHeight(below),
      pyramid + levelOffset(level),
      levelStride(level),
    );
    fillMargin(
      pyramid + levelOffset(level),
      levelStride(level),
      levelWidth(level),
      levelHeight(level),
    );
  }
}

/** Copies a frame without margins into the first level, after halving it `halvings` times, and raises the pyramid. */
export function buildPyramid(
  pyramid: usize,
  frame: usize,
  width: i32,
  height: i32,
  halvings: i32,
  spare: usize,
): void {
  let source = frame;
  let w = width;
  let h = height;
  for (let i = 0; i < halvings; i++) {
    const last = i === halvings - 1;
    const target = last ? pyramid + levelOffset(0) : spare;
    halve(source, w, w, h, target, last ? levelStride(0) : w >> 1);
    source = spare;
    w >>= 1;
    h >>= 1;
  }
  if (halvings === 0) {
    const target = pyramid + levelOffset(0);
    const stride = <usize>levelStride(0);
    for (let y: usize = 0; y < <usize>h; y++)
      memory.copy(target + y * stride, source + y * <usize>w, <usize>w);
  }
  raisePyramid(pyramid);
  measureNoise(pyramid);
}
