import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../examples/help-desk/server/main.ts', import.meta.url));
const SET_CLOCK = new URL('set-clock.ts', import.meta.url).href;
const READY = /^Fernblick help desk: (https?:\/\/\S+)/;
const START_TIMEOUT_MS = 60_000;
const KEPT_LINES = 200;

export interface DeskOptions {
  /** Further configuration, as in the README's table. */
  readonly env?: Readonly<Record<string, string>>;
  /** A free port by default. */
  readonly port?: number;
  /** Address to be reached at; 127.0.0.1 by default. */
  readonly host?: string;
  /** Address to listen on; the same by default. */
  readonly listen?: string;
  /** A fresh temporary folder by default, removed at `stop()`. */
  readonly dataDir?: string;
  /** Name of the network namespace the server lives in. */
  readonly namespace?: string;
}

/** A running help desk with its session server. */
export interface Desk {
  /** Address without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** The running process; another one after `restart()`. */
  readonly process: ChildProcess;
  /** What it printed last, for a failed test's message. */
  readonly output: readonly string[];
  /** Ends it as an operator would, waits for it, and removes a temporary data folder. */
  stop(): Promise<void>;
  /** Ends it without any warning, as a power cut would. */
  kill9(): Promise<void>;
  /** Starts it again at the same port over the same data, with its clock as it was set; for after `kill9()`. */
  restart(): Promise<void>;
  /** Sets its clock so far ahead of this machine's, from now on; its timers run as ever. */
  setClock(aheadMs: number): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A port that nobody listens on at the moment. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer();
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** Starts the help desk of `examples/help-desk` and resolves once it answers. */
export async function startDesk(options: DeskOptions = {}): Promise<Desk> {
  const host = options.host ?? '127.0.0.1';
  // A port of the root namespace says nothing about another one, where nobody else listens anyway.
  const port = options.port ?? (options.namespace === undefined ? await freePort(host) : 8080);
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'fernblick-desk-')));
  const output: string[] = [];
  let clockMs = 0;

  const launch = async (): Promise<ChildProcess> => {
    const command = [process.execPath, '--conditions=source', `--import=${SET_CLOCK}`, MAIN];
    const [program = '', ...args] =
      options.namespace === undefined
        ? command
        : ['ip', 'netns', 'exec', options.namespace, ...command];
    const child = spawn(program, args, {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: options.listen ?? host,
        DATA_DIR: dataDir,
        CLOCK_AHEAD_MS: String(clockMs),
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error(`The help desk did not start in time.\n${output.join('\n')}`));
      }, START_TIMEOUT_MS);
      const settle = (result: () => void) => {
        clearTimeout(timer);
        result();
      };
      for (const stream of [child.stdout, child.stderr]) {
        if (stream === null) continue;
        createInterface({ input: stream }).on('line', (line) => {
          output.push(line);
          if (output.length > KEPT_LINES) output.shift();
          if (READY.test(line)) settle(resolve);
        });
      }
      child.once('error', (cause) => settle(() => reject(cause)));
      child.once('exit', (code) =>
        settle(() => reject(new Error(`The help desk ended (${code}).\n${output.join('\n')}`))),
      );
    });
    return child;
  };

  let child = await launch();
  const stop = async () => {
    await end(child, 'SIGTERM');
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  return {
    url: `http://${host}:${port}`,
    port,
    dataDir,
    output,
    get process() {
      return child;
    },
    stop,
    kill9: () => end(child, 'SIGKILL'),
    restart: async () => {
      child = await launch();
    },
    setClock: async (aheadMs) => {
      clockMs = aheadMs;
      const isSet = once(child, 'message');
      child.send({ aheadMs });
      await isSet;
    },
    [Symbol.asyncDispose]: stop,
  };
}
