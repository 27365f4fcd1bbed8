import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSurfaceTracker } from '../tracking/surface-tracker.ts';
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

type Kind = 'pen' | 'touch' | 'mouse';

/** A hand of its own kind. */
function handOf(host: FakeHost, pointer: number, kind: Kind) {
  return (is: 'down' | 'move' | 'up', x: number, y: number): void =>
    host.engine.take({ is: 'hand', event: { is, pointer, kind, ...at(x, y), pressure: 0.5 } });
}

/** The strokes that were kept, by their points. */
const strokesOf = ({ sent }: FakeHost) =>
  sent.flatMap((item) =>
    item.is === 'operation' && item.operation.is === 'add' && item.operation.mark.shape.is === 'pen'
      ? [item.operation.mark.shape.points.map(([x, y]) => [x, y])]
      : [],
  );

test('what else touches the picture meanwhile is no part of a stroke, neither here nor for others', async () => {
  for (const kind of ['pen', 'mouse'] as const) {
    const host = await hostWith('pen');
    const [hand, palm, finger] = [
      handOf(host, 1, kind),
      handOf(host, 2, 'touch'),
      handOf(host, 3, 'touch'),
    ];
    hand('down', 0.3, 0.3);
    hand('move', 0.4, 0.3);
    palm('down', 0.8, 0.8);
    await host.frame(2);
    palm('move', 0.82, 0.8);
    await host.frame(4);
    palm('up', 0.82, 0.8);
    finger('down', 0.9, 0.2);
    finger('up', 0.9, 0.2);
    hand('move', 0.4, 0.5);
    await host.settled();
    hand('up', 0.4, 0.5);
    await host.settled();
    assert.deepEqual(
      strokesOf(host),
      [
        [
          [0.3, 0.3],
          [0.4, 0.3],
          [0.4, 0.5],
        ],
      ],
      kind,
    );
    const told = host.reports.flatMap((report) =>
      report.is === 'stream' && report.live.is === 'stroke' ? report.live.points : [],
    );
    assert.ok(told.length > 0 && told.every(([x]) => x < 0.5), JSON.stringify(told));
  }
});

test('a hand that rests on the picture leaves it to its pen, whichever comes first', async () => {
  const host = await hostWith('pen');
  const pen = handOf(host, 1, 'pen');
  const [palm, wrist] = [handOf(host, 2, 'touch'), handOf(host, 3, 'touch')];
  palm('down', 0.8, 0.8);
  pen('down', 0.3, 0.3);
  wrist('down', 0.9, 0.9);
  pen('move', 0.4, 0.3);
  wrist('move', 0.95, 0.9);
  palm('move', 0.81, 0.8);
  pen('up', 0.4, 0.3);
  wrist('up', 0.95, 0.9);
  palm('up', 0.81, 0.8);
  await host.settled();
  const first = [
    [0.3, 0.3],
    [0.4, 0.3],
  ];
  assert.deepEqual(strokesOf(host), [first]);
  assert.equal(host.state?.zoomed, false);
  // Fingers draw again once the pen is gone.
  palm('down', 0.6, 0.6);
  palm('move', 0.7, 0.6);
  palm('up', 0.7, 0.6);
  await host.settled();
  assert.equal(strokesOf(host).length, 2);
});

test('what keys have begun to draw stands before a hand begins something else', async () => {
  const host = await hostWith('arrow');
  for (const key of ['Enter', 'ArrowRight', 'ArrowRight'] as const)
    host.engine.take({ is: 'key', key, fine: false });
  await host.stroke(at(0.2, 0.2), at(0.3, 0.3));
  assert.deepEqual(host.kinds, ['arrow', 'arrow']);
});

test('draws to the edge of the picture that is shown, where the camera has moved on, by hand and by keys', async () => {
  for (const by of ['hand', 'keys'] as const) {
    const host = new FakeHost({ makeTracker: createSurfaceTracker });
    host.start();
    await host.frame(0);
    host.hold('arrow');
    await host.until(() => host.state?.tracking === 'on');
    const key = (name: 'Enter' | 'ArrowRight') =>
      host.engine.take({ is: 'key', key: name, fine: false });
    if (by === 'hand') host.hand('down', at(0.8, 0.5));
    else {
      for (let i = 0; i < 20; i++) key('ArrowRight');
      key('Enter');
    }
    for (let i = 1; i <= 40; i++) {
      await host.frame(i);
      if (by === 'hand') host.hand('move', at(0.8 + (0.18 * i) / 40, 0.5));
      else key('ArrowRight');
    }
    if (by === 'hand') host.hand('up', at(0.98, 0.5));
    else key('Enter');
    await host.settled();
    assert.deepEqual(host.kinds, ['arrow']);
    // The camera has moved by 60 px.
    const [, drawn] = host.sent;
    assert.ok(drawn?.is === 'operation' && drawn.operation.is === 'add');
    const { shape } = drawn.operation.mark;
    const tip = shape.is === 'arrow' ? shape.to.x * 640 - 60 : 0;
    assert.ok(tip > 620 && tip < 642, `${by}: to ${tip} px`);
  }
});
