import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DrawingOperation, InkItem } from '@fernblick/protocol';
import type { Stage, StageListener } from '../drawing/standing.ts';
import type { Size } from '../drawing/mark.ts';
import { straighten } from '../drawing/straighten.ts';
import { createSurfaceTracker } from '../tracking/surface-tracker.ts';
import { FakeHost, paintNoiseFrom } from './testing/fake-host.ts';

const at = (x: number, y: number) => ({ x: x * 640, y: y * 480 });

test('paints nothing while nothing is drawn, and picture and ink together as soon as something is', async () => {
  const host = new FakeHost();
  host.start();
  await host.frame(0);
  assert.equal(host.isPainting, false);
  host.hold('arrow');
  await host.stroke(at(0.3, 0.3), at(0.5, 0.5));
  assert.equal(host.isPainting, true);
  assert.deepEqual(host.kinds, ['arrow']);
  assert.deepEqual(
    host.sent.map(({ is }) => is),
    ['keyframe', 'operation'],
  );
});

test('shows a stroke under way at once, without waiting for a frame', async () => {
  const host = new FakeHost();
  host.start();
  await host.frame(0);
  host.hold('pen');
  host.hand('down', at(0.3, 0.3));
  host.hand('move', at(0.4, 0.4));
  await host.settled();
  assert.equal(host.isPainting, true);
  assert.deepEqual(host.kinds, []);
  assert.ok(host.reports.some((report) => report.is === 'stream' && report.live.is === 'stroke'));
  host.engine.take({ is: 'key', key: 'Escape', fine: false });
  await host.settled();
  assert.equal(host.isPainting, false);
  assert.ok(
    host.reports.some((report) => report.is === 'stream' && report.live.is === 'cancelled'),
  );
});

test('tells the other side of a stroke that keys draw while it grows', async () => {
  const host = new FakeHost();
  host.start();
  await host.frame(0);
  host.hold('pen');
  host.engine.take({ is: 'key', key: 'Enter', fine: false });
  for (let i = 1; i <= 4; i++) {
    await host.frame(2 * i);
    host.engine.take({ is: 'key', key: 'ArrowRight', fine: false });
  }
  const last = host.reports.findLast((report) => report.is === 'stream')?.live;
  assert.equal(last?.is, 'stroke');
  assert.ok(last.is === 'stroke' && last.from + last.points.length === 5);
});

test('tells the other side where a hand has come to rest, also soon after it was told before', async () => {
  const host = new FakeHost();
  host.start();
  await host.frame(0);
  host.hold('pen');
  host.hand('down', at(0.3, 0.3));
  host.hand('move', at(0.4, 0.4));
  const event = { is: 'move', pointer: 1, kind: 'mouse', pressure: 0.5, ...at(0.5, 0.5) } as const;
  host.engine.take({ is: 'hand', event });
  const told = () => {
    const last = host.reports.findLast((report) => report.is === 'stream')?.live;
    return last?.is === 'stroke' ? last.from + last.points.length : 0;
  };
  assert.equal(told(), 2);
  await host.frame(6);
  assert.equal(told(), 3);
});

test('shows the other side a shape while it grows, and takes it away where it comes to nothing', async () => {
  const [one, two] = [new FakeHost(), new FakeHost()];
  two.id = 'participant-two';
  for (const host of [one, two]) {
    host.start();
    await host.frame(0);
  }
  two.hold('pen');
  two.meet(one);
  let told = 0;
  const tell = async (): Promise<void> => {
    two.engine.take({ is: 'items', items: one.sent });
    for (const report of one.reports.slice(told))
      if (report.is === 'stream') two.engine.take({ is: 'live', from: one.id, live: report.live });
    told = one.reports.length;
    await two.settled();
  };
  for (const tool of ['arrow', 'rectangle', 'ellipse', 'line', 'arrow-3d'] as const) {
    one.hold(tool);
    one.hand('down', at(0.2, 0.2));
    let before = 0;
    for (const x of [0.3, 0.5, 0.7]) {
      one.hand('move', at(x, 0.6));
      await one.settled();
      await tell();
      assert.deepEqual(two.kinds, []);
      const reach = Math.max(...two.spots.map((spot) => spot.x));
      assert.ok(reach > before && Math.abs(reach - x * 640) < 30, `${tool} reaches ${reach}`);
      before = reach;
    }
    one.engine.take({ is: 'key', key: 'Escape', fine: false });
    await one.settled();
    await tell();
    assert.equal(two.isPainting, false);
  }
});

