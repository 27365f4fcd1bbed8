import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sayFigure } from '../testing/say-figure.ts';
import { fuzzDispatcher } from '../testing/fuzz-dispatcher.ts';

const MAX_GROWTH_BYTES = 20_000_000;

it('a million seeded messages of nonsense are each answered once, and leave nothing behind', async (t) => {
  const { codes, growthBytes, rate } = await fuzzDispatcher(t, { seed: 25, count: 1_000_000 });
  t.diagnostic(`${Math.round(rate)} messages a second, growth ${Math.round(growthBytes / 1e6)} MB`);
  t.diagnostic(JSON.stringify(Object.fromEntries(codes)));
  sayFigure(t, {
    fault: 'F25',
    what: 'memory kept after 1,000,000 messages of nonsense',
    value: growthBytes / 1e6,
    unit: 'MB',
    demanded: '≤ 20',
  });
  assert.ok(growthBytes <= MAX_GROWTH_BYTES, `grew by ${growthBytes} bytes`);
});
