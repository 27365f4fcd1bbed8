import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_CHUNK_BYTES, SessionError } from '@fernblick/protocol';
import {
  recordingLog,
  type Recording,
  type RecordingFile,
  type SessionState,
} from '@fernblick/session';
import type { Logger } from 'pino';
import type { JournalStore } from '../journal/journal-store.ts';
import type { Change, Sessions } from '../sessions.ts';
import * as v from 'valibot';
import {
  chunksOf,
  nameOf,
  readIfThere,
  type ChunkStore,
  type RecordingKey,
} from './chunk-store.ts';
import { chaptersOf } from './chapters.ts';
import { gapsOf } from './gaps.ts';
import { hashFile, makeManifest, Manifest, type ManifestFile } from './manifest.ts';
import { isSignedBy, type RecordingKeyPair } from './recording-key.ts';
import { FILES, FINISHED } from './recording-files.ts';
import { remux } from './remux.ts';
import { trimToBlocks } from './trim.ts';

/** What finishes recordings. */
export interface FinaliserOptions {
  readonly sessions: Pick<Sessions, 'state' | 'execute'>;
  readonly journal: Pick<JournalStore, 'read' | 'drawnAt'>;
  readonly store: ChunkStore;
  readonly keyPair: RecordingKeyPair;
  readonly log: Logger;
  readonly now: () => number;
}

/** A page that is gone may come back and send the rest; after so long without a piece, what is there is finished. */
const SILENT_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
const STREAM = 'stream.part';

/**
 * Makes a file of the pieces of a recording that is over, with a duration and to jump about in, and signs what it is made
 * of. What comes late makes it anew.
 */
