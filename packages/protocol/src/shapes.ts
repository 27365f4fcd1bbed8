import * as v from 'valibot';
import { FunctionName } from './function-names.ts';
import { PreCallFindings } from './pre-call-check.ts';
import { tidyLine, tidyText } from './text.ts';

/** One line of text that a person wrote: hidden characters removed, white space folded, 1 to `max` characters. */
export const line = (max: number) =>
  v.pipe(v.string(), v.maxLength(max * 4), v.transform(tidyLine), v.minLength(1), v.maxLength(max));

/** Text of several lines that a person wrote: tidied like a line, but for its breaks, 0 to `max` characters. */
export const text = (max: number) =>
  v.pipe(v.string(), v.maxLength(max * 4), v.transform(tidyText), v.maxLength(max));

/** A name that a machine made up. */
export const id = (name: string) =>
  v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/, `${name}: 8 to 64 of A-Z a-z 0-9 _ -`));

/** Names one session; made by the server, 128 random bits. */
export const SessionId = id('session id');
/** Names one participant of one session; the same person keeps it across tabs, reloads and devices. */
export const ParticipantId = id('participant id');
/** Names one command; made by the client, so that the same command sent twice has one effect. */
export const CommandId = id('command id');
/** Names one tab for as long as it lives; a reload makes a new one. */
export const TabId = id('tab id');
/** Proves, for this device alone, that it is the one that joined; kept in the tab's session storage. */
export const ResumeSecret = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{32,64}$/));
/** A host's own id for a ticket: no control characters, up to 120 characters. */
export const TicketId = v.pipe(v.string(), v.regex(/^[^\p{C}\s]{1,120}$/u));
/** A host's own id for a person. */
export const Subject = v.pipe(v.string(), v.regex(/^[^\p{C}]{1,200}$/u));
/** What a session number looks like when it is read out: nine digits. */
export const SessionNumber = v.pipe(
  v.string(),
  v.maxLength(32),
  v.transform((text) => text.replace(/[\s.-]/g, '')),
  v.regex(/^\d{9}$/),
);
/** A person's name as others see it. */
export const PersonName = line(80);
/** Name of a team of agents. */
export const Portal = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,60}$/));
/** Milliseconds since 1970-01-01 UTC. */
export const Timestamp = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A count or an ordinal number. */
export const Count = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(Number.MAX_SAFE_INTEGER),
);

/** Why somebody asks for a session, and what is said in answer to it. */
export const RequestText = v.pipe(text(1_000), v.minLength(1));
/** Why somebody calls: as much as in a request, or nothing. */
export const CallReason = text(1_000);
/** How a call begins; `audio`: voice first, video when both sides want it. */
export const CallStart = v.picklist(['audio', 'video']);
export type CallStart = v.InferOutput<typeof CallStart>;
/** Times that somebody names for a session, the most wanted first; each a start, in milliseconds. */
export const RequestTimes = v.pipe(v.array(Timestamp), v.maxLength(3));
/** Name of a time zone, as in the IANA database; whether there is one of that name is for the rules to say. */
export const TimeZoneName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(64),
  v.regex(/^[^\p{C}]+$/u),
);

export const Role = v.picklist(['customer', 'agent']);
export type Role = v.InferOutput<typeof Role>;

/** Where a session stands. Hold and reconnecting are flags of a running call, not states. */
export const SessionPhase = v.picklist([
  'requested',
  'confirmed',
  'in-progress',
  'done',
  'cancelled',
]);
export type SessionPhase = v.InferOutput<typeof SessionPhase>;

/** Why a call is over. */
export const EndReason = v.picklist([
  'agent-ended',
  'customer-left',
  'agent-left',
  'connection-lost',
  'no-answer',
]);
export type EndReason = v.InferOutput<typeof EndReason>;

/** Why a session never took place. */
export const CancelReason = v.picklist([
  'declined',
  /** By the support side, after it was agreed. */
  'called-off',
  'no-show',
  'withdrawn',
  'created-by-mistake',
]);
export type CancelReason = v.InferOutput<typeof CancelReason>;

/** One to five stars: how good a customer found the session. */
export const Stars = v.picklist([1, 2, 3, 4, 5]);
export type Stars = v.InferOutput<typeof Stars>;
/** What a customer adds to the stars; may be empty. */
export const RatingComment = text(1_000);

