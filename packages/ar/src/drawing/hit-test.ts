import type { Mark, MarkId, Point } from '@fernblick/protocol';
import { stands, type OutlineOf } from './standing.ts';
import { pinDisc, projectMark, type Area, type MarkPose, type Trace } from './trace.ts';

// A finger covers about as much around the place it means, in CSS px.
const TOLERANCE = 10;

function toSegment(p: Point, a: readonly [number, number], b: readonly [number, number]): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : ((p.x - a[0]) * dx + (p.y - a[1]) * dy) / length2;
  const held = Math.min(1, Math.max(0, t));
  return Math.hypot(p.x - a[0] - held * dx, p.y - a[1] - held * dy);
}

function toTrace(p: Point, { spots, closed }: Trace): number {
  return spots.reduce((least, spot, i) => {
    const before = spots[i - 1] ?? (closed ? spots.at(-1) : undefined) ?? spot;
    return Math.min(least, toSegment(p, before, spot));
  }, Infinity);
}

function toBox({ x, y }: Point, box: Area): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width);
  const dy = Math.max(box.y - y, 0, y - box.y - box.height);
  return Math.hypot(dx, dy);
}

/** How far a place is from what is drawn, in px of the canvas. */
function distanceTo(
  mark: Mark,
  pose: MarkPose,
  at: Point,
  pixelRatio: number,
  outlineOf?: OutlineOf,
): number {
  const outline = stands(mark) ? outlineOf?.({ mark, pose }) : null;
  if (outline != null)
    return Math.min(
      ...outline.map(
        ({ from, to, width }) => toSegment(at, [from.x, from.y], [to.x, to.y]) - width / 2,
      ),
    );
  const traces = projectMark(mark, pose, pixelRatio);
  if (traces === null) return Infinity;
  const distances = traces.lines.map((line) => toTrace(at, line) - traces.width / 2);
  const { lettering } = traces;
  if (lettering !== null && lettering.lines.length > 0) distances.push(toBox(at, lettering.box));
  if (mark.shape.is === 'label' && lettering !== null) {
    const { y, height } = lettering.box;
    distances.push(toSegment(at, traces.at, [traces.at[0], y + height]));
  }
  if (mark.shape.is === 'pin') {
    const disc = pinDisc(traces);
    distances.push(Math.hypot(at.x - disc.x, at.y - disc.y) - disc.r);
  }
  return Math.min(...distances);
}

/**
 * The mark at a place of the canvas, the topmost first; null where there is none. What is hidden cannot be touched,
 * and the inside of a rectangle belongs to what lies in it.
 * @param at in px of the canvas
 */
export function hitTest(
  marks: readonly Mark[],
  poseOf: (mark: Mark) => MarkPose | null,
  at: Point,
  pixelRatio = 1,
  outlineOf?: OutlineOf,
): MarkId | null {
  const hit = marks.findLast((mark) => {
    const pose = poseOf(mark);
    if (pose === null || pose.status === 'lost') return false;
    return distanceTo(mark, pose, at, pixelRatio, outlineOf) <= TOLERANCE * pixelRatio;
  });
  return hit?.id ?? null;
}
