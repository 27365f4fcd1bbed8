import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import type { BenchResult } from './result.ts';
import { runAndKeep } from './run-and-keep.ts';

const figure = (name: string, ours: number): BenchResult => ({
  ...{ name, ours, peer: null, ratio: null },
  unit: 'ms',
});

it('a benchmark that fails loses its old figures; the others run, and those not asked for keep theirs', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fernblick-bench-'));
  t.after(() => rmSync(folder, { recursive: true }));
  t.mock.method(console, 'log', () => undefined);
  const said = t.mock.method(console, 'error', () => undefined);
  const file = join(folder, 'results.json');
  const old = { broken: [figure('broken/x', 1)], other: [figure('other/x', 1)] };
  writeFileSync(file, JSON.stringify({ ...old, good: [figure('good/x', 1)] }));
  const loaded: string[] = [];
  const ok = await runAndKeep({
    names: ['broken', 'good'],
    load: async (name) => {
      loaded.push(name);
      return {
        run: async () => {
          if (name === 'broken') throw new Error('no such luck');
          return [figure('good/x', 2)];
        },
      };
    },
    file,
  });
  assert.equal(ok, false);
  assert.deepEqual(loaded, ['broken', 'good']);
  assert.equal(said.mock.callCount(), 1);
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {
    other: old.other,
    good: [figure('good/x', 2)],
  });
});
