import fc from 'fast-check';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SessionError } from '@fernblick/protocol';
import { FeedReader, type FeedPart, type Numbered } from './feed-reader.ts';

const step = fc.oneof(
  // Somebody writes; the notice of it arrives or is lost.
  fc.record({ is: fc.constant('written' as const), arrives: fc.boolean() }),
  // An old notice arrives once more, or late.
  fc.record({ is: fc.constant('repeated' as const), which: fc.nat({ max: 20 }) }),
  fc.record({ is: fc.constant('reconnected' as const) }),
  fc.record({ is: fc.constant('cut' as const), reads: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ is: fc.constant('waited' as const) }),
);

async function settled(): Promise<void> {
  // Each read of a page takes a few turns.
  for (let n = 0; n < 40; n += 1) await nextTurn();
}

it('gives every entry of a feed once and in order, whatever is lost, repeated, late or cut off', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.integer({ min: 1, max: 3 }),
      async (steps, pageSize) => {
        const feed: Numbered[] = [];
        const given: number[] = [];
        let cuts = 0;
        const read = async (asked: { readonly after: number }): Promise<FeedPart<Numbered>> => {
          const rest = feed.slice(asked.after);
          await nextTurn();
          // Not to be tried again by itself: the reconnect does that.
          if (cuts > 0) {
            cuts -= 1;
            throw new SessionError('not-authorized');
          }
          return { entries: rest.slice(0, pageSize), more: rest.length > pageSize };
        };
        const reader = new FeedReader<Numbered>({
          read,
          give: ({ seq }) => {
            given.push(seq);
            assert.deepEqual(
              given,
              given.map((_, index) => index + 1),
            );
          },
          reset: () => assert.fail('there is one session'),
          logger: { log: () => undefined },
        });
        reader.follow('session-1');
        for (const one of steps) {
          if (one.is === 'written') {
            const entry = { seq: feed.length + 1 };
            feed.push(entry);
            if (one.arrives) reader.added(entry);
          } else if (one.is === 'repeated') {
            const old = feed[one.which % Math.max(1, feed.length)];
            if (old !== undefined) reader.added(old);
          } else if (one.is === 'reconnected') reader.catchUp();
          else if (one.is === 'cut') cuts = one.reads;
          else await nextTurn();
        }
        await settled();
        cuts = 0;
        reader.catchUp();
        await settled();
        reader.close();
        assert.deepEqual(
          given,
          feed.map(({ seq }) => seq),
        );
      },
    ),
    { numRuns: 150 },
  );
});
