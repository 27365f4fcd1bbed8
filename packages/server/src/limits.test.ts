import fc from 'fast-check';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { FailureLimit } from './limits.ts';

const MAX = 3;
const WAIT_MS = 100;
const step = fc.record({
  pauseMs: fc.integer({ min: 0, max: 60 }),
  hits: fc.boolean(),
  who: fc.constantFrom('a', 'b'),
});

it('lets nobody guess faster than so often in its time, and makes nobody wait who has not guessed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let now = 1_000;
      const limit = new FailureLimit(MAX, WAIT_MS, () => now);
      const wrong = new Map<string, number[]>();
      for (const { pauseMs, hits, who } of steps) {
        now += pauseMs;
        const mine = wrong.get(who) ?? [];
        wrong.set(who, mine);
        const within = (ms: number) => mine.filter((at) => now - at < ms).length;
        if (limit.isBlocked(who)) {
          assert.ok(within(WAIT_MS) >= MAX, 'only who was wrong that often waits');
          continue;
        }
        // As entry by number does it: counted before it is looked up, a hit is forgiven.
        limit.count(who);
        if (hits) limit.forgive(who);
        else mine.push(now);
        // Its time begins with the first failure, so that two can meet.
        assert.ok(within(WAIT_MS) < 2 * MAX, 'nobody guesses on and on');
        assert.equal(limit.isBlocked(who), blocked(mine, now));
      }
    }),
    { numRuns: 500 },
  );
});

/** The same, worked out anew from all failures there were. */
function blocked(failures: readonly number[], now: number): boolean {
  let first = -Infinity;
  let count = 0;
  for (const at of failures) {
    if (at - first >= WAIT_MS) {
      first = at;
      count = 0;
    }
    count += 1;
  }
  return now - first < WAIT_MS && count >= MAX;
}
