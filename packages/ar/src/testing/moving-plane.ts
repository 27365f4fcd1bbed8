import type { Point } from '../tracking/region.ts';

/** Nine numbers, row by row. */
export type Matrix = readonly number[];

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function project(h: Matrix, { x, y }: Point): Point {
  const at = (i: number): number => h[i] ?? 0;
  const w = at(6) * x + at(7) * y + at(8);
  return { x: (at(0) * x + at(1) * y + at(2)) / w, y: (at(3) * x + at(4) * y + at(5)) / w };
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  return Array.from({ length: 9 }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < 3; k++)
      sum += (a[Math.floor(i / 3) * 3 + k] ?? 0) * (b[k * 3 + (i % 3)] ?? 0);
    return sum;
  });
}

export function invert(h: Matrix): Matrix {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, i = 0, j = 0] = h;
  const rows = [
    e * j - f * i,
    c * i - b * j,
    b * f - c * e,
    f * g - d * j,
    a * j - c * g,
    c * d - a * f,
    d * i - e * g,
    b * g - a * i,
    a * e - b * d,
  ];
  const determinant = a * (rows[0] ?? 0) + b * (rows[3] ?? 0) + c * (rows[6] ?? 0);
  return rows.map((value) => value / determinant);
}

/** A step of the camera over the middle of a picture: shift (px), scale, turn (radians), tilt (perspective per px). */
export function cameraStep(
  width: number,
  height: number,
  step: { dx?: number; dy?: number; scale?: number; turn?: number; tilt?: number },
): Matrix {
  const { dx = 0, dy = 0, scale = 1, turn = 0, tilt = 0 } = step;
  const [cos, sin] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
  const [cx, cy] = [width / 2, height / 2];
  const moved = multiply(
    [1, 0, cx + dx, 0, 1, cy + dy, 0, 0, 1],
    [cos, -sin, 0, sin, cos, 0, 0, 0, 1],
  );
  return multiply(multiply(moved, [1, 0, 0, 0, 1, 0, tilt, 0, 1]), [1, 0, -cx, 0, 1, -cy, 0, 0, 1]);
}

/** A picture to move: blobs and bars of many sizes at random places, without an end in any direction. */
export class Plane {
  readonly #side = 1024;
  readonly #values: Float32Array;

  constructor(seed: number) {
    const random = seededNumbers(seed);
    const side = this.#side;
    const values = new Float32Array(side * side).fill(128);
    for (let shape = 0; shape < 1400; shape++) {
      const [x, y] = [Math.floor(random() * side), Math.floor(random() * side)];
      const w = 3 + Math.floor(random() ** 2 * 50);
      const h = 3 + Math.floor(random() ** 2 * 50);
      const value = random() * 255;
      const round = random() < 0.5;
      for (let j = -h; j <= h; j++)
        for (let i = -w; i <= w; i++) {
          if (round && (i / w) ** 2 + (j / h) ** 2 > 1) continue;
          values[((y + j) & (side - 1)) * side + ((x + i) & (side - 1))] = value;
        }
    }
    // A little softness, as every lens has it.
    const soft = new Float32Array(side * side);
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        let sum = 0;
        for (let j = -1; j <= 1; j++)
          for (let i = -1; i <= 1; i++)
            sum += values[((y + j) & (side - 1)) * side + ((x + i) & (side - 1))] ?? 0;
        soft[y * side + x] = sum / 9;
      }
    this.#values = soft;
  }

  /** What a camera sees that maps px of the first frame to px of this one by `h`, with noise of so many gray levels. */
  frame(
    width: number,
    height: number,
    h: Matrix,
    { noise = 1, seed = 1 }: { noise?: number; seed?: number } = {},
  ): Uint8Array {
    const random = seededNumbers(seed);
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, i = 0, j = 0] = invert(h);
    const gray = new Uint8ClampedArray(width * height);
    const [side, mask, values] = [this.#side, this.#side - 1, this.#values];
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const w = g * x + i * y + j;
        const [u, v] = [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
        const [u0, v0] = [Math.floor(u), Math.floor(v)];
        const [s, t] = [u - u0, v - v0];
        const at = (p: number, q: number): number => values[(q & mask) * side + (p & mask)] ?? 0;
        gray[y * width + x] =
          (at(u0, v0) * (1 - s) + at(u0 + 1, v0) * s) * (1 - t) +
          (at(u0, v0 + 1) * (1 - s) + at(u0 + 1, v0 + 1) * s) * t +
          (random() + random() + random() - 1.5) * 2 * noise;
      }
    return new Uint8Array(gray.buffer);
  }
}

/** Mean distance of a region's corners from where they truly are, px. */
export function cornerError(region: readonly Point[], estimate: Matrix, truth: Matrix): number {
  let sum = 0;
  for (const corner of region) {
    const [a, b] = [project(estimate, corner), project(truth, corner)];
    sum += Math.hypot(a.x - b.x, a.y - b.y);
  }
  return sum / region.length;
}

/** A rectangle as a region. */
export function rectangle(
  left: number,
  top: number,
  width: number,
  height: number,
): readonly Point[] {
  return [
    { x: left, y: top },
    { x: left + width, y: top },
    { x: left + width, y: top + height },
    { x: left, y: top + height },
  ];
}
