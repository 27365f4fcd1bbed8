import { spawn, type ChildProcess } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { root } from './root.ts';

/** How a command ended. */
export interface Outcome {
  readonly ok: boolean;
  /** What it wrote, both streams as they came. */
  readonly output: string;
  readonly timedOut: boolean;
  /** Null where a signal ended it, or where it could not be started. */
  readonly exitCode: number | null;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to the environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** After this the command and everything it started are ended. */
  readonly timeoutMs: number;
  /** Shows what it writes at once, besides collecting it. */
  readonly echo?: boolean;
}

/** The environment of every tool: the Node of the dev dependency comes first on the path. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  const path = [join(root, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return { ...process.env, PATH: path };
}

const running = new Set<ChildProcess>();

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // The group is gone already, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

// Children lead process groups of their own, so an interrupt at the terminal has to be handed on to them.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const child of running) endGroup(child, 'SIGTERM');
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 2_000).unref();
  });
}
process.once('exit', () => {
  for (const child of running) endGroup(child, 'SIGKILL');
});

/** Runs a command to its end and never rejects: a command that cannot be started is an outcome too. */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Outcome> {
  return new Promise((resolve) => {
    let output = '';
    let timedOut = false;
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...toolEnvironment(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child, 'SIGKILL');
    }, options.timeoutMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (options.echo === true) process.stdout.write(text);
      });
    }
    const end = (exitCode: number | null): void => {
      clearTimeout(timer);
      // What the command left running would hold ports and cores for whatever comes next.
      endGroup(child, 'SIGKILL');
      running.delete(child);
      if (timedOut) output += `\n${command} did not end within ${options.timeoutMs / 1_000} s.\n`;
      resolve({ ok: exitCode === 0 && !timedOut, output, timedOut, exitCode });
    };
    child.once('error', (error) => {
      output += `${command}: ${error.message}\n`;
      end(null);
    });
    child.once('close', (exitCode) => end(exitCode));
  });
}

/** Runs one of our TypeScript files, or Node with other arguments, with this process's own Node. */
export function runNode(args: readonly string[], options: RunOptions): Promise<Outcome> {
  return run(process.execPath, args, options);
}
