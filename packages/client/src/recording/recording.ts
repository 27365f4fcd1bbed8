import { SessionError, type CommandName, type RecordingView } from '@fernblick/protocol';
import type { Call } from '../call.ts';
import { Emitter } from '../emitter.ts';
import { loggable } from '../logger.ts';
import { pageHold } from '../page-hold.ts';
import { randomId } from '../random-id.ts';
import type { AboutOptions, ActionOptions, Logger } from '../session-client.ts';
import type { PageListener } from '../peer/page-talk.ts';
import type {
  Compose,
  ComposedPicture,
  FilmedPicture,
  FilmPart,
  ReadOptions,
  RecordingSnapshot,
  SessionRecording,
} from '../session-recording.ts';
import type { SessionSnapshot } from '../session-state.ts';
import { Store } from '../store.ts';
import { youIn } from '../view-reading.ts';
import { HttpChunkServer } from './chunk-server.ts';
import { MemoryChunkStore, nameOf, type ChunkStore, type RecordingKey } from './chunk-store.ts';
import { ChunkUploader } from './chunk-uploader.ts';
import { FilmReader } from './film-reader.ts';
import { dropOldRecordings, openPrivateStore } from './private-chunk-store.ts';
import { withRecording } from './recording-lock.ts';
import { deviceFailed, isOfStorage } from './failures.ts';
import { sessionsOf, unfinishedOf } from './known-sessions.ts';
import { isNoTo, NO_PATIENCE, OwnStops, type OwnReason } from './own-stop.ts';
import { RecordingRun, type RunOptions } from './recording-run.ts';
import { whyNotRecord } from './track-film.ts';
import { wait } from './wait.ts';

/** What recordings need of the client they belong to. */
export interface RecordingOptions {
  readonly client: {
    readonly serverUrl: string;
    readonly state: SessionSnapshot;
    subscribe(listener: (state: SessionSnapshot) => void): () => void;
  };
  readonly call: Pick<Call, 'tokens' | 'target' | 'command' | 'closing' | 'links'>;
  readonly logger: Logger;
}

/** What makes the picture of a recording, and is told what to call where it can no longer. */
type Picture = ComposedPicture | FilmedPicture;
/** What the last piece of a recording takes to the disk at most, on a slow machine. */
const LAST_PIECE_MS = 3_000;
type RecordingCommand = Extract<CommandName, `recording:${'pause' | 'resume'}`>;

