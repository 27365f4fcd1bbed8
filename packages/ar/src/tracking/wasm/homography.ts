// Homographies: nine f64 numbers in memory, row by row (Hartley and Zisserman, "Multiple View Geometry", 2004, ch. 4).

/** Bytes of a homography. */
export const H_BYTES: usize = 72;

const basisA: usize = memory.data(<i32>H_BYTES);
const basisB: usize = memory.data(<i32>H_BYTES);

export function copyH(to: usize, from: usize): void {
  memory.copy(to, from, H_BYTES);
}

export function identityH(to: usize): void {
  memory.fill(to, 0, H_BYTES);
  store<f64>(to, 1);
  store<f64>(to, 1, 32);
  store<f64>(to, 1, 64);
}

/** `to` = a · b; `to` must be neither of them. */
export function multiplyH(to: usize, a: usize, b: usize): void {
  for (let row: usize = 0; row < 72; row += 24) {
    const x = load<f64>(a + row);
    const y = load<f64>(a + row, 8);
    const z = load<f64>(a + row, 16);
    store<f64>(to + row, x * load<f64>(b) + y * load<f64>(b, 24) + z * load<f64>(b, 48));
    store<f64>(to + row, x * load<f64>(b, 8) + y * load<f64>(b, 32) + z * load<f64>(b, 56), 8);
    store<f64>(to + row, x * load<f64>(b, 16) + y * load<f64>(b, 40) + z * load<f64>(b, 64), 16);
  }
}

/** Scales so that the last number is 1; false where that cannot be. */
export function normaliseH(h: usize): bool {
  const last = load<f64>(h, 64);
  if (!(abs(last) > 1e-15)) return false;
  const scale = 1 / last;
  for (let i: usize = 0; i < 72; i += 8) store<f64>(h + i, load<f64>(h + i) * scale);
  return true;
}

/** The adjugate: the inverse but for a factor, which a homography does not have. */
function adjugate(to: usize, h: usize): f64 {
  const a = load<f64>(h);
  const b = load<f64>(h, 8);
  const c = load<f64>(h, 16);
  const d = load<f64>(h, 24);
  const e = load<f64>(h, 32);
  const f = load<f64>(h, 40);
  const g = load<f64>(h, 48);
  const i = load<f64>(h, 56);
  const j = load<f64>(h, 64);
  const c0 = e * j - f * i;
  const c1 = f * g - d * j;
  const c2 = d * i - e * g;
  store<f64>(to, c0);
  store<f64>(to, c * i - b * j, 8);
  store<f64>(to, b * f - c * e, 16);
  store<f64>(to, c1, 24);
  store<f64>(to, a * j - c * g, 32);
  store<f64>(to, c * d - a * f, 40);
  store<f64>(to, c2, 48);
  store<f64>(to, b * g - a * i, 56);
  store<f64>(to, a * e - b * d, 64);
  return a * c0 + b * c1 + c * c2;
}

/** `to` = the inverse of `h`, scaled so that its last number is 1; `to` must not be `h`. */
export function invertH(to: usize, h: usize): bool {
  return abs(adjugate(to, h)) > 1e-15 && normaliseH(to);
}

/** Where the last point that was mapped went, and its third coordinate: not above 0 means behind the camera. */
export let mappedX: f64 = 0;
export let mappedY: f64 = 0;
export let mappedW: f64 = 0;

export function mapPoint(h: usize, x: f64, y: f64): void {
  const w = load<f64>(h, 48) * x + load<f64>(h, 56) * y + load<f64>(h, 64);
  const inverse = 1 / w;
  mappedW = w;
  mappedX = (load<f64>(h) * x + load<f64>(h, 8) * y + load<f64>(h, 16)) * inverse;
  mappedY = (load<f64>(h, 24) * x + load<f64>(h, 32) * y + load<f64>(h, 40)) * inverse;
}

/** The derivative at the last mapped point. */
export let slopeXX: f64 = 0;
export let slopeXY: f64 = 0;
export let slopeYX: f64 = 0;
export let slopeYY: f64 = 0;

/** Maps a point and takes the derivative there. */
export function mapWithSlope(h: usize, x: f64, y: f64): void {
  mapPoint(h, x, y);
  const inverse = 1 / mappedW;
  const g = load<f64>(h, 48);
  const i = load<f64>(h, 56);
  slopeXX = (load<f64>(h) - g * mappedX) * inverse;
  slopeXY = (load<f64>(h, 8) - i * mappedX) * inverse;
  slopeYX = (load<f64>(h, 24) - g * mappedY) * inverse;
  slopeYY = (load<f64>(h, 32) - i * mappedY) * inverse;
}

