import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Size } from '../drawing/mark.ts';
import {
  cameraStep,
  cornerError,
  invert,
  multiply,
  Plane,
  type Matrix,
} from '../testing/moving-plane.ts';
import { originalOf } from './original-frame.ts';

const SIZE: Size = { width: 320, height: 240 };
/** Corners of what somebody marks, px. */
const MARKED = [
  { x: 96, y: 60 },
  { x: 256, y: 60 },
  { x: 256, y: 180 },
  { x: 96, y: 180 },
];
const START = cameraStep(SIZE.width, SIZE.height, {});
const FRAMES = 7;
/** Corners that are so near are at the same place, px. */
const SAME_PX = 2;

/** What a call leaves of a frame: what is fine is smeared, and each block of it is off by a little. */
function received(frame: { readonly gray: Uint8Array } | undefined): Uint8Array {
  const gray = frame?.gray ?? new Uint8Array();
  const { width, height } = SIZE;
  return gray.map((_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    let sum = 0;
    for (let j = -2; j <= 2; j++)
      for (let i = -2; i <= 2; i++) {
        const column = Math.min(width - 1, Math.max(0, x + i));
        sum += gray[Math.min(height - 1, Math.max(0, y + j)) * width + column] ?? 0;
      }
    const block = ((x >> 3) * 7 + (y >> 3) * 13) % 5;
    return sum / 25 + block - 2;
  });
}

/** The frames of a camera that moves by one and the same step again and again. */
function filmed(seed: number, step: Matrix) {
  const plane = new Plane(seed);
  let seen = START;
  return Array.from({ length: FRAMES }, (_, number) => {
    if (number > 0) seen = multiply(step, seen);
    return { number, seen, gray: plane.frame(SIZE.width, SIZE.height, seen, { seed: number + 1 }) };
  });
}

/** How far apart two frames show what is marked, px. */
function apart(one: Matrix, other: Matrix): number {
  return cornerError(MARKED, multiply(other, invert(one)), START);
}

const parts = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const steps = fc
  .record({ dx: parts(9), dy: parts(9), scale: parts(0.06), turn: parts(0.08) })
  .map((step) => cameraStep(SIZE.width, SIZE.height, { ...step, scale: 1 + step.scale }));
const films = fc.record({
  seed: fc.nat({ max: 1_000 }),
  step: steps.filter((step) => apart(START, step) > SAME_PX),
  number: fc.nat({ max: FRAMES - 1 }),
});

test('knows the frame that a picture was made of among those around it', () => {
  let known = 0;
  const samples = fc.sample(films, 40);
  for (const { seed, step, number } of samples) {
    const frames = filmed(seed, step);
    const found = originalOf(received(frames[number]), SIZE, frames);
    if (found === null) continue;
    assert.equal(found.number, number, JSON.stringify({ seed, step }));
    known += 1;
  }
  // One that cannot be told for sure does no harm.
  assert.ok(known > 0.8 * samples.length, `${known} of ${samples.length}`);
});

test('takes none of the frames around the one that is missing for it', () => {
  fc.assert(
    fc.property(films, ({ seed, step, number }) => {
      const frames = filmed(seed, step);
      const [missing] = frames.splice(number, 1);
      const found = originalOf(received(missing), SIZE, frames);
      if (missing !== undefined && found !== null)
        assert.ok(apart(missing.seen, found.seen) < SAME_PX);
    }),
    { numRuns: 40 },
  );
});

test('keeps a picture that is sharper than its frame, and one of which nothing can be told', () => {
  const [frame] = filmed(7, START);
  assert.ok(frame !== undefined);
  const blurred = { gray: received(frame) };
  assert.ok(originalOf(blurred.gray, SIZE, [frame]) === frame);
  assert.ok(originalOf(frame.gray, SIZE, [blurred]) === null);
  const wall = { gray: frame.gray.map(() => 90) };
  assert.ok(originalOf(wall.gray, SIZE, [wall, frame]) === null);
  assert.ok(originalOf(frame.gray, SIZE, []) === null);
});
