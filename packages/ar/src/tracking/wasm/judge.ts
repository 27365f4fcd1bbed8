// How far a pose can be believed: a logistic model of the probability that it is within 5 px at the region's corners,
// fitted on films apart from those that are reported on (docs/tracking.md). It stands on the share of all patches that
// should be seen, not of those that were found: a moving reflection has many inliers and is wrong.

const ALWAYS: f64 = -1.2;
const PER_SHARE: f64 = 3.4;
const PER_LOG_DOUBT: f64 = -2.6;
const WHEN_COARSE: f64 = -0.5;
/** For each level that noise takes: there it is noise alone that makes a pose miss, and the doubt knows it. */
const PER_FINEST: f64 = 1;
/** Less doubt than this is not to be had, px. */
const LEAST_DOUBT: f64 = 0.05;
/** From this score on a pose is shown as tracked: odds of five to three. */
const CREDIBLE: f64 = 0.5;

/**
 * The natural logarithm of a positive number, within 0.0002: its exponent, and three terms of the series in (m - 1) / (m + 1)
 * for the rest. The library's weighs three times as much.
 */
export function logOf(x: f64): f64 {
  const bits = reinterpret<i64>(x);
  const m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  const t = (m - 1) / (m + 1);
  const square = t * t;
  return <f64>((bits >> 52) - 1023) * Math.LN2 + 2 * t * (1 + square * (1.0 / 3 + square * 0.2));
}

/** The logarithm of the odds, out of the share that agrees, the standard deviation at the corners (px), the level, and the finest level that noise leaves. */
export function scoreOf(share: f64, doubtPx: f64, coarse: f64, finest: i32): f64 {
  return (
    ALWAYS +
    PER_SHARE * share +
    PER_LOG_DOUBT * logOf(max(doubtPx, LEAST_DOUBT)) +
    PER_FINEST * <f64>finest +
    (coarse >= 2 ? WHEN_COARSE : 0)
  );
}

export function isCredible(score: f64): bool {
  return score >= CREDIBLE;
}
