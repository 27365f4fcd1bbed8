import type { ServerCommandOf } from './commands.ts';
import type { Verdict } from './rule.ts';
import type { SessionState } from './state.ts';

/**
 * Since when a session that was asked for and agreed on has waited in vain: from the agreed time (from the agreement,
 * where it is for any time), and from when somebody came or went last, so that one who has come late is not sent away at
 * once. Null where nothing is awaited: in a call, before the agreement, after the end, and where agents have made the
 * session themselves, because nobody has said when that is to begin.
 */
export function awaitedSince({
  phase,
  request,
  history,
  participants,
}: SessionState): number | null {
  if (phase !== 'confirmed' || request === null) return null;
  const agreedAt = history.at(-1)?.at ?? 0;
  const moved = participants.map(({ since }) => since ?? 0);
  return Math.max(request.scheduledFor ?? agreedAt, agreedAt, ...moved);
}

/** Nobody came, or one side alone, and nobody has said so: it did not take place, and the customer may ask again. */
export function endOverdue(
  state: SessionState,
  { facts: { afterMs } }: ServerCommandOf<'end-overdue'>,
  at: number,
): Verdict {
  const since = awaitedSince(state);
  if (since === null || at < since + afterMs) return [];
  return [{ type: 'session-cancelled', at, reason: 'no-show', by: null, participant: null }];
}
