import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Area } from '../drawing/trace.ts';
import { layRecording, RECORDING_SIZE } from './layout.ts';

const size = fc.record({
  width: fc.integer({ min: 16, max: 4_096 }),
  height: fc.integer({ min: 16, max: 4_096 }),
});
const maybe = fc.option(size);

const inside = (inner: Area, { width, height }: { width: number; height: number }): boolean =>
  inner.x >= 0 &&
  inner.y >= 0 &&
  inner.x + inner.width <= width &&
  inner.y + inner.height <= height;

const apart = (a: Area, b: Area): boolean =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

describe('the layout of the recorded picture', () => {
  it('shows every picture whole, and covers no name', () => {
    fc.assert(
      fc.property(maybe, maybe, (large, small) => {
        const layout = layRecording(RECORDING_SIZE, { large, small });
        for (const area of [layout.large, layout.small]) {
          if (area === null) continue;
          assert.ok(inside(area, RECORDING_SIZE));
          assert.ok(apart(area, layout.caption));
        }
        const shown = [layout.large, layout.small].filter((area) => area !== null).length;
        assert.equal(shown, [large, small].filter((each) => each !== null).length);
      }),
    );
  });

  it('stretches nothing', () => {
    fc.assert(
      fc.property(size, size, (large, small) => {
        const layout = layRecording(RECORDING_SIZE, { large, small });
        for (const [area, picture] of [
          [layout.large, large],
          [layout.small, small],
        ] as const) {
          assert.ok(area !== null);
          // Both sides are rounded to a px.
          const skew = area.width * picture.height - area.height * picture.width;
          assert.ok(Math.abs(skew) <= picture.width + picture.height);
        }
      }),
    );
  });

  it('leaves most of the large picture to be seen', () => {
    fc.assert(
      fc.property(size, size, (large, small) => {
        const layout = layRecording(RECORDING_SIZE, { large, small });
        assert.ok(layout.small !== null);
        const share =
          (layout.small.width * layout.small.height) /
          (RECORDING_SIZE.width * RECORDING_SIZE.height);
        assert.ok(share < 0.1);
      }),
    );
  });

  it('makes the only picture the large one', () => {
    fc.assert(
      fc.property(size, (only) => {
        const [a, b] = [
          layRecording(RECORDING_SIZE, { large: only, small: null }),
          layRecording(RECORDING_SIZE, { large: null, small: only }),
        ];
        assert.deepEqual(a, b);
      }),
    );
  });
});
