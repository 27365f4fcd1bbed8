import type { Server as HttpServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { checkNotice, type Notice, type NoticeName, type SessionError } from '@fernblick/protocol';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import { addressOf } from '../callers.ts';
import { DATA_POLICY, securityHeaders } from '../http/security-headers.ts';
import type { Switchboard } from '../switchboard.ts';
import type { TokenHolder } from '../tokens.ts';
import type { Connection } from './connection.ts';
import { newAllowance, type Allowance } from './dispatcher.ts';
import { personOf } from './gate.ts';

/** Nothing that a page sends is larger; files go their own way. */
const MAX_MESSAGE_BYTES = 65_536;
/** A dead page is noticed after at most twice this. */
const PING_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** A page that takes nothing any more does not hold up a stop for longer. */
const FLUSH_TIMEOUT_MS = 2_000;
const FLUSH_CHECK_MS = 10;
const EXPIRY_CHECK_MS = 1_000;
/** Tokens of a clock that runs behind ours may be past their time when they are first shown. */
const SKEW_MS = 30_000;

/** The pages' sockets: the only file that knows socket.io. */
export class SocketServer {
  readonly #switchboard: Switchboard;
  readonly #checkNotices: boolean;
  readonly #io: Server;
  readonly #expiry: NodeJS.Timeout;
  #isClosing = false;

  /** @param options `checkNotices` holds every notice against its row; for tests and development */
  constructor(
    http: HttpServer,
    switchboard: Switchboard,
    options: { readonly checkNotices: boolean },
  ) {
    this.#switchboard = switchboard;
    this.#checkNotices = options.checkNotices;
    const { config, gate, origins } = switchboard;
    this.#io = new Server(http, {
      serveClient: false,
      pingInterval: PING_MS,
      pingTimeout: PING_MS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      cors: {
        origin: (origin, answer) => answer(null, origin !== undefined && origins.has(origin)),
        methods: ['GET', 'POST'],
      },
      allowRequest: (request, answer) => {
        // A page that comes back while the server stops would keep it from ever ending.
        if (this.#isClosing) answer('server-stopping', false);
        else if (gate.hasRoomFor(addressOf(request, config.trustProxy))) answer(null, true);
        else answer('too-many-connections', false);
      },
    });
    const headers = {
      ...securityHeaders(config.publicUrl.startsWith('https:')),
      'content-security-policy': DATA_POLICY,
      'cache-control': 'no-store',
    };
    this.#io.engine.on('headers', (answer: Record<string, string>) => {
      Object.assign(answer, headers);
    });
    this.#io.engine.on('connection', (raw: RawSocket) => this.#countStranger(raw));
    this.#io.use((socket, next) => {
      void this.#letIn(socket, next);
    });
    this.#io.on('connection', (socket) => this.#serve(socket));
    this.#expiry = setInterval(() => this.#cutExpired(), EXPIRY_CHECK_MS);
    this.#expiry.unref();
  }

  /** Ends all sockets, once what was written to them is on its way, and what they stand on. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#expiry);
    const { engine } = this.#io;
    // Not the packet that says goodbye for good: pages shall come back by themselves.
    for (const { conn } of this.#io.of('/').sockets.values()) conn.close();
    const giveUpAt = performance.now() + FLUSH_TIMEOUT_MS;
    while (engine.clientsCount > 0 && performance.now() < giveUpAt) await delay(FLUSH_CHECK_MS);
    await this.#io.close();
  }

  #countStranger(raw: RawSocket): void {
    const { gate, config } = this.#switchboard;
    const address = addressOf(raw.request, config.trustProxy);
    gate.strangers.add(address);
    const forget = (): void => {
      strangers.delete(raw);
      raw.off('close', forget);
      gate.strangers.remove(address);
    };
    strangers.set(raw, forget);
    raw.on('close', forget);
  }

  async #letIn(socket: Socket, next: (error?: Error) => void): Promise<void> {
    try {
      await this.#admit(socket);
    } catch (error) {
      // The gate throws nothing else.
      const refusal = error as SessionError;
      next(Object.assign(new Error(refusal.code), { data: refusal.toBody() }));
      return;
    }
    next();
  }

  async #admit(socket: Socket): Promise<void> {
    const { gate, config } = this.#switchboard;
    const address = addressOf(socket.request, config.trustProxy);
    const { holder, tab } = await gate.admit(socket.handshake.auth, socket.request, address);
    strangers.get(socket.conn)?.();
    forgetHandshake(socket);
    admitted.set(socket, { address, holder, tab });
  }

  #serve(socket: Socket): void {
    const { gate, dispatcher, presence, calls, contactReaders, log, now, config, pages } =
      this.#switchboard;
    const entry = admitted.get(socket);
    admitted.delete(socket);
    if (entry === undefined) {
      socket.disconnect(true);
      return;
    }
    const page = new PageConnection(socket, entry, {
      log,
      checkNotices: this.#checkNotices,
      now: now(),
    });
    const person = personOf(entry.holder);
    pages.add(page);
    gate.pages.add(person);
    // Made with the first message: most pages are idle most of the time.
    let allowance: Allowance | null = null;
    socket.onAny((name: unknown, ...args: unknown[]) => {
      allowance ??= newAllowance(config.limits, now());
      void dispatcher.dispatch(page, allowance, name, args);
    });
    socket.once('disconnect', () => {
      pages.delete(page);
      gate.pages.remove(person);
      calls.drop(page);
      contactReaders.drop(page);
      presence.leave(page).catch((error: unknown) => {
        log.error({ err: error }, 'a lost page could not be told');
      });
    });
    if (this.#switchboard.revocations.isRevoked(entry.holder)) page.close();
  }

  #cutExpired(): void {
    const now = this.#switchboard.now();
    for (const page of this.#switchboard.pages) if (page.expiresAt <= now) page.close();
  }
}

interface Entry {
  readonly address: string;
  readonly holder: TokenHolder;
  readonly tab: string;
}

/** What stands below a socket, before and after it has shown a token. */
type RawSocket = Socket['conn'];

