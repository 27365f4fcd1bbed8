// An anchor from frame to frame: predict, register against its keyframe, judge.
import {
  A_MOTION,
  A_POSE,
  A_REGION,
  A_SCORE,
  A_SHARE,
  A_STATE,
  A_UNSURE_FOR,
  framePx,
  kept,
  keyframeOf,
  lead,
  LOST,
  motion,
  pose,
  TRACKED,
  trial,
  UNSURE,
} from './anchor';
import { hearGroups, opinionAt } from './dissent';
import { forgetExpectations } from './expect';
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
  invertH,
  mappedW,
  mappedX,
  mappedY,
  mapPoint,
  multiplyH,
  normaliseH,
} from './homography';
import { isCredible, scoreOf } from './judge';
import {
  K_COUNT,
  K_FINEST,
  K_PYRAMID,
  K_RAMPLESS,
  MAX_PATCHES,
  PATCH_AGREES,
  PATCH_X,
  PATCH_Y,
  patchAt,
} from './keyframe';
import { isNoisy } from './noise';
import { leaveOutRamps, withoutRamps } from './patch';
import { setPair } from './pairs';
import { levelCount, levelHeight, levelWidth } from './pyramid';
import { usualMiss } from './refine';
import { agreeCount, agreeShare, foundCount, isDeep, register, visibleCount } from './register';
import {
  cornerX,
  cornerY,
  doubtAt,
  expectCorners,
  isPossible,
  noteExtent,
  noteJudgement,
} from './trust';

/** Where hardly more patches agree than do not, another pose may be as right (relief, halves that move apart): not `tracked`. */
const MAJORITY: f64 = 0.56;
/** A pose is a guess (`guessOf`) from here on; it is then `tracked` from the first of these scores on, on a surface with relief from the second. */
const GUESS: f64 = 0.0292;
const SURE: f64 = 2.8;
const SURE_OF_RELIEF: f64 = 0.8;
/** Misses of more than this, frame px, tell no more of how a surface bends. */
const BENT: f64 = 0.65;
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
/** In noise nothing is found again by its features: what is judged better than this is not given up. */
const NOISY_SCORE: f64 = -1.5;
/** Patches that must agree, and their share of those that should be seen, for a pose to be believed. */
const LEAST_AGREEING: i32 = 6;
const LEAST_SHARE: f64 = 0.3;
/** What a pose on prediction alone is worth. */
const UNJUDGED_SCORE: f64 = -1.5;
export let regionY: f64 = 0;

/** Where most of the surface is hidden, those that are found at all must be of one mind. */
const LEAST_LEFT: i32 = 10;

function believed(): bool {
  if (agreeShare() >= LEAST_SHARE) return agreeCount >= LEAST_AGREEING;
  return agreeCount >= LEAST_LEFT && agreeCount * 5 > foundCount * 4;
}

/** Root mean square of how far the region's corners lie between two poses, px. */
function distanceOf(anchor: usize, a: usize, b: usize): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < 4; i++) {
    const x = cornerX(anchor, i);
    const y = cornerY(anchor, i);
    mapPoint(a, x, y);
    const ax = mappedX;
    const ay = mappedY;
    mapPoint(b, x, y);
    const dx = ax - mappedX;
    const dy = ay - mappedY;
    sum += dx * dx + dy * dy;
  }
  return sqrt(sum * 0.25);
}

