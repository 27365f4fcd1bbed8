import { MarkShape, type Point } from '@fernblick/protocol';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { nextUndo } from './drawing.ts';
import { STRAIGHTEN_SCORE, straighten } from './straighten.ts';
import { ANNA, FRAME, markOf, Sheet, strokeThrough } from './testing/sheet.ts';

type Spot = readonly [number, number];

/** An unsteady hand: a slow drift, and a fast tremble on top. */
interface Hand {
  readonly drift: number;
  readonly phase: number;
  readonly tremble: readonly number[];
}
const anyHand: fc.Arbitrary<Hand> = fc.record({
  drift: fc.double({ min: 0, max: 0.018, noNaN: true }),
  phase: fc.double({ min: 0, max: 6.28, noNaN: true }),
  tremble: fc.array(fc.double({ min: -0.006, max: 0.006, noNaN: true }), {
    minLength: 40,
    maxLength: 80,
  }),
});

const STEPS = 120;
const between = (a: Spot, b: Spot, t: number): Spot => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
];

/** Walks along corners at an even pace. */
function along(corners: readonly Spot[], t: number): Spot {
  const lengths = corners
    .slice(1)
    .map((b, i) => Math.hypot(b[0] - (corners[i]?.[0] ?? 0), b[1] - (corners[i]?.[1] ?? 0)));
  let rest = t * lengths.reduce((sum, length) => sum + length, 0);
  for (const [i, length] of lengths.entries()) {
    const [a, b] = [corners[i], corners[i + 1]];
    if (a !== undefined && b !== undefined && (rest <= length || i === lengths.length - 1))
      return between(a, b, length === 0 ? 0 : rest / length);
    rest -= length;
  }
  return corners[0] ?? [0, 0];
}

/** Draws a path, from 0 to 1 of it, with an unsteady hand; size in px. */
function drawn(path: (t: number) => Spot, size: number, { drift, phase, tremble }: Hand): Spot[] {
  return Array.from({ length: STEPS }, (_, i) => {
    const t = i / (STEPS - 1);
    const [x, y] = path(t);
    const jitter = (n: number) => (tremble[(i * 2 + n) % tremble.length] ?? 0) * size;
    const wave = drift * size;
    return [
      x + wave * Math.sin(phase + 7 * t) + jitter(0),
      y + wave * Math.sin(2 * phase + 9 * t) + jitter(1),
    ] as const;
  });
}

const turn = (spot: Spot, angle: number, center: Spot): Spot => [
  center[0] + spot[0] * Math.cos(angle) - spot[1] * Math.sin(angle),
  center[1] + spot[0] * Math.sin(angle) + spot[1] * Math.cos(angle),
];

const anyPose = fc.record({
  size: fc.double({ min: 110, max: 280, noNaN: true }),
  angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
  slim: fc.double({ min: 0.45, max: 1, noNaN: true }),
  /** Where on a closed shape the hand begins, and how far it overshoots or falls short. */
  start: fc.double({ min: 0, max: 1, noNaN: true }),
  overshoot: fc.double({ min: -0.06, max: 0.06, noNaN: true }),
  backwards: fc.boolean(),
});
const CENTER: Spot = [320, 240];
const px = ({ x, y }: Point): Spot => [x * FRAME.width, y * FRAME.height];
const apart = (a: Spot, b: Spot) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Nearly every one of very many; what is missed must be left as it was drawn. */
function share<T>(arbitrary: fc.Arbitrary<T>, is: (value: T) => boolean): number {
  const samples = fc.sample(arbitrary, { numRuns: 400, seed: 7 });
  return samples.filter(is).length / samples.length;
}

