/** Milliseconds on the one clock that a page shares with its workers, whatever the clock on the wall does. */
export function sharedNow(): number {
  return performance.timeOrigin + performance.now();
}
