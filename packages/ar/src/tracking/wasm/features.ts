// Points that can be told apart: FAST corners (Rosten and Drummond, "Machine learning for high-speed corner detection",
// 2006), turned by their intensity centroid and described by comparisons of pixel pairs (BRIEF, Calonder et al., 2010;
// with orientation as in ORB, Rublee et al., 2011). Described one pyramid level above the one they are found in, which
// takes the place of smoothing.
import { total } from './lanes';
import { reserve } from './memory';
import { nextBelow, seed } from './ransac';

/** Bytes of a feature: 32 of description, x, y (f32, px of the level it was found in), turn (i32), spare (i32). */
export const FEATURE_BYTES: usize = 48;
export const FEATURE_X: usize = 32;
export const FEATURE_Y: usize = 36;
export const FEATURE_TURN: usize = 40;
export const FEATURE_MORE: usize = 44;

/** Directions that are told apart. */
export const TURNS: i32 = 32;
/** Pairs of a description are no further than this from the point, px of the level above. */
const RADIUS: i32 = 9;
const PAIRS: i32 = 256;
const MOST_FOUND: i32 = 4000;
/** Points nearer to the edge than this are not described, px. */
const EDGE: i32 = 8;
const CELLS: i32 = 8;
/** Grey levels by which an arc must differ: usually, at most, and where there is little. */
const USUAL: i32 = 18;
const STRONGEST: i32 = 48;
const FAINTEST: i32 = 8;
/** Kinds of images whose thresholds are kept apart. */
const KINDS: i32 = 8;

const pattern: usize = memory.data(TURNS * PAIRS * 4);
const cosines: usize = memory.data(TURNS * 16);
const found: usize = memory.data(MOST_FOUND * 8);
const ranked: usize = memory.data(MOST_FOUND * 4);
const bins: usize = memory.data(257 * 4);
const cells: usize = memory.data(CELLS * CELLS * 4);
const thresholds: usize = memory.data(KINDS * 4);
/** By column, the corner that was found last. */
let latest: usize = 0;

export function prepareFeatures(width: i32): bool {
  latest = reserve(<usize>((width + 64) * 4));
  if (thresholds === 0) return false;
  for (let i: usize = 0; i < <usize>KINDS; i++) store<i32>(thresholds + (i << 2), USUAL);
  // Cosine and sine of all directions, by turning step by step; with few digits they pack better.
  const c: f64 = 0.9807852506637573;
  const s: f64 = 0.1950903236865997;
  let x: f64 = 1;
  let y: f64 = 0;
  for (let i: usize = 0; i < <usize>TURNS; i++) {
    store<f64>(cosines + (i << 4), x);
    store<f64>(cosines + (i << 4), y, 8);
    const next = x * c - y * s;
    y = x * s + y * c;
    x = next;
  }
  // Pairs as sums of four throws, which crowd in the middle; the same in each direction, turned.
  seed(20260);
  for (let i: usize = 0; i < <usize>PAIRS; i++) {
    const ax = <f64>throwOnce();
    const ay = <f64>throwOnce();
    const bx = <f64>throwOnce();
    const by = <f64>throwOnce();
    for (let t: usize = 0; t < <usize>TURNS; t++) {
      const cos = load<f64>(cosines + (t << 4));
      const sin = load<f64>(cosines + (t << 4), 8);
      const at = pattern + ((t * <usize>PAIRS + i) << 2);
      store<i8>(at, <i8>nearest(cos * ax - sin * ay));
      store<i8>(at, <i8>nearest(sin * ax + cos * ay), 1);
      store<i8>(at, <i8>nearest(cos * bx - sin * by), 2);
      store<i8>(at, <i8>nearest(sin * bx + cos * by), 3);
    }
  }
  return true;
}

function throwOnce(): i32 {
  const side = RADIUS + 1;
  const value = nextBelow(side) + nextBelow(side) - RADIUS;
  return max(-7, min(7, value));
}

/** Cosine of a direction; the sine lies behind it. */
export function cosineAt(turn: i32): f64 {
  return load<f64>(cosines + ((<usize>(turn & (TURNS - 1))) << 4));
}

export function sineAt(turn: i32): f64 {
  return load<f64>(cosines + ((<usize>(turn & (TURNS - 1))) << 4), 8);
}

