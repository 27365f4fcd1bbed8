// An anchor from frame to frame: predict, register against its keyframe, judge.
import { reserve } from './memory';
import {
  commonMotion,
  followedCount,
  foundShiftX,
  foundShiftY,
  searchShift,
  sharedCount,
} from './follow';
import {
  copyH,
  H_BYTES,
  identityH,
  invertH,
  mappedW,
  mappedX,
  mappedY,
  mapPoint,
  multiplyH,
  normaliseH,
} from './homography';
import { findCorners, hull, MAX_HULL } from './corners';
import {
  giveKeyframe,
  K_BACK,
  K_COUNT,
  K_PATCHES,
  K_POSE,
  K_PYRAMID,
  K_SHARE,
  MAX_PATCHES,
  PATCH_AGREES,
  PATCH_X,
  PATCH_Y,
  patchAt,
  takeKeyframe,
} from './keyframe';
import {
  forgetFeatures,
  guessPose,
  KNOWN_BYTES,
  learnView,
  readFrame,
  VIEWS,
  viewsMade,
} from './find';
import { isCredible, scoreOf } from './judge';
import { setPair } from './pairs';
import { levelCount, levelHeight, levelWidth } from './pyramid';
import { setExtent, uncertaintyAt } from './refine';
import {
  agreeCount,
  agreeShare,
  expect,
  forgetExpectations,
  meanFit,
  register,
  visibleCount,
} from './register';

export const LOST: i32 = 0;
export const UNSURE: i32 = 1;
export const TRACKED: i32 = 2;

/** Most keyframes of one anchor. */
export const MAX_KEYFRAMES: i32 = 4;
/** Corners that are sought in the region, and the number below which it is widened, how far at most. */
const ENOUGH_CORNERS: i32 = 16;
const WIDEST: f64 = 2.5;
/** Corners that predict the motion. */
const MOST_FOLLOWED: i32 = 32;
/** Patches that are aligned in the coarse and the fine registration; all of them where those few do not agree. */
const COARSE_PATCHES: i32 = 40;
const FINE_PATCHES: i32 = 56;
const CLEAR_PATCHES: i32 = 34;
/** Frames on prediction alone before an anchor counts as lost. */
const MOST_UNSURE: i32 = 15;
/** A registration that is not quite believed still counts for something: so many of them wear out like one prediction. */
const JUDGED_FRAMES: i32 = 6;
const HOPELESS_SCORE: f64 = -3;
/** Patches that must agree, and their share of those that should be seen, for a pose to be believed. */
const LEAST_AGREEING: i32 = 6;
const LEAST_SHARE: f64 = 0.3;

export const A_USED: usize = 0;
export const A_STATE: usize = 4;
export const A_UNSURE_FOR: usize = 8;
export const A_HULL_COUNT: usize = 12;
export const A_KEYFRAMES: usize = 16;
export const A_CURRENT: usize = 20;
export const A_PREVIOUS: usize = 24;
export const A_LOST_FOR: usize = 28;
export const A_KEYFRAME_LIST: usize = 32;
export const A_POSE: usize = 64;
export const A_MOTION: usize = 136;
/** What the judgement stands on: share, agreeing, visible, fit, uncertainty, level. */
export const A_SHARE: usize = 208;
export const A_AGREEING: usize = 216;
export const A_VISIBLE: usize = 224;
export const A_FIT: usize = 232;
export const A_DOUBT: usize = 240;
export const A_COARSE: usize = 248;
/** The box of the keyframe that features are learnt from. */
export const A_BOX: usize = 256;
/** The region's own box, and the variances of the pose at its four corners, px². */
export const A_REGION: usize = 288;
export const A_VARIANCES: usize = 320;
/** How far the pose ended from its prediction, px, and the share of followed points that moved alike. */
export const A_JUMP: usize = 352;
export const A_ALIKE: usize = 360;
/** The logarithm of the odds that the pose is good. */
export const A_SCORE: usize = 368;
export const A_HULL: usize = 384;
export const A_KNOWN: usize = 384 + <usize>MAX_HULL * 16;
export const ANCHOR_BYTES: usize = A_KNOWN + KNOWN_BYTES;
/** The box is this much larger than the region, and at least so many px. */
const BOX_GROWTH: f64 = 1.5;
const LEAST_BOX: f64 = 220;
/** What it takes to believe a pose that was found again. */
const LEAST_FOUND: i32 = 8;
const LEAST_FOUND_SHARE: f64 = 0.4;
/** Score that a pose found again needs on top. */
const FOUND_SCORE: f64 = 0.5;
/** What a pose on prediction alone is worth. */
const UNJUDGED_SCORE: f64 = -1.5;
/** Stands for the jump of a pose that no prediction led to, px. */
const FOUND_JUMP: f64 = 10;

