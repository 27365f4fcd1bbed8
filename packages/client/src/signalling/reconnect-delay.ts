/** A connection that does not come about in this time is tried again, beside the first attempt. */
export const NEXT_ATTEMPT_AFTER_MS = 2_500;
/** As long an attempt may take on a slow line: three round trips, each behind a full queue. */
export const CONNECT_TIMEOUT_MS = 10_000;
const STEP_MS = 200;
const LONGEST_MS = 1_500;

/** How long to wait before attempt number `attempt` (from 0): 0, 0.2, 0.4 … 1.5 s. */
export function reconnectDelayMs(attempt: number): number {
  return Math.min(attempt * STEP_MS, LONGEST_MS);
}