/** Asks for recordings, makes them and brings them to the server; loaded when there is one, or one is wanted. */
export class Recording implements SessionRecording {
  readonly #options: RecordingOptions;
  readonly #snapshots: Emitter<{ readonly changed: RecordingSnapshot }>;
  readonly #snapshot: Store<RecordingSnapshot>;
  readonly #server: HttpChunkServer;
  readonly #films: FilmReader;
  readonly #holdPage = pageHold();
  /** Recordings whose pieces this page brings, and those of which it waits for that. */
  readonly #brought = new Set<string>();
  readonly #awaited = new Set<string>();
  #compose: Compose | null = null;
  #store: ChunkStore | null = null;
  #run: RecordingRun | null = null;
  /** The recordings of which was looked for what other pages have left. */
  #recovered: string | null = null;
  #beginning: string | null = null;
  /** The last one that people were asked about. */
  #asked: string | null = null;
  readonly #stops: OwnStops;
  /** Calls off a yes that the server has not taken yet. */
  #yes: AbortController | null = null;
  readonly #listener: PageListener = {
    heard: (from, said) => {
      if (said.type === 'recording:no') this.#heardNo(from, said.message.recording);
    },
    renewed: (participant) => this.#stops.renewed(participant),
  };

  constructor(options: RecordingOptions) {
    this.#options = options;
    const { call, client, logger } = options;
    this.#stops = new OwnStops(options);
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
    this.#films = new FilmReader({ server: this.#server, wait });
    const unsubscribe = client.subscribe((state) => this.#look(state));
    call.closing.addEventListener('abort', () => {
      unsubscribe();
      this.#holdPage(false);
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

  async ask(compose: Compose | null, { signal }: ActionOptions = {}): Promise<void> {
    const { session, role } = this.#options.client.state;
    // Where a customer asks, the agent's page records.
    if ((youIn(session)?.role ?? role) === 'agent') this.#prepare(compose);
    const message = { commandId: randomId(), session: this.#session };
    await this.#options.call.command('recording:ask', message, { signal });
  }

  async answer(
    yes: boolean,
    { compose = null, signal }: { readonly compose?: Compose | null } & ActionOptions = {},
  ): Promise<void> {
    if (yes && this.#isMine) this.#prepare(compose);
    const message = { ...this.#stops.about(), yes };
    const tell = async (until?: AbortSignal): Promise<void> => {
      const options = { signal: until, ...(yes ? {} : NO_PATIENCE) };
      await this.#options.call.command('recording:answer', message, options);
    };
    if (!yes) return await this.#stopHere(tell, signal);
    const wanted = (this.#yes = new AbortController());
    const abort = (): void => wanted.abort(signal?.reason);
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort);
    try {
      await tell(wanted.signal);
    } catch (cause) {
      // A no that was said before it got through has taken its place.
      if (!this.#stops.has(message.recording)) throw cause;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  async withdraw({ signal }: ActionOptions = {}): Promise<void> {
    await this.#stopHere((until) => this.#stops.withdraw(until), signal);
  }

  async pause(options: ActionOptions = {}): Promise<void> {
    await this.#tell('recording:pause', options);
  }

  async resume(options: ActionOptions = {}): Promise<void> {
    await this.#tell('recording:resume', options);
  }

  async stop({ signal }: ActionOptions = {}): Promise<void> {
    const tell = (until?: AbortSignal): Promise<void> => this.#stops.stop('stopped', until);
    // Of somebody else's it is no more than a wish, which the server may refuse.
    await (this.#isMine ? this.#stopHere(tell, signal) : tell(signal));
  }

  async read(recording: string, options: ReadOptions = {}): Promise<Blob> {
    const session = this.#sessionOf(options);
    const { signal = this.#options.call.closing } = options;
    return await this.#films.whole(`${session}/${recording}`, options, signal);
  }

  async readPart(
    recording: string,
    range: { readonly from: number; readonly until: number },
    options: AboutOptions = {},
  ): Promise<FilmPart> {
    const session = this.#sessionOf(options);
    const { signal = this.#options.call.closing } = options;
    return await this.#films.part(`${session}/${recording}`, range, signal);
  }

  async readPoster(recording: string, options: AboutOptions = {}): Promise<Blob> {
    const session = this.#sessionOf(options);
    const { signal = this.#options.call.closing } = options;
    return await (await this.#server.ask(`${session}/${recording}/poster`, { signal })).blob();
  }

  async remove(recording: string, reason: string, options: AboutOptions = {}): Promise<void> {
    const { signal } = options;
    const message = { commandId: randomId(), session: this.#sessionOf(options), recording, reason };
    await this.#options.call.command('recording:delete', message, { signal });
  }

  /** @throws SessionError `webrtc-unsupported` in a browser that cannot record, `no-recorder` where nothing makes a picture */
  #prepare(compose: Compose | null): void {
    if (whyNotRecord() !== null) throw new SessionError('webrtc-unsupported');
    this.#compose = compose ?? this.#compose;
    if (this.#compose === null) throw new SessionError('no-recorder');
  }

  /** True where this page makes the present recording, or is to make it. */
  get #isMine(): boolean {
    const { session } = this.#options.client.state;
    return session?.recording != null && session.recording.by === youIn(session)?.id;
  }

  get #session(): string {
    return this.#options.call.target.session ?? '';
  }

  /** The session that is meant. @throws SessionError `not-found` in a page that has none */
  #sessionOf({ session = this.#session }: AboutOptions): string {
    if (session === '') throw new SessionError('not-found');
    return session;
  }

  async #tell(name: RecordingCommand, { signal }: ActionOptions): Promise<void> {
    await this.#options.call.command(name, this.#stops.about(), { signal });
  }

  /** What this page records ends with the press, whatever the server says to it; the server is told until it knows. */
  async #stopHere(
    tell: (signal?: AbortSignal) => Promise<unknown>,
    signal?: AbortSignal,
  ): Promise<void> {
    const view = this.#options.client.state.session?.recording ?? null;
    if (view === null) return void (await tell(signal));
    if (this.#isMine) this.#end(null);
    const told = this.#stops.say(view, tell, signal);
    this.#yes?.abort();
    await told;
  }

  /** Another page says no: nothing more is recorded, whatever the server knows of it. */
  #heardNo(from: string, recording: string): void {
    if (!isNoTo(this.#options.client.state, from, recording)) return;
    this.#end(null);
    this.#stops.noteOf(recording);
  }

  /** The session's view says what is to be done; nothing is recorded before it says `running`. */
  #look(state: SessionSnapshot): void {
    this.#options.call.links?.follow(this.#listener);
    const me = youIn(state.session);
    const unfinished = unfinishedOf(state);
    if (unfinished !== this.#recovered) {
      this.#recovered = unfinished;
      void this.#recover(state);
    }
    const view = state.session?.recording ?? null;
    if (view?.state === 'asked' && view.id !== this.#asked) {
      this.#asked = view.id;
      // What went wrong with an earlier one is no news beside a new question.
      if (this.state.error !== null) this.#snapshot.update({ error: null });
    }
    const run = this.#run;
    if (run !== null) {
      if (view?.id !== run.key.recording || view.state === 'stopped') return this.#end(view);
      return run.follow(state, view);
    }
    const isOver = this.#stops.look();
    if (isOver || view === null || view.by !== me?.id || this.#compose === null) return;
    if (view.state === 'running' && this.#beginning !== view.id)
      void this.#begin(view, this.#compose, me.id);
  }

  async #begin(view: RecordingView, compose: Compose, owner: string): Promise<void> {
    const { client, call } = this.#options;
    const key = { session: this.#session, recording: view.id };
    this.#beginning = view.id;
    let picture: Picture | null = null;
    let hasBegun = false;
    try {
      const store = await this.#open();
      const made = await compose((cause) => this.#halt('failed', deviceFailed(cause), key));
      picture = made;
      const uploader = this.#uploader(key, store);
      await this.#bring(key, async () => {
        await store.begin(key, owner);
        const now = client.state.session?.recording;
        const isOver = call.closing.aborted || this.#stops.has(view.id);
        if (now?.id !== view.id || now.state !== 'running' || isOver) {
          return await store.drop(key);
        }
        const run = this.#record(key, now, { picture: made, store, uploader });
        this.#run = run;
        hasBegun = true;
        this.#snapshot.update({ isRecording: true, keptIn: store.keeps, error: null });
        this.#look(client.state);
        await uploader.run(call.closing);
        // Whoever takes over finds its last piece.
        await Promise.race([run.ended, wait(LAST_PIECE_MS, new AbortController().signal)]);
      });
      // On hold, or while somebody new is asked: it begins when it goes on.
      if (!hasBegun) this.#beginning = null;
    } catch (cause) {
      // What does not record, or what nobody keeps, does not say that it does.
      if (!hasBegun || this.#run?.key.recording === view.id)
        this.#halt(hasBegun && isOfStorage(cause) ? 'storage' : 'failed', cause, key);
      else this.#failed(cause);
    } finally {
      if (!hasBegun) picture?.close();
    }
  }

  #record(
    key: RecordingKey,
    { startedAt }: RecordingView,
    made: Pick<RunOptions, 'picture' | 'store' | 'uploader'>,
  ): RecordingRun {
    const { client } = this.#options;
    return new RecordingRun({
      ...made,
      key,
      now: () => Math.max(0, Date.now() + client.state.clockOffsetMs - (startedAt ?? 0)),
      // Going on would leave a hole.
      full: (cause) =>
        this.#halt('storage', new SessionError('storage-unavailable', { cause }), key),
      failed: (cause) => this.#halt('failed', deviceFailed(cause), key),
      poster: (picture) => void this.#poster(key, picture),
    });
  }

  /** A picture that stands for the recording; it plays without one too. */
  async #poster(key: RecordingKey, made: Promise<Blob>): Promise<void> {
    const { call, logger } = this.#options;
    try {
      await this.#server.putPoster(key, await made, call.closing);
    } catch (cause) {
      logger.log('info', 'A recording has no picture that stands for it', loggable(cause));
    }
  }

  #end(view: RecordingView | null, reason: OwnReason = 'stopped'): void {
    const run = this.#run;
    if (run === null) return;
    this.#run = null;
    this.#stops.note(run.key.recording, reason);
    this.#beginning = null;
    run.end(view);
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

  /**
   * Only one page at a time makes or brings a recording; where it goes, another one takes over, whatever the server still
   * believes of the one that is gone.
   * @throws what `act` throws
   */
  async #bring(key: RecordingKey, act: () => Promise<void>): Promise<void> {
    const { closing } = this.#options.call;
    const name = nameOf(key);
    if (this.#awaited.has(name)) return;
    this.#awaited.add(name);
    try {
      await withRecording(key, closing, async () => {
        this.#brought.add(name);
        await act();
      });
    } catch (cause) {
      if (!closing.aborted) throw cause;
    } finally {
      this.#awaited.delete(name);
      this.#brought.delete(name);
      if (this.#store !== null) void this.#count(this.#store);
    }
  }

  /** Brings what other pages have left of the sessions that this one knows, as soon as they are gone: of others its token may say nothing. */
  async #recover(state: SessionSnapshot): Promise<void> {
    try {
      if (sessionsOf(state).every((session) => youIn(session) === null)) return;
      const store = this.#store ?? (await this.#openPrivate(false));
      if (store === null) return;
      this.#store ??= store;
      for (const key of await store.recordings()) {
        // As it stands by now.
        const session = sessionsOf(this.#options.client.state).find(({ id }) => id === key.session);
        if (session === undefined) continue;
        // Of a colleague at the same browser: the server takes it from them alone, and they come back.
        const owner = await store.owner(key);
        const me = youIn(session)?.id;
        if (me === undefined || (owner !== null && owner !== me)) continue;
        void this.#bring(key, () => this.#takeOver(key, store)).catch((cause: unknown) =>
          this.#failed(cause),
        );
      }
    } catch (cause) {
      this.#options.logger.log('warn', 'What was recorded before is not found', loggable(cause));
    }
  }

  /** Brings what is left of a recording that no page makes any more; the page before may have brought all of it. */
  async #takeOver(key: RecordingKey, store: ChunkStore): Promise<void> {
    const isLeft = (await store.recordings()).some((one) => nameOf(one) === nameOf(key));
    if (!isLeft) return;
    const uploader = this.#uploader(key, store);
    uploader.ended();
    await uploader.run(this.#options.call.closing);
  }

  async #open(): Promise<ChunkStore> {
    this.#store ??= (await this.#openPrivate(true)) ?? new MemoryChunkStore();
    return this.#store;
  }

  /** Null without `create`, where nothing was ever kept. */
  async #openPrivate(create: boolean): Promise<ChunkStore | null> {
    const store = await openPrivateStore(create);
    if (store === null) return null;
    dropOldRecordings(store, Date.now()).catch((cause: unknown) =>
      this.#options.logger.log('warn', 'What is too old is still there', loggable(cause)),
    );
    return store;
  }

  async #count(store: ChunkStore): Promise<void> {
    try {
      // Those of a colleague at the same browser wait for them.
      const mine = (await store.recordings()).filter((key) => this.#brought.has(nameOf(key)));
      const lists = mine.map((key) => store.list(key));
      const waiting = (await Promise.all(lists)).reduce((sum, { length }) => sum + length, 0);
      this.#snapshot.update({ waiting });
      this.#holdPage(store.keeps === 'memory' && waiting > 0);
    } catch (cause) {
      this.#options.logger.log('warn', 'Pieces could not be counted', loggable(cause));
    }
  }

  /** It cannot go on: everybody is told, and this page makes no more of it even where nobody can be told. */
  #halt(reason: Exclude<OwnReason, 'stopped'>, cause: unknown, { recording }: RecordingKey): void {
    const view = this.#options.client.state.session?.recording;
    this.#failed(cause);
    if (this.#run?.key.recording === recording) this.#end(null, reason);
    // Also where it had not begun: what is being made ready for it begins no more.
    else if (this.#run === null) this.#stops.note(recording, reason);
    // What was tried once is not begun again with the next view.
    this.#beginning = recording;
    if (view?.id !== recording || view.state === 'stopped') return;
    this.#stops.stop(reason).catch((error: unknown) => this.#failed(error));
  }

  #failed(cause: unknown): void {
    const error = deviceFailed(cause);
    this.#options.logger.log('warn', 'The recording failed', loggable(error));
    this.#snapshot.update({ error });
  }
}
