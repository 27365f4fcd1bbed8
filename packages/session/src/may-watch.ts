import type { Actor } from './commands.ts';
import { findPerson, type SessionState } from './state.ts';

/**
 * Whether a person may know of a session at all. Every command and every view passes here first; who may not is told
 * `not-found`, as if there were no such session.
 */
export function mayWatch(state: SessionState, viewer: Actor): boolean {
  const { scope } = viewer;
  if (state.internal && viewer.role === 'customer') return false;
  if (isTurnedAway(state, viewer)) return false;
  // Also for a customer, who is then shown no more than on a page of their own.
  if (scope.is === 'host') return true;
  if (scope.is === 'session') return scope.session === state.id;
  if (viewer.role === 'customer')
    return scope.is === 'entry' ? isOwnRequest(state, viewer) : isOfTicket(state, viewer);
  if (scope.is === 'entry') return false;
  if (scope.is === 'ticket' && !isOfTicket(state, viewer)) return false;
  return isOfPortals(state, viewer);
}

/** An invitation that was taken back is none any more, also for whoever has come through the door but not in. */
function isTurnedAway(state: SessionState, viewer: Actor): boolean {
  const invitation = state.invitations.find(({ subject }) => subject === viewer.subject);
  if (viewer.role !== 'customer' || invitation?.revoked !== true) return false;
  return findPerson(state, viewer)?.presence !== 'joined';
}

/** Whoever asked on a page without ticket finds there what they asked for, and nothing that belongs to a ticket's page. */
function isOwnRequest({ request, participants }: SessionState, viewer: Actor): boolean {
  if (request === null || request.ticket !== null) return false;
  const asking = participants.find(({ id }) => id === request.participant);
  return asking?.subject === viewer.subject && asking.role === viewer.role;
}

/** A ticket's page shows the sessions linked to it, and the one that this person joined from it. */
function isOfTicket(state: SessionState, viewer: Actor): boolean {
  if (viewer.scope.is !== 'ticket') return false;
  const { ticket } = viewer.scope;
  return state.tickets.includes(ticket) || findPerson(state, viewer)?.ticket === ticket;
}

/** An agent sees the sessions of their portals, those of no portal, and those they were invited to. */
function isOfPortals(state: SessionState, viewer: Actor): boolean {
  return reachesPortal(viewer, state.portal) || findPerson(state, viewer) !== null;
}

/** True for agents whose teams this portal is among; what belongs to none is everybody's. */
export function reachesPortal({ portals }: Actor, portal: string | null): boolean {
  return portal === null || portals.includes('*') || portals.includes(portal);
}
