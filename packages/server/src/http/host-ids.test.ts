import fc from 'fast-check';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { startServer } from '../testing/test-server.ts';

const RUNS = 12;
const customer = { subject: 'cleo', name: 'Cleo' };

/** What a host may try, and try again after an answer was lost. */
const call = fc.record({
  is: fc.constantFrom('session' as const, 'request' as const),
  id: fc.constantFrom('first-01', 'second-2', 'third-03'),
  /** The same id with something else in it is a mistake of the host's. */
  about: fc.constantFrom('boiler', 'boiler', 'boiler', 'washer'),
});

it('a host that repeats its calls gets what it asked for once, and its webhook hears of it once', async (t) => {
  // Nothing listens there: what is to be told stays in the list.
  const server = await startServer(t, { WEBHOOK_ALLOW_PRIVATE: '1' });
  const events = ['session:created', 'session:requested'];
  await server.api('POST', '/webhooks', { url: 'http://127.0.0.1:9/', events });
  const told = async () => {
    const answer = await server.api('GET', '/webhooks/deliveries');
    const { deliveries } = (await answer.json()) as {
      readonly deliveries: readonly { readonly id: string; readonly session: string }[];
    };
    return deliveries;
  };
  let run = 0;
  const made = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 2, maxLength: 8 }), async (calls) => {
      run += 1;
      const first = new Map<string, { readonly session: string; readonly about: string }>();
      const send = async ({ is, id, about }: (typeof calls)[number]) => {
        const own = { commandId: `${id}-run-${run}` };
        // A ticket of its own for each id: of one customer and ticket there is one request at a time.
        const ticket = `${id}-${run}`;
        const answer =
          is === 'session'
            ? await server.api('POST', '/sessions', { ...own, ticket: `${ticket}-${about}` })
            : await server.api('POST', '/requests', {
                ...{ ...own, customer, ticket, reason: `It leaks: ${about}` },
              });
        return {
          status: answer.status,
          body: (await answer.json()) as { readonly id: string; readonly code: string },
        };
      };
      for (const one of calls) {
        const key = `${one.is} ${one.id}`;
        const before = first.get(key);
        // Both at once, as by a host that did not wait.
        const [answer, again] = await Promise.all([send(one), send(one)]);
        assert.deepEqual(again, answer);
        if (before === undefined) {
          assert.equal(answer.status, 201);
          first.set(key, { session: answer.body.id, about: one.about });
          made.add(answer.body.id);
        } else if (before.about === one.about) assert.equal(answer.body.id, before.session);
        else assert.deepEqual([answer.status, answer.body.code], [409, 'command-id-reused']);
      }
      const messages = await told();
      assert.deepEqual(new Set(messages.map(({ session }) => session)), made);
      assert.equal(messages.length, made.size);
      assert.equal(new Set(messages.map(({ id }) => id)).size, messages.length);
    }),
    { numRuns: RUNS },
  );
});
