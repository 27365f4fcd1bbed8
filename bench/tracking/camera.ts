import { invert, type Matrix } from './geometry.ts';
import { viewOf, type Motion, type View } from './motion.ts';
import type { Level, Pyramid } from './picture.ts';

/** What stands before the camera. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly motion: Motion;
  readonly surface: Surface;
  readonly background: Background;
}

/** The picture that is tracked, a rectangle in the plane. */
export interface Surface {
  readonly pyramid: Pyramid;
  /** Texels per unit of the plane, and the texel at the plane's origin. */
  readonly scale: number;
  readonly originU: number;
  readonly originV: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Undefined where it is flat. */
  readonly relief?: Relief;
}

/** Heights over the plane, towards the camera, on a square grid with the plane's origin in its middle. */
export interface Relief {
  readonly side: number;
  /** Units of the plane from one height to the next. */
  readonly spacing: number;
  readonly heights: Float32Array;
}

/** An endless plane behind the surface; its texture repeats. */
export interface Background {
  /** Sides must be powers of two. */
  readonly pyramid: Pyramid;
  readonly depth: number;
  readonly scale: number;
}

/** When a frame is taken: the middle of the middle row's exposure, in seconds. */
export interface Shutter {
  readonly seconds: number;
  readonly exposureSeconds: number;
  readonly readoutSeconds: number;
}

// A rotated grid: four samples that never share a row or a column.
const OFFSETS: readonly (readonly [number, number])[] = [
  [-0.125, -0.375],
  [0.375, -0.125],
  [-0.375, 0.125],
  [0.125, 0.375],
];
const SPAN = 32;
const RELIEF_STEPS = 4;
const MOST_SAMPLES = 32;
// Blur between two samples of one pixel that nobody sees.
const PIXELS_PER_SAMPLE = 1.5;

/** The moment at which the middle of a row's exposure lies. */
export function rowSeconds(
  { seconds, readoutSeconds }: Shutter,
  row: number,
  height: number,
): number {
  return seconds + ((row - (height - 1) / 2) / height) * readoutSeconds;
}

/** How many samples over the exposure keep the blur smooth. */
function sampleCount(scene: Scene, shutter: Shutter): number {
  const half = shutter.exposureSeconds / 2;
  const [from, to] = [-half, half].map(
    (offset) => viewOf(scene.motion(shutter.seconds + offset), scene.width, scene.height).surface,
  );
  if (from === undefined || to === undefined) return OFFSETS.length;
  let longest = 0;
  for (const x of [-150, 150])
    for (const y of [-110, 110]) {
      const place = (m: Matrix): [number, number] => {
        const w = Math.max(1e-3, m[6] * x + m[7] * y + m[8]);
        return [(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w];
      };
      const [ax, ay] = place(from);
      const [bx, by] = place(to);
      longest = Math.max(longest, Math.hypot(ax - bx, ay - by));
    }
  const wanted = Math.ceil(longest / PIXELS_PER_SAMPLE / OFFSETS.length) * OFFSETS.length;
  return Math.min(MOST_SAMPLES, Math.max(OFFSETS.length, wanted));
}

/** The light that falls on each pixel: surface and background over the whole exposure, each row in its own time. */
export function expose(scene: Scene, shutter: Shutter): Float32Array {
  const { width, height } = scene;
  const sum = new Float32Array(width * height);
  const samples = sampleCount(scene, shutter);
  const rolls = shutter.readoutSeconds > 0;
  for (let sample = 0; sample < samples; sample++) {
    const [dx, dy] = OFFSETS[sample % OFFSETS.length] ?? [0, 0];
    const offset = ((sample + 0.5) / samples - 0.5) * shutter.exposureSeconds;
    let row = rowSampler(scene, shutter.seconds + offset);
    for (let y = 0; y < height; y++) {
      if (rolls) row = rowSampler(scene, rowSeconds(shutter, y, height) + offset);
      row(sum, y, dx, dy);
    }
  }
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) / samples;
  return sum;
}

type RowSampler = (sum: Float32Array, y: number, dx: number, dy: number) => void;

function rowSampler(scene: Scene, seconds: number): RowSampler {
  const { width, surface, background } = scene;
  const view = viewOf(scene.motion(seconds), width, scene.height);
  const front = invert(view.surface);
  const back = invert(view.behind(background.depth));
  return (sum, y, dx, dy) => {
    const py = y + dy;
    for (let start = 0; start < width; start += SPAN) {
      const middle = start + SPAN / 2;
      const near = levelFor(surface.pyramid, unitsPerPixel(front, middle, py) * surface.scale);
      const far = levelFor(background.pyramid, unitsPerPixel(back, middle, py) * background.scale);
      const span: Span = {
        sum: sum.subarray(y * width + start, y * width + Math.min(width, start + SPAN)),
        x: start + dx,
        y: py,
      };
      if (surface.relief === undefined)
        shootFlat(span, front, surface, near, back, background, far);
      else shootRelief(span, front, view.eye, surface, surface.relief, near);
    }
  };
}

/** A few pixels of a row, and the place of the first. */
interface Span {
  readonly sum: Float32Array;
  readonly x: number;
  readonly y: number;
}

