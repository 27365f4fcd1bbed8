import type {
  CancelReason,
  DataField,
  DeviceState,
  Disposition,
  DialMode,
  DialOutcome,
  EndReason,
  ParticipantId,
  PictureView,
  PreCallCheckView,
  RecordedType,
  RecordingChapter,
  RecordingPause,
  RecordingStop,
  Role,
  SessionId,
  SessionPhase,
  Stars,
  TicketId,
} from '@fernblick/protocol';

/** As many can stand on the list, those who left included; keeps the view below its size limit. */
export const MAX_PARTICIPANTS = 50;

/** A person as the journal names them. */
export interface Person {
  readonly subject: string;
  readonly name: string;
  readonly role: Role;
}

/** The host itself, where it does something on nobody's behalf. */
export const HOST: Person = { subject: 'host', name: 'Host', role: 'agent' };

/** The name of whoever did something; null for the host itself, which is nobody that people know. */
export function nameOf({ subject, name }: Person): string | null {
  return subject === HOST.subject && name === HOST.name ? null : name;
}

/** The part of an actor that the journal keeps. */
export function personOf(actor: Person): Person {
  return { subject: actor.subject, name: actor.name, role: actor.role };
}

/** A person's place in one session; the same person keeps it across tabs, reloads and devices. */
export interface Participant extends Person {
  readonly id: ParticipantId;
  /**
   * `interrupted`: the connection was lost for so long that the others need not wait; may come back while the session
   * is open. Whether a joined person's socket is here right now is not part of the state.
   */
  readonly presence: 'invited' | 'joined' | 'interrupted' | 'left';
  /** There without showing: nobody asks them, and nobody waits for them. */
  readonly masked?: true;
  /** Has only tried out what the call needs: nobody has put them on the list, and they have not come. */
  readonly unasked?: true;
  /** Since when the presence holds; null for one who was never here. */
  readonly since: number | null;
  /** The tab that holds this place; null before the first join. */
  readonly tab: string | null;
  /** Their page says that its browser records nothing. */
  readonly cannotRecord?: true;
  /** Came in by the number that was read out, which lets in one person at a time. */
  readonly byNumber?: true;
  /** The ticket whose page they came from: keeps the session open to them when it is unlinked in mid-call. */
  readonly ticket: TicketId | null;
  /** Hashes of the secrets with which this device may come back; never leaves the server. */
  readonly resumeHashes: readonly string[];
  /** What their devices do; `off` for everybody who is not joined. */
  readonly microphone: DeviceState;
  readonly camera: DeviceState;
  /** Counts the pages that held this place; 0 for one who was never here. */
  readonly epoch: number;
  /** Time in the call before the present stay, in milliseconds; waiting for others is not part of it. */
  readonly joinedMs: number;
}

/** What a customer said of the session after its end. */
export interface Rating {
  readonly participant: ParticipantId;
  readonly stars: Stars;
  readonly comment: string;
  /** When it was first given, in milliseconds; changing it does not move it. */
  readonly at: number;
}

/** A picture that is kept with the session; its bytes are elsewhere, under the same id. */
export interface Picture extends Omit<PictureView, 'by' | 'role'> {
  readonly by: Person;
}

/** What was made of a recording. */
export interface RecordingFile {
  readonly durationMs: number;
  readonly bytes: number;
  readonly type: RecordedType;
  /** True where there is an MP4 beside a WebM. */
  readonly mp4: boolean;
  readonly hasPoster: boolean;
  readonly chapters: readonly RecordingChapter[];
  /** Where nothing was stored although it should have run; it was not looked for in what was made before this was kept. */
  readonly missing?: RecordingGaps;
}

/** In how many places of a recording something is missing, and how much altogether. */
export interface RecordingGaps {
  readonly places: number;
  readonly ms: number;
}

