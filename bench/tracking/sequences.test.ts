import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { expose, rowSeconds, type Scene, type Shutter } from './camera.ts';
import { allClasses } from './classes.ts';
import { drawnPicture } from './drawn-pictures.ts';
import {
  facing,
  fromCorners,
  invert,
  multiply,
  project,
  type Matrix,
  type Point,
} from './geometry.ts';
import { viewOf, type Motion, type Pose } from './motion.ts';
import { pyramidOf, type Picture } from './picture.ts';
import { makeSequence } from './sequences.ts';

const EXACT_PX = 0.2;
const WIDTH = 640;
const HEIGHT = 480;
const SPACING = 80;
const SIGMA = 3;

/** Soft bright dots on black, one every 80 texels: their middles can be found to a fraction of a pixel. */
function dots(): Picture {
  const [width, height] = [1280, 960];
  const gray = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const dx = ((x + SPACING / 2) % SPACING) - SPACING / 2;
      const dy = ((y + SPACING / 2) % SPACING) - SPACING / 2;
      gray[y * width + x] = 250 * Math.exp(-(dx * dx + dy * dy) / (2 * SIGMA * SIGMA));
    }
  return { name: 'dots', width, height, gray };
}

const pattern = pyramidOf(dots());
const black = pyramidOf({ name: 'black', width: 64, height: 64, gray: new Uint8Array(64 * 64) });

function sceneOf(motion: Motion): Scene {
  return {
    width: WIDTH,
    height: HEIGHT,
    motion,
    // A dot lies in the plane's origin.
    surface: {
      pyramid: pattern,
      scale: 1,
      originU: 640,
      originV: 480,
      left: -640,
      top: -480,
      right: 639,
      bottom: 479,
    },
    background: { pyramid: black, depth: 300, scale: 1 },
  };
}

/** Middle of the light within a window around a place. */
function middleOfLight(light: Float32Array, around: Point, reach: number): Point {
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let y = Math.round(around.y - reach); y <= around.y + reach; y++)
    for (let x = Math.round(around.x - reach); x <= around.x + reach; x++) {
      const value = light[y * WIDTH + x] ?? 0;
      sum += value;
      sumX += value * x;
      sumY += value * y;
    }
  return { x: sumX / sum, y: sumY / sum };
}

const near: readonly Point[] = [-160, -80, 0, 80, 160].flatMap((x) =>
  [-80, 0, 80].map((y) => ({ x, y })),
);

/** Largest distance of a dot from where it should be seen; dots at the edge of the picture are left out. */
function worstError(
  light: Float32Array,
  reach: number,
  expected: (place: Point) => Point | null,
): number {
  const errors = near.flatMap((place) => {
    const should = expected(place);
    const margin = reach + 2;
    if (should === null || should.x < margin || should.x > WIDTH - margin) return [];
    if (should.y < margin || should.y > HEIGHT - margin) return [];
    const is = middleOfLight(light, should, reach);
    return [Math.hypot(is.x - should.x, is.y - should.y)];
  });
  assert.ok(errors.length >= 4, `only ${errors.length} dots are in the picture`);
  return Math.max(...errors);
}

const still: Pose = { x: 0, y: 0, zoom: 1, roll: 0, tilt: 0, tiltAxis: 0, yaw: 0, pitch: 0 };
const poses: fc.Arbitrary<Pose> = fc.record({
  x: fc.double({ min: -60, max: 60, noNaN: true }),
  y: fc.double({ min: -40, max: 40, noNaN: true }),
  zoom: fc.double({ min: 0.8, max: 1.6, noNaN: true }),
  roll: fc.double({ min: -3, max: 3, noNaN: true }),
  tilt: fc.double({ min: 0, max: 0.5, noNaN: true }),
  tiltAxis: fc.double({ min: 0, max: 6, noNaN: true }),
  yaw: fc.double({ min: -0.1, max: 0.1, noNaN: true }),
  pitch: fc.double({ min: -0.1, max: 0.1, noNaN: true }),
});

describe('the camera', () => {
  it('shows each point where the homography says', () => {
    fc.assert(
      fc.property(poses, (pose) => {
        const shutter: Shutter = { seconds: 0, exposureSeconds: 0, readoutSeconds: 0 };
        const light = expose(
          sceneOf(() => pose),
          shutter,
        );
        const { surface } = viewOf(pose, WIDTH, HEIGHT);
        const worst = worstError(light, 14, (place) => project(surface, place));
        assert.ok(worst < EXACT_PX, `${worst} px off`);
      }),
      { numRuns: 25, seed: 7340 },
    );
  });

  it('blurs evenly to both sides of the moment it names', () => {
    const motion: Motion = (s) => ({ ...still, x: 500 * s, y: -300 * s });
    const shutter: Shutter = { seconds: 0.1, exposureSeconds: 0.03, readoutSeconds: 0 };
    const light = expose(sceneOf(motion), shutter);
    const { surface } = viewOf(motion(shutter.seconds), WIDTH, HEIGHT);
    assert.ok(worstError(light, 24, (place) => project(surface, place)) < EXACT_PX);
  });

  it('reads each row in its own time, the middle one on time', () => {
    const motion: Motion = (s) => ({ ...still, x: 700 * s, y: 300 * s, roll: s });
    const shutter: Shutter = { seconds: 0.1, exposureSeconds: 0.004, readoutSeconds: 0.026 };
    const light = expose(sceneOf(motion), shutter);
    assert.equal(rowSeconds(shutter, (HEIGHT - 1) / 2, HEIGHT), shutter.seconds);
    const worst = worstError(light, 16, (place) => {
      let seen: Point | null = { x: 0, y: HEIGHT / 2 };
      for (let round = 0; round < 10 && seen !== null; round++) {
        const seconds = rowSeconds(shutter, seen.y, HEIGHT);
        seen = project(viewOf(motion(seconds), WIDTH, HEIGHT).surface, place);
      }
      return seen;
    });
    assert.ok(worst < EXACT_PX, `${worst} px off`);
  });
});

