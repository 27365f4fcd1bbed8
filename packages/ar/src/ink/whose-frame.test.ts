import assert from 'node:assert/strict';
import { test } from 'node:test';
import { POSE_UNIT, type InkLive, type ToldPose } from '@fernblick/protocol';
import { createSurfaceTracker } from '../tracking/surface-tracker.ts';
import type { FrameStamp } from './frame-stamp.ts';
import { FakeHost, paintNoiseFrom } from './testing/fake-host.ts';

const FRAME_MS = 33;
/** A hand that looks around, up to 200 px a second. */
const camera = (frame: number) => ({ x: 60 * Math.sin(frame / 10), y: 40 * Math.sin(frame / 7) });
/** What the author means, px of the scene. */
const MEANT = { x: 300, y: 240 };
const HALF = 60;

const seenAt = (frame: number) => ({
  x: MEANT.x - camera(frame).x,
  y: MEANT.y - camera(frame).y,
});

const cameraStamp = (frame: number): FrameStamp => ({
  is: 'camera',
  atUs: frame * FRAME_MS * 1_000,
});
const receivedStamp = (frame: number): FrameStamp => ({
  is: 'received',
  rtp: (frame * FRAME_MS * 90 + 4_294_900_000) % 2 ** 32,
});

/** The one whose camera it is, and the author, who sees its frames later. */
async function bothSides(delayFrames: number, areStamped = false) {
  const [sender, author] = [0, 1].map(
    () =>
      new FakeHost({
        makeTracker: createSurfaceTracker,
        paint: (frame, size, into) => paintNoiseFrom(camera(frame), size, into),
      }),
  ) as [FakeHost, FakeHost];
  sender.role = 'customer';
  sender.id = 'the-customer';
  author.id = 'the-agent';
  for (const host of [sender, author]) {
    host.start();
    host.hold('rectangle');
    await host.frame(0);
    await host.until(() => host.state?.tracking === 'on');
  }
  sender.meet(author);
  author.meet(sender);
  let now = 0;
  /** What the sender gets, and in which of its frames. */
  const onTheirWay: { readonly at: number; readonly arrive: () => void }[] = [];
  return {
    sender,
    author,
    get seen() {
      return now - delayFrames;
    },
    get now() {
      return now;
    },
    /** Both see their next frame. */
    async next() {
      now += 1;
      const seen = now - delayFrames;
      await sender.frame(now, undefined, false, areStamped ? cameraStamp(now) : null);
      if (seen >= 0)
        await author.frame(seen, undefined, false, areStamped ? receivedStamp(seen) : null);
      while ((onTheirWay[0]?.at ?? Infinity) <= now) onTheirWay.shift()?.arrive();
      await sender.settled();
      await author.settled();
    },
    send(arrive: () => void) {
      onTheirWay.push({ at: now + delayFrames, arrive });
    },
  };
}

const middle = (frame: number, dx: number, dy: number) => {
  const { x, y } = seenAt(frame);
  return { x: x + dx, y: y + dy };
};

/** Draws round what is meant while the camera moves; the worst distances from it afterwards, px, on both sides. */
async function errorsWith(delayMs: number): Promise<{ sender: number; author: number }> {
  const call = await bothSides(Math.round(delayMs / FRAME_MS));
  const { sender, author } = call;
  while (call.seen < 12) await call.next();
  author.hand('down', middle(call.seen, -HALF, -HALF));
  for (let step = 1; step <= 6; step++) {
    await call.next();
    // The hand keeps to the thing, as people's do.
    const at = -HALF + (2 * HALF * step) / 6;
    author.hand('move', middle(call.seen, at, at));
  }
  author.hand('up', middle(call.seen, HALF, HALF));
  await author.until(() => author.sent.length === 2);
  const items = author.sent;
  call.send(() => sender.engine.take({ is: 'items', items }));
  const worst = { sender: 0, author: 0 };
  for (let i = 0; i < 60; i++) {
    await call.next();
    // Two seconds later at the latest it has to be there.
    const isThere = sender.state?.marks[0]?.state === 'tracked';
    if (i >= 40) assert.ok(isThere, `${delayMs} ms: ${JSON.stringify(sender.state?.marks)}`);
    for (const [who, host, frame] of [
      ['sender', sender, call.now],
      ['author', author, call.seen],
    ] as const) {
      const [ink, meant] = [host.inkAt, seenAt(frame)];
      if (who === 'sender' && !isThere) continue;
      assert.ok(ink !== null);
      worst[who] = Math.max(worst[who], Math.hypot(ink.x - meant.x, ink.y - meant.y));
    }
  }
  return worst;
}

