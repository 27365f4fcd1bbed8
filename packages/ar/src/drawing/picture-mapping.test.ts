import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { project } from '../homography.ts';
import { pictureMapping, type PictureLayout, type PictureMapping } from './picture-mapping.ts';
import { clampView, WHOLE_VIEW } from './tools/pan-zoom.ts';

const size = (min: number, max: number) =>
  fc.record({ width: fc.integer({ min, max }), height: fc.integer({ min, max }) });

/** Any way in which a picture can be shown. */
const layouts: fc.Arbitrary<PictureLayout> = fc
  .record({
    element: size(40, 3_000),
    frame: size(40, 4_096),
    fit: fc.constantFrom('contain' as const, 'cover' as const, 'fill' as const),
    rotation: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
    mirrored: fc.boolean(),
    part: fc.option(
      fc.tuple(...[0, 1, 2, 3].map(() => fc.double({ min: 0.1, max: 0.9, noNaN: true }))),
    ),
    scale: fc.double({ min: 1, max: 8, noNaN: true }),
    pan: fc.tuple(
      fc.double({ min: -8_000, max: 0, noNaN: true }),
      fc.double({ min: -8_000, max: 0, noNaN: true }),
    ),
    pixelRatio: fc.constantFrom(1, 1.25, 2, 3.5),
  })
  .map(({ part, scale, pan, ...layout }) => {
    const { width, height } = layout.frame;
    const [a = 0, b = 0, c = 1, d = 1] = part ?? [];
    const crop = {
      x: a * width * 0.5,
      y: b * height * 0.5,
      width: c * width * 0.5,
      height: d * height * 0.5,
    };
    const view = clampView({ scale, x: pan[0], y: pan[1] }, layout.element);
    return { ...layout, view, ...(part === null ? {} : { crop }) };
  });

function mappingOf(layout: PictureLayout): PictureMapping {
  const mapping = pictureMapping(layout);
  assert.ok(mapping !== null);
  return mapping;
}
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the mapping between frame, page and canvas', () => {
  it('comes back to where it began', () => {
    fc.assert(
      fc.property(layouts, share, share, (layout, u, w) => {
        const mapping = mappingOf(layout);
        const [x, y] = [u * layout.element.width, w * layout.element.height];
        const back = mapping.locate(mapping.normalize(x, y));
        assert.ok(Math.hypot(back.x - x, back.y - y) < 1e-6);
        const [fx, fy] = [u * layout.frame.width, w * layout.frame.height];
        const there = project(mapping.toElement, fx, fy);
        const again = there === null ? null : project(mapping.toFrame, there.x, there.y);
        assert.ok(again !== null && Math.hypot(again.x - fx, again.y - fy) < 1e-6);
      }),
      { numRuns: 1_000 },
    );
  });

  it('shows what is inside inside, and nothing from beside the picture', () => {
    fc.assert(
      fc.property(layouts, share, share, (layout, u, w) => {
        const mapping = mappingOf(layout);
        const crop = layout.crop ?? { x: 0, y: 0, ...layout.frame };
        const [x, y] = [u * layout.element.width, w * layout.element.height];
        const at = project(mapping.toFrame, x, y);
        assert.ok(at !== null);
        const e = 1e-6;
        const beside =
          at.x < crop.x - e ||
          at.y < crop.y - e ||
          at.x > crop.x + crop.width + e ||
          at.y > crop.y + crop.height + e;
        if (beside) assert.equal(mapping.contains(x, y), false);
        if (mapping.contains(x, y)) assert.ok(!beside);
        // Without zoom everything of a contained or filled picture lies in its element.
        const whole = mappingOf({ ...layout, view: WHOLE_VIEW });
        const spot = project(whole.toElement, crop.x + u * crop.width, crop.y + w * crop.height);
        assert.ok(spot !== null);
        if (layout.fit === 'cover') return;
        assert.ok(spot.x >= -e && spot.y >= -e);
        assert.ok(spot.x <= layout.element.width + e && spot.y <= layout.element.height + e);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves no gap where the picture covers, and no more than the letterbox else', () => {
    fc.assert(
      fc.property(layouts, share, share, (layout, u, w) => {
        if (layout.fit === 'contain') return;
        const mapping = mappingOf(layout);
        const inside = 1e-6 + u * (1 - 2e-6);
        assert.ok(
          mapping.contains(
            inside * layout.element.width,
            (1e-6 + w * (1 - 2e-6)) * layout.element.height,
          ),
        );
      }),
    );
  });

  const close = (a: { x: number; y: number }, x: number, y: number) =>
    assert.ok(Math.hypot(a.x - x, a.y - y) < 1e-9, JSON.stringify(a));
  const base = { element: { width: 400, height: 400 }, frame: { width: 640, height: 320 } };

  it('puts bars above and below a wide picture', () => {
    const mapping = mappingOf(base);
    close(mapping.locate({ x: 0, y: 0 }), 0, 100);
    close(mapping.locate({ x: 1, y: 1 }), 400, 300);
    assert.ok(!mapping.contains(200, 99) && mapping.contains(200, 101));
  });

  it('cuts off the sides where it covers', () => {
    close(mappingOf({ ...base, fit: 'cover' }).locate({ x: 0, y: 0 }), -200, 0);
  });

  it('turns clockwise', () => {
    close(mappingOf({ ...base, rotation: 90 }).locate({ x: 0, y: 0 }), 300, 0);
    close(mappingOf({ ...base, rotation: 180 }).locate({ x: 0, y: 0 }), 400, 300);
    close(mappingOf({ ...base, rotation: 270 }).locate({ x: 0, y: 0 }), 100, 400);
  });

  it('mirrors what is shown, turned or not', () => {
    close(mappingOf({ ...base, mirrored: true }).locate({ x: 0, y: 0 }), 400, 100);
    close(mappingOf({ ...base, mirrored: true, rotation: 90 }).locate({ x: 0, y: 0 }), 100, 0);
  });

  it('shows only the crop, in coordinates of the whole frame', () => {
    const mapping = mappingOf({ ...base, crop: { x: 320, y: 0, width: 320, height: 320 } });
    close(mapping.locate({ x: 0.5, y: 0 }), 0, 0);
    assert.deepEqual(mapping.normalize(200, 200), { x: 0.75, y: 0.5 });
  });

  it('zooms and pans last, and counts a canvas in its own px', () => {
    const mapping = mappingOf({ ...base, view: { scale: 2, x: -100, y: -300 }, pixelRatio: 3 });
    close(mapping.locate({ x: 0, y: 0 }), -100, -100);
    const spot = project(mapping.toCanvas, 0, 0);
    close(spot ?? { x: NaN, y: NaN }, -300, -300);
  });

  it('is not there while something has no size', () => {
    for (const none of [0, NaN]) {
      assert.equal(pictureMapping({ ...base, element: { width: none, height: 300 } }), null);
      assert.equal(pictureMapping({ ...base, frame: { width: 640, height: none } }), null);
    }
  });
});
