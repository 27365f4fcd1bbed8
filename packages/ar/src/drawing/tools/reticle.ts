import type { Point } from '@fernblick/protocol';
import type { Size } from '../mark.ts';

/** Keys that a tool understands, by their DOM names. */
export type ToolKey =
  'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Enter' | 'Escape' | '+' | '-';

// Of the frame's shorter side.
const STEP = 0.02;
const FINE_STEP = 0.004;

const DIRECTIONS: Partial<Record<ToolKey, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Where an arrow key takes the reticle; null for any other key. It begins in the middle and stays in the picture.
 * @param keep the nearest place inside the picture
 */
export function moveReticle(
  reticle: Point | null,
  key: ToolKey,
  fine: boolean,
  frame: Size,
  keep = within,
): Point | null {
  const direction = DIRECTIONS[key];
  if (direction === undefined) return null;
  const { x, y } = reticle ?? { x: 0.5, y: 0.5 };
  const px = (fine ? FINE_STEP : STEP) * Math.min(frame.width, frame.height);
  return keep(x + (direction[0] * px) / frame.width, y + (direction[1] * px) / frame.height);
}

/** The nearest place inside the frame. */
export function within(x: number, y: number): Point {
  return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
}
