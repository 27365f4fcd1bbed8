import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { Leash } from './leash.ts';

function held(): {
  readonly leash: Leash;
  readonly clock: VirtualClock;
  readonly runs: () => boolean;
} {
  const clock = new VirtualClock();
  let isRunning = true;
  const leash = new Leash((ms, call) => clock.after(ms, call), {
    pause: () => {
      isRunning = false;
    },
    resume: () => {
      isRunning = true;
    },
  });
  return { leash, clock, runs: () => isRunning };
}

describe('the leash of a recording', () => {
  it('lets it wait once the server has been away for 3 s, and go on when it is back', async () => {
    const { leash, clock, runs } = held();
    leash.see({ mayRun: true, hears: false });
    await clock.pass(2_000);
    // The view is told again for other reasons; the time runs on.
    leash.see({ mayRun: true, hears: false });
    await clock.pass(900);
    assert.equal(runs(), true);
    await clock.pass(200);
    assert.equal(runs(), false);
    leash.see({ mayRun: true, hears: false });
    assert.equal(runs(), false);
    leash.see({ mayRun: true, hears: true });
    assert.equal(runs(), true);
  });

  it('lets nothing go on that waits for another reason', async () => {
    const { leash, clock, runs } = held();
    leash.see({ mayRun: false, hears: true });
    assert.equal(runs(), false);
    leash.see({ mayRun: false, hears: false });
    await clock.pass(10_000);
    leash.see({ mayRun: false, hears: true });
    assert.equal(runs(), false);
    leash.see({ mayRun: true, hears: true });
    assert.equal(runs(), true);
  });

  it('does not count short absences together', async () => {
    const { leash, clock, runs } = held();
    for (let time = 0; time < 3; time += 1) {
      leash.see({ mayRun: true, hears: false });
      await clock.pass(2_500);
      leash.see({ mayRun: true, hears: true });
    }
    await clock.pass(10_000);
    assert.equal(runs(), true);
  });
});
