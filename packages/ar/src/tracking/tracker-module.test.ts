import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  cameraStep,
  invert,
  multiply,
  Plane,
  project,
  seededNumbers,
  type Matrix,
} from '../testing/moving-plane.ts';
import type { Point } from './region.ts';
import type { TrackerExports } from './tracker-module.ts';

const WIDTH = 200;
const HEIGHT = 150;
const PAIR_NUMBERS = 8;

/** The module with its parts by themselves; see `wasm/parts.ts`. */
interface TrackerParts extends TrackerExports {
  readonly benchAt: () => number;
  readonly pairsAt: () => number;
  readonly benchFourPoints: () => number;
  readonly benchMultiply: () => void;
  readonly benchInvert: () => number;
  readonly benchRansac: (count: number, model: number, thresholdPx: number) => number;
  readonly benchGroups: (count: number) => number;
  readonly benchRefine: (
    count: number,
    tukeyPx: number,
    looseShear: number,
    loosePerspective: number,
  ) => number;
  readonly benchPyramid: (level: number) => number;
  readonly benchNoise: (level: number) => number;
  readonly benchStride: (level: number) => number;
  readonly logOf: (x: number) => number;
}

let module: TrackerParts;

before(async () => {
  const bytes = readFileSync(new URL('../../build/tracker-parts.wasm', import.meta.url));
  const { instance } = await WebAssembly.instantiate(bytes, {
    env: { abort: () => assert.fail('The tracker module gave up.') },
  });
  // The module is ours, and the interface says what it exports.
  module = instance.exports as unknown as TrackerParts;
  assert.equal(module.start(WIDTH, HEIGHT, 0, 2), 1);
  // What is reserved on first use must not move the memory away under a view.
  module.benchAt();
  module.benchFourPoints();
});

function matrixAt(place: number): Float64Array {
  return new Float64Array(module.memory.buffer, module.benchAt() + place * 72, 9);
}

/** Writes pairs; the information about each `to` is the same in all directions. */
function writePairs(pairs: readonly (readonly [Point, Point])[]): void {
  const numbers = new Float64Array(
    module.memory.buffer,
    module.pairsAt(),
    pairs.length * PAIR_NUMBERS,
  );
  for (const [i, [from, to]] of pairs.entries())
    numbers.set([from.x, from.y, to.x, to.y, 1, 0, 1, 1], i * PAIR_NUMBERS);
}

function farthest(a: ArrayLike<number>, b: Matrix, points: readonly Point[]): number {
  const own = Array.from(a);
  return Math.max(
    ...points.map((point) => {
      const [p, q] = [project(own, point), project(b, point)];
      return Math.hypot(p.x - q.x, p.y - q.y);
    }),
  );
}

const homography = fc
  .record({
    dx: fc.double({ min: -60, max: 60, noNaN: true }),
    dy: fc.double({ min: -60, max: 60, noNaN: true }),
    scale: fc.double({ min: 0.5, max: 2, noNaN: true }),
    turn: fc.double({ min: -3, max: 3, noNaN: true }),
    tilt: fc.double({ min: -0.002, max: 0.002, noNaN: true }),
  })
  .map((step) => cameraStep(WIDTH, HEIGHT, step));

const square: readonly Point[] = [
  { x: 20, y: 15 },
  { x: 180, y: 20 },
  { x: 170, y: 130 },
  { x: 25, y: 140 },
];

function scattered(seed: number, count: number): readonly Point[] {
  const random = seededNumbers(seed);
  return Array.from({ length: count }, () => ({ x: random() * WIDTH, y: random() * HEIGHT }));
}

describe('the logarithm in a score', () => {
  it('is exact enough for odds', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
        assert.ok(Math.abs(module.logOf(x) - Math.log(x)) < 2e-4, `${module.logOf(x)}`);
      }),
    );
  });
});

describe('homographies', () => {
  it('are found exactly from four points', () => {
    fc.assert(
      fc.property(homography, (h) => {
        writePairs(square.map((point) => [point, project(h, point)]));
        assert.equal(module.benchFourPoints(), 1);
        assert.ok(farthest(matrixAt(0), h, scattered(1, 12)) < 1e-6);
      }),
    );
  });

  it('are refused where three points lie on one line, or where they would have to flip', () => {
    const [a, b, c, d] = square as readonly [Point, Point, Point, Point];
    const between = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    writePairs([a, between, b, d].map((point) => [point, point]));
    assert.equal(module.benchFourPoints(), 0);
    writePairs([
      [a, b],
      [b, a],
      [c, c],
      [d, d],
    ]);
    assert.equal(module.benchFourPoints(), 0);
  });

  it('multiply and invert as in plain arithmetic', () => {
    fc.assert(
      fc.property(homography, homography, (a, b) => {
        matrixAt(1).set(a);
        matrixAt(2).set(b);
        module.benchMultiply();
        const product = multiply(a, b);
        for (const [i, value] of matrixAt(0).entries())
          assert.ok(Math.abs(value - (product[i] ?? 0)) < 1e-9 * (1 + Math.abs(value)));
        assert.equal(module.benchInvert(), 1);
        assert.ok(farthest(matrixAt(0), invert(a), scattered(2, 8)) < 1e-6);
      }),
    );
  });
});

