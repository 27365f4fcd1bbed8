import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDENTITY } from '../homography.ts';
import type { AnchorPose, SurfaceTracker } from '../tracking/surface-tracker.ts';
import { TrackingError } from '../tracking/tracking-error.ts';
import { FakeHost } from './testing/fake-host.ts';

const PLACES = 2;
const SECOND = 30;
const at = (x: number, y: number) => ({ x: x * 640, y: y * 480 });
const SPOTS = [at(0.1, 0.1), at(0.8, 0.1), at(0.1, 0.8), at(0.8, 0.8)] as const;

/** A tracker with two places, which sees what a test wants: anchors by the order in which they were added. */
function narrow() {
  const held = new Set<number>();
  const script = { sees: (_id: number): boolean => true };
  let next = 1;
  const tracker: SurfaceTracker = {
    width: 640,
    height: 480,
    memoryBytes: 0,
    addAnchor: () => {
      if (held.size === PLACES) throw new TrackingError('too-many-anchors');
      held.add(next);
      return next++;
    },
    update: () =>
      [...held].map((id): AnchorPose => {
        const isSeen = script.sees(id);
        const status = isSeen ? 'tracked' : 'lost';
        return { id, status, homography: IDENTITY, confidence: isSeen ? 1 : 0 };
      }),
    removeAnchor: (id) => held.delete(id),
    close: () => {},
  };
  return { script, makeTracker: () => Promise.resolve(tracker) };
}

async function begin() {
  const { script, makeTracker } = narrow();
  const host = new FakeHost({ makeTracker, paint: () => {} });
  host.start();
  await host.frame(0);
  host.hold('rectangle');
  await host.until(() => host.state?.tracking === 'on');
  let frame = 1;
  const draw = async (spot: (typeof SPOTS)[number]): Promise<void> => {
    await host.stroke(spot, { x: spot.x + 60, y: spot.y + 60 });
    await host.frame(frame++);
  };
  const wait = async (frames: number): Promise<void> => {
    for (const end = frame + frames; frame < end;) await host.frame(frame++);
    await host.settled();
  };
  const states = () => host.state?.marks.map(({ state }) => state);
  return { host, script, draw, wait, states };
}

test('a mark that found no place gets one as soon as another is deleted', async () => {
  const { host, draw, wait, states } = await begin();
  for (const spot of SPOTS.slice(0, 3)) await draw(spot);
  // A keyframe is looked for a while in case that marks on it are still on their way.
  await wait(16 * SECOND);
  assert.deepEqual(states(), ['tracked', 'tracked', 'lost']);
  assert.deepEqual(host.problems, ['unusable-keyframe']);
  host.engine.take({ is: 'select', step: 1 });
  host.engine.take({ is: 'act', action: 'delete' });
  await wait(2);
  assert.deepEqual(states(), ['tracked', 'tracked']);
});

test('what is drawn now takes the place of what is lost for long, which gets one again', async () => {
  const { host, script, draw, wait, states } = await begin();
  for (const spot of SPOTS.slice(0, 2)) await draw(spot);
  // The camera has gone on to another part of the thing.
  script.sees = (id) => id > 2;
  await wait(4 * SECOND);
  assert.deepEqual(states(), ['lost', 'lost']);
  for (const spot of SPOTS.slice(2)) await draw(spot);
  await wait(1);
  assert.deepEqual(states(), ['lost', 'lost', 'tracked', 'tracked']);
  await wait(4 * SECOND);
  // It comes back to the first part.
  script.sees = (id) => id < 3 || id > 4;
  await wait(8 * SECOND);
  assert.deepEqual(states(), ['tracked', 'tracked', 'lost', 'lost']);
  // While all places were of use, two marks had none, which is said once.
  assert.deepEqual(host.problems, ['unusable-keyframe']);
});

test('of many that are all looked for, each has its turn', async () => {
  const { script, draw, wait, states } = await begin();
  script.sees = () => false;
  for (const spot of SPOTS) {
    await draw(spot);
    await wait(4 * SECOND);
  }
  assert.deepEqual(states(), ['lost', 'lost', 'lost', 'lost']);
  const looked = new Set<number>();
  script.sees = (id) => {
    looked.add(id);
    return false;
  };
  await wait(20 * SECOND);
  // A new number each time that one gets a place; none of them leaves it before its time.
  assert.ok(looked.size >= 8 && looked.size <= 16, `${looked.size} turns`);
});