/** 0 where the pixel is no corner; else how much the arc differs, 1 to 255. */
function cornerStrength(at: usize, stride: usize, limit: v128): i32 {
  // The sixteen places of the circle, clockwise from the top, row after row.
  let row = at - 3 * stride - 3;
  let ring = v128.load_lane<u8>(row, i8x16.splat(0), 0, 3);
  ring = v128.load_lane<u8>(row, ring, 1, 4);
  ring = v128.load_lane<u8>(row, ring, 15, 2);
  row += stride;
  ring = v128.load_lane<u8>(row, ring, 2, 5);
  ring = v128.load_lane<u8>(row, ring, 14, 1);
  row += stride;
  ring = v128.load_lane<u8>(row, ring, 3, 6);
  ring = v128.load_lane<u8>(row, ring, 13, 0);
  row += stride;
  ring = v128.load_lane<u8>(row, ring, 4, 6);
  ring = v128.load_lane<u8>(row, ring, 12, 0);
  row += stride;
  ring = v128.load_lane<u8>(row, ring, 5, 6);
  ring = v128.load_lane<u8>(row, ring, 11, 0);
  row += stride;
  ring = v128.load_lane<u8>(row, ring, 6, 5);
  ring = v128.load_lane<u8>(row, ring, 10, 1);
  row += stride;
  ring = v128.load_lane<u8>(row, ring, 7, 4);
  ring = v128.load_lane<u8>(row, ring, 8, 3);
  ring = v128.load_lane<u8>(row, ring, 9, 2);
  const middle = v128.load_splat<u8>(at);
  return max(
    arcStrength(i8x16.sub_sat_u(ring, middle), limit),
    arcStrength(i8x16.sub_sat_u(middle, ring), limit),
  );
}

/** The same of those that differ to one side. */
function arcStrength(differences: v128, limit: v128): i32 {
  const those = i8x16.gt_u(differences, limit);
  if (!hasArc(i8x16.bitmask(those))) return 0;
  const sum = i32x4.extadd_pairwise_i16x8_u(
    i16x8.extadd_pairwise_i8x16_u(v128.and(differences, those)),
  );
  return max(1, min(255, (<i32>total(sum)) >> 3));
}

/** True where nine neighbouring bits of the ring of sixteen are set. */
function hasArc(ring: u32): bool {
  if (popcnt<u32>(ring) < 9) return false;
  const twice = ring | (ring << 16);
  let run = twice & (twice >> 1);
  run &= run >> 2;
  run &= run >> 4;
  return (run & (twice >> 8)) !== 0;
}

/** Finds corners in an image and writes them as x, y (i16) and strength (i32) to `found`; answers how many. */
function detect(first: usize, stride: i32, width: i32, height: i32, threshold: i32): i32 {
  const south = <usize>(3 * stride);
  const limit = i8x16.splat(<i8>threshold);
  const zero = i8x16.splat(0);
  let count = 0;
  memory.fill(latest, 255, <usize>(width << 2));
  for (let y = EDGE; y < height - EDGE; y++) {
    const row = first + <usize>(y * stride);
    for (let x = EDGE; x < width - EDGE; x += 16) {
      const at = row + <usize>x;
      const c = v128.load(at);
      const high = i8x16.add_sat_u(c, limit);
      const low = i8x16.sub_sat_u(c, limit);
      const n = v128.load(at - south);
      const e = v128.load(at, 3);
      const s = v128.load(at + south);
      const w = v128.load(at - 3);
      // An arc of nine covers two neighbours among the four: one of north and south, and one of east and west.
      const bright = v128.and(
        v128.or(i8x16.sub_sat_u(n, high), i8x16.sub_sat_u(s, high)),
        i8x16.splat(-1),
      );
      const brightToo = v128.or(i8x16.sub_sat_u(e, high), i8x16.sub_sat_u(w, high));
      const dark = v128.or(i8x16.sub_sat_u(low, n), i8x16.sub_sat_u(low, s));
      const darkToo = v128.or(i8x16.sub_sat_u(low, e), i8x16.sub_sat_u(low, w));
      const maybe = v128.or(
        v128.and(i8x16.ne(bright, zero), i8x16.ne(brightToo, zero)),
        v128.and(i8x16.ne(dark, zero), i8x16.ne(darkToo, zero)),
      );
      let mask = i8x16.bitmask(maybe);
      while (mask !== 0) {
        const bit = ctz<i32>(mask);
        mask &= mask - 1;
        const px = x + bit;
        if (px >= width - EDGE) break;
        const strength = cornerStrength(at + <usize>bit, <usize>stride, limit);
        if (strength === 0) continue;
        // The strongest of its neighbourhood only.
        let beaten = false;
        for (let column = px - 3; column <= px + 3; column++) {
          const index = load<i32>(latest + ((<usize>column) << 2));
          if (index < 0) continue;
          const other = found + ((<usize>index) << 3);
          if (<i32>load<i16>(other, 2) < y - 3) continue;
          if (load<i32>(other, 4) >= strength) {
            beaten = true;
            break;
          }
          store<i32>(other, 0, 4);
        }
        if (beaten || count >= MOST_FOUND) continue;
        const to = found + ((<usize>count) << 3);
        store<i16>(to, <i16>px);
        store<i16>(to, <i16>y, 2);
        store<i32>(to, strength, 4);
        store<i32>(latest + ((<usize>px) << 2), count);
        count++;
      }
    }
  }
  return count;
}

