// A keyframe: the pyramid of the frame in which an anchor's surface was added, and its corners.
import { reserve } from './memory';
import { pyramidBytes } from './pyramid';

/** Most patches of a keyframe. */
export const MAX_PATCHES: i32 = 120;
/** Bytes of a patch: x, y (f32, px), reach (f32, over 1 outside the region), agreement (f32, 0 to 1, of late). */
export const PATCH_BYTES: usize = 16;
export const PATCH_X: usize = 0;
export const PATCH_Y: usize = 4;
export const PATCH_REACH: usize = 8;
export const PATCH_AGREES: usize = 12;

export const K_PYRAMID: usize = 144;
export const K_COUNT: usize = 148;
/** What each patch counts for where they overlap, 0 to 1 (f32). */
export const K_SHARE: usize = 156;
/** Next in the list of those that nobody uses. */
export const K_NEXT: usize = 152;
/** The finest level in which its patches hold enough to be looked at (i32). */
export const K_FINEST: usize = 160;
export const K_PATCHES: usize = 176;
/** What is learnt of it while it is followed, from here to its end; all of it 0 at first. */
export const K_LEARNT: usize = K_PATCHES + <usize>MAX_PATCHES * PATCH_BYTES;
/** How far its patches usually lie from any one plane, px of the frame (f32). */
export const K_RELIEF: usize = K_LEARNT;
/** Whether its patches are compared without their ramps of brightness (i32). */
export const K_RAMPLESS: usize = K_LEARNT + 4;
/** Where each patch lies off the plane in the last frame, px of the frame (x, y; f32). */
export const K_OFFSETS: usize = K_LEARNT + 8;
export const K_BYTES: usize = K_OFFSETS + <usize>MAX_PATCHES * 8;

let free: usize = 0;

/** A keyframe that nobody uses, with room for its pyramid; 0 where memory is at an end. */
export function takeKeyframe(): usize {
  if (free !== 0) {
    const taken = free;
    free = load<usize>(taken, K_NEXT);
    return taken;
  }
  const made = reserve(K_BYTES);
  const pyramid: usize = made === 0 ? 0 : reserve(pyramidBytes);
  if (pyramid === 0) return 0;
  store<usize>(made, pyramid, K_PYRAMID);
  return made;
}

export function giveKeyframe(keyframe: usize): void {
  store<usize>(keyframe, free, K_NEXT);
  free = keyframe;
}

export function patchAt(keyframe: usize, index: i32): usize {
  return keyframe + K_PATCHES + <usize>index * PATCH_BYTES;
}
