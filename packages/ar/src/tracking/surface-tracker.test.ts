import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  cameraStep,
  cornerError,
  Plane,
  rectangle,
  seededNumbers,
  type Matrix,
} from '../testing/moving-plane.ts';
import {
  createSurfaceTracker,
  TrackingError,
  type AnchorPose,
  type SurfaceTracker,
  type TrackingErrorCode,
} from './index.ts';

const WIDTH = 320;
const HEIGHT = 240;
const plane = new Plane(7);
const other = new Plane(8);
const still: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const region = rectangle(100, 75, 120, 90);

function see(h: Matrix, seed: number, of = plane): Uint8Array {
  return of.frame(WIDTH, HEIGHT, h, { seed });
}

function step(options: Parameters<typeof cameraStep>[2]): Matrix {
  return cameraStep(WIDTH, HEIGHT, options);
}

async function withTracker(
  use: (tracker: SurfaceTracker) => void | Promise<void>,
  size = { width: WIDTH, height: HEIGHT },
): Promise<void> {
  const tracker = await createSurfaceTracker(size);
  try {
    await use(tracker);
  } finally {
    tracker.close();
  }
}

function only(poses: readonly AnchorPose[]): AnchorPose {
  assert.equal(poses.length, 1);
  return poses[0] as AnchorPose;
}

function refusal(code: TrackingErrorCode): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof TrackingError);
    assert.equal(error.code, code);
    assert.match(error.remedy, /^[A-Z].*\.$/);
    return true;
  };
}

describe('a surface', () => {
  it('is followed within a pixel while the camera pans, turns, nears and tilts', async () => {
    await withTracker((tracker) => {
      tracker.addAnchor(see(still, 1), region);
      for (let i = 1; i <= 40; i++) {
        const h = step({
          dx: 1.5 * i,
          dy: -0.5 * i,
          turn: 0.012 * i,
          scale: 1 + 0.01 * i,
          tilt: 0.00002 * i,
        });
        const pose = only(tracker.update(see(h, 100 + i)));
        assert.equal(pose.status, 'tracked', `frame ${i}`);
        assert.ok(cornerError(region, pose.homography, h) < 1, `frame ${i}`);
        assert.ok(pose.confidence > 0.8 && pose.confidence <= 1);
      }
    });
  });

  it('is lost while it is out of the picture and found again when it comes back', async () => {
    await withTracker((tracker) => {
      tracker.addAnchor(see(still, 1), region);
      let foundAfter = Infinity;
      for (let i = 1; i <= 80; i++) {
        const dx = i <= 25 ? -16 * i : i <= 50 ? -400 : Math.min(0, -400 + 16 * (i - 50));
        const h = step({ dx });
        const pose = only(tracker.update(see(h, 200 + i)));
        const isOut = 220 + dx < 0;
        if (isOut) assert.notEqual(pose.status, 'tracked', `frame ${i}`);
        if (i > 50 && 100 + dx > 0 && pose.status === 'tracked')
          foundAfter = Math.min(foundAfter, i);
        if (pose.status === 'tracked') assert.ok(cornerError(region, pose.homography, h) < 5);
        if (i === 50) {
          assert.equal(pose.status, 'lost');
          assert.equal(pose.confidence, 0);
        }
      }
      // In full view from frame 69 on.
      assert.ok(foundAfter <= 72, `found in frame ${foundAfter}`);
    });
  });

  it('is not mistaken for another one that takes its place', async () => {
    await withTracker((tracker) => {
      tracker.addAnchor(see(still, 1), region);
      for (let i = 1; i <= 12; i++) tracker.update(see(still, i));
      let pose: AnchorPose | undefined;
      for (let i = 1; i <= 30; i++) {
        pose = only(tracker.update(see(step({ dx: i }), 300 + i, other)));
        if (i > 2) assert.notEqual(pose.status, 'tracked', `frame ${i}`);
      }
      assert.equal(pose?.status, 'lost');
    });
  });

  it('is followed behind something that covers a third of it', async () => {
    await withTracker((tracker) => {
      tracker.addAnchor(see(still, 1), region);
      for (let i = 1; i <= 30; i++) {
        const h = step({ dx: i, dy: 0.5 * i });
        const frame = see(h, 400 + i);
        // A bar over its left third that stands still in the picture.
        for (let y = 0; y < HEIGHT; y++)
          for (let x = 100; x < 140 + i; x++)
            frame[y * WIDTH + x] = ((x >> 3) + (y >> 3)) & 1 ? 60 : 190;
        const pose = only(tracker.update(frame));
        assert.equal(pose.status, 'tracked', `frame ${i}`);
        assert.ok(cornerError(region, pose.homography, h) < 2, `frame ${i}`);
      }
    });
  });

  it('is unsure where as much of it moves one way as another', async () => {
    await withTracker((tracker) => {
      tracker.addAnchor(see(still, 1), region);
      let unsure = 0;
      for (let i = 1; i <= 30; i++) {
        const frame = see(step({ dy: -i }), 450 + i);
        const front = see(step({ dy: i }), 450 + i);
        // Left of the middle: there is more to see in the left half.
        for (let at = 0; at < frame.length; at++) if (at % WIDTH < 145) frame[at] = front[at] ?? 0;
        const pose = only(tracker.update(frame));
        if (pose.status === 'unsure') unsure++;
        // By then the halves are further apart than patches can be looked for.
        if (i > 13) assert.notEqual(pose.status, 'tracked', `frame ${i}`);
      }
      assert.ok(unsure > 10, `${unsure} frames`);
    });
  });

  for (const [what, contrast, noise] of [
    ['through noise as strong as what is seen of it', 1 / 32, 7],
    ['where it is so faint that there is hardly a corner', 1 / 32, 1],
  ] as const)
    it(`is followed ${what}`, async () => {
      const size = { width: 640, height: 480 };
      const own = rectangle(200, 150, 230, 170);
      const seen = (h: Matrix, seed: number): Uint8Array => {
        const random = seededNumbers(seed);
        const grain = (): number => (random() + random() + random() - 1.5) * 2 * noise;
        return plane
          .frame(size.width, size.height, h, { noise: 0 })
          .map((value) => Math.round(40 + contrast * value + grain()));
      };
      await withTracker((tracker) => {
        tracker.addAnchor(seen(still, 1), own);
        for (let i = 1; i <= 25; i++) {
          const h = cameraStep(size.width, size.height, { dx: 3 * i, turn: 0.008 * i });
          const pose = only(tracker.update(seen(h, 850 + i)));
          assert.equal(pose.status, 'tracked', `frame ${i}`);
          assert.ok(cornerError(own, pose.homography, h) < 4, `frame ${i}`);
        }
      }, size);
    });

  it('gives no confidence away where there is nothing to see', async () => {
    await withTracker((tracker) => {
      const blank = new Uint8Array(WIDTH * HEIGHT).fill(120);
      tracker.addAnchor(blank, region);
      for (let i = 0; i < 20; i++) {
        const pose = only(tracker.update(blank));
        assert.notEqual(pose.status, 'tracked');
        assert.ok(pose.confidence < 0.5);
      }
    });
  });
});

