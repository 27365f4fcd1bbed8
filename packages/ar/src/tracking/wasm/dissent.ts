// A second opinion: where many patches do not agree with the pose, something else may have led it (a screen that scrolls, a
// reflection). Those that moved alike are told apart, one group after the other (sequential RANSAC: Vincent and
// Laganière, "Detecting planar homographies in an image pair", 2001), and each group says where it sees the surface.
import { H_BYTES, multiplyH } from './homography';
import { pairAt, PAIR_BYTES, P_WEIGHT } from './pairs';
import { inlierCount, ransac } from './ransac';

/** Patches that make a group. */
const LEAST_GROUP: i32 = 7;
/** They are of one mind within this distance, px of the level. */
const SAME_MIND: f64 = 1.2;
/** Groups that are heard. */
export const GROUPS: i32 = 2;

/** Where each group sees the surface. */
const opinions: usize = memory.data(GROUPS * <i32>H_BYTES);
const moved: usize = memory.data(<i32>H_BYTES);

export function opinionAt(index: i32): usize {
  return opinions + <usize>index * H_BYTES;
}

/** Moves the pairs that count to the front; or those that do not. */
function gather(count: i32, counting: bool): i32 {
  let n = 0;
  for (let i = 0; i < count; i++) {
    const pair = pairAt(i);
    if (load<f64>(pair, P_WEIGHT) > 0 !== counting) continue;
    memory.copy(pairAt(n), pair, PAIR_BYTES);
    n++;
  }
  return n;
}

/** After patches were aligned from where `start` puts them: what the groups among them make of it; answers how many. */
export function hearGroups(start: usize, count: i32, unit: f64): i32 {
  let left = gather(count, true);
  for (let i = 0; i < GROUPS; i++) {
    const opinion = opinionAt(i);
    if (left < LEAST_GROUP || !ransac(moved, left, 2, SAME_MIND * unit, 80)) return i;
    if (inlierCount < LEAST_GROUP) return i;
    multiplyH(opinion, moved, start);
    left = gather(left, false);
  }
  return GROUPS;
}
