import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { build } from './build.ts';
import { entryKb, sizeBudgets, TRACKER_MODULE_KB, trackerModuleKb } from './entry-size.ts';
import { FLAT_DRAWING_KB, flatDrawing } from './flat-drawing.ts';
import { findChromium } from './rig/browsers.ts';

describe('size', () => {
  before(() => build({ names: ['tracker', 'client', 'ar', 'elements'], ifNeeded: true }));

  for (const budget of sizeBudgets) {
    const { name, entry, budgetKb } = budget;
    it(`keeps ${name} under ${budgetKb} kB`, () => {
      const kb = entryKb(entry, budget);
      assert.ok(kb <= budgetKb, `${name} costs ${kb.toFixed(1)} kB of ${budgetKb} kB`);
    });
  }

  it(`keeps the tracker's module under ${TRACKER_MODULE_KB} kB`, () => {
    const kb = trackerModuleKb();
    assert.ok(kb <= TRACKER_MODULE_KB, `${kb.toFixed(3)} kB of ${TRACKER_MODULE_KB} kB`);
  });

  const skip = findChromium() === null ? 'There is no Chromium or Chrome here.' : false;
  it(
    `keeps all that a page loads before anybody draws under ${FLAT_DRAWING_KB} kB`,
    { skip },
    async () => {
      const { kb, files } = await flatDrawing();
      assert.ok(kb <= FLAT_DRAWING_KB, `${kb.toFixed(2)} kB of ${FLAT_DRAWING_KB} kB: ${files}`);
    },
  );
});
