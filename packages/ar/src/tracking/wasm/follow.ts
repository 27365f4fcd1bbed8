// The prediction: corners of the last frame found in this one by pyramidal Lucas–Kanade (Bouguet, "Pyramidal
// implementation of the Lucas Kanade feature tracker", 2000), and the motion that most of them share.
import { reserve } from './memory';
import { affineH, copyH, H_BYTES, identityH, mappedX, mappedY, mapPoint } from './homography';
import { informPair, pairAt, P_FROM_X, P_FROM_Y, P_TO_X, P_TO_Y, P_WEIGHT, setPair } from './pairs';
import {
  align,
  alignedFit,
  alignedX,
  alignedXX,
  alignedXY,
  alignedYY,
  alignedY,
  makeTemplate,
  readPatch,
  TEMPLATE_BYTES,
} from './patch';
import { levelCount, levelHeight, levelOffset, levelStride, levelWidth } from './pyramid';
import { inlierCount, ransac } from './ransac';
import { refine } from './refine';

/** Pairs within this distance of the common motion share it, px. */
const SAME_MOTION: f64 = 3;
const ITERATIONS: i32 = 8;

let template: usize = 0;
let motion: usize = 0;

export function prepareFollow(): void {
  template = reserve(TEMPLATE_BYTES);
  motion = reserve(H_BYTES);
}

/** Points that were followed, and how many of them share the motion. */
export let followedCount: i32 = 0;
export let sharedCount: i32 = 0;

/** Follows one point from one pyramid to another, beginning at a guess; true where it was found, at followedX, followedY. */
export let followedX: f64 = 0;
export let followedY: f64 = 0;
let followedXX: f64 = 0;
let followedXY: f64 = 0;
let followedYY: f64 = 0;

export function follow(
  from: usize,
  to: usize,
  x: f64,
  y: f64,
  guessX: f64,
  guessY: f64,
  finest: i32,
): bool {
  let atX = guessX;
  let atY = guessY;
  let found = false;
  for (let level = levelCount - 1; level >= finest; level--) {
    const scale = <f64>(1 << level);
    const px = (x + 0.5) / scale - 0.5;
    const py = (y + 0.5) / scale - 0.5;
    const first = levelOffset(level);
    const stride = levelStride(level);
    const w = levelWidth(level);
    const h = levelHeight(level);
    found = false;
    if (!(px > -6 && py > -6 && px < <f64>w + 5 && py < <f64>h + 5)) continue;
    readPatch(from + first, stride, px, py, template);
    if (!makeTemplate(template)) continue;
    const fits = align(
      template,
      to + first,
      stride,
      w,
      h,
      (atX + 0.5) / scale - 0.5,
      (atY + 0.5) / scale - 0.5,
      ITERATIONS,
      10,
    );
    if (!fits || alignedFit < 0.5) continue;
    found = true;
    followedXX = alignedXX;
    followedXY = alignedXY;
    followedYY = alignedYY;
    atX = (alignedX + 0.5) * scale - 0.5;
    atY = (alignedY + 0.5) * scale - 0.5;
  }
  followedX = atX;
  followedY = atY;
  return found;
}

/**
 * The motion from one frame to the next, out of the points that stand as `from` in the first `count` pairs and the
 * guesses that stand as `to`. False where the points do not agree on one.
 */
export function commonMotion(to: usize, from: usize, into: usize, count: i32, finest: i32): bool {
  let found = 0;
  for (let i = 0; i < count; i++) {
    const pair = pairAt(i);
    const x = load<f64>(pair, P_FROM_X);
    const y = load<f64>(pair, P_FROM_Y);
    if (!follow(from, into, x, y, load<f64>(pair, P_TO_X), load<f64>(pair, P_TO_Y), finest))
      continue;
    informPair(
      setPair(found, x, y, followedX, followedY),
      followedXX,
      followedXY,
      followedYY,
      <f64>(1 << finest),
    );
    found++;
  }
  followedCount = count;
  sharedCount = 0;
  if (found < 3) return false;
  const points = found >= 12 ? 4 : found >= 6 ? 3 : 2;
  if (!ransac(motion, found, points, SAME_MOTION, 80)) return false;
  sharedCount = inlierCount;
  if (sharedCount < 3) return false;
  // Refine from where the motion puts the points, so that what it does not know stays as it is.
  for (let i = 0; i < found; i++) {
    const pair = pairAt(i);
    mapPoint(motion, load<f64>(pair, P_FROM_X), load<f64>(pair, P_FROM_Y));
    store<f64>(pair, mappedX, P_FROM_X);
    store<f64>(pair, mappedY, P_FROM_Y);
  }
  refine(motion, found, 0, 1.5, 0.05, 0.02, 5);
  copyH(to, motion);
  return true;
}
