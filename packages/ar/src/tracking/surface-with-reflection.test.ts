import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cameraStep, cornerError, Plane, rectangle, type Matrix } from '../testing/moving-plane.ts';
import { createSurfaceTracker } from './index.ts';

const WIDTH = 320;
const HEIGHT = 240;
const surface = new Plane(7);
const room = new Plane(9);
const region = rectangle(80, 60, 160, 120);
/** Half of the square over which what is mirrored is out of focus, px. */
const BLUR = 12;
/** What is left of the surface's own contrast, and how much of the room's is laid over it. */
const OWN = 0.6;
const MIRRORED = 1.2;

function step(options: Parameters<typeof cameraStep>[2]): Matrix {
  return cameraStep(WIDTH, HEIGHT, options);
}

/** Means over squares of 2 · BLUR + 1 px, cut at the edges. */
function blurred(frame: Uint8Array): Float64Array {
  const along = (values: ArrayLike<number>, stride: number, length: number): Float64Array =>
    Float64Array.from(values, (_, at) => {
      const place = Math.floor(at / stride) % length;
      const from = Math.max(-BLUR, -place);
      const to = Math.min(BLUR, length - 1 - place);
      let sum = 0;
      for (let k = from; k <= to; k++) sum += values[at + k * stride] ?? 0;
      return sum / (to - from + 1);
    });
  return along(along(frame, 1, WIDTH), WIDTH, HEIGHT);
}

/** The surface moved by `dx`, and over it a room that is mirrored, out of focus, and moves the other way. */
function mirroring(dx: number): Uint8Array {
  const below = surface.frame(WIDTH, HEIGHT, step({ dx }), { seed: 300 + dx });
  const above = blurred(
    room.frame(WIDTH, HEIGHT, step({ dx: -2 * dx, dy: dx }), { seed: 400 + dx }),
  );
  return below.map((value, at) => {
    const light = 80 + OWN * value + MIRRORED * ((above[at] ?? 0) - 128);
    return Math.max(0, Math.min(255, light));
  });
}

describe('a surface that mirrors a room', () => {
  it('is followed, and not the room', async () => {
    const tracker = await createSurfaceTracker({ width: WIDTH, height: HEIGHT });
    try {
      tracker.addAnchor(mirroring(0), region);
      for (let dx = 1; dx <= 40; dx++)
        for (const { homography, status } of tracker.update(mirroring(dx))) {
          const error = cornerError(region, homography, step({ dx }));
          assert.ok(error < 5, `frame ${dx}: ${error} px, ${status}`);
        }
    } finally {
      tracker.close();
    }
  });
});
