import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gapsOf } from './gaps.ts';

const START = 1_000_000;
const spans = (...times: readonly (readonly [number, number | null])[]) => ({
  startedAt: START,
  spans: times.map(([from, until]) => ({
    from: START + from,
    until: until === null ? null : START + until,
  })),
});
const pieces = (...times: readonly (readonly [number, number])[]) =>
  times.map(([from, until]) => ({ from, until }));

describe('what is missing in a recording', () => {
  it('is nothing where it waited, began a moment late, or reaches beyond its end', () => {
    const ran = spans([0, 5_000], [60_000, 70_000]);
    const stored = pieces([1_400, 3_000], [3_600, 6_200], [60_900, 64_000], [64_000, 69_000]);
    assert.deepEqual(gapsOf(ran, stored), { places: 0, ms: 0 });
  });

  it('is each hole between pieces, and what a page that was gone did not bring at the end', () => {
    const ran = spans([0, 10_000], [60_000, 80_000]);
    const stored = pieces([300, 2_000], [3_500, 10_000], [60_000, 68_000]);
    assert.deepEqual(gapsOf(ran, stored), { places: 2, ms: 13_500 });
  });

  it('is the whole of a time of which no piece is there', () => {
    const ran = spans([0, 5_000], [10_000, 19_000]);
    assert.deepEqual(gapsOf(ran, pieces([0, 5_400])), { places: 1, ms: 9_000 });
  });
});
