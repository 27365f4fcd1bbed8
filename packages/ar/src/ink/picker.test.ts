import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSurfaceTracker } from '../tracking/surface-tracker.ts';
import { FakeHost, paintThing, THING, thingAt, type FakeHostOptions } from './testing/fake-host.ts';

const at = (x: number, y: number) => ({ x, y });

async function started(number: number, options: FakeHostOptions = {}): Promise<FakeHost> {
  const host = new FakeHost({ makeTracker: createSurfaceTracker, paint: paintThing, ...options });
  host.start();
  host.hold('pick');
  await host.frame(number);
  await host.until(() => host.state?.tracking === 'on');
  return host;
}

function middleOfThing(number: number) {
  const { left, top } = thingAt(number);
  return at(left + THING.width / 2, top + THING.height / 2);
}

/** How far the painted outline is from the thing in a frame, px: the worst of its four sides. */
function error(host: FakeHost, number: number): number {
  const [xs, ys] = [host.spots.map(({ x }) => x), host.spots.map(({ y }) => y)];
  const { left, top } = thingAt(number);
  return Math.max(
    Math.abs(Math.min(...xs) - left),
    Math.abs(Math.min(...ys) - top),
    Math.abs(Math.max(...xs) - left - THING.width),
    Math.abs(Math.max(...ys) - top - THING.height),
  );
}

test('a tapped thing is outlined, and both sides hold on to it and not to what is behind it', async () => {
  const one = await started(0);
  const two = await started(0);
  two.id = 'participant-two';
  two.hold('pen');
  await one.stroke(middleOfThing(0));
  await one.until(() => one.kinds.length === 1);
  assert.deepEqual(one.kinds, ['outline']);
  assert.deepEqual(
    one.sent.map(({ is }) => is),
    ['keyframe', 'operation'],
  );
  assert.ok(one.reports.some((report) => report.is === 'picked' && report.coarse));
  two.engine.take({ is: 'items', items: one.sent });
  await two.until(() => two.state?.marks[0]?.state === 'tracked');
  for (let i = 1; i < 45; i++)
    for (const [name, host] of Object.entries({ one, two })) {
      await host.frame(i);
      assert.equal(host.state?.marks[0]?.state, 'tracked', `${name}, frame ${i}`);
      const off = error(host, i);
      assert.ok(off < 4, `${name}, frame ${i}: ${off.toFixed(1)} px`);
    }
});

test('a mark on the thing moves with it, and one beside it stays with the wall', async () => {
  const host = await started(0);
  await host.stroke(middleOfThing(0));
  await host.until(() => host.kinds.length === 1);
  host.hold('arrow');
  const middle = middleOfThing(0);
  await host.stroke(middle, at(middle.x + 150, middle.y + 40));
  host.hold('rectangle');
  await host.stroke(at(60, 60), at(120, 120));
  const marks = host.sent.flatMap((item) =>
    item.is === 'operation' && item.operation.is === 'add' ? [item.operation.mark] : [],
  );
  assert.equal(marks.length, 3);
  assert.equal(marks[1]?.anchor, marks[0]?.anchor);
  assert.notEqual(marks[2]?.anchor, marks[0]?.anchor);
  for (let i = 1; i < 20; i++) await host.frame(i);
  assert.deepEqual(
    host.state?.marks.map(({ state }) => state),
    ['tracked', 'tracked', 'tracked'],
  );
});

test('what was picked is taken back, done again and deleted like any other mark', async () => {
  const host = await started(0);
  await host.stroke(middleOfThing(0));
  await host.until(() => host.kinds.length === 1);
  for (const [action, kinds] of [
    ['undo', []],
    ['redo', ['outline']],
    ['clear-mine', []],
  ] as const) {
    host.engine.take({ is: 'act', action });
    await host.settled();
    assert.deepEqual(host.kinds, kinds, action);
  }
});

test('is picked by keys alone', async () => {
  const host = await started(40);
  // The cross hairs begin in the middle of the picture, where the thing is by now.
  for (const key of ['ArrowUp', 'Enter', 'Enter'] as const)
    host.engine.take({ is: 'key', key, fine: true });
  await host.until(() => host.kinds.length === 1);
  assert.ok(error(host, 40) < 4);
});

test('says that nothing stands out, and leaves no trace', async () => {
  const host = await started(0);
  await host.stroke(at(40, 40));
  await host.until(() => host.problems.length > 0);
  assert.deepEqual(host.problems, ['nothing-picked']);
  assert.deepEqual(host.sent, []);
  assert.equal(host.state?.picking, false);
});

