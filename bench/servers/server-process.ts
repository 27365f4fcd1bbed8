import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as bundle } from 'esbuild';
import { build } from '../../scripts/build.ts';
import { root } from '../../scripts/root.ts';
import type { Memory } from './report-memory.ts';

const ANSWER_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;
const READY = /^(?:Fernblick|Echo) server: (http\S+)$/;

// Built, because the stripping of types alone would add 18 MB to each process; inside the repository, because that is
// where its packages are found.
const outDir = join(root, 'node_modules/.cache/bench');

/** What is compared: the command that administrators start, and a bare server. */
const programs = {
  fernblick: [join(root, 'packages/server/dist/cli.js')],
  echo: [join(outDir, 'echo.mjs')],
} as const;

/** A server in a process of its own. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  /** From the start of the process to listening. */
  readonly readyMs: number;
  memory(): Promise<Memory>;
}

async function urlOf(stdout: Readable | null): Promise<string> {
  if (stdout === null) throw new Error('The server was started without a pipe for what it says.');
  const lines = createInterface(stdout);
  for await (const line of lines) {
    const [, url] = READY.exec(line) ?? [];
    if (url === undefined) continue;
    // Reading on, so that a server that logs does not have to wait.
    stdout.resume();
    return url;
  }
  throw new Error('The server ended before it was ready.');
}

async function memoryOf(child: ChildProcess): Promise<Memory> {
  child.send('memory');
  const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
  // Nobody but our own file of this folder sends anything.
  const [memory] = (await once(child, 'message', { signal })) as [Memory];
  return memory;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await gone;
  clearTimeout(timer);
}

/** Builds what the servers are made of; once, before any of them is started. */
export async function buildServers(): Promise<void> {
  await build({ names: ['protocol', 'session', 'server'], ifNeeded: true });
  await bundle({
    entryPoints: ['report-memory', 'echo'].map((name) =>
      fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
    ),
    outdir: outDir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node22',
  });
}

/**
 * Starts one of the servers.
 * @param env configuration, besides PATH alone: what the terminal happens to have set must not change a figure
 */
export async function startServer(
  name: keyof typeof programs,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const startedAt = performance.now();
  const report = pathToFileURL(join(outDir, 'report-memory.mjs')).href;
  const args = ['--expose-gc', '--import', report, ...programs[name]];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), ANSWER_TIMEOUT_MS);
  try {
    const url = await urlOf(child.stdout);
    const readyMs = performance.now() - startedAt;
    return {
      url,
      readyMs,
      memory: () => memoryOf(child),
      [Symbol.asyncDispose]: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
