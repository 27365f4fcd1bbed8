import type { ColorTones } from './mark.ts';
import type { Trace } from './trace.ts';

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

/** Each outline, in CSS px. */
export const OUTLINE = 1.5;
/** Doubt shows by dashes and transparency together. */
export const DOUBT_ALPHA = 0.55;
export const FONT = 'system-ui, sans-serif';

/** How one mark is painted. */
export interface Brush {
  readonly context: PaintContext;
  readonly tones: ColorTones;
  /** Canvas px for each CSS px. */
  readonly ratio: number;
  readonly unsure: boolean;
}

/** Lays a path along lines. */
export function follow(context: PaintContext, traces: readonly Trace[]): void {
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

/** Light outside, dark inside of it: what makes a line stand out on anything, before the line itself. */
export function bands({ context, tones, ratio }: Brush, width: number): void {
  for (const [style, outlines] of [
    [tones.light, 4],
    [tones.dark, 2],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width + outlines * OUTLINE * ratio;
    context.stroke();
  }
}

/** Paints lines that stand out on anything; in doubt as dashes. */
export function paintLines(brush: Brush, traces: readonly Trace[], width: number): void {
  const { context, tones, ratio, unsure } = brush;
  // With round ends a dash grows by the line's width, so the gap has to be wider.
  if (unsure) context.setLineDash([width + 6 * ratio, 2.2 * width + 9 * ratio]);
  follow(context, traces);
  bands(brush, width);
  context.strokeStyle = tones.fill;
  context.lineWidth = width;
  context.stroke();
}

/** Fills an area that stands out on anything. */
export function paintArea(brush: Brush, area: Trace, alpha: number): void {
  const { context, tones } = brush;
  follow(context, [area]);
  bands(brush, 0);
  context.globalAlpha = alpha;
  context.fillStyle = tones.fill;
  context.fill();
}