test('follows what a mark sits on, with the real tracker', async () => {
  const host = new FakeHost({ makeTracker: createSurfaceTracker });
  host.start();
  host.hold('rectangle');
  await host.frame(0);
  await host.until(() => host.state?.tracking === 'on');
  await host.frame(1);
  await host.stroke(at(0.4, 0.4), at(0.6, 0.6));
  for (let i = 2; i < 40; i++) {
    await host.frame(i);
    assert.equal(host.state?.marks[0]?.state, 'tracked', `frame ${i}`);
  }
});

test('another side finds the mark by the content of its keyframe, and may see it late', async () => {
  const [one, two] = [0, 1].map(() => new FakeHost({ makeTracker: createSurfaceTracker })) as [
    FakeHost,
    FakeHost,
  ];
  two.id = 'participant-two';
  for (const host of [one, two]) {
    host.start();
    host.hold('ellipse');
    await host.frame(0);
    await host.until(() => host.state?.tracking === 'on');
  }
  await one.frame(5);
  await one.stroke(at(0.4, 0.4), at(0.6, 0.6));
  // The other side saw that frame a second ago, and thirty more since.
  for (let i = 1; i < 36; i++) await two.frame(i);
  two.engine.take({ is: 'items', items: one.sent });
  await two.until(() => two.state?.marks[0]?.state === 'tracked');
  assert.deepEqual(two.kinds, ['ellipse']);
});

test('finds a mark again after the phone was turned, although its keyframe has another shape', async () => {
  /** A hand that holds the camera on the middle of the scene, in whatever shape its picture has. */
  const paint = (frame: number, { width, height }: Size, into: Uint8Array): void =>
    paintNoiseFrom(
      { x: 400 + 2 * frame - width / 2, y: 400 - height / 2 },
      { width, height },
      into,
    );
  const keyframe: { size: Size; gray: Uint8Array } = {
    size: { width: 0, height: 0 },
    gray: new Uint8Array(),
  };
  const host = new FakeHost({
    makeTracker: createSurfaceTracker,
    paint: (frame, size, into) => {
      paint(frame, size, into);
      if (frame === 1) Object.assign(keyframe, { size, gray: into.slice() });
    },
    decode: (_picture, { width, height }) => {
      const { size, gray } = keyframe;
      const squeezed = new Uint8Array(width * height);
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          const [u, v] = [((x + 0.5) * size.width) / width, ((y + 0.5) * size.height) / height];
          squeezed[y * width + x] = gray[Math.floor(v) * size.width + Math.floor(u)] ?? 0;
        }
      return Promise.resolve(squeezed);
    },
  });
  const [lying, upright] = [
    { width: 640, height: 360 },
    { width: 360, height: 640 },
  ];
  host.start();
  host.hold('arrow');
  await host.frame(0, lying);
  await host.until(() => host.state?.tracking === 'on');
  await host.frame(1, lying);
  await host.stroke(at(0.45, 0.45), at(0.55, 0.55));
  for (const [first, size] of [
    [2, upright],
    [40, lying],
  ] as const) {
    const scale = Math.min(640 / size.width, 480 / size.height);
    // Of the element for each px of the scene: the tracker sees every shape with as many px as VGA has.
    const step = scale * Math.sqrt((size.width * size.height) / (640 * 480));
    let off = Number.NaN;
    for (let i = first; i < first + 38 && !(off < 5); i++) {
      await host.frame(i, size);
      await host.settled();
      const { x, y } = host.inkAt ?? { x: Number.NaN, y: Number.NaN };
      const isFound = host.state?.marks[0]?.state === 'tracked';
      off = isFound ? Math.hypot(x - 320 + 2 * (i - 1) * step, y - 240) : Number.NaN;
    }
    assert.ok(off < 5, `${off} px off at ${size.width} × ${size.height}`);
  }
});

test('keeps a picture that stands still, and goes on with the others', async () => {
  const host = new FakeHost();
  host.start();
  host.engine.take({ is: 'freeze', frozen: true });
  await host.frame(0);
  assert.equal(host.state?.frozen, true);
  assert.equal(host.isPainting, true);
  const first = host.painted;
  await host.frame(1);
  assert.equal(host.painted, first);
  host.engine.take({ is: 'freeze', frozen: false });
  host.hold('pen');
  await host.stroke(at(0.3, 0.3), at(0.5, 0.5));
  await host.frame(2);
  assert.notEqual(host.painted, first);
});

