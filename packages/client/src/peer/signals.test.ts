import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UnreliablePair } from '../testing/unreliable-pair.ts';

// All of them take a minute and run with the faults; in between every tenth tells enough.
const SCHEDULES = 10_000;
const STRIDE = process.env['FERNBLICK_ALL_SCHEDULES'] === '1' ? 1 : 10;
const STABLE_WITHIN_MS = 10_000;

/** Runs one schedule; returns how long after the bad weather both were connected for good. */
async function run(seed: number): Promise<number> {
  const pair = new UnreliablePair(seed);
  const { clock, world } = pair;
  const random = (): number => pair.random();
  const badForMs = 1_000 + random() * 14_000;
  pair.weather = {
    loss: random() * 0.7,
    doubled: random() * 0.5,
    delayMs: 50 + random() * 3_000,
    veryLate: random() < 0.2 ? 0.1 : 0,
  };
  // In some schedules the path of the media goes away as well, in the middle of it all.
  if (random() < 0.5) {
    const cutAt = random() * badForMs;
    clock.after(cutAt, () => {
      world.open = false;
    });
    clock.after(cutAt + random() * (badForMs - cutAt), () => {
      world.open = true;
    });
  }
  await clock.pass(badForMs);
  world.open = true;
  pair.weather = { loss: 0, doubled: 0, delayMs: 80, veryLate: 0 };
  const goodAt = clock.now();
  while (!pair.connected && clock.now() - goodAt < STABLE_WITHIN_MS) await clock.pass(100);
  const tookMs = clock.now() - goodAt;
  assert.ok(pair.connected, `schedule ${seed}: ${JSON.stringify(pair.offering.supervision)}`);
  // What was sent in the bad weather keeps arriving: none of it may shake the connection.
  const { made } = world;
  const count = made.length;
  await clock.pass(random() < 0.1 ? 70_000 : 4_000);
  assert.ok(pair.connected, `schedule ${seed} lost it again`);
  assert.equal(world.broken, 0, `schedule ${seed}: the library destroyed itself`);
  assert.ok(made.length - count <= 1, `schedule ${seed} made ${made.length - count} more`);
  pair.close();
  assert.ok(
    made.every((connection) => connection.over),
    `schedule ${seed} left one open`,
  );
  return tookMs;
}

describe('signals that are lost, doubled, reordered and late', () => {
  it('never destroy a connection, never hang it, and it is stable within 10 s after the loss ends', async () => {
    let longest = 0;
    for (let seed = 0; seed < SCHEDULES; seed += STRIDE)
      longest = Math.max(longest, await run(seed));
    assert.ok(longest <= STABLE_WITHIN_MS);
  });

  it('connect within half a second when nothing goes wrong', async () => {
    const pair = new UnreliablePair(1);
    await pair.clock.pass(500);
    assert.ok(pair.connected);
    assert.equal(pair.world.made.length, 2);
    pair.close();
  });
});
