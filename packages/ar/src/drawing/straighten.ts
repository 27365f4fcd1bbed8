import type { MarkShape, Point, StrokePoint } from '@fernblick/protocol';
import { place, type Size } from './mark.ts';

/** What a rough stroke was meant to be. */
export interface Straightened {
  readonly shape: MarkShape;
  /** From 0, nothing like it, to 1, as if drawn with a ruler. */
  readonly score: number;
}

/** From this score on a stroke counts as meant; below, it is left as it was drawn. */
export const STRAIGHTEN_SCORE = 0.5;

type Spot = readonly [x: number, y: number];

// So many spots, evenly spread, tell all about a stroke that this needs.
const SPOTS = 96;
// Of the frame's shorter side: what is smaller is more likely a letter.
const SMALLEST = 0.1;
// Of a closed stroke's length: how far start and end may lie apart.
const WIDEST_GAP = 0.16;
// Radians: nearly upright, level or round is meant to be so.
const SNAP_ANGLE = 0.13;
const ROUND_RATIO = 0.86;

/**
 * Recognises a rough line, arrow, rectangle or ellipse.
 * @returns the best guess whose score reaches STRAIGHTEN_SCORE; null for handwriting and everything else
 */
export function straighten(points: readonly StrokePoint[], frame: Size): Straightened | null {
  const path = points.map(([x, y]): Spot => [x * frame.width, y * frame.height]);
  const length = lengthOf(path);
  const xs = path.map(([x]) => x);
  const ys = path.map(([, y]) => y);
  const diagonal = Math.hypot(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  if (!(diagonal >= SMALLEST * Math.min(frame.width, frame.height))) return null;
  const spots = spread(path, length);
  const gap = distance(spots[0] ?? [0, 0], spots.at(-1) ?? [0, 0]);
  const guesses =
    gap < WIDEST_GAP * length
      ? [asRectangle(spots, length), asEllipse(spots, length)]
      : [asLine(spots, length), asArrow(spots, length)];
  let best: { readonly shape: (to: ToFrame) => MarkShape; readonly score: number } | null = null;
  for (const guess of guesses)
    if (guess !== null && guess.score >= Math.max(STRAIGHTEN_SCORE, best?.score ?? 0)) best = guess;
  if (best === null) return null;
  const shape = best.shape(([x, y]) => place(x / frame.width, y / frame.height));
  return { shape, score: best.score };
}

type ToFrame = (spot: Spot) => Point;
type Guess = { readonly shape: (to: ToFrame) => MarkShape; readonly score: number } | null;

function distance(a: Spot, b: Spot): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function lengthOf(path: readonly Spot[]): number {
  return path.reduce((sum, spot, i) => sum + distance(spot, path[i - 1] ?? spot), 0);
}

/** The same path as evenly spaced spots. */
function spread(path: readonly Spot[], length: number): readonly Spot[] {
  const step = length / (SPOTS - 1);
  const spots: Spot[] = [];
  let walked = 0;
  for (const [i, b] of path.entries()) {
    const a = path[i - 1] ?? b;
    const piece = distance(a, b);
    while (spots.length < SPOTS && spots.length * step <= walked + piece + 1e-9) {
      const t = piece === 0 ? 0 : (spots.length * step - walked) / piece;
      spots.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
    }
    walked += piece;
  }
  return spots;
}

/** 1 where nothing is wrong, STRAIGHTEN_SCORE where as much is wrong as may be. */
function scoreOf(error: number, most: number): number {
  return Math.max(0, 1 - (error / most) * (1 - STRAIGHTEN_SCORE));
}

/** Turns level and upright what is nearly so. */
function snapped(angle: number): number {
  const quarter = Math.PI / 2;
  const nearest = Math.round(angle / quarter) * quarter;
  return Math.abs(angle - nearest) < SNAP_ANGLE ? nearest : angle;
}

/** How far spots stray from the straight way between two of them, as a share of its length. */
function strayed(spots: readonly Spot[], from: Spot, to: Spot): number {
  const length = distance(from, to);
  const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const sum = spots.reduce(
    (sum, [x, y]) => sum + ((x - from[0]) * uy - (y - from[1]) * ux) ** 2,
    0,
  );
  return Math.sqrt(sum / spots.length) / length;
}

function asLine(spots: readonly Spot[], length: number): Guess {
  const [from, to] = [spots[0], spots.at(-1)];
  if (from === undefined || to === undefined) return null;
  const chord = distance(from, to);
  // A detour is no line, even where it comes back to it.
  if (!(length <= 1.15 * chord)) return null;
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  // A line's own direction was probably meant; only the last few degrees are mended.
  const level = Math.abs(snapped(angle) - angle) < SNAP_ANGLE / 2 ? snapped(angle) : angle;
  const end: Spot = [from[0] + chord * Math.cos(level), from[1] + chord * Math.sin(level)];
  return {
    score: scoreOf(strayed(spots, from, to), 0.03),
    shape: (toFrame) => ({ is: 'line', from: toFrame(from), to: toFrame(end) }),
  };
}

/** A shaft, and at its end, without lifting the pen, a head with a barb on each side. */
function asArrow(spots: readonly Spot[], length: number): Guess {
  const [from] = spots;
  if (from === undefined) return null;
  const tipAt = tipOf(spots, from);
  const tip = spots[tipAt] ?? from;
  const shaft = distance(from, tip);
  const head = spots.slice(tipAt);
  const walked = (length * tipAt) / (SPOTS - 1);
  if (!(walked <= 1.15 * shaft) || head.length < 6) return null;
  const [ux, uy] = [(tip[0] - from[0]) / shaft, (tip[1] - from[1]) / shaft];
  const along = head.map(([x, y]) => ((x - tip[0]) * ux + (y - tip[1]) * uy) / shaft);
  const aside = head.map(([x, y]) => ((x - tip[0]) * uy - (y - tip[1]) * ux) / shaft);
  const [back, ahead] = [Math.min(...along), Math.max(...along)];
  const [left, right] = [-Math.min(...aside), Math.max(...aside)];
  const isHead =
    back > -0.6 && ahead < 0.1 && Math.min(left, right) > 0.05 && Math.max(left, right) < 0.5;
  // Two barbs there and back; a scribble at the end is longer.
  const reach = -back + Math.max(left, right);
  if (!isHead || (length - walked) / shaft > 5 * reach) return null;
  const evenness = Math.min(left, right) / Math.max(left, right);
  return {
    score:
      scoreOf(strayed(spots.slice(0, tipAt + 1), from, tip), 0.035) * (evenness > 0.3 ? 1 : 0.5),
    shape: (toFrame) => ({ is: 'arrow', from: toFrame(from), to: toFrame(tip) }),
  };
}

/** Where the way first comes as far as it ever does: the tip, and not where the head comes back to it. */
function tipOf(spots: readonly Spot[], from: Spot): number {
  const REST = 6;
  const reach = spots.map((spot) => distance(spot, from));
  const most = Math.max(...reach);
  const first = reach.findIndex((far) => far >= 0.93 * most);
  const near = reach.slice(first, first + REST);
  return first + near.indexOf(Math.max(...near));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** The rectangle of one angle: each side where most of its spots lie. */
function rectangleAt(spots: readonly Spot[], angle: number) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = spots.map(([x, y]): Spot => [x * cos + y * sin, y * cos - x * sin]);
  const bounds = ([0, 1] as const).map((axis) => {
    const values = turned.map((spot) => spot[axis]);
    return [Math.min(...values), Math.max(...values)] as const;
  });
  const [[left, right], [top, bottom]] = bounds as unknown as readonly [Spot, Spot];
  const sides: number[][] = [[], [], [], []];
  for (const [x, y] of turned) {
    const gaps = [x - left, right - x, y - top, bottom - y];
    const side = gaps.indexOf(Math.min(...gaps));
    sides[side]?.push(side < 2 ? x : y);
  }
  const [l = 0, r = 0, t = 0, b = 0] = sides.map(median);
  const error2 = turned.reduce((sum, [x, y]) => {
    const gap = Math.min(...[Math.abs(x - l), Math.abs(x - r), Math.abs(y - t), Math.abs(y - b)]);
    return sum + gap ** 2;
  }, 0);
  const corners = [
    [l, t],
    [r, t],
    [r, b],
    [l, b],
  ].map(([x = 0, y = 0]): Spot => [x * cos - y * sin, x * sin + y * cos]);
  const counts = sides.map((side) => side.length);
  return { corners, counts, width: r - l, height: b - t, error: Math.sqrt(error2 / spots.length) };
}

function asRectangle(spots: readonly Spot[], length: number): Guess {
  const STEPS = 45;
  let best = rectangleAt(spots, 0);
  let bestAngle = 0;
  for (let i = 1; i < STEPS; i++) {
    const angle = ((i / STEPS) * Math.PI) / 2;
    const candidate = rectangleAt(spots, angle);
    if (candidate.error < best.error) [best, bestAngle] = [candidate, angle];
  }
  const meant = snapped(bestAngle);
  if (meant !== bestAngle) best = rectangleAt(spots, meant);
  const { width, height, counts, error, corners } = best;
  const round = 2 * (width + height);
  if (!(Math.min(width, height) > 0.12 * Math.max(width, height))) return null;
  if (length > 1.3 * round || length < 0.8 * round) return null;
  // Each side must have been drawn, in proportion to its length.
  const drawn = counts.map((count, i) => count / ((SPOTS * (i < 2 ? height : width)) / round));
  if (Math.min(...drawn) < 0.55) return null;
  return {
    score: scoreOf(error / Math.min(round / 4, 1.6 * Math.min(width, height)), 0.055),
    shape: (toFrame) => {
      const [a, b, c, d] = corners.map(toFrame) as [Point, Point, Point, Point];
      return { is: 'rectangle', corners: [a, b, c, d] };
    },
  };
}

/** Solves a small system of linear equations; null where it has no single answer. */
function solve(rows: number[][]): readonly number[] | null {
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let k = i + 1; k < n; k++)
      if (Math.abs(rows[k]?.[i] ?? 0) > Math.abs(rows[pivot]?.[i] ?? 0)) pivot = k;
    const [top, other] = [rows[pivot] ?? [], rows[i] ?? []];
    [rows[i], rows[pivot]] = [top, other];
    const lead = top[i] ?? 0;
    if (!(Math.abs(lead) > 1e-9)) return null;
    for (const [k, row] of rows.entries()) {
      if (k === i) continue;
      const factor = (row[i] ?? 0) / lead;
      for (let j = i; j <= n; j++) row[j] = (row[j] ?? 0) - factor * (top[j] ?? 0);
    }
  }
  return rows.map((row, i) => (row[n] ?? 0) / (row[i] ?? 1));
}

