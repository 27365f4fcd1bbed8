// npm run bench [-- NAME …]: runs bench/NAME.ts, prints a line for each figure and keeps all of them in results.json.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Benchmark } from './result.ts';
import { runAndKeep } from './run-and-keep.ts';

const names: readonly string[] = [
  'size',
  'journal',
  'sockets',
  'entry',
  'connect',
  'overlay',
  'ink',
  'editor',
  'recorder',
  'screenshot',
  'tracking',
  'tracking-hours',
];
const here = import.meta.dirname;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown.join('", "')}"; there are ${names.join(', ')}.`);
  process.exit(1);
}

const ok = await runAndKeep({
  names: names.filter((name) => asked.length === 0 || asked.includes(name)),
  // The names are files of this folder; each exports what a benchmark has to, and builds what it needs itself.
  load: async (name) => (await import(pathToFileURL(join(here, `${name}.ts`)).href)) as Benchmark,
  file: join(here, 'results.json'),
});
process.exitCode = ok ? 0 : 1;
