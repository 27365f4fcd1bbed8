import { facing, project, type Matrix, type Point } from './geometry.ts';
import type { Truth } from './sequences.ts';

/** What a tracker says about a frame. */
export interface Estimate {
  readonly status: 'tracked' | 'unsure' | 'lost';
  readonly homography: Matrix | null;
  /** From 0 to 1; null where the tracker knows no such thing. */
  readonly confidence: number | null;
}

/** One frame of one film as one tracker saw it. */
export interface FrameRecord {
  /** Number of the frame in its film; frames that did not arrive leave gaps. */
  readonly frame: number;
  readonly visibleShare: number;
  readonly status: Estimate['status'];
  readonly confidence: number | null;
  /** Mean distance of the region's corners from where they truly are, in pixels; null without a pose or a truth. */
  readonly error: number | null;
  readonly cpuMs: number;
}

/** How well a tracker did; shares from 0 to 1, null where nothing of the kind occurred. */
export interface Score {
  readonly frames: number;
  /** Of the visible frames, those within 2 px; hidden drawings (`lost`) are not. */
  readonly p2: number | null;
  readonly p5: number | null;
  /** Of the visible frames, those called `tracked`. */
  readonly tracked: number | null;
  /** Of the frames that show anything of the region, those called `tracked` and more than 10 px off. */
  readonly wrongYetTracked: number | null;
  /** Of the frames that show nothing of it, those called `tracked`. */
  readonly trackedWhileOut: number | null;
  /** Frames from being visible again to the first one called `tracked` within 5 px, one for each return; null: never. */
  readonly recoveries: readonly (number | null)[];
  /** Expected calibration error of the confidence against being within 5 px. */
  readonly calibrationError: number | null;
  /** Over visible frames that have a pose. */
  readonly meanError: number | null;
  readonly cpuMedianMs: number | null;
  readonly cpuP95Ms: number | null;
}

/** From this share of its area on, a region counts as visible. */
export const VISIBLE_SHARE = 0.5;
const NEAR_PX = 2;
const USEFUL_PX = 5;
const WRONG_PX = 10;
const BINS = 10;

/** Mean distance of the corners from the truth; null where either side has none. */
export function cornerError(
  region: readonly Point[],
  estimate: Matrix | null,
  truth: Truth,
): number | null {
  if (estimate === null || truth.corners === null) return null;
  const centre = {
    x: region.reduce((sum, { x }) => sum + x, 0) / region.length,
    y: region.reduce((sum, { y }) => sum + y, 0) / region.length,
  };
  const homography = facing(estimate, centre);
  let sum = 0;
  for (const [index, corner] of region.entries()) {
    const [guess, real] = [project(homography, corner), truth.corners[index]];
    if (guess === null || real === undefined) return Infinity;
    sum += Math.hypot(guess.x - real.x, guess.y - real.y);
  }
  return sum / region.length;
}

/** How many frames each return into the picture took until the region was found. */
export function recoveriesOf(records: readonly FrameRecord[]): readonly (number | null)[] {
  const found: (number | null)[] = [];
  let wasOut = false;
  let visibleSince: number | null = null;
  for (const { frame, visibleShare, status, error } of records) {
    if (visibleShare === 0) {
      if (visibleSince !== null) found.push(null);
      visibleSince = null;
      wasOut = true;
      continue;
    }
    if (wasOut && visibleShare >= VISIBLE_SHARE) {
      visibleSince = frame;
      wasOut = false;
    }
    if (visibleSince !== null && status === 'tracked' && isWithin(error, USEFUL_PX)) {
      found.push(frame - visibleSince);
      visibleSince = null;
    }
  }
  if (visibleSince !== null) found.push(null);
  return found;
}

function isWithin(error: number | null, px: number): boolean {
  return error !== null && error <= px;
}

/** How far confidence and being right lie apart, weighted by how often each confidence was given (Naeini 2015). */
export function calibrationErrorOf(records: readonly FrameRecord[]): number | null {
  const bins = Array.from({ length: BINS }, () => ({ count: 0, confidence: 0, right: 0 }));
  let count = 0;
  for (const { confidence, error, status } of records) {
    if (confidence === null || status === 'lost') continue;
    const bin = bins[Math.min(BINS - 1, Math.max(0, Math.floor(confidence * BINS)))];
    if (bin === undefined) continue;
    bin.count++;
    bin.confidence += confidence;
    if (isWithin(error, USEFUL_PX)) bin.right++;
    count++;
  }
  if (count === 0) return null;
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / count;
}

/** What several films come to, each given as the records of its frames. */
export function score(films: readonly (readonly FrameRecord[])[]): Score {
  const all = films.flat();
  const visible = all.filter(({ visibleShare }) => visibleShare >= VISIBLE_SHARE);
  const shown = all.filter(({ visibleShare }) => visibleShare > 0);
  const out = all.filter(({ visibleShare }) => visibleShare === 0);
  const shareOf = (
    records: readonly FrameRecord[],
    test: (record: FrameRecord) => boolean,
  ): number | null => (records.length === 0 ? null : records.filter(test).length / records.length);
  const errors = visible.flatMap(({ status, error }) =>
    status === 'lost' || error === null ? [] : [error],
  );
  const cpu = all.map(({ cpuMs }) => cpuMs).toSorted((a, b) => a - b);
  return {
    frames: all.length,
    p2: shareOf(visible, ({ status, error }) => status !== 'lost' && isWithin(error, NEAR_PX)),
    p5: shareOf(visible, ({ status, error }) => status !== 'lost' && isWithin(error, USEFUL_PX)),
    tracked: shareOf(visible, ({ status }) => status === 'tracked'),
    wrongYetTracked: shareOf(
      shown,
      ({ status, error }) => status === 'tracked' && !isWithin(error, WRONG_PX),
    ),
    trackedWhileOut: shareOf(out, ({ status }) => status === 'tracked'),
    recoveries: films.flatMap(recoveriesOf),
    calibrationError: calibrationErrorOf(all),
    meanError: errors.length === 0 ? null : errors.reduce((a, b) => a + b, 0) / errors.length,
    cpuMedianMs: cpu[Math.floor(cpu.length / 2)] ?? null,
    cpuP95Ms: cpu[Math.min(cpu.length - 1, Math.floor(cpu.length * 0.95))] ?? null,
  };
}
