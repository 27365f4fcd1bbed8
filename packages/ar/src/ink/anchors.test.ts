import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Homography } from '../homography.ts';
import type { AnchorPose, SurfaceTracker } from '../tracking/surface-tracker.ts';
import { FakeHost, paintNoise } from './testing/fake-host.ts';

const at = (x: number, y: number) => ({ x: x * 640, y: y * 480 });
const moved = (dx: number): Homography => [1, 0, dx, 0, 1, 0, 0, 0, 1];

/** A tracker that says of its anchors, in the order in which they came, what a test wants. */
function scripted() {
  const ids: number[] = [];
  const script = { say: (_nth: number): Omit<AnchorPose, 'id'> => SEEN };
  const keyframes: Uint8Array[] = [];
  const tracker: SurfaceTracker = {
    width: 640,
    height: 480,
    memoryBytes: 0,
    addAnchor: (keyframe) => {
      keyframes.push(keyframe.slice());
      return ids.push(ids.length);
    },
    update: () => ids.map((id, nth) => ({ id: id + 1, ...script.say(nth) })),
    removeAnchor: () => {},
    close: () => {},
  };
  return { script, keyframes, makeTracker: () => Promise.resolve(tracker) };
}

const SEEN: Omit<AnchorPose, 'id'> = { status: 'tracked', homography: moved(0), confidence: 1 };
const LOST: Omit<AnchorPose, 'id'> = { ...SEEN, status: 'lost', confidence: 0 };

async function drawing(...places: readonly (readonly [number, number])[]) {
  const { script, makeTracker } = scripted();
  const host = new FakeHost({ makeTracker });
  host.start();
  await host.frame(0);
  host.hold('rectangle');
  await host.until(() => host.state?.tracking === 'on');
  for (const [x, y] of places) await host.stroke(at(x, y), at(x + 0.1, y + 0.1));
  await host.frame(1);
  return { host, script };
}

const states = ({ state }: FakeHost) => state?.marks.map((mark) => mark.state);

test('what goes missing within the picture is a ring where it was for three seconds, and then a question mark', async () => {
  const { host, script } = await drawing([0.4, 0.4]);
  script.say = () => LOST;
  await host.frame(2);
  assert.deepEqual(states(host), ['lost']);
  const [x, y] = [host.inkAt?.x ?? 0, host.inkAt?.y ?? 0];
  assert.ok(Math.hypot(x - 0.45 * 640, y - 0.45 * 480) < 2, `a ring at ${x}, ${y}`);
  await host.frame(2 + 3_000 / 33 + 1);
  assert.ok((host.inkAt?.x ?? 0) > 600, 'in the corner');
  script.say = () => SEEN;
  await host.frame(100);
  assert.deepEqual(states(host), ['tracked']);
  script.say = () => LOST;
  await host.frame(101);
  assert.ok((host.inkAt?.x ?? 640) < 320, 'a ring again');
  host.engine.take({ is: 'act', action: 'clear-all' });
  await host.settled();
  await host.frame(102);
  assert.equal(host.isPainting, false);
});

test('the arrow to what is lost goes with the camera, as long as something else is seen', async () => {
  const { host, script } = await drawing([0.1, 0.1], [0.8, 0.8]);
  assert.equal(
    new Set(host.sent.map((item) => item.is === 'keyframe' && item.keyframe.id)).size,
    3,
  );
  script.say = (nth) => (nth === 0 ? LOST : SEEN);
  await host.frame(2);
  assert.deepEqual(states(host), ['lost', 'tracked']);
  let frame = 3;
  const look = async (dx: number): Promise<void> => {
    script.say = (nth) => (nth === 0 ? LOST : { ...SEEN, homography: moved(dx) });
    await host.frame(frame++);
  };
  // The camera looks to the right: what was at its left edge is far beyond it.
  for (let dx = 0; dx >= -200; dx -= 40) await look(dx);
  const left = Math.min(...host.spots.map(({ x }) => x));
  assert.ok(left > 0 && left < 30, `an arrow at ${left}`);
  for (let dx = -200; dx <= 600; dx += 80) await look(dx);
  // What is seen is far beyond the right edge itself.
  const right = Math.max(...host.spots.map(({ x }) => x).filter((x) => x < 640));
  assert.ok(right > 610 && right < 640, `an arrow at ${right}`);
});

test('what was never found in the picture has no arrow that claims a direction', async () => {
  const { host } = await drawing([0.4, 0.4]);
  const { script, makeTracker } = scripted();
  const other = new FakeHost({ makeTracker });
  other.id = 'participant-two';
  script.say = () => LOST;
  other.start();
  await other.frame(0);
  other.hold('pen');
  await other.until(() => other.state?.tracking === 'on');
  other.engine.take({ is: 'items', items: host.sent });
  await other.until(() => other.kinds.length === 1);
  await other.frame(1);
  assert.deepEqual(states(other), ['waiting']);
  assert.deepEqual(other.spots, []);
  await other.frame(50);
  assert.deepEqual(states(other), ['lost']);
  const atEdge = other.inkAt;
  assert.ok(atEdge !== null && atEdge.x > 600 && Math.abs(atEdge.y - 240) < 10);
});

test('holds on to a frame as it was taken here, and not to what came back of it through a call', async () => {
  const { host: author } = await drawing([0.4, 0.4]);
  const { keyframes, makeTracker } = scripted();
  const taken = new Uint8Array(640 * 480);
  paintNoise(0, { width: 640, height: 480 }, taken);
  // Blurred a little, to the left and right.
  const received = taken.map(
    (value, at) => ((taken[at - 1] ?? value) + value + (taken[at + 1] ?? value)) / 3,
  );
  const camera = new FakeHost({ makeTracker, decode: () => Promise.resolve(received.slice()) });
  camera.id = 'participant-two';
  camera.start();
  for (let frame = 0; frame < 9; frame++) await camera.frame(frame);
  camera.hold('pen');
  await camera.until(() => camera.state?.tracking === 'on');
  camera.engine.take({ is: 'items', items: author.sent });
  await camera.until(() => keyframes.length > 0);
  const [keyframe] = keyframes;
  assert.ok(keyframe !== undefined && Buffer.from(taken).equals(keyframe));
});
