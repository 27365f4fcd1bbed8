import { openCv } from './opencv.ts';
import { IDENTITY, type Matrix, type Point } from './geometry.ts';
import type { Estimate } from './metrics.ts';

/** A tracker that follows one region through one film. */
export interface Tracking {
  readonly update: (gray: Uint8Array) => Estimate;
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

export type ContestantName = 'ours' | 'opencv' | 'static';

const ours: Contestant = {
  name: 'ours',
  what: '@fernblick/ar/tracking',
  begin: async (size, gray, region) => {
    const { createSurfaceTracker } = await loadOurs();
    const tracker = await createSurfaceTracker(size);
    const id = tracker.addAnchor(gray, region);
    return {
      update: (next) => {
        const pose = tracker.update(next).find((each) => each.id === id);
        if (pose === undefined) return { status: 'lost', homography: null, confidence: 0 };
        const { status, homography, confidence } = pose;
        return { status, homography: matrixOf(homography), confidence };
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

interface SurfaceTracker {
  addAnchor(gray: Uint8Array, region: readonly Point[]): number;
  update(gray: Uint8Array): readonly {
    readonly id: number;
    readonly status: Estimate['status'];
    readonly homography: ArrayLike<number> | null;
    readonly confidence: number;
  }[];
  close(): void;
}

interface OurModule {
  createSurfaceTracker(size: {
    readonly width: number;
    readonly height: number;
  }): Promise<SurfaceTracker>;
}

/** The package as the contract describes it. */
export async function loadOurs(): Promise<OurModule> {
  // The measurement stands on the contract alone, so that it also runs against builds of another day.
  const module: unknown = await import('@fernblick/ar/tracking');
  return module as OurModule;
}

function matrixOf(numbers: ArrayLike<number> | null): Matrix | null {
  if (numbers === null) return null;
  // Nine numbers, row by row, as the contract says.
  return numbers.length === 9 ? (Array.from(numbers) as unknown as Matrix) : null;
}

/** In the order of the report. */
export const contestants: readonly Contestant[] = [ours, openCv, still];