describe('anchors', () => {
  it('are followed twenty at once, each by its own id, and given back', async () => {
    await withTracker((tracker) => {
      const regions = Array.from({ length: 20 }, (_, i) =>
        rectangle(20 + (i % 5) * 56, 16 + Math.floor(i / 5) * 54, 50, 46),
      );
      const first = see(still, 1);
      const ids = regions.map((each) => tracker.addAnchor(first, each));
      assert.equal(new Set(ids).size, 20);
      for (let i = 1; i <= 10; i++) {
        const h = step({ dx: 0.8 * i, turn: 0.005 * i });
        const poses = tracker.update(see(h, 500 + i));
        assert.equal(poses.length, 20);
        for (const [k, id] of ids.entries()) {
          const pose = poses.find((each) => each.id === id) as AnchorPose;
          assert.equal(pose.status, 'tracked', `anchor ${k}, frame ${i}`);
          const own = regions[k] as typeof region;
          assert.ok(cornerError(own, pose.homography, h) < 2, `anchor ${k}, frame ${i}`);
        }
      }
      for (const id of ids.slice(1)) tracker.removeAnchor(id);
      tracker.removeAnchor(123_456);
      assert.equal(only(tracker.update(first)).id, ids[0]);
    });
  });

  it('that come late start on their own frame and are caught up', async () => {
    await withTracker((tracker) => {
      const at = (i: number): Matrix => step({ dx: 4 * i, turn: 0.01 * i });
      const frames = Array.from({ length: 16 }, (_, i) => see(at(i), 600 + i));
      for (const frame of frames) tracker.update(frame);
      tracker.addAnchor(frames[0] as Uint8Array, region, { since: frames.slice(1) });
      const pose = only(tracker.update(see(at(16), 616)));
      assert.equal(pose.status, 'tracked');
      assert.ok(cornerError(region, pose.homography, at(16)) < 1);
    });
  });

  it('that come before every frame go on from those that they were caught up with', async () => {
    await withTracker((tracker) => {
      const at = (i: number): Matrix => step({ dx: 4 * i, turn: 0.01 * i });
      const frames = Array.from({ length: 4 }, (_, i) => see(at(i), 600 + i));
      tracker.addAnchor(frames[0] as Uint8Array, region, { since: frames.slice(1) });
      // Nothing of it is seen for a moment, so that only the motion since the last frame tells.
      const ignore = new Uint8Array(WIDTH * HEIGHT).fill(1);
      const pose = only(tracker.update(see(at(4), 604), { ignore }));
      assert.equal(pose.status, 'unsure');
      assert.ok(cornerError(region, pose.homography, at(4)) < 2);
    });
  });

  it('take their corners from the object only where there is a mask', async () => {
    await withTracker((tracker) => {
      // The left half moves one way, the right half another; the mask says which one is meant.
      const mask = new Uint8Array(WIDTH * HEIGHT);
      for (let at = 0; at < mask.length; at++) mask[at] = at % WIDTH < 158 ? 1 : 0;
      const both = (left: Matrix, right: Matrix, seed: number): Uint8Array => {
        const frame = see(right, seed, other);
        const front = see(left, seed);
        // Left of the middle: there is more to see in the left half.
        for (let at = 0; at < frame.length; at++) if (at % WIDTH < 145) frame[at] = front[at] ?? 0;
        return frame;
      };
      tracker.addAnchor(both(still, still, 1), region, { mask });
      for (let i = 1; i <= 20; i++) {
        const h = step({ dy: i });
        const pose = only(tracker.update(both(h, step({ dy: -i }), 700 + i)));
        assert.notEqual(pose.status, 'lost');
        assert.ok(cornerError(rectangle(100, 75, 55, 90), pose.homography, h) < 2, `frame ${i}`);
      }
    });
  });

  it('do not count what an update is told to ignore', async () => {
    const confidence = async (ignore: Uint8Array | undefined): Promise<number> => {
      let last = 0;
      await withTracker((tracker) => {
        tracker.addAnchor(see(still, 1), region);
        for (let i = 1; i <= 6; i++) {
          const frame = see(still, 800 + i);
          for (let y = 0; y < HEIGHT; y++)
            for (let x = 90; x < 168; x++) frame[y * WIDTH + x] = (x * 7 + y * 13 + i * 29) & 255;
          last = only(tracker.update(frame, ignore === undefined ? {} : { ignore })).confidence;
        }
      });
      return last;
    };
    const hand = new Uint8Array(WIDTH * HEIGHT);
    for (let at = 0; at < hand.length; at++)
      if (at % WIDTH > 88 && at % WIDTH < 170) hand[at] = 255;
    const [seen, ignored] = [await confidence(undefined), await confidence(hand)];
    assert.ok(ignored > seen, `${ignored} with, ${seen} without`);
  });
});

