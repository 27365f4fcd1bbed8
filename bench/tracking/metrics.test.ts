import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { area, clip } from './geometry.ts';
import {
  calibrationErrorOf,
  cornerError,
  recoveriesOf,
  score,
  type FrameRecord,
} from './metrics.ts';

const record = (frame: number, changes: Partial<FrameRecord> = {}): FrameRecord => ({
  frame,
  visibleShare: 1,
  status: 'tracked',
  confidence: 1,
  error: 0,
  cpuMs: 1,
  ...changes,
});

describe('the corner error', () => {
  const region = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
    { x: 0, y: 10 },
  ];
  const truth = { homography: null, corners: region, visibleShare: 1 };

  it('is the mean distance of the corners', () => {
    assert.equal(cornerError(region, [1, 0, 3, 0, 1, 4, 0, 0, 1], truth), 5);
    // Twice as large: the corners move by 0, 10, 14.14 and 10 px.
    const doubled = cornerError(region, [2, 0, 0, 0, 2, 0, 0, 0, 1], truth) ?? 0;
    assert.ok(Math.abs(doubled - (10 + 10 + Math.hypot(10, 10)) / 4) < 1e-9);
  });

  it('is none without a pose or a truth, and endless behind the horizon', () => {
    assert.equal(cornerError(region, null, truth), null);
    assert.equal(
      cornerError(region, [1, 0, 0, 0, 1, 0, 0, 0, 1], { ...truth, corners: null }),
      null,
    );
    // The horizon runs through the region.
    assert.equal(cornerError(region, [1, 0, 0, 0, 1, 0, 0.3, 0, -1], truth), Infinity);
    // A sign of its own a homography has not.
    assert.equal(cornerError(region, [-1, 0, 0, 0, -1, 0, 0, 0, -1], truth), 0);
  });
});

describe('the score', () => {
  it('counts shares of the frames they are about', () => {
    const film = [
      record(1, { error: 1 }),
      record(2, { error: 2 }),
      record(3, { error: 4, status: 'unsure' }),
      record(4, { error: 11 }),
      // Not drawn, so neither right nor wrong.
      record(5, { error: 1, status: 'lost' }),
      record(6, { error: 30, status: 'unsure' }),
      // Hardly visible: counts only for what is wrong.
      record(7, { error: 50, visibleShare: 0.2 }),
      record(8, { error: null, visibleShare: 0, status: 'lost' }),
      record(9, { error: null, visibleShare: 0 }),
      record(10, { error: null, visibleShare: 0, status: 'unsure' }),
    ];
    const { frames, p2, p5, wrongYetTracked, trackedWhileOut, meanError } = score([film]);
    assert.equal(frames, 10);
    assert.equal(p2, 2 / 6);
    assert.equal(p5, 3 / 6);
    assert.equal(wrongYetTracked, 2 / 7);
    assert.equal(trackedWhileOut, 1 / 3);
    assert.equal(meanError, (1 + 2 + 4 + 11 + 30) / 5);
  });

  it('calls a tracked frame without a pose wrong', () => {
    assert.equal(score([[record(1, { error: null })]]).wrongYetTracked, 1);
  });

  it('says nothing about what did not occur', () => {
    const { p5, trackedWhileOut, recoveries, calibrationError } = score([]);
    assert.deepEqual([p5, trackedWhileOut, recoveries, calibrationError], [null, null, [], null]);
  });

  it('takes the median and the 95th percentile of the CPU time', () => {
    const film = Array.from({ length: 100 }, (_, index) => record(index, { cpuMs: 100 - index }));
    const { cpuMedianMs, cpuP95Ms } = score([film]);
    assert.deepEqual([cpuMedianMs, cpuP95Ms], [51, 96]);
  });
});

describe('recovery', () => {
  const out = { visibleShare: 0, status: 'lost', error: null } as const;

  it('counts frames from being visible again to being found', () => {
    const film = [
      record(0),
      record(1, out),
      record(2, { visibleShare: 0.3, status: 'lost' }),
      record(3, { status: 'lost' }),
      record(4, { status: 'unsure' }),
      record(5, { error: 6 }),
      record(6),
      record(7, out),
      record(8),
    ];
    assert.deepEqual(recoveriesOf(film), [3, 0]);
  });

  it('says never when it leaves again or the film ends before', () => {
    const film = [
      record(0, out),
      record(1, { status: 'lost' }),
      record(2, out),
      record(3, { error: 9 }),
    ];
    assert.deepEqual(recoveriesOf(film), [null, null]);
  });

  it('is not about films that never leave', () => {
    assert.deepEqual(recoveriesOf([record(0), record(1, { status: 'lost' }), record(2)]), []);
  });
});

describe('the calibration error', () => {
  it('is the distance of confidence and being right, by bins', () => {
    const film = [
      ...Array.from({ length: 10 }, (_, index) =>
        record(index, { confidence: 0.75, error: index < 5 ? 1 : 9 }),
      ),
      ...Array.from({ length: 10 }, (_, index) => record(index, { confidence: 1, error: 1 })),
      record(30, { confidence: 0.9, status: 'lost' }),
    ];
    // Half of the poses are 0.25 too sure, the other half is right.
    assert.ok(Math.abs((calibrationErrorOf(film) ?? 0) - 0.125) < 1e-9);
  });

  it('counts poses of what is not in the picture as wrong', () => {
    assert.equal(calibrationErrorOf([record(1, { visibleShare: 0, error: null })]), 1);
  });

  it('is small where confidence means what it says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), (tenth) => {
        const film = Array.from({ length: 100 }, (_, index) =>
          record(index, { confidence: tenth / 10 + 0.05, error: index < tenth * 10 + 5 ? 1 : 9 }),
        );
        assert.ok((calibrationErrorOf(film) ?? 1) < 1e-6);
      }),
    );
  });
});

describe('the visible share', () => {
  it('is the area inside the picture', () => {
    const square = [
      { x: -10.5, y: -0.5 },
      { x: 9.5, y: -0.5 },
      { x: 9.5, y: 19.5 },
      { x: -10.5, y: 19.5 },
    ];
    assert.equal(area(square), 400);
    assert.equal(area(clip(square, 100, 100)), 200);
    assert.equal(area(clip(square, 100, 10)), 100);
    assert.equal(
      area(
        clip(
          square.map(({ x, y }) => ({ x: x + 200, y })),
          100,
          100,
        ),
      ),
      0,
    );
  });
});
