import type { Mark } from '@fernblick/protocol';
import { project } from '../homography.ts';
import {
  DOUBT_ALPHA,
  FONT,
  OUTLINE,
  paintArea,
  paintLines,
  type Brush,
  type PaintContext,
} from './brush.ts';
import { EDGE_ARROW_SIZE, showLost, type EdgeArrow, type LostMark } from './lost-marks.ts';
import { centerOf, MARK_COLORS } from './mark.ts';
import { breakLines, type Area, type MarkPose, type Trace } from './trace.ts';

/** A mark that is lost, with the last pose that is known of it. */
export interface HiddenMark {
  readonly mark: Mark;
  readonly pose: MarkPose;
}

// In CSS px.
const RING_RADIUS = 20;
const NAME_HEIGHT = 14;
/** So much of a name stands beside an arrow, and so much on it. */
const MOST_BESIDE = 14;
const MOST_ON = 2;
const CIRCLE_SPOTS = 32;

/** What is known of a mark that is not found in the picture. */
function asLost({ mark, pose: { homography, frame, lostMs = 0 } }: HiddenMark): LostMark {
  const { id, color, shape } = mark;
  const { x, y } = centerOf(shape);
  const text = 'text' in shape && shape.is !== 'pin' ? (shape.text ?? '') : '';
  const [first = '', more] = breakLines(text, MOST_BESIDE);
  return {
    mark: id,
    color,
    name: shape.is === 'pin' ? String(shape.number) : more === undefined ? first : `${first}…`,
    // What was never seen is said to be lost for ever.
    at: lostMs === Infinity ? null : project(homography, x * frame.width, y * frame.height),
    lostMs,
  };
}

/**
 * Paints where lost marks were, or in which direction they are. It comes with the first mark, apart from what paints
 * marks.
 */
export function paintLost(
  context: PaintContext,
  lost: readonly HiddenMark[],
  visible: Area,
  ratio: number,
  covered: Area | null = null,
): readonly EdgeArrow[] {
  const { rings, arrows } = showLost(lost.map(asLost), visible, ratio, covered);
  context.save();
  context.lineJoin = 'round';
  context.textBaseline = 'middle';
  context.globalAlpha = DOUBT_ALPHA;
  for (const { x, y, color } of rings) {
    const brush = { context, tones: MARK_COLORS[color], ratio, unsure: true };
    paintLines(brush, [circle(x, y, RING_RADIUS * ratio)], 2 * ratio);
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
  const middle = visible.x + visible.width / 2;
  for (const arrow of arrows) {
    const brush = { context, tones: MARK_COLORS[arrow.color], ratio, unsure: false };
    const isOn = arrow.angle !== null && arrow.name.length <= MOST_ON;
    paintArrow(brush, arrow, arrow.angle === null ? '?' : isOn ? arrow.name : '');
    if (!isOn) paintName(brush, arrow, arrow.x < middle);
  }
  context.restore();
  return arrows;
}

function circle(x: number, y: number, r: number): Trace {
  const spots = Array.from({ length: CIRCLE_SPOTS }, (_, i) => {
    const angle = (2 * Math.PI * i) / CIRCLE_SPOTS;
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)] as const;
  });
  return { spots, closed: true };
}

function paintArrow(brush: Brush, { x, y, angle, marks }: EdgeArrow, letters: string): void {
  const { context, tones, ratio } = brush;
  const r = (EDGE_ARROW_SIZE / 2) * ratio;
  const [ux, uy] = angle === null ? [0, 0] : [r * Math.cos(angle), r * Math.sin(angle)];
  const spot = (ahead: number, aside: number) =>
    [x + ahead * ux - aside * uy, y + ahead * uy + aside * ux] as const;
  // A second tip behind the first shows that there is more than one.
  for (const depth of marks.length > 1 ? [-0.7, 0] : [0]) {
    const back = depth - 0.8;
    // Notched, so that nobody takes its base for its tip.
    const spots = [spot(depth + 1.2, 0), spot(back, -0.9), spot(depth - 0.45, 0), spot(back, 0.9)];
    paintArea(brush, angle === null ? circle(x, y, r) : { spots, closed: true }, 1);
  }
  context.font = `700 ${(r * (letters.length > 1 ? 0.8 : 1.1)).toFixed(1)}px ${FONT}`;
  context.textAlign = 'center';
  context.fillStyle = tones.dark;
  context.fillText(letters, ...spot(0.05, 0));
}

/** Beside the arrow, towards the middle of the picture. */
function paintName({ context, tones, ratio }: Brush, { x, y, name }: EdgeArrow, isLeft: boolean) {
  const at = x + (isLeft ? 1 : -1) * EDGE_ARROW_SIZE * ratio;
  context.font = `600 ${(NAME_HEIGHT * ratio).toFixed(1)}px ${FONT}`;
  context.textAlign = isLeft ? 'left' : 'right';
  for (const [style, outlines] of [
    [tones.light, 4],
    [tones.dark, 2],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = outlines * OUTLINE * ratio;
    context.strokeText(name, at, y);
  }
  context.fillStyle = tones.fill;
  context.fillText(name, at, y);
}
