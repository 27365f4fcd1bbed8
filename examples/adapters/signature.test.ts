import fc from 'fast-check';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { WebhookBook } from '../../packages/server/src/http/webhook-book.ts';
import { isSigned, MAX_AGE_S } from './signature.ts';

/** The server's own hand, with a secret for each webhook. */
const sign = (webhook: string, body: string, at: number): string =>
  WebhookBook.prototype.sign.call(
    { secretOf: (id: string) => `secret of ${id}` },
    webhook,
    body,
    at,
  );

it('takes every message as the server signs it, for as long as it is fresh, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
      fc.integer({ min: -2 * MAX_AGE_S, max: 2 * MAX_AGE_S }),
      fc.nat(),
      (text, at, late, place) => {
        const body = Buffer.from(text);
        const header = sign('one', text, at);
        const now = (at + late) * 1_000;
        const isFresh = Math.abs(late) <= MAX_AGE_S;
        assert.equal(isSigned(header, body, 'secret of one', now), isFresh);
        assert.equal(isSigned(header, body, 'secret of two', now), false);
        // The time is signed too: nobody makes an old message young.
        const later = header.replace(/^t=\d+/, `t=${at + late}`);
        assert.equal(isSigned(later, body, 'secret of one', now), late === 0);
        const changed = Buffer.concat([body, Buffer.from(' ')]);
        changed[place % changed.length] = (changed[place % changed.length] ?? 0) ^ 1;
        assert.equal(isSigned(header, changed, 'secret of one', at * 1_000), false);
      },
    ),
  );
});
