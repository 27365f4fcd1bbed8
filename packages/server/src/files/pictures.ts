import {
  MAX_DOCUMENT_BYTES,
  SessionError,
  type RequestOutput,
  type SessionId,
} from '@fernblick/protocol';
import { whyNotReadPicture, type Actor, type Picture, type SessionState } from '@fernblick/session';
import type { Logger } from 'pino';
import type { Change, Sessions } from '../sessions.ts';
import type { Tokens } from '../tokens.ts';
import type { BlobStore, StoredBlob } from './blob-store.ts';
import { cleanPicture } from './picture-file.ts';
import type { Uploads } from './uploads.ts';

/** What the pictures are made from. */
export interface PicturesOptions {
  readonly sessions: Sessions;
  readonly uploads: Uploads;
  readonly blobs: BlobStore;
  readonly tokens: Pick<Tokens, 'derive'>;
  readonly log: Logger;
  readonly now: () => number;
  /** How long pictures are kept; null for as long as their session. */
  readonly keepMs: number | null;
}

/** Who asks for what of a picture. */
export interface PictureAsked {
  readonly session: SessionId;
  readonly picture: string;
  readonly actor: Actor;
}

const LAYERS = '.json';
const ID_LENGTH = 22;
/** A file is written before its session says so; what nobody knows of after that long is left over. */
const LEFT_OVER_MS = 60 * 60 * 1_000;

/** The pictures of sessions: uploads become some, and whoever may see the session gets their bytes. */
export class Pictures {
  readonly #options: PicturesOptions;

  constructor(options: PicturesOptions) {
    this.#options = options;
  }

  /**
   * Makes a picture of an upload; it is on disk before anybody hears of it. The same command twice has one effect.
   * @throws SessionError `invalid-picture`, `not-found`, or the code of the refusal
   */
  async keep(
    request: RequestOutput<'picture:keep'>,
    { actor, tab }: { readonly actor: Actor; readonly tab: string },
  ): Promise<SessionState> {
    const { sessions, uploads, blobs, tokens } = this.#options;
    const { session, commandId, file, document } = request;
    const person = `${actor.role} ${actor.subject}`;
    const picture = tokens.derive('picture', session, person, commandId).slice(0, ID_LENGTH);
    const written: string[] = [];
    try {
      const { state } = await sessions.execute({
        session,
        actor,
        tab,
        commandId,
        input: ['picture:keep', request],
        command: async () => {
          const { path, bytes } = await uploads.find(file, session, actor);
          const clean = cleanPicture(bytes);
          written.push(keyOf(session, picture));
          await blobs.put(keyOf(session, picture), clean.bytes === bytes ? path : clean.bytes);
          if (document !== undefined) {
            const layers = await uploads.find(document, session, actor);
            checkDocument(layers.bytes);
            written.push(keyOf(session, picture) + LAYERS);
            await blobs.put(keyOf(session, picture) + LAYERS, layers.path);
          }
          return { name: 'picture:keep', input: request, facts: { picture, file: clean.file } };
        },
      });
      for (const upload of [file, document]) if (upload !== undefined) await uploads.remove(upload);
      return state;
    } catch (error) {
      // The upload is still there. Whether the session has the picture after all is for its journal to say.
      const state = written.length === 0 ? null : await sessions.state(session);
      if (state?.pictures.some(({ id }) => id === picture) !== true)
        for (const key of written) await this.#remove(key);
      throw error;
    }
  }

  /** What is kept of a picture that somebody may see. @throws SessionError `not-found` */
  async find({ session, picture, actor }: PictureAsked): Promise<Picture> {
    const state = await this.#options.sessions.state(session);
    const found = state?.pictures.find(({ id }) => id === picture);
    if (state === null || found === undefined || whyNotReadPicture(state, actor, picture) !== null)
      throw new SessionError('not-found');
    return found;
  }

  /** Where the bytes of a picture are. */
  keyOf(session: SessionId, picture: string, what: 'picture' | 'document'): string {
    return keyOf(session, picture) + (what === 'document' ? LAYERS : '');
  }

  /** Takes the bytes of what was deleted away. */
  changed({ after, entries }: Change): void {
    for (const { event } of entries)
      if (event.type === 'picture-deleted')
        for (const end of ['', LAYERS]) void this.#remove(keyOf(after.id, event.picture) + end);
  }

  /** Removes every file of a session, those included that never became a picture. */
  async removeAll(session: SessionId): Promise<void> {
    const { blobs, uploads } = this.#options;
    await uploads.removeOf(session);
    for await (const { key } of blobs.list(session)) await blobs.remove(key);
  }

  /** Deletes what is too old, and removes what no session knows of. */
  async sweep(): Promise<void> {
    const { blobs, uploads } = this.#options;
    await uploads.sweep();
    for await (const blob of blobs.list()) {
      try {
        await this.#sweepOne(blob);
      } catch (error) {
        // The others are not to wait for it.
        this.#options.log.error({ err: error }, 'a file could not be looked after');
      }
    }
  }

  async #sweepOne({ key, at }: StoredBlob): Promise<void> {
    const { blobs, sessions, now, keepMs } = this.#options;
    const [session = '', name = ''] = key.split('/');
    const state = await sessions.state(session);
    const picture = state?.pictures.find(({ id }) => id === name.replace(LAYERS, ''));
    if (picture === undefined) {
      if (at < now() - LEFT_OVER_MS) await blobs.remove(key);
    } else if (keepMs !== null && picture.at < now() - keepMs)
      await sessions.execute({
        session,
        actor: 'server',
        commandId: null,
        input: null,
        command: () => ({ name: 'expire-pictures', facts: { before: now() - keepMs } }),
      });
  }

  async #remove(key: string): Promise<void> {
    try {
      await this.#options.blobs.remove(key);
    } catch (error) {
      this.#options.log.error({ err: error }, 'a file could not be removed; it is tried again');
    }
  }
}

function keyOf(session: SessionId, picture: string): string {
  return `${session}/${picture}`;
}

/** An editor's document is its own business; that it is JSON is everybody's. */
function checkDocument(bytes: Buffer): void {
  if (bytes.length > MAX_DOCUMENT_BYTES)
    throw new SessionError('message-too-large', { at: 'document' });
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new SessionError('invalid-message', { cause, at: 'document' });
  }
}
