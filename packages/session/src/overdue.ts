import type { ServerCommandOf } from './commands.ts';
import type { Verdict } from './rule.ts';
import { joinedOnes, type SessionRequest, type SessionState } from './state.ts';

/** A session that nobody has given a time is expected for so long: over a weekend, and until somebody is back. */
export const EXPECTED_FOR_MS = 7 * 86_400_000;

/**
 * Since when a session that may begin has waited in vain; null where nothing is awaited: in a call, before the
 * agreement, after the end.
 */
export function awaitedSince(state: SessionState): number | null {
  if (state.phase !== 'confirmed') return null;
  return state.request === null ? madeSince(state) : agreedSince(state, state.request);
}

/**
 * What was asked for waits from the agreed time (from the agreement, where it is for any time), and from when somebody
 * came or went last, so that one who has come late is not sent away at once.
 */
function agreedSince(
  { history, participants }: SessionState,
  { scheduledFor }: SessionRequest,
): number {
  const agreedAt = history.at(-1)?.at ?? 0;
  const moved = participants.map(({ since }) => since ?? 0);
  return Math.max(scheduledFor ?? agreedAt, agreedAt, ...moved);
}

/**
 * What agents have made themselves has no agreed time: it is expected for a week after anything was done with it last, be
 * it only prepared, which is longer than any of its links or numbers holds. It does not wait while somebody is in it.
 */
function madeSince(state: SessionState): number | null {
  return joinedOnes(state).length > 0 ? null : state.updatedAt + EXPECTED_FOR_MS;
}

/** Nobody came, or one side alone, and nobody has said so: it did not take place, and another may be. */
export function endOverdue(
  state: SessionState,
  { facts: { afterMs } }: ServerCommandOf<'end-overdue'>,
  at: number,
): Verdict {
  const since = awaitedSince(state);
  if (since === null || at < since + afterMs) return [];
  return [{ type: 'session-cancelled', at, reason: 'no-show', by: null, participant: null }];
}
