import { areaOf, type Point } from './region.ts';
import type { Homography } from './surface-tracker.ts';

/** A gray picture, row by row. */
export interface GrayPicture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A piece of what stands around a region: its middle in the small keyframe, and its pixels without their mean, of length 1. */
interface Piece {
  readonly x: number;
  readonly y: number;
  readonly pixels: Float32Array;
}

/** How a small keyframe lies in a small frame around one place: where that is, and what a step right and down becomes. */
interface Lie {
  readonly x: number;
  readonly y: number;
  readonly rightX: number;
  readonly rightY: number;
  readonly downX: number;
  readonly downY: number;
}

/** What surroundings say of a pose: they are where it has them, they are not, or too little is seen of them. */
export type Opinion = 'agree' | 'contradict' | 'none';

/** Frames are looked at in about this width, px: asked is which of several like things it is, not where exactly. */
const SMALL_WIDTH = 160;
/** A piece reaches so far from its middle, small px. */
const HALF = 5;
const SIDE = 2 * HALF + 1;
/** Pieces are looked for in steps of this, and keep this distance from each other, small px. */
const STEP = 4;
const APART = 6;
/** Standard deviation of a piece that can be told from others, gray levels. */
const LEAST_CONTRAST = 6;
const MOST_PIECES = 40;
/** So many places are looked at for pieces that look like nothing else in the keyframe: in a row of sockets few do. */
const MOST_SOUGHT = 90;
/** Half of what a piece is compared by with all of the keyframe, in px of half the small size, and the correlation from which on it is like another place. */
const LIKE_HALF = 3;
const LIKE_SIDE = 2 * LIKE_HALF + 1;
const LIKE_OTHERS = 0.8;
/** So far from itself a piece is another place, px of half the small size. */
const ELSEWHERE = 3;
/**
 * Pieces stay so far from the region, small px: what belongs to it is the tracker's. And they are no further from it than
 * this share of its size: what is further away may stand far behind it.
 */
const CLEAR = 4;
const NEAR = 0.75;
/** A piece is looked for so far from where the pose has it, small px: what stands around has depth. */
const REACH = 2;
/** What has less of the keyframe's sharpness than this is blurred, and nothing is told by it. */
const SHARP = 0.6;
/** Correlation of a piece that is there. */
const ALIKE = 0.8;
/** Of the pieces that should be in the picture: so many, and such a share, must be there to agree; or must not, to contradict. */
const LEAST_THERE = 3;
const AGREE = 0.5;
const LEAST_MISSING = 2;
const CONTRADICT = 0.7;

/**
 * Tells like things from each other by what stands around them: of five sockets in a row each looks like the next, and
 * only one of them stands under the maker's name.
 */
export class Surroundings {
  readonly #frame: GrayPicture;
  readonly #region: readonly Point[];
  readonly #shrink: number;
  readonly #pieces: Piece[] = [];
  /** What is left to be found; nothing has been looked for where it is null, which for most anchors it stays. */
  #finding: Generator<Piece | null, void> | null = null;

  /** @param region convex, px of the frame */
  constructor(frame: GrayPicture, region: readonly Point[]) {
    this.#shrink = shrinkOf(frame.width);
    const toSmall = ({ x, y }: Point): Point => ({ x: this.#toSmall(x), y: this.#toSmall(y) });
    this.#frame = small(frame);
    this.#region = region.map(toSmall);
  }

  /** Looks at one place more, which takes a few milliseconds, so that little is left to do when they are asked; false where all is found. */
  prepare(): boolean {
    this.#finding ??= findPieces(this.#frame, this.#region);
    const next = this.#finding.next();
    if (next.done === true) return false;
    if (next.value !== null) this.#pieces.push(next.value);
    return true;
  }

  /** What they say of a pose, in a frame that was made small. */
  opinionOn(pose: Homography, frame: GrayPicture): Opinion {
    if (sharpnessOf(frame) < SHARP * sharpnessOf(this.#frame)) return 'none';
    while (this.prepare());
    let seen = 0;
    let there = 0;
    for (const { x, y, pixels } of this.#pieces) {
      const lie = this.#lieOf(pose, x, y);
      if (lie === null || !isWithin(lie, frame)) continue;
      seen += 1;
      if (isThere(pixels, lie, frame)) there += 1;
    }
    const missing = seen - there;
    if (there >= LEAST_THERE && there >= AGREE * seen) return 'agree';
    return missing >= LEAST_MISSING && missing > CONTRADICT * seen ? 'contradict' : 'none';
  }

  #lieOf(pose: Homography, x: number, y: number): Lie | null {
    const at = this.#project(pose, x, y);
    const right = this.#project(pose, x + 1, y);
    const down = this.#project(pose, x, y + 1);
    if (at === null || right === null || down === null) return null;
    return {
      ...at,
      rightX: right.x - at.x,
      rightY: right.y - at.y,
      downX: down.x - at.x,
      downY: down.y - at.y,
    };
  }

  /** From the small keyframe to the small frame; null behind the camera. */
  #project(h: Homography, smallX: number, smallY: number): Point | null {
    const x = (smallX + 0.5) * this.#shrink - 0.5;
    const y = (smallY + 0.5) * this.#shrink - 0.5;
    const w = h[6] * x + h[7] * y + h[8];
    if (!(w > 0)) return null;
    return {
      x: this.#toSmall((h[0] * x + h[1] * y + h[2]) / w),
      y: this.#toSmall((h[3] * x + h[4] * y + h[5]) / w),
    };
  }

  #toSmall(place: number): number {
    return (place + 0.5) / this.#shrink - 0.5;
  }
}

function shrinkOf(width: number): number {
  return Math.max(1, Math.round(width / SMALL_WIDTH));
}

/** A frame made small: each of its px is the mean of a square. */
export function small({ pixels, width, height }: GrayPicture): GrayPicture {
  const shrink = shrinkOf(width);
  const columns = Math.floor(width / shrink);
  const rows = Math.floor(height / shrink);
  const result = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      let sum = 0;
      for (let v = 0; v < shrink; v++) {
        const from = (y * shrink + v) * width + x * shrink;
        for (let u = 0; u < shrink; u++) sum += pixels[from + u] ?? 0;
      }
      result[y * columns + x] = sum / (shrink * shrink);
    }
  return { pixels: result, width: columns, height: rows };
}

