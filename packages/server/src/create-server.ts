import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { SessionError } from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { Switchboard } from './switchboard.ts';
import { openDataFolder } from './data-folder.ts';
import { createHttpApp } from './http/http-app.ts';
import { Housekeeping } from './housekeeping.ts';
import type { FolderLock } from './journal/folder-lock.ts';
import type { JournalStore } from './journal/journal-store.ts';
import { SqlJournalStore } from './journal/sql-journal-store.ts';
import { readSqliteError, sqliteCompact, sqliteDialect } from './journal/sqlite-dialect.ts';
import { createLog } from './log.ts';
import { loadSecrets } from './secrets.ts';
import { SocketServer } from './signalling/socket-server.ts';

// As long may an answer that is under way take once the server stops.
const LAST_ANSWERS_MS = 2_000;
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
 * Makes a server from a checked configuration; its secrets and its journal are in `config.dataDir`, which it holds alone.
 * @throws SessionError `invalid-configuration` or `storage-unavailable`
 */
export async function createServer(
  config: Config,
  options: ServerOptions = {},
): Promise<FernblickServer> {
  const lock = openDataFolder(config.dataDir);
  try {
    return await createInFolder(config, options, lock);
  } catch (error) {
    lock.close();
    throw error;
  }
}

async function createInFolder(
  config: Config,
  options: ServerOptions,
  lock: FolderLock,
): Promise<FernblickServer> {
  const log = options.logger ?? createLog(config.logLevel);
  const now = options.now ?? Date.now;
  const checkMessages = options.checkMessages ?? false;
  const secrets = loadSecrets(config);
  const store = await openStore(config);
  // Now there is time for it, however large the file is.
  if (await store.erasures.needsCompacting()) await store.erasures.compact();
  const switchboard = new Switchboard({
    config,
    secrets,
    store,
    log,
    now,
    checkReplies: checkMessages,
  });
  await switchboard.load();
  let stopping = false;
  const app = await createHttpApp(switchboard, {
    isStopping: () => stopping,
    https: options.https ?? null,
    extend: options.extend ?? null,
  });
  const sockets = new SocketServer(app.server, switchboard, { checkNotices: checkMessages });
  const housekeeping = new Housekeeping(switchboard, config.limits.noShowAfterMs);
  // Asked before anybody can come back.
  const interrupted = await store.sessionsWithJoined();
  const dialled = await store.sessionsDialled();

  const close = async (): Promise<void> => {
    stopping = true;
    for (const page of switchboard.pages)
      page.notify('server:stopping', { reconnectInMs: RECONNECT_IN_MS });
    switchboard.dispatcher.stop();
    housekeeping.close();
    switchboard.presence.close();
    switchboard.lostRecorders.close();
    switchboard.calls.close();
    await switchboard.dispatcher.drained();
    // Browsers open connections on which they may never ask anything; Node would wait for these for ever. Again and again,
    // because one can come as long as the port is open, also after the first time.
    const cut = setInterval(() => app.server.closeAllConnections(), LAST_ANSWERS_MS);
    await sockets.close();
    await app.close();
    clearInterval(cut);
    await switchboard.courier.close();
    await switchboard.mailCourier?.close();
    await switchboard.erasures.close();
    await switchboard.retention.close();
    await switchboard.finaliser.close();
    await switchboard.sessions.drained();
    await switchboard.recordings.close();
    await store.close();
    lock.close();
    log.info('stopped');
  };
  let closing: Promise<void> | null = null;
  return {
    app,
    apiKey: secrets.apiKey,
    listen: async () => {
      await switchboard.sessions.restore();
      const url = await app.listen({ port: config.port, host: config.host });
      housekeeping.start();
      switchboard.calls.start();
      switchboard.courier.kick();
      switchboard.mailCourier?.kick();
      void switchboard.mailCourier?.greet();
      switchboard.calls.restore(dialled).catch((error: unknown) => {
        log.error({ err: error }, 'calls that waited before the start could not be taken up');
      });
      switchboard.finaliser.restore().catch((error: unknown) => {
        log.error({ err: error }, 'recordings from before the start could not be taken up');
      });
      for (const watcher of [switchboard.presence, switchboard.lostRecorders])
        watcher.restore(interrupted).catch((error: unknown) => {
          log.error({ err: error }, 'calls from before the start could not be looked at');
        });
      switchboard.erasures.resume().catch((error: unknown) => {
        log.error({ err: error }, 'an erasure could not be finished; it is tried again');
      });
      return { url };
    },
    close: () => (closing ??= close()),
  };
}

async function openStore(config: Config): Promise<JournalStore> {
  const file = join(config.dataDir, 'journal.db');
  try {
    const store = await SqlJournalStore.open({
      dialect: sqliteDialect(file),
      readError: readSqliteError,
      compact: sqliteCompact,
    });
    chmodSync(file, 0o600);
    return store;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.slice(0, 200) : 'unknown cause';
    throw new SessionError('storage-unavailable', {
      cause,
      detail: `journal.db in DATA_DIR cannot be opened: ${why}.`,
    });
  }
}
