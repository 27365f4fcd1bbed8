import type { Mark, MarkId } from '@fernblick/protocol';
import { project } from '../homography.ts';
import { EDGE_ARROW_SIZE, edgeArrows, type EdgeArrow, type LostMark } from './edge-arrows.ts';
import { boxOf, handlesOf, MARK_COLORS, type ColorTones, type Size } from './mark.ts';
import { stands, type PosedMark } from './standing.ts';
import {
  LINE_HEIGHT,
  letteringBox,
  pinDisc,
  projectMark,
  type MarkPose,
  type MarkTraces,
  type Trace,
} from './trace.ts';

/** What is needed of a 2D canvas. */
export type PaintContext = Pick<
  CanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'arc'
  | 'fill'
  | 'stroke'
  | 'setLineDash'
  | 'fillText'
  | 'strokeText'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'lineCap'
  | 'globalAlpha'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
>;

/** Everything that is to be seen at one moment. */
export interface Scene {
  /** Lowest first. */
  readonly marks: readonly Mark[];
  /** Where a mark's anchor is in the frame that is shown; null while that is not known. */
  readonly poseOf: (mark: Mark) => MarkPose | null;
  /** In px of the canvas. */
  readonly canvas: Size;
  /** Canvas px for each CSS px. */
  readonly pixelRatio: number;
  readonly selected?: MarkId | null;
  /**
   * Paints what stands up over what lies flat.
   * @returns those that it could not paint, to be painted flat
   */
  readonly stand?: (marks: readonly PosedMark[]) => readonly PosedMark[];
}

/** Doubt shows by dashes and transparency together. */
export const DOUBT_ALPHA = 0.55;
const HIGHLIGHTER_ALPHA = 0.4;
/** Each outline, in CSS px. */
export const OUTLINE = 1.5;
const HANDLE = 9;
const FONT = 'system-ui, sans-serif';

/** How one mark is painted. */
interface Brush {
  readonly context: PaintContext;
  readonly tones: ColorTones;
  /** Canvas px for each CSS px. */
  readonly ratio: number;
  readonly unsure: boolean;
}

/**
 * Paints marks over what is on the canvas; clearing it is the caller's.
 * @returns the arrows to what is lost, to be named and pressed
 */
export function paint(context: PaintContext, scene: Scene): readonly EdgeArrow[] {
  const { marks, poseOf, canvas, pixelRatio: ratio, selected, stand } = scene;
  const lost: LostMark[] = [];
  const standing: PosedMark[] = [];
  for (const mark of marks) {
    const pose = poseOf(mark);
    const traces = pose === null ? null : projectMark(mark, pose, ratio);
    if (pose === null || traces === null) continue;
    if (pose.status === 'lost') {
      lost.push({ mark: mark.id, color: mark.color, x: traces.at[0], y: traces.at[1] });
      continue;
    }
    if (stand !== undefined && stands(mark)) standing.push({ mark, pose });
    else paintPosed(context, mark, pose, traces, ratio);
  }
  for (const { mark, pose } of stand?.(standing) ?? []) {
    const traces = projectMark(mark, pose, ratio);
    if (traces !== null) paintPosed(context, mark, pose, traces, ratio);
  }
  const chosen = marks.find(({ id }) => id === selected);
  const pose = chosen === undefined ? null : poseOf(chosen);
  if (chosen !== undefined && pose !== null && pose.status !== 'lost')
    paintHandles(context, chosen, pose, ratio);
  const arrows = edgeArrows(lost, canvas, ratio);
  for (const arrow of arrows) paintEdgeArrow(context, arrow, ratio);
  return arrows;
}

function paintPosed(
  context: PaintContext,
  mark: Mark,
  pose: MarkPose,
  traces: MarkTraces,
  ratio: number,
): void {
  const unsure = pose.status === 'unsure';
  context.save();
  context.lineJoin = 'round';
  context.lineCap = 'round';
  if (unsure) context.globalAlpha = DOUBT_ALPHA;
  paintMark({ context, tones: MARK_COLORS[mark.color], ratio, unsure }, mark, traces);
  context.restore();
}

function follow(context: PaintContext, traces: readonly Trace[]): void {
  context.beginPath();
  for (const { spots, closed } of traces) {
    for (const [i, [x, y]] of spots.entries())
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    const [first] = spots;
    // A single spot is a dot.
    if (spots.length === 1 && first !== undefined) context.lineTo(first[0] + 0.01, first[1]);
    if (closed) context.closePath();
  }
}

