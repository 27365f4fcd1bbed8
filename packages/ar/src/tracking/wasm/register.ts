// Registering a frame against a keyframe: the keyframe's patches, warped by the predicted pose, are aligned in the frame
// one by one (Klein and Murray, "Parallel tracking and mapping", 2007), and the pose is refined from where they lie.
import { faintCorners } from './corners';
import { addExpectations } from './expect';
import { isNoisy } from './noise';
import {
  copyH,
  H_BYTES,
  mappedW,
  mappedX,
  mappedY,
  mapPoint,
  mapWithSlope,
  slopeXX,
  slopeXY,
  slopeYX,
  slopeYY,
} from './homography';
import {
  K_COUNT,
  K_FINEST,
  K_OFFSETS,
  K_PYRAMID,
  K_RELIEF,
  K_SHARE,
  MAX_PATCHES,
  PATCH_AGREES,
  PATCH_REACH,
  PATCH_X,
  PATCH_Y,
  patchAt,
} from './keyframe';
import {
  informPair,
  MAX_PAIRS,
  PAIR_BYTES,
  pairAt,
  pairs,
  P_TO_X,
  P_TO_Y,
  P_WEIGHT,
  P_XX,
  P_YY,
  setPair,
} from './pairs';
import {
  align,
  compare,
  inform,
  stepX,
  stepY,
  alignedClearFit,
  alignedX,
  alignedXX,
  alignedXY,
  alignedY,
  alignedYY,
  clarityOf,
  makeTemplate,
  worthOf,
  TEMPLATE_BYTES,
} from './patch';
import { readPatch, readWarped } from './read';
import {
  levelCount,
  levelHeight,
  levelOffset,
  levelStep,
  levelStride,
  levelWidth,
  noiseAt,
} from './pyramid';
import { directedMiss, refine, usualMiss } from './refine';

/** Patches that fit worse than this do not vote. */
export const LEAST_FIT: f64 = 0.5;
/** Centres nearer to the edge than this are not visible, px. */
const EDGE: f64 = 5;

/** Patches outside the region may lie on something else. */
const OUTSIDE_WEIGHT: f64 = 0.25;
/** Those that agreed less than this of late are left out. */
const LEAST_OUTSIDE: f32 = 0.45;

/**
 * Those that agreed of late count for more (a screen in the surface, a reflection), but none is forgotten. Where there is
 * relief, whom one plane agrees with says little.
 */
const LEAST_TRUST: f64 = 0.1;

/** Bytes from one template to the next. */
const TEMPLATE_STEP: usize = (TEMPLATE_BYTES + 15) & ~15;
const templates: usize = memory.data(MAX_PATCHES * <i32>TEMPLATE_STEP);
const levels: usize = memory.data(256 * 4);
const savedPairs: usize = memory.data(MAX_PAIRS * <i32>PAIR_BYTES);
const patchOf: usize = memory.data(256 * 4);
const worths: usize = memory.data(256 * 8);
const votes: usize = memory.data(256 * 8);
const before: usize = memory.data(<i32>H_BYTES);

/** Patches with less than this share of signal in their energy are lost in noise. */
const LEAST_CLARITY: f64 = 0.75;
/** No registration is coarser at its finest. */
const COARSEST: i32 = 2;

/**
 * The finest level in which most of a keyframe's patches are more than noise. Where corners are faint, compression and
 * rounding leave little of the finest level as well.
 */
export function finestOf(keyframe: usize): i32 {
  const source = load<usize>(keyframe, K_PYRAMID);
  if (!isNoisy(source)) return faintCorners ? 1 : 0;
  const patches = load<i32>(keyframe, K_COUNT);
  const last = min(COARSEST, levelCount - 2);
  for (let level = 0; level < last; level++) {
    const down = 1 / <f64>(1 << level);
    let clear = 0;
    for (let k = 0; k < patches; k++) {
      const patch = patchAt(keyframe, k);
      readPatch(
        source + levelOffset(level),
        levelStride(level),
        (<f64>load<f32>(patch, PATCH_X) + 0.5) * down - 0.5,
        (<f64>load<f32>(patch, PATCH_Y) + 0.5) * down - 0.5,
        templates,
      );
      makeTemplate(templates, load<f64>(noiseAt(source, level)));
      if (clarityOf(templates) > LEAST_CLARITY) clear++;
    }
    if (clear * 2 >= patches) return level;
  }
  return max(last, 0);
}