/** Twice the area of a triangle, positive where it turns clockwise on the screen. */
function turn(ax: f64, ay: f64, bx: f64, by: f64, cx: f64, cy: f64): f64 {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/** The map from the projective basis onto four points. */
function fromBasis(
  to: usize,
  ax: f64,
  ay: f64,
  bx: f64,
  by: f64,
  cx: f64,
  cy: f64,
  dx: f64,
  dy: f64,
): void {
  const a = turn(dx, dy, bx, by, cx, cy);
  const b = turn(ax, ay, dx, dy, cx, cy);
  const c = turn(ax, ay, bx, by, dx, dy);
  store<f64>(to, a * ax);
  store<f64>(to, b * bx, 8);
  store<f64>(to, c * cx, 16);
  store<f64>(to, a * ay, 24);
  store<f64>(to, b * by, 32);
  store<f64>(to, c * cy, 40);
  store<f64>(to, a, 48);
  store<f64>(to, b, 56);
  store<f64>(to, c, 64);
}

/** Four points of 2 f64 each: false where three of them are nearly on one line, or where a map between them would flip. */
function fourFit(p: usize, q: usize, least: f64): bool {
  for (let skip = 0; skip < 4; skip++) {
    const a = (<usize>((skip + 1) & 3)) << 4;
    const b = (<usize>((skip + 2) & 3)) << 4;
    const c = (<usize>((skip + 3) & 3)) << 4;
    const s = turn(
      load<f64>(p + a),
      load<f64>(p + a, 8),
      load<f64>(p + b),
      load<f64>(p + b, 8),
      load<f64>(p + c),
      load<f64>(p + c, 8),
    );
    const t = turn(
      load<f64>(q + a),
      load<f64>(q + a, 8),
      load<f64>(q + b),
      load<f64>(q + b, 8),
      load<f64>(q + c),
      load<f64>(q + c, 8),
    );
    if (!(abs(s) > least && abs(t) > least && s > 0 === t > 0)) return false;
  }
  return true;
}

/** The homography that takes four points (2 f64 each) to four others; false where they do not determine one. */
export function fromFourPoints(to: usize, p: usize, q: usize, least: f64): bool {
  if (!fourFit(p, q, least)) return false;
  fromBasis(
    basisA,
    load<f64>(p),
    load<f64>(p, 8),
    load<f64>(p, 16),
    load<f64>(p, 24),
    load<f64>(p, 32),
    load<f64>(p, 40),
    load<f64>(p, 48),
    load<f64>(p, 56),
  );
  adjugate(basisB, basisA);
  fromBasis(
    basisA,
    load<f64>(q),
    load<f64>(q, 8),
    load<f64>(q, 16),
    load<f64>(q, 24),
    load<f64>(q, 32),
    load<f64>(q, 40),
    load<f64>(q, 48),
    load<f64>(q, 56),
  );
  multiplyH(to, basisA, basisB);
  return normaliseH(to);
}

/** The affine map that takes three points to three others. */
export function fromThreePoints(to: usize, p: usize, q: usize, least: f64): bool {
  const ax = load<f64>(p);
  const ay = load<f64>(p, 8);
  const bx = load<f64>(p, 16) - ax;
  const by = load<f64>(p, 24) - ay;
  const cx = load<f64>(p, 32) - ax;
  const cy = load<f64>(p, 40) - ay;
  const determinant = bx * cy - by * cx;
  if (!(abs(determinant) > least)) return false;
  const qx = load<f64>(q);
  const qy = load<f64>(q, 8);
  const ux = load<f64>(q, 16) - qx;
  const uy = load<f64>(q, 24) - qy;
  const vx = load<f64>(q, 32) - qx;
  const vy = load<f64>(q, 40) - qy;
  if (!((ux * vy - uy * vx) * determinant > least * least * 0.01)) return false;
  const a = (ux * cy - vx * by) / determinant;
  const b = (vx * bx - ux * cx) / determinant;
  const c = (uy * cy - vy * by) / determinant;
  const d = (vy * bx - uy * cx) / determinant;
  affineH(to, a, b, qx - a * ax - b * ay, c, d, qy - c * ax - d * ay);
  return true;
}

/** The turn, scale and shift that takes two points to two others. */
export function fromTwoPoints(to: usize, p: usize, q: usize, least: f64): bool {
  const ax = load<f64>(p);
  const ay = load<f64>(p, 8);
  const bx = load<f64>(p, 16) - ax;
  const by = load<f64>(p, 24) - ay;
  const square = bx * bx + by * by;
  const qx = load<f64>(q);
  const qy = load<f64>(q, 8);
  const ux = load<f64>(q, 16) - qx;
  const uy = load<f64>(q, 24) - qy;
  if (!(square > least && ux * ux + uy * uy > least)) return false;
  const c = (ux * bx + uy * by) / square;
  const s = (uy * bx - ux * by) / square;
  affineH(to, c, -s, qx - c * ax + s * ay, s, c, qy - s * ax - c * ay);
  return true;
}

export function affineH(to: usize, a: f64, b: f64, x: f64, c: f64, d: f64, y: f64): void {
  store<f64>(to, a);
  store<f64>(to, b, 8);
  store<f64>(to, x, 16);
  store<f64>(to, c, 24);
  store<f64>(to, d, 32);
  store<f64>(to, y, 40);
  store<f64>(to, 0, 48);
  store<f64>(to, 0, 56);
  store<f64>(to, 1, 64);
}
