import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  SessionError,
  type ChunksStored,
  type RecordingFinish,
  type SessionId,
} from '@fernblick/protocol';
import {
  liveRecording,
  whyNotReadRecording,
  whyNotStoreChunk,
  type Actor,
  type ChunkTimes,
  type Recording,
  type SessionState,
} from '@fernblick/session';
import type { Logger } from 'pino';
import type { Bytes } from '../files/send-bytes.ts';
import { cleanPicture } from '../files/picture-file.ts';
import type { Change, Sessions } from '../sessions.ts';
import type { Audience } from '../signalling/audience.ts';
import {
  readIfThere,
  type ChunkStore,
  type RecordingKey,
  type StoredChunk,
} from './chunk-store.ts';
import type { Finaliser } from './finaliser.ts';
import type { LostRecorders } from './lost-recorders.ts';
import { FILES, FINISHED } from './recording-files.ts';

/** What the recordings are made from. */
export interface RecordingsOptions {
  readonly sessions: Pick<Sessions, 'state' | 'execute'>;
  readonly store: ChunkStore;
  readonly audience: Pick<Audience, 'markStored' | 'publishPresence'>;
  readonly finaliser: Pick<Finaliser, 'arrived' | 'finish'>;
  readonly lostRecorders: Pick<LostRecorders, 'arrived'>;
  /** How long recordings are kept; null for as long as their session. */
  readonly keepMs: number | null;
  readonly log: Logger;
  readonly now: () => number;
}

/** One piece as a page sends it. */
export interface ChunkSent extends ChunkTimes {
  readonly n: number;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** What came of it: which piece is wanted next, and why this one was not taken, if so. */
export interface ChunkAnswer {
  readonly next: number;
  readonly refusal: SessionError | null;
}

/** What this server knows of a recording of which pieces come in. */
interface Book {
  readonly chunks: StoredChunk[];
  bytes: number;
  isFinished: boolean;
}

/** Several hours at a good rate; a page that goes on for ever must not fill the disk. */
const MAX_RECORDING_BYTES = 4_000_000_000;
/** Two a second, for twelve hours. */
const MAX_PIECES = 86_400;
/** A piece comes every half second, or every second: without one for so long, nothing is being stored. */
const STORING_MS = 2_200;
/** No more often than this are pages told that pieces come in. */
const TELL_EVERY_MS = 900;

/**
 * The pieces of recordings: taken in order from the page that records, each at once on disk, and only of times in which
 * the rules say that everybody had agreed.
 */
export class Recordings {
  readonly #options: RecordingsOptions;
  readonly #books = new Map<string, Promise<Book>>();
  readonly #queues = new Map<string, Promise<unknown>>();
  /** By recording: when its storing was told last, and what tells that it has stopped. */
  readonly #told = new Map<string, { at: number; readonly timer: NodeJS.Timeout }>();

  constructor(options: RecordingsOptions) {
    this.#options = options;
  }

  /** Resolves once what is being written or removed is. */
  async close(): Promise<void> {
    for (const { timer } of this.#told.values()) clearTimeout(timer);
    this.#told.clear();
    while (this.#queues.size > 0) await Promise.allSettled(this.#queues.values());
  }

  /** Takes one piece. The same piece twice is stored once. @throws SessionError where nobody may know what is next */
  async add(key: RecordingKey, sent: ChunkSent, actor: Actor): Promise<ChunkAnswer> {
    const { n, from, until, sha256, bytes } = sent;
    await this.#mayStore(key, actor);
    return this.#inTurn(key, async () => {
      const book = await this.#book(key);
      const answer = (refusal: SessionError | null): ChunkAnswer => ({
        next: book.chunks.length,
        refusal,
      });
      if (createHash('sha256').update(bytes).digest('hex') !== sha256)
        return answer(new SessionError('invalid-message', { at: 'chunk-sha256' }));
      const before = book.chunks[n];
      if (before !== undefined)
        return answer(
          before.sha256 === sha256
            ? null
            : new SessionError('recording-changed', {
                at: 'chunk-sha256',
                detail: 'Another piece is stored under this number.',
              }),
        );
      if (book.isFinished) return answer(new SessionError('recording-changed', { at: 'finished' }));
      if (n !== book.chunks.length)
        return answer(
          new SessionError('recording-changed', {
            at: 'n',
            detail: `The piece that is wanted next is ${book.chunks.length}.`,
          }),
        );
      if (until < from || from < (book.chunks.at(-1)?.until ?? 0))
        return answer(new SessionError('invalid-message', { at: 'chunk-from' }));
      if (book.bytes + bytes.length > MAX_RECORDING_BYTES || n >= MAX_PIECES)
        return answer(new SessionError('recordings-full'));
      // Asked once more now, because somebody may have withdrawn while others were being written.
      const why = await this.#whyNot(key, actor, { from, until });
      if (why !== null) return answer(new SessionError(why, { at: 'chunk-from' }));
      const chunk = { n, from, until, sha256 };
      await this.#options.store.add(key, chunk, bytes);
      book.chunks.push(chunk);
      book.bytes += bytes.length;
      await this.#tell(key);
      this.#options.finaliser.arrived(key);
      this.#options.lostRecorders.arrived(key);
      return answer(null);
    });
  }

