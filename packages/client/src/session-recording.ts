import type { SessionError } from '@fernblick/protocol';
import type { AboutOptions, ActionOptions } from './session-client.ts';

/** What this page does with recordings at one moment, deeply frozen. Where each stands is in the session's view. */
export interface RecordingSnapshot {
  /** True while this page records: camera and sound go into the file. */
  readonly isRecording: boolean;
  /**
   * Where pieces wait for their way to the server: in the browser's `private` file system, where they survive a browser
   * that is killed, or in `memory`; null as long as nothing was recorded.
   */
  readonly keptIn: 'private' | 'memory' | null;
  /** So many pieces wait, those of recordings before a reload too. */
  readonly waiting: number;
  /** Why pieces do not get through at present, or why the last recording could not go on; null while all is well. */
  readonly error: SessionError | null;
}

/** What is recorded of the picture: one track that lasts as long as the recording. */
export interface ComposedPicture {
  readonly track: MediaStreamTrack;
  /** Ends the composing and its track. */
  readonly close: () => void;
}

/** A picture that is encoded where it is composed, together with the sound: only there pictures can be left out in time. */
export interface FilmedPicture {
  /** Begins to encode, with this sound. */
  readonly film: (sound: MediaStreamTrack | null, listener: FilmListener) => Film;
  /** A JPEG of what is composed just now. */
  readonly poster: () => Promise<Blob>;
  /** Ends the composing, once the film has told everything. */
  readonly close: () => void;
}

/** One file that grows. */
export interface Film {
  /** Waits; `atMs` is since when it was to, by the clock of `FilmTimes`: what it can still leave out of after, it does. */
  readonly pause: (atMs: number) => void;
  readonly resume: () => void;
  /** Takes nothing in any more; what there is of before `atMs` is told still. */
  readonly end: (atMs: number) => void;
}

/** Makes the picture of a recording, and calls `failed` where there are no more of it. */
export type Compose = (
  failed: (cause: unknown) => void,
) => Promise<ComposedPicture | FilmedPicture>;

/** When something was filmed: `performance.timeOrigin + performance.now()`, which a page and its workers share. */
export interface FilmTimes {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What a film tells. */
export interface FilmListener {
  /** Bytes that follow those before, and of when what is in them is. */
  readonly piece: (bytes: Blob, times: FilmTimes) => void;
  /** Everything is told. */
  readonly ended: () => void;
  /** Nothing more comes. */
  readonly failed: (cause: unknown) => void;
}

/** A part of a finished recording. */
export interface FilmPart {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How many bytes the whole file has; another number than before where it was made anew. */
  readonly size: number;
  /** Of the whole file. */
  readonly type: string;
}

/** How a recording is read as a whole. */
export interface ReadOptions extends AboutOptions {
  /** Told how many of its bytes are there, each time there are more. */
  readonly progress?: (bytes: number, size: number) => void;
}

/** The recordings of a session: asked for, answered, made in this page and read. */
export interface SessionRecording {
  readonly state: RecordingSnapshot;
  /** Calls the listener at every new snapshot, never at once; returns what ends it. */
  subscribe(listener: (state: RecordingSnapshot) => void, options?: ActionOptions): () => void;
  /**
   * Asks everybody in the call. The page of the agent in control records as soon as all have agreed: there, `compose` makes
   * the picture when it begins, and not before; it calls `failed` where there are no more pictures, which stops the
   * recording. Customers give null: the agent's page is asked for it with the agent's yes.
   * @throws SessionError `recording-changed` while there is one, `webrtc-unsupported` in a browser that cannot record,
   * `no-recorder` where the agent's cannot, `switched-off` for customers where it is asked for by itself
   */
  ask(compose: Compose | null, options?: ActionOptions): Promise<void>;
  /**
   * Agrees to the recording that is asked for, or not. A no, like `withdraw()`, waits for a server for ten minutes; where this
   * rejects, it is told again all the same as soon as that is possible. Where a customer has asked, the yes of the agent in control brings
   * `compose`, as `ask` does.
   * @throws SessionError `webrtc-unsupported` or `no-recorder` where this page is to record and cannot
   */
  answer(
    yes: boolean,
    options?: { readonly compose?: Compose | null } & ActionOptions,
  ): Promise<void>;
  /** Takes one's yes back: the recording stops for everybody, and at once where this page makes it, as with `stop()`. */
  withdraw(options?: ActionOptions): Promise<void>;
  pause(options?: ActionOptions): Promise<void>;
  resume(options?: ActionOptions): Promise<void>;
  /** Stops it for everybody. What this page makes ends at once, even where this rejects: the server is told again until it knows. */
  stop(options?: ActionOptions): Promise<void>;
  /** The file of a recording that is ready. @throws SessionError `not-found` where it is not there, or not for the viewer */
  read(recording: string, options?: ReadOptions): Promise<Blob>;
  /**
   * The bytes of its file from one place to before another, or to its end, for a player that begins before all of it is
   * there. @throws SessionError `not-found` where it is not there, or not for the viewer any more
   */
  readPart(
    recording: string,
    range: { readonly from: number; readonly until: number },
    options?: AboutOptions,
  ): Promise<FilmPart>;
  /** A picture that stands for a recording. @throws SessionError `not-found` where there is none */
  readPoster(recording: string, options?: AboutOptions): Promise<Blob>;
  /** Agents only: deletes a recording for everybody and for good. */
  remove(recording: string, reason: string, options?: AboutOptions): Promise<void>;
}