export class Finaliser {
  readonly #options: FinaliserOptions;
  /** What waits, by address: when something came last. */
  readonly #waiting = new Map<string, { readonly key: RecordingKey; readonly at: number }>();
  readonly #timer: NodeJS.Timeout;
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: FinaliserOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** Resolves once what is being finished is. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#work;
  }

  /** Takes up what a server before this one has left. */
  async restore(): Promise<void> {
    for await (const key of this.#options.store.recordings()) {
      const recording = await this.#recording(key);
      if (recording?.reason == null) continue;
      // Nobody writes yet: what lies half written here never becomes more.
      await this.#options.store.tidy(key);
      if (recording.file === null || !(await this.#isWhole(key))) this.arrived(key);
    }
  }

  /** Waits from now on for more of what was stopped. */
  changed({ after, entries }: Change): void {
    for (const { event } of entries)
      if (event.type === 'recording-stopped')
        this.arrived({ session: after.id, recording: event.recording });
  }

  /** A piece has come; of a recording that goes on, that is nothing to this. */
  arrived(key: RecordingKey): void {
    this.#waiting.set(addressOf(key), { key, at: this.#options.now() });
  }

  /** Finishes a recording of which everything is there, as soon as those before it are. */
  finish(key: RecordingKey): void {
    this.#waiting.delete(addressOf(key));
    this.#work = this.#work.then(async () => {
      if (this.#isClosed) return;
      try {
        await this.#finish(key);
      } catch (error) {
        this.#options.log.error(
          { err: error },
          'a recording could not be finished; it is tried again',
        );
        this.arrived(key);
      }
    });
  }

  #look(): void {
    const silentSince = this.#options.now() - SILENT_MS;
    for (const { key, at } of this.#waiting.values()) if (at <= silentSince) this.finish(key);
  }

  /** True where the signed list has all the pieces that are there, and knows whether more may come. */
  async #isWhole(key: RecordingKey): Promise<boolean> {
    const { store, keyPair } = this.#options;
    const folder = store.folderOf(key);
    const bytes = await readIfThere(join(folder, FILES.manifest.file));
    const signature = await readIfThere(join(folder, FILES.signature.file));
    if (bytes === null || signature === null) return false;
    if (!isSignedBy(keyPair.publicKey, bytes, signature.toString())) return false;
    const { log, isLast } = v.parse(Manifest, JSON.parse(bytes.toString()));
    if (isLast !== (await isThere(join(folder, FINISHED)))) return false;
    return log.filter(({ is }) => is === 'chunk').length === (await store.list(key)).length;
  }

  async #recording({ session, recording }: RecordingKey): Promise<Recording | null> {
    const state = await this.#options.sessions.state(session);
    return state?.recordings.find(({ id }) => id === recording) ?? null;
  }

  async #finish(key: RecordingKey): Promise<void> {
    const { sessions, store } = this.#options;
    const state = await sessions.state(key.session);
    const recording = state?.recordings.find(({ id }) => id === key.recording);
    // Deleted meanwhile, or never begun.
    if (state == null || recording?.startedAt == null || recording.reason === null) return;
    const chunks = await store.list(key);
    const file = chunks.length === 0 ? null : await this.#make(key, state, recording);
    if ((await this.#recording(key)) === null) {
      // Deleted while it was being made: nothing of it comes back.
      await store.remove(key);
      return;
    }
    await sessions.execute({
      session: key.session,
      actor: 'server',
      commandId: null,
      input: null,
      command: () => ({
        name: 'recording-finished',
        facts: { recording: key.recording, file, chunks: chunks.length },
      }),
    });
  }

  /** Null where nothing can be made of the pieces; they stay, and are signed all the same. */
  async #make(
    key: RecordingKey,
    state: SessionState,
    recording: Recording,
  ): Promise<RecordingFile | null> {
    const { store, journal, keyPair, now } = this.#options;
    const folder = store.folderOf(key);
    const chunks = await store.list(key);
    const stream = join(folder, STREAM);
    try {
      await putTogether(
        stream,
        chunks.map((chunk) => join(chunksOf(folder), nameOf(chunk))),
      );
      await trimToBlocks(stream);
      const made = await this.#convert(folder, stream);
      const files: ManifestFile[] = [];
      for (const name of [FILES.webm.file, FILES.mp4.file, FILES.poster.file, FINISHED]) {
        const path = join(folder, name);
        if (await isThere(path)) files.push({ name, ...(await hashFile(path)) });
      }
      const { entries } = (await journal.read(key.session)) ?? { entries: [] };
      const log = recordingLog(entries, key.recording);
      // A stop may count before it can be written; what is signed has to know of it.
      if (!log.some(({ is }) => is === 'stopped')) throw new SessionError('storage-unavailable');
      const manifest = makeManifest({
        key,
        startedAt: recording.startedAt ?? 0,
        log,
        chunks,
        files,
        publicKey: keyPair.publicKey,
        signedAt: now(),
        isLast: files.some(({ name }) => name === FINISHED),
      });
      const bytes = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
      await store.write(key, FILES.manifest.file, bytes);
      await store.write(key, FILES.signature.file, Buffer.from(`${keyPair.sign(bytes)}\n`));
      if (made === null) return null;
      return {
        ...made,
        bytes:
          files.find(({ name }) => name === FILES[made.type === 'video/mp4' ? 'mp4' : 'webm'].file)
            ?.bytes ?? 0,
        hasPoster: files.some(({ name }) => name === FILES.poster.file),
        chapters: chaptersOf({
          pictures: state.pictures,
          recording,
          pieces: chunks,
          drawnAt: await this.#drawnAt(key, recording),
        }),
        missing: gapsOf(recording, chunks),
      };
    } finally {
      await rm(stream, { force: true });
    }
  }

  async #drawnAt(
    { session }: RecordingKey,
    { startedAt, spans }: Recording,
  ): Promise<readonly number[]> {
    const until = spans.at(-1)?.until ?? this.#options.now();
    return await this.#options.journal.drawnAt(session, { from: startedAt ?? 0, until });
  }

  async #convert(
    folder: string,
    stream: string,
  ): Promise<Pick<RecordingFile, 'durationMs' | 'type' | 'mp4'> | null> {
    const webm = await this.#remux(stream, join(folder, FILES.webm.file), 'webm');
    const mp4 = await this.#remux(stream, join(folder, FILES.mp4.file), 'mp4');
    if (webm !== null) return { durationMs: webm, type: 'video/webm', mp4: mp4 !== null };
    return mp4 === null ? null : { durationMs: mp4, type: 'video/mp4', mp4: false };
  }

  async #remux(from: string, to: string, container: 'webm' | 'mp4'): Promise<number | null> {
    const unfinished = `${to}.part`;
    try {
      const made = await remux(from, unfinished, container);
      if (made === null) return null;
      const handle = await open(unfinished, 'r+');
      await handle.chmod(0o600);
      await handle.sync();
      await handle.close();
      await rename(unfinished, to);
      return made.durationMs;
    } finally {
      await rm(unfinished, { force: true });
    }
  }
}

/** Writes files one after the other into one; thousands of them must not all pass through memory of their own. */
async function putTogether(to: string, parts: readonly string[]): Promise<void> {
  const out = await open(to, 'w', 0o600);
  const buffer = Buffer.allocUnsafe(MAX_CHUNK_BYTES);
  try {
    for (const part of parts) await out.writeFile(await readInto(buffer, part));
  } finally {
    await out.close();
  }
}

async function readInto(buffer: Buffer, path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, { offset: length });
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) return buffer.subarray(0, length);
    }
  } finally {
    await file.close();
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (cause) {
    if ((cause as { code?: unknown }).code === 'ENOENT') return false;
    throw cause;
  }
}

function addressOf({ session, recording }: RecordingKey): string {
  return `${session}/${recording}`;
}