/** Orders what was found by strength, strongest first, into `ranked`; answers how many are left. */
function rank(count: i32): i32 {
  memory.fill(bins, 0, 257 * 4);
  for (let i = 0; i < count; i++) {
    const bin = bins + ((<usize>(255 - load<i32>(found + ((<usize>i) << 3), 4))) << 2);
    store<i32>(bin, load<i32>(bin) + 1);
  }
  let sum = 0;
  for (let b: usize = 0; b < 256; b++) {
    const size = load<i32>(bins + (b << 2));
    store<i32>(bins + (b << 2), sum);
    sum += size;
  }
  const left = load<i32>(bins + (255 << 2));
  for (let i = 0; i < count; i++) {
    const bin = bins + ((<usize>(255 - load<i32>(found + ((<usize>i) << 3), 4))) << 2);
    const place = load<i32>(bin);
    store<i32>(bin, place + 1);
    store<i32>(ranked + ((<usize>place) << 2), i);
  }
  return left;
}

/** The direction of the brighter side, as one of the 32, from the level above the one the point was found in. */
function turnAt(at: usize, stride: i32): i32 {
  let mx = 0;
  let my = 0;
  for (let y = -6; y <= 6; y++) {
    const reach = abs(y) < 3 ? 6 : abs(y) < 5 ? 5 : 3;
    const row = at + <usize>(y * stride);
    let sum = 0;
    for (let x = -reach; x <= reach; x++) {
      const value = <i32>load<u8>(row + <usize>x);
      mx += x * value;
      sum += value;
    }
    my += y * sum;
  }
  let best: f64 = -1e18;
  let turn = 0;
  for (let t = 0; t < TURNS; t++) {
    const along = cosineAt(t) * <f64>mx + sineAt(t) * <f64>my;
    if (along > best) {
      best = along;
      turn = t;
    }
  }
  return turn;
}

function describe(out: usize, at: usize, stride: i32, turn: i32): void {
  let pair = pattern + ((<usize>(turn * PAIRS)) << 2);
  for (let word: usize = 0; word < 4; word++) {
    let bits: u64 = 0;
    for (let i = 0; i < 64; i++) {
      const a = load<u8>(at + <usize>(<i32>load<i8>(pair, 1) * stride + <i32>load<i8>(pair)));
      const b = load<u8>(at + <usize>(<i32>load<i8>(pair, 3) * stride + <i32>load<i8>(pair, 2)));
      bits = (bits << 1) | (a < b ? 1 : 0);
      pair += 4;
    }
    store<u64>(out + (word << 3), bits);
  }
}

/**
 * Finds and describes up to `most` features of an image, evenly spread; `above` is the same image at half the size,
 * `kind` (0 to 7) tells images apart that are much alike from frame to frame.
 * Both need the usual margins.
 */
export function findFeatures(
  first: usize,
  stride: i32,
  width: i32,
  height: i32,
  above: usize,
  aboveStride: i32,
  most: i32,
  kind: i32,
  out: usize,
): i32 {
  if (width < 3 * EDGE || height < 3 * EDGE) return 0;
  // Busy pictures have far more corners than are wanted: the next frame asks for stronger ones.
  const wanted = thresholds + ((<usize>kind) << 2);
  const threshold = load<i32>(wanted);
  let count = detect(first, stride, width, height, threshold);
  if (count > 5 * most) store<i32>(wanted, min(threshold + 6, STRONGEST));
  else if (count < 2 * most) store<i32>(wanted, max(threshold - 6, USUAL));
  if (count < most) count = detect(first, stride, width, height, FAINTEST);
  const left = rank(count);
  memory.fill(cells, 0, <usize>(CELLS * CELLS * 4));
  const quota = max(2, (most * 3) / (CELLS * CELLS));
  let taken = 0;
  for (let i = 0; i < left && taken < most; i++) {
    const at = found + ((<usize>load<i32>(ranked + ((<usize>i) << 2))) << 3);
    const x = <i32>load<i16>(at);
    const y = <i32>load<i16>(at, 2);
    const cell = cells + ((<usize>(((y * CELLS) / height) * CELLS + (x * CELLS) / width)) << 2);
    if (load<i32>(cell) >= quota) continue;
    store<i32>(cell, load<i32>(cell) + 1);
    const to = out + <usize>taken * FEATURE_BYTES;
    const middle = above + <usize>((y >> 1) * aboveStride + (x >> 1));
    const turn = turnAt(middle, aboveStride);
    describe(to, middle, aboveStride, turn);
    store<f32>(to, <f32>x, FEATURE_X);
    store<f32>(to, <f32>y, FEATURE_Y);
    store<i32>(to, turn, FEATURE_TURN);
    taken++;
  }
  return taken;
}
