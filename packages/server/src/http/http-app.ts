import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import cors from '@fastify/cors';
import { SessionError } from '@fernblick/protocol';
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify';
import type { Origins } from '../callers.ts';
import type { Config } from '../config.ts';
import type { Switchboard } from '../switchboard.ts';
import { answerUnreadable, handleError, sendProblem } from './problems.ts';
import { DATA_POLICY, securityHeaders } from './security-headers.ts';
import { registerFiles } from '../files/file-routes.ts';
import { registerHostApi } from './host-api.ts';
import { modelsFolder } from '../models-folder.ts';
import { registerJoinPage } from './join-page.ts';
import { findSdk, registerModels, registerSdk } from './sdk-files.ts';

/** Slower callers than this are cut off. A piece of a recording or picture outlasts a gap in a phone's network. */
const timeouts = {
  headersTimeout: 8_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 30_000,
};
const BODY_LIMIT_BYTES = 65_536;
const PROBE_EVERY_MS = 1_000;

/** How the HTTP side is set up. */
export interface HttpAppOptions {
  readonly isStopping: () => boolean;
  readonly https: { readonly key: string; readonly cert: string } | null;
  readonly extend: ((app: FastifyInstance) => void | Promise<void>) | null;
}

/** Makes everything that is answered over HTTP except the sockets. */
export async function createHttpApp(
  switchboard: Switchboard,
  options: HttpAppOptions,
): Promise<FastifyInstance> {
  const { config, log } = switchboard;
  const { https } = options;
  // As Fastify's own, wider type: else every type of the app would carry pino's.
  const loggerInstance: FastifyBaseLogger = log;
  const app: FastifyInstance = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: (_address, hop) => hop < config.trustProxy,
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    // Addresses that no route can be looked up for; the hooks below never see these.
    frameworkErrors: (error, request, reply) => {
      reply.headers(securityHeaders(isHttps(config, request)));
      handleError(error, request, reply);
    },
    // What is no HTTP at all never becomes a request.
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket),
    serverFactory: (handler) =>
      https === null
        ? createHttpServer(timeouts, handler)
        : createHttpsServer({ ...timeouts, ...https }, handler),
  });
  addHeaders(app, config);
  // JSON is all that is taken; what comes as text is told so, instead of failing as JSON would.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(handleError);
  app.addHook('onResponse', async (request, reply) => {
    // The route's pattern, not the address: tickets and ids are nobody's business in a log.
    const route = request.routeOptions.url ?? 'none';
    log.debug(
      { method: request.method, route, status: reply.statusCode, ms: reply.elapsedTime },
      'answered',
    );
  });

  await registerHealth(app, switchboard, options.isStopping);
  await registerSdkRoutes(app, switchboard);
  await app.register(async (join) => registerJoinPage(join, switchboard), { prefix: '/join' });
  await app.register(
    async (files) => {
      await allowOrigins(files, switchboard.origins);
      files.setNotFoundHandler((_request, reply) =>
        sendProblem(reply, new SessionError('not-found')),
      );
      registerFiles(files, switchboard);
    },
    { prefix: '/files' },
  );
  await app.register(
    async (api) => {
      await allowOrigins(api, switchboard.origins);
      api.addHook('onRequest', async ({ method, headers }) => {
        // Many HTTP clients name the type of a body that they do not send.
        const isEmpty = (headers['content-length'] ?? '0') === '0';
        if (method === 'DELETE' && isEmpty && !('transfer-encoding' in headers))
          delete headers['content-type'];
      });
      api.addHook('onSend', async (_request, reply) => {
        reply.header('content-security-policy', DATA_POLICY);
      });
      api.setNotFoundHandler((_request, reply) =>
        sendProblem(reply, new SessionError('not-found')),
      );
      await api.register(async (version) => registerHostApi(version, switchboard), {
        prefix: '/v1',
      });
    },
    { prefix: '/api' },
  );
  const { extend } = options;
  if (extend === null)
    app.setNotFoundHandler((_request, reply) => sendProblem(reply, new SessionError('not-found')));
  else await app.register(async (scope) => extend(scope));
  return app;
}

function addHeaders(app: FastifyInstance, config: Config): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders(isHttps(config, request)));
  });
}

function isHttps(config: Config, request: FastifyRequest): boolean {
  return config.publicUrl.startsWith('https:') || request.protocol === 'https';
}

async function allowOrigins(app: FastifyInstance, origins: Origins): Promise<void> {
  await app.register(cors, {
    origin: (origin, answer) => answer(null, origin !== undefined && origins.has(origin)),
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: [
      'Location',
      'Tus-Resumable',
      'Upload-Length',
      'Upload-Offset',
      'Next-Chunk',
      'Content-Range',
    ],
    maxAge: 600,
  });
}

async function registerHealth(
  app: FastifyInstance,
  switchboard: Switchboard,
  isStopping: () => boolean,
): Promise<void> {
  // Anybody may ask, so asking often must not cost more than asking once.
  const probe = atMostEvery(PROBE_EVERY_MS, switchboard.now, () => switchboard.store.probe());
  const count = atMostEvery(PROBE_EVERY_MS, switchboard.now, () =>
    switchboard.metrics.registry.metrics(),
  );
  await app.register(async (health) => {
    health.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', DATA_POLICY).header('cache-control', 'no-store');
    });
    health.get('/healthz', async () => ({ status: 'ok' }));
    health.get('/readyz', async () => {
      if (isStopping()) throw new SessionError('server-stopping');
      await probe();
      return { status: 'ready' };
    });
    health.get('/metrics', async (_request, reply) => {
      reply.type(switchboard.metrics.registry.contentType);
      return count();
    });
  });
}

/** Does something once in a while and gives everybody who asks in between the same answer. */
function atMostEvery<T>(ms: number, now: () => number, action: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  let askedAt = 0;
  return () => {
    if (answer === null || now() - askedAt >= ms) {
      askedAt = now();
      answer = action();
    }
    return answer;
  };
}

async function registerSdkRoutes(app: FastifyInstance, switchboard: Switchboard): Promise<void> {
  const folder = findSdk(switchboard.config.sdkDir);
  if (folder === null) switchboard.log.warn('no built SDK found: /sdk answers 404');
  await app.register(
    async (sdk) => {
      await allowOrigins(sdk, switchboard.origins);
      sdk.setNotFoundHandler((_request, reply) =>
        sendProblem(reply, new SessionError('not-found')),
      );
      if (folder !== null) await registerSdk(sdk, folder);
      await registerModels(sdk, modelsFolder(switchboard.config.dataDir));
    },
    { prefix: '/sdk' },
  );
}
