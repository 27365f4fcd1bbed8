import type { InkLive } from '@fernblick/protocol';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveInk } from './live-ink.ts';

const MIA = 'participant-mia';
const BEN = 'participant-ben';
const begun = { mark: 'mark-0001', anchor: 'anchor-1', color: 'red', width: 3 } as const;

const shape = (number: number): InkLive => ({
  ...begun,
  is: 'shape',
  number,
  shape: { is: 'arrow', from: { x: 0, y: 0 }, to: { x: number / 64, y: 0 } },
});
const reached = (live: LiveInk) =>
  live.marks.map(({ shape: each }) => (each.is === 'arrow' ? each.to.x * 64 : null));

test('a shape under way is the newest that was heard, in whatever order and however often messages come', () => {
  const order = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(order, (numbers) => {
      const live = new LiveInk();
      for (const number of numbers) live.take(MIA, shape(number), 0);
      assert.deepEqual(reached(live), [Math.max(...numbers)]);
    }),
  );
});

test('a stroke under way shows every point that arrived, in its order, whatever is lost or overtaken', () => {
  const points = Array.from({ length: 200 }, (_, i): [number, number, number] => [
    i / 256,
    0.5,
    0.5,
  ]);
  const message = fc.record({ from: fc.nat(199), count: fc.integer({ min: 1, max: 60 }) });
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 12 }), (messages) => {
      const live = new LiveInk();
      const arrived = new Set<number>();
      for (const { from, count } of messages) {
        const part = points.slice(from, from + count);
        for (const i of part.keys()) arrived.add(from + i);
        live.take(MIA, { ...begun, is: 'stroke', tool: 'pen', from, points: part }, 0);
      }
      const shape = live.marks[0]?.shape;
      const wanted = points.filter((_, i) => arrived.has(i));
      assert.deepEqual(shape, { is: 'pen', points: wanted });
    }),
  );
});

test('what is finished or given up does not come back by what was still on its way', () => {
  for (const end of ['finished', 'cancelled']) {
    const live = new LiveInk();
    live.take(MIA, shape(1), 0);
    if (end === 'finished') live.drop(begun.mark);
    else live.take(MIA, { is: 'cancelled', mark: begun.mark }, 0);
    live.take(MIA, shape(2), 0);
    const stroke = { ...begun, is: 'stroke', tool: 'pen', from: 0, points: [[0, 0, 0]] } as const;
    live.take(MIA, { ...stroke, points: [[0, 0, 0]] }, 0);
    assert.deepEqual(live.marks, [], end);
    // Another mark has nothing to do with it.
    live.take(MIA, { ...shape(3), mark: 'mark-0002' } as InkLive, 0);
    assert.equal(live.marks.length, 1);
  }
});

test('nobody changes or takes away what somebody else is drawing', () => {
  const live = new LiveInk();
  live.take(MIA, shape(5), 0);
  live.take(BEN, shape(9), 0);
  live.take(BEN, { is: 'cancelled', mark: begun.mark }, 0);
  assert.deepEqual(reached(live), [5]);
  assert.equal(live.marks[0]?.author, MIA);
});

test('what is not heard of any more goes away', () => {
  const live = new LiveInk();
  live.take(MIA, shape(5), 0);
  live.forget(7_900);
  assert.deepEqual(reached(live), [5]);
  live.forget(8_100);
  assert.deepEqual(live.marks, []);
});
