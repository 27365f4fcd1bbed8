import { anchorNumber, type AnchorId, type ToldPose } from '@fernblick/protocol';
import { fromQuads, type Quad } from '../../homography.ts';
import type { PictureAnchorPose } from '../anchors.ts';
import { cornersOf, quadOfCorners } from './corners.ts';
import { readPose } from './told-pose.ts';

/** Five seconds of a fast camera. */
const MOST_FRAMES = 150;
/** Half of the time between two frames of the fastest camera, µs. */
const SAME_FRAME_US = 5_000;
/** A pose that was lost is guessed from those around it where they are no further apart, µs. */
const LONGEST_GAP_US = 110_000;

interface ToldFrame {
  readonly atUs: number;
  readonly poses: ReadonlyMap<number, ToldPose>;
}

/** What the camera's side has told of its last frames, in the order in which the camera took them. */
export class PoseBook {
  readonly #frames: ToldFrame[] = [];

  add(atUs: number, poses: readonly ToldPose[]): void {
    const frame = { atUs, poses: new Map(poses.map((pose) => [pose[0], pose])) };
    // They come in any order, and mostly in this one.
    let at = this.#frames.length;
    while (at > 0 && (this.#frames[at - 1]?.atUs ?? 0) > atUs) at--;
    if (this.#frames[at - 1]?.atUs === atUs) return;
    this.#frames.splice(at, 0, frame);
    if (this.#frames.length > MOST_FRAMES) this.#frames.shift();
  }

  /**
   * Where an anchor was at a moment: as it was told, else between what was told of the frames around it; never beyond.
   * @param region the corners of what the anchor holds on to, in its keyframe
   */
  poseAt(atUs: number, anchor: AnchorId, region: Quad): PictureAnchorPose | null {
    const number = anchorNumber(anchor);
    let [before, after]: (ToldFrame | null)[] = [null, null];
    for (const frame of this.#frames) {
      if (!frame.poses.has(number)) continue;
      if (frame.atUs <= atUs + SAME_FRAME_US) before = frame;
      else {
        after ??= frame;
        break;
      }
    }
    const [then, next] = [before, after].map((frame) => poseIn(frame, number));
    if (before == null || then == null) return null;
    if (atUs - before.atUs <= SAME_FRAME_US) return then;
    if (after == null || next == null || after.atUs - before.atUs > LONGEST_GAP_US) return null;
    if (then.status === 'lost' || next.status === 'lost') return null;
    const share = (atUs - before.atUs) / (after.atUs - before.atUs);
    const [from, to] = [cornersOf(then.homography, region), cornersOf(next.homography, region)];
    const middle =
      from === null || to === null
        ? null
        : from.map((value, i) => value + share * ((to[i] ?? value) - value));
    const homography = middle === null ? null : fromQuads(region, quadOfCorners(middle));
    // As sure as the less sure of the two.
    const least = then.confidence < next.confidence ? then : next;
    return homography === null ? null : { ...least, homography };
  }
}

function poseIn(frame: ToldFrame | null | undefined, number: number): PictureAnchorPose | null {
  const told = frame?.poses.get(number);
  return told === undefined ? null : readPose(told);
}