/** The mean difference between neighbours. */
function sharpnessOf({ pixels, width }: GrayPicture): number {
  let sum = 0;
  for (let at = width; at < pixels.length; at++) {
    const value = pixels[at] ?? 0;
    sum += Math.abs(value - (pixels[at - 1] ?? 0)) + Math.abs(value - (pixels[at - width] ?? 0));
  }
  return sum / pixels.length;
}

/** The pieces outside of a region that hold best in both directions, apart from each other; null where it has worked for long enough. */
function* findPieces(frame: GrayPicture, region: readonly Point[]): Generator<Piece | null, void> {
  const sought: (Point & { readonly cornerness: number })[] = [];
  const edge = HALF + 1;
  for (let y = edge; y < frame.height - edge - 1; y += STEP)
    for (let x = edge; x < frame.width - edge - 1; x += STEP)
      if (isAround(region, x, y)) sought.push({ x, y, cornerness: cornernessAt(frame, x, y) });
  yield null;
  sought.sort((a, b) => b.cornerness - a.cornerness);
  const apart: Point[] = [];
  for (const { x, y } of sought) {
    if (apart.length >= MOST_SOUGHT) break;
    if (apart.every((other) => Math.hypot(other.x - x, other.y - y) >= APART)) apart.push({ x, y });
  }
  const isLikeOthers = likenessIn(halved(frame));
  yield null;
  let found = 0;
  for (const { x, y } of apart) {
    if (found >= MOST_PIECES) return;
    const pixels = new Float32Array(SIDE * SIDE);
    const straight = { x, y, rightX: 1, rightY: 0, downX: 0, downY: 1 };
    if (read(pixels, frame, straight, 0, 0) < LEAST_CONTRAST) continue;
    const isOwn = !isLikeOthers(Math.round(x / 2), Math.round(y / 2));
    if (isOwn) found += 1;
    yield isOwn ? { x, y, pixels } : null;
  }
}

function halved({ pixels, width, height }: GrayPicture): GrayPicture {
  const [columns, rows] = [width >> 1, height >> 1];
  const result = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const at = 2 * (y * width + x);
      const upper = (pixels[at] ?? 0) + (pixels[at + 1] ?? 0);
      const lower = (pixels[at + width] ?? 0) + (pixels[at + width + 1] ?? 0);
      result[y * columns + x] = (upper + lower) / 4;
    }
  return { pixels: result, width: columns, height: rows };
}

