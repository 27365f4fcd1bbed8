// What RANSAC and Gauss–Newton work on: pairs of points with what is known about each. Shared by all anchors, because
// they are worked on one after the other.

/** Most pairs at once. */
export const MAX_PAIRS: i32 = 256;
/** Bytes of a pair: from x, y; to x, y; inverse covariance xx, xy, yy of `to`; weight. All f64, px. */
export const PAIR_BYTES: usize = 64;

export const P_FROM_X: usize = 0;
export const P_FROM_Y: usize = 8;
export const P_TO_X: usize = 16;
export const P_TO_Y: usize = 24;
export const P_XX: usize = 32;
export const P_XY: usize = 40;
export const P_YY: usize = 48;
export const P_WEIGHT: usize = 56;

/** What even a perfect patch does not know about its place, px² of the level it was aligned in. */
const FLOOR_VARIANCE: f64 = 0.01;

export const pairs: usize = memory.data(MAX_PAIRS * <i32>PAIR_BYTES);

/** Sets what is known about a pair's `to`: the information xx, xy, yy of an alignment, less what no alignment knows. */
export function informPair(pair: usize, xx: f64, xy: f64, yy: f64, unit: f64): void {
  // Covariance plus a floor, inverted again: (M⁻¹ + f·I)⁻¹ = (M + f·|M|·I) / (1 + f·trace M + f²·|M|).
  const determinant = xx * yy - xy * xy;
  const f = FLOOR_VARIANCE;
  const scale = 1 / ((1 + f * (xx + yy) + f * f * determinant) * unit * unit);
  store<f64>(pair, (xx + f * determinant) * scale, P_XX);
  store<f64>(pair, xy * scale, P_XY);
  store<f64>(pair, (yy + f * determinant) * scale, P_YY);
}

export function pairAt(index: i32): usize {
  return pairs + <usize>index * PAIR_BYTES;
}

export function setPair(index: i32, fromX: f64, fromY: f64, toX: f64, toY: f64): usize {
  const at = pairAt(index);
  store<f64>(at, fromX, P_FROM_X);
  store<f64>(at, fromY, P_FROM_Y);
  store<f64>(at, toX, P_TO_X);
  store<f64>(at, toY, P_TO_Y);
  store<f64>(at, 1, P_XX);
  store<f64>(at, 0, P_XY);
  store<f64>(at, 1, P_YY);
  store<f64>(at, 1, P_WEIGHT);
  return at;
}
