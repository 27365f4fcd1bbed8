import { fromQuads, project, type Homography, type Quad } from './homography.ts';

/** How a pose filter weighs calm against promptness. */
export interface PoseFilterOptions {
  /** Below this frequency a resting corner is let through, in Hz: lower is calmer. */
  readonly restHz?: number;
  /** Hz that each px/s of motion adds: higher is prompter. */
  readonly hzPerSpeed?: number;
  /** How far the result may ever stay behind what was measured, in px. */
  readonly maxLagPx?: number;
}

/** Takes the trembling out of one anchor's poses. */
export interface PoseFilter {
  /**
   * @param homography px of the keyframe to px of this frame
   * @param timeMs of this frame, growing
   */
  next(homography: Homography, timeMs: number): Homography;
  /** Forgets the past; call it when the anchor was lost. */
  reset(): void;
}

// Of the speed's own filter; the value of the paper.
const SPEED_HZ = 1;
// After a gap this long the past says nothing about the present.
const LONGEST_GAP_MS = 250;

interface Past {
  readonly timeMs: number;
  readonly raw: readonly number[];
  readonly calm: readonly number[];
  readonly speed: readonly number[];
}

/** Weight of the newest value in a first-order low pass. */
function weight(hz: number, seconds: number): number {
  const r = 2 * Math.PI * hz * seconds;
  return r / (1 + r);
}

/**
 * The one-euro filter (Casiez, Roussel, Vogel: "1 € Filter", CHI 2012) on the four corners of an anchor's region,
 * with a hard limit to its lag: where the two differ by more, it is motion and not trembling.
 * @param region the corners in px of the keyframe
 */
export function createPoseFilter(
  region: Quad,
  { restHz = 1, hzPerSpeed = 0.1, maxLagPx = 1.5 }: PoseFilterOptions = {},
): PoseFilter {
  let past: Past | null = null;
  return {
    reset: () => {
      past = null;
    },
    next: (homography, timeMs) => {
      const corners = region.map(({ x, y }) => project(homography, x, y));
      const raw = corners.flatMap((corner) => (corner === null ? [] : [corner.x, corner.y]));
      const elapsedMs = timeMs - (past?.timeMs ?? timeMs);
      if (past === null || raw.length < 8 || !(elapsedMs > 0) || elapsedMs > LONGEST_GAP_MS) {
        const usable = raw.length === 8 && Number.isFinite(timeMs);
        past = usable ? { timeMs, raw, calm: raw, speed: raw.map(() => 0) } : null;
        return homography;
      }
      const seconds = elapsedMs / 1_000;
      const before = past;
      const speed = raw.map((value, i) => {
        const last = before.speed[i] ?? 0;
        return (
          last + weight(SPEED_HZ, seconds) * ((value - (before.raw[i] ?? value)) / seconds - last)
        );
      });
      const calm = raw.map((value, i) => {
        const last = before.calm[i] ?? value;
        // Both coordinates of a corner follow its one speed, so that a slanted motion stays straight.
        const cornerSpeed = Math.hypot(speed[i & ~1] ?? 0, speed[i | 1] ?? 0);
        const followed = last + weight(restHz + hzPerSpeed * cornerSpeed, seconds) * (value - last);
        return followed;
      });
      for (let i = 0; i < 8; i += 2) limitLag(calm, raw, i, maxLagPx);
      past = { timeMs, raw, calm, speed };
      const at = (i: number) => ({ x: calm[i] ?? 0, y: calm[i + 1] ?? 0 });
      return fromQuads(region, [at(0), at(2), at(4), at(6)]) ?? homography;
    },
  };
}

/** Pulls one corner to within reach of where it was measured. */
function limitLag(calm: number[], raw: readonly number[], i: number, maxLagPx: number): void {
  const [x = 0, y = 0] = raw.slice(i, i + 2);
  const [dx, dy] = [(calm[i] ?? x) - x, (calm[i + 1] ?? y) - y];
  const lag = Math.hypot(dx, dy);
  if (lag <= maxLagPx) return;
  calm[i] = x + (dx * maxLagPx) / lag;
  calm[i + 1] = y + (dy * maxLagPx) / lag;
}
