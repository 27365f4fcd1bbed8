import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { project, scaleAt } from '../homography.ts';
import type { Size } from './mark.ts';
import {
  pictureMapping,
  readPosition,
  type PictureLayout,
  type PictureMapping,
  type Placement,
} from './picture-mapping.ts';
import { clampView, WHOLE_VIEW } from './tools/pan-zoom.ts';

const size = (min: number, max: number) =>
  fc.record({ width: fc.integer({ min, max }), height: fc.integer({ min, max }) });

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Any way in which the box of a picture can lie: turned by any angle, scaled, mirrored. */
const places: fc.Arbitrary<Placement> = fc
  .tuple(number(0, 2 * Math.PI), number(0.2, 4), number(0.2, 4), fc.boolean(), number(-500, 500))
  .map(([angle, x, y, mirrored, moved]) => {
    const [cos, sin, right] = [Math.cos(angle), Math.sin(angle), mirrored ? -x : x];
    return [right * cos, right * sin, -y * sin, y * cos, moved, -moved];
  });

const positions = fc.tuple(
  ...[0, 1].map(() =>
    fc.tuple(fc.integer({ min: -50, max: 150 }), fc.integer({ min: -90, max: 90 })),
  ),
);

/** As browsers write what they have computed. */
const lengths = ([share, px]: readonly [number, number]): string =>
  px === 0
    ? `${share}%`
    : share === 0
      ? `${px}px`
      : `calc(${share}% ${px < 0 ? '-' : '+'} ${Math.abs(px)}px)`;

/** Any way in which a picture can be shown. */
const layouts: fc.Arbitrary<PictureLayout & { readonly content: Size }> = fc
  .record({
    element: size(40, 3_000),
    content: size(40, 3_000),
    frame: size(40, 4_096),
    place: places,
    fit: fc.constantFrom(...(['contain', 'cover', 'fill', 'none', 'scale-down'] as const)),
    position: positions.map((axes) => axes.map(lengths).join(' ')),
    scale: number(1, 8),
    pan: fc.tuple(number(-8_000, 0), number(-8_000, 0)),
    pixelRatio: fc.constantFrom(1, 1.25, 2, 3.5),
  })
  .map(({ scale, pan, ...layout }) => ({
    ...layout,
    view: clampView({ scale, x: pan[0], y: pan[1] }, layout.element),
  }));

function mappingOf(layout: PictureLayout): PictureMapping {
  const mapping = pictureMapping(layout);
  assert.ok(mapping !== null);
  return mapping;
}
const share = fc.double({ min: 0, max: 1, noNaN: true });

const AS_IT_IS: Placement = [1, 0, 0, 1, 0, 0];

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

  it('shows what lies in the box of the picture, and nothing from beside it', () => {
    fc.assert(
      fc.property(layouts, share, share, (layout, u, w) => {
        const { content, element, frame, fit } = layout;
        // The box itself, and all of it on the element.
        const bare = { ...layout, place: AS_IT_IS, view: WHOLE_VIEW, element: content };
        const { toElement, seen, contains } = mappingOf(bare);
        const at = project(toElement, u * frame.width, w * frame.height);
        assert.ok(at !== null);
        const e = 1e-6;
        const out = (x: number, side: number, by: number) => x < -by || x > side + by;
        if (out(at.x, content.width, e) || out(at.y, content.height, e))
          assert.ok(!contains(at.x, at.y));
        const inside = !out(at.x, content.width, -e) && !out(at.y, content.height, -e);
        if (inside && u > e && u < 1 - e && w > e && w < 1 - e) {
          assert.ok(contains(at.x, at.y));
          assert.ok(!out(u * frame.width - seen.x, seen.width, e));
        }
        // However the box is turned: the same of the frame is seen.
        assert.deepEqual(mappingOf({ ...layout, element }).seen, seen);
        if (fit === 'none') assert.ok(Math.abs(scaleAt(toElement, 0, 0) - 1) < 1e-9);
        if (fit === 'scale-down') assert.ok(scaleAt(toElement, 0, 0) <= 1 + 1e-9);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has the same share of picture and box meet where the position says, but for its px', () => {
    fc.assert(
      fc.property(layouts, positions, (layout, axes) => {
        const { content, frame } = layout;
        const position = axes.map(lengths).join(' ');
        const bare = { ...layout, position, place: AS_IT_IS, view: WHOLE_VIEW };
        const [[x, right], [y, down]] = axes as [[number, number], [number, number]];
        const { toElement } = mappingOf(bare);
        const at = project(toElement, (x / 100) * frame.width, (y / 100) * frame.height);
        assert.ok(at !== null);
        const [dx, dy] = [(x / 100) * content.width + right, (y / 100) * content.height + down];
        assert.ok(Math.hypot(at.x - dx, at.y - dy) < 1e-6, JSON.stringify([at, dx, dy]));
      }),
    );
  });

  it('leaves no gap where the picture covers its box', () => {
    fc.assert(
      fc.property(layouts, share, share, (layout, u, w) => {
        const { content } = layout;
        const bare = { ...layout, element: content, place: AS_IT_IS, view: WHOLE_VIEW };
        for (const fit of ['cover', 'fill'] as const) {
          const { contains } = mappingOf({ ...bare, fit, position: '30% 80%' });
          const [x, y] = [u, w].map((at) => 1e-6 + at * (1 - 2e-6)) as [number, number];
          assert.ok(contains(x * content.width, y * content.height));
        }
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

  it('never makes a picture larger that is only scaled down', () => {
    const small = { ...base, frame: { width: 64, height: 32 }, fit: 'scale-down' as const };
    close(mappingOf(small).locate({ x: 0, y: 0 }), 168, 184);
  });

  it('turns clockwise, and mirrors', () => {
    close(mappingOf({ ...base, place: [0, 1, -1, 0, 400, 0] }).locate({ x: 0, y: 0 }), 300, 0);
    close(mappingOf({ ...base, place: [-1, 0, 0, 1, 400, 0] }).locate({ x: 0, y: 0 }), 400, 100);
  });

  it('lays the picture out in its box, and the box on the element', () => {
    const mapping = mappingOf({
      ...base,
      content: { width: 200, height: 200 },
      place: [1, 0, 0, 1, 20, 10],
      fit: 'cover',
      position: 'calc(100% - 5px) 0%',
    });
    close(mapping.locate({ x: 1, y: 0 }), 215, 10);
    assert.ok(!mapping.contains(216, 20) && !mapping.contains(18, 20) && mapping.contains(22, 20));
    assert.equal(mapping.seen.height, 320);
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
    assert.equal(pictureMapping({ ...base, place: [1, 1, 1, 1, 0, 0] }), null);
  });

  it('reads no position that it does not understand', () => {
    for (const position of [
      '',
      '50%',
      'min(10%, 5px) 0%',
      'left top',
      '1px 2px 3px',
      'calc(1% * 2) 0%',
    ])
      assert.equal(readPosition(position), null, position);
  });
});
