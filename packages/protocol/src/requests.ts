import * as v from 'valibot';
import {
  CallReason,
  CallStart,
  CancelReason,
  CommandId,
  Count,
  DeviceState,
  EndReason,
  IceServer,
  ParticipantId,
  PersonName,
  RatingComment,
  RequestText,
  RequestTimes,
  ResumeSecret,
  Role,
  SessionId,
  SessionNumber,
  SessionView,
  Stars,
  Subject,
  TabId,
  TicketId,
  TimeZoneName,
  Timestamp,
} from './shapes.ts';
import { deskRequests } from './desk-requests.ts';
import { pictureRequests } from './picture-requests.ts';
import { recordingRequests } from './recording-requests.ts';
import {
  agents,
  both,
  changed,
  command,
  customers,
  SMALL,
  TEXT,
  type RequestRow,
} from './request-row.ts';
import { FunctionName } from './function-names.ts';
import { ChatMessage, ChatReaders, chatSend } from './chat.ts';
import { InkEntry, InkItem } from './ink.ts';
import { PreCallFindings } from './pre-call-check.ts';
import { CallOffer } from './offers.ts';
import { SignalEnvelope } from './signals.ts';

/** A keyframe, the largest of all items, fits; and with what travels around it into one message of 64 kB. */
const MAX_INK_BYTES = 50_000;
const someTimes = v.pipe(RequestTimes, v.minLength(1));

