import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InkLive } from '@fernblick/protocol';
import fc from 'fast-check';
import { project } from '../../homography.ts';
import type { PictureAnchorPose } from '../anchors.ts';
import { handAt, look, random } from '../testing/looks.ts';
import { SharedPoses, type FoundPoses } from './shared-poses.ts';

type Poses = InkLive & { readonly is: 'poses' };

const WIDTH = 640;
const FRAME_MS = 1_000 / 30;
const OFFSET = 4_294_000_000;
const REGION = [
  { x: 0.3, y: 0.3 },
  { x: 0.6, y: 0.3 },
  { x: 0.6, y: 0.6 },
  { x: 0.3, y: 0.6 },
];
/** By how much what is found in the compressed picture is wrong, px. */
const BIAS = 4;
/** By how much a guess between two frames is wrong, px. */
const BEND = 1.5;

/** Where the anchor is in a frame, px to the right of its keyframe. */
const placeAt = (frame: number): number => 10 * handAt(frame, 2).x;

function foundAt(px: number, patch: Partial<PictureAnchorPose> = {}, id = 'anchor-1'): FoundPoses {
  const pose: PictureAnchorPose = {
    homography: [1, 0, px / WIDTH, 0, 1, 0, 0, 0, 1],
    status: 'tracked',
    confidence: 0.9,
    ...patch,
  };
  return { ids: [id], poseOf: () => pose, regionOf: () => REGION };
}

interface Message {
  readonly frame: number;
  readonly live: Poses;
}

/** A camera's side, and one that receives its picture. */
class Call {
  readonly messages: Message[] = [];
  readonly viewer = new SharedPoses({ newId: () => 'nobody', stream: () => assert.fail() });
  /** What a frame that is received is found by. */
  bias = BIAS;
  offset = OFFSET;
  #frame = 0;
  #camera = 0;
  readonly #sender = new SharedPoses({
    newId: () => `camera-${++this.#camera}`,
    stream: (live) => {
      assert.ok(live.is === 'poses');
      this.messages.push({ frame: this.#frame, live });
    },
  });

  /** The camera takes a frame. */
  send(frame: number, found = foundAt(placeAt(frame)), sinceUs = 0): void {
    this.#frame = frame;
    const atUs = Math.round(frame * FRAME_MS * 1_000) - sinceUs;
    const thumb = look(handAt(frame, 2));
    this.#sender.show({ stamp: { is: 'camera', atUs }, thumb, timeMs: frame * FRAME_MS }, found);
  }

  /** It arrives; answers where the anchor is drawn, px to the right. */
  show(frame: number, found = foundAt(placeAt(frame) + this.bias)): number {
    const rtp = (Math.round(frame * FRAME_MS) * 90 + this.offset) % 2 ** 32;
    const next = random(frame + 1);
    const thumb = look(handAt(frame, 2), 1, next);
    const timeMs = frame * FRAME_MS + 100;
    this.viewer.show({ stamp: { is: 'received', rtp }, thumb, timeMs }, found);
    return this.drawn(found);
  }

  drawn(found: FoundPoses): number {
    const [id = ''] = found.ids;
    const pose = this.viewer.poseOf(id) ?? found.poseOf(id);
    assert.ok(pose !== null);
    return ((project(pose.homography, 0.5, 0.5)?.x ?? NaN) - 0.5) * WIDTH;
  }

  /** Both sides see so many frames, and everything arrives. */
  run(from: number, to: number): void {
    for (let frame = from; frame < to; frame++) {
      this.send(frame);
      this.hear();
      this.show(frame);
    }
  }

  hear(): void {
    for (const { live } of this.messages.splice(0)) this.viewer.take('customer', live);
  }
}

test('draws by the pose that belongs to the very frame, whatever comes late, early or never', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -6, max: 3 }),
      fc.integer({ min: 0, max: 4 }),
      fc.double({ min: 0, max: 0.3, noNaN: true }),
      fc.integer({ min: 1, max: 10_000 }),
      (late, spread, lost, seed) => {
        const call = new Call();
        const next = random(seed);
        call.run(0, 150);
        assert.ok(call.viewer.isTold);
        const due: { readonly at: number; readonly live: Poses }[] = [];
        const heard = new Set<number>();
        let last: number | null = null;
        for (let frame = 150; frame < 240; frame++) {
          // The camera is so many frames ahead of what is shown.
          call.send(frame);
          for (const { live } of call.messages.splice(0))
            if (next() >= lost) due.push({ at: frame + 6 + late + spread * next(), live });
          for (const { live } of due.filter(({ at }) => at <= frame)) {
            heard.add(Math.round(live.at / 1_000 / FRAME_MS));
            call.viewer.take('customer', live);
          }
          due.splice(0, due.length, ...due.filter(({ at }) => at > frame));
          const shown = frame - 6;
          if (shown < 150) continue;
          const error = call.show(shown) - placeAt(shown);
          // Never elsewhere than where one of the two sides has found it; a hand does not move in straight lines.
          assert.ok(error > -BEND && error < BIAS + BEND, `${error} px`);
          if (last !== null) assert.ok(Math.abs(error - last) < BIAS / 2 + BEND, 'It jumped.');
          last = error;
        }
      },
    ),
    { numRuns: 25, seed: 11 },
  );
});

