// What is expected of an anchor's pose and how far it can be trusted: the variances at its region's corners, the share of
// patches that agree, and whether a pose is possible at all.
import {
  A_HULL,
  A_HULL_COUNT,
  A_REGION,
  A_SCORE,
  A_SHARE,
  A_VARIANCES,
  framePx,
  keyframeOf,
} from './anchor';
import { expect, forgetExpectations } from './expect';
import { mappedW, mappedX, mappedY, mapPoint } from './homography';
import { scoreOf } from './judge';
import { K_FINEST } from './keyframe';
import { levelHeight, levelWidth } from './pyramid';
import { extent, setExtent, uncertaintyAt } from './refine';
import { agreeShare } from './register';

/** No pose is surer than this, px². */
export const LEAST_VARIANCE: f64 = 0.02;
/** What the motion from frame to frame always adds to the uncertainty of the pose, px². */
const MOTION_VARIANCE: f64 = 0.25;
/** Places at the corners are not independent: what a look knows of each is counted once, not four times. */
const LOOK_DOUBT: f64 = 4;

export function setVariance(anchor: usize, corner: i32, value: f64): void {
  store<f64>(anchor + A_VARIANCES + ((<usize>corner) << 3), value);
}

/** A corner of the region's box in the keyframe. */
export function cornerX(anchor: usize, corner: i32): f64 {
  return load<f64>(anchor + A_REGION + ((<usize>(corner & 1)) << 4));
}

export function cornerY(anchor: usize, corner: i32): f64 {
  return load<f64>(anchor + A_REGION + 8 + ((<usize>(corner & 2)) << 3));
}

/**
 * What is expected at the box's corners: of a registration after a prediction, less surely the less sure the last pose and
 * the motion; of a fine one, what the coarser has found: compression takes the fine structure of a picture first
 * (quantised as in Wallace, "The JPEG still picture compression standard", 1991), and leaves the coarse one.
 */
export function expectCorners(anchor: usize, h: usize, isPrediction: bool): void {
  forgetExpectations();
  for (let i = 0; i < 4; i++) {
    const kx = cornerX(anchor, i);
    const ky = cornerY(anchor, i);
    mapPoint(h, kx, ky);
    if (!(mappedW > 0)) continue;
    const own = uncertaintyAt(mappedX, mappedY);
    let variance = LOOK_DOUBT * own * own;
    if (isPrediction) {
      variance += load<f64>(anchor + A_VARIANCES + ((<usize>i) << 3)) + MOTION_VARIANCE;
      setVariance(anchor, i, variance);
    } else variance += LEAST_VARIANCE;
    expect(kx, ky, mappedX, mappedY, variance);
  }
}

/** After a registration: how sure the pose is at the box's corners. */
function noteVariances(anchor: usize, h: usize): void {
  for (let i = 0; i < 4; i++) {
    mapPoint(h, cornerX(anchor, i), cornerY(anchor, i));
    const own = uncertaintyAt(mappedX, mappedY);
    setVariance(anchor, i, min(own * own + LEAST_VARIANCE, 1e6));
  }
}

/** True where the pose shows the region from its front, neither tiny nor huge, and some of it in the picture. */
export function isPossible(anchor: usize, h: usize): bool {
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

/**
 * Root mean square of the standard deviations at the region's corners, px; at the picture's own edges where the region is
 * larger than it: what counts is what is seen.
 */
export function doubtAt(anchor: usize, h: usize): f64 {
  const vertices = load<i32>(anchor, A_HULL_COUNT);
  const width = <f64>levelWidth(0);
  // Beyond the edges as far as any corner lies, or not at all.
  const spare: f64 = extent > width * 0.5 ? 0 : width * 64;
  let sum: f64 = 0;
  for (let i = 0; i < vertices; i++) {
    const at = anchor + A_HULL + ((<usize>i) << 4);
    mapPoint(h, load<f64>(at), load<f64>(at, 8));
    const own = uncertaintyAt(
      max(-spare, min(width + spare, mappedX)),
      max(-spare, min(<f64>levelHeight(0) + spare, mappedY)),
    );
    sum += own * own;
  }
  return sqrt(sum / <f64>vertices);
}

/** Tells the refinement how far the region reaches where `h` puts it. */
export function noteExtent(anchor: usize, h: usize): void {
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

/** After a registration that is taken: what it is worth. */
export function noteJudgement(anchor: usize, h: usize, coarse: i32): void {
  const keyframe = keyframeOf(anchor);
  store<f64>(anchor, agreeShare(), A_SHARE);
  store<f64>(
    anchor,
    scoreOf(agreeShare(), doubtAt(anchor, h) * framePx, <f64>coarse, load<i32>(keyframe, K_FINEST)),
    A_SCORE,
  );
  noteVariances(anchor, h);
}