test('a mark is where its author meant it, however late the author sees the picture', async () => {
  const without = await errorsWith(0);
  assert.ok(without.sender < 3, `${without.sender} px without delay`);
  for (const delayMs of [150, 300, 800]) {
    const late = await errorsWith(delayMs);
    for (const who of ['sender', 'author'] as const) {
      const most = Math.max(without[who] * 1.1, without[who] + 1);
      assert.ok(late[who] <= most, `${who}, ${delayMs} ms: ${late[who]} px, not ${most}`);
    }
  }
});

test('what is lost of a stroke under way changes nothing that lasts', async () => {
  const call = await bothSides(5);
  const { sender, author } = call;
  author.hold('pen');
  while (call.seen < 12) await call.next();
  let streamed = 0;
  let heard = 0;
  /** Brings what is said over, less one message in ten. */
  const bring = (): void => {
    const lives = author.reports.flatMap((report) => (report.is === 'stream' ? [report.live] : []));
    for (const live of lives.slice(streamed)) {
      streamed += 1;
      if (streamed % 10 === 3) continue;
      heard += 1;
      call.send(() => sender.engine.take({ is: 'live', from: author.id, live }));
    }
  };
  author.hand('down', middle(call.seen, -HALF, 0));
  for (let step = 1; step <= 30; step++) {
    await call.next();
    author.hand('move', middle(call.seen, -HALF + (2 * HALF * step) / 30, 10 * Math.sin(step)));
    bring();
  }
  assert.ok(streamed - heard >= 2, `${streamed} told, ${heard} heard`);
  author.hand('up', middle(call.seen, HALF, 0));
  await author.until(() => author.sent.length === 2);
  const items = author.sent;
  call.send(() => sender.engine.take({ is: 'items', items }));
  for (let i = 0; i < 40; i++) await call.next();
  assert.deepEqual(
    sender.state?.marks.map(({ kind, state }) => [kind, state]),
    [['pen', 'tracked']],
  );
  const drawn = (host: FakeHost) => host.state?.marks.map(({ id, kind }) => [id, kind]);
  assert.deepEqual(drawn(sender), drawn(author));
  // All of it, and nothing twice: its middle is where its author has it.
  const offset = [sender.inkAt, author.inkAt];
  const [there, here] = [seenAt(call.now), seenAt(call.seen)];
  const moved = { x: there.x - here.x, y: there.y - here.y };
  const apart = Math.hypot(
    (offset[0]?.x ?? 0) - (offset[1]?.x ?? 0) - moved.x,
    (offset[0]?.y ?? 0) - (offset[1]?.y ?? 0) - moved.y,
  );
  assert.ok(apart < 3, `${apart} px apart`);
});

/** What the camera's side tells, so far to the right that it cannot be mistaken for what is found here: px. */
const ASIDE = 10;
function aside(live: InkLive & { readonly is: 'poses' }): InkLive {
  const poses = live.poses.map((pose) => {
    const moved: ToldPose = [...pose];
    moved[5] += (ASIDE / 640) * POSE_UNIT;
    return moved;
  });
  return { ...live, poses };
}

test('draws where the camera’s side finds the mark, and finds it itself while nothing is told', async () => {
  const DELAY = 5;
  const call = await bothSides(DELAY, true);
  const { sender, author } = call;
  while (call.seen < 12) await call.next();
  author.hand('down', middle(call.seen, -HALF, -HALF));
  author.hand('move', middle(call.seen, 0, 0));
  author.hand('up', middle(call.seen, HALF, HALF));
  await author.until(() => author.sent.length === 2);
  const items = author.sent;
  call.send(() => sender.engine.take({ is: 'items', items }));
  let told = 0;
  const toldIn: boolean[] = [];
  const errors: number[] = [];
  for (let i = 0; i < 150; i++) {
    await call.next();
    const lives = sender.reports.flatMap((report) =>
      report.is === 'stream' && report.live.is === 'poses' ? [report.live] : [],
    );
    for (const live of lives.slice(told))
      if (i < 90 || i >= 120)
        author.engine.take({ is: 'live', from: sender.id, live: aside(live) });
    told = lives.length;
    await author.settled();
    toldIn.push(author.state?.isTold === true);
    assert.equal(sender.state?.isTold, false);
    const [ink, meant] = [author.inkAt, seenAt(call.seen)];
    assert.ok(ink !== null);
    errors.push(Math.hypot(ink.x - meant.x - ASIDE, ink.y - meant.y));
  }
  assert.deepEqual([toldIn[89], toldIn[110], toldIn[149]], [true, false, true]);
  // What is told is drawn, in the very frame that it was told of; else what is found.
  for (const frame of [85, 89, 149]) assert.ok((errors[frame] ?? NaN) < 3, `${errors[frame]} px`);
  assert.ok(Math.abs((errors[119] ?? NaN) - ASIDE) < 3, `${errors[119]} px`);
});
