import fc from 'fast-check';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import type { DeliveryOutcome, DeliveryStore } from '../journal/delivery-store.ts';
import { SqlJournalStore } from '../journal/sql-journal-store.ts';
import { readSqliteError, sqliteDialect } from '../journal/sqlite-dialect.ts';
import { createLog } from '../log.ts';
import { append } from '../testing/journal-store-contract.ts';
import { pauseAfter, WebhookCourier } from './webhook-courier.ts';

const HOOKS = ['a', 'b'] as const;
type Hook = (typeof HOOKS)[number];
/** What a host does at an attempt; with 0 it hangs up and says nothing. */
const answers = fc.array(fc.constantFrom(204, 204, 500, 302, 0), { maxLength: 40 });
const rounds = fc.array(
  fc.record({
    /** New messages, in this order. */
    write: fc.array(fc.constantFrom(...HOOKS), { maxLength: 3 }),
    /** How much later it is at the next look. */
    laterMs: fc.oneof(fc.nat(3_000), fc.nat(5_000_000)),
  }),
  { minLength: 1, maxLength: 8 },
);

interface Message {
  readonly id: string;
  readonly hook: Hook;
  nextAt: number;
  attempts: number;
}

interface Attempt {
  readonly path: string;
  readonly id: string;
}

/** Hosts of all webhooks; each attempt gets the answer that `answer` has for it. */
async function startHosts(t: TestContext, heard: (attempt: Attempt) => number) {
  const server = createServer((request, response) => {
    let id = '';
    request.on('data', (chunk: Buffer) => (id += chunk.toString()));
    request.on('end', () => {
      const status = heard({ path: request.url ?? '', id });
      if (status === 0) request.socket.destroy();
      else response.writeHead(status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  t.after(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the courier of webhooks', () => {
  it('tries each message when its time has come and never before, in order, whatever other hosts do', async (t) => {
    let heard: (attempt: Attempt) => number = () => 204;
    const hosts = await startHosts(t, (attempt) => heard(attempt));
    const property = fc.asyncProperty(rounds, answers, answers, async (todo, ofA, ofB) => {
      const store = await SqlJournalStore.open({
        dialect: sqliteDialect(':memory:'),
        readError: readSqliteError,
      });
      const script = { a: [...ofA], b: [...ofB] };
      let now = 1_000_000;
      const attempts: { readonly [H in Hook]: string[] } = { a: [], b: [] };
      heard = ({ path, id }) => {
        const hook = path === '/a' ? 'a' : 'b';
        attempts[hook].push(id);
        return script[hook].shift() ?? 204;
      };
      const settled = countSettled(store.deliveries);
      const courier = new WebhookCourier({
        deliveries: settled.store,
        book: {
          find: (id) => ({ id, url: `${hosts}/${id}`, events: [], createdAt: 0 }),
          sign: () => 'signed',
        },
        log: createLog('silent'),
        metrics: { webhooks: { inc: () => undefined } as never },
        now: () => now,
        allowPrivate: true,
      });
      const messages: Message[] = [];
      const tried: { readonly [H in Hook]: string[] } = { a: [], b: [] };
      const expected = { a: [...ofA], b: [...ofB] };
      for (const [index, { write, laterMs }] of todo.entries()) {
        const outbox = write.map((webhook, n) => {
          const id = `message-${index}-${n}`;
          messages.push({ id, hook: webhook, nextAt: now, attempts: 0 });
          return { id, webhook, event: 'e', session: `session-${index}`, body: id };
        });
        await store.append(append(`session-${index}`, { outbox, at: now }));
        // The model: what is due is tried once, the longest due first, and what fails waits for twice as long.
        for (const hook of HOOKS) {
          const due = messages.filter((one) => one.hook === hook && one.nextAt <= now);
          due.sort((x, y) => x.nextAt - y.nextAt || (x.id < y.id ? -1 : 1));
          for (const message of due) {
            tried[hook].push(message.id);
            message.attempts += 1;
            const status = expected[hook].shift() ?? 204;
            const taken = status >= 200 && status < 300;
            message.nextAt = taken ? Infinity : now + (pauseAfter(message.attempts) ?? Infinity);
          }
        }
        const all = settled.when(tried.a.length + tried.b.length);
        courier.kick();
        const last = new Map((await all).map(({ id, outcome }) => [id, outcome]));
        for (const [id, { state, nextAt }] of last)
          if (state === 'waiting')
            assert.equal(nextAt, messages.find((one) => one.id === id)?.nextAt, id);
        assert.deepEqual(attempts, tried);
        now += laterMs;
      }
      await courier.close();
      await store.close();
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it('waits longer after each attempt, up to an hour, and gives up after a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (attempts) => {
        const [pause, next] = [pauseAfter(attempts), pauseAfter(attempts + 1)];
        if (pause === null) assert.equal(next, null, 'given up is given up');
        else {
          assert.ok(pause >= 1_000 && pause <= 3_600_000, `${pause} ms`);
          assert.ok(next === null || next === Math.min(2 * pause, 3_600_000), `then ${next} ms`);
        }
      }),
    );
  });
});

/** The same store; `when` resolves with all that was settled, as soon as that is so many attempts. */
function countSettled(deliveries: DeliveryStore) {
  const outcomes: { readonly id: string; readonly outcome: DeliveryOutcome }[] = [];
  let check = (): void => undefined;
  const store: DeliveryStore = {
    dueWebhooks: (now) => deliveries.dueWebhooks(now),
    due: (webhook, now, limit) => deliveries.due(webhook, now, limit),
    nextAt: (after) => deliveries.nextAt(after),
    list: (query, limit) => deliveries.list(query, limit),
    resend: (id, now) => deliveries.resend(id, now),
    forget: (before, limit) => deliveries.forget(before, limit),
    async settle(id, outcome) {
      await deliveries.settle(id, outcome);
      outcomes.push({ id, outcome });
      check();
    },
  };
  return {
    store,
    when(count: number) {
      return new Promise<typeof outcomes>((resolve) => {
        check = () => {
          if (outcomes.length >= count) resolve(outcomes);
        };
        check();
      });
    },
  };
}
