/** One figure of a benchmark: what we reach, what the peer reaches in the same run, and how they compare. */
export interface BenchResult {
  /** `benchmark/figure`, for example `connect/direct`. */
  readonly name: string;
  readonly ours: number;
  /** Null where there is nothing to compare with but the goal in `note`. */
  readonly peer: number | null;
  /** `ours / peer`; null without a peer. */
  readonly ratio: number | null;
  readonly unit: string;
  /** Who the peer is, the goal, or what the figure leaves out. */
  readonly note?: string;
}

/** What each file `bench/NAME.ts` exports. */
export interface Benchmark {
  readonly run: () => Promise<readonly BenchResult[]>;
}
