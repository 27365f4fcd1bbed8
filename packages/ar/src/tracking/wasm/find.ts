// Finding an anchor again: features of the frame against those of nine synthetic views of the keyframe (Lepetit and Fua,
// "Keypoint recognition using randomized trees", 2006, for the idea of views made beforehand). A single match already
// gives an affine pose, so every match is tried instead of random samples; what most agree with is verified by
// registering, and only that counts.
import { reserve } from './memory';
import {
  cosineAt,
  FEATURE_BYTES,
  FEATURE_MORE,
  FEATURE_TURN,
  FEATURE_X,
  FEATURE_Y,
  findFeatures,
  prepareFeatures,
  sineAt,
} from './features';
import { affineH, copyH, H_BYTES, mapPoint, mappedW, mappedX, mappedY } from './homography';
import { pairAt, P_FROM_X, P_FROM_Y, setPair } from './pairs';
import { readWarped } from './read';
import {
  halve,
  levelCount,
  levelHeight,
  levelOffset,
  levelStride,
  levelWidth,
  MAX_LEVELS,
  pyramidBytes,
} from './pyramid';
import { ransac } from './ransac';
import { refine } from './refine';

/** Views that are made of a keyframe. */
export const VIEWS: i32 = 9;
const MOST_PER_VIEW: i32 = 110;
const MOST_KNOWN: i32 = VIEWS * MOST_PER_VIEW;
/** Features sought in a frame, by pyramid level. */
const MOST_IN_FRAME: i32 = 460;
const MOST_MATCHES: i32 = 200;
/** Matches that differ in more comparisons than this are none. */
const FARTHEST: i32 = 72;
/** The second best must differ by this much more. */
const RATIO: f64 = 0.88;
/** Places of the keyframe within this distance are the same, px. */
const SAME_PLACE: f32 = 10;
/** Matches that a pose must bring together to be looked at. */
const LEAST_MATCHES: i32 = 5;

/** An anchor's features: how many, how many views are made, then the features; FEATURE_MORE holds the view. */
export const KNOWN_BYTES: usize = 16 + <usize>MOST_KNOWN * FEATURE_BYTES;

let view: usize = 0;
const block: usize = memory.data(512);
const views: usize = memory.data(VIEWS * 32);
const inFrame: usize = memory.data(MOST_IN_FRAME * <i32>FEATURE_BYTES);
let inFrameCount: i32 = 0;
const matches: usize = memory.data(MOST_MATCHES * 48);
const hypothesis: usize = memory.data(<i32>H_BYTES);
const best: usize = memory.data(<i32>H_BYTES);

export function prepareFind(): bool {
  view = reserve(pyramidBytes);
  if (best === 0) return false;
  // Four sizes half an octave apart, four tilts of about 57°, and one that is tilted and small.
  setView(0, 1, 0, 0, 1);
  setView(1, 0.7, 0, 0, 0.7);
  setView(2, 0.5, 0, 0, 0.5);
  setView(3, 0.55, 0, 0, 1);
  setView(4, 1, 0, 0, 0.55);
  setView(5, 0.775, 0.225, 0.225, 0.775);
  setView(6, 0.775, -0.225, -0.225, 0.775);
  setView(7, 0.35, 0, 0, 0.35);
  setView(8, 1.4, 0, 0, 1.4);
  return prepareFeatures(levelWidth(0));
}

function setView(index: i32, a: f64, b: f64, c: f64, d: f64): void {
  const at = views + ((<usize>index) << 5);
  store<f64>(at, a);
  store<f64>(at, b, 8);
  store<f64>(at, c, 16);
  store<f64>(at, d, 24);
}

export function forgetFeatures(known: usize): void {
  store<i32>(known, 0);
  store<i32>(known, 0, 4);
}

export function viewsMade(known: usize): i32 {
  return load<i32>(known, 4);
}

