import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LinkSample } from './link-sample.ts';
import { rate, unrated, type Rating } from './quality.ts';

const PER_TICK = 100;

/** Rates ten seconds of one kind of network, sampled twice a second. */
function after(
  seconds: number,
  network: { loss?: number; roundTripMs?: number; frozen?: number; flows?: boolean },
  before: { rating: Rating; sample: LinkSample | null } = { rating: unrated, sample: null },
) {
  let { rating, sample } = before;
  for (let tick = 0; tick < seconds * 2; tick++) {
    const { loss = 0, roundTripMs = 40, frozen = 0, flows = true } = network;
    sample = {
      at: (sample?.at ?? 0) + 500,
      bytesReceived: 0,
      checksReceived: 0,
      framesDecoded: 0,
      soundPackets: 0,
      packetsReceived: (sample?.packetsReceived ?? 0) + PER_TICK * (1 - loss),
      packetsLost: (sample?.packetsLost ?? 0) + PER_TICK * loss,
      freezesMs: (sample?.freezesMs ?? 0) + 500 * frozen,
      jitterMs: 5,
      roundTripMs,
      outgoingBitrate: null,
      outgoingLoss: 0,
      framesSent: 0,
      route: 'direct',
    };
    rating = rate(rating, sample, flows);
  }
  return { rating, sample };
}

describe('quality', () => {
  it('names what a person notices', () => {
    assert.equal(after(10, {}).rating.shown, 'good');
    assert.equal(after(10, { loss: 0.05 }).rating.shown, 'fair');
    assert.equal(after(10, { loss: 0.2 }).rating.shown, 'poor');
    assert.equal(after(10, { roundTripMs: 500 }).rating.shown, 'fair');
    assert.equal(after(10, { frozen: 0.5 }).rating.shown, 'poor');
  });

  it('says within 10 s that a good network has become poor, and that it is lost at once', () => {
    const good = after(20, {});
    assert.equal(after(8, { loss: 0.2 }, good).rating.shown, 'poor');
    const lost = after(1, { flows: false }, good);
    assert.equal(lost.rating.shown, 'lost');
    assert.equal(after(1, {}, lost).rating.shown, null);
    assert.equal(after(4, {}, lost).rating.shown, 'good');
  });

  it('does not flicker: one good moment in a poor network changes nothing', () => {
    const poor = after(10, { loss: 0.2 });
    const calm = after(2, {}, poor);
    assert.equal(calm.rating.shown, 'poor');
    assert.equal(after(15, {}, calm).rating.shown, 'good');
  });

  it('takes the jerks of the first pictures for what they are', () => {
    const jerky = after(2, { frozen: 0.8 });
    assert.equal(jerky.rating.shown, null);
    assert.equal(after(3, {}, jerky).rating.shown, 'good');
  });

  it('says nothing before there is anything to go by', () => {
    assert.equal(after(5, { flows: false }).rating.shown, null);
  });
});