/** The noise to reckon with in a level: none where the keyframe has no more than is usual. */
function noiseFor(keyframe: usize, pyramid: usize, level: i32): f64 {
  return load<i32>(keyframe, K_FINEST) > 0 ? load<f64>(noiseAt(pyramid, level)) : 0;
}

/** Pixels of the frame to leave out (hands): one byte each, in the size of level 0; 0 where there is no such mask. */
export let ignored: usize = 0;

export function setIgnored(mask: usize): void {
  ignored = mask;
}

/** Patches that should be seen, that were seen and agree: of the last registration. */
export let visibleCount: i32 = 0;
export let agreeCount: i32 = 0;
/** Patches that were found at all in the last registration, wherever they were. */
export let foundCount: i32 = 0;
let share: f64 = 0;

function isIgnored(x: f64, y: f64): bool {
  if (ignored === 0) return false;
  const w = levelWidth(0);
  const h = levelHeight(0);
  for (let j = -6; j <= 6; j += 6)
    for (let i = -6; i <= 6; i += 6) {
      const px = min(max(<i32>x + i, 0), w - 1);
      const py = min(max(<i32>y + j, 0), h - 1);
      if (load<u8>(ignored + <usize>(py * w + px)) !== 0) return true;
    }
  return false;
}

/** From here on, px, misses are the surface's, not chance. */
const DEEP: f32 = 0.4;
/** Share of the patches that must be found for their misses to tell of relief. */
const LEAST_SEEN: f64 = 0.7;

/** True where a surface is no plane: each patch is then sought where it lay off the plane in the last frame. */
export function isDeep(keyframe: usize): bool {
  return load<f32>(keyframe, K_RELIEF) > DEEP;
}

/**
 * Aligns up to `most` patches of the keyframe, `coarser` levels above the finest that makes sense, and leaves one pair
 * for each that should be seen: from where `pose` puts it to where it is; weight 0 where it was not found.
 */
