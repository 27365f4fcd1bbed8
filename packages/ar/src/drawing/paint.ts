import type { Mark, MarkId } from '@fernblick/protocol';
import {
  bands,
  DOUBT_ALPHA,
  FONT,
  OUTLINE,
  paintArea,
  paintLines,
  type Brush,
  type PaintContext,
} from './brush.ts';
import type { EdgeArrow } from './lost-marks.ts';
import { MARK_COLORS } from './mark.ts';
import type { PaintAside } from './paint-aside.ts';
import type { HiddenMark } from './paint-lost.ts';
import { stands, type OutlineOf, type PosedMark } from './standing.ts';
import {
  LINE_HEIGHT,
  pinDisc,
  projectMark,
  type Area,
  type Lettering,
  type MarkPose,
  type MarkTraces,
} from './trace.ts';

/** Everything that is to be seen at one moment. */
export interface Scene {
  /** Lowest first. */
  readonly marks: readonly Mark[];
  /** Where a mark's anchor is in the frame that is shown; null while that is not known. */
  readonly poseOf: (mark: Mark) => MarkPose | null;
  /** The part of the canvas that shows the picture, in its px: arrows stand at its edge. */
  readonly visible: Area;
  /** What lies over a part of that, in px of the canvas too. */
  readonly covered?: Area | null;
  /** Canvas px for each CSS px. */
  readonly pixelRatio: number;
  readonly selected?: MarkId | null;
  /**
   * Paints what stands up over what lies flat.
   * @returns those that it could not paint, to be painted flat
   */
  readonly stand?: (marks: readonly PosedMark[]) => readonly PosedMark[];
  /** What can be touched of what stands up. */
  readonly outlineOf?: OutlineOf;
  /** Shows where lost marks are and which mark is selected; neither shows while that is being loaded. */
  readonly aside?: PaintAside;
}

const HIGHLIGHTER_ALPHA = 0.4;

/**
 * Paints marks over what is on the canvas; clearing it is the caller's.
 * @returns the arrows to what is lost
 */
export function paint(context: PaintContext, scene: Scene): readonly EdgeArrow[] {
  const { marks, poseOf, visible, pixelRatio: ratio, selected, stand } = scene;
  const lost: HiddenMark[] = [];
  const standing: PosedMark[] = [];
  for (const mark of marks) {
    const pose = poseOf(mark);
    if (pose?.status === 'lost') {
      lost.push({ mark, pose });
      continue;
    }
    const traces = pose === null ? null : projectMark(mark, pose, ratio);
    if (pose === null || traces === null) continue;
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
    scene.aside?.paintSelected(context, chosen, pose, ratio, scene.outlineOf);
  return scene.aside?.paintLost(context, lost, visible, ratio, scene.covered) ?? [];
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

function paintMark(brush: Brush, mark: Mark, traces: MarkTraces): void {
  const { shape } = mark;
  const { lettering } = traces;
  if (lettering !== null) {
    if (shape.is === 'pin') paintPin(brush, traces, shape.number);
    else if (shape.is === 'label') paintStem(brush, traces, lettering.box);
    paintLetters(brush, lettering);
  } else if (traces.area !== null && traces.area.spots.length > 2) {
    const alpha = shape.is === 'highlighter' ? HIGHLIGHTER_ALPHA : 1;
    // An area's own edge cannot be dashed so that one sees it: in doubt the stroke becomes a dashed line.
    if (!brush.unsure) paintArea(brush, traces.area, alpha);
    else paintLines(brush, traces.lines, shape.is === 'pen' ? traces.width : traces.width / 2);
  } else paintLines(brush, traces.lines, traces.width);
}

/** Upright, whichever way the object lies. */
function paintLetters(brush: Brush, { lines, height, isBefore, box }: Lettering): void {
  const { context, tones, ratio, unsure } = brush;
  context.font = `600 ${height.toFixed(1)}px ${FONT}`;
  context.textAlign = isBefore ? 'right' : 'left';
  context.textBaseline = 'middle';
  // Letters are never dashed: nobody could read them.
  context.setLineDash([]);
  const x = box.x + (isBefore ? box.width : 0);
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

/** What a text stands on over its place: flat, for where nothing stands up in three dimensions. */
function paintStem(brush: Brush, { at, width }: MarkTraces, { y, height }: Area): void {
  const spots = [at, [at[0], y + height] as const];
  paintLines(brush, [{ spots, closed: false }], Math.max(width, 2 * brush.ratio));
}

/** A disc with its number, and a point that stands on the place. */
function paintPin(brush: Brush, traces: MarkTraces, number: number): void {
  const { context, tones, ratio, unsure } = brush;
  const { x, y, r } = pinDisc(traces);
  const [tipX, tipY] = traces.at;
  if (unsure) context.setLineDash([5 * ratio, 7 * ratio]);
  context.beginPath();
  // Tangents from the point to the disc.
  const half = Math.acos(r / (tipY - y));
  context.arc(x, y, r, Math.PI / 2 + half, Math.PI / 2 - half, tipY < y);
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
}
