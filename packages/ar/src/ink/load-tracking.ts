import type { Size } from '../drawing/mark.ts';
import { maskOf } from '../objects/polygon.ts';
import { createPoseFilter } from '../pose-filter.ts';
import { createSurfaceTracker, type SurfaceTracker } from '../tracking/surface-tracker.ts';
import { originalOf } from './original-frame.ts';

/** As many marks as people draw and more. */
const MOST_ANCHORS = 40;

/** What is needed beside a tracker: it comes with it, apart from what draws. */
export const besideTracker = { createPoseFilter, maskOf, originalOf };

export type Tracking = typeof besideTracker & { readonly tracker: SurfaceTracker };

/** All that follows things in pictures of this size. */
export async function loadTracking(size: Size): Promise<Tracking> {
  const tracker = await createSurfaceTracker({ ...size, mostAnchors: MOST_ANCHORS });
  return { ...besideTracker, tracker };
}