/** What a customer said of a session after its end. */
export const RatingView = v.object({
  by: ParticipantId,
  stars: Stars,
  comment: RatingComment,
  /** When it was first given. */
  at: Timestamp,
  /** Until when the customer may change it. */
  openUntil: Timestamp,
});
export type RatingView = v.InferOutput<typeof RatingView>;

/**
 * What a participant's microphone or camera does: `on`, `off` by choice, `denied` (by the person, their browser or the
 * page), `missing` (there is none), `unavailable` (there is one, but it does not start), `lost` (was on, and the device
 * went away).
 */
export const DeviceState = v.picklist(['on', 'off', 'denied', 'missing', 'unavailable', 'lost']);
export type DeviceState = v.InferOutput<typeof DeviceState>;

/** Favour detail (`sharp`) or motion (`smooth`). */
export const PictureMode = v.picklist(['sharp', 'smooth']);
export type PictureMode = v.InferOutput<typeof PictureMode>;

/** How good a direction of the call is. */
export const Quality = v.picklist(['good', 'fair', 'poor', 'lost']);
export type Quality = v.InferOutput<typeof Quality>;

export const ParticipantView = v.object({
  id: ParticipantId,
  role: Role,
  name: PersonName,
  /** True for the viewer's own entry. */
  you: v.boolean(),
  /**
   * `invited`: asked to come, not here yet; `here`: joined and connected; `away`: joined, connection lost;
   * `left`: went away on purpose or for good.
   */
  presence: v.picklist(['invited', 'here', 'away', 'left']),
  /** Since when the presence holds; null for one who was never here. */
  since: v.nullable(Timestamp),
  microphone: DeviceState,
  camera: DeviceState,
  /** Counts the participant's joins; a new number means a new browser page behind the same person. */
  epoch: Count,
  /** There without showing: in no view of a customer, and in nothing that a customer may see later, such as a recording. */
  masked: v.optional(v.literal(true)),
});
export type ParticipantView = v.InferOutput<typeof ParticipantView>;

/** Video in the session as a whole. A participant's own camera may be off while video is `on`. */
export const VideoView = v.variant('is', [
  v.object({ is: v.literal('off') }),
  v.object({ is: v.literal('offered'), by: ParticipantId, since: Timestamp }),
  v.object({ is: v.literal('on'), since: Timestamp }),
]);
export type VideoView = v.InferOutput<typeof VideoView>;

/** How a dialled call rings: at everybody at once, or in line, at one agent after the other. */
export const DialMode = v.picklist(['ring', 'queue']);
export type DialMode = v.InferOutput<typeof DialMode>;

/** What became of a dialled call; but for `answered` and `called-off` it is a request from then on. */
export const DialOutcome = v.picklist([
  'answered',
  'nobody-there',
  'nobody-answered',
  'customer-away',
  'called-off',
]);
export type DialOutcome = v.InferOutput<typeof DialOutcome>;

/** A call that the customer has dialled instead of waiting for an answer to a request. */
export const DialView = v.object({
  mode: DialMode,
  since: Timestamp,
  /** When it is given up at the latest. */
  until: Timestamp,
  /** At how many agents it rings now; null for customers. */
  ringing: v.nullable(Count),
  /** Null while it waits for somebody to answer. */
  outcome: v.nullable(DialOutcome),
  /** True where an agent has answered it before, and did not come. */
  resumed: v.optional(v.literal(true)),
});
export type DialView = v.InferOutput<typeof DialView>;

/** A session that was asked for: what the customer wants and what was answered. */
export const RequestView = v.object({
  /** Name of the customer who asks. */
  by: PersonName,
  /** True for the one who asks. */
  yours: v.boolean(),
  /** Empty where somebody has called without a word. */
  reason: CallReason,
  /** The times that would suit the customer, the most wanted first; empty: any time. */
  preferred: RequestTimes,
  /** The customer's time zone. */
  zone: TimeZoneName,
  /** Other times that an agent offers instead; null while there is no such offer. */
  proposed: v.nullable(
    v.object({
      times: RequestTimes,
      message: v.nullable(RequestText),
      /** Null where the host has done it in nobody's name. */
      by: v.nullable(PersonName),
      at: Timestamp,
    }),
  ),
  /** The agreed start; null before the session is confirmed, and where it may begin at any time. */
  scheduledFor: v.nullable(Timestamp),
  /** With what words it was declined, or called off. */
  message: v.nullable(RequestText),
  /** Null where nobody has called. */
  dial: v.nullable(DialView),
});
export type RequestView = v.InferOutput<typeof RequestView>;

