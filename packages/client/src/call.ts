import {
  SessionError,
  type PictureMode,
  type Reply,
  type RequestInput,
  type SessionView,
} from '@fernblick/protocol';
import { abortable, followingController } from './abortable.ts';
import { deferred, type Deferred } from './deferred.ts';
import { askToJoin } from './ask-to-join.ts';
import { CallDevices } from './call-devices.ts';
import type { CallParts } from './call-parts.ts';
import { DeviceReport, type DeviceStates } from './device-report.ts';
import { calledOff, departed, DEPARTURE_PATIENCE, tellDepartures } from './departure.ts';
import { Feeds } from './feeds.ts';
import { loggable } from './logger.ts';
import { lazyLinks, type LazyLinks } from './peer/lazy-links.ts';
import type { StillOptions } from './peer/still-exchange.ts';
import { randomId } from './random-id.ts';
import type { JoinOptions, SessionClientOptions } from './session-client.ts';
import type { SessionSnapshot } from './session-state.ts';
import { SessionTarget, type FollowingCommand } from './session-target.ts';
import type { NamedNotice } from './signalling/named-notice.ts';
import { onNetworkBack } from './signalling/network-back.ts';
import type { RequestOptions } from './signalling/pending-requests.ts';
import { RelayCredentials } from './signalling/relay-credentials.ts';
import { ServerConnection } from './signalling/server-connection.ts';
import { TabPlace } from './signalling/tab-place.ts';
import { TokenKeeper } from './signalling/token-keeper.ts';
import { statusOf, type Membership } from './status.ts';
import { turningOf, type Turning } from './turning.ts';
import { isOver, youIn } from './view-reading.ts';

/** One person's part in one session: follows it, joins it, holds the links, comes back after every reconnect. */
export class Call {
  readonly #parts: CallParts;
  readonly tokens: TokenKeeper;
  readonly #connection: ServerConnection;
  readonly #relays: RelayCredentials;
  readonly target: SessionTarget;
  readonly turning: Turning;
  readonly #lazyLinks: LazyLinks;
  readonly feeds: Feeds;
  readonly devices: CallDevices;
  readonly #listening = new AbortController();
  /** Aborted when the client is closed. */
  readonly closing = this.#listening.signal;
  #membership: Membership = { is: 'none' };
  #place: TabPlace | null = null;
  /** Proves that this tab is in the call; null while it is not. */
  #resume: string | null = null;
  #opening: Deferred<void> | null = null;
  /** Settled once no joining is under way, one that was called off included. */
  settled: Promise<unknown> = Promise.resolve();
  /** Calls the joining under way off. */
  #joining: AbortController | null = null;
  /** A view is being taken in: what changes with it is shown together. */
  #taking = false;
  /** True while the session that this page is about may not be seen by it, though it could be before. */
  #isHidden = false;

