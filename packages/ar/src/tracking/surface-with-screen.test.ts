import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cameraStep, cornerError, Plane, rectangle, type Matrix } from '../testing/moving-plane.ts';
import { createSurfaceTracker, type AnchorPose } from './index.ts';

const WIDTH = 320;
const HEIGHT = 240;
const plane = new Plane(7);
const screen = new Plane(8);
const still: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const region = rectangle(80, 60, 160, 120);

function step(options: Parameters<typeof cameraStep>[2]): Matrix {
  return cameraStep(WIDTH, HEIGHT, options);
}

/** The surface moved by (dx, dy), with a screen from `left` to `right` and `top` to `bottom` in it that shows something else. */
function withScreen(
  { dx, dy, seed }: { dx: number; dy: number; seed: number },
  [left, top, right, bottom]: readonly [number, number, number, number],
  shown: Matrix,
): Uint8Array {
  const frame = plane.frame(WIDTH, HEIGHT, step({ dx, dy }), { seed });
  const other = screen.frame(WIDTH, HEIGHT, shown, { seed });
  for (let y = top + dy; y < bottom + dy; y++)
    for (let x = left + dx; x < right + dx; x++) {
      const at = y * WIDTH + x;
      frame[at] = other[at] ?? 0;
    }
  return frame;
}

async function follow(
  frames: readonly Uint8Array[],
  visit: (pose: AnchorPose, frame: number) => void,
): Promise<void> {
  const tracker = await createSurfaceTracker({ width: WIDTH, height: HEIGHT });
  try {
    for (const [frame, gray] of frames.entries()) {
      if (frame === 0) tracker.addAnchor(gray, region);
      else for (const pose of tracker.update(gray)) visit(pose, frame);
    }
  } finally {
    tracker.close();
  }
}

describe('a surface with a screen in it', () => {
  it('is held on to by what is left of it when the screen changes all at once', async () => {
    const rim = [82, 62, 238, 178] as const;
    const frames = Array.from({ length: 45 }, (_, i) => {
      const moved = { dx: i, dy: 0, seed: 100 + i };
      return withScreen(moved, rim, step({ dx: i < 10 ? i : i + 400, dy: i < 10 ? 0 : 200 }));
    });
    await follow(frames, ({ status, homography }, i) => {
      assert.notEqual(status, 'lost', `frame ${i}`);
      assert.ok(cornerError(region, homography, step({ dx: i })) < 3, `frame ${i}`);
    });
  });

  it('is not believed at once where more of it comes back elsewhere than was there of late', async () => {
    const larger = [150, 60, 240, 180] as const;
    const frames = Array.from({ length: 18 }, (_, i) => {
      const moved = { dx: 0, dy: 0, seed: 200 + i };
      if (i === 0) return plane.frame(WIDTH, HEIGHT, still, { seed: 200 });
      const frame = withScreen(moved, larger, still);
      if (i <= 14) return frame;
      const shifted = plane.frame(WIDTH, HEIGHT, step({ dy: 12 }), { seed: 300 + i });
      for (let y = larger[1]; y < larger[3]; y++)
        for (let x = larger[0]; x < larger[2]; x++)
          frame[y * WIDTH + x] = shifted[y * WIDTH + x] ?? 0;
      return frame;
    });
    await follow(frames, ({ homography, status }, i) => {
      if (i < 15) assert.ok(cornerError(region, homography, still) < 1, `frame ${i}`);
      else assert.notEqual(status, 'tracked', `frame ${i}`);
    });
  });
});
