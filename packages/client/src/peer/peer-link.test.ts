import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runSchedule } from '../testing/run-schedule.ts';
import { memoryPair } from '../testing/unreliable-pair.ts';

// All ten thousand run with the faults.
const SCHEDULES = 500;

describe('a link', () => {
  it('is stable within 10 s after signals were lost, doubled, reordered and late', async () => {
    for (let seed = 0; seed < SCHEDULES; seed++) await runSchedule(100_000 + seed);
  });

  it('connects within half a second when nothing goes wrong, with one connection at each side', async () => {
    const { pair, clock, world } = memoryPair(1);
    await clock.pass(500);
    assert.ok(pair.connected);
    assert.equal(world.made.length, 2);
    pair.close();
  });

  it('comes back on the same connections when the path was away for a while', async () => {
    const { pair, clock, world } = memoryPair(2);
    await clock.pass(1_000);
    world.open = false;
    await clock.pass(3_000);
    assert.equal(pair.offering.supervision.is, 'reconnecting');
    assert.equal(pair.answering.supervision.is, 'reconnecting');
    world.open = true;
    await clock.pass(4_000);
    assert.ok(pair.connected);
    assert.equal(world.made.length, 2);
    pair.close();
  });

  it('makes new connections when the other page is another one', async () => {
    const { pair, clock, world } = memoryPair(3);
    await clock.pass(1_000);
    pair.offering.setOther({ here: true, newPage: true });
    await clock.pass(1_000);
    assert.ok(pair.connected);
    assert.equal(world.made.filter((connection) => !connection.over).length, 2);
    pair.close();
  });

  it('ends at both sides with a bye, and stays ended until the other side is seen again', async () => {
    const { pair, clock, world } = memoryPair(4);
    await clock.pass(1_000);
    pair.offering.close({ bye: true });
    await clock.pass(5_000);
    assert.ok(world.made.every((connection) => connection.over));
    assert.equal(world.broken, 0);
    pair.answering.close({ bye: false });
  });
});
