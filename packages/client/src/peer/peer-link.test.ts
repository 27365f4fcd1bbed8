import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runSchedule } from '../testing/run-schedule.ts';
import { UnreliablePair } from '../testing/unreliable-pair.ts';

// All ten thousand run with the faults.
const SCHEDULES = 500;

describe('a link', () => {
  it('is stable within 10 s after signals were lost, doubled, reordered and late', async () => {
    for (let seed = 0; seed < SCHEDULES; seed++) await runSchedule(100_000 + seed);
  });

  it('connects within half a second when nothing goes wrong, with one connection at each side', async () => {
    const pair = new UnreliablePair(1);
    await pair.clock.pass(500);
    assert.ok(pair.connected);
    assert.equal(pair.world.made.length, 2);
    pair.close();
  });

  it('comes back on the same connections when the path was away for a while', async () => {
    const pair = new UnreliablePair(2);
    await pair.clock.pass(1_000);
    pair.world.open = false;
    await pair.clock.pass(3_000);
    assert.equal(pair.offering.supervision.is, 'reconnecting');
    assert.equal(pair.answering.supervision.is, 'reconnecting');
    pair.world.open = true;
    await pair.clock.pass(4_000);
    assert.ok(pair.connected);
    assert.equal(pair.world.made.length, 2);
    pair.close();
  });

  it('makes new connections when the other page is another one', async () => {
    const pair = new UnreliablePair(3);
    await pair.clock.pass(1_000);
    pair.offering.setOther({ here: true, newPage: true });
    await pair.clock.pass(1_000);
    assert.ok(pair.connected);
    assert.equal(pair.world.made.filter((connection) => !connection.over).length, 2);
    pair.close();
  });

  it('ends at both sides with a bye, and stays ended until the other side is seen again', async () => {
    const pair = new UnreliablePair(4);
    await pair.clock.pass(1_000);
    pair.offering.close({ bye: true });
    await pair.clock.pass(5_000);
    assert.ok(pair.world.made.every((connection) => connection.over));
    assert.equal(pair.world.broken, 0);
    pair.answering.close({ bye: false });
  });
});
