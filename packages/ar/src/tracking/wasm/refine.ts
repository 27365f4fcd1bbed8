// The pose from what all patches say: Gauss–Newton on a homography with Tukey's weights (Beaton and Tukey, 1974; as in
// Klein and Murray, "Parallel tracking and mapping", 2007). Each patch counts in each direction for as much as it knows
// there, so that a patch with one edge holds across the edge and lets go along it. A prior keeps shear and perspective
// near the prediction; few or badly spread patches tighten it until the step is a similarity.
import { copyH, H_BYTES, multiplyH, normaliseH } from './homography';
import { pairAt, P_FROM_X, P_FROM_Y, P_TO_X, P_TO_Y, P_WEIGHT, P_XX, P_XY, P_YY } from './pairs';

const SIZE: i32 = 8;
/** Expectations that are off by more than so many of their standard deviations do not count. */
const EXPECTED_REACH: f64 = 5;

const matrix: usize = memory.data(SIZE * SIZE * 8);
const vector: usize = memory.data(SIZE * 8);
const step: usize = memory.data(SIZE * 8);
const model: usize = memory.data(<i32>H_BYTES);
const frame: usize = memory.data(<i32>H_BYTES);
const scratch: usize = memory.data(<i32>H_BYTES);
const ratios: usize = memory.data(256 * 8);

/** Cholesky factor of a symmetric positive definite matrix, in place (lower half); false where it is not one. */
export function factor(a: usize, size: i32): bool {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = load<f64>(a + ((<usize>(i * size + j)) << 3));
      for (let k = 0; k < j; k++)
        sum -=
          load<f64>(a + ((<usize>(i * size + k)) << 3)) *
          load<f64>(a + ((<usize>(j * size + k)) << 3));
      if (i === j) {
        if (!(sum > 1e-15)) return false;
        store<f64>(a + ((<usize>(i * size + i)) << 3), sqrt(sum));
      } else
        store<f64>(
          a + ((<usize>(i * size + j)) << 3),
          sum / load<f64>(a + ((<usize>(j * size + j)) << 3)),
        );
    }
  }
  return true;
}

/** Solves with a factor made before: `b` becomes the answer. */
export function solve(a: usize, size: i32, b: usize): void {
  forward(a, size, b);
  for (let i = size - 1; i >= 0; i--) {
    let sum = load<f64>(b + ((<usize>i) << 3));
    for (let k = i + 1; k < size; k++)
      sum -= load<f64>(a + ((<usize>(k * size + i)) << 3)) * load<f64>(b + ((<usize>k) << 3));
    store<f64>(b + ((<usize>i) << 3), sum / load<f64>(a + ((<usize>(i * size + i)) << 3)));
  }
}

function forward(a: usize, size: i32, b: usize): void {
  for (let i = 0; i < size; i++) {
    let sum = load<f64>(b + ((<usize>i) << 3));
    for (let k = 0; k < i; k++)
      sum -= load<f64>(a + ((<usize>(i * size + k)) << 3)) * load<f64>(b + ((<usize>k) << 3));
    store<f64>(b + ((<usize>i) << 3), sum / load<f64>(a + ((<usize>(i * size + i)) << 3)));
  }
}

/** The middle and the scale in which the last refinement worked, px. */
let middleX: f64 = 0;
let middleY: f64 = 0;
let scale: f64 = 1;
/** By how much half of the pairs missed in the last refinement, px. */
export let usualMiss: f64 = 0;
/** How far the region reaches from its middle, px: what the prior on perspective is meant for. */
export let extent: f64 = 1;

export function setExtent(px: f64): void {
  extent = px;
}

