import type { Point } from '@fernblick/protocol';
import type { PaintContext } from './brush.ts';

/** CSS px. */
const RADIUS = 14;

/** Cross hairs for the keyboard, at a place of the canvas: light on dark, to be seen on anything. */
export function paintReticle(context: PaintContext, { x, y }: Point, ratio: number): void {
  const r = RADIUS * ratio;
  context.save();
  context.lineCap = 'round';
  for (const [style, width] of [
    ['#000', 5],
    ['#fff', 2],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width * ratio;
    context.beginPath();
    context.arc(x, y, r * 0.6, 0, 2 * Math.PI);
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      context.moveTo(x + dx * r * 0.35, y + dy * r * 0.35);
      context.lineTo(x + dx * r * 1.3, y + dy * r * 1.3);
    }
    context.stroke();
  }
  context.restore();
}