describe('a sequence', () => {
  const picture = drawnPicture('panel');
  const behind = drawnPicture('wood');

  it('is the same for the same seed, byte by byte, and in any order', () => {
    for (const name of ['occlusion', 'rolling-exposure', 'hand', 'gloss'] as const) {
      const [a, b] = [
        makeSequence({ class: name, seed: 5, picture, other: behind }),
        makeSequence({ class: name, seed: 5, picture, other: behind }),
      ];
      const late = a.frame(40);
      b.frame(7);
      const again = b.frame(40);
      // Not by deepEqual: what it says about two pictures that differ takes minutes to write.
      assert.ok(Buffer.from(again.gray).equals(late.gray), `${name} differs`);
      assert.deepEqual(again.homography, late.homography);
      const other = makeSequence({ class: name, seed: 6, picture, other: behind }).frame(40);
      assert.ok(!Buffer.from(other.gray).equals(late.gray), `${name} ignores its seed`);
    }
  });

  it('shows the first frame again where its homography says', () => {
    // Without what changes the light or stands in front, warping the first frame must give the later one.
    for (const name of ['pan', 'zoom', 'roll', 'tilt', 'rolling-exposure'] as const) {
      const sequence = makeSequence({ class: name, seed: 3, picture, other: behind });
      const first = sequence.frame(0).gray;
      const { gray, homography } = sequence.frame(20);
      assert.ok(homography !== null);
      const right = correlation(first, gray, homography, sequence.region);
      const shifted = multiply([1, 0, 2.5, 0, 1, 0, 0, 0, 1], homography);
      const off = correlation(first, gray, shifted, sequence.region);
      assert.ok(right > 0.9, `${name}: correlation ${right}`);
      assert.ok(right > off, `${name}: ${right}, but ${off} a little beside`);
    }
  });

  it('begins with the region whole in the picture and the identity', () => {
    for (const name of allClasses) {
      const { homography, visibleShare } = makeSequence({
        class: name,
        seed: 2,
        picture,
        other: behind,
      }).truth(0);
      assert.ok(homography !== null);
      homography.forEach((value, index) =>
        assert.ok(
          Math.abs(value - (index % 4 === 0 ? 1 : 0)) < 1e-6,
          `${name}: ${homography.join()}`,
        ),
      );
      assert.equal(visibleShare, 1);
    }
  });

  it('leaves the picture and comes back in the classes that are about it, and in no other', () => {
    for (const name of allClasses)
      for (const seed of [1, 2, 3]) {
        const sequence = makeSequence({ class: name, seed, picture, other: behind });
        const truths = Array.from({ length: sequence.frames }, (_, frame) => sequence.truth(frame));
        const isOut = truths.some(({ homography }) => homography === null);
        assert.equal(isOut, ['leave', 'whip', 'nearer'].includes(name), `${name} ${seed}`);
        assert.ok((truths.at(-1)?.visibleShare ?? 0) > 0.5, `${name} ${seed} ends outside`);
        assert.ok(
          truths.every((truth) => (truth.homography === null) === (truth.visibleShare === 0)),
        );
      }
  });
});

/** How much a frame looks like the first one taken there by a homography, within the region. */
function correlation(
  first: Uint8Array,
  gray: Uint8Array,
  m: Matrix,
  region: readonly Point[],
): number {
  const values: [number, number][] = [];
  const [left, right] = [region[0]?.x ?? 0, region[1]?.x ?? 0];
  const [top, bottom] = [region[0]?.y ?? 0, region[2]?.y ?? 0];
  for (let y = top; y < bottom; y += 2)
    for (let x = left; x < right; x += 2) {
      const to = project(m, { x, y });
      if (to === null || to.x < 0 || to.y < 0 || to.x >= WIDTH - 1 || to.y >= HEIGHT - 1) continue;
      values.push([
        first[y * WIDTH + x] ?? 0,
        gray[Math.round(to.y) * WIDTH + Math.round(to.x)] ?? 0,
      ]);
    }
  const mean = (side: 0 | 1): number =>
    values.reduce((sum, pair) => sum + pair[side], 0) / values.length;
  const [a, b] = [mean(0), mean(1)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [p, q] of values) {
    ab += (p - a) * (q - b);
    aa += (p - a) ** 2;
    bb += (q - b) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

describe('homographies', () => {
  const corner = (x: number, y: number): fc.Arbitrary<Point> =>
    fc.record({
      x: fc.double({ min: x - 40, max: x + 40, noNaN: true }),
      y: fc.double({ min: y - 40, max: y + 40, noNaN: true }),
    });
  const quads = fc.tuple(corner(100, 100), corner(300, 110), corner(320, 260), corner(90, 250));

  it('take four corners to four corners, and their inverse takes them back', () => {
    fc.assert(
      fc.property(quads, quads, (from, to) => {
        const m = fromCorners(from, to);
        from.forEach((point, index) => {
          const there = project(m, point);
          const back = there === null ? null : project(facing(invert(m), there), there);
          const goal = to[index];
          assert.ok(there !== null && back !== null && goal !== undefined);
          assert.ok(Math.hypot(there.x - goal.x, there.y - goal.y) < 1e-6);
          assert.ok(Math.hypot(back.x - point.x, back.y - point.y) < 1e-6);
        });
      }),
      { seed: 7340 },
    );
  });
});
