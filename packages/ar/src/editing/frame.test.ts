import type { LayerShape } from '@fernblick/protocol';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pointsOf } from '../drawing/mark.ts';
import { project } from '../homography.ts';
import { cropOf, fromLayer, fromShown, shownSize, toLayer, toTurned } from './frame.ts';
import { canTurn, hasSize, inBox, isRedaction, movedBy, shownBox, turnedBy } from './layer.ts';
import { anyFraming, anyShape } from './testing/any-document.ts';

const near = (a: number, b: number, within = 0.01): void =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`);

describe('what is seen of a picture', () => {
  it('shows exactly the crop, whichever way it is turned', () => {
    fc.assert(
      fc.property(anyFraming, (framing) => {
        const { x, y, width, height } = cropOf(framing);
        const size = shownSize(framing);
        const a = project(toTurned(framing), x, y);
        const b = project(toTurned(framing), x + width, y + height);
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

  it('has no empty corner where it was straightened and not cropped', () => {
    fc.assert(
      fc.property(anyFraming, (cropped) => {
        const framing = { ...cropped, crop: null };
        fc.pre(Math.min(framing.width, framing.height) > 20);
        const { width, height } = shownSize(framing);
        for (const [x, y] of [
          [0, 0],
          [width, 0],
          [width, height],
          [0, height],
        ] as const) {
          const at = project(fromShown(framing), x, y);
          assert.ok(at !== null && at.x > -1e-6 && at.y > -1e-6, JSON.stringify(at));
          assert.ok(at.x < framing.width + 1e-6 && at.y < framing.height + 1e-6);
        }
      }),
    );
  });

  it('turns what was taken askew clockwise about its middle', () => {
    const framing = { width: 400, height: 300, turns: 0, angle: 30, crop: null } as const;
    const { width, height } = shownSize(framing);
    const middle = fromLayer(framing, { x: 0.5, y: 0.5 });
    near(middle.x, width / 2);
    near(middle.y, height / 2);
    const right = fromLayer(framing, { x: 0.75, y: 0.5 });
    near(right.x, width / 2 + 100 * Math.cos(Math.PI / 6));
    near(right.y, height / 2 + 50);
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

  // As far beside the picture as a shape can be stored; what is asked for beyond is not done.
  const reachesEdge = (shape: LayerShape) => {
    const points = isRedaction(shape) ? [shape.from, shape.to] : pointsOf(shape);
    return points.some(({ x, y }) => [x, y].some((value) => value === -1 || value === 2));
  };

  it('lands where it was moved to, and keeps its form', () => {
    fc.assert(
      fc.property(anyFraming, anyShape, (framing, shape) => {
        const size = shownSize(framing);
        const [dx, dy] = [size.width / 10, -size.height / 10];
        const before = shownBox(framing, shape);
        const moved = movedBy(framing, shape, { x: dx, y: dy });
        const after = shownBox(framing, moved);
        near(after.width, before.width, within(framing));
        near(after.height, before.height, within(framing));
        fc.pre(!reachesEdge(moved));
        near(after.x, before.x + dx, within(framing));
        near(after.y, before.y + dy, within(framing));
      }),
    );
  });

  it('keeps its form where it would reach too far beside the picture', () => {
    const framing = { width: 400, height: 300, turns: 0, crop: null } as const;
    const line = { is: 'line', from: { x: 0.5, y: 0.5 }, to: { x: 1, y: 0.5 } } as const;
    assert.deepEqual(movedBy(framing, line, { x: 500, y: 0 }), {
      is: 'line',
      from: { x: 1.5, y: 0.5 },
      to: { x: 2, y: 0.5 },
    });
    assert.equal(inBox(framing, line, { x: 200, y: 150, width: 601, height: 0 }), line);
  });

  it('fills the box that was typed', () => {
    fc.assert(
      fc.property(anyFraming, anyShape, (framing, shape) => {
        fc.pre(hasSize(shape));
        // A redaction lies along the picture's edges, whatever the picture's angle.
        fc.pre(framing.angle === undefined || !isRedaction(shape));
        const before = shownBox(framing, shape);
        fc.pre(before.width > 1 && before.height > 1);
        const box = {
          x: before.x + shownSize(framing).width / 50,
          y: before.y - shownSize(framing).height / 50,
          width: before.width / 2 + 1,
          height: before.height / 2 + 1,
        };
        const resized = inBox(framing, shape, box);
        fc.pre(resized !== shape);
        const after = shownBox(framing, resized);
        for (const side of ['x', 'y', 'width', 'height'] as const)
          near(after[side], box[side], 4 * within(framing));
      }),
    );
  });

  it('turns where it is: six times by 60 degrees is what it was', () => {
    fc.assert(
      fc.property(anyFraming, anyShape, (framing, shape) => {
        let turned = shape;
        for (let i = 0; i < 6; i++) {
          const next = turnedBy(framing, turned, 60);
          // It would reach too far beside the picture, or it stands upright.
          fc.pre(next !== turned);
          turned = next;
        }
        const [before, after] = [shownBox(framing, shape), shownBox(framing, turned)];
        for (const side of ['x', 'y', 'width', 'height'] as const)
          near(after[side], before[side], 12 * within(framing));
      }),
    );
  });

  it('turns clockwise, and what stands upright not at all', () => {
    const framing = { width: 400, height: 300, turns: 0, crop: null } as const;
    const from = { x: 0.25, y: 0.5 };
    const line = turnedBy(framing, { is: 'line', from, to: { x: 0.75, y: 0.5 } }, 90);
    assert.deepEqual(line, {
      is: 'line',
      from: { x: 0.5, y: 0.16667 },
      to: { x: 0.5, y: 0.83333 },
    });
    for (const shape of [
      { is: 'text', at: from, text: 'E 04' },
      { is: 'blur', from, to: { x: 0.5, y: 0.75 } },
    ] as const) {
      assert.equal(canTurn(shape), false);
      assert.equal(turnedBy(framing, shape, 45), shape);
    }
  });
});