test('closes every frame that it does not show any more', async () => {
  const host = new FakeHost();
  host.start();
  for (let i = 0; i < 20; i++) await host.frame(i);
  assert.equal(host.open, 1);
  host.engine.take({ is: 'freeze', frozen: true });
  for (let i = 20; i < 40; i++) await host.frame(i);
  assert.equal(host.open, 2);
  host.engine.take({ is: 'freeze', frozen: false });
  await host.frame(40);
  assert.equal(host.open, 1);
  host.engine.take({ is: 'no-picture' });
  assert.equal(host.open, 0);
  // One that is still being read when there is no picture any more.
  const late = host.frame(41);
  host.engine.take({ is: 'no-picture' });
  await late;
  assert.equal(host.open, 0);
});

test('answers a frame of no size, and goes on with the next', async () => {
  const host = new FakeHost();
  host.start();
  await host.frame(0, { width: 0, height: 0 });
  await host.frame(Number.NaN);
  assert.deepEqual(host.problems, ['wrong-frame', 'wrong-frame']);
  await host.frame(1);
  assert.equal(host.reports.filter(({ is }) => is === 'frame-taken').length, 3);
});

test('draws without following where there is no tracker, and says that it is unsure', async () => {
  const host = new FakeHost({ makeTracker: () => Promise.reject(new Error('No SIMD.')) });
  host.start();
  await host.frame(0);
  host.hold('pen');
  await host.until(() => host.state?.tracking === 'off');
  await host.stroke(at(0.3, 0.3), at(0.5, 0.5));
  assert.equal(host.state?.marks[0]?.state, 'unsure');
  assert.deepEqual(host.problems, ['tracking-unavailable']);
});

test('is certain of every mark on a still picture', async () => {
  const host = new FakeHost({ makeTracker: () => Promise.reject(new Error('Nobody needs one.')) });
  host.start();
  await host.frame(0, undefined, true);
  host.hold('rectangle');
  await host.stroke(at(0.3, 0.3), at(0.5, 0.5));
  await host.stroke(at(0.6, 0.6), at(0.7, 0.7));
  assert.deepEqual(
    host.state?.marks.map(({ state }) => state),
    ['tracked', 'tracked'],
  );
  // Both sit on the one keyframe that there can be.
  assert.equal(host.sent.filter(({ is }) => is === 'keyframe').length, 1);
  assert.deepEqual(host.problems, []);
});

test('finds everything again in a picture of another shape', async () => {
  const host = new FakeHost();
  host.start();
  await host.frame(0);
  host.hold('pen');
  await host.until(() => host.state?.tracking === 'on');
  await host.stroke(at(0.3, 0.3), at(0.5, 0.5));
  await host.frame(1, { width: 480, height: 640 });
  await host.until(() => host.state?.tracking === 'on');
  await host.frame(2, { width: 480, height: 640 });
  await host.until(() => host.state?.marks[0]?.state === 'tracked');
  assert.deepEqual(host.problems, []);
});

/** A stage that remembers what stood on it. */
function fakeStage() {
  const stood: string[] = [];
  let isOpen = true;
  const stage: Stage = {
    paint: (_context, marks) => {
      stood.splice(0, Infinity, ...marks.map(({ mark }) => mark.shape.is));
      return [];
    },
    outlineOf: () => [{ from: { x: 0, y: 0 }, to: { x: 640, y: 0 }, width: 20 }],
    close: () => {
      isOpen = false;
    },
  };
  return { stage, stood, isOpen: () => isOpen };
}

test('loads what draws in three dimensions only when a tool or a mark needs it, and tells so', async () => {
  const { stage, stood } = fakeStage();
  let loads = 0;
  let arrive = (): void => {};
  const host = new FakeHost({
    loadStage: async () => {
      loads += 1;
      await new Promise<void>((there) => {
        arrive = there;
      });
      return () => stage;
    },
  });
  host.start();
  await host.frame(0);
  host.hold('arrow');
  await host.stroke(at(0.2, 0.3), at(0.3, 0.5));
  assert.equal(loads, 0);
  assert.equal(host.state?.standing, 'waiting');
  host.hold('arrow-3d');
  await host.settled();
  assert.equal(host.state?.standing, 'loading');
  // Until then it is drawn flat.
  await host.stroke(at(0.4, 0.4), at(0.6, 0.6));
  assert.deepEqual(host.kinds, ['arrow', 'arrow-3d']);
  assert.deepEqual(stood, []);
  arrive();
  await host.until(() => host.state?.standing === 'on');
  await host.settled();
  assert.deepEqual(stood, ['arrow-3d']);
  host.hold('label');
  await host.settled();
  assert.equal(loads, 1);
  // It is touched where it is seen to stand, not where it lies on the surface.
  host.hand('down', at(0.9, 0.01));
  host.hand('up', at(0.9, 0.01));
  await host.settled();
  assert.equal(host.state?.marks.find(({ id }) => id === host.state?.selected)?.kind, 'arrow-3d');
  assert.deepEqual(host.problems, []);
});

