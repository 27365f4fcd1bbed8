import type { DialOutcome, ParticipantId, SessionPhase, TicketId } from '@fernblick/protocol';
import {
  customersKnow,
  type JournalEntry,
  type SessionEvent,
  type SessionEventOf,
  type SessionEventType,
} from './events.ts';
import { recordingSteps } from './recording-steps.ts';
import {
  callBeganAt,
  countMissed,
  waitingDial,
  type Dial,
  type Invitation,
  type Participant,
  type Person,
  type SessionRequest,
  type SessionState,
} from './state.ts';

/** Before the first event there is nothing: what `session-created` builds upon. */
const nothing: SessionState = {
  id: '',
  seq: { all: 0, customer: 0 },
  portal: null,
  updatedAt: 0,
  phase: 'confirmed',
  history: [],
  tickets: [],
  request: null,
  number: null,
  participants: [],
  invitations: [],
  inControl: null,
  hold: null,
  heldMs: 0,
  video: { is: 'off' },
  internal: false,
  visibilityChanged: null,
  ratings: [],
  checks: [],
  missed: [],
  pictures: [],
  recordings: [],
  attached: [],
  filed: null,
  drawingOff: [],
  end: null,
};

const steps: {
  readonly [T in SessionEventType]: (state: SessionState, event: SessionEventOf<T>) => SessionState;
} = {
  'session-created': (state, event) => ({
    ...enter(state, 'confirmed', event.at, event.by),
    id: event.session,
    portal: event.portal,
    tickets: event.ticket === null ? [] : [event.ticket],
    number: event.number,
    video: event.start === 'video' ? { is: 'on', since: event.at } : { is: 'off' },
  }),
  'session-requested': (state, event) => ({
    ...enter(state, 'requested', event.at, event.by),
    id: event.session,
    portal: event.portal,
    tickets: event.ticket === null ? [] : [event.ticket],
    request: {
      participant: event.participant,
      ticket: event.ticket,
      reason: event.reason,
      preferred: event.preferred,
      zone: event.zone,
      proposed: null,
      answered: null,
      scheduledFor: null,
      message: null,
      dial: null,
    },
    participants: [expected(event.participant, event.by, event.ticket)],
    video: event.start === 'audio' ? { is: 'off' } : { is: 'on', since: event.at },
  }),
  'request-preferred': (state, { preferred, zone, at }) =>
    answer(state, { preferred, zone, proposed: null, answered: { as: 'other-times', at } }),
  'request-proposed': (state, { by, times, message, at }) =>
    answer(state, {
      proposed: { times, message, by, at },
      answered: null,
      dial: dialOver(state, 'answered'),
    }),
  'request-confirmed': (state, { at, by, scheduledFor }) =>
    answer(enter(state, 'confirmed', at, by), {
      scheduledFor,
      proposed: null,
      answered: by.role === 'customer' ? { as: 'accepted', at } : null,
      dial: dialOver(state, 'answered'),
    }),
  'request-declined': (state, { message }) =>
    answer(state, { message, proposed: null, answered: null }),
  'dial-began': (state, { mode, until, at }) =>
    answer(state, { dial: { mode, since: at, until, rings: [], passed: [], outcome: null } }),
  'ring-began': (state, { agents, until, at }) =>
    ring(state, (dial) => ({
      ...dial,
      rings: [...dial.rings, ...agents.map(({ subject }) => ({ subject, since: at, until }))],
    })),
  'ring-stopped': (state, { agents, why, at }) =>
    ring(why === 'away' ? state : countMissed(state, agents), (dial) => ({
      ...dial,
      rings: dial.rings.filter(({ subject }) => !agents.includes(subject)),
      passed:
        why === 'away'
          ? dial.passed
          : [
              ...dial.passed.filter(({ subject }) => !agents.includes(subject)),
              ...agents.map((subject) => ({ subject, at })),
            ],
    })),
  'dial-resumed': (state, { agent, until, at }) => {
    const dial = state.request?.dial ?? null;
    if (dial === null) return state;
    const passed = [{ subject: agent, at }];
    return answer(unanswered(state), {
      dial: { ...dial, until, passed, outcome: null, resumed: true },
    });
  },
  'dial-ended': (state, { outcome }) => {
    const rang = waitingDial(state)?.rings.map(({ subject }) => subject) ?? [];
    // Given up while it still rang: those at whom it did have missed it.
    const counted = outcome === 'nobody-answered' ? countMissed(state, rang) : state;
    return answer(counted, { dial: dialOver(state, outcome) });
  },
  'participant-invited': (state, event) => {
    const place = expected(event.participant, event, null);
    const now: Participant = event.unasked === true ? { ...place, unasked: true } : place;
    // Who is asked to come after having tried out for it has a place already.
    const others = state.participants.filter((p) => p.id !== now.id || p.unasked !== true);
    return { ...state, participants: [...others, now] };
  },
  'invitation-made': (state, { invitation: id, role, subject, name, by, at, expiresAt }) => {
    const made: Invitation = {
      ...{ id, subject, name, by, at, expiresAt },
      role: role ?? 'customer',
      revoked: false,
      acceptedBy: null,
    };
    return { ...state, invitations: [...state.invitations, made] };
  },
  'invitation-accepted': (state, { invitation, by }) =>
    changeInvitation(state, invitation, { acceptedBy: by }),
  'invitation-revoked': (state, { invitation }) =>
    changeInvitation(state, invitation, { revoked: true }),
  'participant-joined': (state, event) => {
    const before = state.participants.find((p) => p.id === event.participant);
    const now: Participant = {
      id: event.participant,
      subject: event.subject,
      name: event.name,
      role: event.role,
      presence: 'joined',
      since: before?.presence === 'joined' ? before.since : event.at,
      tab: event.tab,
      ticket: event.ticket,
      ...(event.byNumber === true ? { byNumber: true } : {}),
      ...(event.cannotRecord === true ? { cannotRecord: true } : {}),
      resumeHashes: event.resumeHashes,
      microphone: event.microphone,
      camera: event.camera,
      epoch: event.epoch,
      joinedMs: before?.joinedMs ?? 0,
    };
    // In the order of arrival: who stands where must not tell customers who was invited before.
    return before === undefined || before.presence === 'invited'
      ? {
          ...state,
          participants: [...state.participants.filter((p) => p.id !== event.participant), now],
        }
      : change(state, event.participant, () => now);
  },
  'participant-left': (state, event) =>
    change(state, event.participant, (p) => gone(state, p, 'left', event.at)),
  'participant-interrupted': (state, event) =>
    change(state, event.participant, (p) => gone(state, p, 'interrupted', event.at)),
  'control-given': (state, event) => ({ ...state, inControl: event.participant }),
  'call-started': (state, event) => ({
    ...enter(state, 'in-progress', event.at, event.by),
    number: null,
  }),
  'hold-began': (state, event) => ({
    ...state,
    hold: { by: event.participant, since: event.at },
  }),
  'hold-ended': (state, event) => ({
    ...state,
    hold: null,
    heldMs: state.heldMs + (state.hold === null ? 0 : event.at - state.hold.since),
  }),
  'devices-changed': (state, event) =>
    change(state, event.participant, (p) => ({
      ...p,
      microphone: event.microphone,
      camera: event.camera,
    })),
  'call-checked': (state, { participant: by, at, findings }) => ({
    ...state,
    checks: [...state.checks.filter((check) => check.by !== by), { by, at, findings }],
  }),
  'video-offered': (state, event) => ({
    ...state,
    video: { is: 'offered', by: event.participant, since: event.at },
  }),
  'video-accepted': (state, event) => ({ ...state, video: { is: 'on', since: event.at } }),
  'video-declined': (state) => ({ ...state, video: { is: 'off' } }),
  'video-stopped': (state) => withoutVideo(state),
  'drawing-switched': (state, { participant, role, allowed }) => {
    const by = participant === null ? 'host' : 'other-side';
    const rest = state.drawingOff.filter((off) => off.role !== role || off.by !== by);
    return { ...state, drawingOff: allowed ? rest : [...rest, { role, by }] };
  },
  'visibility-changed': (state, { internal, by = null, at }) => ({
    ...state,
    internal,
    visibilityChanged: { by, at },
  }),
  'rating-given': (state, { participant, stars, comment, at }) => {
    const before = state.ratings.find((rating) => rating.participant === participant);
    const rating = { participant, stars, comment, at: before?.at ?? at };
    return {
      ...state,
      ratings:
        before === undefined
          ? [...state.ratings, rating]
          : state.ratings.map((other) => (other === before ? rating : other)),
    };
  },
  'picture-kept': (state, { picture }) => ({ ...state, pictures: [...state.pictures, picture] }),
  'picture-deleted': (state, { picture }) => ({
    ...state,
    pictures: state.pictures.filter(({ id }) => id !== picture),
  }),
  ...recordingSteps,
  'session-filed': (state, { by, at, disposition }) => ({
    ...state,
    filed: { by, at, disposition },
  }),
  'data-attached': (state, { name, value }) => ({
    ...state,
    attached: state.attached.some((field) => field.name === name)
      ? state.attached.map((field) => (field.name === name ? { name, value } : field))
      : [...state.attached, { name, value }],
  }),
  'ticket-linked': (state, event) => ({ ...state, tickets: [...state.tickets, event.ticket] }),
  'ticket-unlinked': (state, event) => ({
    ...state,
    tickets: state.tickets.filter((ticket) => ticket !== event.ticket),
  }),
  'number-expired': (state) => ({ ...state, number: null }),
  'session-ended': (state, event) => close(state, 'done', event),
  'session-cancelled': (state, event) => {
    const { reason, at, message } = event;
    // Who hangs up while it rings has only called; the ringing stops, and that says it.
    const isTaken = reason === 'withdrawn' && waitingDial(state) === null;
    const said = answer(state, {
      ...(isTaken ? { answered: { as: 'withdrawn', at } } : {}),
      ...(message === undefined ? {} : { message }),
    });
    return close(said, 'cancelled', event);
  },
  'contact-erased': (state) => state,
};

