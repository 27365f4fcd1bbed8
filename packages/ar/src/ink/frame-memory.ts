import type { Size } from '../drawing/mark.ts';

/** How long frames are kept: a stroke that arrives so late is still caught up from its own frame. */
const KEPT_MS = 3_000;
// At 60 frames a second the time would be more memory than it is worth.
const MOST_FRAMES = 100;
const THUMB: Size = { width: 32, height: 24 };
/** Frames that correlate by less show something else. */
const LEAST_LIKENESS = 0.9;
/** In the small, so many frames before and after one look much like it. */
const ALIKE = 4;

/** A gray frame that is still remembered. */
export interface KeptFrame {
  readonly number: number;
  readonly timeMs: number;
  readonly gray: Uint8Array;
  /** The frame in the small, without mean and contrast. */
  readonly thumb: Float32Array;
}

/** The last three seconds of a picture, gray, at the tracker's size. */
export class FrameMemory {
  readonly #size: Size;
  readonly #frames: KeptFrame[] = [];
  /** Memory of frames that were forgotten, to be used again. */
  readonly #spare: Uint8Array[] = [];
  #next = 1;

  constructor(size: Size) {
    this.#size = size;
  }

  get latest(): KeptFrame | null {
    return this.#frames.at(-1) ?? null;
  }

  /** Memory for the next frame, to be filled and given to `add`. */
  room(): Uint8Array {
    return this.#spare.pop() ?? new Uint8Array(this.#size.width * this.#size.height);
  }

  add(gray: Uint8Array, timeMs: number): KeptFrame {
    const frame = { number: this.#next++, timeMs, gray, thumb: thumbOf(gray, this.#size) };
    this.#frames.push(frame);
    while (
      this.#frames.length > MOST_FRAMES ||
      timeMs - (this.#frames[0]?.timeMs ?? timeMs) > KEPT_MS
    ) {
      const old = this.#frames.shift();
      if (old !== undefined && this.#spare.length < 4) this.#spare.push(old.gray);
    }
    return frame;
  }

  /** The frames after one, up to the latest; null where it is forgotten already. */
  since(number: number): readonly Uint8Array[] | null {
    const at = this.#frames.findIndex((frame) => frame.number === number);
    return at < 0 ? null : this.#frames.slice(at + 1).map(({ gray }) => gray);
  }

  /**
   * The frames from the one on that looks most like a picture from elsewhere, which was taken when its author saw it:
   * content needs no clock. Only the latest where none looks like it.
   */
  sinceLike(gray: Uint8Array): readonly Uint8Array[] {
    return this.#frames.slice(this.#mostLike(gray) ?? -1).map((frame) => frame.gray);
  }

  /** Those before and after the frame that looks most like a picture from elsewhere; none where none looks like it. */
  around(gray: Uint8Array): readonly KeptFrame[] {
    const at = this.#mostLike(gray);
    return at === null ? [] : this.#frames.slice(Math.max(0, at - ALIKE), at + ALIKE + 1);
  }

  #mostLike(gray: Uint8Array): number | null {
    const thumb = thumbOf(gray, this.#size);
    let best: number | null = null;
    let most = LEAST_LIKENESS;
    for (const [i, frame] of this.#frames.entries()) {
      const likeness = correlation(thumb, frame.thumb);
      if (likeness >= most) [best, most] = [i, likeness];
    }
    return best;
  }
}

/** A frame in the small, without mean and contrast, so that two of them can be compared. */
function thumbOf(gray: Uint8Array, { width, height }: Size): Float32Array {
  const thumb = new Float32Array(THUMB.width * THUMB.height);
  const [sx, sy] = [width / THUMB.width, height / THUMB.height];
  let sum = 0;
  for (let y = 0; y < THUMB.height; y++)
    for (let x = 0; x < THUMB.width; x++) {
      // Sixteen px stand for the many.
      let value = 0;
      for (let j = 0; j < 4; j++)
        for (let i = 0; i < 4; i++)
          value +=
            gray[
              Math.floor((y + (j + 0.5) / 4) * sy) * width + Math.floor((x + (i + 0.5) / 4) * sx)
            ] ?? 0;
      thumb[y * THUMB.width + x] = value;
      sum += value;
    }
  const mean = sum / thumb.length;
  const length = Math.hypot(...thumb.map((value) => value - mean)) || 1;
  return thumb.map((value) => (value - mean) / length);
}

function correlation(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