function addOuter(x: f64, y: f64, w: f64, px: f64, py: f64, pair: usize, weight: f64): void {
  // Rows of the derivative of the mapped point by the eight numbers of the model.
  const i = 1 / w;
  const x0 = x * i;
  const y0 = y * i;
  const xx = load<f64>(pair, P_XX) * weight;
  const xy = load<f64>(pair, P_XY) * weight;
  const yy = load<f64>(pair, P_YY) * weight;
  const rx = load<f64>(pair, P_TO_X) - (px * scale + middleX);
  const ry = load<f64>(pair, P_TO_Y) - (py * scale + middleY);
  const bx = xx * rx + xy * ry;
  const by = xy * rx + yy * ry;
  const s = scale;
  const s2 = s * s;
  const m0 = s * x0;
  const m1 = s * y0;
  const m2 = s * i;
  const m = matrix;
  const v = vector;
  // Columns 0-2 move x, columns 3-5 move y, columns 6 and 7 move both.
  const p6 = -px * x0;
  const p7 = -px * y0;
  const q6 = -py * x0;
  const q7 = -py * y0;
  store<f64>(v, load<f64>(v, 0) + m0 * bx, 0);
  store<f64>(v, load<f64>(v, 8) + m1 * bx, 8);
  store<f64>(v, load<f64>(v, 16) + m2 * bx, 16);
  store<f64>(v, load<f64>(v, 24) + m0 * by, 24);
  store<f64>(v, load<f64>(v, 32) + m1 * by, 32);
  store<f64>(v, load<f64>(v, 40) + m2 * by, 40);
  store<f64>(v, load<f64>(v, 48) + s * (p6 * bx + q6 * by), 48);
  store<f64>(v, load<f64>(v, 56) + s * (p7 * bx + q7 * by), 56);
  const a00 = x0 * x0 * s2;
  const a01 = x0 * y0 * s2;
  const a02 = x0 * i * s2;
  const a11 = y0 * y0 * s2;
  const a12 = y0 * i * s2;
  const a22 = i * i * s2;
  store<f64>(m, load<f64>(m, 0) + a00 * xx, 0);
  store<f64>(m, load<f64>(m, 64) + a01 * xx, 64);
  store<f64>(m, load<f64>(m, 72) + a11 * xx, 72);
  store<f64>(m, load<f64>(m, 128) + a02 * xx, 128);
  store<f64>(m, load<f64>(m, 136) + a12 * xx, 136);
  store<f64>(m, load<f64>(m, 144) + a22 * xx, 144);
  store<f64>(m, load<f64>(m, 192) + a00 * xy, 192);
  store<f64>(m, load<f64>(m, 200) + a01 * xy, 200);
  store<f64>(m, load<f64>(m, 208) + a02 * xy, 208);
  store<f64>(m, load<f64>(m, 216) + a00 * yy, 216);
  store<f64>(m, load<f64>(m, 256) + a01 * xy, 256);
  store<f64>(m, load<f64>(m, 264) + a11 * xy, 264);
  store<f64>(m, load<f64>(m, 272) + a12 * xy, 272);
  store<f64>(m, load<f64>(m, 280) + a01 * yy, 280);
  store<f64>(m, load<f64>(m, 288) + a11 * yy, 288);
  store<f64>(m, load<f64>(m, 320) + a02 * xy, 320);
  store<f64>(m, load<f64>(m, 328) + a12 * xy, 328);
  store<f64>(m, load<f64>(m, 336) + a22 * xy, 336);
  store<f64>(m, load<f64>(m, 344) + a02 * yy, 344);
  store<f64>(m, load<f64>(m, 352) + a12 * yy, 352);
  store<f64>(m, load<f64>(m, 360) + a22 * yy, 360);
  const u6 = (xx * p6 + xy * q6) * s2;
  const v6 = (xy * p6 + yy * q6) * s2;
  const u7 = (xx * p7 + xy * q7) * s2;
  const v7 = (xy * p7 + yy * q7) * s2;
  store<f64>(m, load<f64>(m, 384) + x0 * u6, 384);
  store<f64>(m, load<f64>(m, 392) + y0 * u6, 392);
  store<f64>(m, load<f64>(m, 400) + i * u6, 400);
  store<f64>(m, load<f64>(m, 408) + x0 * v6, 408);
  store<f64>(m, load<f64>(m, 416) + y0 * v6, 416);
  store<f64>(m, load<f64>(m, 424) + i * v6, 424);
  store<f64>(m, load<f64>(m, 432) + p6 * u6 + q6 * v6, 432);
  store<f64>(m, load<f64>(m, 448) + x0 * u7, 448);
  store<f64>(m, load<f64>(m, 456) + y0 * u7, 456);
  store<f64>(m, load<f64>(m, 464) + i * u7, 464);
  store<f64>(m, load<f64>(m, 472) + x0 * v7, 472);
  store<f64>(m, load<f64>(m, 480) + y0 * v7, 480);
  store<f64>(m, load<f64>(m, 488) + i * v7, 488);
  store<f64>(m, load<f64>(m, 496) + p6 * u7 + q6 * v7, 496);
  store<f64>(m, load<f64>(m, 504) + p7 * u7 + q7 * v7, 504);
}

function add(at: usize, index: usize, value: f64): void {
  store<f64>(at + (index << 3), load<f64>(at + (index << 3)) + value);
}

/** Prior: a row of the derivative with two entries, at its present value. */
function addPrior(i: usize, fi: f64, j: usize, fj: f64, value: f64, weight: f64): void {
  // i ≥ j, so that the lower half is filled.
  add(matrix, i * 8 + i, fi * fi * weight);
  add(vector, i, -fi * value * weight);
  if (fj === 0) return;
  add(matrix, j * 8 + j, fj * fj * weight);
  add(matrix, i * 8 + j, fi * fj * weight);
  add(vector, j, -fj * value * weight);
}

