import type { Point } from '@fernblick/protocol';
import type { Size } from '../drawing/mark.ts';
import { convexHull } from '../tracking/region.ts';

/** Numbers of the places that MediaPipe finds on a hand. */
const WRIST = 0;
const INDEX_ROOT = 5;
const INDEX_JOINT = 6;
const INDEX_TIP = 8;
const PLACES = 21;
/** A finger is stretched when its tip is farther from the wrist than its middle joint, by so much. */
const STRETCHED = 1.12;
/** Places lie on the bones; a hand is wider by about this much of the palm's length. */
const FLESH = 0.3;

/**
 * Where a hand points: the tip of its index finger, while that is stretched; null for any other hand.
 * @param hand its 21 places, 0 to 1 of the picture
 * @param frame the picture's size, px
 */
export function pointingAt(hand: readonly Point[], frame: Size): Point | null {
  const [wrist, root, joint, tip] = [WRIST, INDEX_ROOT, INDEX_JOINT, INDEX_TIP].map((i) => hand[i]);
  if (wrist === undefined || root === undefined || joint === undefined || tip === undefined)
    return null;
  if (![tip.x, tip.y].every((value) => value >= 0 && value <= 1)) return null;
  const far = (point: Point) => distance(wrist, point, frame);
  return far(tip) > STRETCHED * far(joint) && far(joint) > far(root)
    ? { x: tip.x, y: tip.y }
    : null;
}

/** What a hand covers: the hull of its places with flesh round it, 0 to 1; empty where it is no hand. */
export function hullOfHand(hand: readonly Point[], frame: Size): readonly Point[] {
  const [wrist, root] = [hand[WRIST], hand[INDEX_ROOT]];
  if (hand.length !== PLACES || wrist === undefined || root === undefined) return [];
  const flesh = FLESH * distance(wrist, root, frame);
  const [dx, dy] = [flesh / frame.width, flesh / frame.height];
  const around = hand.flatMap(({ x, y }) =>
    [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
      [0.7, 0.7],
      [0.7, -0.7],
      [-0.7, 0.7],
      [-0.7, -0.7],
    ].map(([u = 0, v = 0]) => ({ x: x + u * dx, y: y + v * dy })),
  );
  return convexHull(around);
}

function distance(a: Point, b: Point, { width, height }: Size): number {
  return Math.hypot((a.x - b.x) * width, (a.y - b.y) * height);
}
