import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { ActivityLine, JournalEntry, NoteEntry, SessionEvent } from '@fernblick/session';
import type { DeliveryQuery, OutboxMessage } from '../journal/delivery-store.ts';
import type {
  Append,
  ChatAppend,
  DeskQuery,
  InkAppend,
  JournalStore,
} from '../journal/journal-store.ts';
import type { MailOrder } from '../mail/mail-store.ts';

const anna = { subject: 'anna', name: 'Anna', role: 'agent' } as const;

/** A change as `Sessions` would hand it over. */
export function append(session: string, options: Partial<Append> = {}): Append {
  const expectedSeq = options.expectedSeq ?? 0;
  const event: SessionEvent =
    expectedSeq === 0
      ? {
          type: 'session-created',
          at: 1,
          session,
          by: anna,
          portal: null,
          ticket: 'T-1',
          number: null,
          start: 'video',
        }
      : { type: 'ticket-linked', at: 2, ticket: 'T-2' };
  const entry: JournalEntry = {
    seq: expectedSeq + 1,
    at: 1,
    by: anna,
    commandId: `command-${expectedSeq}`,
    event,
  };
  return {
    session,
    expectedSeq,
    entries: [entry],
    command: { commandId: `command-${expectedSeq}`, actor: 'agent anna', hash: 'hash' },
    summary: {
      phase: 'confirmed',
      portal: null,
      tickets: expectedSeq === 0 ? ['T-1'] : ['T-1', 'T-2'],
      number: null,
      joined: 0,
      requester: null,
      contacts: [],
      dialledAt: null,
      awaitedSince: null,
      createdAt: 1,
    },
    activity: [],
    outbox: [],
    mails: [],
    tokenUse: null,
    at: 1,
    ...options,
  };
}

/** An item of ink as `InkFeed` would hand it over. */
export function inkAppend(id: string, options: Partial<InkAppend> = {}): InkAppend {
  const limits = { items: 1_000, bytes: 1_000_000 };
  return { session: 'session-1', id, item: JSON.stringify({ id }), at: 1, limits, ...options };
}

/** A message as `ChatFeed` would hand it over. */
export function chatAppend(
  id: string,
  message: Partial<ChatAppend['message']> = {},
  options: Partial<ChatAppend> = {},
): ChatAppend {
  return {
    session: 'session-1',
    message: { id, to: 'all', at: 7, by: anna, text: `text of ${id}`, ...message },
    limits: { messages: 1_000, bytes: 1_000_000 },
    ...options,
  };
}

/** What an agent has done in a session: nothing much. */
function activityLine(session: string, subject: string): ActivityLine {
  return {
    session,
    subject,
    name: subject,
    portal: null,
    phase: 'done',
    reason: null,
    createdAt: 1,
    startedAt: null,
    endedAt: null,
    joined: true,
    callMs: 0,
    heldMs: 0,
    missed: 0,
    filed: false,
    disposition: null,
    stars: [],
    customers: [],
    tickets: [],
  };
}

/** A message to a host. */
function message(id: string, body = id): OutboxMessage {
  return { id, webhook: 'w', event: 'session:created', session: 'session-1', body };
}