/** One recording: who agreed, when it ran, and what became of it. */
export interface Recording {
  readonly id: string;
  readonly by: Person;
  /** The place of who asked; the page there records. */
  readonly participant: ParticipantId;
  readonly askedAt: number;
  /** Who has said yes and stands by it. */
  readonly yes: readonly ParticipantId[];
  /** Who has said no, or has taken their yes back. */
  readonly no: readonly ParticipantId[];
  readonly startedAt: number | null;
  /** Why it waits. It runs from its start to its stop while there is no reason to wait. */
  readonly pauses: readonly RecordingPause[];
  /** When it ran; the last one is open while it does. */
  readonly spans: readonly ConsentSpan[];
  /** Since when it runs, waits, or is stopped. */
  readonly since: number;
  /** Why it was stopped; null until then. */
  readonly reason: RecordingStop | null;
  /** Null until one was made. */
  readonly file: RecordingFile | 'broken' | 'empty' | null;
}

/** A time in which everybody had agreed, and nothing made it wait. */
export interface ConsentSpan {
  readonly from: number;
  /** Null where it has not ended. */
  readonly until: number | null;
  /** Nothing is kept that goes beyond: since then somebody has said no, or is there who has not agreed. */
  readonly latest?: number;
}

/** Video in the session as a whole. */
export type Video =
  | { readonly is: 'off' }
  | { readonly is: 'offered'; readonly by: ParticipantId; readonly since: number }
  | { readonly is: 'on'; readonly since: number };

/** How a session was asked for, and what was answered. Times are starts, in milliseconds. */
export interface SessionRequest {
  /** The place of the customer who asks. */
  readonly participant: ParticipantId;
  /** From which ticket's page; null from a page without. */
  readonly ticket: TicketId | null;
  readonly reason: string;
  /** What would suit the customer, the most wanted first; empty for any time. */
  readonly preferred: readonly number[];
  readonly zone: string;
  /** What an agent offers instead. */
  readonly proposed: {
    readonly times: readonly number[];
    readonly message: string | null;
    readonly by: Person;
    readonly at: number;
  } | null;
  /** What the customer has said last, after asking; null where an agent has spoken last. */
  readonly answered: {
    readonly as: 'other-times' | 'accepted' | 'withdrawn';
    readonly at: number;
  } | null;
  /** The agreed start; null before the session is confirmed, and where it may begin at any time. */
  readonly scheduledFor: number | null;
  /** With what words it was declined, or called off. */
  readonly message: string | null;
  /** Null where the customer has not called. */
  readonly dial: Dial | null;
}

/** A call that the customer has dialled: it rings until somebody answers, or is given up. */
export interface Dial {
  readonly mode: DialMode;
  readonly since: number;
  /** When it is given up at the latest. */
  readonly until: number;
  /** The agents at whom it rings now. */
  readonly rings: readonly {
    readonly subject: string;
    readonly since: number;
    readonly until: number;
  }[];
  /** The agents who declined it or did not answer, and when they did so last. */
  readonly passed: readonly { readonly subject: string; readonly at: number }[];
  /** Null while it waits. */
  readonly outcome: DialOutcome | null;
  /** Somebody has answered it before, and did not come. */
  readonly resumed?: true;
}

/** A place that waits for whoever has its link. */
export interface Invitation {
  /** The place that is opened. */
  readonly id: ParticipantId;
  /** `agent` for a colleague: the link only counts together with an agent's own token. */
  readonly role: Role;
  /** Who will hold it: nobody a host knows; of colleagues, nobody ever does. */
  readonly subject: string;
  /** For whom it was meant; null where nobody has said. */
  readonly name: string | null;
  readonly by: Person;
  readonly at: number;
  /** Null where it holds as long as the session does. */
  readonly expiresAt: number | null;
  readonly revoked: boolean;
  /** The colleague who has come with it. */
  readonly acceptedBy: Person | null;
}

