import assert from 'node:assert/strict';
import { memoryPair } from './unreliable-pair.ts';

const STABLE_WITHIN_MS = 10_000;

/**
 * Runs one seeded schedule of bad signals, and of a path that goes away and comes back in half of them; fails unless
 * both ends are connected for good within 10 s after the bad time, and the library was never made to destroy itself.
 */
export async function runSchedule(seed: number): Promise<void> {
  const { pair, clock, world } = memoryPair(seed);
  const random = (): number => pair.random();
  const badForMs = 1_000 + random() * 14_000;
  pair.weather = {
    loss: random() * 0.7,
    doubled: random() * 0.5,
    delayMs: 50 + random() * 3_000,
    veryLate: random() < 0.2 ? 0.1 : 0,
  };
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
  assert.ok(pair.connected, `schedule ${seed}: ${JSON.stringify(pair.offering.supervision)}`);
  // What was sent in the bad time keeps arriving: none of it may shake the connection.
  const { made } = world;
  const count = made.length;
  await clock.pass(random() < 0.1 ? 70_000 : 4_000);
  assert.ok(pair.connected, `schedule ${seed} lost it again`);
  assert.equal(world.broken, 0, `schedule ${seed}: the library destroyed itself`);
  assert.ok(made.length - count <= 1, `schedule ${seed} made ${made.length - count} more`);
  pair.close();
  assert.ok(
    made.every((connection) => connection.over),
    `schedule ${seed} left a connection open`,
  );
}
