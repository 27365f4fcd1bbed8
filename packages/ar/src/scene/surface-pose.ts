import type { Size } from '../drawing/mark.ts';
import { compose, invert, type Homography } from '../homography.ts';
import { cross, dot, lengthOf, plus, times, unit, type Vector } from './vector.ts';

/** Focal length as a share of a picture's longer side, where nothing else is known: that of most phones and webcams. */
const FOCAL_SHARE = 0.9;
/** A surface so much longer in one direction than in the other, or so sheared, is not what a camera sees of a plane. */
const MOST_STRAIN = 4;
/** Sine of the flattest angle between a surface and the look at it that is still believed. */
const FLATTEST = 0.02;

/** Where a camera sees a surface: what stands on it can be drawn from this. Lengths are px of the keyframe. */
export interface SurfacePose {
  /** From a place of the keyframe to that of the surface, as the camera sees it; null where it does not. */
  readonly spot: (x: number, y: number) => Vector | null;
  /** The turn from the keyframe's camera to this one, row by row. */
  readonly rotation: Homography;
  /** The way from the keyframe's camera to this one. */
  readonly translation: Vector;
  /** Straight away from the surface, length 1; on the camera's side of it. */
  readonly up: Vector;
  /** From the camera's view to px of the picture. */
  readonly lens: Homography;
}

/** A camera of such pictures: from what it sees to px. */
export function lensOf({ width, height }: Size): Homography {
  const focal = FOCAL_SHARE * Math.max(width, height);
  return [focal, 0, width / 2, 0, focal, height / 2, 0, 0, 1];
}

/** One matrix times one vector. */
export function apply(h: Homography, [x, y, z]: Vector): Vector {
  return [
    h[0] * x + h[1] * y + h[2] * z,
    h[3] * x + h[4] * y + h[5] * z,
    h[6] * x + h[7] * y + h[8] * z,
  ];
}

/** Two directions of length 1 across a third one, so that the three are a right hand. */
export function across(direction: Vector): readonly [Vector, Vector] {
  // Whichever axis is farther from it, so that neither vanishes.
  const aside: Vector = Math.abs(direction[0]) < 0.8 ? [1, 0, 0] : [0, 1, 0];
  const first = unit(plus(aside, direction, -dot(aside, direction)));
  return [first, cross(direction, first)];
}

/**
 * Takes the homography of a plane that faced the camera in its keyframe apart into where the camera has gone (Zhang: "A
 * Flexible New Technique for Camera Calibration", 2000, 3.1). On the surface places are exactly those of the
 * homography, however rough the rest is; what is estimated is only which way is up.
 * @param homography px of the keyframe to px of the picture
 * @returns null where this is not what a camera sees of the front of a plane
 */
export function surfacePose(
  homography: Homography,
  keyframe: Size,
  picture: Size,
): SurfacePose | null {
  const lens = lensOf(picture);
  const fromLens = invert(lens);
  if (fromLens === null || !homography.every(Number.isFinite) || homography[8] === 0) return null;
  const keyframeLens = lensOf(keyframe);
  const [focal] = keyframeLens;
  const raw = [fromLens, homography, keyframeLens].reduce(compose);
  const [right, down] = [apply(raw, [1, 0, 0]), apply(raw, [0, 1, 0])];
  const [long, tall] = [lengthOf(right), lengthOf(down)];
  const size = Math.hypot(long, tall) / Math.SQRT2;
  const strain = Math.max(long, tall) / Math.min(long, tall);
  const squareness = lengthOf(cross(unit(right), unit(down)));
  if (!(size > 0) || !(strain < MOST_STRAIN) || !(squareness > 1 / MOST_STRAIN)) return null;
  // What is seen of the keyframe's first corner lies before the camera; that is how homographies are used throughout.
  const toCamera = raw.map(
    (cell) => (cell * Math.sign(homography[8])) / size,
  ) as unknown as Homography;
  const [a, b] = squared(apply(toCamera, [1, 0, 0]), apply(toCamera, [0, 1, 0]));
  const into = cross(a, b);
  const middle = apply(toCamera, [0, 0, focal]);
  // From behind one does not see what is on the front.
  if (!(middle[2] > 0) || !(dot(unit(middle), into) > FLATTEST)) return null;
  return {
    spot: (x, y) => {
      const seen = apply(toCamera, [x - keyframe.width / 2, y - keyframe.height / 2, focal]);
      return seen[2] > 0 && seen.every(Number.isFinite) ? seen : null;
    },
    rotation: [
      ...([a[0], b[0], into[0]] as const),
      ...([a[1], b[1], into[1]] as const),
      ...([a[2], b[2], into[2]] as const),
    ],
    translation: plus(middle, into, -focal),
    up: times(into, -1),
    lens,
  };
}

/** The two nearest directions of length 1 and at right angles; neither is preferred. */
function squared(a: Vector, b: Vector): readonly [Vector, Vector] {
  const sum = unit(plus(unit(a), unit(b)));
  const difference = unit(plus(unit(a), unit(b), -1));
  return [
    times(plus(sum, difference), Math.SQRT1_2),
    times(plus(sum, difference, -1), Math.SQRT1_2),
  ];
}