function number(index: usize): f64 {
  return load<f64>(model + (index << 3));
}

/** What a pair knows in its sharper direction, 1/px². */
function sharpnessOf(pair: usize): f64 {
  const xx = load<f64>(pair, P_XX);
  const xy = load<f64>(pair, P_XY);
  const yy = load<f64>(pair, P_YY);
  const half = 0.5 * (xx - yy);
  return 0.5 * (xx + yy) + sqrt(half * half + xy * xy);
}

/** How far in terms of its own uncertainty, and in px of its sharper direction, a pair is off: the square of the latter. */
export function directedMiss(pair: usize, dx: f64, dy: f64): f64 {
  const xx = load<f64>(pair, P_XX);
  const xy = load<f64>(pair, P_XY);
  const yy = load<f64>(pair, P_YY);
  return (xx * dx * dx + 2 * xy * dx * dy + yy * dy * dy) / sharpnessOf(pair);
}

/**
 * Moves `h` (to which the pairs' `from` belong: they are where `h` put them) so that it fits the pairs' `to`. Behind the
 * `count` pairs stand `expected` ones that the prediction adds; they hold the pose where no patch does. Pairs that
 * are further off than `tukey` px (or a multiple of the usual miss, whichever is more) do not count. `looseShear` and
 * `loosePerspective` are the standard deviations of the prior, as a share of the region's size. False where there is no
 * answer; `h` is then unchanged.
 */
export function refine(
  h: usize,
  count: i32,
  expected: i32,
  tukey: f64,
  looseShear: f64,
  loosePerspective: f64,
  rounds: i32,
): bool {
  let used: f64 = 0;
  let sumX: f64 = 0;
  let sumY: f64 = 0;
  for (let k = 0; k < count; k++) {
    const pair = pairAt(k);
    const weight = load<f64>(pair, P_WEIGHT);
    used += weight;
    sumX += weight * load<f64>(pair, P_FROM_X);
    sumY += weight * load<f64>(pair, P_FROM_Y);
  }
  if (!(used > 0)) return false;
  middleX = sumX / used;
  middleY = sumY / used;
  let square: f64 = 0;
  for (let k = 0; k < count; k++) {
    const pair = pairAt(k);
    const dx = load<f64>(pair, P_FROM_X) - middleX;
    const dy = load<f64>(pair, P_FROM_Y) - middleY;
    square += load<f64>(pair, P_WEIGHT) * (dx * dx + dy * dy);
  }
  scale = max(1.4 * sqrt(square / used), 8);
  memory.fill(model, 0, H_BYTES);
  store<f64>(model, 1);
  store<f64>(model, 1, 32);
  const shear = 1 / (looseShear * looseShear);
  // Pairs that cover only a part of the region would let small errors grow towards its far corners.
  const covered = min(1, scale / max(extent, 1));
  const perspective = 1 / (loosePerspective * loosePerspective * covered * covered);
  let cutoff = tukey;
  for (let round = 0; round < rounds; round++) {
    // A first look at how far off the pairs usually are decides what is an outlier.
    let n = 0;
    for (let k = 0; k < count; k++) {
      const pair = pairAt(k);
      let miss: f64 = 1e12;
      if (load<f64>(pair, P_WEIGHT) > 0 && mapModel(pair)) {
        miss = directedMiss(
          pair,
          load<f64>(pair, P_TO_X) - (modelX * scale + middleX),
          load<f64>(pair, P_TO_Y) - (modelY * scale + middleY),
        );
        n++;
      }
      store<f64>(ratios + ((<usize>k) << 3), miss);
    }
    if (n < 2) return false;
    const usual = sqrt(middling(count, n));
    usualMiss = usual;
    cutoff = max(tukey, min(6.9 * usual, 4 * tukey));
    memory.fill(matrix, 0, SIZE * SIZE * 8);
    memory.fill(vector, 0, SIZE * 8);
    const limit = cutoff * cutoff;
    const spread = usual * usual;
    let counted = 0;
    for (let k = 0; k < count; k++) {
      const miss = load<f64>(ratios + ((<usize>k) << 3));
      if (miss >= limit) continue;
      const pair = pairAt(k);
      mapModel(pair);
      const keep = 1 - miss / limit;
      // What the pairs miss by in common (relief, rolling rows) adds to what each does not know.
      const known = 1 / (1 + spread * sharpnessOf(pair));
      addOuter(
        (load<f64>(pair, P_FROM_X) - middleX) / scale,
        (load<f64>(pair, P_FROM_Y) - middleY) / scale,
        modelW,
        modelX,
        modelY,
        pair,
        known * keep * keep * load<f64>(pair, P_WEIGHT),
      );
      counted++;
    }
    if (counted < 2) return false;
    for (let k = count; k < count + expected; k++) {
      const pair = pairAt(k);
      if (!mapModel(pair)) continue;
      const dx = load<f64>(pair, P_TO_X) - (modelX * scale + middleX);
      const dy = load<f64>(pair, P_TO_Y) - (modelY * scale + middleY);
      const reach = EXPECTED_REACH * EXPECTED_REACH;
      const miss = (dx * dx + dy * dy) * load<f64>(pair, P_XX);
      if (miss >= reach) continue;
      const keep = 1 - miss / reach;
      addOuter(
        (load<f64>(pair, P_FROM_X) - middleX) / scale,
        (load<f64>(pair, P_FROM_Y) - middleY) / scale,
        modelW,
        modelX,
        modelY,
        pair,
        keep * keep,
      );
    }
    addPrior(4, 1, 0, -1, number(4) - number(0), shear);
    addPrior(3, 1, 1, 1, number(3) + number(1), shear);
    addPrior(6, 1, 0, 0, number(6), perspective);
    addPrior(7, 1, 0, 0, number(7), perspective);
    // Without anything to say about turn, scale and shift there is no answer; a trace of a prior keeps it a number.
    for (let i: usize = 0; i < 6; i++) add(matrix, i * 9, 1e-3);
    if (!factor(matrix, SIZE)) return false;
    memory.copy(step, vector, SIZE * 8);
    solve(matrix, SIZE, step);
    let largest: f64 = 0;
    for (let i: usize = 0; i < 8; i++) {
      const change = load<f64>(step + (i << 3));
      largest = max(largest, abs(change));
      add(model, i, change);
    }
    if (!(largest < 4)) return false;
    if (largest * scale < 0.02 && round > 0) break;
  }
  // Back to px: h := frame · model · frame⁻¹ · h.
  store<f64>(model, 1, 64);
  memory.fill(frame, 0, H_BYTES);
  store<f64>(frame, 1 / scale);
  store<f64>(frame, -middleX / scale, 16);
  store<f64>(frame, 1 / scale, 32);
  store<f64>(frame, -middleY / scale, 40);
  store<f64>(frame, 1, 64);
  multiplyH(scratch, frame, h);
  multiplyH(frame, model, scratch);
  memory.fill(scratch, 0, H_BYTES);
  store<f64>(scratch, scale);
  store<f64>(scratch, middleX, 16);
  store<f64>(scratch, scale, 32);
  store<f64>(scratch, middleY, 40);
  store<f64>(scratch, 1, 64);
  multiplyH(model, scratch, frame);
  if (!normaliseH(model)) return false;
  copyH(h, model);
  return true;
}

