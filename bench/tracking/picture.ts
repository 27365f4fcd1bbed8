/** A gray picture, row by row. */
export interface Picture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly gray: Uint8Array;
}

/** A picture with smaller versions of itself, each half as wide and high as the one before. */
export type Pyramid = readonly Level[];

export interface Level {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

const SMALLEST = 16;

/** Halves with the weights 1 3 3 1, so that pixel i of a level lies between pixels 2i and 2i + 1 of the one before. */
export function pyramidOf({ width, height, gray }: Picture): Pyramid {
  const levels: Level[] = [{ width, height, values: Float32Array.from(gray) }];
  for (let last = levels[0]; last !== undefined; last = levels.at(-1)) {
    if (Math.min(last.width, last.height) < 2 * SMALLEST) break;
    levels.push(halve(last));
  }
  return levels;
}

function halve({ width, height, values }: Level): Level {
  const w = width >> 1;
  const h = height >> 1;
  const rows = new Float32Array(w * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < w; x++) {
      const at = y * width;
      const a = values[at + Math.max(0, 2 * x - 1)] ?? 0;
      const b = values[at + 2 * x] ?? 0;
      const c = values[at + 2 * x + 1] ?? 0;
      const d = values[at + Math.min(width - 1, 2 * x + 2)] ?? 0;
      rows[y * w + x] = (a + 3 * b + 3 * c + d) / 8;
    }
  const half = new Float32Array(w * h);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const a = rows[Math.max(0, 2 * y - 1) * w + x] ?? 0;
      const b = rows[2 * y * w + x] ?? 0;
      const c = rows[(2 * y + 1) * w + x] ?? 0;
      const d = rows[Math.min(height - 1, 2 * y + 2) * w + x] ?? 0;
      half[y * w + x] = (a + 3 * b + 3 * c + d) / 8;
    }
  return { width: w, height: h, values: half };
}

/** Changes every pixel by what it was and where it is. */
export function mapPicture(
  picture: Picture,
  change: (value: number, x: number, y: number) => number,
): Picture {
  const { width, height, gray } = picture;
  const changed = new Uint8ClampedArray(gray.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) changed[y * width + x] = change(gray[y * width + x] ?? 0, x, y);
  return { ...picture, gray: new Uint8Array(changed.buffer) };
}

/** Averages over squares of 2 × radius + 1 pixels, twice: close to a Gaussian. */
export function blurred(picture: Picture, radius: number): Picture {
  const { width, height } = picture;
  let values = Float32Array.from(picture.gray);
  for (let pass = 0; pass < 2; pass++) {
    values = boxRows(values, width, height, radius);
    values = boxColumns(values, width, height, radius);
  }
  return { ...picture, gray: Uint8Array.from(values, Math.round) };
}

function boxRows(values: Float32Array, width: number, height: number, radius: number) {
  const out = new Float32Array(values.length);
  for (let y = 0; y < height; y++) averageLine(values, out, y * width, 1, width, radius);
  return out;
}

function boxColumns(values: Float32Array, width: number, height: number, radius: number) {
  const out = new Float32Array(values.length);
  for (let x = 0; x < width; x++) averageLine(values, out, x, width, height, radius);
  return out;
}

function averageLine(
  values: Float32Array,
  out: Float32Array,
  start: number,
  step: number,
  count: number,
  radius: number,
): void {
  const at = (index: number): number =>
    values[start + Math.min(count - 1, Math.max(0, index)) * step] ?? 0;
  let sum = 0;
  for (let index = -radius; index <= radius; index++) sum += at(index);
  for (let index = 0; index < count; index++) {
    out[start + index * step] = sum / (2 * radius + 1);
    sum += at(index + radius + 1) - at(index - radius);
  }
}
