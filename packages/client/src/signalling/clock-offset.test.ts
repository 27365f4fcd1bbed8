import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clockOffset } from './clock-offset.ts';

/** An answer of a server that is so far ahead, with so long a way there and back. */
const answer = (ahead: number, there: number, back: number) => ({
  sentAt: 1_000,
  time: 1_000 + there + ahead,
  heardAt: 1_000 + there + back,
});

describe('the clock of the server', () => {
  it('is not moved by an answer that was long under way', () => {
    const known = clockOffset(null, answer(5_000, 2, 2));
    assert.equal(known, 5_000);
    assert.equal(clockOffset(known, answer(5_000, 20, 900)), 5_000);
    assert.equal(clockOffset(known, answer(5_000, 900, 20)), 5_000);
  });

  it('is found by a quick answer after slow ones, and anew where a clock was set', () => {
    const slow = clockOffset(null, answer(0, 20, 900));
    assert.equal(slow, -440);
    assert.equal(clockOffset(slow, answer(0, 3, 3)), -3);
    assert.equal(clockOffset(0, answer(60_000, 3, 3)), 59_997);
  });

  it('is never known worse than before', () => {
    const way = fc.integer({ min: 0, max: 2_000 });
    fc.assert(
      fc.property(
        fc.integer({ min: -90_000, max: 90_000 }),
        fc.array(fc.tuple(way, way), { minLength: 1 }),
        (ahead, ways) => {
          let known: number | null = null;
          for (const [there, back] of ways) {
            const next = clockOffset(known, answer(ahead, there, back));
            assert.ok(known === null || Math.abs(next - ahead) <= Math.abs(known - ahead));
            known = next;
          }
        },
      ),
    );
  });
});
