import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Pace, PACE_STEPS } from './pace.ts';

/** What a machine needs for a picture of 720p, and how the pace goes on it for so many seconds. */
function run(pace: Pace, costMs: number, seconds: number, from: { nowMs: number }): void {
  const end = from.nowMs + seconds * 1_000;
  while (from.nowMs < end) {
    const { width, height, perSecond } = pace.step;
    const cost = (costMs * width * height) / (1_280 * 720);
    // Who is not ready for the next one leaves it out.
    from.nowMs += Math.max(1_000 / perSecond, cost);
    pace.spent(cost);
    pace.took();
    pace.look(from.nowMs);
  }
}

describe('the pace of a recording', () => {
  it('keeps to 720p and 25 pictures a second where that takes less than 60 % of a core', () => {
    const pace = new Pace(0);
    run(pace, 22, 60, { nowMs: 0 });
    assert.deepEqual(pace.step, { width: 1_280, height: 720, perSecond: 25 });
    assert.equal(pace.isSlower, false);
  });

  it('falls until what is left takes less than that, and to the last step where nothing does', () => {
    for (const costMs of [30, 60, 90, 150, 1_000]) {
      const pace = new Pace(0);
      run(pace, costMs, 30, { nowMs: 0 });
      const { width, height, perSecond } = pace.step;
      const busy = (costMs * width * height * perSecond) / (1_280 * 720 * 1_000);
      assert.ok(busy <= 0.6 || pace.step === PACE_STEPS.at(-1), `${costMs} ms: ${busy}`);
      assert.equal(pace.isSlower, true);
    }
  });

  it('comes back from one bad moment to what the machine can do', () => {
    const pace = new Pace(0);
    const from = { nowMs: 0 };
    run(pace, 17, 10, from);
    run(pace, 100, 3, from);
    assert.equal(pace.isSlower, true);
    run(pace, 17, 60, from);
    assert.deepEqual(pace.step, PACE_STEPS[0], '43 % of a core at the best step');
  });

  it('falls where pictures are left out, however little each of them seems to take', () => {
    const pace = new Pace(0);
    for (let nowMs = 0; nowMs < 3_000; nowMs += 100) {
      pace.took();
      pace.look(nowMs);
    }
    assert.equal(pace.isSlower, true);
  });

  it('rises when the machine has been calm, and tries a step that was too much ever more rarely', () => {
    const pace = new Pace(0);
    const from = { nowMs: 0 };
    run(pace, 100, 12, from);
    const low = pace.step;
    run(pace, 2, 120, from);
    assert.equal(pace.step, PACE_STEPS[0]);
    let changes = 0;
    let last = pace.step;
    for (let second = 0; second < 600; second += 1) {
      // Calm at every step but the best.
      run(pace, last === PACE_STEPS[0] ? 100 : 2, 1, from);
      if (pace.step !== last) changes += 1;
      last = pace.step;
    }
    assert.notEqual(low, PACE_STEPS[0]);
    assert.ok(changes <= 14, `${changes} changes in ten minutes`);
  });
});
