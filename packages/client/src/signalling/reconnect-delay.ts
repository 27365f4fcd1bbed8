/**
 * A connection that does not come about in this time is tried again, beside the first attempt. Where the network swallows
 * everything this is how often one is tried, and so how long the way back waits for the next one.
 */
export const NEXT_ATTEMPT_AFTER_MS = 1_500;
/** As long an attempt may take on a slow line: three round trips, each behind a full queue. */
export const CONNECT_TIMEOUT_MS = 10_000;
const STEP_MS = 200;
const LONGEST_MS = 1_500;

/** How long after an attempt that failed to wait before attempt number `attempt` (from 0): 0, 0.2, 0.4 … 1.5 s. */
export function reconnectDelayMs(attempt: number): number {
  return Math.min(attempt * STEP_MS, LONGEST_MS);
}
