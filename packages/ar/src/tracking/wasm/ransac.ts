// RANSAC (Fischler and Bolles, 1981) with a fixed sequence of samples, so that the same frames always give the same
// poses, and with the usual early end (Hartley and Zisserman, ch. 4.7). Distances are capped, not counted (MSAC, Torr
// and Zisserman, 2000), which tells apart two models with equally many inliers. A point on an edge may slide along it.
import {
  copyH,
  fromFourPoints,
  fromThreePoints,
  fromTwoPoints,
  H_BYTES,
  mapPoint,
  mappedW,
  mappedX,
  mappedY,
} from './homography';
import { directedMiss } from './refine';
import { pairAt, P_FROM_X, P_FROM_Y, P_TO_X, P_TO_Y, P_WEIGHT } from './pairs';

const sampleFrom: usize = memory.data(64);
const sampleTo: usize = memory.data(64);
const trial: usize = memory.data(<i32>H_BYTES);
let state: u32 = 0;

/** Starts the fixed sequence anew. */
export function seed(value: u32): void {
  state = value;
}

/** The next number below `bound` (the generator of Numerical Recipes; its upper bits are good enough). */
export function nextBelow(bound: i32): i32 {
  state = state * 1664525 + 1013904223;
  return <i32>((((state >> 8) as u64) * (bound as u64)) >> 24);
}

/** Square of how far a pair's `to` is from where `h` takes its `from`, as far as it knows; huge where that is behind the camera. */
export function squareMiss(h: usize, pair: usize): f64 {
  mapPoint(h, load<f64>(pair, P_FROM_X), load<f64>(pair, P_FROM_Y));
  if (!(mappedW > 0)) return 1e12;
  const x = mappedX - load<f64>(pair, P_TO_X);
  const y = mappedY - load<f64>(pair, P_TO_Y);
  return directedMiss(pair, x, y);
}

/** Inliers of the last model that was found. */
export let inlierCount: i32 = 0;

/**
 * The model through `points` pairs (4: homography, 3: affine, 2: similarity) that most of the `count` pairs agree with
 * to within `threshold` px. Leaves 1 or 0 in the pairs' weights; false where nothing was found.
 */
export function ransac(to: usize, count: i32, points: i32, threshold: f64, mostTrials: i32): bool {
  inlierCount = 0;
  if (count < points) return false;
  seed(<u32>(count * 7919 + points));
  const limit = threshold * threshold;
  let bestCost = <f64>count * limit;
  let found = false;
  let trials = mostTrials;
  for (let i = 0; i < trials; i++) {
    for (let k = 0; k < points; k++) {
      const pair = pairAt(nextBelow(count));
      store<f64>(sampleFrom + ((<usize>k) << 4), load<f64>(pair, P_FROM_X));
      store<f64>(sampleFrom + ((<usize>k) << 4), load<f64>(pair, P_FROM_Y), 8);
      store<f64>(sampleTo + ((<usize>k) << 4), load<f64>(pair, P_TO_X));
      store<f64>(sampleTo + ((<usize>k) << 4), load<f64>(pair, P_TO_Y), 8);
    }
    const fits =
      points === 4
        ? fromFourPoints(trial, sampleFrom, sampleTo, 20)
        : points === 3
          ? fromThreePoints(trial, sampleFrom, sampleTo, 20)
          : fromTwoPoints(trial, sampleFrom, sampleTo, 16);
    if (!fits) continue;
    let cost: f64 = 0;
    let inliers = 0;
    for (let k = 0; k < count; k++) {
      const miss = squareMiss(trial, pairAt(k));
      if (miss < limit) {
        inliers++;
        cost += miss;
      } else cost += limit;
      if (cost >= bestCost) break;
    }
    if (cost >= bestCost) continue;
    bestCost = cost;
    found = true;
    inlierCount = inliers;
    copyH(to, trial);
    // As many trials as it takes to be 99.9 % sure that one of them had inliers only.
    const share = <f64>inliers / <f64>count;
    let good = share * share;
    if (points > 2) good *= share;
    if (points > 3) good *= share;
    let wanted = 0;
    let missed: f64 = 1;
    while (wanted < trials && missed > 0.001) {
      missed *= 1 - good;
      wanted++;
    }
    trials = max(min(trials, wanted), min(mostTrials, 8));
  }
  if (!found) return false;
  for (let k = 0; k < count; k++) {
    const pair = pairAt(k);
    store<f64>(pair, squareMiss(to, pair) < limit ? 1 : 0, P_WEIGHT);
  }
  return true;
}
