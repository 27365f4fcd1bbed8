import type { PictureView, SessionError } from '@fernblick/protocol';
import type { AboutOptions, ActionOptions } from './session-client.ts';

/** A picture on its way. */
export interface PictureTransfer {
  readonly id: string;
  /**
   * `receiving`: a full-size still comes from the other page; `sending`: on its way to the server, also while the
   * connection is lost; `failed`: not kept, and not tried again by itself.
   */
  readonly is: 'receiving' | 'sending' | 'failed';
  /** Bytes that have arrived, of all there are; `total` is 0 until that is known. */
  readonly loaded: number;
  readonly total: number;
  /** Why it failed, or why it does not get on at present and is tried again by itself; null while all is well. */
  readonly error: SessionError | null;
}

/** By which name a transfer is found among `transfers`; a name of its own where none is given. */
export interface TransferOptions extends ActionOptions {
  readonly transfer?: string;
}

/** All pictures that are on their way at one moment, deeply frozen. Those that are kept are in the session's view. */
export interface PicturesSnapshot {
  readonly transfers: readonly PictureTransfer[];
}

/** What is kept with a picture. */
export interface PictureDetails {
  /** When it was taken, in milliseconds; now by itself. */
  readonly takenAt?: number;
  /** The participant whose camera it shows. */
  readonly of?: string;
  /** Which frame: its time in the stream, in milliseconds. */
  readonly frameMs?: number;
  /** True where what was drawn can be seen on it. */
  readonly drawings?: boolean;
  /** True for a still in the full size of the camera. */
  readonly full?: boolean;
  /** The picture that this is an edited version of. */
  readonly parent?: string;
  /** An editor's layers, as JSON, to go on editing later. */
  readonly document?: unknown;
}

/** Whose picture to take, and how. */
export interface TakeOptions extends ActionOptions {
  /** The participant whose camera; the other side's by itself. */
  readonly of?: string;
  /** Asks the page with the camera for a still in full size, instead of taking a frame as it arrives here. */
  readonly full?: boolean;
}

/** The pictures of a session: taken, kept, edited and read. What there is stands in `state.session.pictures`. */
export interface SessionPictures {
  readonly state: PicturesSnapshot;
  /** Calls the listener at every new snapshot, never at once; returns what ends it. */
  subscribe(listener: (state: PicturesSnapshot) => void, options?: ActionOptions): () => void;
  /**
   * Takes a picture of a camera and keeps it. What is drawn in the call is not on it: the drawing belongs to
   * `<ar-overlay>`, which gives a picture of both to `save()`.
   * @throws SessionError `other-side-away` where that camera sends nothing here, `pictures-full`, `switched-off` and others
   */
  take(options?: TakeOptions): Promise<PictureView>;
  /**
   * Keeps a JPEG, PNG or WebP with the session; resolves when the server has it. Goes on by itself after a lost connection.
   * @throws SessionError `invalid-picture`, `message-too-large`, `pictures-full`, `switched-off` and others; the picture
   * then stays as `failed`
   */
  save(
    picture: Blob,
    details?: PictureDetails,
    options?: AboutOptions & TransferOptions,
  ): Promise<PictureView>;
  /** Tries a failed one once more, and one that does not get on at once instead of after a while. */
  retry(transfer: string): Promise<PictureView>;
  /** Takes a failed one away. */
  discard(transfer: string): void;
  /**
   * A still in the full size of somebody's camera, straight from their page, or of one's own; it is kept nowhere yet.
   * @throws SessionError `other-side-away`, `connection-lost`, `switched-off` or `device-failed`
   */
  requestStill(participant: string, options?: TransferOptions): Promise<Blob>;
  /** The file of a picture. @throws SessionError `not-found` where it is not there, or not for the viewer */
  read(picture: string, options?: AboutOptions): Promise<Blob>;
  /** The layers of an edited version. @throws SessionError `not-found` where there are none */
  readDocument(picture: string, options?: AboutOptions): Promise<unknown>;
  /** Agents only: deletes a picture for everybody and for good. */
  remove(picture: string, reason: string, options?: AboutOptions): Promise<void>;
}
