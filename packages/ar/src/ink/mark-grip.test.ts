import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ToolKey } from '../drawing/tools/reticle.ts';
import { FakeHost } from './testing/fake-host.ts';

const at = (x: number, y: number) => ({ x: x * 640, y: y * 480 });

/** A page with a rectangle from 0.3 to 0.5 that is selected. */
async function withSelected(): Promise<FakeHost> {
  const host = new FakeHost();
  host.start();
  await host.frame(0);
  host.hold('rectangle');
  await host.stroke(at(0.3, 0.3), at(0.5, 0.5));
  await tap(host, at(0.3, 0.4));
  assert.notEqual(host.state?.selected, null);
  return host;
}

async function tap(host: FakeHost, place: { x: number; y: number }): Promise<void> {
  host.hand('down', place);
  host.hand('up', place);
  await host.settled();
}

/** The corners of the one mark, as they were last changed. */
function changedCorners(host: FakeHost): readonly { x: number; y: number }[] {
  const item = host.sent.at(-1);
  assert.ok(item?.is === 'operation' && item.operation.is === 'change');
  const { shape } = item.operation.to;
  assert.ok(shape?.is === 'rectangle');
  return shape.corners;
}

const near = (a: { x: number; y: number } | undefined, b: { x: number; y: number }) =>
  assert.ok(a && Math.hypot(a.x - b.x, a.y - b.y) < 0.01, JSON.stringify([a, b]));

test('a selected mark is moved by its line, and undo takes it back', async () => {
  const host = await withSelected();
  await host.stroke(at(0.3, 0.4), at(0.35, 0.5), at(0.4, 0.6));
  assert.deepEqual(host.kinds, ['rectangle'], 'nothing new was drawn');
  near(changedCorners(host)[0], { x: 0.4, y: 0.5 });
  near(changedCorners(host)[2], { x: 0.6, y: 0.7 });
  host.engine.take({ is: 'act', action: 'undo' });
  await host.settled();
  near(host.inkAt === null ? undefined : { x: host.inkAt.x / 640, y: host.inkAt.y / 480 }, {
    x: 0.4,
    y: 0.4,
  });
});

test('a handle changes its size, and what lies opposite stays', async () => {
  const host = await withSelected();
  await host.stroke(at(0.5, 0.5), at(0.55, 0.6), at(0.7, 0.8));
  near(changedCorners(host)[0], { x: 0.3, y: 0.3 });
  near(changedCorners(host)[2], { x: 0.7, y: 0.8 });
});

test('a tap on it changes nothing, Escape drops what was begun, and far from it something new is drawn', async () => {
  const host = await withSelected();
  const before = host.sent.length;
  await tap(host, at(0.3, 0.4));
  assert.notEqual(host.state?.selected, null);
  host.hand('down', at(0.3, 0.4));
  host.hand('move', at(0.6, 0.6));
  host.engine.take({ is: 'key', key: 'Escape', fine: false });
  host.hand('up', at(0.6, 0.6));
  await host.settled();
  assert.equal(host.sent.length, before);
  await host.stroke(at(0.7, 0.7), at(0.8, 0.8));
  assert.deepEqual(host.kinds, ['rectangle', 'rectangle']);
});

test('keys move and resize it, and are one step of undo until they are let go', async () => {
  const host = await withSelected();
  const before = host.sent.length;
  const press = (key: ToolKey) => host.engine.take({ is: 'key', key, fine: false });
  for (let i = 0; i < 5; i++) press('ArrowRight');
  press('+');
  await host.settled();
  assert.equal(host.sent.length, before, 'nothing is sent while keys are down');
  host.engine.take({ is: 'keys-up' });
  host.engine.take({ is: 'keys-up' });
  await host.settled();
  assert.equal(host.sent.length, before + 1);
  // Five steps of 2 % of the shorter side, then 10 % larger about the middle.
  near(changedCorners(host)[0], { x: 0.365, y: 0.29 });
  near(changedCorners(host)[2], { x: 0.585, y: 0.51 });
  press('Escape');
  await host.settled();
  assert.equal(host.state?.selected, null);
  press('ArrowRight');
  host.engine.take({ is: 'keys-up' });
  await host.settled();
  assert.equal(host.sent.length, before + 1, 'without a selected mark arrows move the cross hairs');
});

test('what has no size is not resized by keys', async () => {
  const host = new FakeHost();
  host.start();
  await host.frame(0);
  host.hold('pin');
  await tap(host, at(0.5, 0.5));
  host.engine.take({ is: 'written' });
  await host.settled();
  host.engine.take({ is: 'select', step: 1 });
  const before = host.sent.length;
  host.engine.take({ is: 'key', key: '+', fine: false });
  host.engine.take({ is: 'keys-up' });
  await host.settled();
  assert.deepEqual(host.kinds, ['pin']);
  assert.notEqual(host.state?.selected, null);
  assert.equal(host.sent.length, before);
});

test('what somebody else drew can be selected, and is not moved', async () => {
  const host = await withSelected();
  const theirs = new FakeHost();
  theirs.id = 'somebody-else';
  theirs.start();
  theirs.engine.take({ is: 'items', items: host.sent });
  await theirs.frame(0);
  theirs.hold('pen');
  await theirs.until(() => theirs.state?.marks[0]?.state === 'tracked');
  await tap(theirs, at(0.3, 0.4));
  assert.notEqual(theirs.state?.selected, null);
  await theirs.stroke(at(0.3, 0.4), at(0.4, 0.6));
  assert.deepEqual(theirs.kinds, ['rectangle', 'pen']);
});
