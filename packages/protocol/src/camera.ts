import * as v from 'valibot';

/** Settings of a camera for which one page can ask another. */
export const CameraKind = v.picklist(['rear', 'torch', 'zoom']);
export type CameraKind = v.InferOutput<typeof CameraKind>;

// Some cameras count zoom in per cent.
const Zoom = v.pipe(v.number(), v.minValue(0), v.maxValue(100_000));

/** What a camera can do, and does at this moment; null where it cannot. */
export const CameraAbilities = v.object({
  /** Whether the rear camera is the one that is seen; null where there are not both, front and rear. */
  rear: v.nullable(v.boolean()),
  /** Whether its light is on. */
  torch: v.nullable(v.boolean()),
  /** In the camera’s own unit. */
  zoom: v.nullable(
    v.pipe(
      v.object({ min: Zoom, max: Zoom, step: Zoom, at: Zoom }),
      v.check(({ min, max }) => min < max),
    ),
  ),
});
export type CameraAbilities = v.InferOutput<typeof CameraAbilities>;

/** What somebody wants of a camera. */
export const CameraWish = v.variant('kind', [
  v.object({ kind: v.literal('rear'), on: v.boolean() }),
  v.object({ kind: v.literal('torch'), on: v.boolean() }),
  v.object({ kind: v.literal('zoom'), at: Zoom }),
]);
export type CameraWish = v.InferOutput<typeof CameraWish>;

/** Why a wish was not fulfilled. */
export const CameraRefusal = v.picklist([
  'not-allowed',
  'switched-off',
  'on-hold',
  'other-side-away',
  'too-many-requests',
  'wish-declined',
  'device-constraints',
  'device-failed',
]);
export type CameraRefusal = v.InferOutput<typeof CameraRefusal>;
