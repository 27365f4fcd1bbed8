// A lost anchor: guessed at by its features, believed only after it was registered.
import {
  A_BOX,
  A_KNOWN,
  A_MOTION,
  A_POSE,
  A_STATE,
  A_UNSURE_FOR,
  framePx,
  keyframeOf,
  pose,
  TRACKED,
  trial,
} from './anchor';
import { forgetExpectations } from './expect';
import { guessPose, learnView, VIEWS, viewsMade } from './find';
import { foundShiftX, foundShiftY, searchShift } from './follow';
import { affineH, copyH, identityH } from './homography';
import { isCredible, scoreOf } from './judge';
import { K_FINEST, K_PYRAMID, K_RAMPLESS } from './keyframe';
import { leaveOutRamps } from './patch';
import { agreeCount, agreeShare, register } from './register';
import { regionX, regionY } from './track';
import { doubtAt, isPossible, noteExtent, noteJudgement } from './trust';

/** What it takes to believe a pose that was found again. */
const LEAST_FOUND: i32 = 8;
const LEAST_FOUND_SHARE: f64 = 0.4;
/** Score that a pose found again needs on top. */
const FOUND_SCORE: f64 = 0.8;

/** As if it had been unsure for as long as can be: what does not hold in the next frame is looked for again at once. */
const FOUND_UNSURE: i32 = 90;

/** Learns one more view of the anchor's first keyframe; false where there is none left to learn. */
export function learn(anchor: usize): bool {
  const known = anchor + A_KNOWN;
  if (viewsMade(known) >= VIEWS) return false;
  learnView(
    known,
    load<usize>(keyframeOf(anchor), K_PYRAMID),
    load<f64>(anchor, A_BOX),
    load<f64>(anchor, A_BOX + 8),
    load<f64>(anchor, A_BOX + 16),
    load<f64>(anchor, A_BOX + 24),
  );
  return true;
}

/** Registers a guessed pose from coarse to fine, strictly; true, and the anchor tracked, where it holds. */
function verify(anchor: usize, current: usize): bool {
  const keyframe = keyframeOf(anchor);
  const finest = load<i32>(keyframe, K_FINEST);
  leaveOutRamps(load<bool>(keyframe, K_RAMPLESS));
  forgetExpectations();
  if (!isPossible(anchor, pose)) return false;
  noteExtent(anchor, pose);
  // Each holds on to where it began, so that what began far off needs several.
  for (let i = 0; i < 4; i++)
    if (!register(keyframe, pose, current, finest + 2 - (i >> 1), 60, 8, 8, 4, false)) return false;
  if (!isPossible(anchor, pose) || agreeShare() < 0.3) return false;
  copyH(trial, pose);
  for (let level = finest; level < finest + 2; level++) {
    copyH(pose, trial);
    if (!register(keyframe, pose, current, level, 80, 6, 5, 2, true) || !holds(anchor)) continue;
    noteJudgement(anchor, pose, level);
    copyH(anchor + A_POSE, pose);
    // How it moves is not known.
    identityH(anchor + A_MOTION);
    store<i32>(anchor, TRACKED, A_STATE);
    store<i32>(anchor, FOUND_UNSURE, A_UNSURE_FOR);
    return true;
  }
  return false;
}

function holds(anchor: usize): bool {
  return (
    isPossible(anchor, pose) &&
    agreeCount >= LEAST_FOUND &&
    agreeShare() >= LEAST_FOUND_SHARE &&
    isCredible(scoreOf(agreeShare(), doubtAt(anchor, pose) * framePx, 0, 0) - FOUND_SCORE)
  );
}

/** Looks for a lost anchor in the frame whose features were read. */
export function findAnchor(anchor: usize, current: usize): void {
  if (guessPose(anchor + A_KNOWN, pose) && verify(anchor, current)) return;
  // As it was in the keyframe: what is blurred has no features.
  const keyframe = keyframeOf(anchor);
  if (searchShift(load<usize>(keyframe, K_PYRAMID), current, regionX(anchor), regionY)) {
    affineH(pose, 1, 0, foundShiftX, 0, 1, foundShiftY);
    // Where all is blurred there is little but ramps.
    const rampless = load<i32>(keyframe, K_RAMPLESS);
    store<i32>(keyframe, 0, K_RAMPLESS);
    if (verify(anchor, current)) return;
    store<i32>(keyframe, rampless, K_RAMPLESS);
  }
  // Where it was last: what hid it may have gone.
  copyH(pose, anchor + A_POSE);
  verify(anchor, current);
}
