import type { Size } from '../drawing/mark.ts';
import { createSurfaceTracker } from '../tracking/surface-tracker.ts';
import type { Tracking } from './anchors.ts';
import { originalOf } from './original-frame.ts';

/** As many marks as people draw and more. */
const MOST_ANCHORS = 40;

/** A tracker for pictures of this size, and what else following needs: apart from what draws. */
export async function loadTracking(size: Size): Promise<Tracking> {
  const tracker = await createSurfaceTracker({ ...size, mostAnchors: MOST_ANCHORS });
  return { tracker, originalOf };
}
