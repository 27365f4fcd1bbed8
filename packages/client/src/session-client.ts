import type {
  CallStart,
  CancelReason,
  ContactView,
  DataField,
  Disposition,
  DispositionUse,
  EndReason,
  HistoryLine,
  ListPlace,
  InkLink,
  PictureMode,
  Role,
  SessionError,
  StandardResponse,
  Stars,
} from '@fernblick/protocol';
import type { AgentDesk } from './agent-desk.ts';
import type { PreCallCheck } from './pre-call-check.ts';
import type { SessionCameras } from './session-cameras.ts';
import type { SessionChat } from './session-chat.ts';
import type { SessionInvitations } from './session-invitations.ts';
import type { SessionNotes } from './session-notes.ts';
import type { SessionPictures } from './session-pictures.ts';
import type { SessionRecording } from './session-recording.ts';
import type { SessionSnapshot } from './session-state.ts';

/** What a client needs to know to find its server and its session. */
export interface SessionClientOptions {
  /** Address of the Fernblick server; `http` or `https`. */
  readonly server: string | URL;
  /** Asked for a token at the start, before each expires, and after one was refused. */
  readonly getToken: (options: { readonly signal: AbortSignal }) => Promise<string>;
  /** The session's id; or `ticket`, then the newest open session of that ticket; or the `number` read out by an agent. */
  readonly session?: string;
  readonly ticket?: string;
  readonly number?: string;
  readonly mode?: PictureMode;
  /** Receives what an operator may want to read; no names, tokens or addresses. Silent by default. */
  readonly logger?: Logger;
  /** Closes the client when aborted. */
  readonly signal?: AbortSignal;
}

export interface Logger {
  log(level: 'debug' | 'info' | 'warn' | 'error', message: string, details?: object): void;
}

/** What happens at a moment; never carries what the snapshot says too. */
export interface SessionMoments {
  /** The other side's picture or sound arrived for the first time, or again. */
  'participant-connected': { readonly participant: string };
  'participant-left': { readonly participant: string };
  'session-ended': { readonly reason: EndReason | CancelReason };
  /** Something went wrong that the call survives; what stops it is `status`. */
  problem: { readonly error: SessionError };
  /** Agents only: what is known about a customer was changed, of those that this client has read; the host may have, too. */
  'contact-changed': {
    readonly session: string;
    readonly participant: string;
    readonly contact: ContactView;
  };
  /** Agents only: what can be chosen when a session is marked done, or whether it must be, may be different now. */
  'dispositions-changed': Readonly<Record<never, never>>;
  'device-changed': { readonly kind: 'microphone' | 'camera' | 'speaker' };
}

export interface JoinOptions {
  /** Enter with the microphone on; true by default. Without a device the join goes on, receiving only. */
  readonly microphone?: boolean;
  /** Enter with the camera on; by default true where the session starts with video. */
  readonly camera?: boolean;
  /** Take the call over from the other tab or device it runs in. */
  readonly takeOver?: boolean;
  readonly signal?: AbortSignal;
}

export interface ActionOptions {
  readonly signal?: AbortSignal;
}

/** How a session is called off. */
export interface CancelOptions extends ActionOptions {
  /** For the customer who has asked for it; with the reason `called-off`. */
  readonly message?: string;
}

/** Which of the ticket's sessions is meant; the present one if none is named. */
export interface AboutOptions extends ActionOptions {
  readonly session?: string;
}

/** What kind of session an agent makes. */
export interface CreateOptions extends ActionOptions {
  /** With a number that can be read out. */
  readonly number?: boolean;
  /** `audio`: voice first, video when both sides want it. */
  readonly start?: CallStart;
}

/** What a customer asks for. */
export interface AskOptions extends ActionOptions {
  /** Why, in up to 1,000 characters. */
  readonly reason: string;
  /** Up to three starts in milliseconds, the most wanted first; none for any time. */
  readonly preferred?: readonly number[];
  /** Name of the customer's time zone; this browser's by default. */
  readonly zone?: string;
  /** `audio`: voice first, video when both sides want it. */
  readonly start?: CallStart;
}

/** Which devices to start with; another one is taken where the preferred one is missing. */
export interface PreviewOptions extends ActionOptions {
  readonly microphone?: boolean;
  readonly camera?: boolean;
  readonly microphoneId?: string;
  readonly cameraId?: string;
  /** Where the camera should look when there is no `cameraId`; the rear camera (`environment`) shows a thing to others. */
  readonly facing?: 'user' | 'environment';
}

/**
 * Holds one person's part in one session. All that can be shown is in `state`; every method resolves when the server
 * (or the device) has done it and `state` says so, and rejects with a `SessionError`.
 */