describe('frames', () => {
  for (const [width, height] of [
    [160, 120],
    [640, 480],
    [1280, 720],
    [1920, 1080],
  ] as const)
    it(`are followed at ${width} × ${height}`, async () => {
      await withTracker(
        (tracker) => {
          const own = rectangle(width * 0.3, height * 0.3, width * 0.4, height * 0.4);
          tracker.addAnchor(plane.frame(width, height, still), own);
          for (let i = 1; i <= 4; i++) {
            const h = cameraStep(width, height, { dx: 2 * i, scale: 1 + 0.01 * i, tilt: 1e-5 * i });
            const pose = only(tracker.update(plane.frame(width, height, h, { seed: i })));
            assert.equal(pose.status, 'tracked');
            assert.ok(cornerError(own, pose.homography, h) < 1.5);
          }
        },
        { width, height },
      );
    });

  it('come as many as they like without the memory growing', async () => {
    await withTracker((tracker) => {
      const frames = Array.from({ length: 8 }, (_, i) => see(step({ dx: 3 * Math.sin(i) }), i));
      const ids = [region, rectangle(10, 10, 60, 60)].map((each) =>
        tracker.addAnchor(frames[0] as Uint8Array, each),
      );
      for (let i = 0; i < 20; i++) tracker.update(frames[i % 8] as Uint8Array);
      const before = tracker.memoryBytes;
      for (let i = 0; i < 1_500; i++) {
        tracker.update(frames[i % 8] as Uint8Array);
        if (i % 100 !== 0) continue;
        tracker.removeAnchor(ids.pop() ?? 0);
        ids.push(tracker.addAnchor(frames[i % 8] as Uint8Array, region));
      }
      assert.equal(tracker.memoryBytes, before);
    });
  });
});

