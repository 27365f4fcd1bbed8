// Given to `node --test --test-reporter`: hands every test to `npm test`.
import { relative, resolve } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { noteFigure, type Figure } from './rig/figures.ts';
import { root } from './root.ts';
import { writeRecord } from './test-record.ts';

/** What a failure looks like after its way from the test's process to the runner's. */
interface Failure {
  readonly failureType?: string;
  readonly cause?: unknown;
  readonly message?: string;
  readonly stack?: string;
}

function describeFailure(error: Failure): string {
  const cause = (error.cause ?? error) as Failure;
  return cause.stack ?? cause.message ?? JSON.stringify(cause);
}

/** A test of a package cannot note a figure by itself, because packages import nothing of the scripts: it says it. */
const FIGURE = 'figure ';

function record(event: TestEvent): void {
  if (event.type === 'test:diagnostic' && event.data.message.startsWith(FIGURE)) {
    noteFigure(JSON.parse(event.data.message.slice(FIGURE.length)) as Omit<Figure, 'at'>);
    return;
  }
  if (event.type !== 'test:pass' && event.type !== 'test:fail') return;
  const { name, file: path = 'unknown file', details } = event.data;
  const file = relative(root, path);
  if (event.type === 'test:fail') {
    const error: Failure = event.data.details.error;
    // A suite whose tests failed only repeats them.
    if (error.failureType === 'subtestsFailed') return;
    writeRecord({ result: 'failed', name, file, detail: describeFailure(error) });
    return;
  }
  // Suites are no tests, and neither is a file, which the runner reports where it found no test in it.
  if (details.type === 'suite' || resolve(root, name) === path) return;
  const reason = event.data.skip ?? event.data.todo;
  if (reason === undefined || reason === false) writeRecord({ result: 'passed', name, file });
  else {
    const detail = typeof reason === 'string' && reason !== '' ? reason : 'no reason given';
    writeRecord({ result: 'skipped', name, file, detail });
  }
}

/** The reporter; it tells the terminal nothing, another one does that. */
export default async function* reporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) record(event);
  yield '';
}
