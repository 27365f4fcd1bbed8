// Patches turned into templates, and templates aligned in a frame.
// Alignment is inverse-compositional Lucas–Kanade (Baker and Matthews, "Lucas-Kanade 20 years on", 2004), with gain and
// offset of the brightness solved along with the shift: the template's own value and a constant are two more columns of
// the same linear system.
import { total } from './lanes';
import { readPatch, SIDE } from './read';

/** Bytes of the 256 values of a patch. */
const VALUES: usize = 512;
const AT_GX: usize = 512;
const AT_GY: usize = 1024;
/** Behind the three planes: f64 numbers. */
const AT_NUMBERS: usize = 1536;
/** Bytes of a template. */
export const TEMPLATE_BYTES: usize = 1536 + 16 * 8;
/** Of the noise in a level, so much is left on average where a patch is read between its pixels (variance). */
const BETWEEN: f64 = 0.5;

// Numbers of a template.
const N_MEAN_T: usize = AT_NUMBERS;
const N_MEAN_X: usize = AT_NUMBERS + 8;
const N_MEAN_Y: usize = AT_NUMBERS + 16;
const N_TT: usize = AT_NUMBERS + 24;
const N_XX: usize = AT_NUMBERS + 32;
const N_XY: usize = AT_NUMBERS + 40;
const N_YY: usize = AT_NUMBERS + 48;
const N_INVERSE: usize = AT_NUMBERS + 56; // six numbers: 00 01 02 11 12 22
/** What of the energy is noise; of the energy of either slope it is twice that. */
const N_NOISE: usize = AT_NUMBERS + 104;

/** Mean squared slope, (grey levels per px)², at which a template's vote counts half. */
const HALF_WORTH: f64 = 4;
/** Weakest template that can be aligned at all: standard deviation of one grey level. */
const LEAST_ENERGY: f64 = 256 * 256;

/** What is seen where a template is compared. */
const seen: usize = memory.data(VALUES);

/** The smaller eigenvalue of a symmetric matrix. */
function weaker(xx: f64, xy: f64, yy: f64): f64 {
  const half = 0.5 * (xx - yy);
  return 0.5 * (xx + yy) - sqrt(half * half + xy * xy);
}

/** How much a template knows in its weaker direction, 0 to 1: what its vote is worth. */
export function worthOf(t: usize): f64 {
  const weak =
    weaker(load<f64>(t, N_XX), load<f64>(t, N_XY), load<f64>(t, N_YY)) - 2 * load<f64>(t, N_NOISE);
  // Mean squared slope, (grey levels per px)².
  const slope = max(0, weak) / (256 * 256 * 4);
  return slope / (slope + HALF_WORTH);
}

/** No more than this of what a template knows in its weaker direction is taken for noise. */
const MOST_ROUGH: f64 = 0.6;

/** The share of a template's energy that is not noise. */
export function clarityOf(t: usize): f64 {
  return max(0, 1 - load<f64>(t, N_NOISE) / max(1, load<f64>(t, N_TT)));
}

/**
 * Whether ramps of brightness are left out of every patch, as its mean always is: what a reflection or a lamp lays over a
 * surface is out of focus, and over a patch little more than a ramp.
 */
export let withoutRamps: bool = false;

export function leaveOutRamps(out: bool): void {
  withoutRamps = out;
}

/** Places of a row's pixels from its middle, half px. */
const LEFT_HALF: v128 = i16x8(-15, -13, -11, -9, -7, -5, -3, -1);
const RIGHT_HALF: v128 = i16x8(1, 3, 5, 7, 9, 11, 13, 15);
/** Sum of their squares over a patch. */
const RAMP_ENERGY: f64 = 16 * 1360;

/** Sums over a patch of its values by their places, across and down. */
let sumAcross: v128 = i32x4.splat(0);
let sumDown: v128 = i32x4.splat(0);

/** Adds a row to the sums across and down. */
function addRow(row: i32, left: v128, right: v128): void {
  sumAcross = i32x4.add(
    sumAcross,
    i32x4.add(i32x4.dot_i16x8_s(left, LEFT_HALF), i32x4.dot_i16x8_s(right, RIGHT_HALF)),
  );
  sumDown = i32x4.add(
    sumDown,
    i32x4.dot_i16x8_s(i16x8.add(left, right), i16x8.splat(<i16>(2 * row - 15))),
  );
}

