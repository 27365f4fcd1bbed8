import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { build } from './build.ts';
import { entryKb, sizeBudgets } from './entry-size.ts';

describe('size', () => {
  before(() => build({ names: ['client', 'ar', 'elements'], ifNeeded: true }));

  for (const budget of sizeBudgets) {
    const { name, entry, budgetKb } = budget;
    it(`keeps ${name} under ${budgetKb} kB`, () => {
      const kb = entryKb(entry, budget);
      assert.ok(kb <= budgetKb, `${name} costs ${kb.toFixed(1)} kB of ${budgetKb} kB`);
    });
  }
});