describe('RANSAC', () => {
  it('finds the homography behind 40 % of outliers, and the same one each time', () => {
    fc.assert(
      fc.property(homography, fc.integer({ min: 1, max: 1e6 }), (h, seed) => {
        const random = seededNumbers(seed);
        const points = scattered(seed, 60);
        writePairs(
          points.map((point, i) => [
            point,
            i % 5 < 2 ? { x: random() * 400 - 100, y: random() * 300 - 80 } : project(h, point),
          ]),
        );
        const inliers = module.benchRansac(60, 4, 3);
        assert.ok(inliers >= 36, `${inliers} inliers`);
        const first = Array.from(matrixAt(0));
        assert.ok(farthest(first, h, square) < 1);
        module.benchRansac(60, 4, 3);
        assert.deepEqual(Array.from(matrixAt(0)), first);
      }),
      { numRuns: 40 },
    );
  });

  it('finds affine maps and similarities with fewer points', () => {
    const h = cameraStep(WIDTH, HEIGHT, { dx: 12, turn: 0.4, scale: 1.3 });
    const points = scattered(5, 12);
    writePairs(points.map((point, i) => [point, i < 3 ? { x: 0, y: i * 40 } : project(h, point)]));
    for (const model of [2, 3]) {
      assert.ok(module.benchRansac(12, model, 2) >= 9);
      assert.ok(farthest(matrixAt(0), h, square) < 1e-6);
    }
  });

  it('tells apart groups of points that moved differently, the largest first', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 4, max: 9, noNaN: true }),
        (seed, far) => {
          const random = seededNumbers(seed);
          const angle = random() * 2 * Math.PI;
          const surface = cameraStep(WIDTH, HEIGHT, { dx: 2, turn: 0.03, scale: 1.02 });
          const screen = cameraStep(WIDTH, HEIGHT, {
            dx: 2 + far * Math.cos(angle),
            dy: far * Math.sin(angle),
          });
          writePairs(
            scattered(seed, 60).map((point, i) => {
              if (i % 10 === 9) return [point, { x: random() * WIDTH, y: random() * HEIGHT }];
              return [point, project(i % 10 < 6 ? surface : screen, point)];
            }),
          );
          assert.equal(module.benchGroups(60), 2);
          assert.ok(farthest(matrixAt(0), surface, square) < 1.5);
          assert.ok(farthest(matrixAt(1), screen, square) < 1.5);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('counts points that slid along their own edge as agreeing', () => {
    const h = cameraStep(WIDTH, HEIGHT, { dx: 9, turn: 0.2 });
    const random = seededNumbers(11);
    const points = scattered(7, 24);
    writePairs(
      points.map((point, i) => {
        const to = project(h, point);
        return [point, i < 8 ? to : { x: to.x + (random() - 0.5) * 60, y: to.y }];
      }),
    );
    const pairs = new Float64Array(module.memory.buffer, module.pairsAt(), 24 * PAIR_NUMBERS);
    // What lies on a level edge knows next to nothing of its x.
    for (let i = 8; i < 24; i++) pairs[i * PAIR_NUMBERS + 4] = 1e-4;
    const inliers = module.benchRansac(24, 2, 3);
    assert.ok(inliers >= 20, `${inliers} inliers`);
  });

  it('says so where there is nothing to find', () => {
    writePairs(
      Array.from(
        { length: 8 },
        () =>
          [
            { x: 5, y: 5 },
            { x: 9, y: 9 },
          ] as const,
      ),
    );
    assert.equal(module.benchRansac(8, 4, 3), 0);
    assert.equal(module.benchRansac(3, 4, 3), 0);
  });
});