/** Makes the next view of a keyframe, of the part around a box (px), and learns its features. */
export function learnView(
  known: usize,
  pyramid: usize,
  left: f64,
  upper: f64,
  right: f64,
  lower: f64,
): void {
  const index = viewsMade(known);
  if (index >= VIEWS) return;
  store<i32>(known, index + 1, 4);
  const v = views + ((<usize>index) << 5);
  const a = load<f64>(v);
  const b = load<f64>(v, 8);
  const c = load<f64>(v, 16);
  const d = load<f64>(v, 24);
  const determinant = a * d - b * c;
  // The view's size: that of the box, mapped, but not more than a frame.
  const w = min(<i32>(abs(a) * (right - left) + abs(b) * (lower - upper)), levelWidth(0)) & ~1;
  const h = min(<i32>(abs(c) * (right - left) + abs(d) * (lower - upper)), levelHeight(0)) & ~1;
  if (w < 32 || h < 32) return;
  const cx = (left + right) * 0.5;
  const cy = (upper + lower) * 0.5;
  const stride = levelStride(0);
  const first = view + levelOffset(0);
  const level = determinant < 0.3 ? 1 : 0;
  const down = <f64>(1 << level);
  const ia = d / determinant;
  const ib = -b / determinant;
  const ic = -c / determinant;
  const id = a / determinant;
  const sourceWidth = <f64>levelWidth(level);
  const sourceHeight = <f64>levelHeight(level);
  for (let y = 0; y < h; y += 16)
    for (let x = 0; x < w; x += 16) {
      const vx = <f64>x + 7.5 - <f64>w * 0.5;
      const vy = <f64>y + 7.5 - <f64>h * 0.5;
      const spanX = (8 * (abs(ia) + abs(ib))) / down;
      const spanY = (8 * (abs(ic) + abs(id))) / down;
      const sx = min(
        max((cx + ia * vx + ib * vy + 0.5) / down - 0.5, spanX - 13),
        sourceWidth + 12 - spanX,
      );
      const sy = min(
        max((cy + ic * vx + id * vy + 0.5) / down - 0.5, spanY - 13),
        sourceHeight + 12 - spanY,
      );
      readWarped(
        pyramid + levelOffset(level),
        levelStride(level),
        sx,
        sy,
        ia / down,
        ib / down,
        ic / down,
        id / down,
        block,
      );
      for (let row = 0; row < 16; row++) {
        const from = block + ((<usize>row) << 5);
        v128.store(
          first + <usize>((y + row) * stride + x),
          i8x16.narrow_i16x8_u(
            i16x8.shr_u(v128.load(from), 4),
            i16x8.shr_u(v128.load(from, 16), 4),
          ),
        );
      }
    }
  halve(first, stride, w, h, view + levelOffset(1), levelStride(1));
  const start = load<i32>(known);
  const to = known + 16 + <usize>start * FEATURE_BYTES;
  const count = findFeatures(
    first,
    stride,
    w,
    h,
    view + levelOffset(1),
    levelStride(1),
    min(MOST_PER_VIEW, MOST_KNOWN - start),
    MAX_LEVELS,
    to,
  );
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const at = to + <usize>i * FEATURE_BYTES;
    const vx = <f64>load<f32>(at, FEATURE_X) + 0.5 - <f64>w * 0.5 - 0.5;
    const vy = <f64>load<f32>(at, FEATURE_Y) + 0.5 - <f64>h * 0.5 - 0.5;
    const kx = cx + ia * vx + ib * vy;
    const ky = cy + ic * vx + id * vy;
    // What lies outside the keyframe is nothing but its repeated edge.
    if (kx < 4 || ky < 4 || kx > <f64>levelWidth(0) - 5 || ky > <f64>levelHeight(0) - 5) continue;
    const place = to + <usize>kept * FEATURE_BYTES;
    if (place !== at) memory.copy(place, at, FEATURE_BYTES);
    store<f32>(place, <f32>kx, FEATURE_X);
    store<f32>(place, <f32>ky, FEATURE_Y);
    store<i32>(place, index, FEATURE_MORE);
    kept++;
  }
  store<i32>(known, start + kept);
}

/** Finds the features of a frame, in all levels that have one above; FEATURE_MORE holds the level. */
export function readFrame(pyramid: usize): void {
  inFrameCount = 0;
  for (let level = 0; level < min(levelCount - 1, 4); level++) {
    const most = level === 0 ? 180 : level === 1 ? 140 : level === 2 ? 90 : 50;
    const to = inFrame + <usize>inFrameCount * FEATURE_BYTES;
    const count = findFeatures(
      pyramid + levelOffset(level),
      levelStride(level),
      levelWidth(level),
      levelHeight(level),
      pyramid + levelOffset(level + 1),
      levelStride(level + 1),
      most,
      level,
      to,
    );
    const scale = <f32>(1 << level);
    for (let i = 0; i < count; i++) {
      const at = to + <usize>i * FEATURE_BYTES;
      store<f32>(at, (load<f32>(at, FEATURE_X) + 0.5) * scale - 0.5, FEATURE_X);
      store<f32>(at, (load<f32>(at, FEATURE_Y) + 0.5) * scale - 0.5, FEATURE_Y);
      store<i32>(at, level, FEATURE_MORE);
    }
    inFrameCount += count;
  }
}

