import { SessionError, type CommandName, type RecordingView } from '@fernblick/protocol';
import type { Call } from '../call.ts';
import { Emitter } from '../emitter.ts';
import { loggable } from '../logger.ts';
import { randomId } from '../random-id.ts';
import type { AboutOptions, ActionOptions, Logger } from '../session-client.ts';
import type { ComposedPicture, RecordingSnapshot, SessionRecording } from '../session-recording.ts';
import type { SessionSnapshot } from '../session-state.ts';
import { Store } from '../store.ts';
import { encode, grabFrame } from '../pictures/grab-frame.ts';
import { youIn } from '../view-reading.ts';
import { HttpChunkServer } from './chunk-server.ts';
import { MemoryChunkStore, nameOf, type ChunkStore, type RecordingKey } from './chunk-store.ts';
import { ChunkUploader } from './chunk-uploader.ts';
import { openPrivateStore } from './private-chunk-store.ts';
import { Recorder, whyNotRecord } from './recorder.ts';
import { SoundMix } from './sound-mix.ts';

/** What recordings need of the client they belong to. */
export interface RecordingOptions {
  readonly client: {
    readonly serverUrl: string;
    readonly state: SessionSnapshot;
    subscribe(listener: (state: SessionSnapshot) => void): () => void;
  };
  readonly call: Pick<Call, 'tokens' | 'target' | 'command' | 'closing'>;
  readonly logger: Logger;
}

/** By then cameras have found their exposure, and recordings that are worth one last longer. */
const POSTER_OF_PIECE = 3;

/** One recording that this page makes. */
interface Run {
  readonly key: RecordingKey;
  readonly recorder: Recorder;
  readonly picture: ComposedPicture;
  readonly mix: SoundMix;
  readonly uploader: ChunkUploader;
}

type RecordingCommand = Extract<CommandName, `recording:${'withdraw' | 'pause' | 'resume'}`>;

/** Asks for recordings, makes them and brings them to the server; loaded when there is one, or one is wanted. */
export class Recording implements SessionRecording {
  readonly #options: RecordingOptions;
  readonly #snapshots: Emitter<{ readonly changed: RecordingSnapshot }>;
  readonly #snapshot: Store<RecordingSnapshot>;
  readonly #server: HttpChunkServer;
  /** Recordings whose pieces this page brings, or waits to bring. */
  readonly #brought = new Set<string>();
  #compose: (() => Promise<ComposedPicture>) | null = null;
  #store: ChunkStore | null = null;
  #run: Run | null = null;
  /** The session of which was brought what earlier pages have left. */
  #recovered: string | null = null;
  #beginning: string | null = null;

