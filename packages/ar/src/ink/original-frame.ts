import type { Size } from '../drawing/mark.ts';

/** More px than these of a picture tell nothing more. */
const MOST_PIXELS = 40_000;
/** The frame of a picture correlates with it by more, unless nearly all was lost on the way. */
const LEAST_LIKENESS = 0.8;
/** How far beside its place a part of a picture is looked for at most, px. */
const REACH = 2;
const SIDES = [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => [x, y] as const));
/** A quarter has less to tell: it is elsewhere only if it is this like the picture there, and by so much more. */
const QUARTER = { like: 0.75, more: 0.005 };

/** A box of px, and every how many of them are looked at. */
interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly step: number;
}

/** What correlation is made of: how many values, and the sums of both, of their squares, and of their products. */
type Sums = readonly [n: number, a: number, b: number, aa: number, bb: number, ab: number];

/**
 * Of some frames the one that a picture from elsewhere was made of; null where that is not sure, or where the picture is
 * the sharper of the two. What came through a call has lost what is faint: its frame as it was taken is better to hold
 * on to.
 *
 * A frame's neighbours show the same, moved. So it is the one that is most like the picture, if it is less so moved by
 * some px to any side; and its quarters as well, because what is turned, tilted or nearer moves those alone.
 */
export function originalOf<F extends { readonly gray: Uint8Array }>(
  picture: Uint8Array,
  size: Size,
  frames: readonly F[],
): F | null {
  const whole = wholeOf(size);
  const quarters = quartersOf(whole);
  const rough = { ...whole, step: 2 * whole.step };
  const [best] = frames
    .map((frame) => ({ frame, like: correlation(sumsOf(picture, frame.gray, rough, size, 0)) }))
    .sort((a, b) => b.like - a.like);
  if (best === undefined || !(best.like > LEAST_LIKENESS)) return null;
  const { frame } = best;
  const likenesses = (moved: number): readonly number[] => {
    const sums = quarters.map((of) => sumsOf(picture, frame.gray, of, size, moved));
    return [sums.reduce(added), ...sums].map(correlation);
  };
  const there = likenesses(0);
  for (const px of [1, REACH])
    for (const [x, y] of SIDES) {
      if (x === 0 && y === 0) continue;
      const isElsewhere = likenesses(px * (y * size.width + x)).some((like, i) => {
        const least = there[i] ?? 0;
        if (i === 0) return like >= least;
        // One px may be chance.
        return px === REACH && like >= Math.max(QUARTER.like, least + QUARTER.more);
      });
      if (isElsewhere) return null;
    }
  return sharpness(frame.gray, whole, size) > sharpness(picture, whole, size) ? frame : null;
}

/** All that is in the picture beside its place too. */
function wholeOf({ width, height }: Size): Part {
  const step = Math.ceil(Math.sqrt((width * height) / MOST_PIXELS));
  return { left: REACH, top: REACH, right: width - REACH, bottom: height - REACH, step };
}

function quartersOf({ left, top, right, bottom, step }: Part): readonly Part[] {
  const [x, y] = [(left + right) >> 1, (top + bottom) >> 1];
  return [
    { left, top, right: x, bottom: y, step },
    { left: x, top, right, bottom: y, step },
    { left, top: y, right: x, bottom, step },
    { left: x, top: y, right, bottom, step },
  ];
}

/** Of a part of one picture and the same part of another that is moved by some px. */
function sumsOf(
  one: Uint8Array,
  other: Uint8Array,
  { left, top, right, bottom, step }: Part,
  { width }: Size,
  moved: number,
): Sums {
  let [n, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let y = top; y < bottom; y += step)
    for (let x = left; x < right; x += step) {
      const at = y * width + x;
      const p = one[at] ?? 0;
      const q = other[at + moved] ?? 0;
      n++;
      a += p;
      b += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
  return [n, a, b, aa, bb, ab];
}

function added(one: Sums, other: Sums): Sums {
  return one.map((sum, i) => sum + (other[i] ?? 0)) as unknown as Sums;
}

/** Pearson's; 0 where one of the two is all the same. */
function correlation([n, a, b, aa, bb, ab]: Sums): number {
  return (n * ab - a * b) / Math.sqrt((n * aa - a * a) * (n * bb - b * b)) || 0;
}

/** How much neighbouring px differ. */
function sharpness(
  gray: Uint8Array,
  { left, top, right, bottom, step }: Part,
  { width }: Size,
): number {
  let sum = 0;
  for (let y = top; y < bottom; y += step)
    for (let x = left; x < right; x += step) {
      const at = y * width + x;
      const value = gray[at] ?? 0;
      sum += Math.abs(value - (gray[at + 1] ?? 0)) + Math.abs(value - (gray[at + width] ?? 0));
    }
  return sum;
}
