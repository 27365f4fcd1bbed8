import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, describeCheck } from '../check.ts';
import { root } from '../root.ts';
import { run, runNode, type Outcome } from '../run.ts';
import { readRecords, RECORDS_VARIABLE, type TestRecord } from '../test-record.ts';
import { testPrograms } from './programs.ts';

/** Tests that run together, by one runner. */
export interface TestGroup {
  readonly name: string;
  /** True where `npm test` without a name leaves it out. */
  readonly onlyByName?: true;
  /** True where it uses what `npm run build` makes. */
  readonly needsBuild?: true;
  readonly run: () => Promise<readonly TestRecord[]>;
}

const MINUTE_MS = 60_000;
// How much of a crashed runner's output is worth reading.
const TAIL_CHARACTERS = 4_000;

/** Runs a runner that writes records, and makes its own failure a failed test, so that nothing gets lost. */
async function collect(
  group: string,
  start: (env: Readonly<Record<string, string>>) => Promise<Outcome>,
): Promise<readonly TestRecord[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fernblick-test-'));
  try {
    const file = join(folder, 'records');
    const outcome = await start({ [RECORDS_VARIABLE]: file });
    const records = readRecords(file);
    const detail = outcome.output.slice(-TAIL_CHARACTERS);
    const failed = (name: string): TestRecord => ({ result: 'failed', name, file: group, detail });
    if (outcome.timedOut) return [...records, failed('did not end in time')];
    if (!outcome.ok && !records.some(({ result }) => result === 'failed'))
      return [...records, failed('the test runner itself failed')];
    if (records.length === 0) return [failed('no test ran')];
    return records;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface NodeTests {
  readonly files: readonly string[];
  readonly reporter: 'dot' | 'spec';
  readonly concurrency: number;
  readonly testTimeoutMs: number;
  readonly timeoutMs: number;
}

function nodeTests(group: string, options: NodeTests): Promise<readonly TestRecord[]> {
  const reporter = join(root, 'scripts/node-reporter.ts');
  return collect(group, (env) =>
    runNode(
      [
        '--conditions=source',
        '--test',
        `--test-concurrency=${options.concurrency}`,
        `--test-timeout=${options.testTimeoutMs}`,
        `--test-reporter=${options.reporter}`,
        '--test-reporter-destination=stdout',
        `--test-reporter=${reporter}`,
        '--test-reporter-destination=stderr',
        ...options.files,
      ],
      { env, timeoutMs: options.timeoutMs, echo: true },
    ),
  );
}

function find(...globs: readonly string[]): readonly string[] {
  return globSync([...globs], { cwd: root })
    .filter((file) => !file.includes('node_modules'))
    .sort();
}

/** Without a browser the files count as skipped, one each: what is in them is not known. */
function skipped(files: readonly string[], detail: string): readonly TestRecord[] {
  return files.map((file) => ({ result: 'skipped', name: 'the file as a whole', file, detail }));
}

const noChromium = (): string | null =>
  testPrograms.chromium.find() === null ? 'There is no Chromium or Chrome here.' : null;

const isUnitTest = (file: string): boolean => !/\.(browser|faults)\.test\.ts$/.test(file);

/** In the order in which they run: what is quick and says most comes first. */
export const groups: readonly TestGroup[] = [
  {
    name: 'check',
    run: async () => {
      const results = await check((result) => console.log(describeCheck(result)));
      return results.map(({ name, ok, details }) => ({
        result: ok ? 'passed' : 'failed',
        name,
        file: 'npm run check',
        ...(ok ? {} : { detail: details }),
      }));
    },
  },
  {
    name: 'build',
    run: async () => {
      const outcome = await runNode([join(root, 'scripts/build.ts'), '--if-needed'], {
        timeoutMs: 5 * MINUTE_MS,
        echo: true,
      });
      const result = outcome.ok ? 'passed' : 'failed';
      return [{ result, name: 'builds', file: 'npm run build', detail: outcome.output }];
    },
  },
  {
    name: 'unit',
    needsBuild: true,
    run: () =>
      nodeTests('unit tests', {
        files: find('{packages/*/src,scripts,bench,examples/adapters}/**/*.test.ts').filter(
          isUnitTest,
        ),
        reporter: 'dot',
        concurrency: 2,
        testTimeoutMs: 2 * MINUTE_MS,
        timeoutMs: 15 * MINUTE_MS,
      }),
  },
  {
    name: 'browser',
    run: async () => {
      const reason = noChromium();
      if (reason !== null)
        return skipped(find('packages/{client,ar,elements}/src/**/*.browser.test.ts'), reason);
      return collect('browser tests', (env) =>
        run('wtr', [], { env, timeoutMs: 25 * MINUTE_MS, echo: true }),
      );
    },
  },
  {
    name: 'e2e',
    needsBuild: true,
    run: async () => {
      const files = find('examples/help-desk/e2e/**/*.test.ts');
      const reason = noChromium();
      if (reason !== null) return skipped(files, reason);
      return nodeTests('end-to-end tests', {
        files,
        reporter: 'spec',
        // Each file has browsers of its own, and one call at a time is what two cores can decode.
        concurrency: 1,
        testTimeoutMs: 10 * MINUTE_MS,
        timeoutMs: 45 * MINUTE_MS,
      });
    },
  },
  {
    name: 'faults',
    onlyByName: true,
    needsBuild: true,
    run: async () => {
      const files = find(
        'packages/*/src/**/*.faults.test.ts',
        'examples/help-desk/faults/**/*.test.ts',
      );
      const reason = noChromium();
      if (reason !== null) return skipped(files, reason);
      return nodeTests('fault tests', {
        files,
        reporter: 'spec',
        concurrency: 1,
        testTimeoutMs: 15 * MINUTE_MS,
        timeoutMs: 120 * MINUTE_MS,
      });
    },
  },
];
