import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SignalEnvelope } from '@fernblick/protocol';
import fc from 'fast-check';
import { acknowledge, converse, hurry, nextResendAt, receive, resend, wrap } from './envelope.ts';

const renew = { type: 'renew', what: 'ice' } as const;

function wrapped(count: number) {
  let conversation = converse('link-0001');
  const envelopes: SignalEnvelope[] = [];
  for (let index = 0; index < count; index++) {
    const next = wrap(conversation, { body: renew, negotiation: index }, { now: 0, serverTime: 0 });
    conversation = next.conversation;
    envelopes.push(next.envelope);
  }
  return { conversation, envelopes };
}

describe('an envelope conversation', () => {
  it('delivers every signal once and in order, however they arrive', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.infiniteStream(fc.nat()), (count, picks) => {
        const { envelopes } = wrapped(count);
        // Each at least once, some more often, in any order.
        const arriving = envelopes.flatMap((envelope) =>
          (picks.next().value ?? 0) % 3 === 0 ? [envelope, envelope] : [envelope],
        );
        arriving.sort(() => ((picks.next().value ?? 0) % 2 === 0 ? -1 : 1));
        let receiving = converse('link-0001');
        const delivered: number[] = [];
        for (const envelope of arriving) {
          const step = receive(receiving, envelope);
          receiving = step.conversation;
          delivered.push(...step.delivered.map(({ seq }) => seq));
        }
        assert.deepEqual(
          delivered,
          envelopes.map(({ seq }) => seq),
        );
        assert.equal(receiving.held.size, 0);
      }),
    );
  });

  it('sends again until acknowledged, later each time, and never after', () => {
    const { conversation } = wrapped(2);
    assert.equal(nextResendAt(conversation), 500);
    const first = resend(conversation, 500);
    assert.deepEqual(
      first.envelopes.map(({ seq }) => seq),
      [1, 2],
    );
    assert.equal(nextResendAt(first.conversation), 1_500);
    const acknowledged = receive(first.conversation, {
      ...acknowledge(converse('link-0001'), 0),
      ack: 2,
    });
    assert.deepEqual(
      acknowledged.arrived.map(({ seq }) => seq),
      [1, 2],
    );
    assert.equal(nextResendAt(acknowledged.conversation), null);
    assert.equal(acknowledged.owesAck, false);
  });

  it('owes an acknowledgement for what it had already, or the sender would never stop', () => {
    const [envelope] = wrapped(1).envelopes;
    assert.ok(envelope);
    const once = receive(converse('link-0001'), envelope);
    const twice = receive(once.conversation, envelope);
    assert.deepEqual(twice.delivered, []);
    assert.equal(twice.owesAck, true);
  });

  it('sends at once what is under way when the other side is back', () => {
    const { conversation } = wrapped(1);
    const late = resend(conversation, 5_000).conversation;
    assert.equal(nextResendAt(hurry(late, 5_100)), 5_100);
  });

  it('keeps only so much of what comes far too early', () => {
    let conversation = converse('link-0001');
    for (let seq = 2; seq < 5_000; seq++)
      conversation = receive(conversation, {
        ...acknowledge(converse('link-0001'), 0),
        seq,
        body: renew,
      }).conversation;
    assert.ok(conversation.held.size <= 128);
  });
});