export interface SessionClient extends AsyncDisposable {
  /** Address of the Fernblick server, ending with a slash. */
  readonly serverUrl: string;
  /** The present snapshot, deeply frozen (streams excepted). */
  readonly state: SessionSnapshot;
  /**
   * The drawing's way to the other pages, for `<ar-overlay>` or one's own: what lasts is kept by the server and comes
   * back after a reload and to those who join later, what is under way goes from page to page. The same object for the
   * client's whole life.
   */
  readonly ink: InkLink;
  /** What is written in the session, by everybody and among its agents. The same object for the client's whole life. */
  readonly chat: SessionChat;
  /** What agents write down about the session. The same object for the client's whole life. */
  readonly notes: SessionNotes;
  /** For agents: links that let one person each into the session. The same object for the client's whole life. */
  readonly invitations: SessionInvitations;
  /** For agents: whether calls may ring at this page, and those that do. The same object for the client's whole life. */
  readonly desk: AgentDesk;
  /**
   * What asks for settings of a customer's camera, and answers, loaded when it is first asked for; the same object for the
   * client's whole life. A customer's page can be asked once this was called there.
   * @throws SessionError `server-unreachable` where it cannot be loaded
   */
  openCameras(): Promise<SessionCameras>;
  /**
   * What takes, keeps and reads pictures, loaded when it is first asked for; the same object for the client's whole life.
   * @throws SessionError `server-unreachable` where it cannot be loaded
   */
  openPictures(): Promise<SessionPictures>;
  /**
   * What tries out network, before a call, and keeps with the session what was found, loaded when it is first asked for;
   * the same object for the client's whole life.
   * @throws SessionError `server-unreachable` where it cannot be loaded
   */
  openCheck(): Promise<PreCallCheck>;
  /**
   * What asks for recordings, makes and reads them, loaded when it is first asked for; the same object for the client's
   * whole life. @throws SessionError `server-unreachable` where it cannot be loaded
   */
  openRecording(): Promise<SessionRecording>;
  /** Calls the listener at every new snapshot, never at once; returns what ends it. */
  subscribe(listener: (state: SessionSnapshot) => void, options?: ActionOptions): () => void;
  /** Calls the listener when something happens; returns what ends it. */
  on<M extends keyof SessionMoments>(
    moment: M,
    listener: (detail: SessionMoments[M]) => void,
    options?: ActionOptions,
  ): () => void;

