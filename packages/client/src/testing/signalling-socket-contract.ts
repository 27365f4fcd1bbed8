import assert from 'node:assert/strict';
import { it } from 'node:test';
import { SessionError, type Handshake } from '@fernblick/protocol';
import type { OpenSocket, SocketEvents } from '../signalling/signalling-socket.ts';

/** A server for the contract: it answers `server:ping` and is silent to everything else. */
export interface ContractServer {
  readonly open: OpenSocket;
  readonly url: URL;
  /** Refuses handshakes with this token. */
  readonly refusedToken: string;
  /** Tells every page. */
  notify(name: string, notice: unknown): void;
  /** Cuts every page. */
  cut(): void;
  close(): Promise<void>;
}

const handshake: Handshake = { token: 'token', version: 1, tab: 'tab-00001' };
// No test waits for it in vain: it only has to be longer than a busy machine takes.
const CONNECT_TIMEOUT_MS = 10_000;

/** What is told by a socket, as promises and a log. */
function listen() {
  const log: string[] = [];
  const said = new Map<string, PromiseWithResolvers<unknown>>();
  const at = (name: string): PromiseWithResolvers<unknown> => {
    const known = said.get(name) ?? Promise.withResolvers<unknown>();
    said.set(name, known);
    return known;
  };
  const tell = (name: string, detail?: unknown): void => {
    log.push(name);
    at(name).resolve(detail);
  };
  const events: SocketEvents = {
    opened: () => tell('opened'),
    refused: (error) => tell('refused', error),
    closed: () => tell('closed'),
    notice: (name, notice) => tell(`notice ${name}`, notice),
  };
  return { log, events, until: (name: string) => at(name).promise };
}

/** What every `OpenSocket` does, in memory and over the wire alike. */
export function signallingSocketContract(start: () => Promise<ContractServer>): void {
  const scene = async (token = handshake.token) => {
    const server = await start();
    const heard = listen();
    const socket = server.open({
      server: server.url,
      handshake: { ...handshake, token },
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      events: heard.events,
    });
    return { server, socket, ...heard };
  };
  const ask = (socket: ReturnType<OpenSocket>): Promise<unknown> =>
    new Promise((resolve) => {
      socket.send('server:ping', {}, resolve);
    });

  it('opens, and brings answers and notices as they came', async () => {
    const { server, socket, log, until } = await scene();
    await until('opened');
    assert.deepEqual(await ask(socket), { ok: true, value: { time: 7 } });
    server.notify('ticket:changed', { ticket: 'T-1', odd: [null] });
    assert.deepEqual(await until('notice ticket:changed'), { ticket: 'T-1', odd: [null] });
    assert.deepEqual(log, ['opened', 'notice ticket:changed']);
    socket.close();
    await server.close();
  });

  it('says why it was refused, and no more', async () => {
    const { server, log, until } = await scene('refused');
    const error = await until('refused');
    assert.ok(error instanceof SessionError);
    assert.equal(error.code, 'not-authorized');
    await server.close();
    assert.deepEqual(log, ['refused']);
  });

  it('says once that the connection is lost', async () => {
    const { server, log, until } = await scene();
    await until('opened');
    server.cut();
    await until('closed');
    await server.close();
    assert.deepEqual(log, ['opened', 'closed']);
  });

  it('says nothing any more once it was closed', async () => {
    const { server, socket, log, until } = await scene();
    await until('opened');
    const other = listen();
    const witness = server.open({
      server: server.url,
      handshake,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      events: other.events,
    });
    await other.until('opened');
    socket.close();
    server.notify('ticket:changed', { ticket: 'T-1' });
    await other.until('notice ticket:changed');
    server.cut();
    await other.until('closed');
    assert.deepEqual(log, ['opened']);
    witness.close();
    await server.close();
  });
}
