import type { DeskLine, DeskListName, SessionPhase } from '@fernblick/protocol';
import type { Actor } from './commands.ts';
import { customersOf, historyLine } from './contact.ts';
import { mayWatch } from './may-watch.ts';
import { callBeganAt, findPerson, waitingDial, type SessionState } from './state.ts';

/**
 * The phases of the sessions in each list of an agent's desk, those first that are listed first: what was agreed and nobody
 * came to must not push out what waits for an answer.
 */
export const phasesOnDesk: Readonly<Record<DeskListName, readonly (readonly SessionPhase[])[]>> = {
  requests: [['requested'], ['confirmed']],
  running: [['in-progress']],
  past: [['done', 'cancelled']],
};

/** A session as one agent reads it in a list of their desk; null for who may not know of it. */
export function deskLineFor(state: SessionState, viewer: Actor): DeskLine | null {
  return mayRead(state, viewer) ? { ...deskLine(state), mine: isIn(state, viewer) } : null;
}

/**
 * What a change of a session is to an agent's desk: its line, null where it has gone out of their sight, undefined
 * where nothing that the line says has changed. Worked out once, however many look on.
 */
export function deskNews(
  before: SessionState | null,
  after: SessionState,
): (viewer: Actor) => DeskLine | null | undefined {
  const line = deskLine(after);
  const isSame = before !== null && JSON.stringify(deskLine(before)) === JSON.stringify(line);
  return (viewer) => {
    const couldRead = before !== null && mayRead(before, viewer);
    if (!mayRead(after, viewer)) return couldRead ? null : undefined;
    const mine = isIn(after, viewer);
    return couldRead && isSame && mine === isIn(before, viewer) ? undefined : { ...line, mine };
  };
}

function isIn(state: SessionState, viewer: Actor): boolean {
  return findPerson(state, viewer) !== null;
}

function mayRead(state: SessionState, viewer: Actor): boolean {
  return viewer.role === 'agent' && mayWatch(state, viewer);
}

function deskLine(state: SessionState): Omit<DeskLine, 'mine'> {
  const { request, portal, hold, internal } = state;
  return {
    ...historyLine(state),
    portal,
    customers: customersOf(state).map(({ name }) => name),
    request:
      request === null
        ? null
        : {
            reason: request.reason,
            scheduledFor: request.scheduledFor,
            proposed: request.proposed !== null,
            answered: request.answered,
            calling: waitingDial(state) !== null,
          },
    startedAt: callBeganAt(state),
    heldSince: hold?.since ?? null,
    internal,
  };
}
