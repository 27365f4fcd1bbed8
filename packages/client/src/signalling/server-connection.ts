import {
  checkNotice,
  notices,
  PROTOCOL_VERSION,
  SessionError,
  toSessionError,
  type Notice,
  type NoticeName,
  type Reply,
  type RequestInput,
  type RequestName,
} from '@fernblick/protocol';
import { loggable } from '../logger.ts';
import { randomId } from '../random-id.ts';
import type { Logger } from '../session-client.ts';
import type { SessionSnapshot } from '../session-state.ts';
import { clockOffset } from './clock-offset.ts';
import { PendingRequests, type RequestOptions } from './pending-requests.ts';
import { CONNECT_TIMEOUT_MS, NEXT_ATTEMPT_AFTER_MS, reconnectDelayMs } from './reconnect-delay.ts';
import type { OpenSocket, SignallingSocket } from './signalling-socket.ts';
import type { TokenKeeper } from './token-keeper.ts';

export interface ConnectionEvents {
  stateChanged(state: SessionSnapshot['server']): void;
  /** A new socket is up: watch and join again on it, before anything else goes out. */
  restore(): Promise<void>;
  notice<N extends NoticeName>(name: N, notice: Notice<N>): void;
  clock(offsetMs: number): void;
  /** Something went wrong that does not stop the connection from trying. */
  problem(error: SessionError): void;
  /** The server does not want us; nothing more is tried. */
  failed(error: SessionError): void;
}

export interface ServerConnectionOptions {
  readonly server: URL;
  readonly tab: string;
  readonly tokens: TokenKeeper;
  readonly openSocket: OpenSocket;
  readonly logger: Logger;
  readonly events: ConnectionEvents;
}

// One round trip on a bad mobile network; a server that takes longer is as good as gone.
const PROBE_TIMEOUT_MS = 800;
// In a call a silent server must be told within 3 s: a beat and its time-out stay below.
const BEAT_MS = 1_000;
const BEAT_TIMEOUT_MS = 1_200;
// How long the socket may then go on without an answer. Where media stalls too, a probe decides much sooner.
const LATE_BEAT_MS = 3_000;
// A connection that held this long was a real one: the next attempt starts without delay again.
const SETTLED_AFTER_MS = 1_000;
// After this many attempts in a row the page is told that the server cannot be reached.
const TELL_AFTER_ATTEMPTS = 5;

