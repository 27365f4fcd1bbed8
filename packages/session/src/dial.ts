import type { ErrorCode } from '@fernblick/protocol';
import type { Actor, PersonCommandOf, ServerCommandOf } from './commands.ts';
import type { SessionEvent } from './events.ts';
import { mayWatch } from './may-watch.ts';
import { confirmation, isRequester, makeAgain, makeRequest } from './request.ts';
import { QUEUE_MS, RING_ALL_MS } from './ring-policy.ts';
import type { Situation, Verdict } from './rule.ts';
import type { Allowed } from './settings.ts';
import {
  findPerson,
  findRequester,
  isOver,
  joinedOnes,
  waitingDial,
  type SessionState,
} from './state.ts';

/** Calls at once. What was typed is kept as a request would keep it, for the case that nobody answers. */
export function makeCall(
  actor: Actor,
  { input, facts }: PersonCommandOf<'dial:make'>,
  at: number,
  allowed: Allowed,
): Verdict {
  const { functions } = allowed;
  const asked = makeRequest(actor, { name: 'request:make', input, facts }, at, {
    ...allowed,
    // Whoever may call need not be allowed to ask.
    functions: functions.has('dial') ? new Set([...functions, 'requests']) : new Set(),
  });
  return typeof asked === 'string' ? asked : [...asked, dialling(allowed, at)];
}

/** Calls where there is a session already: one's own request becomes a call, or rings once more. */
export function callAgain(
  state: SessionState,
  actor: Actor,
  at: number,
  allowed: Allowed,
): Verdict | ErrorCode {
  // What holds for a session that is over says nothing of the next one.
  if (isOver(state) || !mayWatch(state, actor)) return makeAgain(state, actor);
  if (actor.role !== 'customer') return 'not-allowed';
  if (!allowed.functions.has('dial')) return 'switched-off';
  const me = findPerson(state, actor);
  const isOwn = isRequester({ state, me }) && state.phase === 'requested';
  return isOwn && waitingDial(state) === null ? [dialling(allowed, at)] : makeAgain(state, actor);
}

function dialling({ functions }: Allowed, at: number): SessionEvent {
  return functions.has('queue')
    ? { type: 'dial-began', at, mode: 'queue', until: at + QUEUE_MS }
    : { type: 'dial-began', at, mode: 'ring', until: at + RING_ALL_MS };
}

/** True for agents at whom calls may ring: what rings could not be taken by those who hold no sessions. */
export function mayBeRung({ functions }: Allowed): boolean {
  return functions.has('dial') && functions.has('sessions');
}

/**
 * An agent takes a call: of several at once the journal lets one. Any agent who may see it can, also when it rings at
 * others by now, or has just been given up: the customer would rather be helped.
 */
export function acceptCall(
  { state, actor, at, allowed }: Situation,
  { facts }: PersonCommandOf<'dial:accept'>,
): Verdict {
  if (isOver(state)) return 'session-over';
  if (state.request === null || state.request.dial === null) return 'not-allowed';
  if (state.phase !== 'requested') return 'already-answered';
  if (facts.otherCalls >= allowed.maxSessions) return 'too-many-calls';
  return [confirmation(actor, null, at)];
}

/** An agent lets a call go on to others; nothing happens where it does not ring there any more. */
export function declineCall({ state, actor, at }: Situation): Verdict {
  return stopped(state, [actor.subject], 'declined', at);
}

/** A call begins to ring at agents at whom it does not ring yet. */
export function ringAgents(
  state: SessionState,
  { facts }: ServerCommandOf<'ring-agents'>,
  at: number,
): Verdict {
  const dial = waitingDial(state);
  if (dial === null) return [];
  const named = new Map(facts.agents.map(({ subject, name }) => [subject, { subject, name }]));
  for (const { subject } of dial.rings) named.delete(subject);
  const agents = [...named.values()];
  return agents.length === 0 ? [] : [{ type: 'ring-began', at, agents, until: facts.until }];
}

/** A call has rung for long enough, or at somebody who is not there. */
export function stopRings(
  state: SessionState,
  { facts }: ServerCommandOf<'stop-rings'>,
  at: number,
): Verdict {
  return stopped(state, facts.agents, facts.why, at);
}

/**
 * Whoever has accepted has not come: it rings on, at the others first. Not for a customer who has gone since, nor where
 * another agent is there.
 */
export function resumeDial(
  state: SessionState,
  _command: ServerCommandOf<'resume-dial'>,
  at: number,
): Verdict {
  const { request, phase, history } = state;
  const dial = request?.dial;
  const taker = history.at(-1)?.by;
  if (phase !== 'confirmed' || dial?.outcome !== 'answered' || taker == null) return [];
  const isForLater = request?.scheduledFor !== null;
  if (isForLater || findRequester(state)?.presence === 'left') return [];
  if (joinedOnes(state, 'agent').length > 0) return [];
  const until = at + (dial.mode === 'queue' ? QUEUE_MS : RING_ALL_MS);
  return [{ type: 'dial-resumed', at, agent: taker.subject, until }];
}

/** Nobody has answered: it is a request from now on. */
export function giveUpDial(
  state: SessionState,
  { facts }: ServerCommandOf<'give-up-dial'>,
  at: number,
): Verdict {
  return waitingDial(state) === null ? [] : [{ type: 'dial-ended', at, outcome: facts.outcome }];
}

function stopped(
  state: SessionState,
  who: readonly string[],
  why: 'declined' | 'missed' | 'away',
  at: number,
): Verdict {
  const agents = (waitingDial(state)?.rings ?? [])
    .map(({ subject }) => subject)
    .filter((subject) => who.includes(subject));
  return agents.length === 0 ? [] : [{ type: 'ring-stopped', at, agents, why }];
}