/** Takes the mean off a plane, and its ramp where asked to; answers what is left of the mean by rounding. */
function centre(plane: usize): f64 {
  const ones = i16x8.splat(1);
  let sum = i32x4.splat(0);
  sumAcross = sum;
  sumDown = sum;
  for (let row = 0; row < SIDE; row++) {
    const at = plane + ((<usize>row) << 5);
    const left = v128.load(at);
    const right = v128.load(at, 16);
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(i16x8.add(left, right), ones));
    if (withoutRamps) addRow(row, left, right);
  }
  const mean = total(sum) / 256;
  const down = total(sumDown) / RAMP_ENERGY;
  // In sixteenths, against places in 1/2048 px.
  const across = i16x8.splat(<i16>nearest((16 * total(sumAcross)) / RAMP_ENERGY));
  const leftRamp = i16x8.q15mulr_sat_s(i16x8.shl(LEFT_HALF, 11), across);
  const rightRamp = i16x8.q15mulr_sat_s(i16x8.shl(RIGHT_HALF, 11), across);
  let taken: f64 = 0;
  for (let row = 0; row < SIDE; row++) {
    const at = plane + ((<usize>row) << 5);
    const whole = nearest(mean + down * <f64>(2 * row - 15));
    const off = i16x8.splat(<i16>whole);
    taken += whole;
    v128.store(at, i16x8.sub(i16x8.sub(v128.load(at), off), leftRamp));
    v128.store(at, i16x8.sub(i16x8.sub(v128.load(at, 16), off), rightRamp), 16);
  }
  return mean - taken / 16;
}

/**
 * Makes a template of the 256 values at its start, which come from a level with so much noise (variance, grey levels²);
 * false where there is nothing in it to hold on to.
 */
export function makeTemplate(t: usize, noise: f64): bool {
  for (let row: usize = 0; row < 16; row++) {
    const at = t + row * 32;
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const up = row === 0 ? at : at - 32;
    const down = row === 15 ? at : at + 32;
    v128.store(
      at,
      i16x8.sub(
        v128.shuffle<i16>(a, b, 1, 2, 3, 4, 5, 6, 7, 8),
        v128.shuffle<i16>(a, a, 0, 0, 1, 2, 3, 4, 5, 6),
      ),
      AT_GX,
    );
    v128.store(
      at,
      i16x8.sub(
        v128.shuffle<i16>(b, b, 1, 2, 3, 4, 5, 6, 7, 7),
        v128.shuffle<i16>(a, b, 7, 8, 9, 10, 11, 12, 13, 14),
      ),
      AT_GX + 16,
    );
    v128.store(at, i16x8.sub(v128.load(down), v128.load(up)), AT_GY);
    v128.store(at, i16x8.sub(v128.load(down, 16), v128.load(up, 16)), AT_GY + 16);
  }
  const meanT = centre(t);
  const meanX = centre(t + AT_GX);
  const meanY = centre(t + AT_GY);
  let tt = i32x4.splat(0);
  let tx = i32x4.splat(0);
  let ty = i32x4.splat(0);
  let xx = i32x4.splat(0);
  let xy = i32x4.splat(0);
  let yy = i32x4.splat(0);
  for (let i: usize = 0; i < VALUES; i += 16) {
    const v = v128.load(t + i);
    const x = v128.load(t + i, AT_GX);
    const y = v128.load(t + i, AT_GY);
    tt = i32x4.add(tt, i32x4.dot_i16x8_s(v, v));
    tx = i32x4.add(tx, i32x4.dot_i16x8_s(v, x));
    ty = i32x4.add(ty, i32x4.dot_i16x8_s(v, y));
    xx = i32x4.add(xx, i32x4.dot_i16x8_s(x, x));
    xy = i32x4.add(xy, i32x4.dot_i16x8_s(x, y));
    yy = i32x4.add(yy, i32x4.dot_i16x8_s(y, y));
  }
  const gTT = total(tt);
  const gTX = total(tx);
  const gTY = total(ty);
  const gXX = total(xx);
  const gXY = total(xy);
  const gYY = total(yy);
  store<f64>(t, meanT, N_MEAN_T);
  store<f64>(t, meanX, N_MEAN_X);
  store<f64>(t, meanY, N_MEAN_Y);
  store<f64>(t, gTT, N_TT);
  store<f64>(t, gXX, N_XX);
  store<f64>(t, gXY, N_XY);
  store<f64>(t, gYY, N_YY);
  // Noise is in the slopes too, and would make every step too short (errors in variables: Fuller, "Measurement error
  // models", 1987).
  const own = 65536 * BETWEEN * noise;
  const rough = noise > 0 ? min(2 * own, MOST_ROUGH * weaker(gXX, gXY, gYY)) : 0;
  store<f64>(t, own, N_NOISE);
  // A little damping keeps patches with one edge only from sliding along it.
  const damping = 0.01 * (gXX + gYY) + 4096;
  const pXX = gXX + damping - rough;
  const pYY = gYY + damping - rough;
  const c00 = pXX * pYY - gXY * gXY;
  const c01 = gTY * gXY - gTX * pYY;
  const c02 = gTX * gXY - gTY * pXX;
  const determinant = gTT * c00 + gTX * c01 + gTY * c02;
  if (gTT < LEAST_ENERGY || !(determinant > 0)) return false;
  const scale = 1 / determinant;
  store<f64>(t, c00 * scale, N_INVERSE);
  store<f64>(t, c01 * scale, N_INVERSE + 8);
  store<f64>(t, c02 * scale, N_INVERSE + 16);
  store<f64>(t, (gTT * pYY - gTY * gTY) * scale, N_INVERSE + 24);
  store<f64>(t, (gTX * gTY - gTT * gXY) * scale, N_INVERSE + 32);
  store<f64>(t, (gTT * pXX - gTX * gTX) * scale, N_INVERSE + 40);
  return true;
}

