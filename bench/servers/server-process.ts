import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { build } from '../../scripts/build.ts';
import { root } from '../../scripts/root.ts';
import type { Memory, Ready } from './child-reports.ts';

const ANSWER_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;

/** A server in a process of its own. */
export interface ServerProcess extends Ready, AsyncDisposable {
  /** From the start of the process to listening. */
  readonly readyMs: number;
  memory(): Promise<Memory>;
}

/** The next message of the child; rejects where it ends or takes too long instead. */
async function messageOf(child: ChildProcess): Promise<unknown> {
  const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
  const [message] = (await Promise.race([
    once(child, 'message', { signal }),
    once(child, 'exit', { signal }).then(([code]) => {
      throw new Error(`The server ended (${String(code)}).`);
    }),
  ])) as [unknown];
  return message;
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
  await build({ names: ['protocol', 'session', 'elements', 'server'], ifNeeded: true });
  await bundle({
    entryPoints: ['fernblick', 'echo'].map((name) =>
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

// Built, because the stripping of types alone would add 18 MB to each process; inside the repository, because that is
// where its packages are found.
const outDir = join(root, 'node_modules/.cache/bench');

/**
 * Starts one of the servers of this folder.
 * @param env configuration, besides PATH alone: what the terminal happens to have set must not change a figure
 */
export async function startServer(
  name: 'fernblick' | 'echo',
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--expose-gc', join(outDir, `${name}.mjs`)], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    // Only our own files of this folder send it.
    const ready = (await messageOf(child)) as Ready;
    const readyMs = performance.now() - startedAt;
    return {
      ...ready,
      readyMs,
      memory: async () => {
        child.send('memory');
        return (await messageOf(child)) as Memory;
      },
      [Symbol.asyncDispose]: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}
