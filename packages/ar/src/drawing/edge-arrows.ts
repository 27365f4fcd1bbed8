import type { MarkColor, MarkId } from '@fernblick/protocol';
import type { Size } from './mark.ts';

/** Something that is out of the picture, and where it was last, in px of the canvas. */
export interface LostMark {
  readonly mark: MarkId;
  readonly color: MarkColor;
  readonly x: number;
  readonly y: number;
}

/** An arrow at the edge of the canvas. */
export interface EdgeArrow {
  readonly x: number;
  readonly y: number;
  /** Radians clockwise from pointing right. */
  readonly angle: number;
  readonly color: MarkColor;
  /** The marks that lie in this direction; more than one where arrows would cover each other. */
  readonly marks: readonly MarkId[];
}

/** An arrow's size, in CSS px. */
export const EDGE_ARROW_SIZE = 22;

/** Where the arrows to lost marks stand: one for each direction, those of nearly the same one as a stack. */
export function edgeArrows(
  lost: readonly LostMark[],
  canvas: Size,
  pixelRatio: number,
): readonly EdgeArrow[] {
  const size = EDGE_ARROW_SIZE * pixelRatio;
  const [cx, cy] = [canvas.width / 2, canvas.height / 2];
  // Never beyond the middle, however small the canvas.
  const [roomX, roomY] = [Math.max(0, cx - size), Math.max(0, cy - size)];
  const stacks: EdgeArrow[] = [];
  for (const { mark, color, x, y } of lost) {
    const [dx, dy] = [x - cx, y - cy];
    if (!Number.isFinite(dx) || !Number.isFinite(dy)) continue;
    // From the middle straight to where it was; from the very middle, upwards.
    const angle = dx === 0 && dy === 0 ? -Math.PI / 2 : Math.atan2(dy, dx);
    const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
    const reach = Math.min(roomX / Math.abs(ux), roomY / Math.abs(uy));
    const arrow = { x: cx + ux * reach, y: cy + uy * reach, angle, color, marks: [mark] };
    const near = stacks.findIndex(
      (other) => Math.hypot(other.x - arrow.x, other.y - arrow.y) < size * 1.5,
    );
    const stack = stacks[near];
    if (stack === undefined) stacks.push(arrow);
    else stacks[near] = { ...stack, marks: [...stack.marks, mark] };
  }
  return stacks;
}