/**
 * Where the last alignment ended, px of its level, and how well it fits there: the correlation, -1 to 1, and what it would
 * be without noise (correction for attenuation: Spearman, "The proof and measurement of association", 1904).
 */
export let alignedX: f64 = 0;
export let alignedY: f64 = 0;
export let alignedFit: f64 = 0;
export let alignedClearFit: f64 = 0;
/** What the last alignment knows of its place: inverse covariance, 1/px² of its level. */
export let alignedXX: f64 = 0;
export let alignedXY: f64 = 0;
export let alignedYY: f64 = 0;

/** Share of the unexplained variance that shows as squared differences over two pixels of the template. */
const NOISE_SHARE: f64 = 1;
/** An edge that is not quite straight looks as if it knew something along itself: of what it knows across. */
const EDGE_FLAW: f64 = 0.25;
/** Steps shorter than this end an alignment, px. */
const SHORT_STEP: f64 = 0.03;
/** No single step is longer than this, px. */
const LONG_STEP: f64 = 4;

/** The step that the last look at a template's place suggests, px. */
export let stepX: f64 = 0;
export let stepY: f64 = 0;

/** No correlation is corrected by more than this: chance alone would fit then. */
const LEAST_CLEAR: f64 = 0.5;

/**
 * Holds a template against a level with so much noise (variance, grey levels²) at (x, y): the fit there and the step to
 * where it fits better; false where it does not fit at all, or reaches beyond the level's margin.
 */
