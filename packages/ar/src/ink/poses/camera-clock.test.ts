import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { handAt, look, random } from '../testing/looks.ts';
import { CameraClock } from './camera-clock.ts';
import { signatureOf } from './signature.ts';

const FRAME_US = 33_333;
const TICKS_PER_US = 0.09;

/** A call: what the camera sees, what of it arrives, and under which names. */
interface Call {
  /** Ticks between the two clocks. */
  readonly offset: number;
  /** Of a hand that moves: parts of the thumbnail that it goes to and fro. */
  readonly reach: number;
  readonly dropped: number;
  /** Gray values by which compression changes each part of the thumbnail. */
  readonly blur: number;
  readonly seed: number;
}

const call: fc.Arbitrary<Call> = fc.record({
  offset: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  reach: fc.double({ min: 1, max: 4, noNaN: true }),
  dropped: fc.double({ min: 0, max: 0.6, noNaN: true }),
  blur: fc.double({ min: 0, max: 2, noNaN: true }),
  seed: fc.integer({ min: 1, max: 2 ** 30 }),
});

/** Lets a clock see frames of a call, from one to another, and judges twice a second. */
function watch(
  clock: CameraClock,
  { offset, reach, dropped, blur, seed }: Call,
  from: number,
  to: number,
  moved = (frame: number) => handAt(frame, reach),
): void {
  const next = random(seed + from);
  for (let frame = from; frame < to; frame++) {
    const at = moved(frame);
    const atUs = frame * FRAME_US + 1_500 * (next() - 0.5);
    if (frame % 5 === 0) clock.tell(atUs, signatureOf(look(at)), atUs / 1_000);
    const rtp = (Math.round(atUs / 1_000) * 90 + offset) % 2 ** 32;
    if (next() >= dropped) clock.see(rtp, signatureOf(look(at, blur, next)), atUs / 1_000);
    if (frame % 15 === 0) clock.judge();
  }
}

/** By how much the clock is wrong about a frame, µs. */
function errorOf(clock: CameraClock, { offset }: Call, frame: number): number {
  const told = clock.timeOf((frame * FRAME_US * TICKS_PER_US + offset) % 2 ** 32);
  return told === null ? 0 : Math.abs(told - frame * FRAME_US);
}

test('finds which frame is which while the camera moves, whatever is dropped, and is never a frame wrong', () => {
  let found = 0;
  fc.assert(
    fc.property(call, (one) => {
      const clock = new CameraClock();
      for (let frame = 0; frame < 240; frame += 15) {
        watch(clock, one, frame, frame + 15);
        const error = errorOf(clock, one, frame + 14);
        assert.ok(error < 2_000, `${error} µs`);
      }
      if (clock.isKnown) found += 1;
    }),
    { numRuns: 30, seed: 7 },
  );
  assert.ok(found >= 27, `${found} of 30 found within eight seconds`);
});

test('does not choose while nothing moves, and knows as soon as something does', () => {
  const still: Call = { offset: 4_294_967_000, reach: 0, dropped: 0.1, blur: 2, seed: 5 };
  const clock = new CameraClock();
  watch(clock, still, 0, 300);
  assert.equal(clock.isKnown, false);
  assert.equal(clock.timeOf(123_456), null);
  watch(clock, { ...still, reach: 3 }, 300, 420);
  assert.equal(clock.isKnown, true);
  assert.ok(errorOf(clock, still, 419) < 1_000);
});

test('notices by itself that the offset is another one, and finds that', () => {
  const before: Call = { offset: 3_000_000, reach: 3, dropped: 0.1, blur: 1, seed: 9 };
  const after: Call = { ...before, offset: 3_000_000 + 90 * 400 };
  const clock = new CameraClock();
  watch(clock, before, 0, 150);
  assert.ok(clock.isKnown && errorOf(clock, before, 149) < 1_000);
  watch(clock, after, 150, 450);
  assert.ok(clock.isKnown && errorOf(clock, after, 449) < 1_000);
});

test('gives up what is wrong, although it cannot tell what is right', () => {
  const before: Call = { offset: 3_000_000, reach: 3, dropped: 0, blur: 1, seed: 9 };
  const clock = new CameraClock();
  watch(clock, before, 0, 150);
  assert.equal(clock.isKnown, true);
  // What goes to and fro twice a second looks the same half a second later.
  const half = (frame: number) => handAt(20 + (frame % 15), 3);
  watch(clock, { ...before, offset: 3_000_000 + 90 * 233 }, 150, 700, half);
  assert.equal(clock.isKnown, false);
});

test('forgets what the frames counted from, and begins again', () => {
  const one: Call = { offset: 77, reach: 3, dropped: 0, blur: 1, seed: 3 };
  const other: Call = { ...one, offset: 2_147_483_700 };
  const clock = new CameraClock();
  watch(clock, one, 0, 120);
  assert.ok(clock.isKnown);
  clock.forget();
  assert.equal(clock.timeOf(1_000), null);
  watch(clock, other, 120, 300);
  assert.ok(clock.isKnown && errorOf(clock, other, 299) < 1_000);
});
