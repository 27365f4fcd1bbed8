import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  adjust,
  AUDIO_ONLY_BELOW_BITRATE,
  beginBandwidth,
  PICTURE_ABOVE_BITRATE,
  type Bandwidth,
} from './bandwidth.ts';

function hold(state: Bandwidth, from: number, seconds: number, bitrate: number | null, loss = 0) {
  let now = from;
  let next = state;
  const changes: number[] = [];
  for (let tick = 0; tick < seconds * 2; tick++) {
    now += 500;
    const before = next.audioOnly;
    next = adjust(next, { at: now, bitrate, loss });
    if (next.audioOnly !== before) changes.push(now);
  }
  return { state: next, now, changes };
}

describe('voice only by itself', () => {
  it('begins on a network too weak for a picture, and ends when a picture fits again', () => {
    const weak = hold(beginBandwidth(0), 0, 6, AUDIO_ONLY_BELOW_BITRATE / 2);
    assert.equal(weak.state.audioOnly, true);
    const strong = hold(weak.state, weak.now, 20, PICTURE_ABOVE_BITRATE * 2);
    assert.equal(strong.state.audioOnly, false);
  });

  it('does not begin for a moment of weakness, nor for loss that a picture survives', () => {
    assert.equal(hold(beginBandwidth(0), 0, 4, 10_000).state.audioOnly, false);
    assert.equal(hold(beginBandwidth(0), 0, 60, 400_000, 0.2).state.audioOnly, false);
    assert.equal(hold(beginBandwidth(0), 0, 60, null).state.audioOnly, false);
  });

  it('tries less and less often on a network that stays weak', () => {
    let { state, now } = hold(beginBandwidth(0), 0, 6, 10_000);
    const lasted: number[] = [];
    for (let trial = 0; trial < 4; trial++) {
      const from = now;
      // While no picture is sent the estimate says little.
      while (state.audioOnly) ({ state, now } = hold(state, now, 1, 60_000));
      lasted.push(now - from);
      ({ state, now } = hold(state, now, 6, 10_000));
    }
    assert.ok(lasted.every((ms, index) => index === 0 || ms > (lasted[index - 1] ?? 0)));
  });

  it('never changes its mind within five seconds, whatever the network does', () => {
    const sample = fc.record({
      bitrate: fc.option(fc.integer({ min: 0, max: 3_000_000 })),
      loss: fc.double({ min: 0, max: 1, noNaN: true }),
      waitMs: fc.integer({ min: 100, max: 4_000 }),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 300 }), (samples) => {
        let state = beginBandwidth(0);
        let at = 0;
        let changedAt = 0;
        for (const { bitrate, loss, waitMs } of samples) {
          at += waitMs;
          const next = adjust(state, { at, bitrate, loss });
          if (next.audioOnly !== state.audioOnly) {
            assert.ok(at - changedAt >= 5_000);
            changedAt = at;
          }
          state = next;
        }
      }),
    );
  });
});
