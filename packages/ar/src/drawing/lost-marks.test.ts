import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EDGE_ARROW_SIZE, RING_MS, showLost, type LostMark } from './lost-marks.ts';

const VISIBLE = { x: 40, y: 20, width: 1200, height: 900 };
const MIDDLE = { x: 640, y: 470 };
const LONG = RING_MS + 1;

let count = 0;
const lost = (at: LostMark['at'], more: Partial<LostMark> = {}): LostMark => ({
  mark: `mark-${count++}`,
  color: 'red',
  name: '',
  at,
  lostMs: 0,
  ...more,
});

const px = fc.double({ min: -1e5, max: 1e5, noNaN: true });
const part = fc.double({ min: 0, max: 3000, noNaN: true });
const area = fc.record({ x: px, y: px, width: part, height: part });
const ratio = fc.constantFrom(1, 2, 3);

describe('arrows to lost marks', () => {
  it('stand at the edge of what is visible and point at the place beyond it', () => {
    fc.assert(
      fc.property(area, px, px, ratio, (visible, x, y, pixelRatio) => {
        const { rings, arrows } = showLost([lost({ x, y })], visible, pixelRatio);
        const within = Math.min(
          x - visible.x,
          y - visible.y,
          visible.x + visible.width - x,
          visible.y + visible.height - y,
        );
        // On the very edge it may be either.
        fc.pre(Math.abs(within) > 1e-6);
        if (within > 0) {
          assert.deepEqual([rings.length, arrows.length], [1, 0]);
          return;
        }
        assert.equal(rings.length, 0);
        const [arrow] = arrows;
        if (arrow === undefined) throw new Error('There is no arrow.');
        const gaps = [
          arrow.x - visible.x,
          arrow.y - visible.y,
          visible.x + visible.width - arrow.x,
          visible.y + visible.height - arrow.y,
        ];
        assert.ok(Math.min(...gaps) >= -1e-6, 'within what is visible');
        assert.ok(Math.min(...gaps) <= EDGE_ARROW_SIZE * pixelRatio + 1e-6, 'at its edge');
        // Too small for an arrow beside its middle, a picture has no directions.
        if (arrow.angle === null || Math.min(visible.width, visible.height) < 1) return;
        const far = Math.hypot(x - arrow.x, y - arrow.y);
        assert.ok(Math.abs(arrow.x + far * Math.cos(arrow.angle) - x) < 1e-3);
        assert.ok(Math.abs(arrow.y + far * Math.sin(arrow.angle) - y) < 1e-3);
      }),
      { numRuns: 1_000 },
    );
  });

  it('stand beside what lies over a corner of the picture, and still at its edge', () => {
    const corner = fc.record({ isRight: fc.boolean(), isLow: fc.boolean() });
    const degrees = fc.array(fc.integer({ min: 0, max: 359 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(corner, degrees, ratio, ({ isRight, isLow }, directions, pixelRatio) => {
        const covered = {
          x: isRight ? 1_000 : 60,
          y: isLow ? 740 : 40,
          ...{ width: 220, height: 160 },
        };
        const marks = directions.map((each) => {
          const angle = (each * Math.PI) / 180;
          return lost({ x: 640 + 2_000 * Math.cos(angle), y: 470 + 2_000 * Math.sin(angle) });
        });
        const { arrows } = showLost([...marks, lost(null)], VISIBLE, pixelRatio, covered);
        const size = EDGE_ARROW_SIZE * pixelRatio;
        for (const { x, y } of arrows) {
          const [across, down] = [x - covered.x, y - covered.y];
          const isUnder =
            across > -size && across < 220 + size && down > -size && down < 160 + size;
          assert.ok(!isUnder, `under it: ${x}, ${y}`);
          const gaps = [x - 40, y - 20, 1_240 - x, 920 - y];
          assert.ok(Math.min(...gaps) >= size - 1, `outside: ${x}, ${y}`);
        }
        assert.equal(arrows.flatMap((arrow) => arrow.marks).length, marks.length + 1);
      }),
      { numRuns: 1_000 },
    );
  });

  it('stand where they would where nothing is left beside what lies over the picture', () => {
    const { arrows } = showLost([lost({ x: 5_000, y: 470 })], VISIBLE, 1, VISIBLE);
    assert.deepEqual([arrows[0]?.x, arrows[0]?.y], [1_240 - EDGE_ARROW_SIZE, MIDDLE.y]);
  });

  it('are a handful at most, cover neither each other nor the question mark, and count every mark once', () => {
    const some = fc.array(
      fc.record({
        degrees: fc.integer({ min: 0, max: 359 }),
        far: fc.constantFrom(0, 400, 1_000, 1e5),
        lostMs: fc.constantFrom(0, LONG),
        isKnown: fc.boolean(),
      }),
      { minLength: 1, maxLength: 60, size: 'max' },
    );
    fc.assert(
      fc.property(some, ratio, (places, pixelRatio) => {
        const marks = places.map(({ degrees, far, lostMs, isKnown }) => {
          const angle = (degrees * Math.PI) / 180;
          const at = { x: 640 + far * Math.cos(angle), y: 470 + far * Math.sin(angle) };
          return lost(isKnown ? at : null, { lostMs });
        });
        const { rings, arrows } = showLost(marks, VISIBLE, pixelRatio);
        assert.ok(arrows.length <= 6);
        assert.ok(arrows.filter(({ angle }) => angle === null).length <= 1);
        const told = arrows.flatMap((arrow) => arrow.marks);
        assert.equal(new Set(told).size, told.length);
        assert.equal(told.length + rings.length, marks.length);
        for (const a of arrows)
          for (const b of arrows)
            assert.ok(a === b || Math.hypot(a.x - b.x, a.y - b.y) >= EDGE_ARROW_SIZE * pixelRatio);
      }),
    );
  });

  it('become one where they would cover each other, which says how many it stands for', () => {
    const { arrows } = showLost(
      [
        lost({ x: 9_000, y: 470 }, { name: '1' }),
        lost({ x: 9_000, y: 490 }, { name: '2' }),
        lost({ x: 640, y: -900 }, { name: '3' }),
      ],
      VISIBLE,
      1,
    );
    assert.deepEqual(
      arrows.map(({ name }) => name),
      ['×2', '3'],
    );
  });

  it('are rings first where the thing went missing within the picture', () => {
    const kinds = (at: LostMark['at'], lostMs: number): readonly string[] => {
      const { rings, arrows } = showLost([lost(at, { lostMs })], VISIBLE, 1);
      return [
        ...rings.map(() => 'ring'),
        ...arrows.map(({ angle }) => (angle === null ? 'question mark' : 'arrow')),
      ];
    };
    const nearEdge = { x: MIDDLE.x + 500, y: MIDDLE.y };
    assert.deepEqual(kinds(nearEdge, 0), ['ring']);
    assert.deepEqual(kinds(nearEdge, LONG), ['arrow']);
    // Covered by a hand in the middle, it may as well be there still.
    assert.deepEqual(kinds(MIDDLE, 0), ['ring']);
    assert.deepEqual(kinds(MIDDLE, LONG), ['question mark']);
    assert.deepEqual(kinds({ x: 9_000, y: 0 }, 0), ['arrow']);
    assert.deepEqual(kinds(null, 0), ['question mark']);
    assert.deepEqual(kinds({ x: NaN, y: 0 }, 0), ['question mark']);
  });

  it('leave the corners, where the own picture lies, to what has a direction', () => {
    const { x, y, width, height } = VISIBLE;
    const { arrows } = showLost([lost(null)], VISIBLE, 1);
    assert.deepEqual(
      arrows.map((arrow) => [arrow.x, arrow.y]),
      [[x + width - EDGE_ARROW_SIZE, y + height / 2]],
    );
  });
});