function alignPatches(
  keyframe: usize,
  pose: usize,
  pyramid: usize,
  coarser: i32,
  most: i32,
  iterations: i32,
  reach: f64,
): i32 {
  const source = load<usize>(keyframe, K_PYRAMID);
  const patches = load<i32>(keyframe, K_COUNT);
  const maxX = <f64>levelWidth(0) - EDGE;
  const maxY = <f64>levelHeight(0) - EDGE;
  const patchShare = <f64>load<f32>(keyframe, K_SHARE);
  const deep: f64 = isDeep(keyframe) ? 1 : 0;
  let count = 0;
  for (let k = 0; k < patches && count < most; k++) {
    const patch = patchAt(keyframe, k);
    const isOutside = load<f32>(patch, PATCH_REACH) > 1;
    // What moves differently is something else, for good.
    if (isOutside && load<f32>(patch, PATCH_AGREES) < LEAST_OUTSIDE) continue;
    const vote: f64 = isOutside ? OUTSIDE_WEIGHT : 1;
    const kx = <f64>load<f32>(patch, PATCH_X);
    const ky = <f64>load<f32>(patch, PATCH_Y);
    mapWithSlope(pose, kx, ky);
    const x = mappedX;
    const y = mappedY;
    if (!(mappedW > 0 && x >= EDGE && y >= EDGE && x <= maxX && y <= maxY)) continue;
    const area = slopeXX * slopeYY - slopeXY * slopeYX;
    if (!(area > 0.005 && area < 200)) continue;
    if (isIgnored(x, y)) continue;
    const step = levelStep(area);
    const level = min(max(step, 0) + coarser, levelCount - 1);
    const sourceLevel = min(max(level - step, 0), levelCount - 1);
    // From a px of the frame's level to px of the keyframe's level.
    const ratio = <f64>(1 << level) / <f64>(1 << sourceLevel) / area;
    const a = slopeYY * ratio;
    const b = -slopeXY * ratio;
    const c = -slopeYX * ratio;
    const d = slopeXX * ratio;
    const down = 1 / <f64>(1 << sourceLevel);
    const sx = (kx + 0.5) * down - 0.5;
    const sy = (ky + 0.5) * down - 0.5;
    const spanX = 7.5 * (abs(a) + abs(b));
    const spanY = 7.5 * (abs(c) + abs(d));
    if (!(
      sx - spanX > -14 &&
      sy - spanY > -14 &&
      sx + spanX < <f64>levelWidth(sourceLevel) + 13 &&
      sy + spanY < <f64>levelHeight(sourceLevel) + 13
    ))
      continue;
    const template = templates + <usize>count * TEMPLATE_STEP;
    store<i32>(levels + ((<usize>count) << 2), -1);
    store<i32>(patchOf + ((<usize>count) << 2), k);
    store<f64>(
      votes + ((<usize>count) << 3),
      vote * patchShare * max(deep, max(LEAST_TRUST, <f64>load<f32>(patch, PATCH_AGREES))),
    );
    const pair = setPair(count, x, y, x, y);
    store<f64>(pair, 0, P_WEIGHT);
    count++;
    readWarped(
      source + levelOffset(sourceLevel),
      levelStride(sourceLevel),
      sx,
      sy,
      a,
      b,
      c,
      d,
      template,
    );
    store<f64>(worths + ((<usize>count - 1) << 3), 0.02);
    if (!makeTemplate(template, noiseFor(keyframe, source, sourceLevel))) continue;
    store<i32>(levels + ((<usize>count - 1) << 2), level);
    store<f64>(
      worths + ((<usize>count - 1) << 3),
      (0.02 + worthOf(template)) * clarityOf(template) * vote,
    );
    const up = <f64>(1 << level);
    if (
      !align(
        template,
        pyramid + levelOffset(level),
        levelStride(level),
        noiseFor(keyframe, pyramid, level),
        levelWidth(level),
        levelHeight(level),
        (x + deep * <f64>load<f32>(keyframe + K_OFFSETS + ((<usize>k) << 3)) + 0.5) / up - 0.5,
        (y + deep * <f64>load<f32>(keyframe + K_OFFSETS + ((<usize>k) << 3), 4) + 0.5) / up - 0.5,
        iterations,
        reach,
      )
    )
      continue;
    if (alignedClearFit < LEAST_FIT) continue;
    store<f64>(pair, (alignedX + 0.5) * up - 0.5, P_TO_X);
    store<f64>(pair, (alignedY + 0.5) * up - 0.5, P_TO_Y);
    informPair(pair, alignedXX, alignedXY, alignedYY, up);
    store<f64>(pair, load<f64>(votes + ((<usize>count - 1) << 3)), P_WEIGHT);
  }
  return count;
}

/** Counts who agrees with a pose, and remembers it with the patches where asked to. */
function poll(keyframe: usize, pose: usize, count: i32, tolerance: f64, remember: bool): void {
  visibleCount = count;
  agreeCount = 0;
  let agreed: f64 = 0;
  let all: f64 = 0;
  for (let i = 0; i < count; i++) {
    const pair = pairAt(i);
    const k = load<i32>(patchOf + ((<usize>i) << 2));
    const patch = patchAt(keyframe, k);
    const offset = keyframe + K_OFFSETS + ((<usize>k) << 3);
    let agrees = false;
    const worth = load<f64>(worths + ((<usize>i) << 3));
    all += worth;
    if (load<f64>(pair, P_WEIGHT) > 0) {
      mapPoint(pose, <f64>load<f32>(patch, PATCH_X), <f64>load<f32>(patch, PATCH_Y));
      const dx = load<f64>(pair, P_TO_X) - mappedX;
      const dy = load<f64>(pair, P_TO_Y) - mappedY;
      const miss = directedMiss(pair, dx, dy);
      if (remember) {
        store<f32>(offset, <f32>dx);
        store<f32>(offset, <f32>dy, 4);
      }
      agrees = miss < tolerance * tolerance;
      if (agrees) {
        agreeCount++;
        agreed += worth;
      }
    }
    if (remember) {
      const was = load<f32>(patch, PATCH_AGREES);
      store<f32>(patch, was + (<f32>(agrees ? 1 : 0) - was) * 0.2, PATCH_AGREES);
    }
  }
  share = all > 0 ? agreed / all : 0;
}

/** Share of the visible patches that agree, each counted by what it knows. */
export function agreeShare(): f64 {
  return share;
}

