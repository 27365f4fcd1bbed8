import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compose, project, type Homography } from '../homography.ts';
import { pictureMotion } from './picture-motion.ts';

const part = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const seen = fc
  .tuple(part(0.3), part(0.3), part(0.5), part(0.5), part(0.2), part(0.2))
  .map(([a, b, c, d, e, f]): Homography => [1 + a, b, c, -b, 1 + a, d, e, f, 1]);
const moves = fc
  .tuple(part(0.3), part(1), part(2), part(2))
  .map(([zoom, turn, dx, dy]): Homography => {
    const [x, y] = [(1 + zoom) * Math.cos(turn), (1 + zoom) * Math.sin(turn)];
    return [x, -y, dx, y, x, dy, 0, 0, 1];
  });

test('a camera that pans, rolls and zooms is read from any one thing that was seen before and after', () => {
  fc.assert(
    fc.property(seen, moves, part(3), part(3), (then, move, x, y) => {
      const motion = pictureMotion(then, compose(move, then), { x: 0.5, y: 0.5 });
      assert.ok(motion !== null);
      const [told, truth] = [project(motion, x, y), project(move, x, y)];
      assert.ok(told !== null && truth !== null);
      assert.ok(Math.hypot(told.x - truth.x, told.y - truth.y) < 1e-6);
    }),
  );
});

test('a thing that tilts away takes nothing over the horizon', () => {
  fc.assert(
    fc.property(seen, seen, part(50), part(50), (then, now, x, y) => {
      const motion = pictureMotion(then, now, { x: 0.5, y: 0.5 });
      if (motion !== null) assert.notEqual(project(motion, x, y), null);
    }),
  );
});