  /** Where an upload goes on, for the page that records. @throws SessionError `not-found` for anybody else */
  async stored(key: RecordingKey, actor: Actor): Promise<ChunksStored> {
    await this.#mayStore(key, actor);
    return this.#inTurn(key, async () => {
      const { chunks, bytes, isFinished } = await this.#book(key);
      return { next: chunks.length, bytes, finished: isFinished };
    });
  }

  /** Keeps a picture that stands for a recording. @throws SessionError `invalid-picture` and others */
  async addPoster(key: RecordingKey, bytes: Buffer, actor: Actor): Promise<void> {
    await this.#mayStore(key, actor);
    const poster = cleanPicture(bytes);
    if (poster.file.type !== 'image/jpeg') throw new SessionError('invalid-picture');
    await this.#inTurn(key, async () => {
      if ((await this.#book(key)).isFinished) throw new SessionError('recording-changed');
      const { spans } = await this.#mayStore(key, actor);
      // Like a piece, of a time in which everybody has agreed.
      if (spans.at(-1)?.until !== null) throw new SessionError('recording-changed');
      await this.#options.store.write(key, FILES.poster.file, poster.bytes);
    });
  }

  /** Takes nothing more of a recording from here on. @throws SessionError where it goes on, or pieces are missing */
  async finish(key: RecordingKey, finish: RecordingFinish, actor: Actor): Promise<ChunkAnswer> {
    const { reason } = await this.#mayStore(key, actor);
    return this.#inTurn(key, async () => {
      const book = await this.#book(key);
      const next = book.chunks.length;
      if (reason === null || finish.chunks !== next)
        return { next, refusal: new SessionError('recording-changed', { at: 'chunks' }) };
      if (!book.isFinished) {
        await this.#options.store.write(key, FINISHED, Buffer.from(JSON.stringify(finish)));
        book.isFinished = true;
        this.#options.finaliser.finish(key);
      }
      return { next, refusal: null };
    });
  }

  /** A recording that somebody may see. @throws SessionError `not-found` */
  async find(key: RecordingKey, actor: Actor): Promise<Recording> {
    const state = await this.#options.sessions.state(key.session);
    const found = state?.recordings.find(({ id }) => id === key.recording);
    if (
      state === null ||
      found === undefined ||
      whyNotReadRecording(state, actor, key.recording) !== null
    )
      throw new SessionError('not-found');
    return found;
  }

  /** One of the files of a recording. @throws SessionError `not-found` where there is none */
  async file(key: RecordingKey, name: keyof typeof FILES): Promise<Bytes> {
    const { file, type } = FILES[name];
    const path = join(this.#options.store.folderOf(key), file);
    const size = await sizeOf(path);
    if (size === null) throw new SessionError('not-found');
    return { size, type, read: async (range) => createReadStream(path, range) };
  }

  /** Takes away what was deleted, and puts REC out where a recording stops. */
  changed({ before, after, entries }: Change): void {
    const live = liveRecording(after);
    for (const { id } of before?.recordings ?? []) if (id !== live?.id) this.#forgetStoring(id);
    for (const { event } of entries)
      if (event.type === 'recording-deleted')
        void this.remove({ session: after.id, recording: event.recording });
      else if (event.type === 'recording-finished')
        this.#books.delete(nameOfKey({ session: after.id, recording: event.recording }));
  }

  /** Deletes what is too old, and removes what no session knows of. */
  async sweep(): Promise<void> {
    const { store, sessions, keepMs, now, log } = this.#options;
    for await (const key of store.recordings())
      try {
        const state = await sessions.state(key.session);
        const recording = state?.recordings.find(({ id }) => id === key.recording);
        // Pieces are taken of what its session knows only: nothing is ever there before.
        if (recording === undefined) await this.remove(key);
        else if (keepMs !== null && (recording.startedAt ?? 0) < now() - keepMs)
          await sessions.execute({
            session: key.session,
            actor: 'server',
            commandId: null,
            input: null,
            command: () => ({ name: 'expire-recordings', facts: { before: now() - keepMs } }),
          });
      } catch (error) {
        // The others are not to wait for it.
        log.error({ err: error }, 'a recording could not be looked after');
      }
  }

  /** Removes all bytes of all recordings of a session. @throws Error where the disk does not let go of them */
  async removeAll(session: SessionId): Promise<void> {
    for (const key of await this.#options.store.recordingsOf(session)) await this.#remove(key);
  }

  /** Removes all bytes of a recording. */
  async remove(key: RecordingKey): Promise<void> {
    await this.#remove(key).catch((error: unknown) => {
      this.#options.log.error(
        { err: error },
        'a recording could not be removed; it is tried again',
      );
    });
  }

  #remove(key: RecordingKey): Promise<void> {
    return this.#inTurn(key, async () => {
      this.#books.delete(nameOfKey(key));
      await this.#options.store.remove(key);
    });
  }

  async #mayStore(key: RecordingKey, actor: Actor): Promise<Recording> {
    const state = await this.#options.sessions.state(key.session);
    const why = await this.#whyNot(key, actor, null);
    const recording = state?.recordings.find(({ id }) => id === key.recording);
    if (why !== null || recording === undefined) throw new SessionError(why ?? 'not-found');
    return recording;
  }

  async #whyNot(key: RecordingKey, actor: Actor, times: ChunkTimes | null) {
    const { sessions, now } = this.#options;
    const state = await sessions.state(key.session);
    if (state === null) return 'not-found';
    return whyNotStoreChunk(state, actor, { recording: key.recording, times, at: now() });
  }

  async #book(key: RecordingKey): Promise<Book> {
    const name = nameOfKey(key);
    const known = this.#books.get(name);
    if (known !== undefined) return known;
    const opening = this.#open(key);
    this.#books.set(name, opening);
    // What could not be read this time is read anew the next.
    opening.catch(() => this.#books.delete(name));
    return opening;
  }

  async #open(key: RecordingKey): Promise<Book> {
    const { store } = this.#options;
    const chunks = [...(await store.list(key))];
    const folder = store.folderOf(key);
    const isFinished = (await readIfThere(join(folder, FINISHED))) !== null;
    let bytes = 0;
    if (chunks.length > 0)
      for (const name of await readdir(join(folder, 'chunks')))
        bytes += (await stat(join(folder, 'chunks', name))).size;
    return { chunks, bytes, isFinished };
  }

  /** Lights REC on both sides while pieces come in, and puts it out once none does. */
  async #tell({ session, recording }: RecordingKey): Promise<void> {
    const { audience, now, sessions } = this.#options;
    const state = await sessions.state(session);
    if (state === null || liveRecording(state)?.id !== recording) return;
    const at = now();
    audience.markStored(recording, at);
    const before = this.#told.get(recording);
    clearTimeout(before?.timer);
    const timer = setTimeout(() => this.#goOut(session, recording), STORING_MS);
    timer.unref();
    const isDue = before === undefined || at - before.at >= TELL_EVERY_MS;
    this.#told.set(recording, { at: isDue ? at : before.at, timer });
    if (isDue) audience.publishPresence(state);
  }

  #goOut(session: string, recording: string): void {
    this.#forgetStoring(recording);
    this.#publish(session).catch((error: unknown) => {
      this.#options.log.error({ err: error }, 'pages could not be told that nothing is stored');
    });
  }

  async #publish(session: string): Promise<void> {
    const state: SessionState | null = await this.#options.sessions.state(session);
    if (state !== null) this.#options.audience.publishPresence(state);
  }

  #forgetStoring(recording: string): void {
    clearTimeout(this.#told.get(recording)?.timer);
    this.#told.delete(recording);
    this.#options.audience.markStored(recording, null);
  }

  async #inTurn<T>(key: RecordingKey, action: () => Promise<T>): Promise<T> {
    const name = nameOfKey(key);
    const turn = (this.#queues.get(name) ?? Promise.resolve()).then(action, action);
    this.#queues.set(name, turn);
    try {
      return await turn;
    } finally {
      if (this.#queues.get(name) === turn) this.#queues.delete(name);
    }
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if ((cause as { code?: unknown }).code === 'ENOENT') return null;
    throw cause;
  }
}

function nameOfKey({ session, recording }: RecordingKey): string {
  return `${session}/${recording}`;
}
