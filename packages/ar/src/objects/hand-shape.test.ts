import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Point } from '@fernblick/protocol';
import { hullOfHand, pointingAt } from './hand-shape.ts';
import { isInPolygon } from './polygon.ts';

const FRAME = { width: 640, height: 480 };

/** A hand that points up: the wrist below, four fingers as long as they are said to be, in px. */
function handOf(index: readonly number[], others: readonly number[]): Point[] {
  const [x, y] = [320, 400];
  const finger = (aside: number, lengths: readonly number[]): Point[] =>
    lengths.map((length) => ({ x: (x + aside) / FRAME.width, y: (y - length) / FRAME.height }));
  return [
    { x: x / FRAME.width, y: y / FRAME.height },
    ...finger(-60, [20, 50, 70, 85]),
    ...finger(-25, index),
    ...finger(0, others),
    ...finger(22, others),
    ...finger(42, others),
  ];
}

const stretched = [110, 160, 190, 215];
const bent = [110, 140, 115, 95];

describe('a hand', () => {
  it('points with its index finger while that is stretched', () => {
    const tip = pointingAt(handOf(stretched, bent), FRAME);
    assert.ok(tip !== null && Math.hypot(tip.x - 295 / 640, tip.y - 185 / 480) < 1e-4);
  });

  it('points nowhere as a fist, out of the picture, or where it is no hand', () => {
    assert.equal(pointingAt(handOf(bent, bent), FRAME), null);
    const out = handOf(stretched, bent).map(({ x, y }) => ({ x, y: y - 0.5 }));
    assert.equal(pointingAt(out, FRAME), null);
    assert.equal(pointingAt([], FRAME), null);
    assert.equal(
      pointingAt(
        handOf(stretched, bent).map(() => ({ x: NaN, y: NaN })),
        FRAME,
      ),
      null,
    );
  });

  it('points the same way however the picture is turned and however large the hand is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        (angle, scale) => {
          const turned = (hand: readonly Point[]): Point[] =>
            hand.map(({ x, y }) => {
              const [u, v] = [(x - 0.5) * FRAME.width * scale, (y - 0.6) * FRAME.height * scale];
              return {
                x: 0.5 + (u * Math.cos(angle) - v * Math.sin(angle)) / FRAME.width,
                y: 0.5 + (u * Math.sin(angle) + v * Math.cos(angle)) / FRAME.height,
              };
            });
          assert.notEqual(pointingAt(turned(handOf(stretched, bent)), FRAME), null);
          assert.equal(pointingAt(turned(handOf(bent, bent)), FRAME), null);
        },
      ),
    );
  });

  it('covers all of its places, and some flesh round them', () => {
    const hand = handOf(stretched, stretched);
    const hull = hullOfHand(hand, FRAME);
    for (const place of hand) assert.ok(isInPolygon(place, hull));
    assert.ok(isInPolygon({ x: (295 - 20) / 640, y: 200 / 480 }, hull));
    assert.ok(!isInPolygon({ x: 0.1, y: 0.1 }, hull));
    assert.deepEqual(hullOfHand(hand.slice(1), FRAME), []);
  });
});
