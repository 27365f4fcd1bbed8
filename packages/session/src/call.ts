import type { ParticipantId } from '@fernblick/protocol';
import type { Actor, PersonCommandOf } from './commands.ts';
import { cameraIn, isKeptOut } from './entry.ts';
import { comesTooLate } from './invitation.ts';
import { inCall, inControl, whileJoined, type Situation, type Verdict } from './rule.ts';
import { findPerson, isOver, MAX_PARTICIPANTS, personOf, type SessionState } from './state.ts';

/** Neither side hears or sees the other; holding twice is holding once. */
export const hold = inControl<PersonCommandOf<'call:hold'>>(({ state, me, at }) =>
  state.hold === null ? [{ type: 'hold-began', at, participant: me.id }] : [],
);

/** Takes the call off hold; any agent in control may, not only the one who put it there. */
export const resume = inControl<PersonCommandOf<'call:resume'>>(({ state, me, at }) =>
  state.hold === null ? [] : [{ type: 'hold-ended', at, participant: me.id }],
);

/** Says what one's own microphone and camera do: in the waiting room and on hold as well. */
export const changeDevices = whileJoined<PersonCommandOf<'call:devices'>>(
  ({ state, me, at }, { input }) => {
    const { microphone } = input;
    const camera = cameraIn(state, input.camera);
    if (microphone === me.microphone && camera === me.camera) return [];
    return [{ type: 'devices-changed', at, participant: me.id, microphone, camera }];
  },
);

/**
 * Says what was found before the call: by whoever has a place in the session, here or still to come. A customer who could
 * come in is expected from then on.
 */
export function tellCheck(
  { state, actor, me, at }: Situation,
  { input: { findings }, facts }: PersonCommandOf<'call:checked'>,
): Verdict {
  if (isOver(state)) return 'session-over';
  if (!mayTry(state, actor, at)) return 'not-joined';
  if (me === null && state.participants.length >= MAX_PARTICIPANTS) return 'session-full';
  const participant = me?.id ?? facts.participant;
  const before = state.checks.find(({ by }) => by === participant);
  if (JSON.stringify(before?.findings) === JSON.stringify(findings)) return [];
  const checked = { type: 'call-checked', at, participant, findings } as const;
  return me === null
    ? [{ type: 'participant-invited', at, participant, ...personOf(actor), unasked: true }, checked]
    : [checked];
}

/** Whether somebody can try out for this session what a call needs: who has a place, and a customer who could take one. */
export function mayTry(state: SessionState, actor: Actor, at: number): boolean {
  if (findPerson(state, actor) !== null) return true;
  if (state.phase !== 'confirmed' || actor.role !== 'customer') return false;
  return !comesTooLate(state, actor, at) && !isKeptOut(state, actor);
}

/** Offers video; where the other side has just done the same, both have agreed. */
export const offerVideo = inCall<PersonCommandOf<'video:offer'>>(({ state, me, at }) => {
  const { video } = state;
  if (video.is === 'on') return [];
  if (state.hold !== null) return 'on-hold';
  if (video.is === 'off') return [{ type: 'video-offered', at, participant: me.id }];
  return roleOf(state, video.by) === me.role
    ? []
    : [{ type: 'video-accepted', at, participant: me.id, send: true }];
});

/** Agrees to the other side's offer. Cameras count as on when their pages say so, not before. */
export const acceptVideo = inCall<PersonCommandOf<'video:accept'>>(
  ({ state, me, at }, { input }) => {
    const { video } = state;
    if (video.is === 'on') return [];
    if (video.is === 'off') return 'no-video-offer';
    if (state.hold !== null) return 'on-hold';
    if (roleOf(state, video.by) === me.role) return 'not-allowed';
    return [{ type: 'video-accepted', at, participant: me.id, send: input.send }];
  },
);

/** Turns an offer down or takes it back; an offer that is gone already is as good as declined. */
export const declineVideo = inCall<PersonCommandOf<'video:decline'>>(({ state, me, at }) =>
  state.video.is === 'offered' ? [{ type: 'video-declined', at, participant: me.id }] : [],
);

/** Stops video in both directions, or takes an offer off the table. */
export const stopVideo = inCall<PersonCommandOf<'video:stop'>>(({ state, me, at }) => {
  if (state.video.is === 'off') return [];
  const type = state.video.is === 'on' ? 'video-stopped' : 'video-declined';
  return [{ type, at, participant: me.id }];
});

function roleOf(state: SessionState, id: ParticipantId) {
  return state.participants.find((p) => p.id === id)?.role;
}
