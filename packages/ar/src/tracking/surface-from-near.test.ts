import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cameraStep, cornerError, Plane, rectangle, type Matrix } from '../testing/moving-plane.ts';
import { createSurfaceTracker } from './index.ts';

const WIDTH = 320;
const HEIGHT = 240;
const plane = new Plane(7);
const region = rectangle(90, 70, 140, 100);

/** Follows the region while the picture of it grows or shrinks, 4 % from each frame to the next. */
async function follow(
  scale: number,
): Promise<{ readonly states: readonly string[]; readonly error: number }> {
  const at = (one: number): Matrix => cameraStep(WIDTH, HEIGHT, { scale: one });
  const frame = (h: Matrix, seed: number) => plane.frame(WIDTH, HEIGHT, h, { seed });
  const tracker = await createSurfaceTracker({ width: WIDTH, height: HEIGHT });
  try {
    tracker.addAnchor(frame(at(1), 1), region);
    const steps = Math.round(Math.abs(Math.log(scale)) / 0.04);
    const states: string[] = [];
    let error = Number.POSITIVE_INFINITY;
    for (let i = 1; i <= steps; i++) {
      const h = at(scale ** (i / steps));
      const [pose] = tracker.update(frame(h, 10 + i));
      states.push(pose?.status ?? 'none');
      error = pose === undefined ? error : cornerError(region, pose.homography, h);
    }
    return { states, error };
  } finally {
    tracker.close();
  }
}

describe('a surface that is looked at from', () => {
  it('so near that it is larger than the picture is tracked by what is seen of it', async () => {
    const { states, error } = await follow(3.6);
    assert.deepEqual(new Set(states), new Set(['tracked']));
    // Of corners that are far outside; inside it is a fraction.
    assert.ok(error < 5, `${error} px`);
  });

  it('a fifth of its size is tracked', async () => {
    const { states, error } = await follow(1 / 5);
    assert.deepEqual(new Set(states), new Set(['tracked']));
    assert.ok(error < 1, `${error} px`);
  });
});
