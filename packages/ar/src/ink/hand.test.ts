import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeHost } from './testing/fake-host.ts';

const at = (x: number, y: number) => ({ x: x * 640, y: y * 480 });

async function hostWith(tool: 'pen' | 'arrow'): Promise<FakeHost> {
  const host = new FakeHost();
  host.start();
  await host.frame(0);
  host.hold(tool);
  await host.settled();
  return host;
}

/** Of the stroke that was told last, how much. */
function toldOf({ reports }: FakeHost): number {
  const last = reports.findLast((report) => report.is === 'stream')?.live;
  return last?.is === 'stroke' ? last.from + last.points.length : 0;
}

test('tells the page of the pen before the press, and only where the press would draw with it', async () => {
  const host = await hostWith('pen');
  const before = host.state?.pen;
  assert.ok(before !== null && before !== undefined && before.width > 0);
  host.hand('down', at(0.3, 0.3));
  await host.settled();
  assert.deepEqual(host.state?.pen, before, 'it is the pen of the stroke');
  host.hand('move', at(0.6, 0.3));
  host.hand('up', at(0.6, 0.3));
  await host.settled();
  assert.deepEqual(host.state?.pen, before);

  host.engine.take({ is: 'select', step: 1 });
  await host.settled();
  assert.equal(host.state?.pen, null, 'a press may take hold of the mark');
  host.engine.take({ is: 'key', key: 'Escape', fine: false });
  await host.settled();
  assert.deepEqual(host.state?.pen, before);

  const press = { kind: 'touch', pressure: 0.5 } as const;
  for (const [pointer, x] of [0.3, 0.6].entries()) {
    const place = at(x, 0.5);
    host.engine.take({ is: 'hand', event: { is: 'down', pointer, ...press, ...place } });
  }
  await host.settled();
  assert.equal(host.state?.pen, null, 'two fingers do not draw');
  host.hold('arrow');
  await host.settled();
  assert.equal(host.state?.pen, null);
  const me = { id: host.id, name: 'Anna', role: 'agent', inControl: true, mayDraw: false } as const;
  host.engine.take({ is: 'drafters', drafters: [me] });
  host.hold('pen');
  await host.settled();
  assert.equal(host.state?.pen, null, 'who may not draw has no pen');
});

test('tells of the first movement at once, however soon after the press', async () => {
  const host = await hostWith('pen');
  host.hand('down', at(0.3, 0.3));
  const event = { is: 'move', pointer: 1, kind: 'mouse', pressure: 0.5, ...at(0.4, 0.3) } as const;
  host.engine.take({ is: 'hand', event });
  assert.equal(toldOf(host), 2);
});

test('sends what is drawn on with the press, but not with that of a finger, which may be the first of two', async () => {
  for (const kind of ['mouse', 'pen', 'touch'] as const) {
    const host = await hostWith('arrow');
    const hand = (is: 'down' | 'move', x: number): void =>
      host.engine.take({
        is: 'hand',
        event: { is, pointer: 1, kind, pressure: 0.5, ...at(x, 0.3) },
      });
    hand('down', 0.3);
    await host.settled();
    assert.equal(host.sent.length, kind === 'touch' ? 0 : 1);
    hand('move', 0.4);
    await host.settled();
    assert.deepEqual(
      host.sent.map(({ is }) => is),
      ['keyframe'],
    );
  }
});

test('tells anew what is drawn on where the other side has not taken it, however soon that is drawn on again', async () => {
  const host = await hostWith('arrow');
  await host.until(() => host.state?.tracking === 'on');
  await host.stroke(at(0.3, 0.3), at(0.4, 0.4));
  for (const item of host.sent) host.engine.take({ is: 'refused', item });
  // Before the next picture.
  host.hand('down', at(0.3, 0.4));
  host.hand('move', at(0.4, 0.4));
  host.hand('up', at(0.4, 0.4));
  await host.settled();
  assert.deepEqual(
    host.sent.map(({ is }) => is),
    ['keyframe', 'operation', 'keyframe', 'operation'],
  );
});
