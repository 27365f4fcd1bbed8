/** The value in the middle; of an even number of values the upper of the two. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value that the given part (0 to 1) of all values stays below. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Cut to what a measurement is worth. */
export function rounded(value: number, digits = 4): number {
  return Number(value.toPrecision(digits));
}
