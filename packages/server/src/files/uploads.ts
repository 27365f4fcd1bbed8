import { mkdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errors, MAX_PICTURE_BYTES, SessionError, type SessionId } from '@fernblick/protocol';
import { whyNotUpload, type Actor, type Allowed, type Place } from '@fernblick/session';
import { FileStore } from '@tus/file-store';
import { EVENTS, Server } from '@tus/server';
import { RateLimit } from '../limits.ts';
import type { Sessions } from '../sessions.ts';

/** A file that somebody has uploaded completely. */
export interface Uploaded {
  readonly path: string;
  readonly bytes: Buffer;
}

/** What uploads are looked up in. */
export interface UploadsOptions {
  readonly folder: string;
  readonly sessions: Pick<Sessions, 'state'>;
  readonly allowed: (actor: Actor, session: Place | null) => Allowed;
  readonly now: () => number;
}

/** Names are made here: 128 random bits. */
const ID = /^[0-9a-f]{32}$/;
/** A picture and a document each, and some that were broken off. */
const MAX_OPEN = 20;
const PER_SECOND = 2;
const BURST = 40;
/** Longer than a page tries in vain to bring a piece: where there are too many, one of those it has lost makes room. */
const LOST_MS = 10 * 60 * 1_000;
/** So long can an upload be taken up again. */
const OPEN_MS = 6 * 60 * 60 * 1_000;

/**
 * Takes files in piece by piece, by the tus protocol: what was received is kept through lost connections and restarts,
 * and goes on where it stopped. Each upload belongs to one person and one session; it is nothing yet until a command
 * makes something of it.
 */
export class Uploads {
  readonly #options: UploadsOptions;
  readonly #store: FileStore;
  readonly #tus: Server;
  readonly #rate: RateLimit;
  /** Who asks, for as long as the request is dealt with. */
  readonly #asking = new WeakMap<object, Actor>();
  /** By person: what is open or was not used yet, and when it was heard of last. */
  readonly #open = new Map<string, Map<string, number>>();