/** Tells of places of a picture whether they look like another place of it. */
function likenessIn({ pixels, width, height }: GrayPicture): (x: number, y: number) => boolean {
  const area = LIKE_SIDE * LIKE_SIDE;
  const sums = new Float32Array(width * height);
  const lengths = new Float32Array(width * height);
  const each = (visit: (x: number, y: number, at: number) => boolean | void): boolean => {
    for (let y = LIKE_HALF; y < height - LIKE_HALF; y++)
      for (let x = LIKE_HALF; x < width - LIKE_HALF; x++)
        if (visit(x, y, y * width + x) === true) return true;
    return false;
  };
  each((_x, _y, at) => {
    let [sum, squares] = [0, 0];
    for (let v = -LIKE_HALF; v <= LIKE_HALF; v++)
      for (let u = -LIKE_HALF; u <= LIKE_HALF; u++) {
        const value = pixels[at + v * width + u] ?? 0;
        sum += value;
        squares += value * value;
      }
    sums[at] = sum;
    lengths[at] = Math.sqrt(Math.max(squares - (sum * sum) / area, 1));
  });
  return (ownX, ownY) => {
    const own = ownY * width + ownX;
    return each((x, y, at) => {
      if (Math.abs(x - ownX) < ELSEWHERE && Math.abs(y - ownY) < ELSEWHERE) return false;
      let dot = 0;
      for (let v = -LIKE_HALF; v <= LIKE_HALF; v++)
        for (let u = -LIKE_HALF; u <= LIKE_HALF; u++) {
          const step = v * width + u;
          dot += (pixels[own + step] ?? 0) * (pixels[at + step] ?? 0);
        }
      const covariance = dot - ((sums[own] ?? 0) * (sums[at] ?? 0)) / area;
      return covariance > LIKE_OTHERS * (lengths[own] ?? 1) * (lengths[at] ?? 1);
    });
  };
}

function isAround(region: readonly Point[], x: number, y: number): boolean {
  const distance = distanceTo(region, x, y) - HALF;
  return distance >= CLEAR && distance <= NEAR * Math.sqrt(Math.abs(areaOf(region)));
}

/** How far a place lies outside of a convex region; 0 within it. */
function distanceTo(region: readonly Point[], x: number, y: number): number {
  const way = Math.sign(areaOf(region));
  let distance = 0;
  for (const [i, a] of region.entries()) {
    const b = region[(i + 1) % region.length] ?? a;
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const outside = (way * ((x - a.x) * dy - (y - a.y) * dx)) / Math.hypot(dx, dy);
    distance = Math.max(distance, outside);
  }
  return distance;
}

/** The smaller eigenvalue of the structure tensor (Shi and Tomasi, "Good features to track", 1994), of a whole piece. */
function cornernessAt({ pixels, width }: GrayPicture, x: number, y: number): number {
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let v = -HALF; v <= HALF; v++)
    for (let u = -HALF; u <= HALF; u++) {
      const at = (y + v) * width + x + u;
      const gx = (pixels[at + 1] ?? 0) - (pixels[at - 1] ?? 0);
      const gy = (pixels[at + width] ?? 0) - (pixels[at - width] ?? 0);
      xx += gx * gx;
      xy += gx * gy;
      yy += gy * gy;
    }
  return (xx + yy) / 2 - Math.hypot((xx - yy) / 2, xy);
}

function isWithin({ x, y, rightX, rightY, downX, downY }: Lie, frame: GrayPicture): boolean {
  const spanX = HALF * (Math.abs(rightX) + Math.abs(downX)) + REACH;
  const spanY = HALF * (Math.abs(rightY) + Math.abs(downY)) + REACH;
  return (
    x - spanX >= 0 && y - spanY >= 0 && x + spanX < frame.width - 1 && y + spanY < frame.height - 1
  );
}

const looked = new Float32Array(SIDE * SIDE);

/** Whether a piece is near where it should lie. */
function isThere(piece: Float32Array, lie: Lie, frame: GrayPicture): boolean {
  for (let dy = -REACH; dy <= REACH; dy++)
    for (let dx = -REACH; dx <= REACH; dx++) {
      read(looked, frame, lie, dx, dy);
      let likeness = 0;
      for (let i = 0; i < piece.length; i++) likeness += (piece[i] ?? 0) * (looked[i] ?? 0);
      if (likeness >= ALIKE) return true;
    }
  return false;
}

/** Reads a piece, without its mean and of length 1, and answers its standard deviation. */
function read(
  into: Float32Array,
  { pixels, width }: GrayPicture,
  { x, y, rightX, rightY, downX, downY }: Lie,
  dx: number,
  dy: number,
): number {
  let sum = 0;
  let squares = 0;
  let i = 0;
  for (let v = -HALF; v <= HALF; v++)
    for (let u = -HALF; u <= HALF; u++) {
      const px = x + dx + u * rightX + v * downX;
      const py = y + dy + u * rightY + v * downY;
      const left = Math.floor(px);
      const top = Math.floor(py);
      const fx = px - left;
      const at = top * width + left;
      const upper = (pixels[at] ?? 0) * (1 - fx) + (pixels[at + 1] ?? 0) * fx;
      const lower = (pixels[at + width] ?? 0) * (1 - fx) + (pixels[at + width + 1] ?? 0) * fx;
      const value = upper + (lower - upper) * (py - top);
      into[i] = value;
      sum += value;
      squares += value * value;
      i += 1;
    }
  const mean = sum / i;
  const length = Math.sqrt(Math.max(squares - sum * mean, 1e-6));
  for (let k = 0; k < i; k++) into[k] = ((into[k] ?? 0) - mean) / length;
  return length / SIDE;
}
