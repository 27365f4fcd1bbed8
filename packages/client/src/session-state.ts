import type {
  CameraAbilities,
  DeviceState,
  FunctionName,
  PictureMode,
  Quality,
  QueuePlace,
  Role,
  SessionError,
  SessionView,
} from '@fernblick/protocol';

/** Where this page stands with its session. One word for a program, details for a person. */
export type Status =
  /** Not joined: the preview, or nothing yet. */
  | { readonly is: 'idle' }
  | { readonly is: 'joining' }
  /** Joined; `for` says what is missing: the other person, or the connection to them. */
  | { readonly is: 'waiting'; readonly for: 'other-side' | 'connection'; readonly since: number }
  /** The other side's picture or sound arrives. On hold is a flag of `session.hold`, not a status. */
  | { readonly is: 'live'; readonly since: number }
  /** Was live and is coming back by itself; `what` is where the fault seems to lie. */
  | {
      readonly is: 'reconnecting';
      readonly what: 'media' | 'server' | 'other-side';
      readonly since: number;
      /** The media connection may be fine while the server is away: then the call goes on. */
      readonly mediaFlows: boolean;
    }
  | { readonly is: 'ended' }
  /** `taken-over` stands here too: the call goes on elsewhere and can be taken back with `join({ takeOver: true })`. */
  | { readonly is: 'failed'; readonly error: SessionError };

/** One kind of device of this page. */
export interface LocalDevice {
  /** What the others are told. */
  readonly state: DeviceState;
  /** True while permission is being asked or the device starts. */
  readonly starting: boolean;
  /** The device in use; null where none is. */
  readonly deviceId: string | null;
  /** Why it is `denied`, `missing`, `unavailable` or `lost`. */
  readonly error: SessionError | null;
}

export interface LocalCamera extends LocalDevice {
  /** Where the camera looks, as far as the browser tells: `user` is the front. */
  readonly facing: 'user' | 'environment' | null;
  /** True where there is both a front and a rear camera to switch between. */
  readonly canFlip: boolean;
}

export interface DeviceChoice {
  readonly deviceId: string;
  /** As the browser names it; empty before permission was given. */
  readonly label: string;
}

/** The media connection to one other participant. */
export interface LinkState {
  readonly participant: string;
  readonly is: 'connecting' | 'connected' | 'reconnecting' | 'lost';
  readonly since: number;
  /** How well the other side's picture and sound arrive here; null until known. */
  readonly receiving: Quality | null;
  /** How well one's own arrive there, as the other side reports; null until known. */
  readonly sending: Quality | null;
  /** Whether packets go straight or through a relay; null until known. */
  readonly route: 'direct' | 'relay' | null;
  /**
   * Eight digits that the other side sees too, unless somebody stands in between; others for every connection. Null
   * while there is no connection, and on insecure pages.
   */
  readonly securityDigits: string | null;
  /** True while this page sends voice only because its network is too weak for a picture. */
  readonly audioOnly: boolean;
  /** True while the other side does so. */
  readonly otherAudioOnly: boolean;
  /** The other side's picture and sound; the same object as long as the participant is here. */
  readonly stream: MediaStream;
  /**
   * What the other side's camera can do besides showing, and does; null where it says nothing, as all agents' do. See
   * `openCameras()`.
   */
  readonly camera: CameraAbilities | null;
  /** True once a picture was decoded and pictures keep coming. */
  readonly pictureFlows: boolean;
}

/** The frozen snapshot of everything a page can show. A new object at every change; parts that did not change stay identical. */
export interface SessionSnapshot {
  readonly status: Status;
  /** The server's view of the session; null until the first one arrived. */
  readonly session: SessionView | null;
  /** Where the client is about a ticket: all its sessions that the viewer may see, newest first, the present one too. */
  readonly sessions: readonly SessionView[];
  /** What administrators let the viewer do here; nothing until the server has said so. */
  readonly functions: readonly FunctionName[];
  /** The viewer's role, as their token says; null until there was one. */
  readonly role: Role | null;
  /** The host's id of the viewer, as their token says; null until there was one. */
  readonly subject: string | null;
  /** Where a call of one's own stands in line, as the server has told last; null where it has not. */
  readonly queue: QueuePlace | null;
  /** The socket to the server. */
  readonly server: 'disconnected' | 'connecting' | 'connected';
  /** Add to `Date.now()` for the server's time, in milliseconds. */
  readonly clockOffsetMs: number;
  readonly microphone: LocalDevice;
  readonly camera: LocalCamera;
  /** Where sound comes out; null means the system's choice. */
  readonly speaker: { readonly deviceId: string | null; readonly canChoose: boolean };
  readonly microphones: readonly DeviceChoice[];
  readonly cameras: readonly DeviceChoice[];
  readonly speakers: readonly DeviceChoice[];
  /** One's own picture and sound, for the preview; the same object for the client's whole life; null in Node. */
  readonly localStream: MediaStream | null;
  readonly links: readonly LinkState[];
  readonly mode: PictureMode;
  /** True where the browser refused to play sound until a person taps; see `unblockSound()`. */
  readonly soundBlocked: boolean;
  /** True while another tab of this browser holds the call of this session. */
  readonly heldByOtherTab: boolean;
}
