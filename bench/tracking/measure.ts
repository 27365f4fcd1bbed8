import { originalOf } from '../../packages/ar/src/ink/original-frame.ts';
import { keptFrames } from './film-store.ts';
import type { Contestant, ContestantName } from './contestants.ts';
import type { SequenceClass } from './classes.ts';
import type { Point } from './geometry.ts';
import { cornerError, type FrameRecord } from './metrics.ts';
import type { Frame, Sequence, Truth } from './sequences.ts';

/**
 * How the frames reached the tracker: as the camera took them, or through a video call's compression. `told`: the
 * camera's side follows, as it took them, what somebody has marked in what came through the connection.
 */
export type Route =
  'raw' | 'vp8-1500' | 'vp8-700' | 'webrtc-1500' | 'webrtc-700' | 'told-1500' | 'told-700';

/** True where a film goes to nobody but ours: others tell nothing. */
export function isTold(route: Route): boolean {
  return route.startsWith('told-');
}

/** Frames before and after the one of which a picture was, among which it is looked for. */
const AROUND = 4;

/** A film as it arrived: frames that were dropped on the way are null. */
export interface Arrived {
  readonly region: readonly Point[];
  readonly width: number;
  readonly height: number;
  readonly frames: readonly (Uint8Array | null)[];
  readonly truths: readonly Truth[];
  /** What the region was marked in, where that is another picture of the first frame that arrived. */
  readonly keyframe?: Uint8Array;
}

/** One film, one route, one tracker. */
export interface FilmResult {
  readonly sequence: string;
  readonly class: SequenceClass;
  readonly route: Route;
  readonly contestant: ContestantName;
  readonly records: readonly FrameRecord[];
}

/** All frames of a sequence; from `folder`, where one is given and they are there. */
export function render(sequence: Sequence, folder?: string): readonly Frame[] {
  if (folder !== undefined) return keptFrames(folder, sequence);
  return Array.from({ length: sequence.frames }, (_, frame) => sequence.frame(frame));
}

/**
 * What the camera's side follows once somebody has marked a region in what arrived of a film: its own frames, from the
 * one of which that was on, which it looks for as it does in a call.
 */
export function told(arrived: Arrived, raw: readonly Uint8Array[]): Arrived {
  const { frames, width, height } = arrived;
  const start = frames.findIndex((gray) => gray !== null);
  const seen = frames[start];
  if (seen === undefined || seen === null) return arrived;
  const near = raw.slice(Math.max(0, start - AROUND), start + AROUND + 1);
  const original = originalOf(
    seen,
    { width, height },
    near.map((gray) => ({ gray })),
  );
  return {
    ...arrived,
    frames: raw.map((gray, frame) => (frame < start ? null : gray)),
    keyframe: original?.gray ?? seen,
  };
}

/** CPU time of this process, in milliseconds: what other programs do at the same time does not count. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Lets a tracker follow a film from the first frame that arrived; that is where the region is marked. */
export async function follow(
  contestant: Contestant,
  { frames, truths, region, width, height, keyframe }: Arrived,
  masks?: (frame: number) => Uint8Array | undefined,
): Promise<readonly FrameRecord[]> {
  const start = frames.findIndex((gray) => gray !== null);
  const first = keyframe ?? frames[start];
  const marked = start === 0 ? region : truths[start]?.corners;
  if (first === undefined || first === null || marked === undefined || marked === null)
    throw new Error('Nothing arrived in which the region could be marked.');
  const tracking = await contestant.begin({ width, height }, first, marked);
  const records: FrameRecord[] = [];
  try {
    for (const [frame, gray] of frames.entries()) {
      const truth = truths[frame];
      if (frame <= start || gray === null || truth === undefined) continue;
      const mask = masks?.(frame);
      const before = cpuMs();
      const { status, homography, confidence } = tracking.update(gray, mask);
      const took = cpuMs() - before;
      records.push({
        frame,
        visibleShare: truth.visibleShare,
        status,
        confidence,
        error: cornerError(marked, homography, truth),
        cpuMs: took,
      });
    }
  } finally {
    tracking.close();
  }
  return records;
}