  constructor(options: RecordingOptions) {
    this.#options = options;
    const { call, client, logger } = options;
    this.#snapshots = new Emitter((error) =>
      logger.log('error', 'A listener threw', loggable(error)),
    );
    this.#snapshot = new Store<RecordingSnapshot>(
      { isRecording: false, keptIn: null, waiting: 0, error: null },
      (state) => this.#snapshots.emit('changed', state),
    );
    this.#server = new HttpChunkServer({
      serverUrl: client.serverUrl,
      token: async (refused) =>
        refused ? await call.tokens.renew(call.closing) : await call.tokens.token(call.closing),
    });
    const unsubscribe = client.subscribe((state) => this.#look(state));
    call.closing.addEventListener('abort', () => {
      unsubscribe();
      this.#end(null);
      this.#snapshots.clear();
    });
    this.#look(client.state);
  }

  get state(): RecordingSnapshot {
    return this.#snapshot.state;
  }

  subscribe(listener: (state: RecordingSnapshot) => void, options: ActionOptions = {}): () => void {
    return this.#snapshots.on('changed', listener, options.signal);
  }

  async ask(
    compose: () => Promise<ComposedPicture>,
    { signal }: ActionOptions = {},
  ): Promise<void> {
    if (whyNotRecord() !== null) throw new SessionError('webrtc-unsupported');
    this.#compose = compose;
    const message = { commandId: randomId(), session: this.#session };
    await this.#options.call.command('recording:ask', message, { signal });
  }

  async answer(yes: boolean, { signal }: ActionOptions = {}): Promise<void> {
    const message = { ...this.#about(), yes };
    await this.#options.call.command('recording:answer', message, { signal });
  }

  async withdraw(options: ActionOptions = {}): Promise<void> {
    await this.#tell('recording:withdraw', options);
  }

  async pause(options: ActionOptions = {}): Promise<void> {
    await this.#tell('recording:pause', options);
  }

  async resume(options: ActionOptions = {}): Promise<void> {
    await this.#tell('recording:resume', options);
  }

  async stop({ signal }: ActionOptions = {}): Promise<void> {
    await this.#stop('stopped', signal);
  }

  async read(recording: string, options: AboutOptions = {}): Promise<Blob> {
    const { session = this.#session, signal = this.#options.call.closing } = options;
    const answer = await this.#server.ask(`${session}/${recording}`, { signal });
    return await answer.blob();
  }

  async readPoster(recording: string, options: AboutOptions = {}): Promise<Blob> {
    const { session = this.#session, signal = this.#options.call.closing } = options;
    return await (await this.#server.ask(`${session}/${recording}/poster`, { signal })).blob();
  }

  async remove(recording: string, reason: string, options: AboutOptions = {}): Promise<void> {
    const { session = this.#session, signal } = options;
    const message = { commandId: randomId(), session, recording, reason };
    await this.#options.call.command('recording:delete', message, { signal });
  }

  get #session(): string {
    return this.#options.call.target.session ?? '';
  }

  #about(): { commandId: string; session: string; recording: string } {
    const recording = this.#options.client.state.session?.recording?.id;
    if (recording === undefined) throw new SessionError('not-found');
    return { commandId: randomId(), session: this.#session, recording };
  }

  async #tell(name: RecordingCommand, { signal }: ActionOptions): Promise<void> {
    await this.#options.call.command(name, this.#about(), { signal });
  }

  async #stop(reason: 'stopped' | 'storage', signal?: AbortSignal): Promise<void> {
    await this.#options.call.command('recording:stop', { ...this.#about(), reason }, { signal });
  }

  /** The session's view says what is to be done; nothing is recorded before it says `running`. */
  #look(state: SessionSnapshot): void {
    const session = state.session?.id ?? null;
    if (session !== null && session !== this.#recovered) {
      this.#recovered = session;
      void this.#recover(session);
    }
    const view = state.session?.recording ?? null;
    const me = state.session === null ? null : youIn(state.session);
    const run = this.#run;
    if (run !== null) {
      if (view?.id !== run.key.recording || view.state === 'stopped') return this.#end(view);
      if (view.state === 'paused') run.recorder.pause();
      else run.recorder.resume();
      return run.mix.hear(soundsOf(state));
    }
    const isMine = view !== null && view.by === me?.id && this.#compose !== null;
    if (isMine && view.state === 'running' && this.#beginning !== view.id)
      void this.#begin(view, this.#compose ?? nothing);
  }

  async #begin(view: RecordingView, compose: () => Promise<ComposedPicture>): Promise<void> {
    const { client, call } = this.#options;
    const key = { session: this.#session, recording: view.id };
    this.#beginning = view.id;
    let picture: ComposedPicture | null = null;
    try {
      const store = await this.#open();
      picture = await compose();
      const now = client.state.session?.recording;
      if (now?.id !== view.id || now.state !== 'running' || call.closing.aborted) {
        picture.close();
        // On hold, or while somebody new is asked: it begins when it goes on.
        this.#beginning = null;
        return;
      }
      this.#run = this.#record(key, now, { picture, store });
      this.#snapshot.update({ isRecording: true, keptIn: store.keeps, error: null });
      this.#look(client.state);
    } catch (cause) {
      if (this.#run === null) picture?.close();
      this.#failed(cause);
      // What does not record does not say that it does.
      await this.#stop('storage').catch((error: unknown) => this.#failed(error));
    }
  }

  #record(
    key: RecordingKey,
    { startedAt }: RecordingView,
    { picture, store }: { readonly picture: ComposedPicture; readonly store: ChunkStore },
  ): Run {
    const { client } = this.#options;
    const startMs = startedAt ?? 0;
    const mix = new SoundMix();
    const uploader = this.#uploader(key, store);
    let n = 0;
    let written: Promise<void> = Promise.resolve();
    const recorder = new Recorder(
      { picture: picture.track, sound: mix.track },
      () => Math.max(0, Date.now() + client.state.clockOffsetMs - startMs),
      {
        piece: (piece) => {
          const chunk = { ...piece, n };
          n += 1;
          if (n === POSTER_OF_PIECE) void this.#poster(key, picture.track);
          written = written.then(async () => {
            await store.add(key, chunk);
            uploader.added();
          });
          written.catch((cause: unknown) => this.#full(cause));
        },
        ended: ({ durationMs }) => {
          const end = (): Promise<void> => store.end(key, { chunks: n, durationMs });
          // What could not be written is told already; what was, is brought in any case.
          written
            .then(end, end)
            .catch((cause: unknown) => this.#full(cause))
            .finally(() => uploader.ended());
        },
        failed: (error) => this.#failed(error),
      },
    );
    void this.#bring(key, uploader);
    return { key, recorder, picture, mix, uploader };
  }

  /** A picture that stands for the recording; it plays without one too. */
  async #poster(key: RecordingKey, track: MediaStreamTrack): Promise<void> {
    const { call, logger } = this.#options;
    try {
      const { blob } = await encode(await grabFrame(track));
      await this.#server.putPoster(key, blob, call.closing);
    } catch (cause) {
      logger.log('info', 'A recording has no picture that stands for it', loggable(cause));
    }
  }

  /** Stops where the view says that it was stopped, and at once where there is no view. */
  #end(view: RecordingView | null): void {
    const run = this.#run;
    if (run === null) return;
    this.#run = null;
    this.#beginning = null;
    const stoppedAt =
      view !== null && view.startedAt !== null && view.state === 'stopped'
        ? view.since - view.startedAt
        : Number.POSITIVE_INFINITY;
    run.recorder.stop(stoppedAt);
    run.picture.close();
    run.mix.close();
    this.#snapshot.update({ isRecording: false });
  }

  #uploader(key: RecordingKey, store: ChunkStore): ChunkUploader {
    return new ChunkUploader(key, {
      store,
      server: this.#server,
      wait,
      troubled: (error) => this.#snapshot.update({ error }),
      changed: () => void this.#count(store),
    });
  }

  /** Only one page at a time brings a recording; where it goes, another one takes over. */
  async #bring(key: RecordingKey, uploader: ChunkUploader): Promise<void> {
    const { closing } = this.#options.call;
    const name = nameOf(key);
    if (this.#brought.has(name)) return;
    this.#brought.add(name);
    const run = async (): Promise<void> => await uploader.run(closing);
    try {
      if ('locks' in navigator)
        await navigator.locks.request(`fernblick-recording-${name}`, { signal: closing }, run);
      else await run();
    } catch (cause) {
      if (closing.aborted) return;
      this.#failed(cause);
      // Nobody is told that it records what nobody keeps.
      if (this.#run !== null && nameOf(this.#run.key) === name)
        await this.#stop('storage').catch((error: unknown) => this.#failed(error));
    } finally {
      this.#brought.delete(name);
    }
  }

  /** Brings what pages before this one have left of a session: of others this one's token may say nothing. */
  async #recover(session: string): Promise<void> {
    try {
      const store = this.#store ?? (await openPrivateStore(false));
      if (store === null) return;
      this.#store ??= store;
      for (const key of await store.recordings()) {
        if (key.session !== session) continue;
        const uploader = this.#uploader(key, store);
        uploader.ended();
        void this.#bring(key, uploader);
      }
    } catch (cause) {
      this.#options.logger.log('warn', 'What was recorded before is not found', loggable(cause));
    }
  }

  async #open(): Promise<ChunkStore> {
    this.#store ??= (await openPrivateStore(true)) ?? new MemoryChunkStore();
    return this.#store;
  }

  async #count(store: ChunkStore): Promise<void> {
    try {
      const lists = (await store.recordings()).map((key) => store.list(key));
      const waiting = (await Promise.all(lists)).reduce((sum, { length }) => sum + length, 0);
      this.#snapshot.update({ waiting });
    } catch (cause) {
      this.#options.logger.log('warn', 'Pieces could not be counted', loggable(cause));
    }
  }

  /** There is no room for a piece: going on would leave a hole. */
  #full(cause: unknown): void {
    this.#failed(new SessionError('storage-unavailable', { cause }));
    if (this.#run !== null) this.#stop('storage').catch((error: unknown) => this.#failed(error));
  }

  #failed(cause: unknown): void {
    const error =
      cause instanceof SessionError ? cause : new SessionError('device-failed', { cause });
    this.#options.logger.log('warn', 'The recording failed', loggable(error));
    this.#snapshot.update({ error });
  }
}

/** The sound of everybody: one's own and that of each link. */
function soundsOf({ localStream, links }: SessionSnapshot): readonly MediaStreamTrack[] {
  return [localStream, ...links.map(({ stream }) => stream)].flatMap((stream) =>
    (stream?.getAudioTracks() ?? []).filter(({ readyState }) => readyState === 'live'),
  );
}

async function nothing(): Promise<ComposedPicture> {
  throw new SessionError('not-allowed');
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
