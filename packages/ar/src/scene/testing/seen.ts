import type { Size } from '../../drawing/mark.ts';
import { compose, invert, type Homography } from '../../homography.ts';
import { apply, lensOf } from '../surface-pose.ts';
import { dot, unit, type Vector } from '../vector.ts';

/** The turn about an axis by an angle in radians (Rodrigues' formula), row by row. */
export function rotationAbout(axis: Vector, angle: number): Homography {
  const [x, y, z] = unit(axis);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const t = 1 - c;
  return [
    ...([t * x * x + c, t * x * y - s * z, t * x * z + s * y] as const),
    ...([t * x * y + s * z, t * y * y + c, t * y * z - s * x] as const),
    ...([t * x * z - s * y, t * y * z + s * x, t * z * z + c] as const),
  ];
}

/** Where a camera has gone since it faced a surface. */
export interface View {
  readonly keyframe: Size;
  readonly picture: Size;
  readonly rotation: Homography;
  /** In px of the keyframe. */
  readonly translation: Vector;
}

/** The homography that it sees; null where it would see the back of the surface, or a part of it is behind it. */
export function seen({ keyframe, picture, rotation, translation }: View): Homography | null {
  const lens = lensOf(keyframe);
  const back = invert(lens);
  if (back === null) return null;
  const [focal] = lens;
  // The surface lies one focal length away: what is not turned moves with its distance.
  const toCamera = rotation.map(
    (cell, i) => cell + (i % 3 === 2 ? (translation[Math.floor(i / 3)] ?? 0) / focal : 0),
  ) as unknown as Homography;
  const homography = [lensOf(picture), toCamera, back].reduce(compose);
  const { width, height } = keyframe;
  const corners: readonly Vector[] = [
    [0, 0, 1],
    [width, 0, 1],
    [0, height, 1],
    [width, height, 1],
  ];
  const isBefore = corners.every((corner) => apply(homography, corner)[2] > 0.05);
  const middle = unit(apply(toCamera, [0, 0, 1]));
  return isBefore && dot(middle, apply(rotation, [0, 0, 1])) > 0.1 ? homography : null;
}

/** Turned about an axis through the middle of the surface, and seen from so many times its first distance. */
export function turnedView(size: Size, axis: Vector, angle: number, distance = 1): View {
  const rotation = rotationAbout(axis, angle);
  const [focal] = lensOf(size);
  const [x, y, z] = apply(rotation, [0, 0, focal]);
  const translation: Vector = [-x, -y, focal * distance - z];
  return { keyframe: size, picture: size, rotation, translation };
}
