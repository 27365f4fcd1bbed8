import { spawn, spawnSync } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SHIPPED = fileURLToPath(new URL('../../docs/coturn/turnserver.conf', import.meta.url));
const START_TIMEOUT_MS = 15_000;
const KEPT_LINES = 300;
const FIRST_PORT = 20_000;
const PORTS = 10_000;

export interface TurnOptions {
  /** Address to listen on and to relay from; by default this machine's first one. */
  readonly address?: string;
  readonly port?: number;
  /** Name of the network namespace the relay lives in. */
  readonly namespace?: string;
  /** Further addresses that it may relay to; its own always is one, every other private one is denied as shipped. */
  readonly peers?: readonly string[];
}

/** A running coturn. */
export interface Turn {
  /** For `TURN_URLS`: over UDP, then over TCP. */
  readonly urls: readonly string[];
  /** For `TURN_SECRET`. */
  readonly secret: string;
  readonly address: string;
  readonly port: number;
  /** Credentials as the Fernblick server makes them, for pages without it; good for an hour by default. */
  credentials(
    user: string,
    validS?: number,
  ): { readonly username: string; readonly credential: string };
  kill9(): Promise<void>;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Why no relay can be started on this machine, in one sentence; null where it can. */
export function whyNoTurn(): string | null {
  return spawnSync('turnserver', ['--version']).error === undefined
    ? null
    : 'No coturn here. On Debian: apt install coturn';
}

function firstAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return (
    addresses.find((entry) => entry.family === 'IPv4' && !entry.internal)?.address ?? '127.0.0.1'
  );
}

/** Starts coturn with the configuration that we ship; only addresses, ports and the secret are the test's own. */
export async function startTurn(options: TurnOptions = {}): Promise<Turn> {
  const address = options.address ?? firstAddress();
  const port = options.port ?? FIRST_PORT + Math.floor(Math.random() * PORTS);
  const secret = randomBytes(24).toString('base64url');
  const folder = await mkdtemp(join(tmpdir(), 'fernblick-turn-'));
  const command = [
    'turnserver',
    `-c`,
    SHIPPED,
    `--listening-ip=${address}`,
    `--relay-ip=${address}`,
    `--listening-port=${port}`,
    `--static-auth-secret=${secret}`,
    ...[address, ...(options.peers ?? [])].map((peer) => `--allowed-peer-ip=${peer}`),
    ...(address.startsWith('127.') ? ['--allow-loopback-peers'] : []),
    `--pidfile=${join(folder, 'pid')}`,
    `--userdb=${join(folder, 'users')}`,
    '--log-file=stdout',
    '--no-tls',
    '--no-dtls',
    '--verbose',
  ];
  const [program = '', ...args] =
    options.namespace === undefined
      ? command
      : ['ip', 'netns', 'exec', options.namespace, ...command];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`coturn did not start in time.\n${lines.join('\n')}`));
    }, START_TIMEOUT_MS);
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        if (lines.length < KEPT_LINES) lines.push(line);
        // The last thread to start; the listeners are open by then.
        if (/IO method \(admin thread\)/.test(line)) {
          clearTimeout(timer);
          resolve();
        }
      });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`coturn ended (${code}).\n${lines.join('\n')}`)));
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    await rm(folder, { recursive: true, force: true });
  };
  return {
    urls: [`turn:${address}:${port}?transport=udp`, `turn:${address}:${port}?transport=tcp`],
    secret,
    address,
    port,
    credentials: (user, validS = 3_600) => {
      const username = `${Math.floor(Date.now() / 1000) + validS}:${user}`;
      return {
        username,
        credential: createHmac('sha1', secret).update(username).digest('base64'),
      };
    },
    kill9: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  };
}
