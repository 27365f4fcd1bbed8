import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSurfaceTracker } from '../tracking/surface-tracker.ts';
import { FakeHost } from './testing/fake-host.ts';

const at = (x: number, y: number) => ({ x: x * 640, y: y * 480 });
/** What the camera has panned between the two frames, px. */
const [FROZEN, LATER] = [5, 25];
const PANNED = { x: 1.5 * (LATER - FROZEN), y: 0.75 * (LATER - FROZEN) };
const other = 'participant-two';

/** A page whose picture stands still while the camera goes on, and one that sees it live. */
async function two(): Promise<{ readonly still: FakeHost; readonly live: FakeHost }> {
  const [still, live] = [0, 1].map(() => new FakeHost({ makeTracker: createSurfaceTracker })) as [
    FakeHost,
    FakeHost,
  ];
  live.id = other;
  for (const host of [still, live]) {
    host.start();
    await host.frame(0);
    host.hold('rectangle');
    await host.until(() => host.state?.tracking === 'on');
  }
  still.meet(live);
  live.meet(still);
  await still.frame(FROZEN);
  still.engine.take({ is: 'freeze', frozen: true });
  for (const host of [still, live]) for (let i = FROZEN + 1; i <= LATER; i++) await host.frame(i);
  assert.equal(still.painted, FROZEN);
  return { still, live };
}

const pointsTo = (host: FakeHost) => {
  const told = host.reports.flatMap((report) => (report.is === 'stream' ? [report.live] : []));
  return told.findLast((live) => live.is === 'pointer')?.at;
};

const near = (
  a: { readonly x: number; readonly y: number } | null | undefined,
  b: { readonly x: number; readonly y: number },
) => assert.ok(a != null && Math.hypot(a.x - b.x, a.y - b.y) < 3, JSON.stringify([a, b]));

test('who points at something in a frozen picture points at the same thing for the others', async () => {
  const { still } = await two();
  still.hold('pointer');
  still.hand('down', at(0.5, 0.5));
  still.hand('move', at(0.6, 0.5));
  const there = pointsTo(still);
  near(there && at(there.x, there.y), { x: 384 - PANNED.x, y: 240 - PANNED.y });
  // A hand that the camera sees, too.
  still.engine.take({ is: 'point', at: { x: 0.4, y: 0.4 } });
  const hand = pointsTo(still);
  near(hand && at(hand.x, hand.y), { x: 256 - PANNED.x, y: 192 - PANNED.y });
  still.engine.take({ is: 'freeze', frozen: false });
  still.engine.take({ is: 'point', at: { x: 0.4, y: 0.4 } });
  assert.deepEqual(pointsTo(still), { x: 0.4, y: 0.4 });
});

test('what others point at and draw meanwhile shows at the same thing in a frozen picture', async () => {
  const { still, live } = await two();
  const pointer = { is: 'pointer', at: { x: 0.5, y: 0.5 }, color: 'blue' } as const;
  still.engine.take({ is: 'live', from: other, live: pointer });
  await still.settled();
  near(still.dot, { x: 320 + PANNED.x, y: 240 + PANNED.y });
  await live.stroke(at(0.4, 0.4), at(0.5, 0.5));
  still.engine.take({ is: 'items', items: live.sent });
  await still.until(() => still.state?.marks[0]?.state === 'tracked');
  near(still.inkAt, { x: 288 + PANNED.x, y: 216 + PANNED.y });
  assert.equal(still.painted, FROZEN);
  // It stays there, whatever the camera does.
  const { inkAt } = still;
  await still.frame(LATER + 10);
  await still.settled();
  assert.deepEqual(still.inkAt, inkAt);
});
