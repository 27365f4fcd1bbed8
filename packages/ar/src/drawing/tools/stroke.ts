import { MAX_STROKE_POINTS, type MarkWidth, type StrokePoint } from '@fernblick/protocol';
import { strokePoint, strokeWidth, type Size } from '../mark.ts';
import { simplify } from '../simplify.ts';

/** A stroke under way: what is simplified already, and the newest points as they came. */
export interface StrokePath {
  readonly settled: readonly StrokePoint[];
  readonly recent: readonly StrokePoint[];
}

// So many points are looked at together: a stroke of any length costs the same for each of its points.
const BATCH = 128;
// Of the frame's shorter side: a third of a px on a picture of 480 rows. It is applied twice, while drawing and at the
// end, so that what is stored lies within two thirds of a px of the hand.
const TOLERANCE = 0.0007;

/** Begins or goes on with a stroke. */
export function extendStroke(
  path: StrokePath | null,
  point: StrokePoint,
  width: MarkWidth,
  frame: Size,
): StrokePath {
  if (path === null) return { settled: [], recent: [point] };
  const recent = [...path.recent, point];
  if (recent.length < BATCH) return { ...path, recent };
  // The last one stays: it begins the next batch.
  const kept = simplifyStroke(recent, width, frame, BATCH);
  return { settled: [...path.settled, ...kept.slice(0, -1)], recent: [point] };
}

/** All points of a stroke under way, few enough for a mark. */
export function strokePoints(path: StrokePath, width: MarkWidth, frame: Size): StrokePoint[] {
  return simplifyStroke([...path.settled, ...path.recent], width, frame, MAX_STROKE_POINTS);
}

/** Leaves out what does not show: at most `most` points remain, of a stroke as short as usual all that matter. */
export function simplifyStroke(
  points: readonly StrokePoint[],
  width: MarkWidth,
  frame: Size,
  most = MAX_STROKE_POINTS,
): StrokePoint[] {
  // Pressure counts by how far it moves the stroke's edge.
  const half = strokeWidth('pen', width, frame) / 2;
  const path = points.map(([x, y, pressure]): [number, number, number] => [
    x * frame.width,
    y * frame.height,
    pressure * half,
  ]);
  const tolerance = TOLERANCE * Math.min(frame.width, frame.height);
  return simplify(path, tolerance, most).flatMap((i) => {
    const point = points[i];
    return point === undefined ? [] : [strokePoint(...point)];
  });
}
