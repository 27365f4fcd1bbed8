/** A place in pixels; whole numbers are the centres of pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A 3 × 3 matrix, row by row. */
export type Matrix = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

export const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

export function multiply(a: Matrix, b: Matrix): Matrix {
  const [a0, a1, a2, a3, a4, a5, a6, a7, a8] = a;
  const [b0, b1, b2, b3, b4, b5, b6, b7, b8] = b;
  return [
    a0 * b0 + a1 * b3 + a2 * b6,
    a0 * b1 + a1 * b4 + a2 * b7,
    a0 * b2 + a1 * b5 + a2 * b8,
    a3 * b0 + a4 * b3 + a5 * b6,
    a3 * b1 + a4 * b4 + a5 * b7,
    a3 * b2 + a4 * b5 + a5 * b8,
    a6 * b0 + a7 * b3 + a8 * b6,
    a6 * b1 + a7 * b4 + a8 * b7,
    a6 * b2 + a7 * b5 + a8 * b8,
  ];
}

/** The inverse, scaled so that as a homography it does the same. */
export function invert(m: Matrix): Matrix {
  const [a, b, c, d, e, f, g, h, i] = m;
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    (e * i - f * h) / det,
    (c * h - b * i) / det,
    (b * f - c * e) / det,
    (f * g - d * i) / det,
    (a * i - c * g) / det,
    (c * d - a * f) / det,
    (d * h - e * g) / det,
    (b * g - a * h) / det,
    (a * e - b * d) / det,
  ];
}

/** Where a homography takes a point; null where it lies on or behind the horizon. */
export function project(m: Matrix, { x, y }: Point): Point | null {
  const w = m[6] * x + m[7] * y + m[8];
  if (w <= 1e-9) return null;
  return { x: (m[0] * x + m[1] * y + m[2]) / w, y: (m[3] * x + m[4] * y + m[5]) / w };
}

/** The same homography with the sign that puts a point before the horizon: as a matrix it has none of its own. */
export function facing(m: Matrix, { x, y }: Point): Matrix {
  if (m[6] * x + m[7] * y + m[8] >= 0) return m;
  const [a, b, c, d, e, f, g, h, i] = m;
  return [-a, -b, -c, -d, -e, -f, -g, -h, -i];
}

/** The homography that takes four points exactly to four others (Heckbert 1989), with 1 or -1 as its last number. */
export function fromCorners(from: readonly Point[], to: readonly Point[]): Matrix {
  const m = multiply(fromUnitSquare(to), invert(fromUnitSquare(from)));
  const [a, b, c, d, e, f, g, h, i] = m;
  const scaled: Matrix = [a / i, b / i, c / i, d / i, e / i, f / i, g / i, h / i, 1];
  return facing(scaled, from[0] ?? { x: 0, y: 0 });
}

function fromUnitSquare(corners: readonly Point[]): Matrix {
  const [p, q, r, s] = corners;
  if (p === undefined || q === undefined || r === undefined || s === undefined)
    throw new Error('A homography needs four corners.');
  const dx1 = q.x - r.x;
  const dx2 = s.x - r.x;
  const dx3 = p.x - q.x + r.x - s.x;
  const dy1 = q.y - r.y;
  const dy2 = s.y - r.y;
  const dy3 = p.y - q.y + r.y - s.y;
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (dx3 * dy2 - dx2 * dy3) / det;
  const h = (dx1 * dy3 - dx3 * dy1) / det;
  return [
    q.x - p.x + g * q.x,
    s.x - p.x + h * s.x,
    p.x,
    q.y - p.y + g * q.y,
    s.y - p.y + h * s.y,
    p.y,
    g,
    h,
    1,
  ];
}

/** Area of a polygon, in whichever direction it turns. */
export function area(polygon: readonly Point[]): number {
  let twice = 0;
  polygon.forEach((a, index) => {
    const b = polygon[(index + 1) % polygon.length] ?? a;
    twice += a.x * b.y - a.y * b.x;
  });
  return Math.abs(twice) / 2;
}

/** What is left of a polygon inside a picture of the given size (Sutherland and Hodgman 1974). */
export function clip(polygon: readonly Point[], width: number, height: number): readonly Point[] {
  const edges: readonly ((p: Point) => number)[] = [
    (p) => p.x + 0.5,
    (p) => width - 0.5 - p.x,
    (p) => p.y + 0.5,
    (p) => height - 0.5 - p.y,
  ];
  let left = polygon;
  for (const inside of edges) {
    const next: Point[] = [];
    left.forEach((a, index) => {
      const b = left[(index + 1) % left.length] ?? a;
      const da = inside(a);
      const db = inside(b);
      if (da >= 0) next.push(a);
      if (da >= 0 !== db >= 0) {
        const t = da / (da - db);
        next.push({ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) });
      }
    });
    left = next;
  }
  return left;
}
