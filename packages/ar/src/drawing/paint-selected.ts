import type { Mark, Point } from '@fernblick/protocol';
import { project } from '../homography.ts';
import { follow, paintArea, type PaintContext } from './brush.ts';
import { boxAround, boxOf, MARK_COLORS } from './mark.ts';
import { handlesOf } from './reshape.ts';
import { stands, type OutlineOf } from './standing.ts';
import { pinDisc, projectMark, type MarkPose } from './trace.ts';

// In CSS px.
const HANDLE = 9;
const MARGIN = 6;

/**
 * Shows which mark is selected: by a dashed box, and by the handles that change its size where it has some. It comes
 * with the first mark, apart from what paints marks.
 */
export function paintSelected(
  context: PaintContext,
  mark: Mark,
  pose: MarkPose,
  ratio: number,
  outlineOf?: OutlineOf,
): void {
  const { width, height } = pose.frame;
  const land = (points: readonly Point[]) =>
    points.flatMap(({ x, y }) => project(pose.homography, x * width, y * height) ?? []);
  const handles = handlesOf(mark.shape);
  const box = handles.length > 0 ? land(boxOf(mark.shape)) : boxRound(mark, pose, ratio, outlineOf);
  const tones = MARK_COLORS.white;
  context.save();
  context.setLineDash([4 * ratio, 4 * ratio]);
  follow(context, [{ spots: box.map(({ x, y }) => [x, y] as const), closed: true }]);
  for (const [style, line] of [
    [tones.dark, 3],
    [tones.light, 1.5],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = line * ratio;
    context.stroke();
  }
  context.setLineDash([]);
  const r = (HANDLE / 2) * ratio;
  for (const { x, y } of land(handles)) {
    const corners = [
      [x - r, y - r],
      [x + r, y - r],
      [x + r, y + r],
      [x - r, y + r],
    ] as const;
    paintArea({ context, tones, ratio, unsure: false }, { spots: corners, closed: true }, 1);
  }
  context.restore();
}

/** Round what is seen of a mark that sits on one place, and has no size on the surface. */
function boxRound(
  mark: Mark,
  pose: MarkPose,
  ratio: number,
  outlineOf?: OutlineOf,
): readonly Point[] {
  const spots: Point[] = [];
  const cover = (x: number, y: number, width = 0, height = width): void => {
    const margin = MARGIN * ratio;
    spots.push({ x: x - margin, y: y - margin });
    spots.push({ x: x + width + margin, y: y + height + margin });
  };
  const outline = stands(mark) ? outlineOf?.({ mark, pose }) : null;
  for (const { from, to, width } of outline ?? []) {
    const [long, high] = [to.x - from.x, to.y - from.y].map(Math.abs) as [number, number];
    // A board is one line, as thick as it is high: it has no more room at its ends.
    const share = width / 2 / (Math.hypot(long, high) || 1);
    const [aside, up] = [high * share, long * share];
    for (const { x, y } of [from, to]) cover(x - aside, y - up, 2 * aside, 2 * up);
  }
  const traces = outline == null ? projectMark(mark, pose, ratio) : null;
  if (traces !== null) {
    cover(...traces.at);
    if (traces.lettering !== null && traces.lettering.lines.length > 0) {
      const { x, y, width, height } = traces.lettering.box;
      cover(x, y, width, height);
    }
    if (mark.shape.is === 'pin') {
      const { x, y, r } = pinDisc(traces);
      cover(x - r, y - r, 2 * r);
    }
  }
  return spots.length === 0 ? [] : boxAround(spots);
}
