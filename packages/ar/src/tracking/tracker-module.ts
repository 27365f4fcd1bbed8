import { trackerWasm } from '#tracker-wasm';
import { TrackingError } from './tracking-error.ts';

/** What the WebAssembly module exports; places are byte offsets into its memory. */
export interface TrackerExports {
  readonly memory: WebAssembly.Memory;
  readonly start: (width: number, height: number, halvings: number, mostAnchors: number) => number;
  readonly inputAt: () => number;
  readonly maskAt: () => number;
  readonly hullAt: () => number;
  readonly resultsAt: () => number;
  readonly add: (hullPoints: number, masked: number) => number;
  readonly catchUp: (anchor: number) => void;
  readonly caughtUp: (anchor: number) => void;
  readonly remove: (anchor: number) => void;
  readonly lose: (anchor: number) => number;
  readonly update: (masked: number) => number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** The module with a memory of its own; compiled once. Throws `simd-missing` where it cannot be had. */
export async function loadTrackerModule(): Promise<TrackerExports> {
  try {
    compiled ??= WebAssembly.compile(
      Uint8Array.from(atob(trackerWasm), (character) => character.charCodeAt(0)),
    );
    const instance = await WebAssembly.instantiate(await compiled, {
      env: {
        abort: () => {
          throw new Error('The tracker module gave up.');
        },
      },
    });
    // The module is ours, and this interface says what it exports.
    return instance.exports as unknown as TrackerExports;
  } catch (cause) {
    compiled = undefined;
    throw new TrackingError('simd-missing', { cause });
  }
}
