import type {
  CommandName,
  Disposition,
  DialOutcome,
  ParticipantId,
  PictureType,
  RequestOutput,
  SessionId,
  TicketId,
} from '@fernblick/protocol';
import type { Person, RecordingFile } from './state.ts';

/** How far a token reaches. */
export type Scope =
  | {
      readonly is: 'session';
      readonly session: SessionId;
      /** Set for whoever came in by the number that was read out. */
      readonly byNumber?: true;
    }
  | { readonly is: 'ticket'; readonly ticket: TicketId }
  /** Agents: the sessions of their portals. */
  | { readonly is: 'portals' }
  /** A page without ticket: no session at all until a number or a queue leads to one. */
  | { readonly is: 'entry' }
  /** The host itself, by its API key and never by a token: every session, to make, see, end and call off. */
  | { readonly is: 'host' };

/** Who asks, as their token says. */
export interface Actor extends Person {
  /**
   * The teams an agent belongs to; `*` stands for all. Of a customer at most one: what they ask for goes to it, and they
   * see nothing by it.
   */
  readonly portals: readonly string[];
  readonly scope: Scope;
}

/** What the rules cannot make or know themselves, because they read no clock and make no random numbers. */
interface CommandFacts {
  'session:create': {
    readonly session: SessionId;
    /** Made where the command asks for a number, else null. */
    readonly number: {
      readonly digits: string;
      readonly expiresAt: number;
      readonly page?: string;
    } | null;
  };
  'request:make': {
    readonly session: SessionId;
    /** The place of the customer who asks. */
    readonly participant: ParticipantId;
  };
  'dial:make': {
    readonly session: SessionId;
    /** The place of the customer who calls. */
    readonly participant: ParticipantId;
  };
  'dial:accept': {
    /** In how many other sessions this agent holds a place now, or is about to. */
    readonly otherCalls: number;
  };
  'request:confirm': {
    /** The same; none where the host confirms, which is in no call. */
    readonly otherCalls: number;
  };
  'session:invite': {
    /** A fresh id, used if the person has no place yet. */
    readonly participant: ParticipantId;
  };
  'invitation:make': {
    /** A fresh place, and who will hold it. */
    readonly participant: ParticipantId;
    readonly subject: string;
  };
  'invitation:accept': {
    /** The place that the key opens in this session; null for a key that was not made here, or for another. */
    readonly invitation: ParticipantId | null;
    /** A fresh id, used if the person has no place yet. */
    readonly participant: ParticipantId;
  };
  'picture:keep': {
    /** A fresh id. */
    readonly picture: string;
    /** What was found in the file that was uploaded. */
    readonly file: {
      readonly type: PictureType;
      readonly bytes: number;
      readonly width: number;
      readonly height: number;
    };
  };
  'recording:ask': {
    /** A fresh id. */
    readonly recording: string;
  };
  'session:file': {
    /** What can be chosen. */
    readonly dispositions: readonly Disposition[];
  };
  'call:checked': {
    /** A fresh id, used if the person has no place yet. */
    readonly participant: ParticipantId;
  };
  'session:join': {
    /** A fresh id, used if the person has no place yet. */
    readonly participant: ParticipantId;
    /** Hash of the resume secret that was presented; null if none was. */
    readonly resumeHash: string | null;
    /** Hash of the secret that this join hands out. */
    readonly newResumeHash: string;
    /** True while another page of this person holds their place with a live socket. */
    readonly otherPlaceConnected: boolean;
    /** In how many other sessions this person holds a place now. */
    readonly otherCalls: number;
  };
}

/** Facts of a command that needs none. */
export type NoFacts = Readonly<Record<never, never>>;

/** What only the server may command. */
interface ServerCommands {
  /** A joined participant's socket has been gone for too long. */
  'connection-expired': { readonly participant: ParticipantId };
  /** What was taken before this moment is not to be kept any longer. */
  'expire-pictures': { readonly before: number };
  /** A file was made of what has come of a recording; null where none can be. */
  'recording-finished': {
    readonly recording: string;
    readonly file: RecordingFile | null;
    readonly chunks: number;
  };
  /** The page that records is gone, and nothing of it has come for too long. */
  'recorder-lost': { readonly recording: string };
  /** What began before this moment is not to be kept any longer. */
  'expire-recordings': { readonly before: number };
  /** The time of the session's number is up. */
  'number-expired': NoFacts;
  /** For so long nobody has to come to what was agreed on, in milliseconds. */
  'end-overdue': { readonly afterMs: number };
  /** A call is to ring at these agents, for so long. */
  'ring-agents': { readonly agents: readonly Person[]; readonly until: number };
  /** It has rung at these for long enough, or they are away. */
  'stop-rings': { readonly agents: readonly string[]; readonly why: 'missed' | 'away' };
  /** Whoever has accepted it has not come. */
  'resume-dial': NoFacts;
  /** It is not to ring any longer. */
  'give-up-dial': { readonly outcome: Exclude<DialOutcome, 'answered' | 'called-off'> };
  /** A customer is to be forgotten, on somebody's word. */
  'erase-contact': { readonly erasure: string; readonly by: Person; readonly reason: string };
}

/** The name of a command that a person may give. */
export type PersonCommandName = CommandName;
/** The name of a command that only the server may give. */
export type ServerCommandName = keyof ServerCommands;

/** One command a person may give, with what the server adds to it. */
export type PersonCommandOf<N extends PersonCommandName> = {
  [K in N]: {
    readonly name: K;
    readonly input: RequestOutput<K>;
    readonly facts: K extends keyof CommandFacts ? CommandFacts[K] : NoFacts;
  };
}[N];

/** One command of the server. */
export type ServerCommandOf<N extends ServerCommandName> = {
  [K in N]: { readonly name: K; readonly facts: ServerCommands[K] };
}[N];

export type PersonCommand = PersonCommandOf<PersonCommandName>;
export type ServerCommand = ServerCommandOf<ServerCommandName>;

/** Everything that can be asked of a session. */
export type Command = PersonCommand | ServerCommand;
