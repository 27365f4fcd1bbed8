import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** What became of one test; runners write one line of JSON each, `npm test` counts them. */
export interface TestRecord {
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly name: string;
  readonly file: string;
  /** What to look at where it failed; why, where it was skipped. */
  readonly detail?: string;
}

/** Names the file that a runner's records go to; without it the runner only talks to the terminal. */
export const RECORDS_VARIABLE = 'FERNBLICK_TEST_RECORDS';

/** Appends a record where `npm test` asked for records. */
export function writeRecord(record: TestRecord): void {
  const file = process.env[RECORDS_VARIABLE];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(record)}\n`);
}

/** The records a runner has written; none where it came to nothing. */
export function readRecords(file: string): readonly TestRecord[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((text) => text !== '').map((text) => JSON.parse(text) as TestRecord);
}
