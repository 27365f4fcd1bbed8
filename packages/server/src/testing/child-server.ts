import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import manifest from '../../package.json' with { type: 'json' };
import type { Environment } from '../config.ts';

/** Everything that is not ours stays an import. */
const libraries = Object.keys(manifest.dependencies).filter(
  (name) => !name.startsWith('@fernblick/'),
);
const source = fileURLToPath(new URL('../cli.ts', import.meta.url));

/**
 * Bundles the command as the package's build does: what strips the types in development takes tens of megabytes.
 * @returns the file, inside the repository, because that is where its libraries are found
 */
export async function bundleCli(): Promise<string> {
  const folder = fileURLToPath(
    new URL('../../../../node_modules/.cache/server-for-tests/', import.meta.url),
  );
  await build({
    entryPoints: [source],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    conditions: ['source'],
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: libraries,
  });
  return join(folder, 'cli.mjs');
}

/** The command in a process of its own. */
export function spawnCli(
  env: Environment,
  {
    file = source,
    args = [],
  }: { readonly file?: string | undefined; readonly args?: readonly string[] } = {},
): ChildProcess {
  return spawn(process.execPath, ['--conditions=source', file, ...args], {
    env: { LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A server in a process of its own, that can be measured and killed. */
export class ChildServer {
  readonly process: ChildProcess;
  readonly url: string;
  readonly dataDir: string;

  private constructor(child: ChildProcess, url: string, dataDir: string) {
    this.process = child;
    this.url = url;
    this.dataDir = dataDir;
  }

  /** Resolves once it answers. */
  static async start(dataDir: string, env: Environment = {}, file?: string): Promise<ChildServer> {
    const child = spawnCli({ PORT: '0', DATA_DIR: dataDir, ...env }, { file });
    assert.ok(child.stdout);
    for await (const line of createInterface(child.stdout)) {
      const [, url] = /^Fernblick server: (http\S+)$/.exec(line) ?? [];
      if (url !== undefined) return new ChildServer(child, url, dataDir);
    }
    return assert.fail('the server stopped before it was ready');
  }

  async mint(person: object): Promise<string> {
    const secrets = readFileSync(join(this.dataDir, 'secrets.json'), 'utf8');
    const { apiKey } = JSON.parse(secrets) as { apiKey: string };
    const answer = await fetch(`${this.url}/api/v1/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(person),
    });
    assert.equal(answer.status, 201);
    const { token } = (await answer.json()) as { token: string };
    return token;
  }

  /** Memory of the process as the system counts it, in bytes. */
  residentBytes(): number {
    const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8');
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
    return Number(kilobytes) * 1_024;
  }

  /** The most memory that the process has ever had, in bytes. */
  peakBytes(): number {
    const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
  }

  get isRunning(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  kill(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }
}
