import type { Point, SpanShape } from '@fernblick/protocol';
import { place, type Size } from '../mark.ts';

/** Tools that draw from one place to another. */
export type SpanTool = SpanShape['is'];

// Of the frame's shorter side: less than this is a tap.
const SHORTEST = 0.015;
// What a tap draws, as a share of the frame's shorter side.
export const TAP_SIZE = 0.16;

/** The shape between two places. */
export function spanShape(tool: SpanTool, from: Point, to: Point): SpanShape {
  const [a, b] = [place(from.x, from.y), place(to.x, to.y)];
  switch (tool) {
    case 'line':
    case 'arrow':
    case 'arrow-3d':
      return { is: tool, from: a, to: b };
    case 'rectangle':
      return { is: tool, corners: [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }] };
    case 'ellipse': {
      const center = place((a.x + b.x) / 2, (a.y + b.y) / 2);
      return {
        is: tool,
        center,
        tips: [
          { x: b.x, y: center.y },
          { x: center.x, y: b.y },
        ],
      };
    }
  }
}

/** The finished shape; a tap makes one of usual size: an arrow that points there, anything else around it. */
export function finishSpan(tool: SpanTool, from: Point, to: Point, frame: Size): SpanShape {
  const short = Math.min(frame.width, frame.height);
  const [dx, dy] = [(to.x - from.x) * frame.width, (to.y - from.y) * frame.height];
  if (Math.hypot(dx, dy) >= SHORTEST * short) return spanShape(tool, from, to);
  const [w, h] = [(TAP_SIZE * short) / frame.width, (TAP_SIZE * short) / frame.height];
  if (tool === 'rectangle' || tool === 'ellipse')
    return spanShape(
      tool,
      { x: to.x - w / 2, y: to.y - h / 2 },
      { x: to.x + w / 2, y: to.y + h / 2 },
    );
  // From where there is room: the arrow's tail stays in the picture.
  const [left, up] = [to.x < w ? -1 : 1, to.y < h ? -1 : 1];
  return spanShape(tool, { x: to.x - left * w, y: to.y - up * h }, to);
}
