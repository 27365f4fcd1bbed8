import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createFernblick, readConfig } from '@fernblick/server';
import { PeerServer } from 'peer';
import { WebSocketServer, type WebSocket } from 'ws';
import { freePort } from '../../scripts/rig/desk-process.ts';
import type { Turn } from '../../scripts/rig/turn.ts';

interface RunningServer extends AsyncDisposable {
  readonly url: string;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Serves the bench page and its bundle. */
export async function servePage(bundle: string): Promise<RunningServer> {
  const server = createServer((request, response) => {
    const script = request.url === '/page.js';
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(
      script
        ? bundle
        : '<!doctype html><video autoplay muted playsinline></video><script type="module" src="/page.js"></script>',
    );
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Hands every message on to the others at the same path; nothing else. */
export async function serveBare(): Promise<RunningServer> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  const rooms = new Map<string, Set<WebSocket>>();
  sockets.on('connection', (socket, request) => {
    const name = request.url ?? '/';
    const room = rooms.get(name) ?? new Set();
    rooms.set(name, room.add(socket));
    socket.on('message', (message: Buffer) => {
      for (const other of room) if (other !== socket) other.send(message.toString());
    });
    socket.on('close', () => room.delete(socket));
  });
  const port = await listen(http);
  return {
    url: `ws://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets.clients) socket.terminate();
      http.close();
      await once(http, 'close');
    },
  };
}

/** PeerJS's own server, with its defaults. */
export async function servePeerJs(): Promise<RunningServer> {
  let server: Server | undefined;
  const port = await new Promise<number>((resolve) => {
    PeerServer({ port: 0, path: '/', host: '127.0.0.1' }, (started) => {
      server = started;
      resolve((started.address() as AddressInfo).port);
    });
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: async () => {
      server?.closeAllConnections();
      server?.close();
    },
  };
}

/** A session and a token for each side of it. */
export interface MadeCall {
  readonly session: string;
  readonly agent: string;
  readonly customer: string;
}

/** The real Fernblick server, with a journal on the disk as in production. */
export async function serveFernblick(
  pageUrl: string,
  turn: Turn | null,
): Promise<RunningServer & { makeCall(): Promise<MadeCall> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fernblick-bench-'));
  const port = await freePort();
  const config = readConfig({
    PORT: String(port),
    DATA_DIR: dataDir,
    ALLOWED_ORIGINS: new URL(pageUrl).origin,
    LOG_LEVEL: 'silent',
    ...(turn === null ? {} : { TURN_URLS: turn.urls.join(','), TURN_SECRET: turn.secret }),
  });
  const server = await createFernblick(config);
  const { url } = await server.listen();
  const ask = async (path: string, body: object) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as Record<string, unknown>;
  };
  return {
    url,
    makeCall: async () => {
      const session = String((await ask('/sessions', { ticket: `B-${randomUUID()}` }))['id']);
      const tokenFor = async (role: 'agent' | 'customer') => {
        const person = { subject: `${role}-${randomUUID()}`, name: role, role };
        return String((await ask('/tokens', { ...person, scope: { session } }))['token']);
      };
      return { session, agent: await tokenFor('agent'), customer: await tokenFor('customer') };
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