/** The host's own name for an outcome. */
export const DispositionCode = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));
/** What came of a session, as an agent chooses it when they mark it done. */
export const Disposition = v.object({ code: DispositionCode, label: line(80) });
export type Disposition = v.InferOutput<typeof Disposition>;
/** Whether a disposition is asked for when a session is marked done, and whether it has to be given. */
export const DispositionUse = v.picklist(['off', 'optional', 'required']);
export type DispositionUse = v.InferOutput<typeof DispositionUse>;

/** Names one picture of a session; made by the server. */
export const PictureId = id('picture id');
/** Names one file that was uploaded under `/files` and is not used for anything yet. */
export const UploadId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
/** What a picture may be: what browsers show and nothing can be hidden in. */
export const PictureType = v.picklist(['image/jpeg', 'image/png', 'image/webp']);
export type PictureType = v.InferOutput<typeof PictureType>;

/** One picture that was taken in a session, or an edited version of one. */
export const PictureView = v.object({
  id: PictureId,
  /** Who took it, or saved this version. */
  by: PersonName,
  /** Which side that person is on. */
  role: Role,
  /** When it was taken, or this version saved. */
  at: Timestamp,
  /** Whose camera it shows; null where that is not known. */
  of: v.nullable(ParticipantId),
  /** Which frame: the time in the stream as the author's page played it, in milliseconds; null for a full-size still. */
  frameMs: v.nullable(Count),
  /** True where what was drawn can be seen on it. */
  drawings: v.boolean(),
  /** True for a still in the full size of the camera. */
  full: v.boolean(),
  /** The picture that this is a version of; it may be deleted. */
  parent: v.nullable(PictureId),
  /** True where an editor's layers are kept with it. */
  hasDocument: v.boolean(),
  type: PictureType,
  bytes: Count,
  width: Count,
  height: Count,
});
export type PictureView = v.InferOutput<typeof PictureView>;

/** What one participant found before the call. */
export const PreCallCheckView = v.object({
  by: ParticipantId,
  at: Timestamp,
  findings: PreCallFindings,
});
export type PreCallCheckView = v.InferOutput<typeof PreCallCheckView>;
/** Names one recording of a session; made by the server. */
export const RecordingId = id('recording id');
/** Where a recording stands while its session goes on. */
export const RecordingState = v.picklist(['asked', 'running', 'paused', 'stopped']);
export type RecordingState = v.InferOutput<typeof RecordingState>;
/** Why a recording waits: an agent has paused it, somebody new is being asked, the call is on hold. */
export const RecordingPause = v.picklist(['agent', 'newcomer', 'hold']);
export type RecordingPause = v.InferOutput<typeof RecordingPause>;
/** Why a recording was stopped; `ended` where the call is over, or the page that recorded is out of it. */
export const RecordingStop = v.picklist([
  'stopped',
  'consent-denied',
  'consent-withdrawn',
  'ended',
  'storage',
  'failed',
]);
export type RecordingStop = v.InferOutput<typeof RecordingStop>;

/** The recording that is asked for or under way, or how the last one came to its end. */
export const RecordingView = v.object({
  id: RecordingId,
  state: RecordingState,
  /** Name of the agent who asked, and whose page records. */
  askedBy: PersonName,
  by: ParticipantId,
  /** What the viewer has answered; null for whoever is not asked. */
  you: v.nullable(v.picklist(['asked', 'yes', 'no'])),
  /** Names of those whose answer is still to come. */
  waitingFor: v.array(PersonName),
  pausedFor: v.array(RecordingPause),
  /** When the last yes came; null before. */
  startedAt: v.nullable(Timestamp),
  /** Since when the state holds. */
  since: Timestamp,
  /** For how long it ran before that, in milliseconds. */
  recordedMs: Count,
  reason: v.nullable(RecordingStop),
  /** From when on the viewer may ask again after somebody's no; null where they may at any time. */
  askAgainAt: v.optional(v.nullable(Timestamp), null),
  /** When the server last stored a piece of it; told anew every second, and null once nothing came for two. */
  storedAt: v.nullable(Timestamp),
});
export type RecordingView = v.InferOutput<typeof RecordingView>;

/** What a finished recording is. */
export const RecordedType = v.picklist(['video/webm', 'video/mp4']);
export type RecordedType = v.InferOutput<typeof RecordedType>;
/** A place in a recording to jump to: a picture was taken, somebody began to draw, or it went on after a pause. */
export const RecordingChapter = v.object({
  atMs: Count,
  what: v.picklist(['picture', 'drawing', 'resumed']),
});
export type RecordingChapter = v.InferOutput<typeof RecordingChapter>;