test('says so where picking cannot be loaded, and draws on', async () => {
  const loadPick = () => Promise.reject(new Error('Offline.'));
  const host = await started(0, { loadPick });
  await host.stroke(middleOfThing(0));
  await host.until(() => host.problems.length > 0);
  assert.deepEqual(host.problems, ['nothing-picked']);
  host.hold('arrow');
  await host.stroke(at(100, 100), at(200, 150));
  assert.deepEqual(host.kinds, ['arrow']);
});

test('where the thing alone is too little, what lies round it is held on to as well', async () => {
  // A tracker that takes no mask for enough.
  const host = await started(0, {
    makeTracker: async (size) => {
      const tracker = await createSurfaceTracker(size);
      return {
        ...tracker,
        addAnchor: (gray, region, options = {}) =>
          tracker.addAnchor(gray, region, {
            ...options,
            ...(options.mask === undefined ? {} : { mask: new Uint8Array(gray.length) }),
          }),
        update: (gray, options) => tracker.update(gray, options),
        removeAnchor: (id) => tracker.removeAnchor(id),
        close: () => tracker.close(),
      };
    },
  });
  await host.stroke(middleOfThing(0));
  await host.until(() => host.kinds.length === 1);
  const [item] = host.sent;
  assert.ok(item?.is === 'keyframe');
  assert.equal(item.keyframe.region.length, 4);
  const { left } = thingAt(0);
  assert.ok(item.keyframe.region.every(({ x }) => Math.abs(x * 640 - left) > 20));
  await host.frame(1);
  assert.equal(host.state?.marks[0]?.state, 'tracked');
});

test('asks the model where there is one, and outlines what it says', async () => {
  const host = await started(0);
  host.engine.take({ is: 'segmenter', ready: true });
  await host.stroke(middleOfThing(0));
  const asked = host.reports.findLast((report) => report.is === 'segment');
  assert.ok(asked);
  assert.equal(host.state?.picking, true);
  const { width, height } = asked.picture;
  const pixels = new Uint8Array(width * height);
  for (let y = 100; y < 200; y++) pixels.fill(1, y * width + 100, y * width + 300);
  host.engine.take({ is: 'segmented', anchor: asked.anchor, mask: { width, height, pixels } });
  await host.until(() => host.kinds.length === 1);
  assert.ok(host.reports.some((report) => report.is === 'picked' && !report.coarse));
  const xs = host.spots.map(({ x }) => x);
  assert.ok(Math.abs(Math.min(...xs) - 100) < 2 && Math.abs(Math.max(...xs) - 300) < 2);
});

test('grows a region where the model does not know, and where it is gone meanwhile', async () => {
  const host = await started(0);
  for (const gone of [false, true]) {
    host.engine.take({ is: 'segmenter', ready: true });
    await host.stroke(middleOfThing(0));
    const asked = host.reports.findLast((report) => report.is === 'segment');
    assert.ok(asked);
    if (gone) host.engine.take({ is: 'segmenter', ready: false });
    else host.engine.take({ is: 'segmented', anchor: asked.anchor, mask: null });
    await host.until(() => host.kinds.length === (gone ? 2 : 1));
  }
  assert.equal(host.reports.filter((report) => report.is === 'picked' && report.coarse).length, 2);
});

test('a hand that the camera sees points, and what it covers is left out for a moment', async () => {
  const ignored: (Uint8Array | undefined)[] = [];
  const host = await started(0, {
    makeTracker: async (size) => {
      const tracker = await createSurfaceTracker(size);
      return {
        width: size.width,
        height: size.height,
        memoryBytes: 0,
        addAnchor: (gray, region, options) => tracker.addAnchor(gray, region, options),
        removeAnchor: (id) => tracker.removeAnchor(id),
        close: () => tracker.close(),
        update: (gray, options) => {
          ignored.push(options?.ignore);
          return tracker.update(gray, options);
        },
      };
    },
  });
  host.engine.take({ is: 'point', at: at(0.25, 0.5) });
  const streamed = host.reports.findLast((report) => report.is === 'stream');
  assert.deepEqual(streamed?.live, { is: 'pointer', at: { x: 0.25, y: 0.5 }, color: 'red' });
  await host.settled();
  assert.equal(host.isPainting, true);
  host.engine.take({ is: 'cover', hull: [at(0.1, 0.1), at(0.4, 0.1), at(0.4, 0.6)] });
  await host.frame(1);
  const mask = ignored.at(-1);
  assert.ok(mask !== undefined);
  assert.equal(mask[Math.round(0.2 * 480) * 640 + Math.round(0.35 * 640)], 1);
  assert.equal(mask[Math.round(0.8 * 480) * 640 + Math.round(0.35 * 640)], 0);
  await host.frame(60);
  // Not by value: to tell how a mask differs from nothing takes minutes.
  assert.ok(ignored.at(-1) === undefined);
});
