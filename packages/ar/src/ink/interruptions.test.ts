import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeHost } from './testing/fake-host.ts';

const at = (x: number, y: number) => ({ x: x * 640, y: y * 480 });
const UPRIGHT = { width: 480, height: 640 };

async function begin(tool: Parameters<FakeHost['hold']>[0]): Promise<FakeHost> {
  const host = new FakeHost();
  host.start();
  await host.frame(0);
  host.hold(tool);
  await host.until(() => host.state?.tracking === 'on');
  return host;
}

/** Takes away the right to draw, or gives it back. */
function allow(
  host: FakeHost,
  rights: { readonly mayDraw?: boolean; readonly inControl?: boolean },
) {
  const drafter = { id: host.id, name: 'Anna', role: host.role, inControl: true, mayDraw: true };
  host.engine.take({ is: 'drafters', drafters: [{ ...drafter, ...rights }] });
}

const streamed = (host: FakeHost) =>
  host.reports.flatMap((report) => (report.is === 'stream' ? [report.live.is] : []));

test('a picture that stands still goes on standing still while the phone is turned', async () => {
  const host = await begin('arrow');
  host.engine.take({ is: 'freeze', frozen: true });
  await host.frame(1);
  await host.frame(2, UPRIGHT);
  await host.frame(3, UPRIGHT);
  await host.settled();
  assert.equal(host.state?.frozen, true);
  assert.equal(host.painted, 0);
  await host.stroke(at(0.3, 0.3), at(0.5, 0.5));
  assert.deepEqual(host.kinds, ['arrow']);
  const [keyframe] = host.sent;
  assert.ok(keyframe?.is === 'keyframe');
  assert.deepEqual([keyframe.keyframe.width, keyframe.keyframe.height], [640, 480]);
  assert.equal(host.state.marks[0]?.state, 'tracked');
  assert.ok(Math.abs((host.inkAt?.x ?? 0) - 0.4 * 640) < 20, `ink at ${host.inkAt?.x}`);
  host.engine.take({ is: 'freeze', frozen: false });
  await host.frame(4, UPRIGHT);
  assert.equal(host.painted, 4);
  await host.until(() => host.state?.marks[0]?.state === 'tracked');
  assert.deepEqual(host.problems, []);
  assert.equal(host.open, 1);
});

test('a picture that is to stand still stands still again after it was away', async () => {
  const host = await begin('arrow');
  host.engine.take({ is: 'freeze', frozen: true });
  await host.frame(1);
  host.engine.take({ is: 'no-picture' });
  await host.frame(2);
  await host.frame(3);
  await host.settled();
  assert.equal(host.state?.frozen, true);
  assert.equal(host.painted, 2);
});

test('a stroke during which the phone is turned ends where it was, and the next one is its own', async () => {
  for (const tool of ['pen', 'rectangle'] as const) {
    const host = await begin(tool);
    host.hand('down', at(0.3, 0.3));
    host.hand('move', at(0.5, 0.5));
    await host.frame(1, UPRIGHT);
    // Nobody knows where it is in this picture, and the hand is lifted.
    host.hand('up', at(0.5, 0.5));
    await host.settled();
    assert.deepEqual(host.kinds, [tool]);
    await host.frame(2, UPRIGHT);
    await host.stroke(at(0.55, 0.55), at(0.6, 0.6));
    assert.deepEqual(host.kinds, [tool, tool]);
    const anchors = host.sent.flatMap((item) =>
      item.is === 'operation' && item.operation.is === 'add' ? [item.operation.mark.anchor] : [],
    );
    assert.equal(anchors.length, 2);
    assert.deepEqual(host.problems, []);
  }
});

for (const [name, rights] of [
  ['drawing is switched off', { mayDraw: false }],
  ['control is handed over', { inControl: false }],
] as const)
  test(`a stroke under way is over for both sides when ${name}, and none begins`, async () => {
    const host = await begin('pen');
    host.hand('down', at(0.3, 0.3));
    host.hand('move', at(0.5, 0.5));
    await host.settled();
    assert.equal(host.isPainting, true);
    allow(host, rights);
    await host.settled();
    assert.equal(host.isPainting, false);
    assert.equal(streamed(host).at(-1), 'cancelled');
    host.hand('move', at(0.6, 0.6));
    host.hand('up', at(0.6, 0.6));
    await host.settled();
    const before = [host.reports.filter(({ is }) => is === 'stream').length, host.sent.length];
    await host.stroke(at(0.2, 0.2), at(0.4, 0.4));
    assert.equal(host.isPainting, false);
    assert.deepEqual(
      [host.reports.filter(({ is }) => is === 'stream').length, host.sent.length],
      before,
    );
    assert.deepEqual(host.problems, []);
    allow(host, {});
    await host.stroke(at(0.2, 0.2), at(0.4, 0.4));
    assert.deepEqual(host.kinds, ['pen']);
  });

test('what is selected is not moved without control, and the pointer stays', async () => {
  const host = await begin('rectangle');
  await host.stroke(at(0.3, 0.3), at(0.5, 0.5));
  host.engine.take({ is: 'select', step: 1 });
  await host.settled();
  const before = host.sent.length;
  allow(host, { inControl: false });
  await host.stroke(at(0.3, 0.4), at(0.4, 0.5));
  assert.equal(host.sent.length, before);
  assert.deepEqual(host.problems, []);
  host.hold('pointer');
  host.hand('down', at(0.6, 0.6));
  allow(host, { inControl: false });
  host.hand('move', at(0.7, 0.7));
  assert.equal(streamed(host).at(-1), 'pointer');
});
