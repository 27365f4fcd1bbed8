// npm run check: the fast part of the tests, for every commit. All parts run at once; what failed is told last.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findDeadLinks } from './check/links.ts';
import { findManifestFaults, type Workspace } from './check/manifests.ts';
import { findTraces } from './check/honesty.ts';
import { repositoryFiles, repositoryPaths } from './check/repository-files.ts';
import { readManifest } from './packages.ts';
import { root } from './root.ts';
import { run, runNode, type Outcome } from './run.ts';

/** What one part of the check came to. */
export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  /** What is wrong, ready to be printed. */
  readonly details: string;
  readonly durationMs: number;
}

const TOOL_TIMEOUT_MS = 180_000;

interface CheckPart {
  readonly name: string;
  readonly look: () => Promise<{ readonly ok: boolean; readonly output: string }>;
  /** What to do about it, where the output does not say so itself. */
  readonly remedy?: string;
}

const faultsOf = (faults: readonly string[]): { ok: boolean; output: string } => ({
  ok: faults.length === 0,
  output: faults.join('\n'),
});

function tool(command: string, ...args: readonly string[]): () => Promise<Outcome> {
  return () => run(command, args, { timeoutMs: TOOL_TIMEOUT_MS });
}

function workspaces(): readonly Workspace[] {
  const folders = globSync('{packages,examples}/*/package.json', { cwd: root }).map(dirname);
  return ['', ...folders].map((folder) => ({ folder, manifest: readManifest(folder) }));
}

const parts: readonly CheckPart[] = [
  { name: 'types', look: tool('tsc', '-b') },
  { name: 'lint', look: tool('oxlint', '--format=stylish') },
  {
    name: 'format',
    look: tool('prettier', '--check', '--log-level=warn', '.'),
    remedy: 'npm run format',
  },
  {
    name: 'docs',
    look: () =>
      runNode(['--conditions=source', join(root, 'scripts/docs.ts'), '--check'], {
        timeoutMs: TOOL_TIMEOUT_MS,
      }),
    remedy: 'npm run docs',
  },
  {
    name: 'lock file',
    look: async () => {
      const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
      return faultsOf(findTraces([{ path: 'package-lock.json', text }]));
    },
    remedy: 'npm install --omit-lockfile-registry-resolved',
  },
  { name: 'traces', look: async () => faultsOf(findTraces(repositoryFiles())) },
  {
    name: 'links',
    look: async () => faultsOf(findDeadLinks(repositoryFiles(), repositoryPaths())),
  },
  {
    name: 'manifests',
    look: async () => faultsOf(findManifestFaults(workspaces(), repositoryFiles())),
  },
];

/** Runs every part, each as soon as a core is likely to be free, and reports each when it is done. */
export async function check(
  report: (result: CheckResult) => void,
): Promise<readonly CheckResult[]> {
  return Promise.all(
    parts.map(async ({ name, look, remedy }) => {
      const startedAt = performance.now();
      const { ok, output } = await look();
      const details =
        ok || remedy === undefined ? output : `${output.trimEnd()}\nMend it with: ${remedy}`;
      const result = { name, ok, details, durationMs: performance.now() - startedAt };
      report(result);
      return result;
    }),
  );
}

/** One line for a part that is done. */
export function describeCheck({ name, ok, durationMs }: CheckResult): string {
  return `${ok ? 'ok    ' : 'FAILED'}  ${name} (${(durationMs / 1_000).toFixed(1)} s)`;
}

if (process.argv[1] === import.meta.filename) {
  if (!existsSync(join(root, 'node_modules'))) throw new Error('Run `npm ci` first.');
  const results = await check((result) => console.log(describeCheck(result)));
  const failed = results.filter(({ ok }) => !ok);
  for (const { name, details } of failed) console.log(`\n── ${name} ──\n${details.trim()}`);
  console.log(
    failed.length === 0
      ? `\nAll ${results.length} parts are fine.`
      : `\n${failed.length} of ${results.length} parts failed: ${failed.map(({ name }) => name).join(', ')}`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}
