// The tracker's parts by themselves, so that each can be held against an exact answer. Homographies lie in a bench of three places
// of nine f64, pairs as `pairs.ts` lays them out.

import { hearGroups, opinionAt } from './dissent';
import { copyH, fromFourPoints, H_BYTES, identityH, invertH, multiplyH } from './homography';
import { reserve } from './memory';
import { pairAt } from './pairs';
import { levelOffset, levelStride, noiseAt } from './pyramid';
import { inlierCount, ransac } from './ransac';
import { refine, setExtent } from './refine';
import { frameAsPyramid } from './index';

export * from './index';
export { logOf } from './judge';

let bench: usize = 0;

export function benchAt(): usize {
  if (bench === 0) bench = reserve(3 * H_BYTES);
  return bench;
}

export function pairsAt(): usize {
  return pairAt(0);
}

/** The homography that takes the `from` of the first four pairs to their `to`, into the first place. */
export function benchFourPoints(): bool {
  for (let i: usize = 0; i < 4; i++) {
    memory.copy(benchPoints() + (i << 4), pairAt(<i32>i), 16);
    memory.copy(benchPoints() + 64 + (i << 4), pairAt(<i32>i) + 16, 16);
  }
  return fromFourPoints(benchAt(), benchPoints(), benchPoints() + 64, 1e-6);
}

let points: usize = 0;

function benchPoints(): usize {
  if (points === 0) points = reserve(128);
  return points;
}

/** The second place times the third, into the first. */
export function benchMultiply(): void {
  multiplyH(benchAt(), benchAt() + H_BYTES, benchAt() + 2 * H_BYTES);
}

/** The inverse of the second place, into the first. */
export function benchInvert(): bool {
  return invertH(benchAt(), benchAt() + H_BYTES);
}

/** RANSAC over the pairs, into the first place; answers the number of inliers. */
export function benchRansac(count: i32, model: i32, threshold: f64): i32 {
  return ransac(benchAt(), count, model, threshold, 400) ? inlierCount : 0;
}

/** Where each group of the pairs that moved alike sees what `from` shows, into the first places; answers how many groups. */
export function benchGroups(count: i32): i32 {
  identityH(benchAt() + 2 * H_BYTES);
  const groups = hearGroups(benchAt() + 2 * H_BYTES, count, 1);
  for (let i = 0; i < groups; i++) copyH(benchAt() + <usize>i * H_BYTES, opinionAt(i));
  return groups;
}

/** Moves the first place so that it fits the pairs. */
export function benchRefine(count: i32, tukey: f64, shear: f64, perspective: f64): bool {
  setExtent(1);
  return refine(benchAt(), count, 0, tukey, shear, perspective, 12);
}

let pyramid: usize = 0;

/** Builds the pyramid of the frame in the input and answers where the first pixel of a level lies. */
export function benchPyramid(level: i32): usize {
  pyramid = frameAsPyramid();
  return pyramid + levelOffset(level);
}

/** Variance of the noise in a level of that pyramid, grey levels². */
export function benchNoise(level: i32): f64 {
  return load<f64>(noiseAt(pyramid, level));
}

/** Bytes from row to row of a level. */
export function benchStride(level: i32): i32 {
  return levelStride(level);
}
