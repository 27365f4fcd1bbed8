import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root } from './root.ts';
import { runNode } from './run.ts';
import { readRecords, RECORDS_VARIABLE, type TestRecord } from './test-record.ts';

const RUN_TIMEOUT_MS = 60_000;

const fixtures = {
  'passes.test.mjs': `import { describe, it } from 'node:test';
    describe('a suite', () => { it('is a test of a suite', () => {}); });
    it('stands alone', async (t) => { await t.test('with one inside', () => {}); });`,
  'fails.test.mjs': `import { describe, it } from 'node:test';
    describe('a suite', () => { it('breaks', () => { throw new Error('on purpose'); }); });`,
  'breaks-before.test.mjs': `import { before, describe, it } from 'node:test';
    describe('a suite', () => { before(() => { throw new Error('no ground'); }); it('never ran', () => {}); });`,
  'skips.test.mjs': `import { it } from 'node:test';
    it('cannot be tried here', { skip: 'No camera.' }, () => {});
    it('is not written yet', { todo: 'Later.' }, () => {});`,
  'crashes.test.mjs': `throw new Error('cannot even be loaded');`,
  'ends-early.test.mjs': `import { it } from 'node:test';
    it('takes the process with it', () => { process.exit(3); });`,
  'measures.test.mjs': `import { it } from 'node:test';
    it('says what it measured', (t) => {
      t.diagnostic('figure {"fault":"F99","what":"something","value":7,"unit":"ms","demanded":"≤ 9"}');
      t.diagnostic('anything else');
    });`,
  'empty.test.mjs': `export {};`,
} as const;

describe('the reporter for npm test', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fernblick-reporter-'));
  let records: readonly TestRecord[] = [];
  const figures = join(folder, 'figures');
  const of = (file: keyof typeof fixtures): readonly string[] =>
    records
      .filter((each) => basename(each.file) === file)
      .map((each) => `${each.result}: ${each.name}`);

  before(async () => {
    for (const [file, code] of Object.entries(fixtures)) writeFileSync(join(folder, file), code);
    const file = join(folder, 'records');
    const outcome = await runNode(
      [
        '--test',
        ...['--test-reporter', join(root, 'scripts/node-reporter.ts')],
        ...['--test-reporter-destination', 'stdout'],
        ...Object.keys(fixtures).map((name) => join(folder, name)),
      ],
      {
        cwd: folder,
        // This test is itself run by a runner, which would otherwise take the inner one for its child.
        env: {
          [RECORDS_VARIABLE]: file,
          FERNBLICK_FIGURES: figures,
          NODE_TEST_CONTEXT: undefined,
        },
        timeoutMs: RUN_TIMEOUT_MS,
      },
    );
    assert.equal(outcome.ok, false);
    records = readRecords(file);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('counts tests, not the suites and files around them', () => {
    assert.deepEqual(of('passes.test.mjs').toSorted(), [
      'passed: is a test of a suite',
      'passed: stands alone',
      'passed: with one inside',
    ]);
  });

  it('tells of a failure once, with what broke', () => {
    assert.deepEqual(of('fails.test.mjs'), ['failed: breaks']);
    const failure = records.find(({ name }) => name === 'breaks');
    assert.match(failure?.detail ?? '', /on purpose/);
  });

  it('counts a suite that breaks before its tests', () => {
    assert.ok(of('breaks-before.test.mjs').some((each) => each.startsWith('failed: ')));
  });

  it('keeps what was skipped apart from what passed, with the reason', () => {
    assert.deepEqual(of('skips.test.mjs'), [
      'skipped: cannot be tried here',
      'skipped: is not written yet',
    ]);
    assert.equal(records.find(({ name }) => name === 'cannot be tried here')?.detail, 'No camera.');
  });

  it('counts a file that crashes, or ends its process, as failed', () => {
    assert.ok(of('crashes.test.mjs').some((each) => each.startsWith('failed: ')));
    assert.ok(of('ends-early.test.mjs').some((each) => each.startsWith('failed: ')));
  });

  it('notes a figure that a test says, and nothing else that it says', () => {
    const lines = readFileSync(figures, 'utf8').trim().split('\n');
    const [figure] = lines.map((line) => JSON.parse(line) as { what: string; value: number });
    assert.equal(lines.length, 1);
    assert.deepEqual([figure?.what, figure?.value], ['something', 7]);
  });

  it('does not take a file without tests for a test', () => {
    assert.deepEqual(of('empty.test.mjs'), []);
  });
});
