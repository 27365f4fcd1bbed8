/** A connection that does not come about in this time is tried again. */
export const CONNECT_TIMEOUT_MS = 2_500;
const STEP_MS = 200;
const LONGEST_MS = 1_500;

/** How long to wait before attempt number `attempt` (from 0): 0, 0.2, 0.4 … 1.5 s. */
export function reconnectDelayMs(attempt: number): number {
  return Math.min(attempt * STEP_MS, LONGEST_MS);
}