/** px² of a patch. */
const PATCH_AREA: f64 = 256;
/** No pose is surer than this, px². */
const LEAST_VARIANCE: f64 = 0.02;
/** What the motion from frame to frame adds to the uncertainty of the pose: of its own, and always, px². */
const MOTION_DOUBT: f64 = 2;
const MOTION_VARIANCE: f64 = 0.25;

/** Frame px in a working px: doubts are told in the former. */
let framePx: f64 = 1;

let motion: usize = 0;
let pose: usize = 0;
let trial: usize = 0;
let kept: usize = 0;

export function prepareAnchors(scale: f64): void {
  framePx = scale;
  motion = reserve(H_BYTES);
  pose = reserve(H_BYTES);
  trial = reserve(H_BYTES);
  kept = reserve(H_BYTES);
}

export function keyframeOf(anchor: usize, index: i32): usize {
  return load<usize>(anchor + A_KEYFRAME_LIST + ((<usize>index) << 2));
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
  store<i32>(anchor, 1, A_KEYFRAMES);
  store<usize>(anchor + A_KEYFRAME_LIST, keyframe);
  store<usize>(anchor, load<usize>(keyframe, K_PYRAMID), A_PREVIOUS);
  setBox(anchor);
  identityH(anchor + A_POSE);
  identityH(anchor + A_MOTION);
  identityH(keyframe + K_POSE);
  identityH(keyframe + K_BACK);
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
  const area =
    (load<f64>(anchor, A_REGION + 16) - load<f64>(anchor, A_REGION)) *
    (load<f64>(anchor, A_REGION + 24) - load<f64>(anchor, A_REGION + 8));
  // Overlapping patches say the same thing several times.
  store<f32>(keyframe, <f32>min(1, max(area, 400) / (<f64>max(corners, 1) * PATCH_AREA)), K_SHARE);
  return corners;
}

function setVariance(anchor: usize, corner: i32, value: f64): void {
  store<f64>(anchor + A_VARIANCES + ((<usize>corner) << 3), value);
}

/** What is expected at the box's corners: where the prediction puts them, less surely the less sure the last pose and the motion. */
function expectCorners(anchor: usize, keyframe: usize, predicted: usize): void {
  forgetExpectations();
  for (let i = 0; i < 4; i++) {
    const x = load<f64>(anchor + A_REGION + ((<usize>(i & 1)) << 4));
    const y = load<f64>(anchor + A_REGION + 8 + ((<usize>(i & 2)) << 3));
    mapPoint(keyframe + K_POSE, x, y);
    const kx = mappedX;
    const ky = mappedY;
    mapPoint(predicted, kx, ky);
    if (!(mappedW > 0)) continue;
    const own = MOTION_DOUBT * uncertaintyAt(mappedX, mappedY);
    const variance =
      load<f64>(anchor + A_VARIANCES + ((<usize>i) << 3)) + own * own + MOTION_VARIANCE;
    setVariance(anchor, i, variance);
    expect(kx, ky, mappedX, mappedY, variance);
  }
}

