import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WebhookTurns } from './webhook-turns.ts';

const AT_ONCE = 3;
const webhooks = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

type Step =
  | { readonly is: 'due'; readonly webhooks: readonly string[] }
  | { readonly is: 'end'; readonly nth: number; readonly how: 'answered' | 'silent' | 'failed' }
  | { readonly is: 'second' };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ is: fc.constant('due' as const), webhooks: fc.subarray(webhooks) }),
    fc.record({
      is: fc.constant('end' as const),
      nth: fc.nat(20),
      how: fc.constantFrom('answered' as const, 'silent' as const, 'failed' as const),
    }),
    fc.record({ is: fc.constant('second' as const) }),
  ),
  { maxLength: 60 },
);

interface Turn {
  readonly webhook: string;
  isLate: boolean;
  readonly end: (how: 'answered' | 'silent' | 'failed') => void;
}

describe('the turns of webhooks', () => {
  it('are one at a time for each, in order, with those last who were silent, and held up by nobody for over a second', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    await fc.assert(
      fc.asyncProperty(steps, async (todo) => {
        const running: Turn[] = [];
        /** Who waits, the first first, as the outside has asked for it. */
        const waiting: string[] = [];
        const silent = new Set<string>();
        const errors: unknown[] = [];
        let failed = 0;
        const turns = new WebhookTurns({
          atOnce: AT_ONCE,
          serve(webhook) {
            assert.ok(!running.some((turn) => turn.webhook === webhook), 'one at a time');
            const answering = waiting.find((one) => !silent.has(one));
            assert.equal(webhook, answering ?? waiting[0], 'in order');
            waiting.splice(waiting.indexOf(webhook), 1);
            return new Promise((resolve, reject) => {
              const end: Turn['end'] = (how) =>
                how === 'failed' ? reject(new Error(webhook)) : resolve(how === 'answered');
              running.push({ webhook, isLate: false, end });
            });
          },
          after: (error) => errors.push(error),
        });
        for (const step of todo) {
          if (step.is === 'due') {
            for (const webhook of step.webhooks)
              if (!waiting.includes(webhook) && !running.some((turn) => turn.webhook === webhook))
                waiting.push(webhook);
            turns.add(step.webhooks);
          } else if (step.is === 'second') {
            for (const turn of running) turn.isLate = true;
            t.mock.timers.tick(1_000);
          } else {
            const [turn] = running.splice(step.nth % Math.max(1, running.length), 1);
            if (step.how === 'silent' && turn) silent.add(turn.webhook);
            if (step.how === 'answered' && turn) silent.delete(turn.webhook);
            if (step.how === 'failed' && turn) failed += 1;
            turn?.end(step.how);
            await new Promise(setImmediate);
          }
          const hurried = running.filter(({ isLate }) => !isLate).length;
          assert.ok(hurried <= AT_ONCE, `${hurried} at once`);
          assert.ok(waiting.length === 0 || hurried === AT_ONCE, 'nobody waits without need');
        }
        assert.equal(errors.filter((error) => error !== null).length, failed);
        const closed = turns.close();
        for (const { end } of running) end('silent');
        await closed;
      }),
    );
  });
});
