// The prediction: corners of the last frame found in this one by pyramidal Lucas–Kanade (Bouguet, "Pyramidal
// implementation of the Lucas Kanade feature tracker", 2000), and the motion that most of them share.
import { affineH, copyH, H_BYTES, identityH, mappedX, mappedY, mapPoint } from './homography';
import { informPair, pairAt, P_FROM_X, P_FROM_Y, P_TO_X, P_TO_Y, P_WEIGHT, setPair } from './pairs';
import {
  align,
  alignedClearFit,
  alignedX,
  alignedXX,
  alignedXY,
  alignedYY,
  alignedY,
  makeTemplate,
  TEMPLATE_BYTES,
} from './patch';
import { isNoisy } from './noise';
import { readPatch } from './read';
import { levelCount, levelHeight, levelOffset, levelStride, levelWidth, noiseAt } from './pyramid';
import { inlierCount, ransac } from './ransac';
import { refine } from './refine';

/** Pairs within this distance of the common motion share it, px. */
const SAME_MOTION: f64 = 3;
const ITERATIONS: i32 = 8;

const template: usize = memory.data(<i32>TEMPLATE_BYTES);
const motion: usize = memory.data(<i32>H_BYTES);

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
  coarsest: i32,
): bool {
  let atX = guessX;
  let atY = guessY;
  let found = false;
  const noisy = isNoisy(from);
  for (let level = coarsest; level >= finest; level--) {
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
    if (!makeTemplate(template, noisy ? load<f64>(noiseAt(from, level)) : 0)) continue;
    const fits = align(
      template,
      to + first,
      stride,
      noisy ? load<f64>(noiseAt(to, level)) : 0,
      w,
      h,
      (atX + 0.5) / scale - 0.5,
      (atY + 0.5) / scale - 0.5,
      ITERATIONS,
      10,
    );
    if (!fits || alignedClearFit < 0.5) continue;
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
export function commonMotion(
  to: usize,
  from: usize,
  into: usize,
  count: i32,
  finest: i32,
  coarsest: i32,
): bool {
  let found = 0;
  for (let i = 0; i < count; i++) {
    const pair = pairAt(i);
    const x = load<f64>(pair, P_FROM_X);
    const y = load<f64>(pair, P_FROM_Y);
    if (
      !follow(from, into, x, y, load<f64>(pair, P_TO_X), load<f64>(pair, P_TO_Y), finest, coarsest)
    )
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
  // From frame to frame a turn, a scale and a shift are near enough, and two points that did not slide are soon drawn.
  if (!ransac(motion, found, 2, SAME_MOTION, 80)) return false;
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

/** The shift that the last search found, px of level 0. */
export let foundShiftX: f64 = 0;
export let foundShiftY: f64 = 0;

/** Half of the window that is compared, and how far it is looked for, px of the coarsest level. */
const WINDOW_X: i32 = 11;
const WINDOW_Y: i32 = 9;
const SEARCH_X: i32 = 14;
const SEARCH_Y: i32 = 11;

/** Finds where the surroundings of a point went, by correlation at the coarsest level; true where one place is clearly best. */
export function searchShift(from: usize, to: usize, x: f64, y: f64): bool {
  const level = levelCount - 1;
  const scale = <f64>(1 << level);
  const w = levelWidth(level);
  const h = levelHeight(level);
  const stride = <usize>levelStride(level);
  const first = levelOffset(level);
  const cx = <i32>(x / scale);
  const cy = <i32>(y / scale);
  const left = max(0, cx - WINDOW_X);
  const right = min(w, cx + WINDOW_X + 1);
  const upper = max(0, cy - WINDOW_Y);
  const lower = min(h, cy + WINDOW_Y + 1);
  const full = (right - left) * (lower - upper);
  if (right - left < 8 || lower - upper < 8) return false;
  let best: f64 = 0.5;
  let found = false;
  for (let sy = -SEARCH_Y; sy <= SEARCH_Y; sy++)
    for (let sx = -SEARCH_X; sx <= SEARCH_X; sx++) {
      const x0 = max(left, -sx);
      const x1 = min(right, w - sx);
      const y0 = max(upper, -sy);
      const y1 = min(lower, h - sy);
      const n = (x1 - x0) * (y1 - y0);
      if (x1 <= x0 || y1 <= y0 || n * 5 < full * 2) continue;
      let a = 0;
      let b = 0;
      let aa = 0;
      let bb = 0;
      let ab = 0;
      for (let py = y0; py < y1; py++) {
        let p = from + first + <usize>py * stride + <usize>x0;
        let q = to + first + <usize>(py + sy) * stride + <usize>(x0 + sx);
        for (let px = x0; px < x1; px++) {
          const u = <i32>load<u8>(p++);
          const v = <i32>load<u8>(q++);
          a += u;
          b += v;
          aa += u * u;
          bb += v * v;
          ab += u * v;
        }
      }
      const m = <f64>n;
      const va = <f64>aa - (<f64>a * <f64>a) / m;
      const vb = <f64>bb - (<f64>b * <f64>b) / m;
      if (!(va > 4 * m && vb > 4 * m)) continue;
      // Smaller overlaps fit more easily by chance.
      const fit =
        ((<f64>ab - (<f64>a * <f64>b) / m) / sqrt(va * vb)) * (0.8 + (0.2 * m) / <f64>full);
      if (fit <= best) continue;
      best = fit;
      found = true;
      foundShiftX = <f64>sx * scale;
      foundShiftY = <f64>sy * scale;
    }
  return found;
}