/** Matches the frame's features with an anchor's and writes keyframe x, y, frame x, y (f64) and both features per match. */
function matchFeatures(known: usize): i32 {
  const knownCount = load<i32>(known);
  const first = known + 16;
  const end = first + <usize>knownCount * FEATURE_BYTES;
  let count = 0;
  for (let i = 0; i < inFrameCount && count < MOST_MATCHES; i++) {
    const feature = inFrame + <usize>i * FEATURE_BYTES;
    let nearest = 257;
    let nearestAt: usize = 0;
    let second = 257;
    const f0 = load<u64>(feature);
    const f1 = load<u64>(feature, 8);
    const f2 = load<u64>(feature, 16);
    const f3 = load<u64>(feature, 24);
    for (let at = first; at < end; at += FEATURE_BYTES) {
      // Half of the comparisons is mostly enough to see that it is another one.
      let far = <i32>(popcnt<u64>(f0 ^ load<u64>(at)) + popcnt<u64>(f1 ^ load<u64>(at, 8)));
      if (far >= second) continue;
      far += <i32>(popcnt<u64>(f2 ^ load<u64>(at, 16)) + popcnt<u64>(f3 ^ load<u64>(at, 24)));
      if (far < second) {
        // The same place seen in another view is no rival.
        const same =
          nearestAt !== 0 &&
          abs(load<f32>(at, FEATURE_X) - load<f32>(nearestAt, FEATURE_X)) < SAME_PLACE &&
          abs(load<f32>(at, FEATURE_Y) - load<f32>(nearestAt, FEATURE_Y)) < SAME_PLACE;
        if (far < nearest) {
          if (!same) second = nearest;
          nearest = far;
          nearestAt = at;
        } else if (!same) second = far;
      }
    }
    if (nearest > FARTHEST || <f64>nearest > RATIO * <f64>second) continue;
    const to = matches + <usize>count * 48;
    store<f64>(to, <f64>load<f32>(nearestAt, FEATURE_X));
    store<f64>(to, <f64>load<f32>(nearestAt, FEATURE_Y), 8);
    store<f64>(to, <f64>load<f32>(feature, FEATURE_X), 16);
    store<f64>(to, <f64>load<f32>(feature, FEATURE_Y), 24);
    store<usize>(to, nearestAt, 32);
    store<usize>(to, feature, 36);
    count++;
  }
  return count;
}

/** The affine pose that a single match stands for. */
function poseOfMatch(match: usize): void {
  const there = load<usize>(match, 32);
  const here = load<usize>(match, 36);
  const v = views + ((<usize>load<i32>(there, FEATURE_MORE)) << 5);
  const turn = load<i32>(here, FEATURE_TURN) - load<i32>(there, FEATURE_TURN);
  const scale = <f64>(1 << load<i32>(here, FEATURE_MORE));
  const cos = cosineAt(turn) * scale;
  const sin = sineAt(turn) * scale;
  const a = cos * load<f64>(v) - sin * load<f64>(v, 16);
  const b = cos * load<f64>(v, 8) - sin * load<f64>(v, 24);
  const c = sin * load<f64>(v) + cos * load<f64>(v, 16);
  const d = sin * load<f64>(v, 8) + cos * load<f64>(v, 24);
  const kx = load<f64>(match);
  const ky = load<f64>(match, 8);
  affineH(
    hypothesis,
    a,
    b,
    load<f64>(match, 16) - a * kx - b * ky,
    c,
    d,
    load<f64>(match, 24) - c * kx - d * ky,
  );
}

/** True where a match lies where the pose says, more loosely the further it is from the pose's own match. */
function agrees(match: usize, own: usize): bool {
  mapPoint(hypothesis, load<f64>(match), load<f64>(match, 8));
  const dx = mappedX - load<f64>(match, 16);
  const dy = mappedY - load<f64>(match, 24);
  const fx = mappedX - load<f64>(own, 16);
  const fy = mappedY - load<f64>(own, 24);
  const loose = 5 + 0.22 * sqrt(fx * fx + fy * fy);
  return dx * dx + dy * dy < loose * loose;
}

/** A pose to look at, from the features of the frame that was read last; false where there is none. */
export function guessPose(known: usize, pose: usize): bool {
  const count = matchFeatures(known);
  if (count < LEAST_MATCHES) return false;
  let most = 0;
  let chosen: usize = 0;
  for (let i = 0; i < count; i++) {
    const own = matches + <usize>i * 48;
    poseOfMatch(own);
    let votes = 0;
    for (let k = 0; k < count; k++) if (agrees(matches + <usize>k * 48, own)) votes++;
    if (votes <= most) continue;
    most = votes;
    chosen = own;
    copyH(best, hypothesis);
  }
  if (most < LEAST_MATCHES) return false;
  copyH(hypothesis, best);
  let pairs = 0;
  for (let k = 0; k < count; k++) {
    const match = matches + <usize>k * 48;
    if (!agrees(match, chosen)) continue;
    setPair(
      pairs,
      load<f64>(match),
      load<f64>(match, 8),
      load<f64>(match, 16),
      load<f64>(match, 24),
    );
    pairs++;
  }
  copyH(pose, hypothesis);
  if (ransac(best, pairs, pairs >= 12 ? 4 : 3, 5, 150)) {
    copyH(pose, best);
    for (let i = 0; i < pairs; i++) {
      const pair = pairAt(i);
      mapPoint(pose, load<f64>(pair, P_FROM_X), load<f64>(pair, P_FROM_Y));
      if (!(mappedW > 0)) return false;
      store<f64>(pair, mappedX, P_FROM_X);
      store<f64>(pair, mappedY, P_FROM_Y);
    }
    refine(pose, pairs, 0, 4, 0.3, 0.05, 6);
  }
  return true;
}
