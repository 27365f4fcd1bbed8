import { randomUUID } from 'node:crypto';
import {
  PROTOCOL_VERSION,
  SessionError,
  type Answer,
  type Reply,
  type RequestInput,
  type RequestName,
} from '@fernblick/protocol';
import { MAX_TOKEN_S, Tokens, type TokenContents } from '../../packages/server/src/tokens.ts';
import { startServer, type ServerProcess } from '../servers/server-process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import type { Caller, Load } from './load.ts';
import { WireSocket } from './wire-socket.ts';

const TOKEN_SECRET = 'only-for-benchmarks-only-for-benchmarks';
// Signed here as the server would, because ten thousand requests to its host API would be measured with it.
const tokens = new Tokens(TOKEN_SECRET, Date.now);

// All pages come from one address and ask without a pause: what protects a server from that is lifted.
const limits = {
  UNAUTHENTICATED_SOCKETS_PER_ADDRESS: '100000',
  SOCKETS_PER_PERSON: '100000',
  MESSAGES_PER_SECOND: '10000',
  MESSAGE_BURST: '100000',
};

/** What a page shows when it connects. */
export async function authOf(
  contents: Pick<TokenContents, 'subject' | 'role' | 'scope'>,
): Promise<{ readonly token: string; readonly version: number; readonly tab: string }> {
  const lifetimeMs = MAX_TOKEN_S * 1_000;
  const { token } = await tokens.mint({
    ...contents,
    name: contents.subject,
    portals: [],
    lifetimeMs,
  });
  return { token, version: PROTOCOL_VERSION, tab: randomUUID() };
}

/** The page of a ticket's customer. */
export const customerOf = (ticket: string) =>
  authOf({ subject: `customer-of-${ticket}`, role: 'customer', scope: { ticket } });
/** The page of an agent of all portals. */
export const anAgent = () =>
  authOf({ subject: `agent-${randomUUID()}`, role: 'agent', scope: { portals: ['*'] } });

/** @throws SessionError where the server refuses: a refusal is fast and must not count as work done */
export async function ask<N extends RequestName>(
  socket: WireSocket,
  name: N,
  input: RequestInput<N>,
): Promise<Reply<N>> {
  const answer = (await socket.ask(name, input)) as Answer<N>;
  if (answer.ok) return answer.value;
  throw SessionError.fromBody(answer.error);
}

/** Brings a page into the call. */
export function join(
  socket: WireSocket,
  session: string,
  tab: string,
): Promise<Reply<'session:join'>> {
  const devices = { microphone: 'on', camera: 'on' } as const;
  return ask(socket, 'session:join', { commandId: randomUUID(), session, tab, ...devices });
}

/** Makes a session of a ticket of its own. */
export async function create(agent: WireSocket): Promise<{ session: string; ticket: string }> {
  const ticket = `T-${randomUUID()}`;
  const { view } = await ask(agent, 'session:create', { commandId: randomUUID(), ticket });
  return { session: view.id, ticket };
}

/** A customer in a call with an agent; both hear of every command. */
async function caller(url: string): Promise<Caller> {
  const agentAuth = await anAgent();
  const agent = await WireSocket.open(url, agentAuth);
  const { session, ticket } = await create(agent);
  await join(agent, session, agentAuth.tab);
  const auth = await customerOf(ticket);
  const socket = await WireSocket.open(url, auth);
  await join(socket, session, auth.tab);
  let isOn = true;
  return {
    socket,
    command: async () => {
      // A change each time: what changes nothing has no event to write.
      isOn = !isOn;
      const microphone = isOn ? 'on' : 'off';
      const commandId = randomUUID();
      await ask(socket, 'call:devices', { commandId, session, microphone, camera: 'on' });
    },
    ping: async () => {
      await ask(socket, 'server:ping', {});
    },
  };
}

/** The real server over a folder, as in production but for limits that expect many addresses. */
export const startFernblick = (
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> =>
  startServer('fernblick', { ...limits, PORT: '0', DATA_DIR: dataDir, TOKEN_SECRET, ...env });

/** The real server and pages with tokens. */
export const fernblickLoad: Load = {
  start: async () => {
    const folder = await temporaryFolder();
    try {
      const server = await startFernblick(folder.path);
      return {
        ...server,
        [Symbol.asyncDispose]: async () => {
          await server[Symbol.asyncDispose]();
          await folder[Symbol.asyncDispose]();
        },
      };
    } catch (error) {
      await folder[Symbol.asyncDispose]();
      throw error;
    }
  },
  auth: (page) => customerOf(`T-${page}`),
  newcomer: async (url) => {
    const agent = await WireSocket.open(url, await anAgent());
    const { session, ticket } = await create(agent);
    await agent.close();
    const auth = await customerOf(ticket);
    return async () => {
      const socket = await WireSocket.open(url, auth);
      await join(socket, session, auth.tab);
      return socket;
    };
  },
  callers: async (url, count) => Promise.all(Array.from({ length: count }, () => caller(url))),
};
