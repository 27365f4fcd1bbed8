import { mayAdd, type ErrorCode, type InkItem, type ParticipantId } from '@fernblick/protocol';
import type { Actor, PersonCommandOf } from './commands.ts';
import { mayWatch } from './may-watch.ts';
import { inCall, whileJoined, type Situation, type Verdict } from './rule.ts';
import { allowedFor, nothingDecided, type Allowed } from './settings.ts';
import { findPerson, isOver, type SessionState } from './state.ts';

const allowOtherSide = whileJoined<PersonCommandOf<'ink:allow'>>(({ state, me, at }, { input }) => {
  const { role } = input;
  if (role === me.role) return 'not-allowed';
  if (me.role === 'agent' && state.inControl !== me.id) return 'not-allowed';
  return switchDrawing(state, input, me.id, at);
});

/**
 * Switches somebody's drawing off or on: a customer that of the agents, the agent in control that of the customers,
 * the host either. What the host has switched off only the host switches on.
 */
export function allowDrawing(situation: Situation, command: PersonCommandOf<'ink:allow'>): Verdict {
  const { state, actor, at } = situation;
  if (actor.scope.is !== 'host') return allowOtherSide(situation, command);
  return isOver(state) ? 'session-over' : switchDrawing(state, command.input, null, at);
}

function switchDrawing(
  state: SessionState,
  { role, allowed }: PersonCommandOf<'ink:allow'>['input'],
  participant: ParticipantId | null,
  at: number,
): Verdict {
  const by = participant === null ? 'host' : 'other-side';
  const isOff = state.drawingOff.some((off) => off.role === role && off.by === by);
  return isOff === allowed ? [{ type: 'drawing-switched', at, participant, role, allowed }] : [];
}

const add = inCall<InkItem>(({ state, me }, item) => {
  const drafter = { id: me.id, role: me.role, inControl: state.inControl === me.id };
  if (!mayAdd(drafter, item)) return 'not-allowed';
  return state.drawingOff.some(({ role }) => role === me.role) ? 'drawing-off' : [];
});

/**
 * Why somebody may not add this to the drawing, asked from this tab; null where they may. The drawing is a feed beside
 * the journal, so adding to it changes nothing in the session.
 */
export function whyNotAddInk(
  state: SessionState,
  {
    actor,
    tab,
    allowed = allowedFor(nothingDecided, actor, state),
  }: { readonly actor: Actor; readonly tab: string | null; readonly allowed?: Allowed },
  item: InkItem,
): ErrorCode | null {
  if (!mayWatch(state, actor)) return 'not-found';
  if (!allowed.functions.has('drawing')) return 'switched-off';
  const me = findPerson(state, actor);
  const verdict = add({ state, actor, me, tab, at: state.updatedAt, allowed }, item);
  return typeof verdict === 'string' ? verdict : null;
}
