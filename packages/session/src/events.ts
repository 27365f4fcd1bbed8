import type {
  CancelReason,
  DeviceState,
  Disposition,
  DialMode,
  DialOutcome,
  EndReason,
  ParticipantId,
  PreCallFindings,
  RecordingPause,
  RecordingStop,
  Role,
  SessionId,
  Stars,
  TicketId,
} from '@fernblick/protocol';
import type { Person, Picture, RecordingFile } from './state.ts';

/** What each kind of event carries besides its `type` and `at`. */
interface EventFields {
  'session-created': {
    readonly session: SessionId;
    readonly by: Person;
    readonly portal: string | null;
    readonly ticket: TicketId | null;
    readonly number: {
      readonly digits: string;
      readonly expiresAt: number;
      readonly page?: string;
    } | null;
    readonly start: 'audio' | 'video';
  };
  /** A customer asks; their place is kept from the beginning. `preferred` is empty for any time. */
  'session-requested': {
    readonly session: SessionId;
    readonly by: Person;
    readonly participant: ParticipantId;
    readonly portal: string | null;
    readonly ticket: TicketId | null;
    readonly reason: string;
    readonly preferred: readonly number[];
    readonly zone: string;
    /** Left out where it begins with video. */
    readonly start?: 'audio';
  };
  'request-preferred': { readonly preferred: readonly number[]; readonly zone: string };
  'request-proposed': {
    readonly by: Person;
    readonly times: readonly number[];
    readonly message: string | null;
  };
  /** By an agent, or by the customer who accepts an offer; `scheduledFor` is null for any time. */
  'request-confirmed': { readonly by: Person; readonly scheduledFor: number | null };
  /** What the customer is told; that the session is called off is an event of its own. */
  'request-declined': { readonly message: string };
  /** The customer calls; the session was asked for in the same moment, or before. */
  'dial-began': { readonly mode: DialMode; readonly until: number };
  'ring-began': {
    readonly agents: readonly { readonly subject: string; readonly name: string }[];
    readonly until: number;
  };
  /** `away`: the agent is not there any more, which is no answer. */
  'ring-stopped': {
    readonly agents: readonly string[];
    readonly why: 'declined' | 'missed' | 'away';
  };
  /** Nobody has answered; that somebody has says the answer itself. */
  /** Whoever had answered has not come: it waits again, at the place in line that it had. */
  'dial-resumed': { readonly agent: string; readonly until: number };
  'dial-ended': { readonly outcome: Exclude<DialOutcome, 'answered' | 'called-off'> };
  'participant-invited': {
    readonly participant: ParticipantId;
    readonly subject: string;
    readonly name: string;
    readonly role: Role;
    /** Nobody has put them on the list: they have tried out what the call needs. */
    readonly unasked?: true;
  };
  /** A place is kept for whoever has the link; `role` is set where it is for a colleague, who must be an agent already. */
  'invitation-made': {
    readonly invitation: ParticipantId;
    readonly role?: 'agent';
    readonly subject: string;
    readonly name: string | null;
    readonly by: Person;
    /** Null where it holds as long as the session does. */
    readonly expiresAt: number | null;
  };
  /** A colleague has come with their link. */
  'invitation-accepted': { readonly invitation: ParticipantId; readonly by: Person };
  'invitation-revoked': { readonly invitation: ParticipantId };
  'participant-joined': {
    readonly participant: ParticipantId;
    readonly subject: string;
    readonly name: string;
    readonly role: Role;
    readonly tab: string;
    readonly ticket: TicketId | null;
    /** Set where they came in by the number that was read out. */
    readonly byNumber?: true;
    /** Set where their page says that its browser records nothing. */
    readonly cannotRecord?: true;
    readonly epoch: number;
    readonly resumeHashes: readonly string[];
    readonly microphone: DeviceState;
    readonly camera: DeviceState;
  };
  'participant-left': { readonly participant: ParticipantId };
  'participant-interrupted': { readonly participant: ParticipantId };
  /** `participant` is null when no agent is left to take over. */
  'control-given': { readonly participant: ParticipantId | null };
  'call-started': { readonly by: Person };
  'hold-began': { readonly participant: ParticipantId };
  /** `participant` is null when the hold ended because the session did. */
  'hold-ended': { readonly participant: ParticipantId | null };
  'devices-changed': {
    readonly participant: ParticipantId;
    readonly microphone: DeviceState;
    readonly camera: DeviceState;
  };
  'call-checked': { readonly participant: ParticipantId; readonly findings: PreCallFindings };
  'video-offered': { readonly participant: ParticipantId };
  /** `send`: false where the accepting person only wants to watch. */
  'video-accepted': { readonly participant: ParticipantId; readonly send: boolean };
  'video-declined': { readonly participant: ParticipantId };
  'video-stopped': { readonly participant: ParticipantId };
  /** `role`: whose drawing it is about; `participant` is null where the host did it. */
  'drawing-switched': {
    readonly participant: ParticipantId | null;
    readonly role: Role;
    readonly allowed: boolean;
  };
  /** `by` is left out in what was written before it was kept. */
  'visibility-changed': { readonly internal: boolean; readonly by?: Person };
  'rating-given': {
    readonly participant: ParticipantId;
    readonly stars: Stars;
    readonly comment: string;
  };
  /** Somebody has taken a picture, or has saved an edited version of one. */
  'picture-kept': { readonly picture: Picture };
  /** `by` is null where its time was up. */
  'picture-deleted': {
    readonly picture: string;
    readonly by: Person | null;
    readonly reason: string;
  };
  /** Who asks says yes thereby. */
  'recording-asked': {
    readonly recording: string;
    readonly by: Person;
    /** Whose page records. */
    readonly participant: ParticipantId;
    /** The customer who asks; left out where who asks also records. */
    readonly asker?: ParticipantId;
  };
  'recording-answered': {
    readonly recording: string;
    readonly participant: ParticipantId;
    readonly yes: boolean;
  };
  'recording-withdrawn': { readonly recording: string; readonly participant: ParticipantId };
  /** The last yes has come. */
  'recording-started': { readonly recording: string };
  'recording-paused': { readonly recording: string; readonly why: RecordingPause };
  /** One reason to pause is gone; it runs once none is left. */
  'recording-resumed': { readonly recording: string; readonly why: RecordingPause };
  'recording-stopped': { readonly recording: string; readonly reason: RecordingStop };
  /** A file was made, once more where something came late; null where none can be. */
  'recording-finished': {
    readonly recording: string;
    readonly file: RecordingFile | null;
    readonly chunks: number;
  };
  /** `by` is null where its time was up. */
  'recording-deleted': {
    readonly recording: string;
    readonly by: Person | null;
    readonly reason: string;
  };
  /** An agent has marked it done, or has changed with what. */
  'session-filed': { readonly by: Person; readonly disposition: Disposition | null };
  /** The host has attached something, or somebody has corrected it. */
  'data-attached': { readonly by: Person; readonly name: string; readonly value: string };
  'ticket-linked': { readonly ticket: TicketId };
  'ticket-unlinked': { readonly ticket: TicketId };
  'number-expired': Readonly<Record<never, never>>;
  'session-ended': {
    readonly reason: EndReason;
    readonly by: Person | null;
    readonly participant: ParticipantId | null;
  };
  'session-cancelled': {
    readonly reason: CancelReason;
    /** For the customer who has asked for it. */
    readonly message?: string;
    readonly by: Person | null;
    readonly participant: ParticipantId | null;
  };
  /** A customer was forgotten: their name and words are gone from all before it. Says nothing about whom. */
  'contact-erased': { readonly erasure: string; readonly by: Person; readonly reason: string };
}

