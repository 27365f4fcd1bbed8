import type { Reporter } from '@web/test-runner';
import { relative } from 'node:path';
import { root } from './root.ts';
import { writeRecord } from './test-record.ts';

interface Suite {
  readonly name: string;
  readonly suites: readonly Suite[];
  readonly tests: readonly {
    readonly name: string;
    readonly passed: boolean;
    readonly skipped: boolean;
    readonly error?: { readonly message: string; readonly stack?: string };
  }[];
}

/** Only some browsers begin a stack with the message. */
function told({
  message,
  stack = '',
}: {
  readonly message: string;
  readonly stack?: string;
}): string {
  return stack.includes(message) ? stack : `${message}\n${stack}`;
}

function recordSuite(file: string, suite: Suite, path: string): void {
  for (const test of suite.tests) {
    const result = test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed';
    const detail = test.error === undefined ? undefined : told(test.error);
    const name = `${path}${test.name}`;
    writeRecord({ result, name, file, ...(detail === undefined ? {} : { detail }) });
  }
  for (const inner of suite.suites) recordSuite(file, inner, `${path}${inner.name} › `);
}

/** Hands every test that ran in a page to `npm test`. A file that could not be loaded is one failed test. */
export function browserReporter(): Reporter {
  return {
    stop({ sessions }) {
      for (const session of sessions) {
        const file = relative(root, session.testFile ?? 'unknown file');
        if (session.testResults !== undefined) recordSuite(file, session.testResults, '');
        const ran = session.testResults !== undefined;
        if (session.errors.length > 0 || !ran) {
          const detail = session.errors.map(told).join('\n');
          writeRecord({ result: 'failed', name: 'the file as a whole', file, detail });
        }
      }
    },
  };
}
