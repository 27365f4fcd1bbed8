import type { DeviceState, ErrorCode } from '@fernblick/protocol';
import type { Actor, PersonCommandOf, ServerCommandOf } from './commands.ts';
import type { SessionEvent } from './events.ts';
import { confirmation } from './request.ts';
import { comesTooLate } from './invitation.ts';
import type { Situation, Verdict } from './rule.ts';
import type { Allowed } from './settings.ts';
import {
  findPerson,
  isOver,
  joinedOnes,
  MAX_PARTICIPANTS,
  personOf,
  type Participant,
  type Person,
  type SessionState,
} from './state.ts';

/** As many can be in a call at once: each sends to each other, and a phone cannot carry more. */
export const MAX_JOINED = 12;

/** Makes a session: from a ticket, with a number, or both. */
export function create(
  actor: Actor,
  { input, facts }: PersonCommandOf<'session:create'>,
  at: number,
  { functions }: Allowed,
): Verdict {
  const refusal = whyNotCreate(actor, input.ticket);
  if (refusal !== null) return refusal;
  if (!functions.has('sessions')) return 'switched-off';
  if (input.number && !functions.has('numbers')) return 'switched-off';
  if (input.ticket === undefined && !input.number) return 'invalid-message';
  if (input.number && facts.number === null) return 'server-error';
  return [
    {
      type: 'session-created',
      at,
      session: facts.session,
      by: personOf(actor),
      portal: actor.portals.find((portal) => portal !== '*') ?? null,
      ticket: input.ticket ?? null,
      number: input.number ? facts.number : null,
      start: input.start,
    },
  ];
}

/** Nobody makes a session that their own token could not show them. */
function whyNotCreate(actor: Actor, ticket: string | undefined): ErrorCode | null {
  if (actor.role !== 'agent') return 'not-allowed';
  if (actor.scope.is === 'portals' || actor.scope.is === 'host') return null;
  return actor.scope.is === 'ticket' && actor.scope.ticket === ticket ? null : 'not-allowed';
}

/** Puts a person on the list; asking twice changes nothing. */
export function invite(
  { state, at }: Situation,
  { input, facts }: PersonCommandOf<'session:invite'>,
): Verdict {
  if (isOver(state)) return 'session-over';
  const { subject, name, role } = input;
  const place = findPerson(state, input);
  if (place !== null && place.unasked !== true) return [];
  if (place === null && state.participants.length >= MAX_PARTICIPANTS) return 'session-full';
  const participant = place?.id ?? facts.participant;
  return [{ type: 'participant-invited', at, participant, subject, name, role }];
}

/** Enters the call or comes back to it; the first agent takes control, and with both sides here the call begins. */
export function join(
  { state, actor, me, at, allowed }: Situation,
  { input, facts }: PersonCommandOf<'session:join'>,
): Verdict {
  if (isOver(state)) return 'session-over';
  const isAsked = state.phase === 'requested';
  if (isAsked && actor.role === 'customer') return 'not-confirmed';
  const samePage = me?.presence === 'joined' && me.tab === input.tab;
  const sameDevice =
    me !== null && facts.resumeHash !== null && me.resumeHashes.includes(facts.resumeHash);
  if (me?.presence === 'joined') {
    if (!samePage && !sameDevice && !input.takeOver && facts.otherPlaceConnected)
      return 'joined-elsewhere';
  } else {
    if (comesTooLate(state, actor, at)) return 'not-allowed';
    if (isKeptOut(state, actor)) return 'number-taken';
    if (actor.role === 'agent' && !allowed.functions.has('sessions')) return 'switched-off';
    if (actor.role === 'agent' && facts.otherCalls >= allowed.maxSessions) return 'too-many-calls';
    if (joinedOnes(state).length >= MAX_JOINED) return 'session-full';
    if (me === null && state.participants.length >= MAX_PARTICIPANTS) return 'session-full';
  }

  const participant = me?.id ?? facts.participant;
  const events: SessionEvent[] = [
    // An agent who simply comes has said yes: to now.
    ...(isAsked ? [confirmation(actor, null, at)] : []),
    {
      type: 'participant-joined',
      at,
      participant,
      ...personOf(actor),
      tab: input.tab,
      ticket: actor.scope.is === 'ticket' ? actor.scope.ticket : (me?.ticket ?? null),
      ...(isByNumber(actor) ? { byNumber: true } : {}),
      ...(input.records ? {} : { cannotRecord: true }),
      epoch: (me?.epoch ?? 0) + (samePage ? 0 : 1),
      // A page that is reloaded twice in a row may never have seen the newest secret: the one it showed stays good.
      resumeHashes: [
        facts.newResumeHash,
        ...(sameDevice && facts.resumeHash !== null ? [facts.resumeHash] : []),
      ],
      microphone: input.microphone,
      camera: cameraIn(state, input.camera),
    },
  ];
  if (actor.role === 'agent' && state.inControl === null)
    events.push({ type: 'control-given', at, participant });
  const other = actor.role === 'agent' ? 'customer' : 'agent';
  if (state.phase !== 'in-progress' && joinedOnes(state, other).length > 0)
    events.push({ type: 'call-started', at, by: personOf(actor) });
  return events;
}

/** What a camera counts as: while video is not on, every camera is off, whatever its page says. */
export function cameraIn(state: SessionState, camera: DeviceState): DeviceState {
  return state.video.is === 'on' ? camera : 'off';
}

/**
 * True while the session can be found by its number, which is for customers: not after the call has begun, not after
 * its time is up, and not while it is kept from them.
 */
export function canBeFoundByNumber(state: SessionState, at: number): boolean {
  return state.number !== null && at < state.number.expiresAt && !state.internal;
}

function isByNumber({ scope }: Actor): boolean {
  return scope.is === 'session' && scope.byNumber === true;
}

/**
 * True while somebody else is in the session who came by its number. It was read out to one person: whoever guesses or
 * overhears it takes no second place. Further people have links of their own.
 */
export function isNumberTaken(state: SessionState, { subject, role }: Person): boolean {
  return joinedOnes(state).some(
    (other) => other.byNumber === true && (other.subject !== subject || other.role !== role),
  );
}

/** True for who has a number that somebody else has come in by. */
export function isKeptOut(state: SessionState, actor: Actor): boolean {
  return isByNumber(actor) && isNumberTaken(state, actor);
}

/** Forgets a number whose time is up. */
export function expireNumber(
  state: SessionState,
  _command: ServerCommandOf<'number-expired'>,
  at: number,
): Verdict {
  return state.number !== null && at >= state.number.expiresAt
    ? [{ type: 'number-expired', at }]
    : [];
}

/** Who takes over when the agent in control goes: the one who came first of those who stay. */
export function successor(state: SessionState, going: Participant): Participant | null {
  return joinedOnes(state, 'agent').find((agent) => agent.id !== going.id) ?? null;
}
