import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { IDENTITY, project, type Homography } from '../homography.ts';
import { apply, surfacePose } from './surface-pose.ts';
import { rotationAbout, seen } from './testing/seen.ts';
import { dot, lengthOf, plus, type Vector } from './vector.ts';

const KEYFRAME = { width: 640, height: 480 };
const PICTURE = { width: 1_280, height: 720 };
const FOCAL = 576;

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const vector = fc.tuple(between(-1, 1), between(-1, 1), between(-1, 1));
/** Any turn and any way that leave the front of the surface before the camera, with the scale left free. */
const views = fc
  .tuple(
    vector.filter((axis) => lengthOf(axis) > 0.1),
    between(-1.2, 1.2),
    vector,
    fc.constantFrom(1, -1, 0.01, 250),
  )
  .map(([axis, angle, [x, y, z], scale]) => {
    const rotation = rotationAbout(axis, angle);
    const translation: Vector = [x * 300, y * 300, z * 300];
    const homography = seen({ keyframe: KEYFRAME, picture: PICTURE, rotation, translation });
    const scaled = homography?.map((cell) => cell * scale) as unknown as Homography | undefined;
    return scaled === undefined ? null : { rotation, translation, homography: scaled };
  })
  .filter((view) => view !== null);
const noises = fc.array(between(-1, 1), { minLength: 9, maxLength: 9 });

function close(a: readonly number[], b: readonly number[], within: number, what: string): void {
  for (const [i, cell] of a.entries())
    assert.ok(
      Math.abs(cell - (b[i] ?? NaN)) < within,
      `${what}: ${a.join(' ')} is not ${b.join(' ')}`,
    );
}

/** The same homography, with noise of so many px at the edges of the picture. */
function noisy(homography: Homography, noise: readonly number[], px: number): Homography {
  const weights = [1 / 640, 1 / 640, 1, 1 / 640, 1 / 640, 1, 1 / 640 ** 2, 1 / 640 ** 2, 0];
  return homography.map(
    (cell, i) => cell + px * homography[8] * (weights[i] ?? 0) * (noise[i] ?? 0),
  ) as unknown as Homography;
}

describe('the pose of a surface', () => {
  it('is exactly where the camera has gone, whatever the homography is multiplied by', () => {
    fc.assert(
      fc.property(views, ({ homography, rotation, translation }) => {
        const pose = surfacePose(homography, KEYFRAME, PICTURE);
        assert.ok(pose !== null);
        close(pose.rotation, rotation, 1e-7, 'rotation');
        close(pose.translation, translation, 1e-4, 'translation');
        const [x, y, z] = apply(rotation, [0, 0, 1]);
        close(pose.up, [-x, -y, -z], 1e-7, 'up');
      }),
      { numRuns: 500 },
    );
  });

  it('has every place of the surface exactly where the homography has it, however rough the pose is', () => {
    fc.assert(
      fc.property(views, noises, between(0, 640), between(0, 480), (view, noise, x, y) => {
        const homography = noisy(view.homography, noise, 20);
        const pose = surfacePose(homography, KEYFRAME, PICTURE);
        const spot = pose?.spot(x, y) ?? null;
        const truth = project(homography, x, y);
        fc.pre(pose !== null && spot !== null && truth !== null);
        const [u, v, w] = apply(pose.lens, spot);
        close([u / w, v / w], [truth.x, truth.y], 1e-5, 'place');
      }),
      { numRuns: 500 },
    );
  });

  it('always faces the camera, and never flips over from one frame to the next', () => {
    fc.assert(
      fc.property(views, noises, ({ homography }, noise) => {
        const before = surfacePose(homography, KEYFRAME, PICTURE);
        const after = surfacePose(noisy(homography, noise, 1), KEYFRAME, PICTURE);
        // Next to the edge of what is believed, the second one may be too rough to be a pose at all.
        fc.pre(before !== null && after !== null);
        assert.ok(dot(before.up, after.up) > 0.9);
        for (const { up, spot } of [before, after]) {
          const middle = spot(KEYFRAME.width / 2, KEYFRAME.height / 2);
          assert.ok(middle !== null && dot(up, middle) < 0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is that of the keyframe where nothing has moved', () => {
    const pose = surfacePose(IDENTITY, KEYFRAME, KEYFRAME);
    assert.ok(pose !== null);
    close(pose.up, [0, 0, -1], 1e-12, 'up');
    close(pose.translation, [0, 0, 0], 1e-9, 'translation');
    close(pose.spot(320, 240) ?? [], [0, 0, FOCAL], 1e-9, 'middle');
  });

  it('is unknown where no camera sees the front of a plane like that', () => {
    const degenerate: Record<string, Homography> = {
      nothing: [0, 0, 0, 0, 0, 0, 0, 0, 0],
      'a line': [1, 1, 0, 1, 1, 0, 0, 0, 1],
      'a spot': [0, 0, 100, 0, 0, 100, 0, 0, 1],
      'a mirrored one': [-1, 0, 640, 0, 1, 0, 0, 0, 1],
      'stretched out': [9, 0, 0, 0, 1, 0, 0, 0, 1],
      'sheared away': [1, 8, 0, 0, 1, 0, 0, 0, 1],
      'without a number': [NaN, 0, 0, 0, 1, 0, 0, 0, 1],
      'without end': [1, 0, Infinity, 0, 1, 0, 0, 0, 1],
      'from its horizon': [1, 0, 0, 0, 1, 0, 0, 0, 0],
    };
    for (const [name, homography] of Object.entries(degenerate))
      assert.equal(surfacePose(homography, KEYFRAME, KEYFRAME), null, name);
  });

  it('answers anything at all with a pose or with null', () => {
    const cell = fc.oneof(fc.double(), fc.constantFrom(0, 1, -1, 1e-300, 1e300), between(-2, 2));
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell, cell, cell, cell, cell, cell, cell), (homography) => {
        const pose = surfacePose(homography, KEYFRAME, PICTURE);
        if (pose === null) return;
        const numbers = [...pose.rotation, ...pose.translation, ...pose.up];
        assert.ok(numbers.every(Number.isFinite), numbers.join(' '));
        assert.ok(Math.abs(lengthOf(pose.up) - 1) < 1e-9);
        assert.ok(lengthOf(plus(pose.up, apply(pose.rotation, [0, 0, 1]))) < 1e-9);
      }),
      { numRuns: 2_000 },
    );
  });
});
