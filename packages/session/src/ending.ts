import type { EndReason } from '@fernblick/protocol';
import type { PersonCommandOf, ServerCommandOf } from './commands.ts';
import { successor } from './entry.ts';
import type { SessionEvent } from './events.ts';
import { isRequester, whyNotNoShow } from './request.ts';
import { inControl, type Situation, type Verdict } from './rule.ts';
import {
  findPerson,
  isOver,
  joinedOnes,
  personOf,
  type Participant,
  type Person,
  type SessionState,
} from './state.ts';

/** Leaves on purpose; once the call runs, the last one of a side ends it by leaving. */
export function leave({ state, me, tab, at }: Situation): Verdict {
  if (isOver(state)) return [];
  if (me === null || me.presence === 'invited') return 'not-joined';
  if (me.presence === 'left') return [];
  if (tab !== null && tab !== me.tab) return 'taken-over';
  const events = departure(state, me, { type: 'participant-left', at, participant: me.id });
  const lastOfSide = !joinedOnes(state, me.role).some((other) => other.id !== me.id);
  if (state.phase !== 'in-progress' || !lastOfSide) return [...events, ...handOver(state, me, at)];
  const reason = me.role === 'customer' ? 'customer-left' : 'agent-left';
  return [...events, ...ending(state, reason, me, at)];
}

/** A lost connection did not come back: the place stays open, until there is nobody left to come back to. */
export function expireConnection(
  state: SessionState,
  { facts }: ServerCommandOf<'connection-expired'>,
  at: number,
): Verdict {
  const gone = state.participants.find((p) => p.id === facts.participant);
  if (isOver(state) || gone?.presence !== 'joined') return [];
  const events = departure(state, gone, {
    type: 'participant-interrupted',
    at,
    participant: gone.id,
  });
  const anyoneElse = joinedOnes(state).some((other) => other.id !== gone.id);
  if (state.phase !== 'in-progress' || anyoneElse) return [...events, ...handOver(state, gone, at)];
  return [...events, ...ending(state, 'connection-lost', null, at)];
}

const endInControl = inControl<PersonCommandOf<'session:end'>>(endAsked);

/** Ends the call for everybody; ending what has just ended is no mistake. */
export function end(situation: Situation, command: PersonCommandOf<'session:end'>): Verdict {
  const { state, actor } = situation;
  if (state.phase === 'done') return [];
  if (actor.scope.is !== 'host') return endInControl({ ...situation, tab: null }, command);
  // The host need not be in a call to end it, and may do so while no agent is.
  if (isOver(state)) return 'session-over';
  return state.phase === 'in-progress' ? endAsked(situation, command) : 'session-not-running';
}

function endAsked(
  { state, actor, at }: Situation,
  { input }: PersonCommandOf<'session:end'>,
): Verdict {
  // These two say what somebody did; they are not for anybody to claim.
  return input.reason === 'customer-left' || input.reason === 'agent-left'
    ? 'not-allowed'
    : ending(state, input.reason, actor, at);
}

/** Calls a session off before its call begins. */
export function cancel(
  { state, actor, me, at }: Situation,
  { input }: PersonCommandOf<'session:cancel'>,
): Verdict {
  if (state.phase === 'cancelled') return [];
  if (state.phase === 'done') return 'session-over';
  if (state.phase === 'in-progress') return 'session-running';
  // A customer withdraws, the support side gives any other reason.
  if ((actor.role === 'customer') !== (input.reason === 'withdrawn')) return 'not-allowed';
  // Of a ticket that several share, the one who has asked withdraws; for whom a host speaks, only what they have asked for.
  const isShared = state.request !== null || actor.scope.is === 'host';
  if (actor.role === 'customer' && isShared && !isRequester({ state, me })) return 'not-allowed';
  const early = input.reason === 'no-show' ? whyNotNoShow(state, at) : null;
  if (early !== null) return early;
  const isCalledOff = input.reason === 'called-off';
  if (isCalledOff && state.phase === 'requested') return 'not-confirmed';
  // A message is for the one who has asked; whoever declines has a command of its own for it.
  if (input.message !== undefined && (!isCalledOff || state.request === null))
    return 'invalid-message';
  const inCharge = actor.scope.is === 'host' || state.inControl === (me?.id ?? null);
  if (actor.role === 'agent' && state.inControl !== null && !inCharge) return 'not-allowed';
  return [
    {
      type: 'session-cancelled',
      at,
      reason: input.reason,
      ...(input.message === undefined ? {} : { message: input.message }),
      by: personOf(actor),
      participant: me?.id ?? null,
    },
  ];
}

/** Somebody goes, and their offer of video with them. */
function departure(
  state: SessionState,
  who: Participant,
  event: SessionEvent,
): readonly SessionEvent[] {
  return state.video.is === 'offered' && state.video.by === who.id
    ? [event, { type: 'video-declined', at: event.at, participant: who.id }]
    : [event];
}

function handOver(state: SessionState, from: Participant, at: number): readonly SessionEvent[] {
  if (state.inControl !== from.id) return [];
  return [{ type: 'control-given', at, participant: successor(state, from)?.id ?? null }];
}

function ending(
  state: SessionState,
  reason: EndReason,
  by: Person | null,
  at: number,
): readonly SessionEvent[] {
  const ended: SessionEvent = {
    type: 'session-ended',
    at,
    reason,
    by: by === null ? null : personOf(by),
    participant: by === null ? null : (findPerson(state, by)?.id ?? null),
  };
  return state.hold === null ? [ended] : [{ type: 'hold-ended', at, participant: null }, ended];
}