/**
 * What is true after one more event. Pure and total; `seq` is the number of the event's journal entry. An event of a
 * kind that only a newer release knows is counted and otherwise passed over.
 */
export function evolve(state: SessionState | null, event: SessionEvent, seq: number): SessionState {
  const before = state ?? nothing;
  return {
    ...(Object.hasOwn(steps, event.type) ? step(before, event) : before),
    seq: { all: seq, customer: before.seq.customer + (customersKnow[event.type] ? 1 : 0) },
    updatedAt: event.at,
  };
}

/** What a whole journal adds up to; null for an empty one. */
export function replay(
  entries: Iterable<Pick<JournalEntry, 'seq' | 'event'>>,
): SessionState | null {
  let state: SessionState | null = null;
  for (const { event, seq } of entries) state = evolve(state, event, seq);
  return state;
}

// The type parameter ties a step to its own event, which a union cannot.
function changeInvitation(
  state: SessionState,
  invitation: ParticipantId,
  to: Partial<Pick<Invitation, 'revoked' | 'acceptedBy'>>,
): SessionState {
  return {
    ...state,
    invitations: state.invitations.map((one) => (one.id === invitation ? { ...one, ...to } : one)),
  };
}

function step<T extends SessionEventType>(
  state: SessionState,
  event: SessionEventOf<T>,
): SessionState {
  const apply: (state: SessionState, event: SessionEventOf<T>) => SessionState = steps[event.type];
  return apply(state, event);
}