// The innermost loops: everything they use stands in a variable of its own, which makes them many times faster.
function shootFlat(
  { sum, x, y }: Span,
  [f0, f1, f2, f3, f4, f5, f6, f7, f8]: Matrix,
  surface: Surface,
  near: number,
  [b0, b1, b2, b3, b4, b5, b6, b7, b8]: Matrix,
  background: Background,
  far: number,
): void {
  const { left, top, right, bottom } = surface;
  const nearLevel = surface.pyramid[near] as Level;
  const { width: nearWidth, height: nearHeight, values: nearValues } = nearLevel;
  const nearScale = surface.scale * 2 ** -near;
  const u0 = (surface.originU + 0.5) * 2 ** -near - 0.5;
  const v0 = (surface.originV + 0.5) * 2 ** -near - 0.5;
  const farLevel = background.pyramid[far] as Level;
  const { width: farWidth, height: farHeight, values: farValues } = farLevel;
  const farScale = background.scale * 2 ** -far;
  for (let at = 0; at < sum.length; at++) {
    const px = x + at;
    const w = 1 / (f6 * px + f7 * y + f8);
    const sx = (f0 * px + f1 * y + f2) * w;
    const sy = (f3 * px + f4 * y + f5) * w;
    if (w > 0 && sx >= left && sx <= right && sy >= top && sy <= bottom) {
      const u = sx * nearScale + u0;
      const v = sy * nearScale + v0;
      sum[at] = (sum[at] ?? 0) + clamped(nearValues, nearWidth, nearHeight, u, v);
    } else {
      const bw = farScale / (b6 * px + b7 * y + b8);
      const u = (b0 * px + b1 * y + b2) * bw;
      const v = (b3 * px + b4 * y + b5) * bw;
      sum[at] = (sum[at] ?? 0) + wrapped(farValues, farWidth, farHeight, u, v);
    }
  }
}

/** The surface alone, which fills the picture; each ray goes on to where it meets the relief. */
function shootRelief(
  { sum, x, y }: Span,
  [f0, f1, f2, f3, f4, f5, f6, f7, f8]: Matrix,
  [eyeX, eyeY, eyeZ]: View['eye'],
  surface: Surface,
  relief: Relief,
  near: number,
): void {
  const { width, height, values } = surface.pyramid[near] as Level;
  const scale = surface.scale * 2 ** -near;
  const u0 = (surface.originU + 0.5) * 2 ** -near - 0.5;
  const v0 = (surface.originV + 0.5) * 2 ** -near - 0.5;
  const { side, spacing, heights } = relief;
  for (let at = 0; at < sum.length; at++) {
    const px = x + at;
    const w = 1 / (f6 * px + f7 * y + f8);
    const planeX = (f0 * px + f1 * y + f2) * w;
    const planeY = (f3 * px + f4 * y + f5) * w;
    let sx = planeX;
    let sy = planeY;
    for (let step = 0; step < RELIEF_STEPS; step++) {
      const share =
        clamped(heights, side, side, sx / spacing + side / 2, sy / spacing + side / 2) / -eyeZ;
      sx = planeX + (eyeX - planeX) * share;
      sy = planeY + (eyeY - planeY) * share;
    }
    sum[at] = (sum[at] ?? 0) + clamped(values, width, height, sx * scale + u0, sy * scale + v0);
  }
}

/** Units of a plane that one pixel spans, along the longer axis. */
function unitsPerPixel(m: Matrix, x: number, y: number): number {
  const w = m[6] * x + m[7] * y + m[8];
  const u = (m[0] * x + m[1] * y + m[2]) / w;
  const v = (m[3] * x + m[4] * y + m[5]) / w;
  const ux = (m[0] - u * m[6]) / w;
  const uy = (m[1] - u * m[7]) / w;
  const vx = (m[3] - v * m[6]) / w;
  const vy = (m[4] - v * m[7]) / w;
  return Math.sqrt(Math.max(ux * ux + vx * vx, uy * uy + vy * vy));
}

/** Samples lie half a pixel apart, so a level does as long as two of its texels fit into a pixel. */
export function levelFor(pyramid: Pyramid, texels: number): number {
  const level = Math.ceil(Math.log2(texels)) - 1;
  return Math.min(pyramid.length - 1, Math.max(0, Number.isFinite(level) ? level : 0));
}

/** Between four values; beyond the edge the edge goes on. */
function clamped(
  values: Float32Array,
  width: number,
  height: number,
  u: number,
  v: number,
): number {
  const cu = u < 0 ? 0 : u > width - 1.001 ? width - 1.001 : u;
  const cv = v < 0 ? 0 : v > height - 1.001 ? height - 1.001 : v;
  const i = cu | 0;
  const j = cv | 0;
  const s = cu - i;
  const t = cv - j;
  const at = j * width + i;
  const a = values[at] ?? 0;
  const b = values[at + 1] ?? 0;
  const c = values[at + width] ?? 0;
  const d = values[at + width + 1] ?? 0;
  const upper = a + (b - a) * s;
  return upper + (c + (d - c) * s - upper) * t;
}

/** Between four values that repeat; the sides are powers of two. */
export function wrapped(
  values: Float32Array,
  width: number,
  height: number,
  u: number,
  v: number,
): number {
  const fu = Math.floor(u);
  const fv = Math.floor(v);
  const s = u - fu;
  const t = v - fv;
  const i = fu & (width - 1);
  const i1 = (fu + 1) & (width - 1);
  const j = (fv & (height - 1)) * width;
  const j1 = ((fv + 1) & (height - 1)) * width;
  const a = values[j + i] ?? 0;
  const b = values[j + i1] ?? 0;
  const c = values[j1 + i] ?? 0;
  const d = values[j1 + i1] ?? 0;
  const upper = a + (b - a) * s;
  return upper + (c + (d - c) * s - upper) * t;
}
