import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { areaOf, convexHull, hullOf, MOST_HULL_POINTS } from './region.ts';

const points = fc.array(
  fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }) }),
  { maxLength: 40 },
);

describe('the hull of a region', () => {
  it('holds all its points, turns one way only, and is its own hull', () => {
    fc.assert(
      fc.property(points, (some) => {
        const hull = convexHull(some);
        if (hull.length === 0) return;
        assert.ok(areaOf(hull) > 0);
        for (const [i, a] of hull.entries()) {
          const b = hull[(i + 1) % hull.length] ?? a;
          for (const { x, y } of some)
            assert.ok((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) >= 0);
        }
        assert.deepEqual(convexHull(hull), hull);
      }),
    );
  });

  it('is empty for points on one line', () => {
    assert.deepEqual(convexHull([]), []);
    assert.deepEqual(convexHull([1, 2, 3, 4].map((x) => ({ x, y: 3 * x - 2 }))), []);
  });

  it('is thinned where it has very many corners', () => {
    const circle = Array.from({ length: 1_000 }, (_, i) => ({
      x: 100 + 80 * Math.cos((i * Math.PI) / 500),
      y: 100 + 80 * Math.sin((i * Math.PI) / 500),
    }));
    const hull = hullOf(circle, 200, 200);
    assert.equal(hull.length, MOST_HULL_POINTS);
    assert.ok(areaOf(hull) > 0.99 * Math.PI * 80 * 80);
  });
});