// Held by the sockets themselves, so that nothing is left when they are gone.
const admitted = new WeakMap<Socket, Entry>();
const strangers = new WeakMap<RawSocket, () => void>();

const nothing = Object.freeze({});

/**
 * Lets go of the token, and of the request with all its headers: nobody needs them any more, and with thousands of idle
 * pages they are a good part of the memory.
 */
function forgetHandshake({ conn, handshake }: Socket): void {
  // The library documents that this may be done, but its types do not: https://socket.io/docs/v4/memory-usage/
  (conn as { request: unknown }).request = null;
  handshake.auth = nothing;
  handshake.headers = nothing;
  handshake.query = nothing;
  handshake.time = '';
}

class PageConnection implements Connection {
  readonly address: string;
  readonly tab: string;
  readonly #socket: Socket;
  readonly #log: Logger;
  readonly #checkNotices: boolean;
  readonly #openedAt: number;
  holder: TokenHolder;

  constructor(
    socket: Socket,
    { address, holder, tab }: Entry,
    options: { readonly log: Logger; readonly checkNotices: boolean; readonly now: number },
  ) {
    this.#socket = socket;
    this.#log = options.log;
    this.#checkNotices = options.checkNotices;
    this.#openedAt = options.now;
    this.address = address;
    this.holder = holder;
    this.tab = tab;
  }

  get isOpen(): boolean {
    return this.#socket.connected;
  }

  /** When this page must have shown a newer token. */
  get expiresAt(): number {
    const { expiresAt } = this.holder;
    return expiresAt > this.#openedAt ? expiresAt : expiresAt + SKEW_MS;
  }

  notify<N extends NoticeName>(name: N, notice: Notice<N>): void {
    if (this.#checkNotices) {
      try {
        checkNotice(name, notice);
      } catch (error) {
        this.#log.fatal({ err: error, notice: name }, 'a notice does not fit its row');
        throw error;
      }
    }
    this.#socket.emit(name, notice);
  }

  close(): void {
    this.#socket.disconnect(true);
  }
}