/** The middle of the region in the keyframe: answers x, leaves y. */
export function regionX(anchor: usize): f64 {
  regionY = 0.5 * (load<f64>(anchor, A_REGION + 8) + load<f64>(anchor, A_REGION + 24));
  return 0.5 * (load<f64>(anchor, A_REGION) + load<f64>(anchor, A_REGION + 16));
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

/** How the anchor before this one moved between the same two frames: others mostly do alike. */
let leadFrom: usize = 0;

/** Another frame: nothing has moved yet. */
export function forgetLead(): void {
  leadFrom = 0;
}

/** Follows the points from where `pose` puts them, beginning with a shift: leaves `motion`. */
function tryMotion(
  keyframe: usize,
  previous: usize,
  current: usize,
  shiftX: f64,
  shiftY: f64,
  finest: i32,
  coarsest: i32,
): bool {
  const count = layPoints(keyframe, shiftX, shiftY);
  return count >= 3 && commonMotion(motion, previous, current, count, finest, coarsest);
}

/** Sets the anchor's pose, and remembers how it moved. */
function moveTo(anchor: usize, h: usize): void {
  if (invertH(motion, anchor + A_POSE)) multiplyH(anchor + A_MOTION, h, motion);
  copyH(anchor + A_POSE, h);
}

/** Where a smaller share agrees, with a lower score than this, those that do not are heard as well. */
const CLEAR_SHARE: f64 = 0.9;
const CLEAR_SCORE: f64 = 4;
/** A pose that others suggest is taken where its score is so much better. */
const BETTER: f64 = 0.3;
/** Without ramps fewer patches agree by chance: so much of the score counts for it. */
const RAMPLESS: f64 = 0.6;
/**
 * How much of a pose is a guess, px. What patches miss by tells how far the surface bends away from one plane; where it
 * lies at the region's corners is unknown by that times the square of how far they are from what agreed of late, as a
 * share of the region's diagonal: the sum of the four.
 */
function guessOf(anchor: usize, keyframe: usize): f64 {
  const patches = load<i32>(keyframe, K_COUNT);
  let sum: f64 = 0;
  for (let i = 0; i < 4; i++) {
    let nearest: f64 = 1e9;
    for (let k = 0; k < patches; k++) {
      const patch = patchAt(keyframe, k);
      if (load<f32>(patch, PATCH_AGREES) < 0.5) continue;
      const dx = <f64>load<f32>(patch, PATCH_X) - cornerX(anchor, i);
      const dy = <f64>load<f32>(patch, PATCH_Y) - cornerY(anchor, i);
      nearest = min(nearest, dx * dx + dy * dy);
    }
    sum += nearest;
  }
  const width = cornerX(anchor, 1) - cornerX(anchor, 0);
  const height = cornerY(anchor, 2) - cornerY(anchor, 0);
  return (min(BENT, usualMiss * framePx) * sum) / (width * width + height * height);
}

/** Nearer to the pose that was found than this, px, it is the same. */
const ELSEWHERE: f64 = 3;

/** Tries what groups of patches say of a pose that not all agree with, and leaves the best in `pose`. */
function listen(anchor: usize, keyframe: usize, current: usize, own: i32): void {
  let score = load<f64>(anchor, A_SCORE) + BETTER;
  copyH(trial, pose);
  forgetExpectations();
  for (let round = 0; round < 4; round++) {
    if (round === 2) leaveOutRamps(!withoutRamps);
    // Most of what was followed may belong to something else: perhaps the surface moves on as it did.
    if ((round & 1) > 0) {
      multiplyH(motion, anchor + A_MOTION, anchor + A_POSE);
      if (distanceOf(anchor, motion, kept) < ELSEWHERE) continue;
    } else copyH(motion, kept);
    copyH(pose, motion);
    if (!register(keyframe, pose, current, own, MAX_PATCHES, 8, 8, 1, false)) continue;
    const groups = hearGroups(motion, visibleCount, <f64>(1 << own));
    for (let i = 0; i < groups; i++) {
      copyH(pose, opinionAt(i));
      if (
        !register(keyframe, pose, current, own, MAX_PATCHES, 6, 5, 1, false) ||
        !believed() ||
        !isPossible(anchor, pose)
      )
        continue;
      const other =
        scoreOf(agreeShare(), doubtAt(anchor, pose) * framePx, <f64>own, own) +
        (withoutRamps ? RAMPLESS : 0);
      if (other < score) continue;
      if (round < 2 && distanceOf(anchor, trial, pose) < ELSEWHERE) continue;
      score = other;
      store<i32>(keyframe, <i32>withoutRamps, K_RAMPLESS);
      noteJudgement(anchor, pose, own);
      copyH(trial, pose);
    }
  }
  copyH(pose, trial);
}

/** Moves the anchor from the last frame to this one. */
export function trackAnchor(anchor: usize, previous: usize, current: usize): void {
  const keyframe = keyframeOf(anchor);
  leaveOutRamps(load<bool>(keyframe, K_RAMPLESS));
  copyH(pose, anchor + A_POSE);
  const own = load<i32>(keyframe, K_FINEST);
  const last = levelCount - 1;
  const finest = levelCount >= 4 ? min(1 + own, last - 1) : own;
  let moved = false;
  if (leadFrom === previous) {
    mapPoint(pose, regionX(anchor), regionY);
    const x = mappedX;
    const y = mappedY;
    mapPoint(lead, x, y);
    moved = tryMotion(
      keyframe,
      previous,
      current,
      mappedX - x,
      mappedY - y,
      finest,
      min(finest + 1, last),
    );
  }
  if (!moved || sharedCount * 2 < followedCount)
    moved = tryMotion(keyframe, previous, current, 0, 0, finest, last);
  if (!moved || sharedCount * 2 < followedCount) {
    // A whip of the camera: look for the whole region at the coarsest level first, then follow from there.
    mapPoint(pose, regionX(anchor), regionY);
    if (searchShift(previous, current, mappedX, mappedY)) {
      const before = moved ? sharedCount : 0;
      copyH(trial, motion);
      if (
        tryMotion(keyframe, previous, current, foundShiftX, foundShiftY, finest, last) &&
        sharedCount > before
      )
        moved = true;
      else if (moved) copyH(motion, trial);
    }
  } else {
    copyH(lead, motion);
    leadFrom = previous;
  }
  // A few that move alike are chance: then it rather moves on as it did.
  if (moved && sharedCount * 3 < followedCount) moved = false;
  multiplyH(trial, moved ? motion : anchor + A_MOTION, pose);
  if (normaliseH(trial)) copyH(pose, trial);
  const shared = moved ? sharedCount : 0;
  forgetExpectations();
  if (moved) expectCorners(anchor, pose, true);
  copyH(kept, pose);
  noteExtent(anchor, pose);
  let judged = false;
  let coarse = own + 1;
  let registered = register(keyframe, pose, current, coarse, COARSE_PATCHES, 6, 6, 1, false);
  const clear = registered && agreeCount >= CLEAR_PATCHES && agreeShare() > 0.8;
  if (!registered || !believed()) {
    // Reflections hide large structures rather than small ones.
    copyH(pose, kept);
    registered = register(keyframe, pose, current, own, 80, 8, 6, 1, false) && believed();
  }
  if (!registered) {
    // Blur or a bad prediction: begin with larger structures.
    copyH(pose, kept);
    const coarser = own + 1;
    coarse = min(own + 2, levelCount - 1);
    registered = register(keyframe, pose, current, coarse, 60, 8, 8, 2, false) && believed();
    if (registered) {
      copyH(trial, pose);
      if (register(keyframe, pose, current, coarser, 60, 6, 6, 1, false) && believed())
        coarse = coarser;
      else {
        copyH(pose, trial);
        register(keyframe, pose, current, coarse, 60, 8, 8, 2, false);
      }
    }
  }
  if (!registered) {
    // What moves in front may have misled the prediction: perhaps it moves on as it did.
    multiplyH(pose, anchor + A_MOTION, anchor + A_POSE);
    coarse = own + 1;
    registered = register(keyframe, pose, current, coarse, 80, 8, 6, 1, false) && believed();
  }
  if (registered) {
    if (isPossible(anchor, pose)) {
      noteJudgement(anchor, pose, coarse);
      copyH(trial, pose);
      judged = true;
      expectCorners(anchor, pose, false);
      if (
        register(keyframe, pose, current, own, clear ? FINE_PATCHES : MAX_PATCHES, 4, 4, 1, true) &&
        believed() &&
        isPossible(anchor, pose)
      ) {
        noteJudgement(anchor, pose, own);
        // In noise, groups are chance.
        if (
          load<f64>(anchor, A_SHARE) < CLEAR_SHARE &&
          load<f64>(anchor, A_SCORE) < CLEAR_SCORE &&
          !isNoisy(load<usize>(keyframe, K_PYRAMID))
        )
          listen(anchor, keyframe, current, own);
      } else copyH(pose, trial);
    }
  }
  if (!judged) {
    copyH(pose, kept);
    store<f64>(anchor, 0, A_SHARE);
  }
  copyH(trial, pose);
  if (judged && isCredible(load<f64>(anchor, A_SCORE))) {
    moveTo(anchor, trial);
    const score = load<f64>(anchor, A_SCORE);
    const isSure =
      load<f64>(anchor, A_SHARE) >= MAJORITY &&
      (score > SURE ||
        (guessOf(anchor, keyframe) < GUESS && (score > SURE_OF_RELIEF || !isDeep(keyframe))));
    store<i32>(anchor, isSure ? TRACKED : UNSURE, A_STATE);
    store<i32>(anchor, 0, A_UNSURE_FOR);
    return;
  }
  if (!judged) store<f64>(anchor, UNJUDGED_SCORE, A_SCORE);
  const score = load<f64>(anchor, A_SCORE);
  let wear = JUDGED_FRAMES;
  if (judged && score > HOPELESS_SCORE) wear = own > 0 && score > NOISY_SCORE ? 0 : 1;
  const unsureFor = load<i32>(anchor, A_UNSURE_FOR) + wear;
  store<i32>(anchor, unsureFor, A_UNSURE_FOR);
  if (
    (!judged && shared < 4) ||
    unsureFor > MOST_UNSURE * JUDGED_FRAMES ||
    !isPossible(anchor, trial)
  ) {
    store<i32>(anchor, LOST, A_STATE);
    return;
  }
  moveTo(anchor, trial);
  store<i32>(anchor, UNSURE, A_STATE);
}