/** The name of something that happened in a session. */
export type SessionEventType = keyof EventFields;

/** One kind of event: plain JSON, with its time in milliseconds. */
export type SessionEventOf<T extends SessionEventType> = {
  [K in T]: { readonly type: K; readonly at: number } & EventFields[K];
}[T];

/** Something that happened in a session; the journal is made of these. */
export type SessionEvent = SessionEventOf<SessionEventType>;

/** One line of a session's journal: appended, never changed, except where a customer is forgotten. */
export interface JournalEntry {
  /** Counts the entries of this session from 1. */
  readonly seq: number;
  readonly at: number;
  /** Who gave the command that led to it; null for the server. */
  readonly by: Person | null;
  readonly commandId: string | null;
  readonly event: SessionEvent;
}

/**
 * Whether customers may know that such an event happened. What is false here changes nothing in a customer's view,
 * and does not count in a customer's number either.
 */
export const customersKnow: { readonly [T in SessionEventType]: boolean } = {
  'session-created': true,
  'session-requested': true,
  'request-preferred': true,
  'request-proposed': true,
  'request-confirmed': true,
  'request-declined': true,
  'dial-began': true,
  'ring-began': false,
  'ring-stopped': false,
  'dial-resumed': true,
  'dial-ended': true,
  'participant-invited': false,
  'invitation-made': false,
  'invitation-accepted': false,
  'invitation-revoked': false,
  'participant-joined': true,
  'participant-left': true,
  'participant-interrupted': true,
  'control-given': true,
  'call-started': true,
  'hold-began': true,
  'hold-ended': true,
  'devices-changed': true,
  'call-checked': false,
  'video-offered': true,
  'video-accepted': true,
  'video-declined': true,
  'video-stopped': true,
  'drawing-switched': true,
  'visibility-changed': false,
  'rating-given': true,
  'picture-kept': true,
  'picture-deleted': true,
  'recording-asked': true,
  'recording-answered': true,
  'recording-withdrawn': true,
  'recording-started': true,
  'recording-paused': true,
  'recording-resumed': true,
  'recording-stopped': true,
  'recording-finished': true,
  'recording-deleted': true,
  'session-filed': false,
  'data-attached': false,
  'ticket-linked': false,
  'ticket-unlinked': false,
  'number-expired': false,
  'session-ended': true,
  'session-cancelled': true,
  'contact-erased': false,
};
