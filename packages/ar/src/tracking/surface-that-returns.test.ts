import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cameraStep, cornerError, Plane, rectangle, type Matrix } from '../testing/moving-plane.ts';
import { createSurfaceTracker, type AnchorPose } from './index.ts';

const WIDTH = 320;
const HEIGHT = 240;
const plane = new Plane(7);
const other = new Plane(8);
const still: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const region = rectangle(100, 75, 120, 90);

/** The mean over so many px to either side of each, along rows or columns. */
function smear(gray: Float32Array, reach: number, stepX: number, stepY: number): Float32Array {
  return gray.map((_, at) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    let sum = 0;
    for (let i = -reach; i <= reach; i++) {
      const px = Math.max(0, Math.min(WIDTH - 1, x + i * stepX));
      const py = Math.max(0, Math.min(HEIGHT - 1, y + i * stepY));
      sum += gray[py * WIDTH + px] ?? 0;
    }
    return sum / (2 * reach + 1);
  });
}

/** A frame whose details are gone: moved too fast, or not focused yet. */
function blurred(h: Matrix): Uint8Array {
  let gray: Float32Array = Float32Array.from(plane.frame(WIDTH, HEIGHT, h, { seed: 60 }));
  for (let round = 0; round < 2; round++) gray = smear(smear(gray, 8, 1, 0), 8, 0, 1);
  return Uint8Array.from(gray, Math.round);
}

/** The surface blurred, with something in front of more than half of the region. */
function hardlySeen(): Uint8Array {
  const gray = blurred(still);
  const front = other.frame(WIDTH, HEIGHT, still, { seed: 63 });
  for (let y = 75; y < 165; y++)
    gray.set(front.subarray(y * WIDTH + 100, y * WIDTH + 172), y * WIDTH + 100);
  return gray;
}

/** What is made of frames after others that show nothing of the surface. */
async function findIn(...frames: readonly Uint8Array[]): Promise<readonly AnchorPose[]> {
  const tracker = await createSurfaceTracker({ width: WIDTH, height: HEIGHT });
  try {
    tracker.addAnchor(plane.frame(WIDTH, HEIGHT, still, { seed: 1 }), region);
    for (let i = 0; i < 12; i++)
      tracker.update(plane.frame(WIDTH, HEIGHT, still, { seed: 10 + i }));
    let pose: AnchorPose | undefined;
    for (let i = 0; i < 20; i++)
      [pose] = tracker.update(other.frame(WIDTH, HEIGHT, still, { seed: 30 + i }));
    assert.equal(pose?.status, 'lost');
    return frames.flatMap((gray) => tracker.update(gray));
  } finally {
    tracker.close();
  }
}

describe('a surface that was lost', () => {
  it('is found again in the first frame that shows it, however blurred', async () => {
    const places = [
      { dx: 60, dy: -20, turn: 0.1 },
      { dx: -50, dy: 30 },
      { dx: 30, dy: 40, scale: 1.1 },
      { dx: -40, dy: -30, turn: -0.1 },
    ];
    for (const place of places) {
      const h = cameraStep(WIDTH, HEIGHT, place);
      const [pose] = await findIn(blurred(h));
      assert.equal(pose?.status, 'tracked', JSON.stringify(place));
      assert.ok(cornerError(region, pose.homography, h) < 5, JSON.stringify(place));
    }
  });

  it('is lost again at once, and looked for, where the next frame does not confirm it', async () => {
    const seen = plane.frame(WIDTH, HEIGHT, still, { seed: 61 });
    const poses = await findIn(seen, hardlySeen(), seen);
    assert.deepEqual(
      poses.map(({ status }) => status),
      ['tracked', 'lost', 'tracked'],
    );
  });
});
