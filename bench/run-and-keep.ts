import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Benchmark, BenchResult } from './result.ts';

type Results = Record<string, readonly BenchResult[]>;

function format(figure: number | null): string {
  if (figure === null) return '-';
  return Number.isInteger(figure) ? String(figure) : figure.toPrecision(4);
}

function show({ name, ours, peer, ratio, unit, note }: BenchResult): void {
  const figures = `${name} ours=${format(ours)} peer=${format(peer)} ratio=${format(ratio)}`;
  console.log(`${figures} unit=${unit}${note === undefined ? '' : ` (${note})`}`);
}

/**
 * Runs benchmarks one after the other and keeps their figures in a file, beside what others have left there. One that
 * fails loses its old figures: they are not true of what is there now.
 * @returns false where one failed
 */
export async function runAndKeep(options: {
  readonly names: readonly string[];
  readonly load: (name: string) => Promise<Benchmark>;
  readonly file: string;
}): Promise<boolean> {
  const { names, load, file } = options;
  const results = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {};
  let ok = true;
  for (const name of names) {
    delete results[name];
    try {
      results[name] = await (await load(name)).run();
      for (const result of results[name]) show(result);
    } catch (error) {
      // The others may still run; the exit code tells that one did not.
      console.error(`${name} failed:`, error);
      ok = false;
    }
    writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  }
  return ok;
}