/** Light outside, dark inside of it, and then the line itself. */
function bands({ context, tones, ratio }: Brush, width: number): void {
  for (const [style, outlines] of [
    [tones.light, 4],
    [tones.dark, 2],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width + outlines * OUTLINE * ratio;
    context.stroke();
  }
}

function paintLines(brush: Brush, traces: readonly Trace[], width: number): void {
  const { context, tones, ratio, unsure } = brush;
  // With round ends a dash grows by the line's width, so the gap has to be wider.
  if (unsure) context.setLineDash([width + 6 * ratio, 2.2 * width + 9 * ratio]);
  follow(context, traces);
  bands(brush, width);
  context.strokeStyle = tones.fill;
  context.lineWidth = width;
  context.stroke();
}

function paintArea(brush: Brush, area: Trace, alpha: number): void {
  const { context, tones } = brush;
  follow(context, [area]);
  bands(brush, 0);
  context.globalAlpha = alpha;
  context.fillStyle = tones.fill;
  context.fill();
}

function paintMark(brush: Brush, mark: Mark, traces: MarkTraces): void {
  const { shape } = mark;
  if (shape.is === 'pin') paintPin(brush, mark, traces, shape.number);
  else if (shape.is === 'label') paintLabel(brush, mark, traces);
  else if (shape.is === 'text') paintLetters(brush, mark, traces);
  else if (traces.area !== null && traces.area.spots.length > 2) {
    const alpha = shape.is === 'highlighter' ? HIGHLIGHTER_ALPHA : 1;
    // An area's own edge cannot be dashed so that one sees it: in doubt the stroke becomes a dashed line.
    if (!brush.unsure) paintArea(brush, traces.area, alpha);
    else paintLines(brush, traces.lines, shape.is === 'pen' ? traces.width : traces.width / 2);
  } else paintLines(brush, traces.lines, traces.width);
}

/** Upright, whichever way the object lies. */
function paintLetters(brush: Brush, mark: Mark, traces: MarkTraces): void {
  const { context, tones, ratio, unsure } = brush;
  const box = letteringBox(mark, traces);
  const { lines, height } = traces.lettering ?? { lines: [], height: 0 };
  context.font = `600 ${height.toFixed(1)}px ${FONT}`;
  const centered = mark.shape.is === 'label';
  context.textAlign = centered ? 'center' : 'left';
  context.textBaseline = 'middle';
  // Letters are never dashed: nobody could read them.
  context.setLineDash([]);
  const x = centered ? box.x + box.width / 2 : box.x;
  const each = (draw: (line: string, y: number) => void) => {
    for (const [i, line] of lines.entries()) draw(line, box.y + (i + 0.5) * height * LINE_HEIGHT);
  };
  for (const [style, outlines] of [
    [tones.light, 4],
    [tones.dark, 2],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = outlines * OUTLINE * ratio;
    each((line, y) => context.strokeText(line, x, y));
  }
  context.fillStyle = tones.fill;
  each((line, y) => context.fillText(line, x, y));
  if (!unsure || lines.length === 0) return;
  const under = box.y + box.height;
  const spots = [[box.x, under] as const, [box.x + box.width, under] as const];
  paintLines(brush, [{ spots, closed: false }], 1.5 * ratio);
}

/** A text over its place, on a stem: flat, for where nothing stands up in three dimensions. */
function paintLabel(brush: Brush, mark: Mark, traces: MarkTraces): void {
  const [x, y] = traces.at;
  const box = letteringBox(mark, traces);
  const spots = [[x, y] as const, [x, box.y + box.height] as const];
  paintLines(brush, [{ spots, closed: false }], Math.max(traces.width, 2 * brush.ratio));
  paintLetters(brush, mark, traces);
}

/** A disc with its number, and a point that stands on the place. */
function paintPin(brush: Brush, mark: Mark, traces: MarkTraces, number: number): void {
  const { context, tones, ratio, unsure } = brush;
  const { x, y, r } = pinDisc(traces);
  const [tipX, tipY] = traces.at;
  if (unsure) context.setLineDash([5 * ratio, 7 * ratio]);
  context.beginPath();
  // Tangents from the point to the disc.
  const half = Math.acos(r / (tipY - y));
  context.arc(x, y, r, Math.PI / 2 + half, Math.PI / 2 - half);
  context.lineTo(tipX, tipY);
  context.closePath();
  bands(brush, 0);
  context.fillStyle = tones.fill;
  context.fill();
  context.setLineDash([]);
  const digits = String(number);
  context.font = `700 ${(r * (digits.length > 2 ? 0.85 : 1.15)).toFixed(1)}px ${FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = tones.dark;
  context.fillText(digits, x, y);
  paintLetters(brush, mark, traces);
}

function paintHandles(context: PaintContext, mark: Mark, pose: MarkPose, ratio: number): void {
  const { width, height } = pose.frame;
  const land = (points: readonly { x: number; y: number }[]) =>
    points.flatMap(({ x, y }) => {
      const spot = project(pose.homography, x * width, y * height);
      return spot === null ? [] : [[spot.x, spot.y] as const];
    });
  const tones = MARK_COLORS.white;
  const brush = { context, tones, ratio, unsure: false };
  context.save();
  context.setLineDash([4 * ratio, 4 * ratio]);
  follow(context, [{ spots: land(boxOf(mark.shape)), closed: true }]);
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
  for (const [x, y] of land(handlesOf(mark.shape))) {
    const corners = [
      [x - r, y - r],
      [x + r, y - r],
      [x + r, y + r],
      [x - r, y + r],
    ] as const;
    paintArea(brush, { spots: corners, closed: true }, 1);
  }
  context.restore();
}

function paintEdgeArrow(context: PaintContext, arrow: EdgeArrow, ratio: number): void {
  const { x, y, angle, marks } = arrow;
  const r = (EDGE_ARROW_SIZE / 2) * ratio;
  const tones = MARK_COLORS[arrow.color];
  const spot = (ahead: number, aside: number) =>
    [
      x + r * (ahead * Math.cos(angle) - aside * Math.sin(angle)),
      y + r * (ahead * Math.sin(angle) + aside * Math.cos(angle)),
    ] as const;
  context.save();
  context.lineJoin = 'round';
  const brush = { context, tones, ratio, unsure: false };
  // A second tip behind the first shows that there is more than one.
  const depths = marks.length > 1 ? [-0.7, 0] : [0];
  for (const depth of depths)
    paintArea(
      brush,
      {
        spots: [spot(depth + 1, 0), spot(depth - 0.7, -0.9), spot(depth - 0.7, 0.9)],
        closed: true,
      },
      1,
    );
  if (marks.length > 1) {
    context.font = `700 ${(r * 0.9).toFixed(1)}px ${FONT}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = tones.dark;
    const [cx, cy] = spot(-0.15, 0);
    context.fillText(String(marks.length), cx, cy);
  }
  context.restore();
}
