import {
  SessionError,
  type CancelReason,
  type CommandName,
  type ContactView,
  type DataField,
  type ListPlace,
  type EndReason,
  type InkLink,
  type PictureMode,
  type Reply,
  type RequestInput,
  type Role,
} from '@fernblick/protocol';
import type { AgentDesk } from './agent-desk.ts';
import { Call } from './call.ts';
import { Emitter } from './emitter.ts';
import { initialState } from './initial-state.ts';
import { loggable, silentLogger } from './logger.ts';
import { lazyParts, type LazyParts } from './lazy-parts.ts';
import { LocalMedia } from './media/local-media.ts';
import { SoundOutput } from './media/sound-output.ts';
import type { LinksCode } from './peer/lazy-links.ts';
import { preferredTimes } from './preferred-times.ts';
import { randomId } from './random-id.ts';
import type {
  AboutOptions,
  ActionOptions,
  CancelOptions,
  AskOptions,
  CreateOptions,
  JoinOptions,
  Logger,
  PreviewOptions,
  SessionClient,
  SessionClientOptions,
  SessionMoments,
} from './session-client.ts';
import type { SessionInvitations } from './session-invitations.ts';
import type { SessionNotes } from './session-notes.ts';
import type { SessionSnapshot } from './session-state.ts';
import type { FollowingCommand } from './session-target.ts';
import type { OpenSocket } from './signalling/signalling-socket.ts';
import { Store } from './store.ts';

/** What stands between the client and the world; tests put their own here. */
export interface ClientPorts {
  readonly server: URL;
  readonly openSocket: OpenSocket;
  readonly loadLinks: () => Promise<LinksCode>;
}

/** The client behind `createSessionClient`: what a page can see and do; the call itself is in `Call`. */
export class LiveSessionClient implements SessionClient {
  readonly serverUrl: string;
  readonly #logger: Logger;
  readonly #store: Store<SessionSnapshot>;
  readonly #snapshots: Emitter<{ readonly changed: SessionSnapshot }>;
  readonly #moments: Emitter<SessionMoments>;
  readonly #media: LocalMedia;
  readonly #sound: SoundOutput;
  readonly #call: Call;
  readonly #parts: LazyParts;
  #closed = false;

