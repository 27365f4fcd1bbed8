import { mayAdd, type ErrorCode, type InkItem } from '@fernblick/protocol';
import type { Actor, PersonCommandOf } from './commands.ts';
import { mayWatch } from './may-watch.ts';
import { inCall, whileJoined } from './rule.ts';
import { findPerson, type SessionState } from './state.ts';

/** Switches the other side's drawing off or on: a customer that of the agents, the agent in control the customers'. */
export const allowDrawing = whileJoined<PersonCommandOf<'ink:allow'>>(
  ({ state, me, at }, { input }) => {
    const { role, allowed } = input;
    if (role === me.role) return 'not-allowed';
    if (me.role === 'agent' && state.inControl !== me.id) return 'not-allowed';
    return allowed === state.drawingOff.includes(role)
      ? [{ type: 'drawing-switched', at, participant: me.id, role, allowed }]
      : [];
  },
);

const add = inCall<InkItem>(({ state, me }, item) => {
  const drafter = { id: me.id, role: me.role, inControl: state.inControl === me.id };
  if (!mayAdd(drafter, item)) return 'not-allowed';
  return state.drawingOff.includes(me.role) ? 'drawing-off' : [];
});

/**
 * Why somebody may not add this to the drawing, asked from this tab; null where they may. The drawing is a feed beside
 * the journal, so adding to it changes nothing in the session.
 */
export function whyNotAddInk(
  state: SessionState,
  { actor, tab }: { readonly actor: Actor; readonly tab: string | null },
  item: InkItem,
): ErrorCode | null {
  if (!mayWatch(state, actor)) return 'not-found';
  const me = findPerson(state, actor);
  const verdict = add({ state, actor, me, tab, at: state.updatedAt }, item);
  return typeof verdict === 'string' ? verdict : null;
}
