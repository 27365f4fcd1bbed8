import type { Point } from '@fernblick/protocol';
import { compose, invert, project, tangentAt, type Homography } from '../homography.ts';

/**
 * What the camera did between two frames, told from something that was seen in both: from the picture then to the
 * picture now. It is affine, so that places far away from what was seen stay finite and on their side of the horizon.
 * @param at a place of the keyframe, in the middle of what was seen
 * @returns null where it cannot be told
 */
export function pictureMotion(then: Homography, now: Homography, at: Point): Homography | null {
  const back = invert(then);
  const place = project(then, at.x, at.y);
  return back === null || place === null ? null : tangentAt(compose(now, back), place.x, place.y);
}