/** After a registration: how sure the pose is at the box's corners. */
function noteVariances(anchor: usize, keyframe: usize, h: usize): void {
  for (let i = 0; i < 4; i++) {
    const x = load<f64>(anchor + A_REGION + ((<usize>(i & 1)) << 4));
    const y = load<f64>(anchor + A_REGION + 8 + ((<usize>(i & 2)) << 3));
    mapPoint(keyframe + K_POSE, x, y);
    mapPoint(h, mappedX, mappedY);
    const own = uncertaintyAt(mappedX, mappedY);
    setVariance(anchor, i, min(own * own + LEAST_VARIANCE, 1e6));
  }
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

/** Learns one more view of the anchor's first keyframe; false where there is none left to learn. */
export function learn(anchor: usize): bool {
  const known = anchor + A_KNOWN;
  if (viewsMade(known) >= VIEWS) return false;
  learnView(
    known,
    load<usize>(keyframeOf(anchor, 0), K_PYRAMID),
    load<f64>(anchor, A_BOX),
    load<f64>(anchor, A_BOX + 8),
    load<f64>(anchor, A_BOX + 16),
    load<f64>(anchor, A_BOX + 24),
  );
  return true;
}

/** Registers a guessed pose from coarse to fine, strictly; true, and the anchor tracked, where it holds. */
function verify(anchor: usize, current: usize): bool {
  const keyframe = keyframeOf(anchor, 0);
  forgetExpectations();
  if (!isPossible(anchor, pose)) return false;
  noteExtent(anchor, pose);
  if (!register(keyframe, pose, current, 2, 60, 8, 8, 4, false)) return false;
  if (!register(keyframe, pose, current, 1, 60, 8, 6, 4, false)) return false;
  if (!isPossible(anchor, pose) || agreeShare() < 0.3) return false;
  copyH(trial, pose);
  if (register(keyframe, pose, current, 0, 80, 6, 5, 2, true) && holds(anchor)) {
    noteJudgement(anchor, pose, 0);
    noteVariances(anchor, keyframe, pose);
  } else {
    copyH(pose, trial);
    if (!register(keyframe, pose, current, 1, 80, 6, 5, 2, true) || !holds(anchor)) return false;
    noteJudgement(anchor, pose, 1);
    noteVariances(anchor, keyframe, pose);
  }
  if (!isPossible(anchor, pose)) return false;
  copyH(anchor + A_POSE, pose);
  store<i32>(anchor, TRACKED, A_STATE);
  store<f64>(anchor, FOUND_JUMP, A_JUMP);
  store<f64>(anchor, 0, A_ALIKE);
  store<i32>(anchor, 0, A_UNSURE_FOR);
  store<i32>(anchor, 0, A_CURRENT);
  return true;
}

function holds(anchor: usize): bool {
  return (
    agreeCount >= LEAST_FOUND &&
    agreeShare() >= LEAST_FOUND_SHARE &&
    isCredible(scoreOf(agreeShare(), doubtAt(anchor, pose) * framePx, 0) - FOUND_SCORE)
  );
}

/** Looks for a lost anchor in the frame, whose features were read where `featuresRead`. */
export function findAnchor(anchor: usize, current: usize, featuresRead: bool): void {
  store<i32>(anchor, load<i32>(anchor, A_LOST_FOR) + 1, A_LOST_FOR);
  if (featuresRead && guessPose(anchor + A_KNOWN, pose) && verify(anchor, current)) return;
  // Where it was last: what hid it may have gone.
  copyH(pose, anchor + A_POSE);
  if (isPossible(anchor, pose)) verify(anchor, current);
}

export function dropAnchor(anchor: usize): void {
  const keyframes = load<i32>(anchor, A_KEYFRAMES);
  for (let i = 0; i < keyframes; i++) giveKeyframe(keyframeOf(anchor, i));
  store<i32>(anchor, 0, A_USED);
}

/** True where the pose shows the region from its front, neither tiny nor huge, and some of it in the picture. */
function isPossible(anchor: usize, h: usize): bool {
  const vertices = load<i32>(anchor, A_HULL_COUNT);
  let area: f64 = 0;
  let original: f64 = 0;
  let lastX: f64 = 0;
  let lastY: f64 = 0;
  let left: f64 = 1e9;
  let right: f64 = -1e9;
  let upper: f64 = 1e9;
  let lower: f64 = -1e9;
  for (let i = 0; i <= vertices; i++) {
    const at = anchor + A_HULL + ((<usize>(i === vertices ? 0 : i)) << 4);
    mapPoint(h, load<f64>(at), load<f64>(at, 8));
    if (!(mappedW > 0.05)) return false;
    if (i > 0) {
      area += lastX * mappedY - lastY * mappedX;
      const before = anchor + A_HULL + ((<usize>(i - 1)) << 4);
      original += load<f64>(before) * load<f64>(at, 8) - load<f64>(before, 8) * load<f64>(at);
    }
    lastX = mappedX;
    lastY = mappedY;
    left = min(left, mappedX);
    right = max(right, mappedX);
    upper = min(upper, mappedY);
    lower = max(lower, mappedY);
  }
  const ratio = area / original;
  return (
    ratio > 0.005 &&
    ratio < 200 &&
    right > 0 &&
    lower > 0 &&
    left < <f64>levelWidth(0) &&
    upper < <f64>levelHeight(0)
  );
}

/** Root mean square of the standard deviations at the region's corners, px. */
function doubtAt(anchor: usize, h: usize): f64 {
  const vertices = load<i32>(anchor, A_HULL_COUNT);
  let sum: f64 = 0;
  for (let i = 0; i < vertices; i++) {
    const at = anchor + A_HULL + ((<usize>i) << 4);
    mapPoint(h, load<f64>(at), load<f64>(at, 8));
    const own = uncertaintyAt(mappedX, mappedY);
    sum += own * own;
  }
  return sqrt(sum / <f64>vertices);
}

/** Tells the refinement how far the region reaches where `h` puts it. */
function noteExtent(anchor: usize, h: usize): void {
  const vertices = load<i32>(anchor, A_HULL_COUNT);
  let sumX: f64 = 0;
  let sumY: f64 = 0;
  let squares: f64 = 0;
  for (let i = 0; i < vertices; i++) {
    const at = anchor + A_HULL + ((<usize>i) << 4);
    mapPoint(h, load<f64>(at), load<f64>(at, 8));
    sumX += mappedX;
    sumY += mappedY;
    squares += mappedX * mappedX + mappedY * mappedY;
  }
  const n = <f64>vertices;
  setExtent(sqrt(max(0, squares / n - (sumX * sumX + sumY * sumY) / (n * n))));
}

function noteJudgement(anchor: usize, h: usize, coarse: i32): void {
  store<f64>(anchor, agreeShare(), A_SHARE);
  store<f64>(anchor, <f64>agreeCount, A_AGREEING);
  store<f64>(anchor, <f64>visibleCount, A_VISIBLE);
  store<f64>(anchor, meanFit, A_FIT);
  store<f64>(anchor, doubtAt(anchor, h), A_DOUBT);
  store<f64>(anchor, <f64>coarse, A_COARSE);
  store<f64>(
    anchor,
    scoreOf(agreeShare(), load<f64>(anchor, A_DOUBT) * framePx, <f64>coarse),
    A_SCORE,
  );
}

function believed(): bool {
  return agreeCount >= LEAST_AGREEING && agreeShare() >= LEAST_SHARE;
}

/** Root mean square of how far the region's corners lie between the prediction and the pose, px. */
function jumpOf(anchor: usize, keyframe: usize): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < 4; i++) {
    const x = load<f64>(anchor + A_REGION + ((<usize>(i & 1)) << 4));
    const y = load<f64>(anchor + A_REGION + 8 + ((<usize>(i & 2)) << 3));
    mapPoint(keyframe + K_POSE, x, y);
    const kx = mappedX;
    const ky = mappedY;
    mapPoint(kept, kx, ky);
    const px = mappedX;
    const py = mappedY;
    mapPoint(pose, kx, ky);
    const dx = px - mappedX;
    const dy = py - mappedY;
    sum += dx * dx + dy * dy;
  }
  return sqrt(sum * 0.25);
}

