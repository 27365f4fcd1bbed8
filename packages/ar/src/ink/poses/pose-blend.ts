import { fromQuads, type Quad } from '../../homography.ts';
import type { PictureAnchorPose } from '../anchors.ts';
import { cornersOf, quadOfCorners, type Corners } from './corners.ts';

/** What is left of a difference after this time is a third of it. */
const FADING_MS = 100;
/** What differs by more, in parts of the picture, shows two different places: nothing between them is right. */
const MOST = 0.05;
/** Less than this nobody sees: 0 is nearer. */
const LEAST = 1e-4;

interface Blended {
  readonly timeMs: number;
  readonly isTold: boolean;
  /** What is added to the pose that is drawn by. */
  readonly added: Corners;
  /** What was drawn less what is found here; null where nothing is. */
  readonly apart: Corners | null;
}

const NOTHING: Corners = Array.from({ length: 8 }, () => 0);

/**
 * Draws one anchor where the camera's side has found it, where that is known of the frame, and else where it is found
 * here; the two are never exactly alike, so what they differ by at a change is taken along and fades.
 */
export class PoseBlend {
  #before: Blended | null = null;
  #last: Blended | null = null;

  /**
   * @param told what the camera's side has found in the very frame that is drawn
   * @param found what is found in it here
   * @param timeMs of the frame; the same again where more is known of the same frame
   */
  next(
    told: PictureAnchorPose | null,
    found: PictureAnchorPose | null,
    region: Quad,
    timeMs: number,
  ): PictureAnchorPose | null {
    if (this.#last !== null && this.#last.timeMs !== timeMs) this.#before = this.#last;
    const pose = told ?? found;
    const here = placeOf(found, region);
    const place = placeOf(pose, region);
    if (pose === null || place === null) {
      this.#last = null;
      this.#before = null;
      return pose;
    }
    const added = this.#addedTo(place, here, told !== null, timeMs);
    const drawn = plus(place, added);
    const apart = here === null ? null : less(drawn, here);
    this.#last = { timeMs, isTold: told !== null, added, apart };
    if (added === NOTHING) return pose;
    const homography = fromQuads(region, quadOfCorners(drawn));
    return homography === null ? pose : { ...pose, homography };
  }

  #addedTo(place: Corners, here: Corners | null, isTold: boolean, timeMs: number): Corners {
    const before = this.#before;
    if (before === null) return NOTHING;
    const fading = Math.exp(-Math.max(0, timeMs - before.timeMs) / FADING_MS);
    let added: Corners | null = before.added;
    if (isTold !== before.isTold)
      // As far from what is found here as it was.
      added = here === null || before.apart === null ? null : less(plus(here, before.apart), place);
    if (added === null || added === NOTHING) return NOTHING;
    const rest = added.map((value) => value * fading);
    const most = Math.max(...rest.map(Math.abs));
    return most > MOST || most < LEAST ? NOTHING : rest;
  }
}

/** Where a pose that is seen puts the corners. */
function placeOf(pose: PictureAnchorPose | null, region: Quad): Corners | null {
  return pose === null || pose.status === 'lost' ? null : cornersOf(pose.homography, region);
}

function plus(a: Corners, b: Corners): Corners {
  return a.map((value, i) => value + (b[i] ?? 0));
}

function less(a: Corners, b: Corners): Corners {
  return a.map((value, i) => value - (b[i] ?? 0));
}
