// npm run bench [-- NAME …]: runs bench/NAME.ts, prints a line for each figure and keeps all of them in results.json.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../scripts/build.ts';
import type { Benchmark, BenchResult } from './result.ts';

const names = ['size', 'journal', 'sockets', 'connect'] as const;
type Name = (typeof names)[number];
const here = import.meta.dirname;
const resultsFile = join(here, 'results.json');

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(names as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown.join('", "')}"; there are ${names.join(', ')}.`);
  process.exit(1);
}

function format(figure: number | null): string {
  if (figure === null) return '-';
  return Number.isInteger(figure) ? String(figure) : figure.toPrecision(4);
}

function show({ name, ours, peer, ratio, unit, note }: BenchResult): void {
  const figures = `${name} ours=${format(ours)} peer=${format(peer)} ratio=${format(ratio)}`;
  console.log(`${figures} unit=${unit}${note === undefined ? '' : ` (${note})`}`);
}

/** What earlier runs of other benchmarks have left, so that one that runs alone does not wipe them out. */
function earlier(): Partial<Record<Name, readonly BenchResult[]>> {
  if (!existsSync(resultsFile)) return {};
  return JSON.parse(readFileSync(resultsFile, 'utf8')) as Partial<
    Record<Name, readonly BenchResult[]>
  >;
}

await build({ names: ['client', 'elements', 'desk'], ifNeeded: true });
const results = earlier();
for (const name of names) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  try {
    // The names are files of this folder, and each of them exports what a benchmark has to.
    const { run } = (await import(pathToFileURL(join(here, `${name}.ts`)).href)) as Benchmark;
    results[name] = await run();
    for (const result of results[name]) show(result);
    writeFileSync(resultsFile, `${JSON.stringify(results, undefined, 2)}\n`);
  } catch (error) {
    // The others may still run; the exit code tells that one did not.
    console.error(`${name} failed:`, error);
    process.exitCode = 1;
  }
}