describe('refinement', () => {
  const small = fc
    .record({
      dx: fc.double({ min: -1, max: 1, noNaN: true }),
      dy: fc.double({ min: -1, max: 1, noNaN: true }),
      scale: fc.double({ min: 0.99, max: 1.01, noNaN: true }),
      turn: fc.double({ min: -0.01, max: 0.01, noNaN: true }),
      tilt: fc.double({ min: -0.00003, max: 0.00003, noNaN: true }),
    })
    .map((step) => cameraStep(WIDTH, HEIGHT, step));

  it('ends at the exact homography although some pairs are wrong', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 1e6 }), (h, seed) => {
        const points = scattered(seed, 40);
        writePairs(
          points.map((point, i) => {
            const to = project(h, point);
            return [point, i % 8 === 0 ? { x: to.x + 30, y: to.y - 25 } : to];
          }),
        );
        matrixAt(0).set([1, 0, 0, 0, 1, 0, 0, 0, 1]);
        assert.equal(module.benchRefine(40, 4, 10, 10), 1);
        assert.ok(farthest(matrixAt(0), h, square) < 0.02);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps to a similarity where the prior is tight', () => {
    const h = cameraStep(WIDTH, HEIGHT, { dx: 1, tilt: 0.0003 });
    writePairs(scattered(9, 30).map((point) => [point, project(h, point)]));
    matrixAt(0).set([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    assert.equal(module.benchRefine(30, 8, 1e-5, 1e-5), 1);
    const [a = 0, b = 0, , d = 0, e = 0, , g = 0, i = 0] = matrixAt(0);
    assert.ok(Math.abs(a - e) < 1e-4 && Math.abs(b + d) < 1e-4);
    assert.ok(Math.abs(g) < 1e-6 && Math.abs(i) < 1e-6);
  });

  it('has no answer without pairs', () => {
    assert.equal(module.benchRefine(0, 4, 1, 1), 0);
  });
});

describe('pyramid', () => {
  it('is what plain arithmetic says, margins included', () => {
    const random = seededNumbers(3);
    const frame = Uint8Array.from({ length: WIDTH * HEIGHT }, () => random() * 256);
    new Uint8Array(module.memory.buffer).set(frame, module.inputAt());
    let expected: Uint8Array = frame;
    let [w, h] = [WIDTH, HEIGHT];
    for (let level = 0; level < 3; level++) {
      const first = module.benchPyramid(level);
      const stride = module.benchStride(level);
      const memory = new Uint8Array(module.memory.buffer);
      for (let y = -16; y < h + 16; y++)
        for (let x = -16; x < w + 16; x++) {
          const inside = Math.max(0, Math.min(h - 1, y)) * w + Math.max(0, Math.min(w - 1, x));
          assert.equal(memory[first + y * stride + x], expected[inside], `${level}: ${x}, ${y}`);
        }
      expected = halved(expected, w, h);
      [w, h] = [w >> 1, h >> 1];
    }
  });
});

describe('noise', () => {
  it('is measured to a tenth, whatever is in the picture, and known in the coarser levels', () => {
    const plane = new Plane(5);
    const still = cameraStep(WIDTH, HEIGHT, {});
    const without = plane.frame(WIDTH, HEIGHT, still, { noise: 0 });
    for (const [seed, noise] of [2, 5, 8].entries()) {
      // Away from black and white, where noise is cut off.
      const clear = without.map((value) => 64 + (value >> 1));
      const random = seededNumbers(seed);
      const noisy = clear.map(
        (value) => value + Math.round((random() + random() + random() - 1.5) * 2 * noise),
      );
      new Uint8Array(module.memory.buffer).set(noisy, module.inputAt());
      module.benchPyramid(0);
      const measured = Array.from({ length: 3 }, (_, level) => Math.sqrt(module.benchNoise(level)));
      assert.ok(Math.abs((measured[0] ?? 0) / noise - 1) < 0.1, `${measured[0]} for ${noise}`);
      let [w, h] = [WIDTH, HEIGHT];
      let a: Uint8Array = clear;
      let b: Uint8Array = noisy;
      for (let level = 1; level < 3; level++) {
        [a, b] = [halved(a, w, h), halved(b, w, h)];
        [w, h] = [w >> 1, h >> 1];
        let sum = 0;
        for (const [at, value] of a.entries()) sum += (value - (b[at] ?? 0)) ** 2;
        const real = Math.sqrt(sum / a.length);
        assert.ok(
          Math.abs((measured[level] ?? 0) / real - 1) < 0.25,
          `${measured[level]}, ${real}`,
        );
      }
    }
  });
});

/** The filter 1 3 3 1 in both directions, every second pixel. */
function halved(source: Uint8Array, width: number, height: number): Uint8Array {
  const [w, h] = [width >> 1, height >> 1];
  const taps = [1, 3, 3, 1];
  const target = new Uint8Array(w * h);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      let sum = 0;
      for (const [j, down] of taps.entries())
        for (const [i, across] of taps.entries()) {
          const sy = Math.max(0, Math.min(height - 1, 2 * y - 1 + j));
          const sx = Math.max(0, Math.min(width - 1, 2 * x - 1 + i));
          sum += down * across * (source[sy * width + sx] ?? 0);
        }
      target[y * w + x] = (sum + 32) >> 6;
    }
  return target;
}
