import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  cameraStep,
  cornerError,
  Plane,
  rectangle,
  seededNumbers,
} from '../testing/moving-plane.ts';
import { createSurfaceTracker, type AnchorPose } from './index.ts';

const WIDTH = 320;
const HEIGHT = 240;
/** Columns on either side of the frame that come into it as the camera moves. */
const SPARE = 160;
const wide = new Plane(7).frame(
  WIDTH + 2 * SPARE,
  HEIGHT,
  cameraStep(WIDTH, HEIGHT, { dx: SPARE }),
  {
    noise: 0,
  },
);
const region = rectangle(80, 60, 160, 120);

interface Shape {
  /** How much nearer than the plane a column is, as a share of the distance. */
  readonly nearness: (x: number) => number;
  /** From this column on there is nothing to be seen on it. */
  readonly bareFrom?: number;
}

/**
 * What a camera sees that has moved sideways, so that the plane lies `dx` px further to the right: what is nearer than
 * the plane by a share of the distance moves further by that share.
 */
function see(dx: number, { nearness, bareFrom = Infinity }: Shape, seed: number): Uint8Array {
  const random = seededNumbers(seed);
  const gray = new Uint8ClampedArray(WIDTH * HEIGHT);
  // The column of the surface that is seen in each column of the frame: of several, the nearest hides the others.
  const columns = Array.from({ length: WIDTH }, (_, x) => ({ source: x - dx, near: -Infinity }));
  for (let u = -SPARE; u < WIDTH + SPARE - 1; u += 0.25) {
    const near = nearness(u);
    const x = Math.round(u + dx * (1 + near));
    const column = columns[x];
    if (column !== undefined && near > column.near)
      columns[x] = { source: x - dx * (1 + near), near };
  }
  for (let y = 0; y < HEIGHT; y++)
    for (const [x, { source }] of columns.entries()) {
      const left = Math.floor(source);
      const row = y * (WIDTH + 2 * SPARE) + SPARE;
      const [a = 0, b = 0] =
        left < bareFrom ? [wide[row + left], wide[row + left + 1]] : [128, 128];
      gray[y * WIDTH + x] =
        a + (b - a) * (source - left) + (random() + random() + random() - 1.5) * 2;
    }
  return new Uint8Array(gray.buffer);
}

async function follow(
  shape: Shape,
  { frames, perFrame }: { readonly frames: number; readonly perFrame: number },
  visit: (pose: AnchorPose, error: number, frame: number) => void,
): Promise<void> {
  const tracker = await createSurfaceTracker({ width: WIDTH, height: HEIGHT });
  try {
    tracker.addAnchor(see(0, shape, 1), region);
    for (let i = 1; i <= frames; i++) {
      const dx = perFrame * i;
      for (const pose of tracker.update(see(dx, shape, 1 + i)))
        visit(pose, cornerError(region, pose.homography, [1, 0, dx, 0, 1, 0, 0, 0, 1]), i);
    }
  } finally {
    tracker.close();
  }
}

describe('a surface with depth', () => {
  it('is followed as the plane that fits its hills', async () => {
    for (const length of [60, 80]) {
      const hills = (x: number): number => 0.07 * Math.sin((2 * Math.PI * (x - 80)) / length);
      await follow({ nearness: hills }, { frames: 30, perFrame: 2.5 }, ({ status }, error, i) => {
        assert.equal(status, 'tracked', `frame ${i}`);
        assert.ok(error < 2.5, `frame ${i}: ${error}`);
      });
    }
  });

  it('is never believed where it is more than 10 px off the plane that fits its mountains', async () => {
    let farthest = 0;
    for (const length of [80, 160]) {
      const mountains = (x: number): number => 0.2 * Math.cos((2 * Math.PI * (x - 80)) / length);
      await follow(
        { nearness: mountains },
        { frames: 40, perFrame: 2.5 },
        ({ status }, error, i) => {
          if (status !== 'lost') farthest = Math.max(farthest, error);
          if (error > 10) assert.notEqual(status, 'tracked', `frame ${i}: ${error}`);
        },
      );
    }
    assert.ok(farthest > 10, 'It is shown wrongly, and says that it is not sure.');
  });

  it('is not believed where it bends, and shows nothing to hold on to at its corners', async () => {
    let farthest = 0;
    const wave = (x: number): number => 0.12 * Math.sin((2 * Math.PI * (x - 80)) / 160);
    await follow(
      { nearness: wave, bareFrom: 150 },
      { frames: 40, perFrame: 2.5 },
      (pose, error, i) => {
        if (pose.status !== 'lost') farthest = Math.max(farthest, error);
        if (error > 10) assert.notEqual(pose.status, 'tracked', `frame ${i}: ${error}`);
      },
    );
    assert.ok(farthest > 10, 'It is shown wrongly, and says that it is not sure.');
  });
});
