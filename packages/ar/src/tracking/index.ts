export type {
  AddAnchorOptions,
  AnchorPose,
  AnchorStatus,
  Homography,
  SurfaceTracker,
  SurfaceTrackerOptions,
  UpdateOptions,
} from './surface-tracker.ts';
export { createSurfaceTracker } from './surface-tracker.ts';
export type { Point } from './region.ts';
export type { TrackingErrorCode } from './tracking-error.ts';
export { TrackingError, trackingErrors } from './tracking-error.ts';