test('is exactly where the camera’s side says, once it has said so for a moment', () => {
  const call = new Call();
  call.run(0, 200);
  assert.ok(call.viewer.isTold);
  for (let frame = 200; frame < 230; frame++) {
    call.send(frame);
    call.hear();
    assert.ok(Math.abs(call.show(frame) - placeAt(frame)) < 0.1);
  }
});

test('goes on by itself at once where nothing is told any more, and comes back, without a jump', () => {
  const call = new Call();
  call.run(0, 200);
  const errors: number[] = [];
  for (let frame = 200; frame < 260; frame++) {
    call.send(frame);
    if (frame < 215 || frame > 240) call.hear();
    else call.messages.length = 0;
    errors.push(call.show(frame) - placeAt(frame));
    if (frame === 222) assert.equal(call.viewer.isTold, false);
  }
  assert.ok(Math.abs(errors[13] ?? NaN) < 0.1);
  assert.ok(Math.abs((errors[39] ?? NaN) - BIAS) < 0.5);
  assert.ok(Math.abs(errors[59] ?? NaN) < 0.5);
  assert.equal(call.viewer.isTold, true);
  for (const [i, error] of errors.entries())
    assert.ok(
      Math.abs(error - (errors[i - 1] ?? error)) <= BIAS * 0.3,
      `${errors[i - 1]} ${error}`,
    );
});

test('draws again by what arrives after its frame was shown', () => {
  const call = new Call();
  call.run(0, 200);
  call.send(200);
  const found = foundAt(placeAt(200) + BIAS);
  const [message] = call.messages.splice(0);
  assert.ok(message);
  call.show(200, found);
  assert.equal(call.viewer.take('customer', message.live), true);
  call.viewer.update(found);
  assert.ok(Math.abs(call.drawn(found) - placeAt(200)) < 0.1);
});

test('hides what the camera’s side has lost, and says for how long', () => {
  const call = new Call();
  call.run(0, 200);
  for (let frame = 200; frame < 230; frame++) {
    call.send(frame, foundAt(placeAt(frame), { status: 'lost', confidence: 0, lostMs: 1 }));
    call.hear();
    call.show(frame);
  }
  const pose = call.viewer.poseOf('anchor-1');
  assert.equal(pose?.status, 'lost');
  assert.ok(Math.abs((pose.lostMs ?? 0) - 29 * FRAME_MS) < 1);
});

test('leaves to the other side what it was never sure of, and tells again of what it was', () => {
  const call = new Call();
  const tells = (frame: number, px: number, patch: Partial<PictureAnchorPose>): boolean => {
    call.send(frame, foundAt(px, patch, 'one-of-many-alike'));
    return call.messages.splice(0).length > 0;
  };
  const unsure = { status: 'unsure', confidence: 0.2 } as const;
  call.run(0, 200);
  assert.equal(tells(200, placeAt(200) + 60, unsure), false);
  assert.equal(tells(201, placeAt(201), {}), true);
  assert.equal(tells(202, placeAt(202), unsure), true);
});

test('leaves to the other side what it has never found, and what it does not know', () => {
  const call = new Call();
  call.run(0, 200);
  call.send(200, foundAt(0, { status: 'lost', confidence: 0, lostMs: Infinity }));
  assert.equal(call.messages.length, 0);
  call.send(201, foundAt(placeAt(201), {}, 'of-somebody-else'));
  call.hear();
  const found = foundAt(placeAt(201) + BIAS);
  call.show(201, found);
  assert.equal(call.viewer.poseOf('of-somebody-else'), undefined);
});

test('says nothing of a picture whose frames have no names', () => {
  const call = new Call();
  call.run(0, 200);
  assert.ok(call.viewer.poseOf('anchor-1') !== undefined && call.viewer.isTold);
  call.viewer.hide();
  assert.equal(call.viewer.poseOf('anchor-1'), undefined);
  assert.equal(call.viewer.isTold, false);
});

test('begins anew with another camera and with another connection', () => {
  const call = new Call();
  call.run(0, 200);
  // Another camera counts from when it was started.
  for (let frame = 200; frame < 400; frame++) {
    call.send(frame, foundAt(placeAt(frame)), 6_000_000);
    call.hear();
    const error = call.show(frame) - placeAt(frame);
    assert.ok(error > -1 && error < BIAS + 1, `camera, frame ${frame}: ${error} px`);
  }
  assert.ok(call.viewer.isTold);
  // Another connection names its frames from another number on.
  call.offset = 1_234_567;
  for (let frame = 400; frame < 600; frame++) {
    call.send(frame, foundAt(placeAt(frame)), 6_000_000);
    call.hear();
    const error = call.show(frame) - placeAt(frame);
    assert.ok(error > -1 && error < BIAS + 1, `connection, frame ${frame}: ${error} px`);
    if (frame === 410) assert.equal(call.viewer.isTold, false);
  }
  assert.ok(call.viewer.isTold);
});
