import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compose, fromQuads, invert, project, type Homography, type Quad } from './homography.ts';
import { createPoseFilter } from './pose-filter.ts';

const REGION: Quad = [
  { x: 200, y: 150 },
  { x: 400, y: 150 },
  { x: 400, y: 300 },
  { x: 200, y: 300 },
];
const FRAME_MS = 1_000 / 30;

const corners = (h: Homography) => REGION.map(({ x, y }) => project(h, x, y) ?? { x: NaN, y: NaN });
const farthest = (a: Homography, b: Homography) => {
  const others = corners(b);
  return Math.max(
    ...corners(a).map((p, i) => Math.hypot(p.x - (others[i]?.x ?? 0), p.y - (others[i]?.y ?? 0))),
  );
};

/** A camera that looks at the region from anywhere sensible. */
const homographies: fc.Arbitrary<Homography> = fc
  .record({
    angle: fc.double({ min: -3, max: 3, noNaN: true }),
    scale: fc.double({ min: 0.5, max: 2, noNaN: true }),
    x: fc.double({ min: -200, max: 200, noNaN: true }),
    y: fc.double({ min: -200, max: 200, noNaN: true }),
    tilt: fc.tuple(
      fc.double({ min: -4e-4, max: 4e-4, noNaN: true }),
      fc.double({ min: -4e-4, max: 4e-4, noNaN: true }),
    ),
  })
  .map(({ angle, scale, x, y, tilt }) => {
    const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
    return [cos, -sin, x, sin, cos, y, tilt[0], tilt[1], 1];
  });

/** Moves each corner by as much as is said. */
function shaken(h: Homography, by: readonly number[]): Homography {
  const to = corners(h).map(({ x, y }, i) => ({
    x: x + (by[2 * i] ?? 0),
    y: y + (by[2 * i + 1] ?? 0),
  }));
  const moved = fromQuads(REGION, to as unknown as Quad);
  assert.ok(moved !== null);
  return moved;
}

const shifted = (x: number, y: number): Homography => [1, 0, x, 0, 1, y, 0, 0, 1];
/**
 * Evenly spread over half a px each way, at every frame: doubles as they come are spread over their exponents, so nearly
 * all of them are 0 and a few are jumps.
 */
const trembles = fc.noBias(
  fc.array(
    fc.array(
      fc.integer({ min: -1_000, max: 1_000 }).map((n) => n / 2_000),
      { minLength: 8, maxLength: 8 },
    ),
    { minLength: 150, maxLength: 150 },
  ),
);

describe('homographies', () => {
  it('go there and back', () => {
    fc.assert(
      fc.property(homographies, (h) => {
        const back = invert(h);
        assert.ok(back !== null);
        assert.ok(farthest(compose(back, h), shifted(0, 0)) < 1e-6);
        const again = fromQuads(REGION, corners(h) as unknown as Quad);
        assert.ok(again !== null && farthest(again, h) < 1e-6);
      }),
    );
  });

  it('are not there for corners on one line', () => {
    const line = [0, 1, 2, 3].map((i) => ({ x: i, y: i })) as unknown as Quad;
    assert.equal(fromQuads(REGION, line), null);
    assert.equal(fromQuads(line, REGION), null);
    assert.equal(invert([1, 2, 3, 2, 4, 6, 0, 0, 1]), null);
    assert.equal(project([1, 0, 0, 0, 1, 0, -0.01, 0, 1], 200, 0), null);
  });
});

describe('a pose filter', () => {
  it('leaves alone what does not move', () => {
    fc.assert(
      fc.property(homographies, (h) => {
        const filter = createPoseFilter(REGION);
        for (let i = 0; i < 30; i++) assert.ok(farthest(filter.next(h, i * FRAME_MS), h) < 1e-6);
      }),
    );
  });

  it('takes away at least 60 % of a trembling of half a px', () => {
    fc.assert(
      fc.property(homographies, trembles, (h, shakes) => {
        const filter = createPoseFilter(REGION);
        const center = corners(h);
        let [before, after] = [0, 0];
        for (const [i, by] of shakes.entries()) {
          const raw = shaken(h, by);
          const calm = filter.next(raw, i * FRAME_MS);
          if (i < 30) continue;
          for (const [k, corner] of center.entries()) {
            const [r, c] = [corners(raw)[k], corners(calm)[k]];
            before += ((r?.x ?? 0) - corner.x) ** 2 + ((r?.y ?? 0) - corner.y) ** 2;
            after += ((c?.x ?? 0) - corner.x) ** 2 + ((c?.y ?? 0) - corner.y) ** 2;
          }
        }
        assert.ok(Math.sqrt(after / before) <= 0.4, `${Math.sqrt(after / before)}`);
      }),
      { numRuns: 30 },
    );
  });

  it('stays within 2 px of a steady motion of 300 px/s from its first frame on, and of any other', () => {
    fc.assert(
      fc.property(
        homographies,
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.constantFrom(300, 100, 1_500),
        (h, angle, speed) => {
          const filter = createPoseFilter(REGION);
          for (let i = 0; i < 60; i++) {
            const px = Math.max(0, i - 10) * (FRAME_MS / 1_000) * speed;
            const raw = compose(shifted(px * Math.cos(angle), px * Math.sin(angle)), h);
            assert.ok(farthest(filter.next(raw, i * FRAME_MS), raw) <= 2);
          }
        },
      ),
    );
  });

  it('follows a step at once', () => {
    const filter = createPoseFilter(REGION);
    for (let i = 0; i < 10; i++) filter.next(shifted(0, 0), i * FRAME_MS);
    const step = shifted(80, -40);
    assert.ok(farthest(filter.next(step, 10 * FRAME_MS), step) <= 2);
  });

  it('begins anew after a gap, after a reset, and where time stands still', () => {
    const filter = createPoseFilter(REGION);
    const [a, b] = [shifted(0, 0), shifted(1, 0)];
    filter.next(a, 0);
    assert.deepEqual(filter.next(b, 5_000), b);
    filter.next(a, 5_033);
    filter.reset();
    assert.deepEqual(filter.next(b, 5_066), b);
    assert.deepEqual(filter.next(a, 5_066), a);
    assert.deepEqual(filter.next(b, NaN), b);
  });
});
