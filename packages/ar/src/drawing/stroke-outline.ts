import type { StrokePoint } from '@fernblick/protocol';
import { getStroke } from 'perfect-freehand';
import type { Size } from './mark.ts';

// How much pressure changes the width: a light touch still shows, a firm one does not blot.
const THINNING = 0.6;

/** A corner of an outline, in px of the keyframe. */
export type OutlinePoint = readonly [x: number, y: number];

/**
 * The polygon around a stroke whose width follows the pressure (perfect-freehand); where the device tells no
 * pressure, it follows the speed.
 * @param points as a mark stores them
 * @param width in px of the keyframe
 * @param even true for a stroke of one width throughout, as of a highlighter
 */
export function strokeOutline(
  points: readonly StrokePoint[],
  frame: Size,
  width: number,
  even = false,
): readonly OutlinePoint[] {
  const [first] = points;
  const tellsPressure = points.some(([, , pressure]) => pressure !== first?.[2]);
  return getStroke(
    points.map(([x, y, pressure]) => [x * frame.width, y * frame.height, pressure]),
    {
      size: width,
      thinning: even ? 0 : THINNING,
      simulatePressure: !tellsPressure && !even,
      // The points are simplified already; more smoothing would cut the corners.
      streamline: 0.2,
      smoothing: 0.5,
      last: true,
    },
  );
}
