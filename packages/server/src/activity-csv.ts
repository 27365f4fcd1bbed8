import type { CsvSeparator } from '@fernblick/protocol';
import type { ReportedActivity } from './journal/journal-store.ts';

const SIGNS: Readonly<Record<CsvSeparator, string>> = { comma: ',', semicolon: ';' };
const MS_PER_S = 1_000;
const LINE_END = '\r\n';
/** Says to spreadsheets that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
/**
 * What begins so is taken for a formula by spreadsheets (OWASP, CSV injection): a cell, and what one that separates cells
 * by another sign than the file takes for a cell or line of its own, as it does within quotation marks, too.
 */
const FORMULA = /(^|[,;\t\r\n])(?=[=+\-@\t\r＝＋－＠])/g;

const columns: readonly (readonly [string, (line: ReportedActivity) => string | number])[] = [
  ['agent', ({ name, subject }) => name ?? subject],
  ['agent_id', ({ subject }) => subject],
  ['session', ({ session }) => session],
  ['portal', ({ portal }) => portal ?? ''],
  ['tickets', ({ tickets }) => tickets.join(' ')],
  ['customers', ({ customers }) => customers.join(', ')],
  ['created', ({ createdAt }) => time(createdAt)],
  ['call_began', ({ startedAt }) => time(startedAt)],
  ['ended', ({ endedAt }) => time(endedAt)],
  ['phase', ({ phase }) => phase],
  ['reason', ({ reason }) => reason ?? ''],
  ['in_call_s', ({ callMs }) => Math.round(callMs / MS_PER_S)],
  ['held_s', ({ heldMs }) => Math.round(heldMs / MS_PER_S)],
  ['missed_calls', ({ missed }) => missed],
  ['filed', ({ filed }) => (filed ? 'yes' : 'no')],
  ['disposition', ({ disposition }) => disposition ?? ''],
  ['stars', ({ stars }) => stars.join(' ')],
  ['notes', ({ note }) => note ?? ''],
];

/** A report as a CSV file (RFC 4180): times in UTC, lengths in seconds. */
export const activityCsv = {
  head: (separator: CsvSeparator): string =>
    BYTE_ORDER_MARK + columns.map(([name]) => name).join(SIGNS[separator]) + LINE_END,
  row: (line: ReportedActivity, separator: CsvSeparator): string =>
    columns.map(([, read]) => cell(read(line))).join(SIGNS[separator]) + LINE_END,
};

function time(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString();
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = value.replaceAll(FORMULA, "$1'");
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
