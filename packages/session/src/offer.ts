import type { CallOffer } from '@fernblick/protocol';
import type { Actor } from './commands.ts';
import { mayWatch } from './may-watch.ts';
import { findRequester, waitingDial, type SessionState } from './state.ts';
import { ticketOf } from './ticket.ts';

/** What an agent at whom a call rings reads of it; null where it does not ring at them. */
export function callOffer(state: SessionState, viewer: Actor): CallOffer | null {
  const dial = waitingDial(state);
  const ring = dial?.rings.find(({ subject }) => subject === viewer.subject);
  const asking = findRequester(state);
  if (dial === null || ring === undefined || state.request === null || asking === null) return null;
  if (viewer.role !== 'agent' || !mayWatch(state, viewer)) return null;
  return {
    session: state.id,
    by: asking.name,
    reason: state.request.reason,
    ticket: ticketOf(state),
    portal: state.portal,
    since: dial.since,
    ringsSince: ring.since,
    ringsUntil: ring.until,
  };
}