test('draws flat where there is no WebGL, offers nothing else, and says so once', async () => {
  const [one, two] = [{}, { canStand: () => false }].map((each) => new FakeHost(each)) as [
    FakeHost,
    FakeHost,
  ];
  two.id = 'participant-two';
  for (const host of [one, two]) {
    host.start();
    await host.frame(0);
    host.hold('pen');
    await host.settled();
  }
  assert.equal(two.state?.standing, 'off');
  assert.deepEqual(two.problems, []);
  one.hold('arrow-3d');
  for (const y of [0.3, 0.6]) await one.stroke(at(0.4, y), at(0.6, y));
  for (const item of one.sent) two.engine.take({ is: 'items', items: [item] });
  await two.settled();
  assert.deepEqual(two.kinds, ['arrow-3d', 'arrow-3d']);
  assert.equal(two.isPainting, true);
  assert.deepEqual(two.problems, ['standing-unavailable']);
});

test('loads again what draws in three dimensions where it did not load, and draws flat until then', async () => {
  const { stage, stood } = fakeStage();
  let isReachable = false;
  const host = new FakeHost({
    loadStage: async () => {
      if (!isReachable) throw new TypeError('Failed to fetch dynamically imported module.');
      return () => stage;
    },
  });
  host.start();
  await host.frame(0);
  host.hold('arrow-3d');
  await host.stroke(at(0.4, 0.4), at(0.6, 0.6));
  assert.deepEqual(host.kinds, ['arrow-3d']);
  assert.equal(host.state?.standing, 'waiting');
  assert.deepEqual(host.problems, ['engine-failed']);
  isReachable = true;
  await host.stroke(at(0.4, 0.6), at(0.6, 0.8));
  await host.until(() => host.state?.standing === 'on');
  await host.settled();
  assert.deepEqual(stood.slice(-2), ['arrow-3d', 'arrow-3d']);
  assert.deepEqual(host.problems, ['engine-failed']);
});

test('draws flat where a browser has WebGL and cannot draw with it, and says so once', async () => {
  const host = new FakeHost({
    loadStage: async () => () => {
      throw new Error('No context.');
    },
  });
  host.start();
  await host.frame(0);
  host.hold('arrow-3d');
  await host.stroke(at(0.4, 0.4), at(0.6, 0.6));
  assert.equal(host.state?.standing, 'off');
  assert.deepEqual(host.problems, ['standing-unavailable']);
});

test('draws flat what stood up when the browser takes its canvas back, and says so once', async () => {
  const { stage, stood, isOpen } = fakeStage();
  let listener: StageListener | null = null;
  const host = new FakeHost({
    loadStage: async () => (told) => {
      listener = told;
      return stage;
    },
  });
  host.start();
  await host.frame(0);
  host.hold('arrow-3d');
  await host.until(() => host.state?.standing === 'on');
  await host.stroke(at(0.4, 0.4), at(0.6, 0.6));
  assert.deepEqual(stood, ['arrow-3d']);
  for (let i = 0; i < 2; i++) (listener as StageListener | null)?.gone('It was taken back.');
  await host.settled();
  assert.equal(host.state?.standing, 'off');
  assert.equal(isOpen(), false);
  assert.deepEqual(host.kinds, ['arrow-3d']);
  assert.deepEqual(host.problems, ['standing-unavailable']);
});

test('takes back what the other side was not told, and lets nobody do what is not theirs', async () => {
  const host = new FakeHost();
  host.role = 'customer';
  host.start();
  await host.frame(0);
  host.hold('pen');
  await host.stroke(at(0.3, 0.3), at(0.5, 0.5));
  const [, last] = host.sent;
  assert.equal(last?.is, 'operation');
  host.engine.take({ is: 'act', action: 'clear-all' });
  assert.deepEqual(host.problems, ['not-allowed']);
  for (const item of host.sent) host.engine.take({ is: 'refused', item });
  await host.settled();
  assert.deepEqual(host.kinds, []);
});