let regionY: f64 = 0;

/** The middle of the region in the keyframe: answers x, leaves y. */
function regionX(anchor: usize, keyframe: usize): f64 {
  mapPoint(
    keyframe + K_POSE,
    0.5 * (load<f64>(anchor, A_REGION) + load<f64>(anchor, A_REGION + 16)),
    0.5 * (load<f64>(anchor, A_REGION + 8) + load<f64>(anchor, A_REGION + 24)),
  );
  regionY = mappedY;
  return mappedX;
}

/** Lays out pairs for the points to follow, from where `pose` puts them, with a guess that is shifted. */
function layPoints(keyframe: usize, shiftX: f64, shiftY: f64): i32 {
  const patches = load<i32>(keyframe, K_COUNT);
  let count = 0;
  const maxX = <f64>levelWidth(0) - 3;
  const maxY = <f64>levelHeight(0) - 3;
  for (let i = 0; i < patches && count < MOST_FOLLOWED; i++) {
    const patch = patchAt(keyframe, i);
    if (load<f32>(patch, PATCH_AGREES) < 0.3) continue;
    mapPoint(pose, <f64>load<f32>(patch, PATCH_X), <f64>load<f32>(patch, PATCH_Y));
    if (!(mappedW > 0 && mappedX > 2 && mappedY > 2 && mappedX < maxX && mappedY < maxY)) continue;
    setPair(count, mappedX, mappedY, mappedX + shiftX, mappedY + shiftY);
    count++;
  }
  return count;
}

