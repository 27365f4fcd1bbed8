// npx node scripts/rig/report.ts: writes what the fault tests measured into docs/reliability.md. Nothing is filled in by hand.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readFigures, type Figure } from './figures.ts';

const DOCUMENT = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url));
const BEGIN = '<!-- figures: written by scripts/rig/report.ts -->';
const END = '<!-- end of figures -->';

/** Of an even number of values, what lies between the middle two. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return (at(Math.ceil(sorted.length / 2) - 1) + at(Math.floor(sorted.length / 2))) / 2;
}

function inWords(value: number, unit: Figure['unit']): string {
  if (unit === 'MB') return `${Math.round(value)} MB`;
  if (unit !== 'ms') return value.toLocaleString('en');
  return value < 1_000 ? `${Math.round(value)} ms` : `${(value / 1_000).toFixed(1)} s`;
}

/** `≤ 2500` in ms reads `≤ 2.5 s`. */
function demandInWords({ demanded, unit }: Figure): string {
  return demanded.replace(/\d+/, (digits) => inWords(Number(digits), unit));
}

function row(figures: readonly Figure[]): string {
  const last = figures.at(-1);
  if (last === undefined) return '';
  const values = figures.map(({ value }) => value);
  const { unit } = last;
  const isMoreBetter = !last.demanded.startsWith('≤') && last.demanded !== '0';
  const worst = isMoreBetter ? Math.min(...values) : Math.max(...values);
  const bound = Number(/\d+/.exec(last.demanded)?.[0]);
  const isMissed = isMoreBetter ? worst < bound : worst > bound;
  const worstInWords = isMissed ? `**${inWords(worst, unit)}**` : inWords(worst, unit);
  const beside = figures.flatMap((figure) => figure.beside ?? []);
  const besideInWords = beside.length === 0 ? '' : inWords(median(beside), unit);
  return `| ${last.fault} | ${last.what} | ${demandInWords(last)} | ${inWords(median(values), unit)} | ${worstInWords} | ${besideInWords} | ${values.length} | ${last.at.slice(0, 10)} |`;
}

const keyOf = ({ fault, what }: Figure) => `${fault} ${what}`;
const rowOrder = (line: string) => /^\| F(\d+)/.exec(line)?.[1]?.padStart(3, '0') ?? '999';
const groups = Map.groupBy(readFigures(), keyOf);
const rows = [...groups.values()].map(row);
const measured = new Set([...groups.values()].flatMap(([first]) => (first ? [keyOf(first)] : [])));
if (rows.length === 0) {
  console.error('No figures yet: run npm run test:faults first.');
  process.exit(1);
}

const document = readFileSync(DOCUMENT, 'utf8');
const from = document.indexOf(BEGIN);
const to = document.indexOf(END);
if (from < 0 || to < 0)
  throw new Error('docs/reliability.md has lost the marks around its figures.');
// What was not measured again stays as it was published, with its date.
const kept = document
  .slice(from, to)
  .split('\n')
  .filter((line) => /^\| (F\d|ink|two tabs)/.test(line))
  .filter(
    (line) =>
      !measured.has(
        line
          .split('|')
          .slice(1, 3)
          .map((cell) => cell.trim())
          .join(' '),
      ),
  );

const table = [
  BEGIN,
  '',
  `Measured on a virtual machine with ${cpus().length} cores, without a GPU, both browsers and the server on it. Bold: a run that missed what is demanded.`,
  '',
  '| | measured | demanded | median | worst | beside it | times | last |',
  '|--|--|--|--|--|--|--|--|',
  ...[...rows, ...kept].toSorted((a, b) => rowOrder(a).localeCompare(rowOrder(b))),
  '',
  END,
].join('\n');
writeFileSync(DOCUMENT, document.slice(0, from) + table + document.slice(to + END.length));
console.log(`docs/reliability.md: ${rows.length} rows.`);