  /** Connects to the server and watches the session without joining; rejoins a call that this tab was in before a reload. */
  open(options?: ActionOptions): Promise<void>;
  /**
   * Turns to another open session of the client's ticket, to join it next; goes out of the call that it is in. Where the
   * ticket is looked at again, the client stays with that session as long as it is open.
   * @throws SessionError `not-found` where the ticket has no such session, or it is over
   */
  turnTo(session: string, options?: ActionOptions): Promise<void>;
  /** Agents only: makes a session for the client's ticket (or with a number) and watches it. */
  create(options?: CreateOptions): Promise<string>;
  /**
   * Agents only: keeps a session from the customers, or shows it to them again.
   * @throws SessionError `customer-in-call` while a customer is in it
   */
  setInternal(internal: boolean, options?: AboutOptions): Promise<void>;
  /**
   * Agents only: standard responses with all of these words in title or text; without words, the first by title.
   * `more` says that others would have matched. Refused where they are switched off in the session, or, without one,
   * for the agent.
   */
  findResponses(
    query: string,
    options?: AboutOptions,
  ): Promise<{ readonly responses: readonly StandardResponse[]; readonly more: boolean }>;
  /**
   * Agents only: corrects one of the things that the host has attached to the session; with `expected` only where it still
   * holds that. @throws SessionError `unknown-field`, `field-changed`
   */
  attach(field: DataField & { readonly expected?: string }, options?: AboutOptions): Promise<void>;
  /**
   * Agents only: what the host has told about the customer with this place in the session. The moment `contact-changed`
   * tells what changes from then on, for as long as the server can be reached: read it again once it is back.
   */
  readContact(participant: string, options?: AboutOptions): Promise<ContactView>;
  /**
   * Agents only: corrects one of these things, where it still holds what is `expected`: what was read when the change was
   * begun. @throws SessionError `unknown-field`, `field-changed` where somebody else has changed it meanwhile
   */
  changeContact(
    participant: string,
    field: DataField & { readonly expected: string },
    options?: AboutOptions,
  ): Promise<ContactView>;
  /**
   * Agents only: the sessions of this customer that the viewer may see, newest first. `next` is what `after` must be
   * for those before them; null where there are no more.
   */
  contactHistory(
    participant: string,
    options?: { readonly after?: ListPlace } & AboutOptions,
  ): Promise<{ readonly sessions: readonly HistoryLine[]; readonly next: ListPlace | null }>;
  /** Agents only: what can be said of a session when it is marked done, and whether it has to be. */
  dispositions(options?: AboutOptions): Promise<{
    readonly dispositions: readonly Disposition[];
    readonly use: DispositionUse;
  }>;
  /**
   * Agents only: marks a session that is over as done, with the code of a disposition or none; once more changes that.
   * @throws SessionError `still-open`, `disposition-required`, `unknown-disposition`
   */
  file(outcome: { readonly disposition: string | null }, options?: AboutOptions): Promise<void>;
  /**
   * Customers only: says how good a session that is over was; may be changed for a day.
   * @throws SessionError `not-over-yet`, `not-joined` for one who was not in it, `rating-closed`
   */
  rate(
    rating: { readonly stars: Stars; readonly comment?: string },
    options?: AboutOptions,
  ): Promise<void>;
  /**
   * Customers only: asks for a session and watches what becomes of it, in `state.session.request`. Taken back with
   * `cancel('withdrawn')`.
   */
  ask(options: AskOptions): Promise<string>;
  /**
   * Customers only: calls at once, and watches what becomes of it in `state.session.request.dial` and `state.queue`.
   * Where nobody answers it is a request with all that was given here. Hung up with `cancel('withdrawn')`.
   * @throws SessionError `switched-off` where calls are off
   */
  dial(options?: Partial<AskOptions>): Promise<string>;
  /** Customers only: names other times, in answer to an agent's or because their own have changed. */
  preferTimes(
    times: readonly number[],
    options?: { readonly zone?: string } & ActionOptions,
  ): Promise<void>;
  /** Customers only: agrees to one of the times that an agent offers. */
  acceptTime(at: number, options?: ActionOptions): Promise<void>;
  /** Agents only: agrees to what was asked for, at a time that the customer has named, or null for now and any time. */
  confirmRequest(at: number | null, options?: ActionOptions): Promise<void>;
  /** Agents only: offers the customer up to three other times. */
  proposeTimes(
    times: readonly number[],
    options?: { readonly message?: string } & ActionOptions,
  ): Promise<void>;
  /** Agents only: turns a request down, with a message for the customer. */
  declineRequest(message: string, options?: ActionOptions): Promise<void>;
  /** Starts camera and microphone for the preview; never rejects for a missing device, the snapshot says why. */
  startPreview(options?: PreviewOptions): Promise<void>;
  /** Frees both devices. What a preview leaves off that goes on until `join` stays off; what ends with it does not. */
  stopPreview(): void;
  join(options?: JoinOptions): Promise<void>;
  leave(options?: ActionOptions): Promise<void>;
  end(options?: { readonly reason?: EndReason } & ActionOptions): Promise<void>;
  cancel(reason: CancelReason, options?: CancelOptions): Promise<void>;
  hold(options?: ActionOptions): Promise<void>;
  resume(options?: ActionOptions): Promise<void>;
  /**
   * Agents whose token reaches more than one ticket: the customer of that ticket sees the session too.
   * @throws SessionError `already-linked`, `too-many-tickets`, or `not-allowed` where the token does not reach that far
   */
  linkTicket(ticket: string, options?: AboutOptions): Promise<void>;
  /** The same agents: the customer of that ticket sees the session no longer. */
  unlinkTicket(ticket: string, options?: AboutOptions): Promise<void>;
  invite(
    person: {
      readonly subject: string;
      readonly name: string;
      readonly role: 'customer' | 'agent';
    },
    options?: ActionOptions,
  ): Promise<void>;

  setMicrophone(on: boolean): Promise<void>;
  setCamera(on: boolean): Promise<void>;
  chooseMicrophone(deviceId: string): Promise<void>;
  chooseCamera(deviceId: string): Promise<void>;
  /** Where `speaker.canChoose`; the id is applied to elements passed to `attachSound`. */
  chooseSpeaker(deviceId: string): Promise<void>;
  /** Switches between front and rear camera. */
  flipCamera(): Promise<void>;
  /**
   * Loudness of one's own microphone, 0 to 1, for a level meter; read it from an animation frame.
   * Null where there is no microphone.
   */
  readMicrophoneLevel(): number | null;

  offerVideo(options?: ActionOptions): Promise<void>;
  acceptVideo(options: { readonly send: boolean } & ActionOptions): Promise<void>;
  declineVideo(options?: ActionOptions): Promise<void>;
  /** Stops video in both directions; the voice goes on. */
  stopVideo(options?: ActionOptions): Promise<void>;
  setMode(mode: PictureMode): Promise<void>;
  /** Switches the other side's drawing off or on (`session.drawingOff`): agents need control for that. Pointers stay. */
  allowDrawing(role: Role, allowed: boolean, options?: ActionOptions): Promise<void>;

  /**
   * Plays the sound of all links through this media element and keeps it at the chosen speaker; where the browser
   * refuses, `soundBlocked` turns true. Returns what ends it.
   */
  attachSound(element: HTMLMediaElement, participant: string): () => void;
  /** Call from a tap: plays what the browser had refused. */
  unblockSound(): Promise<void>;

  /** Leaves nothing behind: no socket, no track, no timer. The call itself can be rejoined from this tab. */
  close(): Promise<void>;
}
