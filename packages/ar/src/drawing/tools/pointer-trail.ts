import type { Point } from '@fernblick/protocol';

/** How long the pointer's trail is seen. */
export const TRAIL_MS = 700;
// The trail's length is bounded, however fast a mouse reports.
const MOST_SPOTS = 100;

/** Where the pointer was, oldest first. */
export interface TrailSpot extends Point {
  readonly timeMs: number;
}

/** Adds where the pointer is now, and forgets what has faded. */
export function extendTrail(trail: readonly TrailSpot[], spot: TrailSpot): readonly TrailSpot[] {
  const still = trail.filter(({ timeMs }) => spot.timeMs - timeMs < TRAIL_MS);
  return [...still.slice(1 - MOST_SPOTS), spot];
}

/** What is to be seen of a trail: each place with its strength, from 1 when new to 0 when faded. */
export function fadeTrail(
  trail: readonly TrailSpot[],
  nowMs: number,
): readonly (Point & { readonly strength: number })[] {
  return trail.flatMap(({ x, y, timeMs }) => {
    const strength = Math.min(1, 1 - (nowMs - timeMs) / TRAIL_MS);
    return strength > 0 ? [{ x, y, strength }] : [];
  });
}