function enter(
  state: SessionState,
  phase: SessionPhase,
  at: number,
  by: Person | null,
): SessionState {
  return { ...state, phase, history: [...state.history, { phase, at, by }] };
}

function change(
  state: SessionState,
  id: ParticipantId,
  to: (participant: Participant) => Participant,
): SessionState {
  return { ...state, participants: state.participants.map((p) => (p.id === id ? to(p) : p)) };
}

/** The place of somebody who has not come yet. */
function expected(
  id: ParticipantId,
  { subject, name, role }: Person,
  ticket: TicketId | null,
): Participant {
  return {
    id,
    subject,
    name,
    role,
    presence: 'invited',
    since: null,
    tab: null,
    ticket,
    resumeHashes: [],
    microphone: 'off',
    camera: 'off',
    epoch: 0,
    joinedMs: 0,
  };
}

function answer(state: SessionState, change: Partial<SessionRequest>): SessionState {
  return state.request === null ? state : { ...state, request: { ...state.request, ...change } };
}

/** The call as it is once it rings no more; as it was where it was over already. */
function dialOver(state: SessionState, outcome: DialOutcome): Dial | null {
  const waiting = waitingDial(state);
  return waiting === null
    ? (state.request?.dial ?? null)
    : { ...waiting, rings: [], passed: [], outcome };
}

function ring(state: SessionState, to: (dial: Dial) => Dial): SessionState {
  const waiting = waitingDial(state);
  return waiting === null ? state : answer(state, { dial: to(waiting) });
}

function gone(
  state: SessionState,
  participant: Participant,
  presence: 'left' | 'interrupted',
  at: number,
): Participant {
  const joinedMs = participant.joinedMs + stayOf(state, participant, at);
  return { ...participant, presence, since: at, microphone: 'off', camera: 'off', joinedMs };
}

/** How long somebody has been in the call since they came in last. */
function stayOf(state: SessionState, { presence, since }: Participant, at: number): number {
  const startedAt = callBeganAt(state);
  if (presence !== 'joined' || since === null || startedAt === null) return 0;
  return Math.max(0, at - Math.max(since, startedAt));
}

/** As before somebody answered: only asked for, with nobody in it. */
function unanswered(state: SessionState): SessionState {
  const asked = state.history.findLastIndex(({ phase }) => phase === 'requested');
  return {
    ...state,
    phase: 'requested',
    history: state.history.slice(0, asked + 1),
    participants: state.participants.map((p) =>
      p.role === 'customer' && p.presence !== 'left'
        ? { ...p, presence: 'invited', since: null, microphone: 'off', camera: 'off' }
        : p,
    ),
  };
}

function withoutVideo(state: SessionState): SessionState {
  return {
    ...state,
    video: { is: 'off' },
    participants: state.participants.map((p) => ({ ...p, camera: 'off' })),
  };
}

function close(
  state: SessionState,
  phase: 'done' | 'cancelled',
  event: SessionEventOf<'session-ended' | 'session-cancelled'>,
): SessionState {
  return {
    ...answer(enter(state, phase, event.at, event.by), { dial: dialOver(state, 'called-off') }),
    number: null,
    inControl: null,
    hold: null,
    video: { is: 'off' },
    participants: state.participants.map((p) =>
      p.presence === 'joined' || p.presence === 'interrupted'
        ? gone(state, p, 'left', event.at)
        : p,
    ),
    end: { reason: event.reason, at: event.at, by: event.participant },
  };
}