  constructor(options: SessionClientOptions, ports: ClientPorts) {
    this.#logger = options.logger ?? silentLogger;
    const { origin, pathname } = ports.server;
    this.serverUrl = `${origin}${pathname.replace(/\/+$/, '')}/`;
    const failed = (error: unknown): void =>
      this.#logger.log('error', 'A listener threw', loggable(error));
    this.#snapshots = new Emitter(failed);
    this.#moments = new Emitter(failed);
    this.#media = new LocalMedia(
      {
        changed: () => this.#mediaChanged(),
        problem: (error) => this.#moments.emit('problem', { error }),
        deviceChanged: (kind) => this.#moments.emit('device-changed', { kind }),
      },
      this.#logger,
    );
    this.#sound = new SoundOutput({
      blocked: (soundBlocked) => this.#store.update({ soundBlocked }),
      failed: (error) => this.#logger.log('warn', 'Sound could not be played', loggable(error)),
    });
    this.#store = new Store(initialState(options.mode ?? 'sharp', this.#media.stream), (state) =>
      this.#snapshots.emit('changed', state),
    );
    this.#call = new Call(options, {
      ...ports,
      logger: this.#logger,
      store: this.#store,
      moments: this.#moments,
      media: this.#media,
      sound: this.#sound,
    });
    this.#parts = lazyParts({ client: this, call: this.#call, logger: this.#logger });
    options.signal?.addEventListener('abort', () => void this.close(), { once: true });
    if (options.signal?.aborted === true) void this.close();
  }

  get state(): SessionSnapshot {
    return this.#store.state;
  }

  get ink(): InkLink {
    return this.#call.feeds.ink;
  }

  get chat(): SessionClient['chat'] {
    return this.#call.feeds.chat;
  }

  get notes(): SessionNotes {
    return this.#call.feeds.notes;
  }

  get invitations(): SessionInvitations {
    return this.#call.feeds.invitations;
  }

  get desk(): AgentDesk {
    return this.#call.feeds.desk;
  }

  subscribe(listener: (state: SessionSnapshot) => void, options: ActionOptions = {}): () => void {
    return this.#snapshots.on('changed', listener, options.signal);
  }

  on<M extends keyof SessionMoments>(
    moment: M,
    listener: (detail: SessionMoments[M]) => void,
    options: ActionOptions = {},
  ): () => void {
    return this.#moments.on(moment, listener, options.signal);
  }

  async open({ signal }: ActionOptions = {}): Promise<void> {
    this.#checkOpen();
    await this.#call.open(signal);
  }

  async create(options: CreateOptions = {}): Promise<string> {
    this.#checkOpen();
    const { signal, ...wishes } = options;
    const message = { ...wishes, ...this.#making() };
    return await this.#call.make((to) => to.request('session:create', message, { signal }), signal);
  }

  async ask(wishes: AskOptions): Promise<string> {
    return await this.#ask('request:make', wishes);
  }

  async dial(wishes: Partial<AskOptions> = {}): Promise<string> {
    return await this.#ask('dial:make', wishes);
  }

  async openCameras(): ReturnType<SessionClient['openCameras']> {
    this.#checkOpen();
    return await this.#parts.cameras();
  }

  async openPictures(): ReturnType<SessionClient['openPictures']> {
    this.#checkOpen();
    return await this.#parts.pictures();
  }

  async openCheck(): ReturnType<SessionClient['openCheck']> {
    this.#checkOpen();
    return await this.#parts.check();
  }

  async openRecording(): ReturnType<SessionClient['openRecording']> {
    this.#checkOpen();
    return await this.#parts.recording();
  }

  async findResponses(
    query: string,
    { session = this.#call.target.session ?? undefined, signal }: AboutOptions = {},
  ): Promise<Reply<'responses:find'>> {
    this.#checkOpen();
    const connection = await this.#call.connected(signal);
    return await connection.request('responses:find', { query, session }, { signal });
  }

  async dispositions(options: AboutOptions = {}): Promise<Reply<'dispositions:list'>> {
    return await this.#askAbout('dispositions:list', {}, options);
  }

  async attach(
    field: DataField & { readonly expected?: string },
    { session, signal }: AboutOptions = {},
  ): Promise<void> {
    await this.#command('session:attach', field, signal, session);
  }

  async readContact(participant: string, options: AboutOptions = {}): Promise<ContactView> {
    return (await this.#askAbout('contact:read', { participant }, options)).contact;
  }

  async changeContact(
    participant: string,
    field: DataField & { readonly expected: string },
    options: AboutOptions = {},
  ): Promise<ContactView> {
    return (await this.#askAbout('contact:change', { ...field, participant }, options)).contact;
  }

  async contactHistory(
    participant: string,
    { after, ...options }: { readonly after?: ListPlace } & AboutOptions = {},
  ): Promise<Reply<'contact:history'>> {
    const input = { participant, ...(after === undefined ? {} : { after }) };
    return await this.#askAbout('contact:history', input, options);
  }

  async file(
    { disposition }: { readonly disposition: string | null },
    { session, signal }: AboutOptions = {},
  ): Promise<void> {
    await this.#command('session:file', { disposition }, signal, session);
  }

  async preferTimes(
    times: readonly number[],
    { zone, signal }: { readonly zone?: string } & ActionOptions = {},
  ): Promise<void> {
    await this.#command('request:prefer', preferredTimes(times, zone), signal);
  }

  async acceptTime(at: number, { signal }: ActionOptions = {}): Promise<void> {
    await this.#command('request:accept', { at }, signal);
  }

  async confirmRequest(at: number | null, { signal }: ActionOptions = {}): Promise<void> {
    const { session, functions } = this.state;
    // Somebody who calls is taken as calls are: by one agent, who has room for them.
    const isCall = at === null && session?.request?.dial?.outcome === null;
    if (isCall && functions.includes('dial')) await this.#command('dial:accept', {}, signal);
    else await this.#command('request:confirm', { at }, signal);
  }

  async proposeTimes(
    times: readonly number[],
    { signal, ...said }: { readonly message?: string } & ActionOptions = {},
  ): Promise<void> {
    await this.#command('request:propose', { times: [...times], ...said }, signal);
  }

  async declineRequest(message: string, { signal }: ActionOptions = {}): Promise<void> {
    await this.#command('request:decline', { message }, signal);
  }

  async startPreview(options: PreviewOptions = {}): Promise<void> {
    this.#checkOpen();
    const { microphone = true, camera = true, microphoneId, cameraId, facing } = options;
    this.#call.previewStarted();
    this.#media.prefer({ microphoneId, cameraId, facing });
    await this.#media.start({ microphone, camera });
  }

  stopPreview(): void {
    if (!this.#call.joined) this.#call.devices.off();
  }

  async join(options: JoinOptions = {}): Promise<void> {
    this.#checkOpen();
    await this.#call.join(options);
  }

  async turnTo(session: string, { signal }: ActionOptions = {}): Promise<void> {
    this.#checkOpen();
    await this.#call.open(signal);
    await this.#call.turning.to(session, async () => {
      if (this.#call.joined) await this.#depart('session:leave', {}, signal);
      await this.#call.settled;
    });
  }

  async leave({ signal }: ActionOptions = {}): Promise<void> {
    await this.#depart('session:leave', {}, signal);
  }

  async end({
    reason,
    signal,
  }: { readonly reason?: EndReason } & ActionOptions = {}): Promise<void> {
    await this.#depart('session:end', reason === undefined ? {} : { reason }, signal);
  }

  async cancel(reason: CancelReason, { signal, ...said }: CancelOptions = {}): Promise<void> {
    await this.#depart('session:cancel', { reason, ...said }, signal);
  }

  async hold({ signal }: ActionOptions = {}): Promise<void> {
    await this.#command('call:hold', {}, signal);
  }

  async resume({ signal }: ActionOptions = {}): Promise<void> {
    await this.#command('call:resume', {}, signal);
  }

  async linkTicket(ticket: string, { session, signal }: AboutOptions = {}): Promise<void> {
    await this.#command('session:link', { ticket }, signal, session);
  }

  async unlinkTicket(ticket: string, { session, signal }: AboutOptions = {}): Promise<void> {
    await this.#command('session:unlink', { ticket }, signal, session);
  }

  async invite(
    person: Parameters<SessionClient['invite']>[0],
    { signal }: ActionOptions = {},
  ): Promise<void> {
    const { subject, name, role } = person;
    await this.#command('session:invite', { subject, name, role }, signal);
  }

  async setInternal(internal: boolean, { session, signal }: AboutOptions = {}): Promise<void> {
    await this.#command('session:visibility', { internal }, signal, session);
  }

  async rate(
    { stars, comment }: Parameters<SessionClient['rate']>[0],
    { session, signal }: AboutOptions = {},
  ): Promise<void> {
    const rating = { stars, ...(comment === undefined ? {} : { comment }) };
    await this.#command('session:rate', rating, signal, session);
  }

  async setMicrophone(on: boolean): Promise<void> {
    this.#checkOpen();
    await this.#media.setMicrophone(on);
  }

  async setCamera(on: boolean): Promise<void> {
    this.#checkOpen();
    await this.#media.setCamera(on);
  }

  async chooseMicrophone(deviceId: string): Promise<void> {
    this.#checkOpen();
    await this.#media.choose(this.#media.microphone, { deviceId });
  }

  async chooseCamera(deviceId: string): Promise<void> {
    this.#checkOpen();
    await this.#media.choose(this.#media.camera, { deviceId });
  }

  async chooseSpeaker(deviceId: string): Promise<void> {
    this.#checkOpen();
    const { speaker } = this.state;
    if (!speaker.canChoose) throw new SessionError('device-constraints');
    await this.#sound.choose(deviceId);
    this.#store.update({ speaker: { ...speaker, deviceId } });
  }

  async flipCamera(): Promise<void> {
    this.#checkOpen();
    await this.#media.flipCamera();
  }

  readMicrophoneLevel(): number | null {
    return this.#media.readLevel();
  }

  async offerVideo({ signal }: ActionOptions = {}): Promise<void> {
    await this.#command('video:offer', {}, signal);
  }

  async acceptVideo({ send, signal }: { readonly send: boolean } & ActionOptions): Promise<void> {
    await this.#command('video:accept', { send }, signal);
    if (send) await this.#media.start({ microphone: false, camera: true });
  }

  async declineVideo({ signal }: ActionOptions = {}): Promise<void> {
    await this.#command('video:decline', {}, signal);
  }

  async stopVideo({ signal }: ActionOptions = {}): Promise<void> {
    await this.#command('video:stop', {}, signal);
  }

  async setMode(mode: PictureMode): Promise<void> {
    this.#checkOpen();
    this.#call.setMode(mode);
  }

  async allowDrawing(role: Role, allowed: boolean, { signal }: ActionOptions = {}): Promise<void> {
    await this.#command('ink:allow', { role, allowed }, signal);
  }

  attachSound(element: HTMLMediaElement, participant: string): () => void {
    return this.#sound.attach(element, participant);
  }

  async unblockSound(): Promise<void> {
    await this.#sound.unblock();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#call.close();
    this.#sound.close();
    this.#media.close();
    this.#snapshots.clear();
    this.#moments.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #checkOpen(): void {
    if (this.#closed) throw new SessionError('closed');
  }

  async #ask(name: `${'request' | 'dial'}:make`, options: Partial<AskOptions>): Promise<string> {
    this.#checkOpen();
    const { reason = '', preferred = [], zone, start, signal } = options;
    const message = { reason, start, ...preferredTimes(preferred, zone), ...this.#making() };
    return await this.#call.make((to) => to.request(name, message, { signal }), signal);
  }

  /** For what is made from this page: its ticket, and an id of its own. */
  #making(): { readonly ticket?: string; readonly commandId: string } {
    const { ticket } = this.#call.target;
    return { ...(ticket === null ? {} : { ticket }), commandId: randomId() };
  }

  /** Asks for what a session has beside its view. */
  async #askAbout<N extends 'dispositions:list' | `contact:${'read' | 'change' | 'history'}`>(
    name: N,
    input: Omit<RequestInput<N>, 'session'>,
    { session = this.#call.target.session ?? '', signal }: AboutOptions,
  ): Promise<Reply<N>> {
    this.#checkOpen();
    const connection = await this.#call.connected(signal);
    return await connection.request(name, { ...input, session }, { signal });
  }

  async #command<N extends FollowingCommand>(
    name: N,
    input: Omit<RequestInput<N>, 'commandId' | 'session'>,
    signal: AbortSignal | undefined,
    session?: string,
  ): Promise<void> {
    await this.#call.command(name, this.#message(input, session), { signal });
  }

  async #depart<N extends 'session:leave' | 'session:end' | 'session:cancel'>(
    name: N,
    input: Omit<RequestInput<N>, 'commandId' | 'session'>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    await this.#call.depart(name, this.#message(input), signal);
  }

  #message<N extends CommandName>(
    input: Omit<RequestInput<N>, 'commandId' | 'session'>,
    session = this.#call.target.session,
  ): RequestInput<N> {
    this.#checkOpen();
    if (session === null) throw new SessionError('not-found');
    return { ...input, commandId: randomId(), session };
  }

  #mediaChanged(): void {
    this.#store.update(this.#media.snapshot);
    this.#call.devicesChanged();
  }
}
