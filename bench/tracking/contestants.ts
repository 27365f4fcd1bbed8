import { openCv } from './opencv.ts';
import { IDENTITY, type Point } from './geometry.ts';
import type { Estimate } from './metrics.ts';

/** A tracker that follows one region through one film. */
export interface Tracking {
  /** `ignore`: where a hand is known to be, for those who ask. */
  readonly update: (gray: Uint8Array, ignore?: Uint8Array) => Estimate;
  readonly close: () => void;
}

export interface Contestant {
  readonly name: ContestantName;
  /** What it is, for the report. */
  readonly what: string;
  readonly begin: (
    size: { readonly width: number; readonly height: number },
    gray: Uint8Array,
    region: readonly Point[],
  ) => Promise<Tracking>;
}

export type ContestantName = 'ours' | 'opencv' | 'static' | 'masked';

export const ours: Contestant = {
  name: 'ours',
  what: '@fernblick/ar/tracking',
  begin: async (size, gray, region) => {
    // Only now: the run builds the tracker's module first.
    const { createSurfaceTracker } = await import('@fernblick/ar/tracking');
    const tracker = await createSurfaceTracker(size);
    const id = tracker.addAnchor(gray, region);
    return {
      update: (next, ignore) => {
        const pose = tracker
          .update(next, ignore === undefined ? {} : { ignore })
          .find((each) => each.id === id);
        return pose ?? { status: 'lost', homography: null, confidence: 0 };
      },
      close: () => tracker.close(),
    };
  },
};

/** What stays where it was drawn on the screen. */
const still: Contestant = {
  name: 'static',
  what: 'a drawing that stays where it is on the screen',
  begin: () =>
    Promise.resolve({
      update: () => ({ status: 'tracked', homography: IDENTITY, confidence: null }),
      close: () => undefined,
    }),
};

/** Ours, told where the hand is: only of films with something in front of the region. */
export const masked: Contestant = { ...ours, name: 'masked', what: 'ours, told where the hand is' };

/** In the order of the report. */
export const contestants: readonly Contestant[] = [ours, openCv, still];
