import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RATING_OPEN_MS } from './afterwards.ts';
import { canBeFoundByNumber } from './entry.ts';
import { anna, ben, customer, mia, paul, runningCall, Stage } from './testing/stage.ts';
import { view } from './view.ts';

const nobodyHere = new Set<string>();

function endedCall(): Stage {
  const stage = runningCall();
  stage.do(anna, 'session:end');
  return stage;
}

describe('a session that is set internal', () => {
  it('is nothing to its customers, and all it was to agents; set back, it is as before', () => {
    const stage = endedCall();
    const before = view(stage.now, mia, nobodyHere);
    assert.deepEqual(stage.do(ben, 'session:visibility', { internal: true }), [
      'visibility-changed',
    ]);
    assert.equal(view(stage.now, mia, nobodyHere), null);
    const byLink = customer('Rosa', { scope: { is: 'session', session: stage.now.id } });
    assert.equal(view(stage.now, byLink, nobodyHere), null);
    assert.equal(view(stage.now, anna, nobodyHere)?.internal, true);
    const refused = stage.try(mia, 'session:rate');
    assert.ok(!refused.ok && refused.error === 'not-found');
    stage.do(anna, 'session:visibility', { internal: false });
    assert.deepEqual(view(stage.now, mia, nobodyHere), before);
  });

  it('cannot be entered by a customer, nor found by its number', () => {
    const stage = new Stage();
    stage.do(
      anna,
      'session:create',
      { number: true },
      { number: { digits: '987654321', expiresAt: 9_000_000 } },
    );
    assert.equal(canBeFoundByNumber(stage.now, stage.at), true);
    stage.do(anna, 'session:visibility', { internal: true });
    assert.equal(canBeFoundByNumber(stage.now, stage.at), false);
    const refused = stage.try(mia, 'session:join');
    assert.ok(!refused.ok && refused.error === 'not-found');
  });

  it('is not set so while a customer is in it, nor by a customer', () => {
    const stage = runningCall();
    const refused = stage.try(anna, 'session:visibility', { internal: true });
    assert.ok(!refused.ok && refused.error === 'customer-in-call');
    const byCustomer = stage.try(mia, 'session:visibility', { internal: false });
    assert.ok(!byCustomer.ok && byCustomer.error === 'not-allowed');
  });
});

describe('a rating', () => {
  it('is given after the end by a customer who was there, changed for a day, and then stands', () => {
    const stage = runningCall();
    const early = stage.try(mia, 'session:rate');
    assert.ok(!early.ok && early.error === 'not-over-yet');
    stage.do(anna, 'session:end');
    const absent = stage.try(paul, 'session:rate');
    assert.ok(!absent.ok && absent.error === 'not-joined');
    stage.do(mia, 'session:rate', { stars: 2, comment: 'The line was bad.' });
    const { at } = stage.now.ratings[0] ?? { at: 0 };
    assert.deepEqual(stage.do(mia, 'session:rate', { stars: 2, comment: 'The line was bad.' }), []);
    stage.do(mia, 'session:rate', { stars: 4, comment: '' });
    assert.deepEqual(stage.now.ratings, [
      { participant: stage.place(mia).id, stars: 4, comment: '', at },
    ]);
    stage.at += RATING_OPEN_MS;
    const late = stage.try(mia, 'session:rate', { stars: 1 });
    assert.ok(!late.ok && late.error === 'rating-closed');
  });

  it('is seen by agents and by the customer who gave it, and by no other customer', () => {
    const stage = runningCall();
    stage.do(paul, 'session:join');
    stage.do(anna, 'session:end');
    stage.do(mia, 'session:rate', { stars: 5 });
    assert.equal(view(stage.now, ben, nobodyHere)?.ratings.length, 1);
    assert.equal(view(stage.now, mia, nobodyHere)?.ratings[0]?.stars, 5);
    assert.deepEqual(view(stage.now, paul, nobodyHere)?.ratings, []);
  });
});
