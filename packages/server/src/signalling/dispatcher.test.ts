import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fuzzDispatcher } from '../testing/fuzz-dispatcher.ts';

it('20,000 seeded messages of nonsense are each answered once, with a code, and change nothing else', async (t) => {
  const { codes } = await fuzzDispatcher(t, { seed: 1, count: 20_000 });
  for (const code of ['ok', 'invalid-message', 'unknown-request', 'not-allowed', 'not-found'])
    assert.ok(codes.has(code), code);
  assert.equal(({} as { admin?: unknown }).admin, undefined);
});