/** One recording as it is kept with its session. */
export const RecordedView = v.object({
  id: RecordingId,
  by: PersonName,
  startedAt: Timestamp,
  /**
   * `storing` while it goes on, `finishing` until there is a file; `broken`: of what has come, none can be made; `empty`:
   * nothing has come.
   */
  state: v.picklist(['storing', 'finishing', 'ready', 'broken', 'empty']),
  /** The rest holds once it is ready. */
  durationMs: v.nullable(Count),
  size: Count,
  type: RecordedType,
  /** True where there is an MP4 beside a WebM. */
  mp4: v.boolean(),
  hasPoster: v.boolean(),
  chapters: v.array(RecordingChapter),
  /** Why it was stopped; null until then. */
  reason: v.nullable(RecordingStop),
  /** In so many places nothing was stored although it should have run; 0 of what was made before this was looked for. */
  gaps: Count,
  /** So much is missing in them altogether. */
  missingMs: Count,
});
export type RecordedView = v.InferOutput<typeof RecordedView>;

/** What one viewer may know of a session: the only form in which a session's state leaves the server. */
export const SessionView = v.object({
  id: SessionId,
  /** Grows with every event this viewer may know of; two viewers may have different numbers for the same moment. */
  seq: Count,
  phase: SessionPhase,
  /** Every phase so far with its time, oldest first; the last one is the present phase. */
  history: v.array(v.object({ phase: SessionPhase, at: Timestamp, by: v.nullable(PersonName) })),
  tickets: v.array(TicketId),
  /** How the session was asked for; null where nobody asked, and for customers who did not. */
  request: v.nullable(RequestView),
  /** The number to read out; null for customers and once it is used up. */
  number: v.nullable(
    v.object({
      digits: SessionNumber,
      expiresAt: Timestamp,
      /** Where customers type it in. */
      page: v.optional(v.string()),
    }),
  ),
  participants: v.array(ParticipantView),
  /** The agent in charge; null until one has joined. */
  inControl: v.nullable(ParticipantId),
  hold: v.nullable(v.object({ by: ParticipantId, since: Timestamp })),
  /** Time spent on hold before the present hold, in milliseconds. */
  heldMs: Count,
  video: VideoView,
  /** True while an agent keeps it from the customers; they never get a view of it then. */
  internal: v.boolean(),
  /** Who has last set it internal or public again, as far as that was kept; null where nobody has, and for customers. */
  visibilityChanged: v.nullable(v.object({ by: v.nullable(PersonName), at: Timestamp })),
  /** What customers said of it: all to agents, to a customer their own. */
  ratings: v.array(RatingView),
  /** What people found who tried everything out before the call, the newest of each; empty for customers. */
  checks: v.array(PreCallCheckView),
  /** The sides whose drawing the other side or the host has switched off. */
  drawingOff: v.array(Role),
  /** Those of them that only the host switches on again. */
  drawingOffByHost: v.array(Role),
  /** What this viewer may do with it, as administrators have decided. */
  functions: v.array(FunctionName),
  /** What the host has attached to it; empty for customers. */
  attached: v.array(v.object({ name: v.string(), value: v.string() })),
  /** How an agent has marked it done; null until then, and for customers. */
  filed: v.nullable(
    v.object({ by: PersonName, at: Timestamp, disposition: v.nullable(Disposition) }),
  ),
  /** What was taken of the pictures in the call, oldest first, with their edited versions. */
  pictures: v.array(PictureView),
  /** Null where nobody has asked for one. */
  recording: v.nullable(RecordingView),
  /** Oldest first. */
  recordings: v.array(RecordedView),
  end: v.nullable(
    v.object({
      reason: v.union([EndReason, CancelReason]),
      at: Timestamp,
      by: v.nullable(ParticipantId),
    }),
  ),
});
export type SessionView = v.InferOutput<typeof SessionView>;

export type SessionId = v.InferOutput<typeof SessionId>;
export type ParticipantId = v.InferOutput<typeof ParticipantId>;
export type CommandId = v.InferOutput<typeof CommandId>;
export type TicketId = v.InferOutput<typeof TicketId>;

/** One ICE server as browsers take it. */
export const IceServer = v.object({
  urls: v.array(v.pipe(v.string(), v.regex(/^(stun|turn|turns):/))),
  username: v.optional(v.string()),
  credential: v.optional(v.string()),
});
export type IceServer = v.InferOutput<typeof IceServer>;