export function compare(
  t: usize,
  first: usize,
  stride: i32,
  noise: f64,
  width: i32,
  height: i32,
  x: f64,
  y: f64,
): bool {
  if (!(x > -7 && y > -7 && x < <f64>(width + 5) && y < <f64>(height + 5))) return false;
  const energy = load<f64>(t, N_TT);
  const meanT = load<f64>(t, N_MEAN_T);
  const meanX = load<f64>(t, N_MEAN_X);
  const meanY = load<f64>(t, N_MEAN_Y);
  const i00 = load<f64>(t, N_INVERSE);
  const i01 = load<f64>(t, N_INVERSE + 8);
  const i02 = load<f64>(t, N_INVERSE + 16);
  const i11 = load<f64>(t, N_INVERSE + 24);
  const i12 = load<f64>(t, N_INVERSE + 32);
  const i22 = load<f64>(t, N_INVERSE + 40);
  const ones = i16x8.splat(1);
  readPatch(first, stride, x, y, seen);
  let sV = i32x4.splat(0);
  let sVV = i32x4.splat(0);
  let sT = i32x4.splat(0);
  let sX = i32x4.splat(0);
  let sY = i32x4.splat(0);
  sumAcross = sV;
  sumDown = sV;
  for (let row = 0; row < SIDE; row++) {
    const at = (<usize>row) << 5;
    const a = v128.load(seen + at);
    const b = v128.load(seen + at, 16);
    const template = t + at;
    if (withoutRamps) addRow(row, a, b);
    sV = i32x4.add(sV, i32x4.dot_i16x8_s(i16x8.add(a, b), ones));
    sVV = i32x4.add(sVV, i32x4.add(i32x4.dot_i16x8_s(a, a), i32x4.dot_i16x8_s(b, b)));
    sT = i32x4.add(
      sT,
      i32x4.add(
        i32x4.dot_i16x8_s(a, v128.load(template)),
        i32x4.dot_i16x8_s(b, v128.load(template, 16)),
      ),
    );
    sX = i32x4.add(
      sX,
      i32x4.add(
        i32x4.dot_i16x8_s(a, v128.load(template, AT_GX)),
        i32x4.dot_i16x8_s(b, v128.load(template, AT_GX + 16)),
      ),
    );
    sY = i32x4.add(
      sY,
      i32x4.add(
        i32x4.dot_i16x8_s(a, v128.load(template, AT_GY)),
        i32x4.dot_i16x8_s(b, v128.load(template, AT_GY + 16)),
      ),
    );
  }
  const v = total(sV);
  const vt = total(sT) - meanT * v;
  const vx = total(sX) - meanX * v;
  const vy = total(sY) - meanY * v;
  const across = total(sumAcross);
  const down = total(sumDown);
  const spread = total(sVV) - (v * v) / 256 - (across * across + down * down) / RAMP_ENERGY;
  alignedX = x;
  alignedY = y;
  alignedFit = spread > 0 ? vt / sqrt(spread * energy) : 0;
  alignedClearFit = alignedFit;
  if (noise > 0) {
    const clear = clarityOf(t) * max(0, 1 - (65536 * BETWEEN * noise) / spread);
    alignedClearFit = min(1, alignedFit / max(LEAST_CLEAR, sqrt(clear)));
  }
  const gain = i00 * vt + i01 * vx + i02 * vy;
  if (!(gain > 0.02)) return false;
  // Differences were taken over two pixels, hence the factor.
  stepX = (-2 * (i01 * vt + i11 * vx + i12 * vy)) / gain;
  stepY = (-2 * (i02 * vt + i12 * vx + i22 * vy)) / gain;
  const length = sqrt(stepX * stepX + stepY * stepY);
  if (length > LONG_STEP) {
    stepX *= LONG_STEP / length;
    stepY *= LONG_STEP / length;
  }
  return true;
}

/** What is known of the place of the last comparison, as an inverse covariance. */
export function inform(t: usize): void {
  const energy = load<f64>(t, N_TT);
  // Variance of what the template does not explain, per pixel, and never less than a grey level's noise.
  const rest = (max(1 - alignedFit * alignedFit, 0.0001) * energy) / 256 + 128;
  const scale = 0.25 / rest;
  // The template's own noise has gradients too, which know nothing: about half of the rest is the template's.
  const xx = load<f64>(t, N_XX);
  const xy = load<f64>(t, N_XY);
  const yy = load<f64>(t, N_YY);
  const weak = weaker(xx, xy, yy);
  const noise = min(256 * NOISE_SHARE * rest + EDGE_FLAW * (xx + yy - weak), 0.97 * weak);
  alignedXX = (xx - noise) * scale;
  alignedXY = xy * scale;
  alignedYY = (yy - noise) * scale;
}

/**
 * Aligns a template in a level, starting at (x, y) and straying no further than `reach` px from there. False where it
 * leaves the level, strays, or does not come to rest.
 */
export function align(
  t: usize,
  first: usize,
  stride: i32,
  noise: f64,
  width: i32,
  height: i32,
  x: f64,
  y: f64,
  iterations: i32,
  reach: f64,
): bool {
  const startX = x;
  const startY = y;
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (!compare(t, first, stride, noise, width, height, x, y)) return false;
    x += stepX;
    y += stepY;
    const strayX = x - startX;
    const strayY = y - startY;
    if (!(strayX * strayX + strayY * strayY <= reach * reach)) return false;
    const length = sqrt(stepX * stepX + stepY * stepY);
    if (length < SHORT_STEP || iteration === iterations - 1) {
      alignedX = x;
      alignedY = y;
      if (length > 0.5) return false;
      inform(t);
      return true;
    }
  }
  return false;
}