/** Moves the anchor from the last frame to this one. */
export function trackAnchor(anchor: usize, previous: usize, current: usize): void {
  const keyframe = keyframeOf(anchor, load<i32>(anchor, A_CURRENT));
  // Keyframe to last frame.
  multiplyH(pose, anchor + A_POSE, keyframe + K_BACK);
  normaliseH(pose);
  let count = layPoints(keyframe, 0, 0);
  const finest = levelCount >= 4 ? 1 : 0;
  let moved = count >= 3 && commonMotion(motion, previous, current, count, finest);
  if (!moved || sharedCount * 2 < followedCount) {
    // A whip of the camera: look for the whole region at the coarsest level first, then follow from there.
    mapPoint(pose, regionX(anchor, keyframe), regionY);
    if (searchShift(previous, current, mappedX, mappedY)) {
      count = layPoints(keyframe, foundShiftX, foundShiftY);
      const before = moved ? sharedCount : 0;
      copyH(trial, motion);
      if (
        count >= 3 &&
        commonMotion(motion, previous, current, count, finest) &&
        sharedCount > before
      )
        moved = true;
      else if (moved) copyH(motion, trial);
    }
  }
  if (moved) {
    multiplyH(trial, motion, pose);
    if (normaliseH(trial)) copyH(pose, trial);
  }
  const shared = moved ? sharedCount : 0;
  forgetExpectations();
  if (moved) expectCorners(anchor, keyframe, pose);
  copyH(kept, pose);
  multiplyH(trial, pose, keyframe + K_POSE);
  noteExtent(anchor, trial);
  let judged = false;
  let coarse = 1;
  let registered = register(keyframe, pose, current, 1, COARSE_PATCHES, 6, 6, 1, false);
  const clear = registered && agreeCount >= CLEAR_PATCHES && agreeShare() > 0.8;
  if (!registered || !believed()) {
    // Reflections hide large structures rather than small ones.
    copyH(pose, kept);
    registered = register(keyframe, pose, current, 0, 80, 8, 6, 1, false) && believed();
  }
  if (!registered) {
    // Blur or a bad prediction: begin with larger structures.
    copyH(pose, kept);
    coarse = 2;
    registered = register(keyframe, pose, current, 2, 60, 8, 8, 2, false) && believed();
    if (registered) {
      copyH(trial, pose);
      if (register(keyframe, pose, current, 1, 60, 6, 6, 1, false) && believed()) coarse = 1;
      else {
        copyH(pose, trial);
        register(keyframe, pose, current, 2, 60, 8, 8, 2, false);
      }
    }
  }
  if (registered) {
    if (isPossible(anchor, pose)) {
      noteJudgement(anchor, pose, coarse);
      noteVariances(anchor, keyframe, pose);
      copyH(trial, pose);
      judged = true;
      if (
        register(keyframe, pose, current, 0, clear ? FINE_PATCHES : MAX_PATCHES, 4, 4, 1, true) &&
        believed() &&
        isPossible(anchor, pose)
      ) {
        noteJudgement(anchor, pose, 0);
        noteVariances(anchor, keyframe, pose);
      } else copyH(pose, trial);
    }
  }
  if (!judged) {
    copyH(pose, kept);
    store<f64>(anchor, 0, A_SHARE);
    store<f64>(anchor, 0, A_AGREEING);
    store<f64>(anchor, 99, A_DOUBT);
  }
  store<f64>(anchor, moved ? jumpOf(anchor, keyframe) : 20, A_JUMP);
  store<f64>(anchor, moved ? <f64>sharedCount / <f64>followedCount : 0, A_ALIKE);
  multiplyH(trial, pose, keyframe + K_POSE);
  normaliseH(trial);
  if (judged && isCredible(load<f64>(anchor, A_SCORE))) {
    copyH(anchor + A_POSE, trial);
    store<i32>(anchor, TRACKED, A_STATE);
    store<i32>(anchor, 0, A_UNSURE_FOR);
    return;
  }
  if (!judged) store<f64>(anchor, UNJUDGED_SCORE, A_SCORE);
  const unsureFor =
    load<i32>(anchor, A_UNSURE_FOR) +
    (judged && load<f64>(anchor, A_SCORE) > HOPELESS_SCORE ? 1 : JUDGED_FRAMES);
  store<i32>(anchor, unsureFor, A_UNSURE_FOR);
  if (
    (!judged && shared < 4) ||
    unsureFor > MOST_UNSURE * JUDGED_FRAMES ||
    !isPossible(anchor, trial)
  ) {
    store<i32>(anchor, LOST, A_STATE);
    store<i32>(anchor, 0, A_LOST_FOR);
    return;
  }
  copyH(anchor + A_POSE, trial);
  store<i32>(anchor, UNSURE, A_STATE);
}
