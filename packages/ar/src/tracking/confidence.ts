/** What the WebAssembly module knows about a pose. */
export interface Evidence {
  /** Share of the patches that should be seen that agree with the pose. */
  readonly share: number;
  /** How many agree. */
  readonly agreeing: number;
  /** Their mean correlation. */
  readonly fit: number;
  /** Standard deviation of the pose at the region's corners, px. */
  readonly doubtPx: number;
  /** How many pyramid levels above the finest it was found. */
  readonly coarse: number;
}

/** The probability that a pose is within 5 px at the region's corners. */
export function confidenceOf({ share, agreeing, fit, doubtPx, coarse }: Evidence): number {
  if (agreeing === 0) return 0;
  const score =
    -1.5 +
    4 * share +
    0.6 * Math.log(agreeing) +
    3 * (fit - 0.8) -
    1.2 * Math.log(Math.max(doubtPx, 0.05)) -
    0.8 * coarse;
  return 1 / (1 + Math.exp(-score));
}
