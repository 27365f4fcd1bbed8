import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { MAX_MARK_TEXT, MAX_OUTLINE_POINTS, MAX_STROKE_POINTS } from './drawing-limits.ts';
import { DrawingOperation, Mark, MarkShape, Point } from './drawing.ts';

const mark = {
  id: 'mark-0001',
  author: 'participant-1',
  anchor: 'anchor-1',
  color: 'red',
  width: 3,
  shape: { is: 'arrow', from: { x: 0, y: 0 }, to: { x: 1, y: 1 } },
};
const fits = (schema: v.GenericSchema, value: unknown) => v.safeParse(schema, value).success;

describe('a mark on the wire', () => {
  it('passes as it is meant', () => {
    assert.deepEqual(v.parse(Mark, mark), mark);
  });

  it('has no coordinate that is no number, or that lies far away', () => {
    for (const x of [NaN, Infinity, -Infinity, -1.01, 2.01, '0.5', null, undefined, [0.5]]) {
      assert.equal(fits(Point, { x, y: 0.5 }), false, String(x));
      assert.equal(fits(MarkShape, { is: 'pen', points: [[0.5, x, 0.5]] }), false, String(x));
    }
    for (const pressure of [NaN, -0.1, 1.1])
      assert.equal(fits(MarkShape, { is: 'pen', points: [[0.5, 0.5, pressure]] }), false);
  });

  it('has a stroke of 1 to 500 points, which fits into one channel message', () => {
    const points = Array.from({ length: MAX_STROKE_POINTS }, () => [-0.12345, -0.12345, 0.55]);
    assert.ok(fits(MarkShape, { is: 'pen', points }));
    assert.equal(fits(MarkShape, { is: 'pen', points: [...points, [0, 0, 0]] }), false);
    assert.equal(fits(MarkShape, { is: 'pen', points: [] }), false);
    assert.ok(JSON.stringify({ ...mark, shape: { is: 'pen', points } }).length < 14_000);
  });

  it('has a text without hidden characters, of at most 280', () => {
    const text = (text: string) => v.safeParse(MarkShape, { is: 'text', at: { x: 0, y: 0 }, text });
    const tidied = text(' this\u202E \u200Bone\n here ');
    assert.ok(tidied.success && tidied.output.is === 'text');
    assert.equal(tidied.output.text, 'this one here');
    assert.ok(text('x'.repeat(MAX_MARK_TEXT)).success);
    for (const bad of ['', ' \u200B ', 'x'.repeat(MAX_MARK_TEXT + 1)])
      assert.ok(!text(bad).success);
  });

  it('has a number that a pin can show', () => {
    const pin = (number: unknown) => fits(MarkShape, { is: 'pin', at: { x: 0, y: 0 }, number });
    assert.ok(pin(1) && pin(999));
    for (const bad of [0, 1000, 1.5, NaN, '1']) assert.equal(pin(bad), false, String(bad));
  });

  it('has an outline of 3 to 200 corners', () => {
    const outline = (points: unknown) => fits(MarkShape, { is: 'outline', points });
    const corners = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ x: (i % 7) / 7, y: (i % 5) / 5 }));
    assert.ok(outline(corners(3)) && outline(corners(MAX_OUTLINE_POINTS)));
    for (const bad of [
      [],
      corners(2),
      corners(MAX_OUTLINE_POINTS + 1),
      [...corners(3), { x: NaN, y: 0 }],
      [...corners(3), { x: 0 }],
      [...corners(3), [0, 0, 0]],
      'M0 0L1 1',
      null,
    ])
      assert.equal(outline(bad), false, JSON.stringify(bad));
  });

  it('is refused with a colour, a width or a kind that there is not', () => {
    for (const wrong of [
      { color: 'black' },
      { width: 6 },
      { width: 1.5 },
      { shape: { is: 'constructor' } },
      { id: 'x' },
    ])
      assert.equal(fits(Mark, { ...mark, ...wrong }), false, JSON.stringify(wrong));
  });
});

describe('an operation on the wire', () => {
  const stamp = { id: 'operation-1', author: 'participant-1', clock: 1 };

  it('drops what it does not know', () => {
    const operation = { ...stamp, is: 'change', mark: mark.id, to: { color: 'blue' } };
    const parsed = v.parse(DrawingOperation, {
      ...operation,
      to: { color: 'blue', author: 'participant-2', id: 'mark-0002' },
    });
    assert.deepEqual(parsed, operation);
  });

  it('never lets anything through that is not meant', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (is, rest) => {
        assert.equal(fits(DrawingOperation, is), false);
        const operation = { ...stamp, is: 'add', mark: rest };
        assert.equal(fits(DrawingOperation, operation), fits(Mark, rest));
      }),
    );
  });

  it('counts with whole numbers', () => {
    for (const clock of [-1, 0.5, NaN, Infinity, Number.MAX_SAFE_INTEGER + 1])
      assert.equal(
        fits(DrawingOperation, { ...stamp, clock, is: 'clear-all' }),
        false,
        String(clock),
      );
  });
});
