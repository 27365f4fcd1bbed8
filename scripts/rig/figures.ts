import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where fault tests leave what they measured: one JSON object per line, newest last. */
export const figuresFile =
  process.env['FERNBLICK_FIGURES'] ??
  fileURLToPath(new URL('../../test-results/faults.json', import.meta.url));

/** One measurement of one fault test. */
export interface Figure {
  /** Row of the table of faults, such as `F13`. */
  readonly fault: string;
  /** What was measured, as it stands in the report. */
  readonly what: string;
  readonly value: number;
  readonly unit:
    | 'ms'
    | 's'
    | 'MB'
    | 'lost'
    | 'doubled'
    | 'calls'
    | 'participants'
    | 'causes'
    | 'schedules'
    | 'messages'
    | 'pages'
    | 'tokens'
    | 'percent'
    | 'recordings';
  /** The same of what stands beside it, measured in the same run, in the same unit; see `docs/reliability.md`. */
  readonly beside?: number;
  /** What is demanded of it, in the same unit, as it stands in the report. */
  readonly demanded: string;
  /** Date of the measurement, ISO 8601. */
  readonly at: string;
}

/** Notes a measured figure for the report; never judges it. */
export function noteFigure(figure: Omit<Figure, 'at'>): void {
  mkdirSync(dirname(figuresFile), { recursive: true });
  const line: Figure = { ...figure, at: new Date().toISOString() };
  appendFileSync(figuresFile, `${JSON.stringify(line)}\n`);
}

/** All figures noted so far, oldest first. */
export function readFigures(): readonly Figure[] {
  if (!existsSync(figuresFile)) return [];
  return readFileSync(figuresFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Figure);
}