test('tells anew what a mark is drawn on after the other side has not taken it', async () => {
  const host = new FakeHost();
  host.start();
  await host.frame(0);
  host.hold('rectangle');
  await host.until(() => host.state?.tracking === 'on');
  const refuse = async (): Promise<void> => {
    const [keyframe, operation] = host.sent.slice(-2);
    assert.ok(keyframe?.is === 'keyframe' && operation?.is === 'operation');
    assert.ok(operation.operation.is === 'add');
    assert.equal(operation.operation.mark.anchor, keyframe.keyframe.id);
    for (const item of [keyframe, operation]) host.engine.take({ is: 'refused', item });
    await host.settled();
  };
  await host.stroke(at(0.3, 0.3), at(0.4, 0.4));
  await refuse();
  await host.frame(1);
  // At the same place.
  await host.stroke(at(0.3, 0.3), at(0.4, 0.4));
  await refuse();
  // What they have is not told again.
  await host.stroke(at(0.8, 0.8), at(0.9, 0.9));
  await host.stroke(at(0.8, 0.8), at(0.9, 0.8));
  assert.deepEqual(
    host.sent.slice(-3).map(({ is }) => is),
    ['keyframe', 'operation', 'operation'],
  );
});

test('takes back a mark that the others have without what it is drawn on', async () => {
  const [one, two] = [new FakeHost(), new FakeHost()];
  two.id = 'participant-two';
  for (const host of [one, two]) {
    host.start();
    await host.frame(0);
    host.meet(host === one ? two : one);
  }
  one.hold('rectangle');
  await one.stroke(at(0.3, 0.3), at(0.4, 0.4));
  await one.stroke(at(0.7, 0.7), at(0.8, 0.8));
  const [, first, keyframe, second] = one.sent;
  assert.ok(keyframe?.is === 'keyframe' && first !== undefined && second !== undefined);
  one.engine.take({ is: 'refused', item: keyframe });
  // One's own comes back.
  for (const item of structuredClone([first, second]))
    one.engine.take({ is: 'items', items: [item] });
  await one.settled();
  assert.deepEqual(one.kinds, ['rectangle']);
  two.engine.take({ is: 'items', items: one.sent.filter((item) => item !== keyframe) });
  await two.settled();
  assert.deepEqual(two.kinds, ['rectangle']);
  // What comes once more is not taken back once more.
  one.engine.take({ is: 'items', items: [second] });
  await one.settled();
  assert.equal(one.sent.filter(({ is }) => is === 'operation').length, 3);
});

const circle = Array.from({ length: 40 }, (_, i) => {
  const t = (i / 39) * 2 * Math.PI;
  return at(0.5 + 0.12 * Math.cos(t), 0.5 + 0.16 * Math.sin(t));
});

/** Somebody who wants strokes straightened, and what is still being loaded for that. */
async function impatient() {
  const loading = Promise.withResolvers<typeof straighten>();
  const host = new FakeHost({ loadStraighten: () => loading.promise });
  host.start();
  await host.frame(0);
  host.hold('pen', true);
  return { host, loading };
}

test('straightens what was drawn while that was still being loaded', async () => {
  const { host, loading } = await impatient();
  await host.stroke(...circle);
  assert.deepEqual(host.kinds, ['pen']);
  loading.resolve(straighten);
  await host.settled();
  assert.deepEqual(host.kinds, ['ellipse']);
});

test('straightens what was begun before that was loaded', async () => {
  const { host, loading } = await impatient();
  const [first = at(0, 0), ...rest] = circle;
  host.hand('down', first);
  await host.settled();
  loading.resolve(straighten);
  await host.settled();
  for (const place of rest) host.hand('move', place);
  host.hand('up', first);
  await host.settled();
  assert.deepEqual(host.kinds, ['ellipse']);
});

test('straightens what is roughly drawn where that is wanted, and undo brings it back', async () => {
  const host = new FakeHost({ loadStraighten: async () => straighten });
  host.start();
  await host.frame(0);
  host.hold('pen', true);
  await host.settled();
  await host.stroke(...circle);
  assert.deepEqual(host.kinds, ['ellipse']);
  host.engine.take({ is: 'act', action: 'undo' });
  await host.settled();
  assert.deepEqual(host.kinds, ['pen']);
});

