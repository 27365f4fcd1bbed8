import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { Origins } from './callers.ts';
import type { Config } from './config.ts';
import { createHttpApp } from './http/http-app.ts';
import { hostSession } from './http/host-session.ts';
import { WebhookBook } from './http/webhook-book.ts';
import { WebhookCourier } from './http/webhook-courier.ts';
import { Housekeeping } from './housekeeping.ts';
import type { JournalStore } from './journal/journal-store.ts';
import { SqlJournalStore } from './journal/sql-journal-store.ts';
import { readSqliteError, sqliteDialect } from './journal/sqlite-dialect.ts';
import { FailureLimit } from './limits.ts';
import { createLog } from './log.ts';
import { Metrics } from './metrics.ts';
import { Revocations } from './revocations.ts';
import { loadSecrets } from './secrets.ts';
import { SessionCreation } from './session-creation.ts';
import { Sessions } from './sessions.ts';
import { Audience } from './signalling/audience.ts';
import { Dispatcher } from './signalling/dispatcher.ts';
import { Gate } from './signalling/gate.ts';
import { createHandlers } from './signalling/handlers.ts';
import { Presence } from './signalling/presence.ts';
import { SocketServer } from './signalling/socket-server.ts';
import { Tokens } from './tokens.ts';
import { turnCredentials } from './turn.ts';

/** How long clients are asked to wait before they come back after a stop. */
const RECONNECT_IN_MS = 1_000;

/** What a program that embeds the server may add. */
export interface ServerOptions {
  /** Adds routes of one's own beside the server's, on the same port. */
  readonly extend?: (app: FastifyInstance) => void | Promise<void>;
  readonly logger?: Logger;
  /** Serves HTTPS with this key and certificate (PEM). */
  readonly https?: { readonly key: string; readonly cert: string };
  /** Holds everything the server sends against the protocol's tables; for tests and development. */
  readonly checkMessages?: boolean;
  /** Now, in milliseconds; for tests of what happens with time. */
  readonly now?: () => number;
}

/** A server, listening or about to. */
export interface FernblickServer {
  readonly app: FastifyInstance;
  /** Key of the host API; made at first start unless it was configured. */
  readonly apiKey: string;
  /** Starts to listen. @returns the address it listens on */
  listen(): Promise<{ readonly url: string }>;
  /** Says goodbye to every page, finishes what is under way, and closes the journal. */
  close(): Promise<void>;
}

/**
 * Makes a server from a checked configuration; its secrets and its journal are in `config.dataDir`.
 * @throws SessionError `invalid-configuration` or `storage-unavailable`
 */
export async function createServer(
  config: Config,
  options: ServerOptions = {},
): Promise<FernblickServer> {
  const log = options.logger ?? createLog(config.logLevel);
  const now = options.now ?? Date.now;
  const checkMessages = options.checkMessages ?? false;
  const { limits } = config;
  const secrets = loadSecrets(config);
  const store = await openStore(config);
  const tokens = new Tokens(secrets.tokenSecret, now);
  const revocations = new Revocations(store, now);
  const origins = new Origins(config.publicUrl, config.allowedOrigins);
  const audience = new Audience();
  const book = new WebhookBook({
    store,
    tokens,
    now,
    describe: (state) => hostSession(state, audience.connections(state.id)),
  });
  const metrics = new Metrics({
    sockets: () => sockets.size,
    sessions: () => store.countByPhase(),
  });
  const courier = new WebhookCourier({
    store,
    book,
    log,
    metrics,
    now,
    allowPrivate: config.webhookAllowPrivate,
  });
  const sessions = new Sessions({
    store,
    now,
    cacheSize: limits.cachedSessions,
    outbox: (change) => book.messagesFor(change),
    onChange: (change) => {
      audience.publish(change);
      courier.kick();
    },
  });
  const creation = new SessionCreation({
    sessions,
    store,
    tokens,
    now,
    numberLifetimeMs: limits.numberLifetimeMs,
  });
  const presence = new Presence({
    audience,
    sessions,
    log,
    now,
    interruptAfterMs: limits.interruptAfterMs,
  });
  const gate = new Gate({ origins, tokens, revocations, limits, log, metrics, now });
  const handlers = createHandlers({
    sessions,
    store,
    audience,
    presence,
    tokens,
    now,
    creation,
    wrongNumbers: new FailureLimit(limits.numberTries, limits.numberWaitMs, now),
    turn: (participant) =>
      turnCredentials({ urls: config.turnUrls, secret: secrets.turnSecret }, participant, now()),
    verify: (token, connection) => gate.verify(token, connection.address),
  });
  const dispatcher = new Dispatcher({ handlers, log, metrics, now, checkReplies: checkMessages });
  let stopping = false;
  const app = await createHttpApp({
    config,
    origins,
    log,
    metrics,
    store,
    api: {
      apiKey: secrets.apiKey,
      publicUrl: config.publicUrl,
      trustProxy: config.trustProxy,
      limits,
      webhookAllowPrivate: config.webhookAllowPrivate,
      sessions,
      creation,
      store,
      tokens,
      book,
      metrics,
      now,
      describe: (state) => hostSession(state, audience.connections(state.id)),
      revoke: async (kind, value) => {
        await revocations.revoke(kind, value);
        sockets.cutRevoked();
      },
    },
    isStopping: () => stopping,
    https: options.https ?? null,
    extend: options.extend ?? null,
  });
  const sockets: SocketServer = new SocketServer(app.server, {
    config,
    origins,
    gate,
    dispatcher,
    presence,
    revocations,
    log,
    now,
    checkNotices: checkMessages,
  });
  const housekeeping = new Housekeeping({ store, sessions, log, now });
  await revocations.load();
  await book.load();
  const interrupted = await store.sessionsWithJoined();

  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    stopping = true;
    sockets.broadcast('server:stopping', { reconnectInMs: RECONNECT_IN_MS });
    dispatcher.stop();
    housekeeping.close();
    presence.close();
    await sessions.drained();
    await sockets.close();
    await app.close();
    await courier.close();
    await sessions.drained();
    await store.close();
    log.info('stopped');
  };
  return {
    app,
    apiKey: secrets.apiKey,
    listen: async () => {
      const url = await app.listen({ port: config.port, host: config.host });
      housekeeping.start();
      courier.kick();
      presence.restore(interrupted).catch((error: unknown) => {
        log.error({ err: error }, 'calls from before the start could not be looked at');
      });
      log.info({ url }, 'listening');
      return { url };
    },
    close: () => (closing ??= close()),
  };
}

async function openStore(config: Config): Promise<JournalStore> {
  const file = join(config.dataDir, 'journal.db');
  const store = await SqlJournalStore.open({
    dialect: sqliteDialect(file),
    readError: readSqliteError,
  });
  chmodSync(file, 0o600);
  return store;
}
