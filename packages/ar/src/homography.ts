import type { Point } from '@fernblick/protocol';

/** A plane seen from elsewhere: nine numbers, row by row, taking px of one picture to px of another. */
export type Homography = readonly [
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

/** Four corners, in order around. */
export type Quad = readonly [Point, Point, Point, Point];

export const IDENTITY: Homography = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Makes everything so many times as wide and as high. */
export const scaling = (x: number, y: number): Homography => [x, 0, 0, 0, y, 0, 0, 0, 1];

// Nearer to the horizon than this, a point would land some thousand pictures away.
const LEAST_W = 1e-4;

/** Where a point lands; null at and behind the horizon. */
export function project(h: Homography, x: number, y: number): Point | null {
  const w = h[6] * x + h[7] * y + h[8];
  // The sign of the whole is free; what counts is the side of the origin's.
  if (h[8] === 0 || !(w / h[8] > LEAST_W)) return null;
  const place = {
    x: (h[0] * x + h[1] * y + h[2]) / w,
    y: (h[3] * x + h[4] * y + h[5]) / w,
  };
  return Number.isFinite(place.x) && Number.isFinite(place.y) ? place : null;
}

/** First `b`, then `a`. */
export function compose(a: Homography, b: Homography): Homography {
  const cell = (row: 0 | 3 | 6, column: 0 | 1 | 2) =>
    a[row] * b[column] +
    a[(row + 1) as 1] * b[(column + 3) as 3] +
    a[(row + 2) as 2] * b[(column + 6) as 6];
  return [
    ...([cell(0, 0), cell(0, 1), cell(0, 2)] as const),
    ...([cell(3, 0), cell(3, 1), cell(3, 2)] as const),
    ...([cell(6, 0), cell(6, 1), cell(6, 2)] as const),
  ];
}

/** The way back; null where there is none. */
export function invert(h: Homography): Homography | null {
  const [a, b, c, d, e, f, g, k, i] = h;
  const [A, B, C] = [e * i - f * k, f * g - d * i, d * k - e * g];
  const determinant = a * A + b * B + c * C;
  const size = Math.hypot(...h);
  if (!(Math.abs(determinant) > 1e-12 * size ** 3) && !(Math.abs(determinant) > 1e-9)) return null;
  return [
    ...([A, c * k - b * i, b * f - c * e] as const),
    ...([B, a * i - c * g, c * d - a * f] as const),
    ...([C, b * g - a * k, a * e - b * d] as const),
  ].map((cell) => cell / determinant) as unknown as Homography;
}

/** Takes the unit square to four corners (Heckbert 1989); null where they lie on one line. */
function fromSquare([p, q, r, s]: Quad): Homography | null {
  const [dx1, dy1] = [q.x - r.x, q.y - r.y];
  const [dx2, dy2] = [s.x - r.x, s.y - r.y];
  const [dx3, dy3] = [p.x - q.x + r.x - s.x, p.y - q.y + r.y - s.y];
  const area = dx1 * dy2 - dx2 * dy1;
  if (!(Math.abs(area) > 1e-9)) return null;
  const g = (dx3 * dy2 - dx2 * dy3) / area;
  const k = (dx1 * dy3 - dx3 * dy1) / area;
  return [
    ...([q.x - p.x + g * q.x, s.x - p.x + k * s.x, p.x] as const),
    ...([q.y - p.y + g * q.y, s.y - p.y + k * s.y, p.y] as const),
    ...([g, k, 1] as const),
  ];
}

/** The homography that takes four corners to four others; null where one side has no area. */
export function fromQuads(from: Quad, to: Quad): Homography | null {
  const start = fromSquare(from);
  const end = fromSquare(to);
  const back = start === null ? null : invert(start);
  if (back === null || end === null) return null;
  const h = compose(end, back);
  return h.every(Number.isFinite) && h[8] !== 0
    ? (h.map((cell) => cell / h[8]) as unknown as Homography)
    : null;
}

/** The affine map that does the same at one place and next to it; null at and behind the horizon. */
export function tangentAt(h: Homography, x: number, y: number): Homography | null {
  const here = project(h, x, y);
  if (here === null) return null;
  const w = h[6] * x + h[7] * y + h[8];
  const [xx, xy] = [(h[0] - here.x * h[6]) / w, (h[3] - here.y * h[6]) / w];
  const [yx, yy] = [(h[1] - here.x * h[7]) / w, (h[4] - here.y * h[7]) / w];
  return [xx, yx, here.x - xx * x - yx * y, xy, yy, here.y - xy * x - yy * y, 0, 0, 1];
}

/** How much larger things become at one place, lengths compared; 0 where nothing can be seen. */
export function scaleAt(h: Homography, x: number, y: number): number {
  const tangent = tangentAt(h, x, y);
  return tangent === null
    ? 0
    : Math.sqrt(Math.abs(tangent[0] * tangent[4] - tangent[1] * tangent[3]));
}
