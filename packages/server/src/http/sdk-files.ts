import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { SessionError } from '@fernblick/protocol';
import type { FastifyInstance } from 'fastify';

/**
 * Finds the built SDK: the folder that was configured, else `dist` of the installed elements; null if there is none.
 * @throws SessionError `invalid-configuration` where the configured folder holds no SDK
 */
export function findSdk(configured: string | null): string | null {
  const folder = configured ?? installed();
  if (folder !== null && existsSync(join(folder, 'fernblick.js'))) return folder;
  if (configured === null) return null;
  throw new SessionError('invalid-configuration', {
    detail: `SDK_DIR must be a folder with the built SDK, and there is no fernblick.js in ${configured}.`,
  });
}

function installed(): string | null {
  try {
    const entry = fileURLToPath(import.meta.resolve('@fernblick/elements'));
    return join(dirname(dirname(entry)), 'dist');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

/** Says nothing of scripts: in a worker, the policy of its file is the policy it lives under. */
const SCRIPT_POLICY = "base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/** File names that change with their content, as the build writes them into `chunks/`. */
const HASHED = /[\\/]chunks[\\/][^\\/]+-[A-Za-z0-9_-]{8}\.js$/;

/** Serves models for picking objects and for pointing with the hand, where they were fetched, below `/sdk/models/`. */
export async function registerModels(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/models/',
    cacheControl: false,
    index: false,
    decorateReply: false,
    allowedPath: (path) => /^\/?[\w-]+\.(?:task|tflite)$/.test(path),
    setHeaders: (reply) => {
      reply.header('content-type', 'application/octet-stream');
      reply.header('cache-control', 'public, no-cache');
      reply.header('cross-origin-resource-policy', 'cross-origin');
    },
  });
}

/** Serves the SDK; its own names are asked for each time (and answered 304), hashed ones are kept for ever. */
export async function registerSdk(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    index: false,
    decorateReply: false,
    // Declarations and sources are for developers, who have the package.
    allowedPath: (path) => !path.includes('/types/'),
    setHeaders: (reply, path) => {
      reply.header(
        'cache-control',
        HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'public, no-cache',
      );
      reply.header('cross-origin-resource-policy', 'cross-origin');
      reply.header('content-security-policy', SCRIPT_POLICY);
    },
  });
}