describe('straightening', () => {
  it('knows a rough line', () => {
    const one = share(fc.tuple(anyPose, anyHand), ([pose, hand]) => {
      const [a, b] = [-0.5, 0.5].map((at) => turn([at * pose.size, 0], pose.angle, CENTER)) as [
        Spot,
        Spot,
      ];
      const found = straighten(
        strokeThrough(drawn((t) => between(a, b, t), pose.size, hand)),
        FRAME,
      );
      if (found?.shape.is !== 'line') return false;
      return (
        apart(px(found.shape.from), a) < 0.06 * pose.size &&
        apart(px(found.shape.to), b) < 0.12 * pose.size
      );
    });
    assert.ok(one >= 0.97, `${one}`);
  });

  it('knows a rough arrow, drawn in one go', () => {
    const one = share(
      fc.tuple(
        anyPose,
        anyHand,
        fc.constantFrom(0, 1),
        fc.double({ min: 0.15, max: 0.3, noNaN: true }),
      ),
      ([pose, hand, triangle, barb]) => {
        const local: Spot[] = [
          [-0.5, 0],
          [0.5, 0],
          [0.5 - barb, -barb * 0.7],
          ...(triangle === 1 ? [] : [[0.5, 0] as const]),
          [0.5 - barb, barb * 0.7],
          ...(triangle === 1 ? [[0.5, 0] as const] : []),
        ];
        const corners = local.map(([x, y]) =>
          turn([x * pose.size, y * pose.size], pose.angle, CENTER),
        );
        const found = straighten(
          strokeThrough(drawn((t) => along(corners, t), pose.size, hand)),
          FRAME,
        );
        if (found?.shape.is !== 'arrow') return false;
        return (
          apart(px(found.shape.from), corners[0] ?? CENTER) < 0.1 * pose.size &&
          apart(px(found.shape.to), corners[1] ?? CENTER) < 0.1 * pose.size
        );
      },
    );
    assert.ok(one >= 0.93, `${one}`);
  });

  it('knows a rough rectangle, however it is turned', () => {
    const one = share(fc.tuple(anyPose, anyHand), ([pose, hand]) => {
      const [w, h] = [pose.size / 2, (pose.size * pose.slim) / 2];
      const local: Spot[] = [
        [-w, -h],
        [w, -h],
        [w, h],
        [-w, h],
      ];
      const loop = [...local, ...local, ...local].map((spot) => turn(spot, pose.angle, CENTER));
      const [from, to] = [pose.start / 3, pose.start / 3 + (1 + pose.overshoot) / (11 / 4)];
      const [a, b] = pose.backwards ? [to, from] : [from, to];
      const path = (t: number) => along(loop, a + (b - a) * t);
      const found = straighten(strokeThrough(drawn(path, pose.size, hand)), FRAME);
      if (found?.shape.is !== 'rectangle') return false;
      const meant = local.map((spot) => turn(spot, pose.angle, CENTER));
      const corners = found.shape.corners.map(px);
      return corners.every(
        (corner) => Math.min(...meant.map((m) => apart(m, corner))) < 0.14 * pose.size,
      );
    });
    assert.ok(one >= 0.93, `${one}`);
  });

  it('knows a rough ellipse, and makes a circle of what is nearly one', () => {
    const one = share(fc.tuple(anyPose, anyHand), ([pose, hand]) => {
      const [a, b] = [pose.size / 2, (pose.size * pose.slim) / 2];
      const path = (t: number): Spot => {
        const phase =
          2 * Math.PI * (pose.start + (pose.backwards ? -1 : 1) * (1 + pose.overshoot) * t);
        return turn([a * Math.cos(phase), b * Math.sin(phase)], pose.angle, CENTER);
      };
      const found = straighten(strokeThrough(drawn(path, pose.size, hand)), FRAME);
      if (found?.shape.is !== 'ellipse') return false;
      const center = px(found.shape.center);
      const [p, q] = found.shape.tips.map((tip) => apart(px(tip), center)) as [number, number];
      const [long, short] = [Math.max(p, q), Math.min(p, q)];
      return (
        apart(center, CENTER) < 0.06 * pose.size &&
        Math.abs(long - a) < 0.15 * a &&
        Math.abs(short - b) < 0.2 * b
      );
    });
    assert.ok(one >= 0.95, `${one}`);
  });

  const letters: Record<string, (t: number) => Spot> = {
    S: (t) => [0.4 * Math.sin(2 * Math.PI * t), t - 0.5],
    'cursive loops': (t) => [
      t * 1.6 - 0.8 + 0.12 * Math.cos(8 * Math.PI * t),
      0.3 * Math.sin(8 * Math.PI * t),
    ],
    W: (t) =>
      along(
        [
          [-0.5, -0.5],
          [-0.25, 0.5],
          [0, -0.2],
          [0.25, 0.5],
          [0.5, -0.5],
        ],
        t,
      ),
    M: (t) =>
      along(
        [
          [-0.5, 0.5],
          [-0.4, -0.5],
          [0, 0.2],
          [0.4, -0.5],
          [0.5, 0.5],
        ],
        t,
      ),
    N: (t) =>
      along(
        [
          [-0.3, 0.5],
          [-0.3, -0.5],
          [0.3, 0.5],
          [0.3, -0.5],
        ],
        t,
      ),
    Z: (t) =>
      along(
        [
          [-0.4, -0.5],
          [0.4, -0.5],
          [-0.4, 0.5],
          [0.4, 0.5],
        ],
        t,
      ),
    L: (t) =>
      along(
        [
          [-0.3, -0.5],
          [-0.3, 0.5],
          [0.3, 0.5],
        ],
        t,
      ),
    C: (t) => [0.5 * Math.cos(0.8 + 4.7 * t), 0.5 * Math.sin(0.8 + 4.7 * t)],
    U: (t) =>
      along(
        [
          [-0.4, -0.5],
          [-0.4, 0.2],
          [-0.2, 0.5],
          [0.2, 0.5],
          [0.4, 0.2],
          [0.4, -0.5],
        ],
        t,
      ),
    '2': (t) =>
      along(
        [
          [-0.3, -0.3],
          [0, -0.5],
          [0.3, -0.3],
          [-0.3, 0.5],
          [0.4, 0.5],
        ],
        t,
      ),
    '3': (t) =>
      along(
        [
          [-0.3, -0.5],
          [0.3, -0.3],
          [0, 0],
          [0.3, 0.3],
          [-0.3, 0.5],
        ],
        t,
      ),
    '6': (t) => [
      0.35 * Math.cos(-1 - 8.5 * t) * (1.4 - t * 0.7),
      0.5 * Math.sin(-1 - 8.5 * t) * (1.4 - t * 0.7) * (0.5 + t / 2),
    ],
    '8': (t) => [0.3 * Math.sin(4 * Math.PI * t), 0.5 * Math.cos(2 * Math.PI * t)],
    'check mark': (t) =>
      along(
        [
          [-0.4, 0],
          [-0.1, 0.4],
          [0.5, -0.5],
        ],
        t,
      ),
    spiral: (t) => [(0.1 + 0.4 * t) * Math.cos(14 * t), (0.1 + 0.4 * t) * Math.sin(14 * t)],
    'open bracket': (t) =>
      along(
        [
          [-0.5, -0.1],
          [0.5, -0.1],
          [0.5, 0.1],
          [-0.5, 0.1],
        ],
        t,
      ),
    triangle: (t) =>
      along(
        [
          [0, -0.5],
          [0.5, 0.5],
          [-0.5, 0.5],
          [0, -0.5],
        ],
        t,
      ),
    star: (t) =>
      along(
        [0, 2, 4, 1, 3, 0].map((k): Spot => [
          0.5 * Math.sin((2 * Math.PI * k) / 5),
          -0.5 * Math.cos((2 * Math.PI * k) / 5),
        ]),
        t,
      ),
    heart: (t) => {
      const a = 2 * Math.PI * t;
      return [
        0.5 * Math.sin(a) ** 3,
        -(13 * Math.cos(a) - 5 * Math.cos(2 * a) - 2 * Math.cos(3 * a) - Math.cos(4 * a)) / 32,
      ];
    },
    wave: (t) => [t - 0.5, 0.12 * Math.sin(6 * Math.PI * t)],
    scribble: (t) => [t - 0.5 + 0.08 * Math.sin(40 * t), 0.4 * Math.sin(53 * t)],
  };
  for (const [name, path] of Object.entries(letters)) {
    it(`leaves handwriting alone: ${name}`, () => {
      const arbitrary = fc.tuple(
        anyHand,
        fc.double({ min: 40, max: 240, noNaN: true }),
        fc.double({ min: -0.3, max: 0.3, noNaN: true }),
      );
      const kept = share(arbitrary, ([hand, size, slant]) => {
        const letter = (t: number) => {
          const [x, y] = path(t);
          return turn([x * size, y * size], slant, CENTER);
        };
        return straighten(strokeThrough(drawn(letter, size, hand)), FRAME) === null;
      });
      assert.ok(kept >= 0.97, `${kept}`);
    });
  }

  it('leaves small letters alone, round ones too', () => {
    const kept = share(anyHand, (hand) => {
      const letter = (t: number): Spot => [
        320 + 16 * Math.cos(6.2 * t),
        240 + 16 * Math.sin(6.2 * t),
      ];
      return straighten(strokeThrough(drawn(letter, 32, hand)), FRAME) === null;
    });
    assert.equal(kept, 1);
  });

  it('takes any stroke, and what it makes of one is a shape that may travel', () => {
    const anySpot = fc.tuple(
      fc.double({ min: -640, max: 1280, noNaN: true }),
      fc.double({ min: -480, max: 960, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(anySpot, { minLength: 1, maxLength: 30 }), (spots) => {
        const found = straighten(strokeThrough(spots), FRAME);
        if (found === null) return;
        v.parse(MarkShape, found.shape);
        assert.ok(found.score >= STRAIGHTEN_SCORE && found.score <= 1);
      }),
    );
  });

  it('is taken back as one operation', () => {
    const sheet = new Sheet();
    const points = strokeThrough([
      [100, 100],
      [200, 104],
      [300, 98],
      [400, 101],
    ]);
    const rough = markOf('rough', { is: 'pen', points });
    sheet.do({ is: 'add', mark: rough });
    const straight = straighten(points, FRAME);
    assert.ok(straight !== null);
    sheet.do({ is: 'straighten', mark: rough.id, shape: straight.shape });
    sheet.do({ is: 'undo', operation: nextUndo(sheet.drawing, ANNA) ?? '' });
    assert.deepEqual(sheet.drawing.marks, [rough]);
  });
});
