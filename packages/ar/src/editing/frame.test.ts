import { project } from '../homography.ts';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cropOf, fromLayer, shownSize, toLayer, toShown } from './frame.ts';
import { hasSize, inBox, movedBy, shownBox } from './layer.ts';
import { anyFraming, anyShape } from './testing/any-document.ts';

const near = (a: number, b: number, within = 0.01): void =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`);

describe('what is seen of a picture', () => {
  it('shows exactly the crop, whichever way it is turned', () => {
    fc.assert(
      fc.property(anyFraming, (framing) => {
        const { x, y, width, height } = cropOf(framing);
        const size = shownSize(framing);
        const a = project(toShown(framing), x, y);
        const b = project(toShown(framing), x + width, y + height);
        assert.ok(a !== null && b !== null);
        near(Math.min(a.x, b.x), 0);
        near(Math.min(a.y, b.y), 0);
        near(Math.max(a.x, b.x), size.width);
        near(Math.max(a.y, b.y), size.height);
      }),
    );
  });

  it('turns clockwise: what was at the top left is at the top right', () => {
    const framing = { width: 400, height: 300, turns: 1, crop: null } as const;
    assert.deepEqual(fromLayer(framing, { x: 0, y: 0 }), { x: 300, y: 0 });
    assert.deepEqual(fromLayer(framing, { x: 1, y: 0 }), { x: 300, y: 400 });
  });

  it('leads from a place to a layer and back', () => {
    fc.assert(
      fc.property(anyFraming, fc.nat(9_000), fc.nat(9_000), (framing, x, y) => {
        const back = fromLayer(framing, toLayer(framing, { x, y }));
        near(back.x, x);
        near(back.y, y);
      }),
    );
  });
});

describe('a layer, moved by what is seen', () => {
  // Half a px of rounding, where coordinates are stored in hundred-thousandths of the picture.
  const within = (framing: { width: number; height: number }) =>
    0.01 + Math.max(framing.width, framing.height) * 1e-5 * 3;

  it('lands where it was moved to', () => {
    fc.assert(
      fc.property(anyFraming, anyShape, (framing, shape) => {
        const size = shownSize(framing);
        const [dx, dy] = [size.width / 10, -size.height / 10];
        const before = shownBox(framing, shape);
        const after = shownBox(framing, movedBy(framing, shape, { x: dx, y: dy }));
        near(after.x, before.x + dx, within(framing));
        near(after.y, before.y + dy, within(framing));
        near(after.width, before.width, within(framing));
      }),
    );
  });

  it('fills the box that was typed', () => {
    fc.assert(
      fc.property(anyFraming, anyShape, (framing, shape) => {
        fc.pre(hasSize(shape));
        const before = shownBox(framing, shape);
        fc.pre(before.width > 1 && before.height > 1);
        const box = {
          x: before.x + shownSize(framing).width / 50,
          y: before.y - shownSize(framing).height / 50,
          width: before.width / 2 + 1,
          height: before.height / 2 + 1,
        };
        const after = shownBox(framing, inBox(framing, shape, box));
        for (const side of ['x', 'y', 'width', 'height'] as const)
          near(after[side], box[side], 2 * within(framing));
      }),
    );
  });
});