test('a history of ten thousand marks is taken in at once, and drawing goes on', async () => {
  const host = new FakeHost({ decode: async () => new Uint8Array(640 * 480) });
  host.start();
  await host.frame(0);
  const items = history(10_000, host.id);
  const startedAt = performance.now();
  host.engine.take({ is: 'items', items });
  await host.settled();
  await host.frame(1);
  assert.ok(performance.now() - startedAt < 5_000);
  assert.equal(host.kinds.length, 10_000);
  host.hold('arrow');
  await host.stroke(at(0.3, 0.3), at(0.5, 0.5));
  assert.equal(host.kinds.length, 10_001);
  assert.deepEqual(host.problems, []);
});

test('marks that come one by one are not all looked at again for each of them', async () => {
  const host = new FakeHost({ decode: async () => new Uint8Array(640 * 480) });
  host.start();
  await host.frame(0);
  const [keyframe, first, ...others] = history(500, host.id);
  assert.ok(keyframe !== undefined && first?.is === 'operation' && first.operation.is === 'add');
  let looks = 0;
  const { mark } = first.operation;
  const watched = {
    ...mark,
    get shape() {
      looks += 1;
      return mark.shape;
    },
  };
  const operation = { ...first.operation, mark: watched };
  host.engine.take({ is: 'items', items: [keyframe, { is: 'operation', operation }] });
  await host.settled();
  looks = 0;
  for (const item of others) host.engine.take({ is: 'items', items: [item] });
  assert.equal(looks, 0);
  await host.settled();
  await host.frame(1);
  assert.equal(host.kinds.length, 500);
  assert.ok(looks > 0 && looks < 50, `${looks} looks`);
});

test('never throws, whatever it is told', async () => {
  const host = new FakeHost({
    makeTracker: () => Promise.reject(new Error('None.')),
    decode: () => Promise.reject(new Error('No JPEG.')),
  });
  host.start();
  await host.frame(0);
  const keyframe = {
    id: 'keyframe-1',
    author: 'participant-two',
    width: 640,
    height: 480,
    region: [
      { x: Number.NaN, y: 0 },
      { x: 0, y: 0 },
      { x: 0, y: Infinity },
    ],
    picture: 'AAAA',
  };
  host.engine.take({ is: 'items', items: [{ is: 'keyframe', keyframe }] });
  host.engine.take({ is: 'items', items: [] });
  for (const x of [Number.NaN, Infinity, -1e9]) host.hand('down', { x, y: x });
  host.engine.take({ is: 'zoom', factor: Number.NaN, x: Number.NaN, y: 0 });
  host.engine.take({ is: 'nonsense' } as never);
  host.engine.take({
    is: 'layout',
    box: {
      element: { width: Number.NaN, height: -1 },
      fit: 'contain',
      pixelRatio: 1e9,
    },
  });
  await host.settled();
  host.start();
  await host.frame(1);
  host.hold('pen');
  await host.stroke(at(0.3, 0.3), at(0.5, 0.5));
  assert.deepEqual(host.kinds, ['pen']);
});

/** Marks of somebody else, on one keyframe. */
function history(count: number, author: string): InkItem[] {
  const region = [
    { x: 0.2, y: 0.2 },
    { x: 0.8, y: 0.2 },
    { x: 0.8, y: 0.8 },
    { x: 0.2, y: 0.8 },
  ];
  const anchor = 'keyframe-1';
  const items: InkItem[] = [
    {
      is: 'keyframe',
      keyframe: { id: anchor, author, width: 640, height: 480, region, picture: 'AAAA' },
    },
  ];
  for (let i = 0; i < count; i++) {
    const from = {
      x: 0.3 + (0.4 * ((i * 7) % 100)) / 100,
      y: 0.3 + (0.4 * ((i * 13) % 100)) / 100,
    };
    const operation: DrawingOperation = {
      is: 'add',
      id: `operation-${i}`,
      author,
      clock: i + 1,
      mark: {
        id: `mark-0000-${i}`,
        author,
        anchor,
        color: 'red',
        width: 2,
        shape: { is: 'arrow', from, to: { x: from.x + 0.05, y: from.y + 0.02 } },
      },
    };
    items.push({ is: 'operation', operation });
  }
  return items;
}
