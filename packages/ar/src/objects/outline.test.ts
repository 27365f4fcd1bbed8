import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { areaOfMask, filled, grown, largestPart, reachedFrom, shrunk, type Mask } from './mask.ts';
import { outlineOf } from './outline.ts';
import { isInPolygon, maskOf } from './polygon.ts';
import { agreement } from './testing/drawn-picture.ts';

const [WIDTH, HEIGHT] = [48, 36];
const size = { width: WIDTH, height: HEIGHT };
const blob = fc.record({
  x: fc.integer({ min: 0, max: WIDTH - 1 }),
  y: fc.integer({ min: 0, max: HEIGHT - 1 }),
  r: fc.integer({ min: 4, max: 14 }),
  round: fc.boolean(),
});
const masks = fc.array(blob, { minLength: 1, maxLength: 5 }).map((blobs): Mask => ({
  ...size,
  pixels: Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
    const isWithin = blobs.some((b) =>
      b.round
        ? Math.hypot(x - b.x, y - b.y) <= b.r
        : Math.max(Math.abs(x - b.x), Math.abs(y - b.y)) <= b.r,
    );
    return isWithin ? 1 : 0;
  }),
}));
const noise = fc
  .array(fc.boolean(), { minLength: WIDTH * HEIGHT, maxLength: WIDTH * HEIGHT })
  .map((set): Mask => ({ ...size, pixels: Uint8Array.from(set, (is) => (is ? 1 : 0)) }));

describe('an outline', () => {
  it('encloses what it is the outline of', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const part = filled(largestPart(mask));
        const outline = outlineOf(part, 64);
        // Less than a pixel along its border is what it may lose, which is much of a small one.
        if (areaOfMask(part) > 100) assert.ok(agreement(part, maskOf(outline, size)) > 0.75);
      }),
      { numRuns: 200 },
    );
  });

  it('has few corners, all of them within the picture, whatever the mask', () => {
    fc.assert(
      fc.property(fc.oneof(masks, noise), fc.integer({ min: 4, max: 64 }), (mask, most) => {
        const outline = outlineOf(mask, most);
        if (areaOfMask(mask) === 0) assert.equal(outline.length, 0);
        assert.ok(outline.length <= most && (outline.length === 0 || outline.length >= 3));
        for (const { x, y } of outline) assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= 1);
      }),
    );
  });

  it('of a box is about that box, with a corner or two at each of its own', () => {
    const box = { ...size, pixels: new Uint8Array(WIDTH * HEIGHT) };
    for (let y = 9; y < 27; y++) box.pixels.fill(1, y * WIDTH + 12, y * WIDTH + 36);
    const outline = outlineOf(box, 64);
    assert.ok(outline.length <= 8, String(outline.length));
    const [xs, ys] = [outline.map(({ x }) => x), outline.map(({ y }) => y)];
    for (const [side, expected, pixel] of [
      [Math.min(...xs), 0.25, 1 / WIDTH],
      [Math.max(...xs), 0.75, 1 / WIDTH],
      [Math.min(...ys), 0.25, 1 / HEIGHT],
      [Math.max(...ys), 0.75, 1 / HEIGHT],
    ] as const)
      assert.ok(Math.abs(side - expected) < pixel, `${side}`);
  });

  it('of nothing is empty', () => {
    assert.deepEqual(outlineOf({ ...size, pixels: new Uint8Array(WIDTH * HEIGHT) }, 64), []);
  });
});

describe('a polygon', () => {
  it('has the same pixels as places', () => {
    const point = fc.record({
      x: fc.double({ min: -1, max: 2, noNaN: true }),
      y: fc.double({ min: -1, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 12 }), (polygon) => {
        const mask = maskOf(polygon, size);
        for (let i = 0; i < mask.pixels.length; i += 7) {
          const x = ((i % WIDTH) + 0.5) / WIDTH;
          const y = (Math.floor(i / WIDTH) + 0.5) / HEIGHT;
          assert.equal(mask.pixels[i] !== 0, isInPolygon({ x, y }, polygon));
        }
      }),
    );
  });
});

describe('a mask', () => {
  it('grows by squares', () => {
    fc.assert(
      fc.property(noise, fc.integer({ min: 0, max: 4 }), (mask, reach) => {
        const larger = grown(mask, reach);
        for (let i = 0; i < larger.pixels.length; i += 11) {
          const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
          let isNear = false;
          for (let v = Math.max(0, y - reach); v <= Math.min(HEIGHT - 1, y + reach); v++)
            for (let u = Math.max(0, x - reach); u <= Math.min(WIDTH - 1, x + reach); u++)
              if (mask.pixels[v * WIDTH + u] !== 0) isNear = true;
          assert.equal(larger.pixels[i] !== 0, isNear);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('never gains by shrinking nor loses by being filled, and each part is whole', () => {
    fc.assert(
      fc.property(fc.oneof(masks, noise), (mask) => {
        const [less, more, part] = [shrunk(mask, 1), filled(mask), largestPart(mask)];
        for (const [i, pixel] of mask.pixels.entries()) {
          if (less.pixels[i] !== 0) assert.notEqual(pixel, 0);
          if (pixel !== 0) assert.notEqual(more.pixels[i], 0);
          if (part.pixels[i] !== 0) assert.notEqual(pixel, 0);
        }
        const start = part.pixels.findIndex((pixel) => pixel !== 0);
        if (start >= 0) assert.deepEqual(reachedFrom(part, [start]).pixels, part.pixels);
      }),
    );
  });
});
