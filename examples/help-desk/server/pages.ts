import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { SessionError } from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';

// Works because desk and SDK share one origin, and says nothing that a stricter host could not say too.
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html fernblick',
].join('; ');

// The pages' own route takes every GET, so also those that are meant for the server beside them.
const FOR_PROGRAMS = /^\/(?:api|files|sdk)(?:[/?]|$)/u;

/** Serves the desk's own pages, from where `build.ts` puts them, under the strict policy of the contract. */
export async function registerPages(app: FastifyInstance): Promise<void> {
  app.setNotFoundHandler((request, reply) => {
    // Fernblick's server answers what is thrown here as it does everywhere: as a problem.
    if (FOR_PROGRAMS.test(request.url)) throw new SessionError('not-found');
    return reply
      .code(404)
      .type('text/plain')
      .send('There is no such page. The start page is at /\n');
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', POLICY);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    reply.header('permissions-policy', 'camera=(self), microphone=(self), display-capture=(self)');
  });
  await app.register(fastifyStatic, {
    root: fileURLToPath(new URL('../dist', import.meta.url)),
    // Small files that change with every build; asking each time costs a 304.
    cacheControl: false,
    decorateReply: false,
    redirect: true,
    setHeaders: (reply) => {
      reply.header('cache-control', 'no-cache');
    },
  });
}
