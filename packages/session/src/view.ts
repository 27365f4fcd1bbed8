import type {
  DialView,
  ParticipantId,
  ParticipantView,
  RequestView,
  SessionView,
} from '@fernblick/protocol';
import { RATING_OPEN_MS } from './afterwards.ts';
import type { Actor } from './commands.ts';
import { mayWatch } from './may-watch.ts';
import { recordedViews, recordingView } from './recording-view.ts';
import { allowedFor, nothingDecided } from './settings.ts';
import { findPerson, nameOf, type Dial, type Participant, type SessionState } from './state.ts';

/** As long as a name may be. */
const MAX_NAME = 80;

/** Whose socket is here now; a `Set` of participants will do. */
export interface Connections {
  has(participant: ParticipantId): boolean;
  /** When the socket of one who is not here was lost, in milliseconds; undefined if not known. */
  lostAt?(participant: ParticipantId): number | undefined;
  /** When a piece of a recording was last stored; undefined once that is too long ago. */
  storedAt?(recording: string): number | undefined;
}

/**
 * What one viewer may know of a session; null if they may not even know that it exists. The only way in which a
 * state leaves the server: what is hidden from somebody is removed here and nowhere else.
 */
export function view(
  state: SessionState,
  viewer: Actor,
  connections: Connections,
  allowed = allowedFor(nothingDecided, viewer, state),
): SessionView | null {
  if (!mayWatch(state, viewer)) return null;
  const all = viewer.role === 'agent';
  const request = requestView(state, viewer);
  // A customer learns of people when they come and show; who was asked to come is the agents' business.
  const seen = state.participants.filter(
    (p) => all || (p.presence !== 'invited' && p.masked !== true),
  );
  const ifSeen = (id: ParticipantId | null) => (seen.some((p) => p.id === id) ? id : null);
  return {
    id: state.id,
    seq: all ? state.seq.all : state.seq.customer,
    phase: state.phase,
    history: state.history.map(({ phase, at, by }) => {
      // Who asked and who answered is between the two; who held the call everybody in it has seen.
      const isHidden =
        !all && request === null && state.request !== null && phase !== 'in-progress';
      if (isHidden || by === null) return { phase, at, by: null };
      // Customers know people of the host's, and no `Host`.
      return { phase, at, by: all ? by.name : nameOf(by) };
    }),
    tickets: all ? [...state.tickets] : viewer.scope.is === 'ticket' ? [viewer.scope.ticket] : [],
    request,
    number: all && state.number !== null ? { ...state.number } : null,
    participants: seen.map((p) => {
      const person = participantView(p, viewer, connections);
      return person.you ? person : { ...person, name: shownName(p, seen) };
    }),
    inControl: ifSeen(state.inControl),
    hold: state.hold === null ? null : { ...state.hold },
    heldMs: state.heldMs,
    video: { ...state.video },
    internal: state.internal,
    // That it was internal once is no business of a customer either.
    visibilityChanged:
      all && state.visibilityChanged !== null
        ? { ...state.visibilityChanged, by: state.visibilityChanged.by?.name ?? null }
        : null,
    ratings: state.ratings
      .filter(({ participant }) => all || participant === findPerson(state, viewer)?.id)
      .map(({ participant, stars, comment, at }) => ({
        by: participant,
        stars,
        comment,
        at,
        openUntil: at + RATING_OPEN_MS,
      })),
    checks: all ? state.checks.map((check) => ({ ...check, findings: { ...check.findings } })) : [],
    pictures: state.pictures.map(({ by, of, ...picture }) => ({
      ...picture,
      by: by.name,
      role: by.role,
      of: ifSeen(of),
    })),
    recording: recordingView(state, viewer, connections),
    recordings: recordedViews(state),
    attached: all ? state.attached.map((field) => ({ ...field })) : [],
    filed: all && state.filed !== null ? { ...state.filed, by: state.filed.by.name } : null,
    drawingOff: [...new Set(state.drawingOff.map(({ role }) => role))],
    drawingOffByHost: state.drawingOff.filter(({ by }) => by === 'host').map(({ role }) => role),
    functions: [...allowed.functions],
    end: state.end === null ? null : { ...state.end, by: ifSeen(state.end.by) },
  };
}

/** What was asked for and answered is between the agents and the one who asked, whoever else shares the ticket. */
function requestView({ request, participants }: SessionState, viewer: Actor): RequestView | null {
  const asking = participants.find(({ id }) => id === request?.participant);
  if (request === null || asking === undefined) return null;
  const yours = asking.subject === viewer.subject && asking.role === viewer.role;
  if (viewer.role === 'customer' && !yours) return null;
  const { reason, preferred, zone, proposed, scheduledFor, message, dial } = request;
  return {
    by: asking.name,
    yours,
    reason,
    preferred: [...preferred],
    zone,
    proposed:
      proposed === null
        ? null
        : { ...proposed, times: [...proposed.times], by: nameOf(proposed.by) },
    scheduledFor,
    message,
    dial: dialView(dial, viewer),
  };
}

/** At whom it rings, and who has let it pass, is nobody's business but the server's; agents learn at how many. */
function dialView(dial: Dial | null, viewer: Actor): DialView | null {
  if (dial === null) return null;
  const { mode, since, until, rings, outcome, resumed } = dial;
  return {
    mode,
    since,
    until,
    ringing: viewer.role === 'agent' ? rings.length : null,
    outcome,
    ...(resumed === undefined ? {} : { resumed }),
  };
}

/**
 * Guests choose their names, and two may choose the same: the later one has a number behind it. Whoever was only invited
 * has none and counts for none, so that everybody reads the same; people read their own name as they gave it.
 */
function shownName(participant: Participant, seen: readonly Participant[]): string {
  const { name, role, presence } = participant;
  if (role !== 'customer' || presence === 'invited') return name;
  const like = seen.filter((p) => p.role === role && p.presence !== 'invited' && isAlike(p, name));
  const place = like.indexOf(participant) + 1;
  const suffix = ` (${place})`;
  return place <= 1 ? name : `${name.slice(0, MAX_NAME - suffix.length).trimEnd()}${suffix}`;
}

function isAlike(participant: Participant, name: string): boolean {
  return participant.name.localeCompare(name, 'en', { sensitivity: 'base' }) === 0;
}

function participantView(
  participant: Participant,
  viewer: Actor,
  connections: Connections,
): ParticipantView {
  const { id, role, name, microphone, camera, epoch, masked } = participant;
  const you = participant.subject === viewer.subject && participant.role === viewer.role;
  return {
    id,
    role,
    name,
    you,
    ...presenceOf(participant, connections),
    microphone,
    camera,
    epoch,
    ...(masked === undefined ? {} : { masked }),
  };
}

function presenceOf(
  { id, presence, since }: Participant,
  connections: Connections,
): Pick<ParticipantView, 'presence' | 'since'> {
  if (presence === 'invited') return { presence, since: null };
  if (presence !== 'joined') return { presence: 'left', since };
  if (connections.has(id)) return { presence: 'here', since };
  return { presence: 'away', since: connections.lostAt?.(id) ?? since };
}
