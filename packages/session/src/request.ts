import { isTimeZone, type ErrorCode } from '@fernblick/protocol';
import type { Actor, PersonCommandOf } from './commands.ts';
import type { SessionEvent } from './events.ts';
import { mayWatch } from './may-watch.ts';
import type { Situation, Verdict } from './rule.ts';
import type { Allowed } from './settings.ts';
import { isOver, personOf, waitingDial, type SessionRequest, type SessionState } from './state.ts';

/** Nobody plans further ahead; a leap year fits. In milliseconds. */
export const MAX_AHEAD_MS = 366 * 24 * 3_600_000;

/** A situation in which a request waits for its answer. */
interface OpenRequest extends Situation {
  readonly request: SessionRequest;
}

/** Asks for a session, from a ticket's page or from one without. */
export function makeRequest(
  actor: Actor,
  { input, facts }: PersonCommandOf<'request:make'>,
  at: number,
  { functions }: Allowed,
): Verdict {
  if (!mayAsk(actor, input.ticket)) return 'not-allowed';
  if (!functions.has('requests')) return 'switched-off';
  const refusal = whyNotTimes(input.preferred, at) ?? whyNotZone(input.zone);
  if (refusal !== null) return refusal;
  return [
    {
      type: 'session-requested',
      at,
      session: facts.session,
      by: personOf(actor),
      participant: facts.participant,
      portal: actor.portals.find((portal) => portal !== '*') ?? null,
      ticket: actor.scope.is === 'ticket' ? actor.scope.ticket : (input.ticket ?? null),
      reason: input.reason,
      preferred: input.preferred,
      zone: input.zone,
      ...(input.start === 'audio' ? { start: input.start } : {}),
    },
  ];
}

/** What there is already when somebody asks: the same request, or one that is over and makes room for another. */
export function makeAgain(state: SessionState, actor: Actor): ErrorCode {
  if (!mayWatch(state, actor)) return 'session-exists';
  return isOver(state) ? 'session-over' : 'already-requested';
}

/** A page with a ticket asks for that ticket; one without for none: who may name any would write into every ticket. */
function mayAsk({ role, scope }: Actor, ticket: string | undefined): boolean {
  if (role !== 'customer') return false;
  if (scope.is === 'host') return true;
  if (scope.is === 'ticket') return ticket === undefined || ticket === scope.ticket;
  return scope.is === 'entry' && ticket === undefined;
}

/** A rule for a request that nobody has answered for good. */
function whileAsked<C>(
  rule: (situation: OpenRequest, command: C) => Verdict,
): (situation: Situation, command: C) => Verdict {
  return (situation, command) => {
    const { state, actor } = situation;
    const { request } = state;
    if (isOver(state)) return 'session-over';
    if (request === null || state.phase !== 'requested') return 'already-answered';
    if (actor.role === 'customer' && !isRequester(situation)) return 'not-allowed';
    return rule({ ...situation, request }, command);
  };
}

/** True for the customer who has asked for the session, and for nobody else of their ticket. */
export function isRequester({ state, me }: Pick<Situation, 'state' | 'me'>): boolean {
  return me !== null && state.request?.participant === me.id;
}

/** The customer names other times, in answer to an agent's or because their own have changed. */
export const prefer = whileAsked<PersonCommandOf<'request:prefer'>>(({ at }, { input }) => {
  const refusal = whyNotTimes(input.preferred, at) ?? whyNotZone(input.zone);
  if (refusal !== null) return refusal;
  return [{ type: 'request-preferred', at, preferred: input.preferred, zone: input.zone }];
});

/** An agent agrees to a time of the customer's, or to now. Another time is for the customer to accept. */
export const confirm = whileAsked<PersonCommandOf<'request:confirm'>>(
  ({ state, actor, request, at, allowed }, { input, facts }) => {
    const { preferred } = request;
    if (input.at === null) {
      // Somebody waits for the answer: it would stop the ringing for one who cannot come.
      const isFull = facts.otherCalls >= allowed.maxSessions;
      if (isFull && waitingDial(state) !== null) return 'too-many-calls';
    } else {
      if (preferred.length > 0 && !preferred.includes(input.at)) return 'time-not-offered';
      const refusal = whyNotTimes([input.at], at);
      if (refusal !== null) return refusal;
    }
    return [confirmation(actor, input.at, at)];
  },
);

/** An agent offers other times. */
export const propose = whileAsked<PersonCommandOf<'request:propose'>>(
  ({ actor, at }, { input }) => {
    const { times, message = null } = input;
    if (times.length === 0) return 'invalid-message';
    const refusal = whyNotTimes(times, at);
    if (refusal !== null) return refusal;
    return [{ type: 'request-proposed', at, by: personOf(actor), times, message }];
  },
);

/** The customer agrees to a time that an agent has offered. */
export const accept = whileAsked<PersonCommandOf<'request:accept'>>(
  ({ actor, request, at }, { input }) => {
    if (request.proposed === null || !request.proposed.times.includes(input.at))
      return 'time-not-offered';
    return whyNotTimes([input.at], at) ?? [confirmation(actor, input.at, at)];
  },
);

/** An agent turns the request down, and says why. */
export const decline = whileAsked<PersonCommandOf<'request:decline'>>(
  ({ actor, me, at }, { input }) => [
    { type: 'request-declined', at, message: input.message },
    {
      type: 'session-cancelled',
      at,
      reason: 'declined',
      by: personOf(actor),
      participant: me?.id ?? null,
    },
  ],
);

/** What follows from anybody's agreeing: the session stands, at that time or, where it is null, at any. */
export function confirmation(by: Actor, scheduledFor: number | null, at: number): SessionEvent {
  return { type: 'request-confirmed', at, by: personOf(by), scheduledFor };
}

/** Why it cannot be said yet that the other side did not come; null where it can. */
export function whyNotNoShow({ phase, request }: SessionState, at: number): ErrorCode | null {
  if (request === null) return null;
  if (phase === 'requested') return 'not-confirmed';
  return request.scheduledFor !== null && at < request.scheduledFor ? 'too-early' : null;
}

function whyNotTimes(times: readonly number[], at: number): ErrorCode | null {
  if (times.some((time) => time <= at)) return 'time-past';
  if (times.some((time) => time > at + MAX_AHEAD_MS)) return 'time-too-far';
  return new Set(times).size === times.length ? null : 'time-twice';
}

function whyNotZone(zone: string): ErrorCode | null {
  return isTimeZone(zone) ? null : 'unknown-zone';
}