/** What every journal store must do; `open` gives a new one, or the same one again under the same name. */
export function describeJournalStore(
  name: string,
  open: (t: TestContext, place: string) => Promise<JournalStore>,
): void {
  const fresh = (t: TestContext) => open(t, String(Math.random()));

  describe(`the journal in ${name}`, () => {
    it('reads back what was appended, after being opened again too', async (t) => {
      const place = String(Math.random());
      const first = await open(t, place);
      const change = append('session-1');
      assert.equal(await first.append(change), true);
      const read = await first.read('session-1');
      assert.deepEqual(read?.entries, change.entries);
      assert.deepEqual(await first.commands('session-1'), [{ ...change.command, seq: 1 }]);
      const events = change.entries.map(({ seq, event }) => ({ seq, event }));
      assert.deepEqual(await first.events('session-1'), events);
      assert.equal(await first.events('session-2'), null);
      await first.close();
      const second = await open(t, place);
      assert.deepEqual(await second.read('session-1'), read);
      assert.equal(await second.read('session-2'), null);
    });

    it('keeps every kind of text as it is', async (t) => {
      const store = await fresh(t);
      const name = "Ünï\u{1F600} '); drop table entries; -- \u0000 \u2028";
      const change = append('session-1');
      const [entry] = change.entries;
      assert.ok(entry);
      const by = { ...anna, name, subject: name };
      await store.append({ ...change, entries: [{ ...entry, by }] });
      assert.deepEqual((await store.read('session-1'))?.entries[0]?.by, by);
    });

    it('writes nothing of a change that was decided on an older state', async (t) => {
      const store = await fresh(t);
      await store.append(append('session-1'));
      const outbox = [message('m', '{}')];
      assert.equal(await store.append(append('session-1', { expectedSeq: 0, outbox })), false);
      assert.equal(await store.append(append('session-1', { expectedSeq: 5, outbox })), false);
      assert.equal((await store.read('session-1'))?.entries.length, 1);
      assert.deepEqual(await store.deliveries.dueWebhooks(10), []);
    });

    it('lets one of many that append at once to the same session win', async (t) => {
      const store = await fresh(t);
      await store.append(append('session-1'));
      const results = await Promise.all(
        Array.from({ length: 50 }, () => store.append(append('session-1', { expectedSeq: 1 }))),
      );
      assert.equal(results.filter(Boolean).length, 1);
      assert.equal((await store.read('session-1'))?.entries.length, 2);
    });

    it('takes many sessions at once, more than one batch', async (t) => {
      const store = await fresh(t);
      const results = await Promise.all(
        Array.from({ length: 1_000 }, (_, index) => store.append(append(`session-${index}`))),
      );
      assert.ok(results.every(Boolean));
      assert.equal((await store.countByPhase()).get('confirmed'), 1_000);
    });

    it('lists the sessions of a ticket, newest first, and follows links', async (t) => {
      const store = await fresh(t);
      for (const [session, createdAt] of [
        ['session-1', 1],
        ['session-2', 2],
      ] as const) {
        const change = append(session);
        await store.append({ ...change, summary: { ...change.summary, createdAt } });
      }
      await store.append(append('session-1', { expectedSeq: 1 }));
      assert.deepEqual(await store.sessionsOfTicket('T-1', 10), ['session-2', 'session-1']);
      assert.deepEqual(await store.sessionsOfTicket('T-1', 1), ['session-2']);
      assert.deepEqual(await store.sessionsOfTicket('T-2', 10), ['session-1']);
      const unlink = append('session-1', { expectedSeq: 2 });
      await store.append({
        ...unlink,
        entries: unlink.entries.map((entry) => ({
          ...entry,
          event: { type: 'ticket-unlinked', at: 3, ticket: 'T-1' },
        })),
        summary: { ...unlink.summary, tickets: ['T-2'] },
      });
      assert.deepEqual(await store.sessionsOfTicket('T-1', 10), ['session-2']);
      // However many came after it and are over, what goes on is in the list.
      for (const n of [3, 4, 5]) {
        const { summary, ...over } = append(`session-${n}`);
        await store.append({ ...over, summary: { ...summary, createdAt: n, phase: 'cancelled' } });
      }
      assert.deepEqual(await store.sessionsOfTicket('T-1', 3), [
        'session-5',
        'session-4',
        'session-2',
      ]);
    });

    it('knows what one customer has asked for, the newest first, and how often', async (t) => {
      const store = await fresh(t);
      for (const [session, requester, createdAt] of [
        ['session-1', 'T-1 mia', 1],
        ['session-2', 'T-1 mia', 2],
        ['session-3', 'T-1 paul', 3],
        ['session-4', ' mia', 4],
        ['session-5', null, 5],
      ] as const) {
        const change = append(session);
        await store.append({ ...change, summary: { ...change.summary, requester, createdAt } });
      }
      assert.deepEqual(await store.requestsOf('T-1 mia'), { count: 2, newest: 'session-2' });
      assert.deepEqual(await store.requestsOf(' mia'), { count: 1, newest: 'session-4' });
      assert.deepEqual(await store.requestsOf('T-2 mia'), { count: 0, newest: null });
    });

    it('finds a session by its number, and knows when the number is up', async (t) => {
      const store = await fresh(t);
      const change = append('session-1');
      const number = { digits: '123456789', expiresAt: 100 };
      await store.append({ ...change, summary: { ...change.summary, number } });
      assert.equal(await store.sessionOfNumber('123456789'), 'session-1');
      assert.equal(await store.sessionOfNumber('123456780'), null);
      assert.deepEqual(await store.sessionsWithExpiredNumber(99, 10), []);
      assert.deepEqual(await store.sessionsWithExpiredNumber(100, 10), ['session-1']);
      await store.append(append('session-1', { expectedSeq: 1 }));
      assert.equal(await store.sessionOfNumber('123456789'), null);
      assert.deepEqual(await store.sessionsWithExpiredNumber(100, 10), []);
    });

    it('knows in which sessions somebody holds a place', async (t) => {
      const store = await fresh(t);
      await store.append(append('session-1'));
      const change = append('session-2');
      await store.append({ ...change, summary: { ...change.summary, joined: 2 } });
      assert.deepEqual(await store.sessionsWithJoined(), ['session-2']);
    });

    it('knows which sessions wait for both sides, the longest first, part by part', async (t) => {
      const store = await fresh(t);
      for (const [session, awaitedSince] of [
        ['session-1', 7],
        ['session-2', 5],
        ['session-3', 7],
        ['session-4', null],
        ['session-5', 9],
      ] as const) {
        const change = append(session);
        await store.append({ ...change, summary: { ...change.summary, awaitedSince } });
      }
      const first = await store.sessionsAwaited(8, null, 2);
      assert.deepEqual(first, [
        { session: 'session-2', at: 5 },
        { session: 'session-1', at: 7 },
      ]);
      assert.deepEqual(await store.sessionsAwaited(8, first[1] ?? null, 2), [
        { session: 'session-3', at: 7 },
      ]);
      await store.append(append('session-2', { expectedSeq: 1 }));
      assert.equal((await store.sessionsAwaited(8, null, 9)).length, 2);
    });

    it('knows whose call waits for an answer, and since when it waits no more', async (t) => {
      const store = await fresh(t);
      const change = append('session-1');
      await store.append({ ...change, summary: { ...change.summary, dialledAt: 7 } });
      await store.append(append('session-2'));
      assert.deepEqual(await store.sessionsDialled(), ['session-1']);
      await store.append(append('session-1', { expectedSeq: 1 }));
      assert.deepEqual(await store.sessionsDialled(), []);
    });

    it('remembers which token joined which session, and forgets it with the token', async (t) => {
      const store = await fresh(t);
      await store.append(append('session-1', { tokenUse: { jti: 'jti-1', expiresAt: 50 } }));
      assert.equal(await store.isTokenUsed('jti-1', 'session-1'), true);
      assert.equal(await store.isTokenUsed('jti-1', 'session-2'), false);
      assert.equal(await store.isTokenUsed('jti-2', 'session-1'), false);
      await store.forgetExpired(51);
      assert.equal(await store.isTokenUsed('jti-1', 'session-1'), false);
    });

    it('keeps revocations until they cannot matter any more', async (t) => {
      const store = await fresh(t);
      const revocation = { kind: 'subject', value: 'cleo', at: 10, until: 100 } as const;
      await store.addRevocation(revocation);
      await store.addRevocation({ ...revocation, at: 20 });
      assert.deepEqual(await store.revocations(99), [{ ...revocation, at: 20 }]);
      assert.deepEqual(await store.revocations(100), []);
    });

    it('hands out messages when they are due, in order, until they are removed', async (t) => {
      const store = await fresh(t);
      const webhook = {
        id: 'w',
        url: 'https://host.example/',
        events: ['session:ended'],
        createdAt: 1,
      };
      await store.addWebhook(webhook);
      assert.deepEqual(await store.webhooks(), [webhook]);
      const outbox = ['a', 'b'].map((id) => message(id));
      await store.append(append('session-1', { outbox, at: 5 }));
      const { deliveries } = store;
      const due = async (now: number) => (await deliveries.due('w', now, 10)).map(({ id }) => id);
      assert.deepEqual(await due(4), []);
      assert.equal(await deliveries.nextAt(0), 5);
      assert.equal(await deliveries.nextAt(5), null);
      const [first] = await deliveries.due('w', 5, 10);
      const unread = { state: 'waiting', attempts: 0, resends: 0, createdAt: 5, nextAt: 5 };
      const untried = { triedAt: null, doneAt: null, status: null, error: null };
      assert.deepEqual(first, { ...message('a'), ...unread, ...untried });
      const failed = { at: 6, status: 503, error: 'answered 503' };
      await deliveries.settle('a', { ...failed, state: 'waiting', nextAt: 50 });
      const taken = { at: 6, status: 204, error: null };
      await deliveries.settle('b', { ...taken, state: 'delivered' });
      assert.deepEqual(await due(49), []);
      assert.deepEqual(await due(50), ['a']);
      const [, b] = (await deliveries.list({}, 9)).toReversed();
      assert.deepEqual([b?.id, b?.state, b?.doneAt, b?.attempts], ['b', 'delivered', 6, 1]);
      const ids = async (query: DeliveryQuery, limit = 9) =>
        (await deliveries.list(query, limit)).map(({ id }) => id);
      assert.deepEqual(await ids({ state: 'waiting' }), ['a']);
      assert.deepEqual(await ids({ session: 'session-2' }), []);
      assert.deepEqual(await ids({ event: 'session:created', webhook: 'w' }), ['b', 'a']);
      assert.deepEqual(await ids({}, 1), ['b']);
      assert.deepEqual(await ids({ after: { at: 5, id: 'b' } }), ['a']);
      assert.equal((await deliveries.resend('b', 60))?.resends, 1);
      assert.equal(await deliveries.resend('c', 60), null);
      assert.deepEqual(await due(60), ['a', 'b']);
      assert.equal(await deliveries.forget(99, 9), 0, 'what waits stays');
      await deliveries.settle('b', { ...taken, state: 'delivered', at: 61 });
      assert.equal(await deliveries.forget(61, 9), 0);
      assert.equal(await deliveries.forget(62, 9), 1);
      assert.equal(await store.removeWebhook('w'), true);
      assert.equal(await store.removeWebhook('w'), false);
      assert.equal(await deliveries.nextAt(0), null);
    });

    it('tells messages of one webhook from those of another, the longest due first', async (t) => {
      const store = await fresh(t);
      const { deliveries } = store;
      const outbox = ['a', 'b', 'c'].map((id) => ({ ...message(id), webhook: `to-${id}` }));
      await store.append(append('session-1', { outbox, at: 5 }));
      const later = { state: 'waiting', at: 6, status: null, error: 'no answer' } as const;
      await deliveries.settle('a', { ...later, nextAt: 8 });
      await deliveries.settle('c', { ...later, nextAt: 9 });
      assert.deepEqual(await deliveries.dueWebhooks(4), []);
      assert.deepEqual(await deliveries.dueWebhooks(8), ['to-b', 'to-a']);
      assert.deepEqual(
        (await deliveries.due('to-a', 9, 9)).map(({ id }) => id),
        ['a'],
      );
      assert.equal(await deliveries.nextAt(8), 9);
    });

    it('keeps what is drawn in order, each session by itself, after being opened again too', async (t) => {
      const place = String(Math.random());
      const first = await open(t, place);
      for (const session of ['session-1', 'session-2']) await first.append(append(session));
      const ids = Array.from({ length: 40 }, (_, index) => `operation ${index}`);
      const done = await Promise.all(
        ids.flatMap((id) => [
          first.appendInk(inkAppend(id)),
          first.appendInk(inkAppend(id, { session: 'session-2' })),
        ]),
      );
      assert.ok(done.every(({ is }) => is === 'added'));
      await first.close();
      const store = await open(t, place);
      for (const session of ['session-1', 'session-2']) {
        const { entries, more } = await store.readInk(session, 0, 1_000_000);
        assert.deepEqual(
          entries,
          ids.map((id, index) => ({ seq: index + 1, item: JSON.stringify({ id }) })),
        );
        assert.equal(more, false);
      }
      assert.deepEqual(await store.readInk('session-3', 0, 1_000), { entries: [], more: false });
    });

    it('says when something was drawn, and not when it was changed or written about', async (t) => {
      const store = await fresh(t);
      await store.append(append('session-1'));
      const item = (content: object) => JSON.stringify({ is: 'operation', operation: content });
      const said = [
        [10, { is: 'add', mark: {} }],
        [20, { is: 'add', mark: {} }],
        [30, { is: 'straighten', mark: 'm' }],
        [40, { is: 'change', to: { shape: { is: 'text', text: '"is":"add"' } } }],
        [50, { is: 'add', mark: {} }],
        [60, { is: 'add', mark: {} }],
      ] as const;
      for (const [at, content] of said)
        await store.appendInk(inkAppend(`operation ${at}`, { at, item: item(content) }));
      assert.deepEqual(await store.drawnAt('session-1', { from: 20, until: 50 }), [20, 50]);
      assert.deepEqual(await store.drawnAt('session-2', { from: 0, until: 99 }), []);
    });

    it('keeps the same item once, and refuses another one under its id', async (t) => {
      const store = await fresh(t);
      await store.append(append('session-1'));
      const both = await Promise.all([
        store.appendInk(inkAppend('operation 1')),
        store.appendInk(inkAppend('operation 1')),
      ]);
      assert.deepEqual(both, [
        { is: 'added', seq: 1 },
        { is: 'known', seq: 1 },
      ]);
      const other = inkAppend('operation 1', { item: '{"other":true}' });
      assert.deepEqual(await store.appendInk(other), { is: 'id-reused' });
      assert.deepEqual(await store.appendInk(inkAppend('operation 1')), { is: 'known', seq: 1 });
      assert.equal((await store.readInk('session-1', 0, 1_000)).entries.length, 1);
    });

    it('takes no more items or bytes than it is told to', async (t) => {
      const store = await fresh(t);
      await store.append(append('session-1'));
      const few = { limits: { items: 2, bytes: 1_000_000 } };
      for (const id of ['one', 'two'])
        assert.equal((await store.appendInk(inkAppend(id, few))).is, 'added');
      assert.deepEqual(await store.appendInk(inkAppend('three', few)), { is: 'full' });
      assert.equal((await store.appendInk(inkAppend('two', few))).is, 'known');
      const short = { limits: { items: 10, bytes: 1_000 } };
      const large = { item: JSON.stringify('\u00e9'.repeat(450)) };
      assert.deepEqual(await store.appendInk(inkAppend('large', { ...short, ...large })), {
        is: 'full',
      });
      assert.deepEqual(await store.appendInk(inkAppend('three', short)), { is: 'added', seq: 3 });
    });

    it('reads what is drawn page by page, none larger than asked for unless it is one item', async (t) => {
      const store = await fresh(t);
      await store.append(append('session-1'));
      const sizes = [100, 5_000, 100, 100, 3_000, 9_000, 9_000, 100];
      for (const [index, size] of sizes.entries())
        await store.appendInk(inkAppend(`item ${index}`, { item: `"${'x'.repeat(size)}"` }));
      const pages: number[][] = [];
      for (let after = 0, more = true; more;) {
        const page = await store.readInk('session-1', after, 8_000);
        pages.push(page.entries.map(({ seq }) => seq));
        const bytes = page.entries.reduce((sum, { item }) => sum + item.length, 0);
        assert.ok(bytes <= 8_000 || page.entries.length === 1);
        after = page.entries.at(-1)?.seq ?? after;
        more = page.more;
      }
      assert.deepEqual(pages, [[1, 2, 3, 4], [5], [6], [7], [8]]);
      assert.deepEqual(await store.readInk('session-1', 8, 8_000), { entries: [], more: false });
      assert.deepEqual(await store.readInk('session-1', 99, 8_000), { entries: [], more: false });
    });

    it('keeps what is written in order, counted for each kind of readers alone, after being opened again too', async (t) => {
      const place = String(Math.random());
      const first = await open(t, place);
      for (const session of ['session-1', 'session-2']) await first.append(append(session));
      const ids = Array.from({ length: 30 }, (_, index) => `message ${index}`);
      const done = await Promise.all(
        ids.flatMap((id, index) => [
          first.appendChat(chatAppend(id, { to: index % 3 === 0 ? 'agents' : 'all' })),
          first.appendChat(chatAppend(id, {}, { session: 'session-2' })),
        ]),
      );
      assert.ok(done.every(({ is }) => is === 'added'));
      await first.close();
      const store = await open(t, place);
      const read = async (session: string, to: 'all' | 'agents') =>
        (await store.readChat(session, to, 0, 1_000_000)).entries;
      const agents = ids.filter((_, index) => index % 3 === 0);
      for (const [to, expected] of [
        ['agents', agents],
        ['all', ids.filter((id) => !agents.includes(id))],
      ] as const)
        assert.deepEqual(
          await read('session-1', to),
          expected.map((id, index) => ({ ...chatAppend(id, { to }).message, seq: index + 1 })),
        );
      assert.equal((await read('session-2', 'all')).length, ids.length);
      assert.deepEqual(await read('session-2', 'agents'), []);
      assert.deepEqual(await read('session-3', 'all'), []);
    });

    it('keeps the same message of a person once, whatever ids others use', async (t) => {
      const store = await fresh(t);
      await store.append(append('session-1'));
      const [one, again] = await Promise.all([
        store.appendChat(chatAppend('message 1')),
        store.appendChat(chatAppend('message 1', { at: 99 })),
      ]);
      const entry = { ...chatAppend('message 1').message, seq: 1 };
      assert.deepEqual(
        [one, again],
        [
          { is: 'added', entry },
          { is: 'known', entry },
        ],
      );
      for (const other of [{ text: 'another text' }, { to: 'agents' }] as const)
        assert.deepEqual(await store.appendChat(chatAppend('message 1', other)), {
          is: 'id-reused',
        });
      for (const by of [
        { ...anna, subject: 'ben' },
        { ...anna, role: 'customer' },
      ] as const)
        assert.equal((await store.appendChat(chatAppend('message 1', { by }))).is, 'added');
      const { entries } = await store.readChat('session-1', 'all', 0, 1_000_000);
      assert.deepEqual(
        entries.map(({ seq, by }) => [seq, by.role, by.subject]),
        [
          [1, 'agent', 'anna'],
          [2, 'agent', 'ben'],
          [3, 'customer', 'anna'],
        ],
      );
    });

    it('takes no more messages or bytes than it is told to, for each kind of readers', async (t) => {
      const store = await fresh(t);
      await store.append(append('session-1'));
      const few = { limits: { messages: 2, bytes: 1_000_000 } };
      for (const id of ['one', 'two'])
        assert.equal((await store.appendChat(chatAppend(id, {}, few))).is, 'added');
      assert.deepEqual(await store.appendChat(chatAppend('three', {}, few)), { is: 'full' });
      assert.equal((await store.appendChat(chatAppend('two', {}, few))).is, 'known');
      assert.equal((await store.appendChat(chatAppend('four', { to: 'agents' }, few))).is, 'added');
      const short = { limits: { messages: 10, bytes: 2_000 } };
      const large = { text: '\u00e9'.repeat(900) };
      assert.deepEqual(await store.appendChat(chatAppend('large', large, short)), { is: 'full' });
      assert.equal((await store.appendChat(chatAppend('five', {}, short))).is, 'added');
    });

    it('reads what is written page by page, none larger than asked for unless it is one message', async (t) => {
      const store = await fresh(t);
      await store.append(append('session-1'));
      for (const [index, size] of [100, 5_000, 100, 9_000, 100].entries())
        await store.appendChat(chatAppend(`message ${index}`, { text: 'x'.repeat(size) }));
      const pages: number[][] = [];
      for (let after = 0, more = true; more;) {
        const page = await store.readChat('session-1', 'all', after, 8_000);
        pages.push(page.entries.map(({ seq }) => seq));
        const bytes = JSON.stringify(page.entries).length;
        assert.ok(bytes <= 8_000 || page.entries.length === 1);
        after = page.entries.at(-1)?.seq ?? after;
        more = page.more;
      }
      assert.deepEqual(pages, [[1, 2, 3], [4], [5]]);
      assert.deepEqual(await store.readChat('session-1', 'all', 99, 8_000), {
        entries: [],
        more: false,
      });
    });

    it('does many different things at once without mixing them up', async (t) => {
      const store = await fresh(t);
      const turns = Array.from({ length: 40 }, (_, index) => String(index));
      await Promise.all(
        turns.flatMap((turn) => [
          store.append(append(`session-${turn}`)),
          store.addWebhook({ id: turn, url: 'https://host.example/', events: [], createdAt: 1 }),
          store.removeWebhook(`not-${turn}`),
          store.read(`session-${turn}`),
          store.probe(),
        ]),
      );
      assert.equal((await store.webhooks()).length, turns.length);
      assert.equal((await store.sessionsOfTicket('T-1', 100)).length, turns.length);
    });

    it('keeps what was decided, the newest for each reach, and the way there', async (t) => {
      const place = String(Math.random());
      const first = await open(t, place);
      const changes = [
        { reach: 'host', body: '{"maxSessions":2}', at: 1, by: 'Carla' },
        { reach: 'agent:anna', body: '{}', at: 2, by: 'Carla' },
        { reach: 'host', body: '{"maxSessions":3}', at: 2, by: 'Dora' },
      ];
      for (const change of changes) await first.putSettings(change);
      await first.close();
      const store = await open(t, place);
      assert.deepEqual(await store.settings(), [changes[1], changes[2]]);
      assert.deepEqual(await store.settingsHistory(10), changes.toReversed());
      assert.deepEqual(await store.settingsHistory(1), [changes[2]]);
    });

    it('keeps standard responses, one of each id, over a restart', async (t) => {
      const place = String(Math.random());
      const first = await open(t, place);
      const hello = {
        id: 'hello',
        title: 'Hello',
        text: 'Hello!\nHow are you?',
        at: 1,
        by: 'Host',
      };
      await first.putStandardResponse(hello);
      await first.putStandardResponse({ ...hello, id: 'bye', title: 'Bye' });
      await first.putStandardResponse({ ...hello, title: 'Greeting', at: 2, by: 'Carla' });
      await first.removeStandardResponse('bye');
      await first.removeStandardResponse('nothing');
      await first.close();
      const store = await open(t, place);
      assert.deepEqual(await store.standardResponses(), [
        { ...hello, title: 'Greeting', at: 2, by: 'Carla' },
      ]);
    });

    it('keeps one notepad of each agent, and lets nothing be written over that was not read', async (t) => {
      const place = String(Math.random());
      const first = await open(t, place);
      await first.append(append('session-1'));
      await first.append(append('session-2'));
      const ben = { subject: 'ben', name: 'Ben', role: 'agent' } as const;
      const write = (text: string, version: number, by: NoteEntry['by'] = anna, limit = 10) =>
        first.writeNote({ session: 'session-1', note: { by, text, at: 7 }, version, limit });
      assert.deepEqual(await write('one', 1), { is: 'changed' });
      const one = { seq: 1, by: anna, text: 'one', at: 7, version: 1 };
      assert.deepEqual(await write('one', 0), { is: 'written', entry: one });
      // An answer that was lost: the same text again is what is there already.
      assert.deepEqual(await write('one', 0), { is: 'same', entry: one });
      assert.deepEqual(await write('two', 0), { is: 'changed' });
      const [two, three] = await Promise.all([write('two', 1), write('three', 1)]);
      assert.deepEqual([two.is, three.is], ['written', 'changed']);
      assert.deepEqual(await write('Ben’s', 0, ben, 1), { is: 'full' });
      assert.equal((await write('Ben’s', 0, ben)).is, 'written');
      await first.close();
      const store = await open(t, place);
      const notes = await store.readNotes('session-1');
      assert.deepEqual(
        notes.map(({ seq, by, text, version }) => [seq, by.name, text, version]),
        [
          [1, 'Anna', 'two', 2],
          [2, 'Ben', 'Ben’s', 1],
        ],
      );
      assert.deepEqual(await store.readNotes('session-2'), []);
    });

    it('lists the sessions of a contact, and keeps what is known about it with its changes', async (t) => {
      const place = String(Math.random());
      const first = await open(t, place);
      const joined = (n: number): Append => {
        const event = {
          type: 'participant-invited',
          at: n,
          participant: 'p',
          subject: 'mia',
          name: 'Mia',
          role: 'customer',
        } as const;
        const summary = { ...append('x').summary, contacts: ['mia', 'paul'], createdAt: n };
        const entry: JournalEntry = { seq: 2, at: n, by: anna, commandId: 'c', event };
        const command = { commandId: `asked-${n}`, actor: 'customer mia', hash: 'h' };
        return append(`session-${n}`, { expectedSeq: 1, entries: [entry], summary, command });
      };
      for (const n of [1, 2, 3]) {
        await first.append(append(`session-${n}`));
        await first.append(joined(n));
      }
      const mia = {
        subject: 'mia',
        name: 'Mia',
        fields: [{ name: 'City', value: 'Bonn' }],
        email: 'mia@example.org',
        lang: 'de',
        at: 5,
        by: 'Host',
      };
      await first.putContact(mia, mia.fields);
      const moved = { ...mia, fields: [{ name: 'City', value: 'Köln' }], at: 6, by: 'Anna' };
      await first.putContact(moved, moved.fields);
      await first.close();
      const store = await open(t, place);
      assert.deepEqual(await store.sessionsOfContact('mia', null, 2), [
        { session: 'session-3', createdAt: 3 },
        { session: 'session-2', createdAt: 2 },
      ]);
      assert.deepEqual(await store.sessionsOfContact('paul', { at: 2, session: 'session-2' }, 9), [
        { session: 'session-1', createdAt: 1 },
      ]);
      assert.deepEqual(await store.sessionsOfContact('nobody', null, 9), []);
      const asked = (who: string, id: string) => store.sessionOfCommand(who, id);
      assert.equal(await asked('mia', 'asked-2'), 'session-2');
      assert.deepEqual(
        [await asked('mia', 'asked-9'), await asked('paul', 'asked-2')],
        [null, null],
      );
      // Made in the same moment: told apart by their ids.
      for (const n of [4, 5]) {
        const twin = joined(n);
        await store.append(append(twin.session));
        await store.append({ ...twin, summary: { ...twin.summary, createdAt: 3 } });
      }
      const third = await store.sessionsOfContact('mia', { at: 3, session: 'session-3' }, 2);
      assert.deepEqual(
        third.map(({ session }) => session),
        ['session-4', 'session-5'],
      );
      assert.deepEqual(await store.contact('mia'), moved);
      assert.equal(await store.contact('paul'), null);
      assert.deepEqual(await store.contactChanges('mia', 9), [
        { field: 'City', value: 'Köln', at: 6, by: 'Anna' },
        { field: 'City', value: 'Bonn', at: 5, by: 'Host' },
      ]);
    });

    it('lists the sessions of an agent’s desk, and what agents have done, with what they noted', async (t) => {
      const place = String(Math.random());
      const first = await open(t, place);
      const phases = ['confirmed', 'in-progress', 'done', 'confirmed'] as const;
      for (const [n, phase] of phases.entries()) {
        const { summary } = append('x');
        const portal = n === 0 ? null : n === 3 ? 'sales' : 'support';
        await first.append(
          append(`session-${n}`, {
            summary: { ...summary, phase, portal, createdAt: Math.max(n, 1) },
            activity: n === 0 ? [] : [activityLine(`session-${n}`, n === 3 ? 'ben' : 'anna')],
          }),
        );
      }
      await first.append(
        append('session-1', {
          expectedSeq: 1,
          summary: { ...append('x').summary, phase: 'in-progress', portal: 'support' },
          activity: [{ ...activityLine('session-1', 'anna'), missed: 2 }],
        }),
      );
      await first.writeNote({
        session: 'session-1',
        note: { by: anna, text: 'Call back', at: 9 },
        version: 0,
        limit: 9,
      });
      await first.close();
      const store = await open(t, place);
      const ids = async (query: Partial<DeskQuery>): Promise<readonly string[]> => {
        const listed = await store.sessionsOnDesk({
          phases: ['confirmed', 'done', 'in-progress'],
          portals: 'all',
          agent: 'ben',
          mine: false,
          oldestFirst: false,
          after: null,
          limit: 9,
          ...query,
        });
        return listed.map(({ session }) => session.slice('session-'.length));
      };
      assert.deepEqual(await ids({}), ['3', '2', '0', '1']);
      assert.deepEqual(await ids({ oldestFirst: true }), ['0', '1', '2', '3']);
      assert.deepEqual(await ids({ oldestFirst: true, limit: 1 }), ['0']);
      const after = { at: 1, session: 'session-0' };
      assert.deepEqual(await ids({ oldestFirst: true, after }), ['1', '2', '3']);
      assert.deepEqual(await ids({ after }), ['1']);
      assert.deepEqual(await ids({ phases: ['done'] }), ['2']);
      assert.deepEqual(await ids({ from: 2 }), ['3', '2']);
      assert.deepEqual(await ids({ from: 1, until: 3 }), ['2', '0', '1']);
      assert.deepEqual(await ids({ portals: ['support'] }), ['3', '2', '0', '1'], 'his own too');
      assert.deepEqual(await ids({ portals: ['support'], agent: 'carla' }), ['2', '0', '1']);
      assert.deepEqual(await ids({ portals: [], agent: 'carla' }), ['0']);
      assert.deepEqual(await ids({ portals: ['support'], mine: true, agent: 'anna' }), ['2', '1']);

      const whole = { from: 1, until: 4, agent: null, after: null, limit: 9 };
      assert.deepEqual(
        (await store.activity(whole)).map(({ session, subject, missed, note }) => [
          session,
          subject,
          missed,
          note,
        ]),
        [
          ['session-1', 'anna', 2, 'Call back'],
          ['session-2', 'anna', 0, null],
          ['session-3', 'ben', 0, null],
        ],
      );
      assert.equal((await store.activity({ ...whole, until: 3 })).length, 2);
      assert.equal((await store.activity({ ...whole, from: 2 })).length, 2);
      assert.equal((await store.activity({ ...whole, agent: 'ben' })).length, 1);
      assert.equal((await store.activity({ ...whole, limit: 1 })).length, 1);
      const last = { at: 2, session: 'session-2', agent: 'anna' };
      assert.deepEqual(
        (await store.activity({ ...whole, after: last })).map(({ subject }) => subject),
        ['ben'],
      );
    });
    it('keeps e-mails with the change they follow from, each once, until they are done with', async (t) => {
      const place = String(Math.random());
      const first = await open(t, place);
      const mail: MailOrder = {
        id: 'mail-1',
        session: 'session-1',
        kind: 'confirmed',
        participant: 'place-1',
        about: 1,
        dueAt: 50,
        address: null,
        lang: null,
      };
      const later = { ...mail, id: 'mail-2', dueAt: 90 };
      await first.append(append('session-1', { mails: [mail, later] }));
      const stale = append('session-1', { expectedSeq: 7, mails: [{ ...mail, id: 'mail-3' }] });
      assert.equal(await first.append(stale), false);
      await first.mails.add({ ...mail, dueAt: 1 }, 9);
      await first.close();
      const store = await open(t, place);
      const ids = async (now: number) => (await store.mails.due(now, 9)).map(({ id }) => id);
      assert.deepEqual(await ids(49), []);
      assert.deepEqual(await ids(50), ['mail-1']);
      const failed = { state: 'waiting', sentTo: 'a@b', at: 50, nextAt: 95, said: 'no' } as const;
      const [found] = await store.mails.due(50, 1);
      assert.ok(found);
      const taken = await Promise.all([1, 2, 3].map((n) => store.mails.take(found, 60 + n)));
      assert.equal(taken.filter(Boolean).length, 1, 'only one server sends it');
      assert.equal((await store.mails.due(50, 9)).length, 0);
      await store.mails.settle('mail-1', failed);
      assert.deepEqual(await ids(94), ['mail-2']);
      assert.equal(await store.mails.nextAt(), 90);
      await store.mails.settle('mail-2', { state: 'sent', sentTo: 'a@b', at: 91, said: null });
      assert.deepEqual(await ids(95), ['mail-1']);
      const [sent] = await store.mails.list({ state: 'sent' }, 9);
      assert.deepEqual([sent?.id, sent?.doneAt, sent?.attempts], ['mail-2', 91, 1]);
      assert.equal((await store.mails.resend('mail-2', 100))?.resends, 1);
      assert.equal(await store.mails.resend('mail-9', 100), null);
      assert.deepEqual(await ids(100), ['mail-1', 'mail-2']);
      await store.mails.settle('mail-2', { state: 'sent', sentTo: 'a@b', at: 101, said: null });
      await store.mails.forget(102);
      assert.deepEqual(
        (await store.mails.list({ session: 'session-1' }, 9)).map(({ id }) => id),
        ['mail-1'],
      );
    });

    it('keeps dispositions, one of each code, over a restart', async (t) => {
      const place = String(Math.random());
      const first = await open(t, place);
      const solved = { code: 'solved', label: 'Solved', at: 1, by: 'Host' };
      await first.putDisposition(solved);
      await first.putDisposition({ ...solved, code: 'visit', label: 'Visit' });
      await first.putDisposition({ ...solved, label: 'Put right', at: 2, by: 'Carla' });
      await first.removeDisposition('visit');
      await first.removeDisposition('nothing');
      await first.close();
      const store = await open(t, place);
      assert.deepEqual(await store.dispositions(), [
        { ...solved, label: 'Put right', at: 2, by: 'Carla' },
      ]);
    });

    it('forgets a customer in a session as a whole or not at all, and keeps its numbers', async (t) => {
      const store = await fresh(t);
      const whole = append('session-1');
      const invited = { subject: 'mia', name: 'Mia', role: 'customer' } as const;
      const event: SessionEvent = {
        ...{ type: 'participant-invited', at: 1, participant: 'place-1' },
        ...invited,
      };
      const second = { seq: 2, at: 1, by: invited, commandId: 'command-1', event };
      await store.append({
        ...whole,
        entries: [...whole.entries, second],
        summary: { ...whole.summary, requester: 'T-1 mia', contacts: ['mia'] },
        outbox: [message('session-1.2.0.hook', 'of mia')],
      });
      await store.append(
        append('session-10', {
          outbox: [message('session-10.1.0.hook', 'another mia')],
        }),
      );
      assert.deepEqual(await store.erasures.sessionsOf('mia', '', 9), ['session-1']);
      const by = { subject: 'host', name: 'Host' };
      const erasure = { id: 'erasure-1', at: 5, by, reason: 'Asked.', sessions: 0, doneAt: null };
      const open = { ...erasure, subject: 'mia', alias: 'nobody' };
      await store.erasures.begin(open);
      const nobody = { subject: 'nobody', name: '—', role: 'customer' } as const;
      const third: SessionEvent = {
        ...{ type: 'contact-erased', at: 5, erasure: 'erasure-1', reason: 'Asked.' },
        by: { ...by, role: 'agent' },
      };
      const entries = [
        ...whole.entries,
        { ...second, by: nobody, event: { ...event, ...nobody } },
        { seq: 3, at: 5, by: null, commandId: null, event: third },
      ];
      const change = {
        ...{ erasure: 'erasure-1', session: 'session-1', subject: 'mia', entries, at: 5 },
        ...{ activity: [], places: ['place-1'], asked: true },
        outbox: [message('session-1.3.0.hook', 'erased')],
        redact: (body: string) => body.replace('mia', 'nobody'),
      };
      assert.equal(await store.erasures.rewrite({ ...change, expectedSeq: 1 }), false);
      assert.equal((await store.commands('session-1')).length, 1);
      assert.equal(await store.erasures.rewrite({ ...change, expectedSeq: 2 }), true);
      const stored = await store.read('session-1');
      assert.deepEqual(stored, { entries });
      assert.deepEqual(await store.commands('session-1'), []);
      assert.deepEqual(await store.erasures.sessionsOf('mia', '', 9), []);
      assert.equal((await store.requestsOf('T-1 mia')).count, 0);
      const bodies = (await store.deliveries.due('w', 9, 9)).map(({ body }) => body);
      assert.deepEqual(bodies.toSorted(), ['another mia', 'erased', 'of nobody']);
      assert.deepEqual(await store.erasures.open(), [{ ...open, sessions: 1 }]);
      await store.erasures.finish(open, 6);
      assert.deepEqual(await store.erasures.open(), []);
      assert.deepEqual(await store.erasures.list(9), [{ ...erasure, sessions: 1, doneAt: 6 }]);
      assert.equal(await store.erasures.needsCompacting(), true);
      await store.erasures.compact();
      assert.equal(await store.erasures.needsCompacting(), false);
    });

    it('deletes what is over for long enough, in pieces, and a session with all of it', async (t) => {
      const store = await fresh(t);
      const { summary } = append('session-1');
      const done = { ...summary, phase: 'done' as const };
      for (const [session, at] of [
        ['session-1', 1],
        ['session-2', 2],
        ['session-3', 9],
      ] as const)
        await store.append(append(session, { summary: done, at }));
      await store.append(append('session-4', { at: 1 }));
      const by = { ...anna };
      for (const session of ['session-1', 'session-2', 'session-3', 'session-4'])
        await store.writeNote({ session, note: { by, text: 'x', at: 1 }, version: 0, limit: 9 });
      const { retention } = store;
      assert.deepEqual(await retention.over(9, 9), ['session-1', 'session-2']);
      assert.equal((await retention.removeParts('notes', 9, 1)).length, 1);
      assert.equal((await retention.removeParts('notes', 9, 9)).length, 1);
      assert.deepEqual(await retention.removeParts('notes', 9, 9), []);
      assert.equal((await store.readNotes('session-3')).length, 1);
      assert.equal((await store.readNotes('session-4')).length, 1);
      assert.equal(await retention.removeSession('session-3', 9), false);
      assert.equal(await retention.removeSession('session-4', 9), false);
      assert.equal(await retention.removeSession('session-1', 9), true);
      assert.equal(await store.read('session-1'), null);
      assert.deepEqual(await store.sessionsOfTicket('T-1', 9), [
        'session-2',
        'session-3',
        'session-4',
      ]);
    });

    it('keeps what was handed out and deleted, the newest first, and adds up what belongs together', async (t) => {
      const { dataLog } = await fresh(t);
      const by = { subject: 'dora', name: 'Dora' };
      const exported = { is: 'exported', what: 'sessions', by } as const;
      const deleted = { is: 'deleted', what: 'chat', by: null } as const;
      await dataLog.add({ id: 'b', at: 2, count: 10, ...deleted });
      await dataLog.add({ id: 'a', at: 1, count: 3, ...exported });
      await dataLog.add({ id: 'b', at: 2, count: 4, ...deleted });
      const [newer, older] = [
        { id: 'b', at: 2, count: 14, ...deleted },
        { id: 'a', at: 1, count: 3, ...exported },
      ];
      assert.deepEqual(await dataLog.list(null, 9), [newer, older]);
      assert.deepEqual(await dataLog.list(null, 1), [newer]);
      assert.deepEqual(await dataLog.list({ at: 2, id: 'b' }, 9), [older]);
    });

    it('shows that it can be written', async (t) => {
      const store = await fresh(t);
      await store.probe();
      await store.probe();
    });
  });
}