/** Rounds of the joint alignment: more of them follow the noise. */
const JOINT_ROUNDS: i32 = 2;

/**
 * Moves the pose by what all patches see together where it puts them, also those that find no rest by themselves (direct
 * alignment: Baker and Matthews, "Lucas-Kanade 20 years on", 2004): noise that leads one patch astray averages out.
 */
function join(
  keyframe: usize,
  pose: usize,
  pyramid: usize,
  count: i32,
  unit: f64,
  looseness: f64,
): void {
  memory.copy(savedPairs, pairs, <usize>count * PAIR_BYTES);
  for (let round = 0; round < JOINT_ROUNDS; round++) {
    let seen = 0;
    for (let i = 0; i < count; i++) {
      const at = (<usize>i) << 2;
      const patch = patchAt(keyframe, load<i32>(patchOf + at));
      mapPoint(pose, <f64>load<f32>(patch, PATCH_X), <f64>load<f32>(patch, PATCH_Y));
      const x = mappedX;
      const y = mappedY;
      const pair = setPair(i, x, y, x, y);
      store<f64>(pair, 0, P_WEIGHT);
      const level = load<i32>(levels + at);
      if (level < 0 || !(mappedW > 0)) continue;
      const up = <f64>(1 << level);
      const template = templates + <usize>i * TEMPLATE_STEP;
      if (
        !compare(
          template,
          pyramid + levelOffset(level),
          levelStride(level),
          noiseFor(keyframe, pyramid, level),
          levelWidth(level),
          levelHeight(level),
          (x + 0.5) / up - 0.5,
          (y + 0.5) / up - 0.5,
        )
      )
        continue;
      if (alignedClearFit < LEAST_FIT) continue;
      inform(template);
      store<f64>(pair, x + stepX * up, P_TO_X);
      store<f64>(pair, y + stepY * up, P_TO_Y);
      informPair(pair, alignedXX, alignedXY, alignedYY, up);
      store<f64>(pair, load<f64>(votes + ((<usize>i) << 3)), P_WEIGHT);
      seen++;
    }
    if (seen < 3) break;
    copyH(before, pose);
    if (
      !refine(
        pose,
        count,
        addExpectations(pose, count),
        1.5 * unit,
        0.1 * looseness,
        0.05 * looseness,
        4,
      )
    ) {
      copyH(pose, before);
      break;
    }
  }
  memory.copy(pairs, savedPairs, <usize>count * PAIR_BYTES);
}

/**
 * One registration: aligns, refines `pose` (keyframe px → frame px), polls. False, and `pose` unchanged, where too few
 * patches were found for any pose.
 */
export function register(
  keyframe: usize,
  pose: usize,
  pyramid: usize,
  coarser: i32,
  most: i32,
  iterations: i32,
  reach: f64,
  looseness: f64,
  remember: bool,
): bool {
  const count = alignPatches(keyframe, pose, pyramid, coarser, most, iterations, reach);
  let found = 0;
  for (let i = 0; i < count; i++) if (load<f64>(pairAt(i), P_WEIGHT) > 0) found++;
  foundCount = found;
  const unit = <f64>(1 << coarser);
  const wide = isDeep(keyframe) ? max(unit, 5 * <f64>load<f32>(keyframe, K_RELIEF)) : unit;
  visibleCount = count;
  agreeCount = 0;
  share = 0;
  if (found < 3) return false;
  // Few patches cannot tell perspective from noise.
  const trust: f64 = found >= 12 ? 1 : found >= 6 ? 0.2 : 0.04;
  copyH(before, pose);
  const refined = refine(
    pose,
    count,
    addExpectations(pose, count),
    1.5 * wide,
    0.1 * looseness * trust,
    0.05 * looseness * trust,
    8,
  );
  if (!refined) {
    copyH(pose, before);
    return false;
  }
  if (remember) {
    const was = load<f32>(keyframe, K_RELIEF);
    const is = <f64>found > LEAST_SEEN * <f64>count ? <f32>(usualMiss / unit) : 0;
    store<f32>(keyframe, was + (is - was) * 0.1, K_RELIEF);
  }
  if (!isDeep(keyframe)) join(keyframe, pose, pyramid, count, unit, looseness * trust);
  poll(keyframe, pose, count, 1.5 * wide, remember);
  return true;
}