/** Everything a page may ask of the server over the socket. Each is answered by exactly one acknowledgement. */
export const requests = {
  'session:create': {
    doc: 'Makes a session: linked to a ticket, with a number to read out, or both.',
    roles: agents,
    maxBytes: SMALL,
    request: v.object({
      commandId: CommandId,
      ticket: v.optional(TicketId),
      number: v.optional(v.boolean(), false),
      start: v.optional(CallStart, 'video'),
    }),
    reply: changed,
  },
  'request:make': {
    doc: 'Asks for a session: on the page of a ticket for that ticket, else for none. Of the same customer and ticket one can be open at a time.',
    roles: customers,
    maxBytes: TEXT,
    request: v.object({
      commandId: CommandId,
      /** That of the token where left out. */
      ticket: v.optional(TicketId),
      reason: RequestText,
      /** None: any time. */
      preferred: v.optional(RequestTimes, []),
      zone: TimeZoneName,
      start: v.optional(CallStart, 'video'),
    }),
    reply: changed,
  },
  'request:prefer': {
    doc: 'Names other times for a session that one has asked for; an offer of other times is thereby turned down.',
    roles: customers,
    maxBytes: SMALL,
    request: command({ preferred: RequestTimes, zone: TimeZoneName }),
    reply: changed,
  },
  'request:confirm': {
    doc: 'Agrees to a session that was asked for: at one of the times that the customer has named, or `null` for now and any time. Where the customer has named none, at any.',
    roles: agents,
    maxBytes: SMALL,
    request: command({ at: v.nullable(Timestamp) }),
    reply: changed,
  },
  'request:propose': {
    doc: 'Offers the customer other times, instead of those before.',
    roles: agents,
    maxBytes: TEXT,
    request: command({ times: someTimes, message: v.optional(RequestText) }),
    reply: changed,
  },
  'request:accept': {
    doc: 'Agrees to one of the times that an agent offers.',
    roles: customers,
    maxBytes: SMALL,
    request: command({ at: Timestamp }),
    reply: changed,
  },
  'request:decline': {
    doc: 'Turns a request down, with a message for the customer.',
    roles: agents,
    maxBytes: TEXT,
    request: command({ message: RequestText }),
    reply: changed,
  },
  'dial:make': {
    doc: 'Calls at once: rings at agents who are available, and becomes a request with all that was typed where nobody answers. Of a request that is open already it makes a call.',
    roles: customers,
    maxBytes: TEXT,
    request: v.object({
      commandId: CommandId,
      /** That of the token where left out. */
      ticket: v.optional(TicketId),
      reason: v.optional(CallReason, ''),
      /** What would suit where nobody answers; none: any time. */
      preferred: v.optional(RequestTimes, []),
      zone: TimeZoneName,
      start: v.optional(CallStart, 'video'),
    }),
    reply: changed,
  },
  'dial:accept': {
    doc: 'Takes a call that rings; of several who do, one has it, and the others are told already-answered.',
    roles: agents,
    maxBytes: SMALL,
    request: command({}),
    reply: changed,
  },
  'dial:decline': {
    doc: 'Lets a call that rings here go on to others; the customer does not learn of it.',
    roles: agents,
    maxBytes: SMALL,
    request: command({}),
    reply: changed,
  },
  'agent:availability': {
    doc: 'Says whether calls may ring at this page, until it says otherwise or is gone.',
    roles: agents,
    maxBytes: SMALL,
    request: v.object({ available: v.boolean() }),
    reply: v.object({ offers: v.array(CallOffer) }),
  },
  'agent:pong': {
    doc: 'Answers agent:ping.',
    roles: agents,
    maxBytes: SMALL,
    request: v.object({}),
    reply: v.object({}),
  },
  'session:list': {
    doc: 'The sessions of a ticket that the asking person may see, newest first. Without a ticket: what a customer has asked for on a page without one.',
    roles: both,
    maxBytes: SMALL,
    request: v.object({ ticket: v.optional(TicketId) }),
    reply: v.object({
      sessions: v.array(SessionView),
      /** What the asking person may do outside of any session. */
      functions: v.array(FunctionName),
    }),
  },
  'session:watch': {
    doc: 'Sends the view of a session now and at every change, without joining it.',
    roles: both,
    maxBytes: SMALL,
    request: v.object({ session: SessionId }),
    reply: changed,
  },
  'session:unwatch': {
    doc: 'Ends session:watch.',
    roles: both,
    maxBytes: SMALL,
    request: v.object({ session: SessionId }),
    reply: v.object({}),
  },
  'session:find': {
    doc: 'Finds the session that a number belongs to; wrong guesses are counted against address and token.',
    roles: both,
    maxBytes: SMALL,
    request: v.object({ number: SessionNumber }),
    reply: v.object({
      session: SessionId,
      /** For this session and this person alone; take it from here on. */
      token: v.string(),
      expiresAt: Timestamp,
    }),
  },
  'session:invite': {
    doc: 'Puts a person on the list of those who are expected.',
    roles: agents,
    maxBytes: SMALL,
    request: command({ subject: Subject, name: PersonName, role: Role }),
    reply: changed,
  },
  'session:join': {
    doc: 'Enters the call, or comes back to it after a reload, a lost connection or in another tab.',
    roles: both,
    maxBytes: SMALL,
    request: command({
      tab: TabId,
      /** From an earlier join on this device; without it a second place needs `takeOver`. */
      resume: v.optional(ResumeSecret),
      takeOver: v.optional(v.boolean(), false),
      /** Whether the page's browser can record a call. */
      records: v.optional(v.boolean(), true),
      microphone: DeviceState,
      camera: DeviceState,
    }),
    reply: v.object({
      view: SessionView,
      participant: ParticipantId,
      resume: ResumeSecret,
      iceServers: v.array(IceServer),
      /** Told to an agent whose other call could not be put on hold by it. */
      problem: v.optional(
        v.object({ code: v.literal('call-goes-on'), message: v.string(), remedy: v.string() }),
      ),
    }),
  },
  'session:leave': {
    doc: 'Leaves the call on purpose; when the last agent or the last customer leaves, the session ends.',
    roles: both,
    maxBytes: SMALL,
    request: command({}),
    reply: changed,
  },
  'session:end': {
    doc: 'Ends the call for everybody.',
    roles: agents,
    maxBytes: SMALL,
    request: command({ reason: v.optional(EndReason, 'agent-ended') }),
    reply: changed,
  },
  'session:cancel': {
    doc: 'Calls off a session whose call has not begun; what was asked for and agreed with a message for the customer, where it is `called-off`.',
    roles: both,
    maxBytes: TEXT,
    request: command({ reason: CancelReason, message: v.optional(RequestText) }),
    reply: changed,
  },
  'session:link': {
    doc: 'Links the session to one more ticket.',
    roles: agents,
    maxBytes: SMALL,
    request: command({ ticket: TicketId }),
    reply: changed,
  },
  'session:unlink': {
    doc: 'Takes the session off a ticket.',
    roles: agents,
    maxBytes: SMALL,
    request: command({ ticket: TicketId }),
    reply: changed,
  },
  'session:visibility': {
    doc: 'Keeps a session and all it holds from the customers, at once and everywhere, or shows it to them again.',
    roles: agents,
    maxBytes: SMALL,
    request: command({ internal: v.boolean() }),
    reply: changed,
  },
  'session:rate': {
    doc: 'Says how good a session that is over was; may be changed for a day.',
    roles: customers,
    maxBytes: 8_192,
    request: command({ stars: Stars, comment: v.optional(RatingComment, '') }),
    reply: changed,
  },
  'call:hold': {
    doc: 'Puts the call on hold: neither side hears or sees the other.',
    roles: agents,
    maxBytes: SMALL,
    request: command({}),
    reply: changed,
  },
  'call:resume': {
    doc: 'Takes the call off hold.',
    roles: agents,
    maxBytes: SMALL,
    request: command({}),
    reply: changed,
  },
  'call:devices': {
    doc: "Says what one's own microphone and camera do.",
    roles: both,
    maxBytes: SMALL,
    request: command({ microphone: DeviceState, camera: DeviceState }),
    reply: changed,
  },
  'call:checked': {
    doc: 'Says what came of trying camera, microphone, speaker and network out before the call. A customer who has no place yet, and could come in, is expected from then on.',
    roles: both,
    maxBytes: SMALL,
    request: command({ findings: PreCallFindings }),
    reply: changed,
  },
  'video:offer': {
    doc: 'Offers to go from voice to video.',
    roles: both,
    maxBytes: SMALL,
    request: command({}),
    reply: changed,
  },
  'video:accept': {
    doc: "Agrees to video, sending one's own picture or only watching.",
    roles: both,
    maxBytes: SMALL,
    request: command({ send: v.boolean() }),
    reply: changed,
  },
  'video:decline': {
    doc: 'Turns an offer of video down, or takes back one’s own.',
    roles: both,
    maxBytes: SMALL,
    request: command({}),
    reply: changed,
  },
  'video:stop': {
    doc: 'Stops video in both directions; the voice goes on.',
    roles: both,
    maxBytes: SMALL,
    request: command({}),
    reply: changed,
  },
  'ink:add': {
    doc: 'Adds to the drawing: an operation, or the keyframe that marks sit on. Kept in the session’s feed of ink before it is answered; the same item sent twice is kept once.',
    roles: both,
    maxBytes: MAX_INK_BYTES,
    request: v.object({ session: SessionId, item: InkItem }),
    reply: v.object({ seq: Count }),
  },
  'ink:read': {
    doc: 'The feed of ink after a number, oldest first, as much as fits into one answer.',
    roles: both,
    maxBytes: SMALL,
    request: v.object({ session: SessionId, after: Count }),
    reply: v.object({
      entries: v.array(InkEntry),
      /** True where there is more after the last of them. */
      more: v.boolean(),
    }),
  },
  'ink:allow': {
    doc: 'Switches the drawing of the other side off or on: the customer that of the agents, the agent in control that of the customers. Pointers stay.',
    roles: both,
    maxBytes: SMALL,
    request: command({ role: Role, allowed: v.boolean() }),
    reply: changed,
  },
  'chat:send': {
    doc: 'Writes a message to everybody in the session, or to its agents alone. Kept in the feed of these readers before it is answered; the same message sent twice is kept once.',
    roles: both,
    ...chatSend,
    reply: v.object({ message: ChatMessage }),
  },
  'chat:read': {
    doc: 'The messages to these readers after a number, oldest first, as much as fits into one answer.',
    roles: both,
    maxBytes: SMALL,
    request: v.object({ session: SessionId, to: ChatReaders, after: Count }),
    reply: v.object({
      messages: v.array(ChatMessage),
      /** True where there is more after the last of them. */
      more: v.boolean(),
    }),
  },
  'signal:send': {
    doc: 'Hands a signal to another participant’s page. Not kept: the envelope takes care of what gets lost.',
    roles: both,
    maxBytes: 64_000,
    request: v.object({ session: SessionId, to: ParticipantId, envelope: SignalEnvelope }),
    reply: v.object({}),
  },
  'turn:credentials': {
    doc: 'Fresh, short-lived credentials for the relay servers.',
    roles: both,
    maxBytes: SMALL,
    request: v.object({ session: SessionId }),
    reply: v.object({ iceServers: v.array(IceServer), expiresAt: Timestamp }),
  },
  'token:renew': {
    doc: 'Replaces the token of this socket before it expires; subject and role must stay the same.',
    roles: both,
    maxBytes: 8_192,
    request: v.object({ token: v.pipe(v.string(), v.maxLength(4_096)) }),
    reply: v.object({ expiresAt: Timestamp }),
  },
  'server:ping': {
    doc: 'Shows that the socket and the server behind it are alive, and tells the server’s time.',
    roles: both,
    maxBytes: SMALL,
    request: v.object({}),
    reply: v.object({ time: Timestamp, seq: v.optional(Count) }),
  },
  ...deskRequests,
  ...pictureRequests,
  ...recordingRequests,
} as const satisfies Record<string, RequestRow>;

export type RequestName = keyof typeof requests;
/** What a sender may write (defaults left out). */
export type RequestInput<N extends RequestName> = v.InferInput<(typeof requests)[N]['request']>;
/** What a handler reads (checked, defaults filled in, unknown keys gone). */
export type RequestOutput<N extends RequestName> = v.InferOutput<(typeof requests)[N]['request']>;
export type Reply<N extends RequestName> = v.InferOutput<(typeof requests)[N]['reply']>;

/** Requests that change a session; they go through the rules and into the journal. */
export type CommandName = {
  [N in RequestName]: RequestInput<N> extends { commandId: string } ? N : never;
}[RequestName];
