// Entry of the tracker's WebAssembly module. AssemblyScript: looks like TypeScript, compiles to WebAssembly.
import {
  A_SCORE,
  A_POSE,
  A_PREVIOUS,
  A_STATE,
  A_USED,
  ANCHOR_BYTES,
  dropAnchor,
  LOST,
  prepareAnchors,
  setAnchor,
} from './anchor';
import { hull, prepareCorners } from './corners';
import { prepareFind, readFrame } from './find';
import { H_BYTES } from './homography';
import { K_PYRAMID, takeKeyframe } from './keyframe';
import { reserve } from './memory';
import { buildPyramid, layPyramid, pyramidBytes } from './pyramid';
import { setIgnored } from './register';
import { findAnchor, learn } from './seek';
import { forgetLead, trackAnchor } from './track';

/** Numbers in an anchor's result: its place, its state, the logarithm of the odds that its pose is good, nine of the homography. */
const RESULT_NUMBERS: i32 = 12;

let frameWidth: i32 = 0;
let frameHeight: i32 = 0;
let halvings: i32 = 0;
let anchorLimit: i32 = 0;

let input: usize = 0;
let maskInput: usize = 0;
let spare: usize = 0;
let lastFrame: usize = 0;
let thisFrame: usize = 0;
let catchUpA: usize = 0;
let catchUpB: usize = 0;
let anchors: usize = 0;
let results: usize = 0;
/** Whose turn it is to learn a view, and to be looked for. */
let learner: i32 = 0;
let seeker: i32 = 0;

/** Makes everything ready for frames of this size, halved so many times before anything is done; false without memory. */
export function start(width: i32, height: i32, halved: i32, mostAnchors: i32): bool {
  frameWidth = width;
  frameHeight = height;
  halvings = halved;
  anchorLimit = mostAnchors;
  const workWidth = width >> halved;
  const workHeight = height >> halved;
  input = reserve(<usize>(width * height) + 64);
  if (!layPyramid(width, workWidth, workHeight)) return false;
  maskInput = reserve(<usize>(workWidth * workHeight) + 64);
  spare = reserve(<usize>((width * height) >> 2) + 64);
  lastFrame = reserve(pyramidBytes);
  thisFrame = reserve(pyramidBytes);
  catchUpA = reserve(pyramidBytes);
  catchUpB = reserve(pyramidBytes);
  anchors = reserve(<usize>mostAnchors * ANCHOR_BYTES);
  results = reserve(<usize>(mostAnchors * RESULT_NUMBERS) * 8);
  prepareAnchors(<f64>(1 << halved));
  return prepareFind() && prepareCorners(workWidth, workHeight) && results !== 0;
}

/** Where the host writes a frame (its own size), a mask (the working size) and a hull (f64 x, y in working px). */
export function inputAt(): usize {
  return input;
}

export function maskAt(): usize {
  return maskInput;
}

export function hullAt(): usize {
  return hull;
}

export function resultsAt(): usize {
  return results;
}

function anchorAt(index: i32): usize {
  return anchors + <usize>index * ANCHOR_BYTES;
}

/** Builds the pyramid of the frame in the input. */
function readInput(pyramid: usize): void {
  buildPyramid(pyramid, input, frameWidth, frameHeight, halvings, spare);
}

/** Sets an anchor on the frame in the input; answers its place, -1 where all are taken, -2 without memory. */
export function add(vertices: i32, masked: bool): i32 {
  for (let i = 0; i < anchorLimit; i++) {
    const anchor = anchorAt(i);
    if (load<i32>(anchor, A_USED) !== 0) continue;
    const keyframe = takeKeyframe();
    if (keyframe === 0) return -2;
    readInput(load<usize>(keyframe, K_PYRAMID));
    setAnchor(anchor, keyframe, vertices, masked ? maskInput : 0);
    return i;
  }
  return -1;
}

/** Takes one anchor through the frame in the input, one of those between its own frame and the present. */
export function catchUp(index: i32): void {
  const anchor = anchorAt(index);
  setIgnored(0);
  readInput(catchUpA);
  forgetLead();
  step(anchor, catchUpA);
  const swap = catchUpA;
  catchUpA = catchUpB;
  catchUpB = swap;
  store<usize>(anchor, catchUpB, A_PREVIOUS);
}

/** An anchor that was caught up goes on from the last frame that all anchors saw. */
export function caughtUp(index: i32): void {
  store<usize>(anchorAt(index), 0, A_PREVIOUS);
}

export function remove(index: i32): void {
  dropAnchor(anchorAt(index));
}

/** The host knows better: the anchor is lost; answers where its homography stands, for the host to say where it was. */
export function lose(index: i32): usize {
  const anchor = anchorAt(index);
  store<i32>(anchor, LOST, A_STATE);
  return anchor + A_POSE;
}

function step(anchor: usize, frame: usize): void {
  if (load<i32>(anchor, A_STATE) === LOST) {
    store<usize>(anchor, 0, A_PREVIOUS);
    return;
  }
  const own = load<usize>(anchor, A_PREVIOUS);
  trackAnchor(anchor, own === 0 ? lastFrame : own, frame);
  store<usize>(anchor, 0, A_PREVIOUS);
}

/** Takes all anchors to the frame in the input and answers how many results there are. */
export function update(masked: bool): i32 {
  const swap = lastFrame;
  lastFrame = thisFrame;
  thisFrame = swap;
  frameAsPyramid();
  forgetLead();
  setIgnored(masked ? maskInput : 0);
  let count = 0;
  for (let i = 0; i < anchorLimit; i++) {
    const anchor = anchorAt(i);
    if (load<i32>(anchor, A_USED) === 0) continue;
    step(anchor, thisFrame);
    count++;
  }
  seek();
  teach();
  count = 0;
  for (let i = 0; i < anchorLimit; i++) {
    const anchor = anchorAt(i);
    if (load<i32>(anchor, A_USED) === 0) continue;
    writeResult(anchor, i, results + <usize>(count * RESULT_NUMBERS) * 8);
    count++;
  }
  return count;
}

/** Looks for one of the lost anchors, each in its turn. */
function seek(): void {
  for (let i = 0; i < anchorLimit; i++) {
    seeker = (seeker + 1) % anchorLimit;
    const anchor = anchorAt(seeker);
    if (load<i32>(anchor, A_USED) === 0 || load<i32>(anchor, A_STATE) !== LOST) continue;
    readFrame(thisFrame);
    findAnchor(anchor, thisFrame);
    return;
  }
}

/** Lets one anchor learn one view of its keyframe, each in its turn. */
function teach(): void {
  for (let i = 0; i < anchorLimit; i++) {
    learner = (learner + 1) % anchorLimit;
    const anchor = anchorAt(learner);
    if (load<i32>(anchor, A_USED) !== 0 && learn(anchor)) return;
  }
}

/** Homography from frame px to frame px, out of the one between working px: both have their pixels' centres at whole numbers. */
function writeResult(anchor: usize, index: i32, at: usize): void {
  store<f64>(at, <f64>index);
  store<f64>(at, <f64>load<i32>(anchor, A_STATE), 8);
  store<f64>(at, load<f64>(anchor, A_SCORE), 16);
  memory.copy(at + 24, anchor + A_POSE, H_BYTES);
}

/** The pyramid of the frame in the input. */
export function frameAsPyramid(): usize {
  readInput(thisFrame);
  return thisFrame;
}