/** Keeps a connection to the server, through as many sockets as it takes. */
export class ServerConnection {
  readonly #options: ServerConnectionOptions;
  readonly #pending: PendingRequests;
  readonly #closing = new AbortController();
  #socket: SignallingSocket | null = null;
  /** Attempts that may still come through; the first one that does is taken. */
  readonly #attempts = new Set<SignallingSocket>();
  #is: 'idle' | 'waiting' | 'opening' | 'restoring' | 'ready' | 'closed' = 'idle';
  #attempt = 0;
  #tokenRefused = false;
  #readySince = 0;
  #clockOffsetMs: number | null = null;
  #earliestAt = 0;
  #beating = false;
  #probing: Promise<boolean> | null = null;
  #attemptTimer: ReturnType<typeof setTimeout> | undefined;
  #beatTimer: ReturnType<typeof setTimeout> | undefined;
  #renewTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ServerConnectionOptions) {
    this.#options = options;
    this.#pending = new PendingRequests({
      tokenRefused: () => {
        options.tokens.forget();
        this.reconnect();
      },
      mayGoOn: () => this.#flush(),
    });
  }

  get tab(): string {
    return this.#options.tab;
  }

  /** What a command of this tab about a session carries. */
  command(session: string): {
    readonly session: string;
    readonly commandId: string;
    readonly tab: string;
  } {
    return { session, commandId: randomId(), tab: this.tab };
  }

  /** True while requests go out at once. */
  get ready(): boolean {
    return this.#is === 'ready';
  }

  /** The server's time as well as this page can tell. */
  serverTime(): number {
    return Date.now() + (this.#clockOffsetMs ?? 0);
  }

  /** Begins to connect, if it has not begun. */
  open(): void {
    if (this.#is === 'idle') this.#next();
  }

  /** Sends a request; waits for a connection where there is none, and goes on through reconnects. */
  async request<N extends RequestName>(
    name: N,
    message: RequestInput<N>,
    options: RequestOptions = {},
  ): Promise<Reply<N>> {
    if (this.#is === 'closed') throw new SessionError('closed');
    if (options.urgent === true && this.#is !== 'ready' && this.#is !== 'restoring')
      throw new SessionError('connection-lost');
    const reply = this.#pending.add(name, message, options);
    this.#flush();
    return await reply;
  }

  /**
   * Gets a fresh token from the page and shows it to the server.
   * @throws SessionError
   */
  async renewToken(): Promise<void> {
    const token = await this.#options.tokens.renew(this.#closing.signal);
    await this.request('token:renew', { token });
  }

  /** Asks the server for a sign of life; false means that the socket is dead. */
  probe(): Promise<boolean> {
    if (this.#is !== 'ready') return Promise.resolve(false);
    this.#probing ??= this.#ping(PROBE_TIMEOUT_MS).finally(() => {
      this.#probing = null;
    });
    return this.#probing;
  }

  /** Drops the present socket and makes a new one at once. */
  reconnect(): void {
    if (this.#is === 'closed' || this.#is === 'idle') return;
    this.#dropSocket();
    this.#attempt = 0;
    this.#next();
  }

  /** The network came back: an attempt that is waiting need not wait any longer. */
  hurry(): void {
    if (this.#is === 'waiting') {
      this.#attempt = 0;
      this.#next();
    }
  }

  /** In a call a dead socket is noticed within seconds; outside, the library's slower way will do. */
  setHeartbeat(on: boolean): void {
    if (this.#beating === on) return;
    this.#beating = on;
    clearTimeout(this.#beatTimer);
    if (on) this.#beat();
  }

  close(error = new SessionError('closed')): void {
    if (this.#is === 'closed') return;
    this.#is = 'closed';
    this.#closing.abort(error);
    this.#dropSocket();
    clearTimeout(this.#attemptTimer);
    clearTimeout(this.#beatTimer);
    this.#pending.failAll(error);
    this.#options.events.stateChanged('disconnected');
  }

  #flush(): void {
    if (this.#socket !== null && (this.#is === 'ready' || this.#is === 'restoring'))
      this.#pending.flush(this.#socket, this.#is === 'ready');
  }

  #dropSocket(): void {
    this.#socket?.close();
    this.#socket = null;
    for (const attempt of this.#attempts) attempt.close();
    this.#attempts.clear();
    clearTimeout(this.#renewTimer);
    this.#pending.socketLost();
  }

  #next(delayMs = reconnectDelayMs(this.#attempt)): void {
    clearTimeout(this.#attemptTimer);
    this.#is = 'waiting';
    this.#options.events.stateChanged('connecting');
    const waitMs = Math.max(delayMs, this.#earliestAt - Date.now());
    this.#earliestAt = 0;
    this.#attempt += 1;
    if (this.#attempt === TELL_AFTER_ATTEMPTS)
      this.#options.events.problem(new SessionError('server-unreachable'));
    this.#attemptTimer = setTimeout(() => void this.#open(), waitMs);
  }

  async #open(): Promise<void> {
    const { server, tab, tokens, openSocket } = this.#options;
    this.#is = 'opening';
    let token: string;
    try {
      token = await tokens.token(this.#closing.signal);
    } catch (error) {
      this.#tokenFailed(error);
      return;
    }
    if (this.#is !== 'opening') return;
    const socket = openSocket({
      server,
      handshake: { token, version: PROTOCOL_VERSION, tab },
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      events: {
        opened: () => void this.#opened(socket),
        refused: (error) => this.#refused(error),
        closed: () => this.#ended(socket),
        notice: (name, notice) => this.#noticed(name, notice),
      },
    });
    this.#attempts.add(socket);
    // On a slow line this one may still come through; meanwhile another may be quicker.
    this.#attemptTimer = setTimeout(() => this.#next(0), NEXT_ATTEMPT_AFTER_MS);
  }

  #tokenFailed(error: unknown): void {
    if (this.#is !== 'opening') return;
    const refusal = toSessionError(error);
    // A page that never had a token will not get one; one in a call may be offline just now.
    if (this.#readySince === 0 || this.#tokenRefused) this.#fail(refusal);
    else {
      this.#options.logger.log('warn', 'No token from the page', loggable(error));
      this.#next();
    }
  }

  async #opened(socket: SignallingSocket): Promise<void> {
    clearTimeout(this.#attemptTimer);
    this.#attempts.delete(socket);
    this.#dropSocket();
    this.#socket = socket;
    this.#is = 'restoring';
    void this.#ping(CONNECT_TIMEOUT_MS);
    try {
      await this.#options.events.restore();
    } catch (error) {
      if (this.#socket !== socket) return;
      this.#options.logger.log('warn', 'The session could not be restored', loggable(error));
      this.#socket = null;
      socket.close();
      this.#lost();
      return;
    }
    if (this.#socket !== socket) return;
    this.#is = 'ready';
    this.#readySince = Date.now();
    this.#tokenRefused = false;
    this.#options.events.stateChanged('connected');
    this.#flush();
    this.#renewLater();
  }

  #refused(error: SessionError): void {
    this.#dropSocket();
    const { tokens, logger } = this.#options;
    logger.log('warn', 'The server refused the connection', loggable(error));
    const aboutToken = error.code === 'not-authorized' || error.code === 'token-used';
    if (aboutToken && !this.#tokenRefused) {
      this.#tokenRefused = true;
      tokens.forget();
      this.#next();
    } else if (error.retry) this.#next();
    else this.#fail(error);
  }

  #ended(socket: SignallingSocket): void {
    if (socket === this.#socket) this.#lost();
    else if (this.#attempts.delete(socket) && this.#attempts.size === 0 && this.#is === 'opening')
      this.#next();
  }

  #lost(): void {
    const settled = this.#is === 'ready' && Date.now() - this.#readySince >= SETTLED_AFTER_MS;
    this.#socket = null;
    this.#dropSocket();
    if (settled) this.#attempt = 0;
    this.#next();
  }

  #fail(error: SessionError): void {
    this.close(error);
    this.#options.events.failed(error);
  }

  #noticed(name: string, notice: unknown): void {
    if (!Object.hasOwn(notices, name)) return;
    const known = name as NoticeName;
    try {
      const checked = checkNotice(known, notice);
      if (known === 'server:stopping')
        this.#earliestAt = Date.now() + (checked as Notice<'server:stopping'>).reconnectInMs;
      this.#options.events.notice(known, checked);
    } catch (error) {
      this.#options.logger.log('warn', `Notice ${known} was dropped`, loggable(error));
    }
  }

  async #ping(answerMs: number): Promise<boolean> {
    const sentAt = Date.now();
    try {
      const { time } = await this.request('server:ping', {}, { answerMs, urgent: true });
      const heardAt = Date.now();
      this.#clockOffsetMs = clockOffset(this.#clockOffsetMs, { sentAt, time, heardAt });
      this.#options.events.clock(this.#clockOffsetMs);
      return true;
    } catch (error) {
      this.#options.logger.log('debug', 'No sign of life from the server', loggable(error));
      return false;
    }
  }

  #beat(): void {
    this.#beatTimer = setTimeout(() => void this.#beatOnce(), BEAT_MS);
  }

  async #beatOnce(): Promise<void> {
    const socket = this.#socket;
    const same = (): boolean => this.#is === 'ready' && this.#socket === socket;
    if (same() && !(await this.#ping(BEAT_TIMEOUT_MS)) && same()) {
      this.#options.events.stateChanged('connecting');
      // A packet lost on the way is sent again by the network; a new socket would take longer than that.
      const late = await this.#ping(LATE_BEAT_MS);
      if (same()) {
        if (late) this.#options.events.stateChanged('connected');
        else this.reconnect();
      }
    }
    if (this.#beating && this.#is !== 'closed') this.#beat();
  }

  #renewLater(): void {
    const inMs = this.#options.tokens.renewInMs(this.serverTime());
    clearTimeout(this.#renewTimer);
    if (inMs !== null) this.#renewTimer = setTimeout(() => void this.#renew(), inMs);
  }

  async #renew(): Promise<void> {
    try {
      await this.renewToken();
    } catch (error) {
      // The old token still holds for a while; the server will say when it does not.
      this.#options.logger.log('warn', 'The token was not renewed', loggable(error));
    }
    if (this.#is !== 'closed') this.#renewLater();
  }
}
