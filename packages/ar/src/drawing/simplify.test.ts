import { MAX_STROKE_POINTS, type StrokePoint } from '@fernblick/protocol';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { simplify } from './simplify.ts';
import { FRAME } from './testing/sheet.ts';
import { extendStroke, simplifyStroke, strokePoints, type StrokePath } from './tools/stroke.ts';

type Spot = readonly number[];

function toSegment(p: Spot, a: Spot, b: Spot): number {
  const [[px = 0, py = 0], [ax = 0, ay = 0], [bx = 0, by = 0]] = [p, a, b];
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
  const t =
    length2 === 0
      ? 0
      : Math.min(1, Math.max(0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length2));
  return Math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay));
}

/** How far the farthest of some spots lies from a polyline. */
function error(spots: readonly Spot[], kept: readonly Spot[]): number {
  return Math.max(
    ...spots.map((spot) => Math.min(...kept.map((b, i) => toSegment(spot, kept[i - 1] ?? b, b)))),
  );
}

const inPx = (points: readonly StrokePoint[]) =>
  points.map(([x, y]) => [x * FRAME.width, y * FRAME.height]);

/** A hand that wanders about smoothly. */
function wander(count: number, seed: number): StrokePoint[] {
  return Array.from({ length: count }, (_, i) => {
    const t = (i / count) * 12;
    return [
      0.5 + 0.3 * Math.sin(t + seed) + 0.1 * Math.sin(3.1 * t),
      0.5 + 0.4 * Math.sin(0.7 * t + 2 * seed),
      0.5,
    ];
  });
}

describe('simplifying', () => {
  it('never strays farther than it may, keeps both ends, and invents nothing', () => {
    const spot = fc.tuple(
      fc.double({ min: 0, max: 640, noNaN: true }),
      fc.double({ min: 0, max: 480, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(spot, { minLength: 1, maxLength: 120 }),
        fc.double({ min: 0.1, max: 40, noNaN: true }),
        (spots, tolerance) => {
          const kept = simplify(spots, tolerance, 500);
          assert.equal(kept[0], 0);
          assert.equal(kept.at(-1), spots.length - 1);
          assert.deepEqual(
            [...new Set(kept)].sort((a, b) => a - b),
            kept,
          );
          assert.ok(
            error(
              spots,
              kept.map((i) => spots[i] ?? []),
            ) <=
              tolerance + 1e-9,
          );
        },
      ),
    );
  });

  it('keeps as many points as it may, and the worst first', () => {
    const zigzag = Array.from({ length: 1_000 }, (_, i): [number, number] => [
      i,
      i % 2 === 0 ? 0 : 100,
    ]);
    assert.equal(simplify(zigzag, 0.1, 50).length, 50);
    const bump = Array.from({ length: 101 }, (_, i): [number, number] => [i, i === 37 ? 50 : 0]);
    assert.ok(simplify(bump, 0.1, 3).includes(37));
  });

  it('brings 100,000 points of a stroke to at most 500, within a px of the hand', () => {
    const stroke = wander(100_000, 1);
    const kept = simplifyStroke(stroke, 3, FRAME);
    assert.ok(kept.length <= MAX_STROKE_POINTS && kept.length > 20, `${kept.length}`);
    const every = stroke.filter((_, i) => i % 17 === 0);
    assert.ok(error(inPx(every), inPx(kept)) < 0.5);
  });

  it('comes to an end with a stroke that was made to be slow', () => {
    const nasty: StrokePoint[] = Array.from({ length: 100_000 }, (_, i) => [
      (i * 0.6180339887) % 1,
      (i * 0.7548776662) % 1,
      (i % 7) / 7,
    ]);
    assert.equal(simplifyStroke(nasty, 3, FRAME).length, MAX_STROKE_POINTS);
  });

  it('draws point by point as it would all at once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000 }),
        fc.double({ min: 0, max: 6, noNaN: true }),
        (count, seed) => {
          const stroke = wander(count, seed);
          let path: StrokePath | null = null;
          for (const point of stroke) path = extendStroke(path, point, 3, FRAME);
          assert.ok(path !== null);
          const kept = strokePoints(path, 3, FRAME);
          assert.ok(kept.length <= MAX_STROKE_POINTS);
          const some = stroke.filter((_, i) => i % 7 === 0 || i === stroke.length - 1);
          assert.ok(error(inPx(some), inPx(kept)) < 0.8);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps a corner wherever in a stroke it is', () => {
    for (let corner = 1; corner < 300; corner++) {
      let path: StrokePath | null = null;
      for (let i = 0; i <= 300; i++) {
        const x = 0.1 + 0.002 * Math.min(i, 2 * corner - i);
        path = extendStroke(path, [x, 0.2 + 0.001 * i, 0.5], 3, FRAME);
      }
      assert.ok(path !== null);
      const kept = strokePoints(path, 3, FRAME).map(([x]) => x);
      assert.ok(Math.abs(Math.max(...kept) - 0.1 - 0.002 * corner) < 1e-5, `${corner}`);
    }
  });

  it('keeps a change of pressure on a straight line', () => {
    const line: StrokePoint[] = Array.from({ length: 101 }, (_, i) => [
      i / 100,
      0.5,
      i === 50 ? 1 : 0.2,
    ]);
    const kept = simplifyStroke(line, 5, FRAME);
    assert.ok(kept.some(([, , pressure]) => pressure === 1));
  });
});