describe('bad input', () => {
  it('is refused with a code and a remedy', async () => {
    for (const size of [
      { width: 0, height: 0 },
      { width: 40, height: 30 },
      { width: 320.5, height: 240 },
      { width: Number.NaN, height: 240 },
      { width: 100_000, height: 240 },
    ])
      await assert.rejects(createSurfaceTracker(size), refusal('unsupported-frame-size'));
    await withTracker((tracker) => {
      const frame = see(still, 1);
      const short = new Uint8Array(5);
      assert.throws(() => tracker.update(short), refusal('wrong-frame-size'));
      assert.throws(() => tracker.addAnchor(short, region), refusal('wrong-frame-size'));
      assert.throws(
        () => tracker.addAnchor(frame, region, { since: [short] }),
        refusal('wrong-frame-size'),
      );
      assert.throws(
        () => tracker.addAnchor(frame, region, { mask: short }),
        refusal('wrong-mask-size'),
      );
      assert.throws(() => tracker.update(frame, { ignore: short }), refusal('wrong-mask-size'));
      const line = [1, 2, 3].map((x) => ({ x, y: 2 * x }));
      for (const bad of [
        [],
        region.slice(0, 2),
        line,
        [{ x: Number.NaN, y: 0 }, ...region],
        [{ x: 0, y: Infinity }, ...region],
        rectangle(-300, -300, 50, 50),
        rectangle(50, 50, 1, 1),
      ])
        assert.throws(() => tracker.addAnchor(frame, bad), refusal('degenerate-region'));
      // Nothing of this has left an anchor behind.
      assert.deepEqual(tracker.update(frame), []);
    });
  });

  it('is answered honestly where a region is tiny, huge or partly outside', async () => {
    await withTracker((tracker) => {
      const frame = see(still, 1);
      const regions = [
        rectangle(150, 110, 4, 4),
        rectangle(-200, -200, 900, 900),
        rectangle(-40, 60, 90, 90),
        rectangle(300, 220, 60, 60),
        Array.from({ length: 500 }, (_, i) => ({
          x: 160 + 60 * Math.cos(i),
          y: 120 + 60 * Math.sin(i),
        })),
      ];
      for (const each of regions) tracker.addAnchor(frame, each);
      for (let i = 1; i <= 12; i++) {
        const h = step({ dx: i });
        for (const [k, pose] of tracker.update(see(h, 900 + i)).entries()) {
          assert.ok(pose.homography.every(Number.isFinite));
          assert.ok(pose.confidence >= 0 && pose.confidence <= 1);
          const own = regions[k] as typeof region;
          if (pose.status === 'tracked')
            assert.ok(cornerError(own, pose.homography, h) < 10, `region ${k}, frame ${i}`);
        }
      }
    });
  });

  it('of more anchors than there is room for is refused, and one that goes makes room', async () => {
    const tracker = await createSurfaceTracker({ width: WIDTH, height: HEIGHT, mostAnchors: 2 });
    const frame = see(still, 1);
    const id = tracker.addAnchor(frame, region);
    tracker.addAnchor(frame, region);
    assert.throws(() => tracker.addAnchor(frame, region), refusal('too-many-anchors'));
    tracker.removeAnchor(id);
    tracker.addAnchor(frame, region);
    tracker.close();
    const size = { width: WIDTH, height: HEIGHT };
    for (const mostAnchors of [1e5, 1e9])
      await assert.rejects(
        createSurfaceTracker({ ...size, mostAnchors }),
        refusal('out-of-memory'),
      );
    (await createSurfaceTracker({ ...size, mostAnchors: 1_000 })).close();
  });

  it('after closing is refused', async () => {
    const tracker = await createSurfaceTracker({ width: WIDTH, height: HEIGHT });
    tracker.close();
    tracker.close();
    const frame = see(still, 1);
    assert.throws(() => tracker.update(frame), refusal('tracker-closed'));
    assert.throws(() => tracker.addAnchor(frame, region), refusal('tracker-closed'));
    assert.throws(() => tracker.removeAnchor(1), refusal('tracker-closed'));
  });
});
