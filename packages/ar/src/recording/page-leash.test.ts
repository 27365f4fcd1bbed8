import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { PageLeash } from './page-leash.ts';

/** A film on its leash; `answers` says whether its page does. */
function held(t: TestContext, answers: () => boolean) {
  t.mock.timers.enable({ apis: ['setInterval'] });
  let isRunning = true;
  const film = {
    pause: () => {
      isRunning = false;
    },
    resume: () => {
      isRunning = true;
    },
  };
  const leash = new PageLeash(film, () => {
    if (answers()) leash.heard();
  });
  return { leash, runs: () => isRunning, pass: (ms: number) => t.mock.timers.tick(ms) };
}

describe('the leash between a film and its page', () => {
  it('lets it wait where the page stands still for 3 s, and go on with its next word', (t) => {
    let answers = true;
    const { leash, runs, pass } = held(t, () => answers);
    pass(60_000);
    assert.equal(runs(), true);
    answers = false;
    pass(2_900);
    assert.equal(runs(), true);
    pass(1_100);
    assert.equal(runs(), false);
    leash.heard();
    assert.equal(runs(), true);
  });

  it('lets nothing go on that the page wants to wait', (t) => {
    const { leash, runs, pass } = held(t, () => true);
    leash.pause();
    pass(10_000);
    assert.equal(runs(), false);
    leash.resume();
    assert.equal(runs(), true);
  });

  it('asks no more once it is over', (t) => {
    const { leash, runs, pass } = held(t, () => false);
    leash.close();
    pass(60_000);
    assert.equal(runs(), true);
  });
});