/** Everything that is true of a session, hidden things included: what its journal adds up to. Plain JSON. */
export interface SessionState {
  readonly id: SessionId;
  /**
   * `all` is the number of the newest journal entry; `customer` counts only what customers may know of, so that
   * their number gives away nothing.
   */
  readonly seq: { readonly all: number; readonly customer: number };
  /** The team it belongs to; null where the creator has none: then every agent may see it. */
  readonly portal: string | null;
  /** When the newest event happened, in milliseconds. */
  readonly updatedAt: number;
  readonly phase: SessionPhase;
  /** Every phase so far, oldest first; the last one is the present phase. */
  readonly history: readonly {
    readonly phase: SessionPhase;
    readonly at: number;
    readonly by: Person | null;
  }[];
  readonly tickets: readonly TicketId[];
  /** Null for a session that nobody had to ask for. */
  readonly request: SessionRequest | null;
  /** The number to read out; null once it is used up or has expired. */
  readonly number: {
    readonly digits: string;
    readonly expiresAt: number;
    readonly page?: string;
  } | null;
  readonly participants: readonly Participant[];
  /** In the order in which they were made. */
  readonly invitations: readonly Invitation[];
  /** The agent in charge: always joined; null exactly as long as no agent is. */
  readonly inControl: ParticipantId | null;
  readonly hold: { readonly by: ParticipantId; readonly since: number } | null;
  /** Time spent on hold before the present hold, in milliseconds. */
  readonly heldMs: number;
  readonly video: Video;
  /** Kept from the customers by an agent: they may not even know of it. */
  readonly internal: boolean;
  /** Who has last set it internal or public again; null where it was public from the first. */
  readonly visibilityChanged: { readonly by: Person | null; readonly at: number } | null;
  /** One at most of each customer, in the order in which they came. */
  readonly ratings: readonly Rating[];
  /** What people found before the call, the newest of each. */
  readonly checks: readonly PreCallCheckView[];
  /** How often its calls rang at an agent and were declined or not answered. */
  readonly missed: readonly { readonly subject: string; readonly count: number }[];
  /** Oldest first. */
  readonly pictures: readonly Picture[];
  /** Those that were asked for, oldest first; of those that nothing came of, the last one alone. */
  readonly recordings: readonly Recording[];
  /** What the host has attached, in the order in which it came. */
  readonly attached: readonly DataField[];
  /** How an agent has marked it done; null until then. */
  readonly filed: {
    readonly by: Person;
    readonly at: number;
    readonly disposition: Disposition | null;
  } | null;
  /** The sides whose drawing is switched off, and by whom. */
  readonly drawingOff: readonly { readonly role: Role; readonly by: 'host' | 'other-side' }[];
  readonly end: {
    readonly reason: EndReason | CancelReason;
    readonly at: number;
    readonly by: ParticipantId | null;
  } | null;
}

/** When the call began; null before. */
export function callBeganAt({
  history,
}: {
  readonly history: readonly Pick<SessionState['history'][number], 'phase' | 'at'>[];
}): number | null {
  return history.find(({ phase }) => phase === 'in-progress')?.at ?? null;
}

/** True for a session that nobody can join any more. */
export function isOver(state: Pick<SessionState, 'phase'>): boolean {
  return state.phase === 'done' || state.phase === 'cancelled';
}

/** The call that waits for somebody to answer; null where none does. */
export function waitingDial({ request }: Pick<SessionState, 'request'>): Dial | null {
  return request?.dial?.outcome === null ? request.dial : null;
}

/** The place of the customer who has asked for the session; null where nobody had to ask. */
export function findRequester({
  request,
  participants,
}: Pick<SessionState, 'request' | 'participants'>): Participant | null {
  return participants.find(({ id }) => id === request?.participant) ?? null;
}

/** Finds a person's place. A host may number its customers and its agents alike, so the role counts too. */
export function findPerson(
  state: SessionState,
  person: { readonly subject: string; readonly role: Role },
): Participant | null {
  return (
    state.participants.find((p) => p.subject === person.subject && p.role === person.role) ?? null
  );
}

/** Those of one role who are joined, in the order in which they came; all roles if none is given. */
export function joinedOnes(state: SessionState, role?: Role): readonly Participant[] {
  return state.participants
    .filter((p) => p.presence === 'joined' && (role === undefined || p.role === role))
    .sort((a, b) => (a.since ?? 0) - (b.since ?? 0));
}

/** One more call that rang at each of these agents and that they did not answer. */
export function countMissed(state: SessionState, agents: readonly string[]): SessionState {
  const before = new Map(state.missed.map(({ subject, count }) => [subject, count]));
  for (const subject of agents) before.set(subject, (before.get(subject) ?? 0) + 1);
  return { ...state, missed: [...before].map(([subject, count]) => ({ subject, count })) };
}