let modelX: f64 = 0;
let modelY: f64 = 0;
let modelW: f64 = 0;

/** Where the model takes a pair's `from`, in the refinement's own frame. */
function mapModel(pair: usize): bool {
  const x = (load<f64>(pair, P_FROM_X) - middleX) / scale;
  const y = (load<f64>(pair, P_FROM_Y) - middleY) / scale;
  modelW = number(6) * x + number(7) * y + 1;
  if (!(modelW > 0.05)) return false;
  modelX = (number(0) * x + number(1) * y + number(2)) / modelW;
  modelY = (number(3) * x + number(4) * y + number(5)) / modelW;
  return true;
}

/** The middle one of the `n` smallest of `count` squares: found by halving the range, which needs no sorting. */
function middling(count: i32, n: i32): f64 {
  const half = (n + 1) >> 1;
  let low: f64 = 0;
  let high: f64 = 1024;
  for (let i = 0; i < 16; i++) {
    const middle = i < 6 ? high * 0.1 + low * 0.9 : 0.5 * (low + high);
    let below = 0;
    for (let k = 0; k < count; k++) if (load<f64>(ratios + ((<usize>k) << 3)) <= middle) below++;
    if (below >= half) high = middle;
    else low = middle;
  }
  return high;
}

/** Standard deviation that the last refinement leaves at a point (px, where `h` puts it), in its worse direction. */
export function uncertaintyAt(px: f64, py: f64): f64 {
  const x = (px - middleX) / scale;
  const y = (py - middleY) / scale;
  let sum: f64 = 0;
  for (let axis = 0; axis < 2; axis++) {
    memory.fill(step, 0, SIZE * 8);
    const at = axis === 0 ? step : step + 24;
    store<f64>(at, x);
    store<f64>(at, y, 8);
    store<f64>(at, 1, 16);
    const own = axis === 0 ? x : y;
    store<f64>(step, -own * x, 48);
    store<f64>(step, -own * y, 56);
    forward(matrix, SIZE, step);
    for (let i: usize = 0; i < 8; i++) {
      const value = load<f64>(step + (i << 3));
      sum += value * value;
    }
  }
  return scale * sqrt(sum);
}
