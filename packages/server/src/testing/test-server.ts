import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { TestContext } from 'node:test';
import {
  PROTOCOL_VERSION,
  SessionError,
  type Answer,
  type ErrorBody,
  type Notice,
  type NoticeName,
  type Reply,
  type RequestInput,
  type RequestName,
  type Role,
} from '@fernblick/protocol';
import { io, type Socket } from 'socket.io-client';
import { readConfig, type Environment } from '../config.ts';
import { createServer, type FernblickServer, type ServerOptions } from '../create-server.ts';
import { createLog } from '../log.ts';
import type { ScopeClaim } from '../tokens.ts';

/** What a page's token is made of, as a host would ask for it. */
export interface Person {
  readonly subject: string;
  readonly name?: string;
  readonly role?: Role;
  readonly portals?: readonly string[];
  readonly scope?: ScopeClaim;
  readonly lifetimeS?: number;
}

/** An agent of all portals, as most tests need one. */
export const agent: Person = {
  subject: 'anna',
  name: 'Anna',
  role: 'agent',
  scope: { portals: ['*'] },
};

/** A customer on the page of ticket T-1. */
export const customer: Person = {
  subject: 'cleo',
  name: 'Cleo',
  role: 'customer',
  scope: { ticket: 'T-1' },
};

/** A folder that is gone after the test. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fernblick-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A real server on a free port, closed after the test. */
export async function startServer(
  t: TestContext,
  env: Environment = {},
  options: ServerOptions = {},
): Promise<TestServer> {
  const dataDir = env['DATA_DIR'] ?? (await temporaryFolder(t));
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, ...env });
  const server = await createServer(config, {
    checkMessages: true,
    logger: createLog(config.logLevel === 'info' ? 'debug' : config.logLevel, sink),
    ...options,
  });
  const { url } = await server.listen();
  const test = new TestServer(server, url, dataDir, lines);
  t.after(() => test.close());
  return test;
}

/** A server with what a host and its pages do with it. */
export class TestServer {
  readonly server: FernblickServer;
  readonly url: string;
  readonly dataDir: string;
  /** The log's lines. */
  readonly log: readonly string[];
  readonly #pages: Page[] = [];

  constructor(server: FernblickServer, url: string, dataDir: string, log: readonly string[]) {
    this.server = server;
    this.url = url;
    this.dataDir = dataDir;
    this.log = log;
  }

  /** Calls the host API. */
  api(method: string, path: string, body?: unknown, headers: object = {}): Promise<Response> {
    return fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.server.apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async mint(person: Person): Promise<string> {
    const { subject, name = subject, role = 'customer', ...rest } = person;
    const body = { subject, name, role, scope: { ticket: 'T-1' }, ...rest };
    const answer = await this.api('POST', '/tokens', body);
    const { token } = (await answer.json()) as { token: string };
    return token;
  }

  /** Opens a page with this token, and waits until it is let in. @throws SessionError where it is not */
  async connect(token: string, options: PageOptions = {}): Promise<Page> {
    const page = new Page(this.url, token, options);
    this.#pages.push(page);
    await page.opened();
    return page;
  }

  /** A page of this person. */
  async page(person: Person, options: PageOptions = {}): Promise<Page> {
    return this.connect(await this.mint(person), options);
  }

  async close(): Promise<void> {
    for (const page of this.#pages) page.close();
    await this.server.close();
  }
}

/** How a page connects. */
export interface PageOptions {
  readonly tab?: string;
  readonly version?: number;
  readonly origin?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly transports?: readonly ('websocket' | 'polling')[];
}

let tabs = 0;

/** One page's socket. */
export class Page {
  readonly tab: string;
  readonly socket: Socket;
  readonly heard: { readonly name: string; readonly notice: unknown }[] = [];
  #commands = 0;

  constructor(url: string, token: string, options: PageOptions) {
    tabs += 1;
    this.tab = options.tab ?? `tab-${String(tabs).padStart(8, '0')}`;
    const { origin } = options;
    this.socket = io(url, {
      auth: { token, version: options.version ?? PROTOCOL_VERSION, tab: this.tab },
      transports: [...(options.transports ?? ['websocket'])],
      reconnection: false,
      forceNew: true,
      extraHeaders: { ...options.headers, ...(origin === undefined ? {} : { origin }) },
    });
    this.socket.onAny((name: string, notice: unknown) => this.heard.push({ name, notice }));
  }

  /** @throws SessionError where the server refuses */
  opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', (error: Error & { data?: ErrorBody }) => {
        reject(error.data === undefined ? error : SessionError.fromBody(error.data));
      });
    });
  }

  /** Resolves when the server has closed this socket, at once if it is closed. */
  closed(): Promise<string> {
    if (!this.socket.connected) return Promise.resolve('closed before');
    return new Promise((resolve) => this.socket.once('disconnect', (reason) => resolve(reason)));
  }

  /** Sends anything at all. */
  send(name: string, input: unknown): Promise<Answer<RequestName>> {
    return this.socket.timeout(20_000).emitWithAck(name, input) as Promise<Answer<RequestName>>;
  }

  /** @throws SessionError where the server refuses */
  async ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Reply<N>> {
    const answer = (await this.send(name, input)) as Answer<N>;
    if (answer.ok) return answer.value;
    throw SessionError.fromBody(answer.error);
  }

  /** A fresh command id. */
  id(): string {
    this.#commands += 1;
    return `${this.tab}-${this.#commands}`;
  }

  /** Makes a session for a ticket. */
  async create(ticket = 'T-1'): Promise<string> {
    const { view } = await this.ask('session:create', { commandId: this.id(), ticket });
    return view.id;
  }

  join(
    session: string,
    options: Partial<RequestInput<'session:join'>> = {},
  ): Promise<Reply<'session:join'>> {
    return this.ask('session:join', {
      commandId: this.id(),
      session,
      tab: this.tab,
      microphone: 'on',
      camera: 'on',
      ...options,
    });
  }

  /** The first notice of this name that fits, heard already or still to come. */
  hears<N extends NoticeName>(
    name: N,
    fits: (notice: Notice<N>) => boolean = () => true,
  ): Promise<Notice<N>> {
    const before = this.heard.find((one) => one.name === name && fits(one.notice as Notice<N>));
    if (before !== undefined) return Promise.resolve(before.notice as Notice<N>);
    return new Promise((resolve) => {
      const listener = (heard: string, notice: Notice<N>): void => {
        if (heard !== name || !fits(notice)) return;
        this.socket.offAny(listener);
        resolve(notice);
      };
      this.socket.onAny(listener);
    });
  }

  close(): void {
    this.socket.disconnect();
  }
}

/** The code with which something is refused; fails where it is not. */
export async function refusalOf(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (error) {
    if (error instanceof SessionError) return error.code;
    throw error;
  }
  return 'nothing was refused';
}

/** The status and the code with which the host API refuses something. */
export async function apiRefusal(answer: Promise<Response>): Promise<readonly [number, string]> {
  const given = await answer;
  return [given.status, ((await given.json()) as { code: string }).code];
}
