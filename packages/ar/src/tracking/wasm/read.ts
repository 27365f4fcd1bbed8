// Patches of 16 × 16 pixels, read with bilinear interpolation. Grey values are kept as 16 bit integers in sixteenths,
// positions in 1/128 px.

/** Side of a patch, px. */
export const SIDE: i32 = 16;

/** Reads the patch whose centre is (x, y) into `out`. The caller has made sure that it lies within the margins. */
export function readPatch(first: usize, stride: i32, x: f64, y: f64, out: usize): void {
  const left = floor(x - 7.5);
  const up = floor(y - 7.5);
  const fx = <i32>nearest((x - 7.5 - left) * 128);
  const fy = <i32>nearest((y - 7.5 - up) * 128);
  const wx1 = i16x8.splat(<i16>fx);
  const wx0 = i16x8.splat(<i16>(128 - fx));
  const wy1 = i16x8.splat(<i16>(fy << 5));
  const wy0 = i16x8.splat(<i16>((128 - fy) << 5));
  let at = first + <usize>(<i32>up * stride + <i32>left);
  let a0 = i16x8.add(i16x8.mul(v128.load8x8_u(at), wx0), i16x8.mul(v128.load8x8_u(at, 1), wx1));
  let b0 = i16x8.add(i16x8.mul(v128.load8x8_u(at, 8), wx0), i16x8.mul(v128.load8x8_u(at, 9), wx1));
  for (let row = 0; row < SIDE; row++) {
    at += <usize>stride;
    const a1 = i16x8.add(i16x8.mul(v128.load8x8_u(at), wx0), i16x8.mul(v128.load8x8_u(at, 1), wx1));
    const b1 = i16x8.add(
      i16x8.mul(v128.load8x8_u(at, 8), wx0),
      i16x8.mul(v128.load8x8_u(at, 9), wx1),
    );
    v128.store(out, i16x8.add(i16x8.q15mulr_sat_s(a0, wy0), i16x8.q15mulr_sat_s(a1, wy1)));
    v128.store(out, i16x8.add(i16x8.q15mulr_sat_s(b0, wy0), i16x8.q15mulr_sat_s(b1, wy1)), 16);
    a0 = a1;
    b0 = b1;
    out += 32;
  }
}

/**
 * Reads a patch through an affine map: the pixel (i, j) from its centre comes from (x, y) + (a·i + b·j, c·i + d·j).
 * The caller has made sure that all of it lies within the margins.
 */
export function readWarped(
  first: usize,
  stride: i32,
  x: f64,
  y: f64,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
  out: usize,
): void {
  const du = <i32>nearest(a * 65536);
  const dv = <i32>nearest(c * 65536);
  const ramp = i16x8(0, 1, 2, 3, 4, 5, 6, 7);
  const rampU = i16x8.mul(ramp, i16x8.splat(<i16>du));
  const rampV = i16x8.mul(ramp, i16x8.splat(<i16>dv));
  const below = <usize>stride;
  const full = i16x8.splat(128);
  const low = i16x8.splat(255);
  for (let row = 0; row < SIDE; row++) {
    const j = <f64>row - 7.5;
    let u = <i32>nearest((x - 7.5 * a + b * j) * 65536);
    let v = <i32>nearest((y - 7.5 * c + d * j) * 65536);
    for (let half = 0; half < 2; half++) {
      const fx = i16x8.shr_u(i16x8.add(i16x8.splat(<i16>u), rampU), 9);
      const fy = i16x8.shr_u(i16x8.add(i16x8.splat(<i16>v), rampV), 9);
      const gx = i16x8.sub(full, fx);
      // Eight pairs of neighbours, from the row above each place and from the row below it.
      let upper = i32x4.splat(0);
      let lower = i32x4.splat(0);
      let at = first + <usize>((v >> 16) * stride + (u >> 16));
      upper = v128.load16_lane(at, upper, 0);
      lower = v128.load16_lane(at + below, lower, 0);
      at = first + <usize>(((v + dv) >> 16) * stride + ((u + du) >> 16));
      upper = v128.load16_lane(at, upper, 1);
      lower = v128.load16_lane(at + below, lower, 1);
      at = first + <usize>(((v + 2 * dv) >> 16) * stride + ((u + 2 * du) >> 16));
      upper = v128.load16_lane(at, upper, 2);
      lower = v128.load16_lane(at + below, lower, 2);
      at = first + <usize>(((v + 3 * dv) >> 16) * stride + ((u + 3 * du) >> 16));
      upper = v128.load16_lane(at, upper, 3);
      lower = v128.load16_lane(at + below, lower, 3);
      at = first + <usize>(((v + 4 * dv) >> 16) * stride + ((u + 4 * du) >> 16));
      upper = v128.load16_lane(at, upper, 4);
      lower = v128.load16_lane(at + below, lower, 4);
      at = first + <usize>(((v + 5 * dv) >> 16) * stride + ((u + 5 * du) >> 16));
      upper = v128.load16_lane(at, upper, 5);
      lower = v128.load16_lane(at + below, lower, 5);
      at = first + <usize>(((v + 6 * dv) >> 16) * stride + ((u + 6 * du) >> 16));
      upper = v128.load16_lane(at, upper, 6);
      lower = v128.load16_lane(at + below, lower, 6);
      at = first + <usize>(((v + 7 * dv) >> 16) * stride + ((u + 7 * du) >> 16));
      upper = v128.load16_lane(at, upper, 7);
      lower = v128.load16_lane(at + below, lower, 7);
      const h0 = i16x8.add(
        i16x8.mul(v128.and(upper, low), gx),
        i16x8.mul(i16x8.shr_u(upper, 8), fx),
      );
      const h1 = i16x8.add(
        i16x8.mul(v128.and(lower, low), gx),
        i16x8.mul(i16x8.shr_u(lower, 8), fx),
      );
      v128.store(
        out,
        i16x8.add(
          i16x8.q15mulr_sat_s(h0, i16x8.shl(i16x8.sub(full, fy), 5)),
          i16x8.q15mulr_sat_s(h1, i16x8.shl(fy, 5)),
        ),
      );
      out += 16;
      u += du << 3;
      v += dv << 3;
    }
  }
}