  constructor(options: SessionClientOptions, parts: CallParts) {
    this.#parts = parts;
    this.tokens = new TokenKeeper(options.getToken);
    this.#connection = new ServerConnection({
      server: parts.server,
      tab: randomId(),
      tokens: this.tokens,
      openSocket: parts.openSocket,
      logger: parts.logger,
      events: {
        stateChanged: (server) => this.#serverChanged(server),
        restore: () => this.#restore(),
        // The name says which notice it is; the compiler cannot follow from one to the other.
        notice: (name, notice) => this.#noticed({ name, notice } as NamedNotice),
        clock: (clockOffsetMs) => this.#update({ clockOffsetMs }),
        problem: (error) => parts.moments.emit('problem', { error }),
        failed: (error) => this.#fail(error),
      },
    });
    this.#relays = new RelayCredentials(this.#connection, parts.logger);
    this.target = new SessionTarget(options, this.#connection, this.tokens);
    const turn = (session: string): Promise<void> => this.#turn(session);
    this.turning = turningOf(this.target, () => this.#find(), turn, parts.logger);
    const report = new DeviceReport((states) => {
      const base = this.#connection.command(this.target.session ?? '');
      return this.command('call:devices', { ...states, ...base });
    }, parts.logger);
    this.devices = new CallDevices(parts.media, report);
    this.#lazyLinks = lazyLinks(
      parts.loadLinks,
      {
        connection: this.#connection,
        relays: this.#relays,
        logger: parts.logger,
        session: () => this.target.session ?? '',
        mode: () => parts.store.state.mode,
      },
      {
        changed: () => {
          if (!this.#taking) this.#update({ links: this.links?.states ?? [] });
        },
        connected: (participant) => parts.moments.emit('participant-connected', { participant }),
        modeAsked: (mode) => this.#update({ mode }),
        ink: (participant, live) => this.feeds.ink.heard(participant, live),
        stream: (participant, stream) => parts.sound.setStream(participant, stream),
      },
    );
    this.feeds = new Feeds(
      this.#connection,
      this.tokens,
      () => this.target.session,
      { stream: (live) => this.links?.sendInk(live), placed: (queue) => this.#update({ queue }) },
      parts,
    );
  }

  /** Null until a call is near. */
  get links(): LazyLinks['links'] {
    return this.#lazyLinks.links;
  }

  get joined(): boolean {
    return this.#membership.is === 'joined' || this.#membership.is === 'joining';
  }

  async open(signal?: AbortSignal): Promise<void> {
    if (this.#opening === null) {
      this.#opening = deferred<void>();
      // Whoever waits hears of it; that nobody does is no fault of its own.
      this.#opening.promise.catch(() => undefined);
      onNetworkBack(() => {
        this.#connection.hurry();
        this.links?.networkChanged();
      }, this.#listening.signal);
      this.#connection.open();
    }
    await abortable(this.#opening.promise, signal);
  }

  /** The way to the server, once it is there. */
  async connected(signal: AbortSignal | undefined): Promise<ServerConnection> {
    await this.open(signal);
    return this.#connection;
  }

  /** Makes a session, or asks for one, and turns to it. */
  async make(
    ask: (connection: ServerConnection) => Promise<{ readonly view: SessionView }>,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    const { view } = await ask(await this.connected(signal));
    await this.#turn(view.id);
    return view.id;
  }

  async join(options: JoinOptions): Promise<void> {
    const { takeOver = false } = options;
    await this.open(options.signal);
    if (this.joined) return;
    const { session: view } = this.#parts.store.state;
    if (view === null || this.#place === null) throw new SessionError('not-found');
    if (typeof RTCPeerConnection === 'undefined') throw new SessionError('webrtc-unsupported');
    const { signal } = (this.#joining = followingController(options.signal));
    const over = deferred<void>();
    this.settled = over.promise;
    this.#setMembership({ is: 'joining' });
    try {
      if (!(await this.#place.lease.take({ steal: takeOver })))
        throw new SessionError('joined-elsewhere');
      this.devices.start(view, options);
      const states = this.devices.entry(view);
      await this.#lazyLinks.ready();
      const reply = await askToJoin(
        this.#connection,
        () => ({ ...states, ...this.#connection.command(view.id), takeOver }),
        { resume: () => this.#place?.remembered?.resume, signal },
      );
      this.#entered(reply, states);
    } catch (error) {
      this.#place.lease.release();
      this.devices.off();
      this.#setMembership({ is: 'none' });
      throw error;
    } finally {
      this.#joining = null;
      over.resolve();
    }
  }

  /** Sends a command about the session; takes in the view it led to, and gives it. */
  async command<N extends FollowingCommand>(
    name: N,
    message: RequestInput<N>,
    options: Omit<RequestOptions, 'urgent'> = {},
  ): Promise<SessionView> {
    const { view } = (await this.#connection.request(name, message, options)) as {
      view: SessionView;
    };
    this.#take(view);
    return view;
  }

  /**
   * Sends a command after which this page is out of the call, and goes out of it whether the server answers or not:
   * nobody stays seen and heard who has said goodbye. The server hears of it as soon as it can.
   */
  async depart<N extends 'session:leave' | 'session:end' | 'session:cancel'>(
    name: N,
    message: RequestInput<N>,
    signal?: AbortSignal,
  ): Promise<void> {
    if (!this.joined) return void (await this.command(name, message, { signal }));
    const isJoining = this.#joining !== null;
    this.#joining?.abort();
    const told = this.command(name, message, { ...DEPARTURE_PATIENCE, signal });
    if (isJoining) return calledOff(told, this.#parts.logger);
    const isServerUp = this.#parts.store.state.server === 'connected';
    await departed(told, isServerUp, () => this.#leaveCall({ is: 'left' })).finally(() => {
      // Told or refused: from now on the view says where this page stands.
      if (this.#membership.is === 'left') this.#setMembership({ is: 'none' });
    });
  }

  /** Asks another page of the call for a still in the full size of its camera. */
  async askStill(participant: string, options: StillOptions): Promise<Blob> {
    if (this.links === null) throw new SessionError('other-side-away');
    return await this.links.askStill(participant, options);
  }

  previewStarted(): void {
    this.devices.previewStarted();
    this.#lazyLinks.preload();
  }

  setMode(mode: PictureMode): void {
    this.links?.setMode(mode, { ask: true });
    this.#update({ mode });
  }

  /** A track or the state of a device has changed. */
  devicesChanged(): void {
    const { session } = this.#parts.store.state;
    this.links?.setOutgoing(this.devices.outgoing(session));
    if (this.#membership.is !== 'joined' || session === null) return;
    if (this.#resume !== null) this.#place?.remember(this.devices.remembered(this.#resume));
    this.devices.tell(session);
  }

  async close(): Promise<void> {
    this.#listening.abort();
    this.links?.close({ bye: true });
    this.#connection.close();
    this.feeds.close();
    this.#place?.close();
    this.#opening?.reject(new SessionError('closed'));
    this.#resume = null;
    this.#setMembership({ is: 'none' });
  }

  #update(patch: Partial<SessionSnapshot>): void {
    const { store } = this.#parts;
    const facts = { ...store.state, ...patch, membership: this.#membership };
    store.update({ ...patch, status: statusOf(facts, store.state.status, Date.now()) });
    this.feeds.look(store.state.session, this.#membership.is === 'joined');
  }

  #setMembership(membership: Membership): void {
    this.#membership = membership;
    this.#connection.setHeartbeat(this.joined);
    this.#update({});
  }

  #serverChanged(server: SessionSnapshot['server']): void {
    this.#update({ server });
    this.links?.setServer(server === 'connected');
    this.feeds.serverChanged(server === 'connected');
  }

  /** Takes the session's place up again on a new socket: the one way back, after a start, a loss or a reload. */
  async #restore(): Promise<void> {
    try {
      const id = await this.#find();
      if (id !== null) {
        this.#follow(id);
        if (this.#resume === null && this.#membership.is === 'none') await this.#recall();
        if (this.#resume === null) await this.#watch(id, { urgent: true });
        else await this.#rejoin(id, this.#resume);
      }
      this.#opening?.resolve();
    } catch (error) {
      if (!(error instanceof SessionError) || error.retry) throw error;
      if (this.#parts.store.state.session === null && !this.#isHidden) {
        this.#connection.close(error);
        this.#fail(error);
        // It may be seen no more, and nobody could say so while there was no connection.
      } else if (error.code === 'not-found') this.#hide();
      else this.#parts.moments.emit('problem', { error });
    }
  }

  /** Shows nothing of the present session until this page is told of it again; its ticket may have another one. */
  #hide(): void {
    this.#isHidden = true;
    this.#leaveCall();
    this.devices.endPreview();
    this.#update({ session: null, ...this.target.seen(null) });
    void this.turning.lookAgain();
  }

  /** Looks which session this page is about, and which others its ticket has. */
  async #find(): Promise<string | null> {
    const { session: present } = this.#parts.store.state;
    const id = await this.target.find({ keep: this.joined && !isOver(present) });
    this.#update(this.target.seen(present));
    return id;
  }

  /** Before a reload this tab was in the call: it goes back in, as it was. */
  async #recall(): Promise<void> {
    const remembered = this.#place?.remembered ?? null;
    if (remembered === null || (await this.#place?.lease.take({ steal: false })) !== true) return;
    this.#resume = remembered.resume;
    this.#setMembership({ is: 'joining' });
    this.devices.restart(remembered);
  }

  async #rejoin(id: string, resume: string): Promise<void> {
    const states = this.devices.entry(this.#parts.store.state.session);
    try {
      await this.#lazyLinks.ready();
      const reply = await this.#connection.request(
        'session:join',
        { ...states, ...this.#connection.command(id), resume },
        { urgent: true },
      );
      this.#entered(reply, states);
    } catch (error) {
      if (!(error instanceof SessionError) || error.retry) throw error;
      this.#parts.logger.log('warn', 'The call could not be rejoined', loggable(error));
      if (error.code === 'joined-elsewhere' || error.code === 'taken-over') this.#takenOver();
      else this.#leaveCall();
      await this.#watch(id, { urgent: true });
    }
  }

  #entered(reply: Reply<'session:join'>, states: DeviceStates): void {
    this.#relays.take(reply.iceServers);
    this.#resume = reply.resume;
    this.devices.told(states);
    this.#setMembership({ is: 'joined' });
    this.#take(reply.view);
    this.devicesChanged();
    if (reply.problem)
      this.#parts.moments.emit('problem', { error: SessionError.fromBody(reply.problem) });
  }

  async #watch(session: string, options: { readonly urgent: boolean }): Promise<void> {
    const { view } = await this.#connection.request('session:watch', { session }, options);
    this.#take(view);
  }

  async #turn(session: string): Promise<void> {
    this.#follow(session);
    await this.#watch(session, { urgent: false });
  }

  /** Turns to a session; a session that was followed before is put aside. */
  #follow(id: string): void {
    this.target.set(id);
    if (this.#place?.session === id) return;
    this.#place?.close();
    this.#place = new TabPlace(this.#parts.server, id, this.tokens.claims?.subject ?? null, {
      stolen: () => this.#takenOver(),
      heldElsewhere: (heldByOtherTab) => this.#update({ heldByOtherTab }),
    });
    this.#leaveCall();
    this.#update({ session: null, heldByOtherTab: false });
  }

  #take(view: SessionView): void {
    const { store, moments } = this.#parts;
    const before = store.state.session;
    const sessions = this.target.withView(view);
    if (view.id !== this.target.session) return this.#update({ sessions });
    this.#isHidden = false;
    if (before !== null && before.seq > view.seq) return;
    const seen = { session: view, sessions, functions: view.functions };
    const you = youIn(view);
    const inCall = !isOver(view) && you !== null && you.presence !== 'left';
    if (inCall && this.#membership.is === 'joined') {
      // Before anybody draws the view: what it asks of the links should not wait for that.
      this.#taking = true;
      this.links?.reconcile(view, you);
      this.#taking = false;
      this.#update({ ...seen, links: this.links?.states ?? [] });
      this.devices.followVideo(before, view, you.id);
      this.devicesChanged();
    } else this.#update(seen);
    if (this.#membership.is === 'joined' && !inCall) this.#leaveCall();
    else if (isOver(view)) this.devices.endPreview();
    else if (you?.presence === 'here' && this.#membership.is === 'none')
      void this.#place?.lease.watch();
    tellDepartures(before, view, moments);
  }

  #noticed(said: NamedNotice): void {
    switch (said.name) {
      case 'session:changed':
        return this.#take(said.notice.view);
      case 'ticket:changed':
        if (said.notice.ticket === this.target.ticket) void this.turning.lookAgain();
        return;
      case 'session:hidden':
        if (said.notice.session === this.target.session) this.#hide();
        return;
      case 'functions:changed':
        this.target.functions = said.notice.functions;
        this.#update(this.target.seen(this.#parts.store.state.session));
        return;
      case 'session:taken-over':
        if (said.notice.session === this.target.session) this.#takenOver();
        return;
      case 'signal:received':
        if (said.notice.session === this.target.session && this.joined)
          this.links?.receive(said.notice.from, said.notice.envelope);
        return;
      case 'server:stopping':
        this.#parts.logger.log('info', 'The server is about to stop');
        return;
      default:
        this.feeds.added(said);
    }
  }

  /** This page is no longer in the call: nothing of it stays on. */
  #leaveCall(membership: Membership = { is: 'none' }): void {
    const wasIn = this.joined || this.#resume !== null;
    this.links?.close({ bye: wasIn });
    this.#resume = null;
    this.devices.hush();
    if (!wasIn) return;
    this.#place?.leave();
    this.devices.off();
    this.#setMembership(membership);
  }

  #takenOver(): void {
    if (!this.joined) return;
    this.#leaveCall();
    this.#setMembership({ is: 'failed', error: new SessionError('taken-over') });
  }

  #fail(error: SessionError): void {
    this.#leaveCall();
    this.devices.endPreview();
    this.#opening?.reject(error);
    this.#setMembership({ is: 'failed', error });
  }
}
