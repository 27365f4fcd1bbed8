// An anchor: what is kept of it, how it begins and ends.
import { findCorners, hull, MAX_HULL } from './corners';
import { forgetFeatures, KNOWN_BYTES } from './find';
import { H_BYTES, identityH } from './homography';
import {
  giveKeyframe,
  K_BYTES,
  K_COUNT,
  K_FINEST,
  K_LEARNT,
  K_PATCHES,
  K_PYRAMID,
  K_SHARE,
  MAX_PATCHES,
  PATCH_AGREES,
  patchAt,
} from './keyframe';
import { leaveOutRamps } from './patch';
import { levelHeight, levelWidth } from './pyramid';
import { finestOf } from './register';
import { LEAST_VARIANCE, setVariance } from './trust';

export const LOST: i32 = 0;
export const UNSURE: i32 = 1;
export const TRACKED: i32 = 2;
/** Corners that are sought in the region, and the number below which it is widened, how far at most. */
const ENOUGH_CORNERS: i32 = 16;
const WIDEST: f64 = 2.5;
export const A_USED: usize = 0;
export const A_STATE: usize = 4;
export const A_UNSURE_FOR: usize = 8;
export const A_HULL_COUNT: usize = 12;
export const A_PREVIOUS: usize = 24;
export const A_KEYFRAME: usize = 32;
export const A_POSE: usize = 64;
/** How the surface moved from the last frame but one to the last. */
export const A_MOTION: usize = 136;
/** The share of patches that agree. */
export const A_SHARE: usize = 208;
/** The box of the keyframe that features are learnt from. */
export const A_BOX: usize = 256;
/** The region's own box, and the variances of the pose at its four corners, px². */
export const A_REGION: usize = 288;
export const A_VARIANCES: usize = 320;
/** The logarithm of the odds that the pose is good. */
export const A_SCORE: usize = 368;
export const A_HULL: usize = 384;
export const A_KNOWN: usize = 384 + <usize>MAX_HULL * 16;
export const ANCHOR_BYTES: usize = A_KNOWN + KNOWN_BYTES;
/** The box is this much larger than the region, and at least so many px. */
const BOX_GROWTH: f64 = 1.5;
const LEAST_BOX: f64 = 220;
/** px² of a patch. */
const PATCH_AREA: f64 = 256;
/** Frame px in a working px: doubts are told in the former. */
export let framePx: f64 = 1;
export const motion: usize = memory.data(<i32>H_BYTES);
export const pose: usize = memory.data(<i32>H_BYTES);
export const trial: usize = memory.data(<i32>H_BYTES);
export const kept: usize = memory.data(<i32>H_BYTES);
export const lead: usize = memory.data(<i32>H_BYTES);

export function prepareAnchors(scale: f64): void {
  framePx = scale;
}

export function keyframeOf(anchor: usize): usize {
  return load<usize>(anchor, A_KEYFRAME);
}

/**
 * Sets an anchor on the region whose hull stands in `hull`; the keyframe's pyramid is in place. Answers how many corners
 * there are to hold on to.
 */
export function setAnchor(anchor: usize, keyframe: usize, vertices: i32, mask: usize): i32 {
  memory.fill(anchor, 0, A_KNOWN);
  forgetFeatures(anchor + A_KNOWN);
  store<i32>(anchor, 1, A_USED);
  store<i32>(anchor, TRACKED, A_STATE);
  store<i32>(anchor, vertices, A_HULL_COUNT);
  memory.copy(anchor + A_HULL, hull, (<usize>vertices) << 4);
  store<usize>(anchor, keyframe, A_KEYFRAME);
  store<usize>(anchor, load<usize>(keyframe, K_PYRAMID), A_PREVIOUS);
  setBox(anchor);
  identityH(anchor + A_POSE);
  identityH(anchor + A_MOTION);
  const corners = findCorners(
    load<usize>(keyframe, K_PYRAMID),
    vertices,
    mask,
    MAX_PATCHES - 20,
    ENOUGH_CORNERS,
    WIDEST,
    keyframe + K_PATCHES,
  );
  for (let i = 0; i < corners; i++) store<f32>(patchAt(keyframe, i), 1, PATCH_AGREES);
  store<i32>(keyframe, corners, K_COUNT);
  leaveOutRamps(false);
  store<i32>(keyframe, finestOf(keyframe), K_FINEST);
  const area =
    (load<f64>(anchor, A_REGION + 16) - load<f64>(anchor, A_REGION)) *
    (load<f64>(anchor, A_REGION + 24) - load<f64>(anchor, A_REGION + 8));
  // Overlapping patches say the same thing several times.
  store<f32>(keyframe, <f32>min(1, max(area, 400) / (<f64>max(corners, 1) * PATCH_AREA)), K_SHARE);
  memory.fill(keyframe + K_LEARNT, 0, K_BYTES - K_LEARNT);
  return corners;
}

function setBox(anchor: usize): void {
  let left: f64 = 1e9;
  let right: f64 = -1e9;
  let upper: f64 = 1e9;
  let lower: f64 = -1e9;
  for (let i = 0; i < load<i32>(anchor, A_HULL_COUNT); i++) {
    const at = anchor + A_HULL + ((<usize>i) << 4);
    left = min(left, load<f64>(at));
    right = max(right, load<f64>(at));
    upper = min(upper, load<f64>(at, 8));
    lower = max(lower, load<f64>(at, 8));
  }
  store<f64>(anchor, left, A_REGION);
  store<f64>(anchor, upper, A_REGION + 8);
  store<f64>(anchor, right, A_REGION + 16);
  store<f64>(anchor, lower, A_REGION + 24);
  for (let i = 0; i < 4; i++) setVariance(anchor, i, LEAST_VARIANCE);
  const halfWidth = 0.5 * max(LEAST_BOX, BOX_GROWTH * (right - left));
  const halfHeight = 0.5 * max(LEAST_BOX, BOX_GROWTH * (lower - upper));
  const x = 0.5 * (left + right);
  const y = 0.5 * (upper + lower);
  store<f64>(anchor, max(0, x - halfWidth), A_BOX);
  store<f64>(anchor, max(0, y - halfHeight), A_BOX + 8);
  store<f64>(anchor, min(<f64>levelWidth(0), x + halfWidth), A_BOX + 16);
  store<f64>(anchor, min(<f64>levelHeight(0), y + halfHeight), A_BOX + 24);
}

export function dropAnchor(anchor: usize): void {
  giveKeyframe(keyframeOf(anchor));
  store<i32>(anchor, 0, A_USED);
}
