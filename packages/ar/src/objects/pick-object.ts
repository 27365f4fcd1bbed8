import { MAX_OUTLINE_POINTS, MAX_REGION_POINTS, type Point } from '@fernblick/protocol';
import { growRegion, type ColorPicture } from './grow-region.ts';
import { areaOfMask, grown, largestPart, type Mask } from './mask.ts';
import { outlineOf } from './outline.ts';

/** An object in a picture, in 0 to 1 of its width and height. */
export interface PickedObject {
  /** What is drawn. */
  readonly outline: readonly Point[];
  /** What is held on to: a little more, because an object's edge is what is best seen of it. */
  readonly region: readonly Point[];
  /** True where colour and edges alone say what it is. */
  readonly coarse: boolean;
}

/** So far beyond its outline an object is held on to, of the shorter side. */
const BEYOND = 0.012;
/** Less than this of a picture is no object. */
const LEAST_SHARE = 0.0004;

/**
 * The object that was touched.
 * @param mask what somebody who knows better says it is; null where there is nobody
 * @returns null where nothing stands out
 */
export function pickObject(
  picture: ColorPicture,
  points: readonly Point[],
  mask: Mask | null,
): PickedObject | null {
  const known = mask === null ? null : largestPart(mask);
  const object = known !== null && isObject(known) ? known : growRegion(picture, points);
  if (object === null || !isObject(object)) return null;
  const part = largestPart(object);
  const beyond = Math.max(1, Math.round(BEYOND * Math.min(part.width, part.height)));
  const outline = outlineOf(part, MAX_OUTLINE_POINTS);
  const region = outlineOf(largestPart(grown(part, beyond)), MAX_REGION_POINTS);
  return outline.length === 0 || region.length === 0
    ? null
    : { outline, region, coarse: object !== known };
}

function isObject(mask: Mask): boolean {
  return areaOfMask(mask) > LEAST_SHARE * mask.pixels.length;
}
