import type { FunctionName, ParticipantId } from '@fernblick/protocol';
import type { Actor, PersonCommand, PersonCommandOf } from './commands.ts';
import type { SessionEventOf } from './events.ts';
import { evolve } from './evolve.ts';
import { mayWatch } from './may-watch.ts';
import type { Situation, Verdict } from './rule.ts';
import {
  isOver,
  MAX_PARTICIPANTS,
  personOf,
  type Invitation,
  type Person,
  type SessionState,
} from './state.ts';

/** How long a customer's link can be used: over night, and after an agreed time for as long again. In milliseconds. */
export const INVITATION_LIFETIME_MS = 24 * 3_600_000;
/** As many can wait for somebody to come; keeps the list readable. */
export const MAX_INVITATIONS = 20;
/** A link in an old mail still leads to the rating for so long. In milliseconds. */
export const DOOR_OPEN_AFTER_MS = 7 * 24 * 3_600_000;

/** Why a link does not open a place: each has its own way on. */
export type DoorRefusal = 'gone' | 'over' | 'revoked' | 'expired' | 'used';

/** Makes a place for somebody who has only a link. */
export function makeInvitation(
  { state, actor, at }: Situation,
  { input: { name, role }, facts }: PersonCommandOf<'invitation:make'>,
): Verdict {
  const forAgent = role === 'agent';
  if (isOver(state)) return 'session-over';
  if (!forAgent && state.phase === 'requested') return 'not-confirmed';
  // Who is kept from it would come to a closed door.
  if (!forAgent && state.internal) return 'not-allowed';
  const open = state.invitations.filter((invitation) => isWaiting(state, invitation, at));
  if (open.length >= MAX_INVITATIONS) return 'session-full';
  const from = Math.max(at, state.request?.scheduledFor ?? 0);
  return [
    {
      type: 'invitation-made',
      at,
      invitation: facts.participant,
      ...(forAgent ? { role } : {}),
      subject: facts.subject,
      name: name ?? null,
      by: personOf(actor),
      // A colleague's is worth nothing without a token of theirs, so no time needs to make it worthless.
      expiresAt: forAgent ? null : from + INVITATION_LIFETIME_MS,
    },
  ];
}

/**
 * Whether somebody comes with a colleague's link to a session that they may see from then on: by a token of their own,
 * which reaches the session as soon as they stand on its list. Nobody becomes an agent by a link: that this is for agents
 * says the row of the request.
 */
export function comesByInvitation(
  state: SessionState,
  actor: Actor,
  command: PersonCommand,
): boolean {
  if (command.name !== 'invitation:accept') return false;
  const { invitation, participant } = command.facts;
  if (findInvitation(state, invitation ?? '')?.role !== 'agent') return false;
  const listed = evolve(state, listing(actor, participant, state.updatedAt), state.seq.all + 1);
  return mayWatch(listed, actor);
}

/**
 * Puts an agent on the session's list who comes with a colleague's link. It brings one person; whoever is on the list
 * already uses nothing up, such as the one who has made it and looks where it leads.
 */
export function acceptInvitation(
  { state, actor, me, at }: Situation,
  { facts: { invitation: id, participant } }: PersonCommandOf<'invitation:accept'>,
): Verdict {
  const invitation = findInvitation(state, id ?? '');
  if (invitation?.role !== 'agent') return 'not-found';
  if (me !== null) return [];
  if (isOver(state)) return 'session-over';
  if (invitation.revoked || invitation.acceptedBy !== null) return 'not-allowed';
  if (state.participants.length >= MAX_PARTICIPANTS) return 'session-full';
  return [
    { type: 'invitation-accepted', at, invitation: invitation.id, by: personOf(actor) },
    listing(actor, participant, at),
  ];
}

function listing(
  actor: Actor,
  participant: ParticipantId,
  at: number,
): SessionEventOf<'participant-invited'> {
  return { type: 'participant-invited', at, participant, ...personOf(actor) };
}

/** Takes a link back; who came with it stays. */
export function revokeInvitation(
  { state, at }: Situation,
  { input: { invitation: id } }: PersonCommandOf<'invitation:revoke'>,
): Verdict {
  const invitation = findInvitation(state, id);
  if (invitation === null) return 'not-found';
  return invitation.revoked ? [] : [{ type: 'invitation-revoked', at, invitation: id }];
}

/** The invitation with this id. */
export function findInvitation(state: SessionState, id: ParticipantId): Invitation | null {
  return state.invitations.find((invitation) => invitation.id === id) ?? null;
}

/** How an invitation stands, as agents read it. */
export function invitationStatus(
  state: SessionState,
  invitation: Invitation,
  at: number,
): 'open' | 'used' | 'revoked' | 'expired' {
  if (isInside(state, invitation.id) || invitation.acceptedBy !== null) return 'used';
  if (invitation.revoked) return 'revoked';
  return isWaiting(state, invitation, at) ? 'open' : 'expired';
}

/**
 * Why a link does not open its place now; null where it does. Looking uses nothing up. An invitation opens one place: a
 * second person with the same link finds it taken while the first is there, and the first may come back from anywhere.
 * @param isHere whether somebody is at the place with a live page
 */
export function whyNotEnter(
  state: SessionState | null,
  place: ParticipantId,
  at: number,
  {
    isHere,
    functions,
  }: { readonly isHere: boolean; readonly functions: ReadonlySet<FunctionName> },
): DoorRefusal | null {
  if (state === null || state.internal) return 'gone';
  const invitation = findInvitation(state, place);
  // A colleague's leads to the host's own desk, and nobody through this door.
  if (invitation?.role === 'agent') return 'gone';
  const person = state.participants.find(({ id, role }) => id === place && role === 'customer');
  if (invitation === null && person === undefined) return 'gone';
  if (isOver(state)) {
    if (invitation?.revoked === true) return 'revoked';
    const wasThere = state.phase === 'done' && person !== undefined && person.epoch > 0;
    return wasThere && at < (state.end?.at ?? 0) + DOOR_OPEN_AFTER_MS ? null : 'over';
  }
  // Theirs by the host's word, not by an invitation: what they may do there says the session.
  if (invitation === null) return null;
  if (isHere) return 'used';
  if (person?.presence === 'joined') return null;
  if (invitation.revoked || !functions.has('invitations')) return 'revoked';
  return isPast(invitation, at) ? 'expired' : null;
}

/** True where somebody who was invited comes in too late; those who are in, stay. */
export function comesTooLate(state: SessionState, { subject, role }: Person, at: number): boolean {
  const invitation = state.invitations.find((one) => one.subject === subject);
  return role === 'customer' && invitation !== undefined && isPast(invitation, at);
}

/** True for an invitation with which somebody could still come. */
export function isWaiting(state: SessionState, invitation: Invitation, at: number): boolean {
  const { id, revoked, acceptedBy } = invitation;
  if (isOver(state) || revoked || acceptedBy !== null) return false;
  return !isPast(invitation, at) && !isInside(state, id);
}

function isPast({ expiresAt }: Invitation, at: number): boolean {
  return expiresAt !== null && at >= expiresAt;
}

function isInside(state: SessionState, place: ParticipantId): boolean {
  return state.participants.some(({ id, presence }) => id === place && presence === 'joined');
}
