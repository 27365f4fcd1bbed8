import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  cameraStep,
  cornerError,
  Plane,
  rectangle,
  seededNumbers,
} from '../testing/moving-plane.ts';
import { createSurfaceTracker, type SurfaceTracker } from './index.ts';

const WIDTH = 320;
const HEIGHT = 240;
/** A front with sockets in a row, each like the next, under what is written on it; wider than what is seen of it. */
const FRONT = 960;
const SOCKET = { width: 70, height: 80, y: 130, apart: 80 } as const;
const front = new Plane(7).frame(FRONT, HEIGHT, cameraStep(FRONT, HEIGHT, {}), { noise: 0 });
const socket = new Plane(3).frame(
  SOCKET.width,
  SOCKET.height,
  cameraStep(SOCKET.width, SOCKET.height, {}),
  { noise: 0 },
);
for (let y = SOCKET.y - 10; y < HEIGHT; y++)
  for (let x = 0; x < FRONT; x++) {
    const [u, v] = [x % SOCKET.apart, y - SOCKET.y];
    const isSocket = u < SOCKET.width && v >= 0 && v < SOCKET.height;
    front[y * FRONT + x] = isSocket ? (socket[v * SOCKET.width + u] ?? 0) : 110;
  }
const region = rectangle(SOCKET.apart - 4, SOCKET.y - 4, SOCKET.width + 8, SOCKET.height + 8);

/** What a camera sees that has moved to the right by so many px. */
function see(x: number, seed: number): Uint8Array {
  const random = seededNumbers(seed);
  const gray = new Uint8ClampedArray(WIDTH * HEIGHT);
  for (let at = 0; at < gray.length; at++) {
    const own = front[Math.floor(at / WIDTH) * FRONT + (at % WIDTH) + x] ?? 0;
    gray[at] = own + (random() + random() + random() - 1.5) * 4;
  }
  return new Uint8Array(gray.buffer);
}

async function withTracker(use: (tracker: SurfaceTracker) => void): Promise<void> {
  const tracker = await createSurfaceTracker({ width: WIDTH, height: HEIGHT });
  try {
    use(tracker);
  } finally {
    tracker.close();
  }
}

describe('a surface among others that look the same', () => {
  for (const perFrame of [8, 20, 30])
    it(`is not taken for one of them while it is out of the picture, at ${perFrame} px a frame`, async () => {
      await withTracker((tracker) => {
        tracker.addAnchor(see(0, 1), region);
        const away = Array.from(
          { length: Math.ceil(400 / perFrame) },
          (_, i) => perFrame * (i + 1),
        );
        const there = Array.from({ length: 20 }, () => away.at(-1) ?? 0);
        const path = [
          ...away,
          ...there,
          ...away.toReversed(),
          ...Array.from({ length: 10 }, () => 0),
        ];
        let last = '';
        for (const [i, x] of path.entries())
          for (const { status, homography } of tracker.update(see(x, 2 + i))) {
            last = status;
            if (status === 'lost') continue;
            const error = cornerError(region, homography, [1, 0, -x, 0, 1, 0, 0, 0, 1]);
            assert.ok(error < 5, `frame ${i}, at ${x}: ${status}, ${error} px`);
          }
        assert.equal(last, 'tracked');
      });
    });
});