/** Least squares: the conic a x² + b xy + c y² + d x + e y = 1 through the spots, which must be an ellipse. */
function asEllipse(spots: readonly Spot[], length: number): Guess {
  const mean = ([0, 1] as const).map(
    (axis) => spots.reduce((sum, spot) => sum + spot[axis], 0) / spots.length,
  );
  const [mx = 0, my = 0] = mean;
  const unit = Math.sqrt(
    spots.reduce((sum, [x, y]) => sum + (x - mx) ** 2 + (y - my) ** 2, 0) / spots.length,
  );
  const local = spots.map(([x, y]): Spot => [(x - mx) / unit, (y - my) / unit]);
  const rows = Array.from({ length: 5 }, () => Array.from({ length: 6 }, () => 0));
  for (const [x, y] of local) {
    const terms = [x * x, x * y, y * y, x, y, 1];
    for (const [i, row] of rows.entries())
      for (let j = 0; j < 6; j++) row[j] = (row[j] ?? 0) + (terms[i] ?? 0) * (terms[j] ?? 0);
  }
  const conic = solve(rows);
  if (conic === null) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = conic;
  const determinant = 4 * a * c - b * b;
  if (!(determinant > 1e-6)) return null;
  const [cx, cy] = [(b * e - 2 * c * d) / determinant, (b * d - 2 * a * e) / determinant];
  const scale = 1 + a * cx * cx + b * cx * cy + c * cy * cy;
  const spreadOf = Math.hypot(a - c, b);
  const axes = [(a + c - spreadOf) / 2, (a + c + spreadOf) / 2].map((value) =>
    Math.sqrt(scale / value),
  );
  const [long = 0, short = 0] = axes;
  if (!(short > 0.12 * long) || !Number.isFinite(long)) return null;
  const isRound = short > ROUND_RATIO * long;
  // The eigenvector of the smaller eigenvalue is the long axis.
  const angle = isRound ? 0 : snapped(Math.atan2(b, a - c) / 2 + Math.PI / 2);
  const [p, q] = isRound ? [(long + short) / 2, (long + short) / 2] : [long, short];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];

  let error2 = 0;
  for (const [x, y] of local) {
    const [u, w] = [((x - cx) * cos + (y - cy) * sin) / p, ((y - cy) * cos - (x - cx) * sin) / q];
    const radius = Math.hypot(u, w);
    error2 += ((radius - 1) * Math.min(1, Math.hypot(u * p, w * q) / (radius || 1))) ** 2;
  }
  // Ramanujan's circumference: a curve that wobbles to and fro is longer.
  const h = ((p - q) / (p + q)) ** 2;
  const round = Math.PI * (p + q) * (1 + (3 * h) / (10 + Math.sqrt(4 - 3 * h))) * unit;
  if (length > 1.35 * round) return null;
  const at = (x: number, y: number): Spot => [mx + unit * (cx + x), my + unit * (cy + y)];
  return {
    score: scoreOf(Math.sqrt(error2 / spots.length) / Math.min(1, 1.6 * q), 0.085),
    shape: (toFrame) => ({
      is: 'ellipse',
      center: toFrame(at(0, 0)),
      tips: [toFrame(at(p * cos, p * sin)), toFrame(at(-q * sin, q * cos))],
    }),
  };
}