  constructor(options: UploadsOptions) {
    this.#options = options;
    this.#rate = new RateLimit(PER_SECOND, BURST, options.now);
    // The library makes it later, and ends the process where it cannot.
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    this.#store = new FileStore({ directory: options.folder });
    this.#tus = new Server({
      path: '/files',
      datastore: this.#store,
      maxSize: MAX_PICTURE_BYTES,
      disableTerminationForFinishedUploads: false,
      // Relative to where it was asked for, whatever proxies stand before this server.
      generateUrl: (_request, { id }) => id,
      getFileIdFromRequest: (_request, last) => (ID.test(last ?? '') ? last : undefined),
      onIncomingRequest: (request, id) => this.#check(request, id),
      onUploadCreate: async (request, { id, size, metadata }) => {
        if (size === undefined || size === 0)
          throw refusal(new SessionError('invalid-message', { at: 'upload-length' }));
        const actor = this.#actor(request);
        const session = metadata?.['session'] ?? '';
        await this.#mayUpload(session, actor);
        await this.#count(actor, id);
        // Whatever else a page says of its file, its name above all, is not taken.
        return { metadata: { session, owner: personOf(actor) } };
      },
      onResponseError: (_request, error) => inOurWords(error),
    });
    this.#tus.on(EVENTS.POST_TERMINATE, (_request, _answer, id) => this.#forget(id));
  }

  /** Deals with one request of the protocol from a person who has shown a token. */
  async handle(request: Request, actor: Actor): Promise<Response> {
    this.#asking.set(request, actor);
    return this.#tus.handleWeb(request);
  }

  /**
   * A complete upload of this person for this session.
   * @throws SessionError `not-found` for any other
   */
  async find(id: string, session: SessionId, actor: Actor): Promise<Uploaded> {
    const upload = ID.test(id) ? await this.#read(id) : null;
    const { metadata, offset, size } = upload ?? {};
    if (
      metadata?.['owner'] !== personOf(actor) ||
      metadata['session'] !== session ||
      offset !== size
    )
      throw new SessionError('not-found', { detail: 'There is no such complete upload.' });
    const path = join(this.#options.folder, id);
    return { path, bytes: await readFile(path) };
  }

  /** Removes an upload, if there is one. */
  async remove(id: string): Promise<void> {
    this.#forget(id);
    if (!ID.test(id)) return;
    await rm(join(this.#options.folder, id), { force: true });
    await rm(join(this.#options.folder, `${id}.json`), { force: true });
  }

  /** Removes all that was uploaded for a session. */
  async removeOf(session: SessionId): Promise<void> {
    const { configstore } = this.#store;
    for (const id of (await configstore.list?.()) ?? []) {
      const upload = await configstore.get(id);
      if (upload?.metadata?.['session'] === session) await this.remove(id);
    }
  }

  /** Removes what nobody has made anything of for too long. */
  async sweep(): Promise<void> {
    const { configstore } = this.#store;
    const stored = new Set((await configstore.list?.()) ?? []);
    // One that could not be begun, on a full disk for example, holds nobody's place for ever.
    for (const ids of this.#open.values())
      for (const id of ids.keys()) if (!stored.has(id)) ids.delete(id);
    for (const id of stored) {
      const upload = await configstore.get(id);
      const since = Date.parse(upload?.creation_date ?? '');
      if (!(this.#options.now() - since < OPEN_MS)) await this.remove(id);
    }
  }

  async #check(request: Request, id: string): Promise<void> {
    const actor = this.#actor(request);
    if (request.method === 'POST') {
      if (!this.#rate.take(personOf(actor))) throw refusal(new SessionError('too-many-requests'));
      return;
    }
    const upload = await this.#read(id);
    // Somebody else's is not there.
    if (upload?.metadata?.['owner'] !== personOf(actor))
      throw refusal(new SessionError('not-found'));
    await this.#mayUpload(upload.metadata['session'] ?? '', actor);
    const mine = this.#open.get(personOf(actor));
    if (mine?.has(id) === true) mine.set(id, this.#options.now());
  }

  async #mayUpload(session: string, actor: Actor): Promise<void> {
    const state = await this.#options.sessions.state(session);
    const why =
      state === null
        ? 'not-found'
        : whyNotUpload(state, actor, this.#options.allowed(actor, state));
    if (why !== null) throw refusal(new SessionError(why));
  }

  #actor(request: object): Actor {
    const actor = this.#asking.get(request);
    if (actor === undefined) throw refusal(new SessionError('not-authorized'));
    return actor;
  }

  async #count(actor: Actor, id: string): Promise<void> {
    const mine = this.#open.get(personOf(actor)) ?? new Map<string, number>();
    const now = this.#options.now();
    if (mine.size >= MAX_OPEN) {
      // Each answer that gets lost leaves one behind that nobody will ever bring to its end.
      const lost = [...mine].find(([, at]) => at <= now - LOST_MS)?.[0];
      if (lost === undefined) throw refusal(new SessionError('too-many-requests'));
      mine.delete(lost);
      mine.set(id, now);
      await this.remove(lost);
    }
    this.#open.set(personOf(actor), mine.set(id, now));
  }

  #forget(id: string): void {
    for (const ids of this.#open.values()) ids.delete(id);
  }

  async #read(id: string) {
    // The library throws plain objects for what is not there.
    return this.#store.getUpload(id).catch(() => null);
  }
}

function personOf({ role, subject }: Actor): string {
  return `${role} ${subject}`;
}

/** As the library wants what its hooks refuse. */
interface Refusal {
  readonly status_code: number;
  readonly body: string;
}

class TusRefusal extends Error implements Refusal {
  readonly status_code: number;
  readonly body: string;

  constructor(error: SessionError) {
    super(error.message, { cause: error });
    this.status_code = errors[error.code].status;
    this.body = bodyOf(error);
  }
}

function refusal(error: SessionError): TusRefusal {
  return new TusRefusal(error);
}

/** What the library itself refuses keeps its status, which clients of the protocol go by, and gets one of our codes. */
function inOurWords(error: Error | Refusal): Refusal {
  if (error instanceof TusRefusal) return error;
  const { status_code: status = 500 } = error as Partial<Refusal>;
  // The library's own failure is a disk that is full or broken.
  if (status >= 500) return refusal(new SessionError('storage-unavailable', { cause: error }));
  const code =
    status === 404 || status === 410
      ? 'not-found'
      : status === 413
        ? 'message-too-large'
        : 'invalid-message';
  return { status_code: status, body: bodyOf(new SessionError(code)) };
}

function bodyOf(error: SessionError): string {
  return JSON.stringify(error.toBody());
}
