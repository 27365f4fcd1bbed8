import { MAX_FIELD_CHARACTERS, MAX_FIELDS } from '@fernblick/protocol';
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  agent,
  customer,
  refusalOf,
  startServer,
  type Page,
  type TestServer,
} from '../testing/test-server.ts';

interface Call {
  readonly server: TestServer;
  readonly anna: Page;
  readonly cleo: Page;
  readonly session: string;
  readonly annaId: string;
  readonly cleoId: string;
}

async function startCall(t: TestContext, env: Record<string, string> = {}): Promise<Call> {
  const server = await startServer(t, env);
  const anna = await server.page(agent);
  const cleo = await server.page(customer);
  const session = await anna.create();
  const annaIn = await anna.join(session);
  const cleoIn = await cleo.join(session);
  return {
    server,
    anna,
    cleo,
    session,
    annaId: annaIn.participant,
    cleoId: cleoIn.participant,
  };
}

const signal = {
  link: 'link-0001',
  negotiation: 1,
  seq: 1,
  ack: 0,
  sentAt: 1,
  body: { type: 'ack' },
} as const;

describe('a session over sockets', () => {
  it('begins when both sides have joined, and both hear of it', async (t) => {
    const { anna, cleo, session } = await startCall(t);
    for (const page of [anna, cleo]) {
      const { view } = await page.hears(
        'session:changed',
        (notice) => notice.view.phase === 'in-progress',
      );
      assert.equal(view.id, session);
      assert.deepEqual(
        view.participants.map(({ name, presence }) => [name, presence]),
        [
          ['Anna', 'here'],
          ['Cleo', 'here'],
        ],
      );
    }
  });

  it('never shows a person who has just joined as away', async (t) => {
    const { anna } = await startCall(t);
    await anna.hears('session:changed', ({ view }) => view.phase === 'in-progress');
    const presences = anna.heard.flatMap(({ name, notice }) =>
      name === 'session:changed'
        ? (notice as { view: { participants: { presence: string }[] } }).view.participants
        : [],
    );
    assert.ok(presences.every(({ presence }) => presence === 'here'));
  });

  it('is listed for its ticket and announced to who listed the ticket before', async (t) => {
    const server = await startServer(t);
    const cleo = await server.page(customer);
    assert.deepEqual((await cleo.ask('session:list', { ticket: 'T-1' })).sessions, []);
    const anna = await server.page(agent);
    const session = await anna.create();
    await cleo.hears('ticket:changed', ({ ticket }) => ticket === 'T-1');
    const { sessions } = await cleo.ask('session:list', { ticket: 'T-1' });
    assert.deepEqual(
      sessions.map((view) => view.id),
      [session],
    );
  });

  it('knows a command that comes again also where it was only looked at since it left the memory', async (t) => {
    const server = await startServer(t, { CACHED_SESSIONS: '1' });
    const anna = await server.page(agent);
    const session = await anna.create();
    const link = { commandId: anna.id(), session, ticket: 'T-9' };
    const { view } = await anna.ask('session:link', link);
    await anna.create('T-2');
    await anna.ask('session:list', { ticket: 'T-1' });
    assert.deepEqual((await anna.ask('session:link', link)).view, view);
    const other = { ...link, ticket: 'T-8' };
    assert.equal(await refusalOf(anna.ask('session:link', other)), 'command-id-reused');
  });

  it('is left out of a list that is more than a page takes, as all older ones are; one that goes on stays', async (t) => {
    const server = await startServer(t, { API_REQUESTS_PER_SECOND: '100000' });
    const anna = await server.page(agent);
    const running = await anna.create();
    // With all that a host may attach and link, thirty sessions are more than a megabyte.
    const over: string[] = [];
    for (let number = 1; number < 30; number += 1) over.unshift(await anna.create());
    const fill = async (session: string): Promise<void> => {
      for (let n = 0; n < MAX_FIELDS; n += 1) {
        const field = { name: `Field ${n}`, value: '€'.repeat(MAX_FIELD_CHARACTERS) };
        const { status } = await server.api('POST', `/sessions/${session}/data`, field);
        assert.equal(status, 200);
        const ticket = `${n}${'\u{1f4f7}'.repeat(118)}`;
        if (n > 0) await server.api('POST', `/sessions/${session}/tickets`, { ticket });
      }
      const wish = { commandId: anna.id(), session, reason: 'created-by-mistake' } as const;
      await anna.ask('session:cancel', wish);
    };
    await Promise.all(over.map(fill));
    const answer = await anna.ask('session:list', { ticket: 'T-1' });
    const listed = answer.sessions.map(({ id }) => id);
    const bytes = Buffer.byteLength(JSON.stringify(answer));
    assert.ok(listed.length < 30 && bytes < 830_000, `${listed.length} sessions, ${bytes} bytes`);
    assert.deepEqual(listed, [...over.slice(0, listed.length - 1), running], 'the newest first');
  });

  it('does not exist for somebody else’s customer, in any request', async (t) => {
    const { server, session, annaId } = await startCall(t);
    const other = await server.page({ ...customer, subject: 'dora', scope: { ticket: 'T-2' } });
    assert.equal(await refusalOf(other.ask('session:list', { ticket: 'T-1' })), 'not-authorized');
    assert.deepEqual((await other.ask('session:list', { ticket: 'T-2' })).sessions, []);
    const commandId = other.id();
    const asked = [
      other.ask('session:watch', { session }),
      other.join(session),
      other.ask('session:leave', { commandId, session }),
      other.ask('turn:credentials', { session }),
      other.ask('signal:send', { session, to: annaId, envelope: signal }),
    ];
    for (const action of asked) assert.equal(await refusalOf(action), 'not-found');
    assert.equal(other.heard.length, 0);
  });

  it('does not tell a customer of what only agents may know, not even by a notice', async (t) => {
    const { anna, cleo, session } = await startCall(t);
    await cleo.hears('session:changed', ({ view }) => view.phase === 'in-progress');
    const before = cleo.heard.length;
    await anna.ask('session:link', { commandId: anna.id(), session, ticket: 'T-9' });
    await anna.ask('session:invite', {
      commandId: anna.id(),
      session,
      subject: 'ben',
      name: 'Ben',
      role: 'agent',
    });
    // A later, visible change shows that the earlier ones have passed.
    await anna.ask('call:hold', { commandId: anna.id(), session });
    const { view } = await cleo.hears('session:changed', (notice) => notice.view.hold !== null);
    assert.equal(cleo.heard.length, before + 1);
    assert.deepEqual(view.tickets, ['T-1']);
    assert.equal(view.participants.length, 2);
    assert.doesNotMatch(JSON.stringify(cleo.heard), /Ben|T-9|resumeHash/);
  });

  it('is taken from a page when the ticket is unlinked', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const cleo = await server.page(customer);
    const session = await anna.create();
    await cleo.ask('session:watch', { session });
    await anna.ask('session:unlink', { commandId: anna.id(), session, ticket: 'T-1' });
    await cleo.hears('session:hidden', (notice) => notice.session === session);
    assert.equal(await refusalOf(cleo.ask('session:watch', { session })), 'not-found');
  });
});

describe('the page of a ticket that a session was taken off', () => {
  it('shows it on to the customer who came into the call from there, also after a reload, and to nobody else', async (t) => {
    const { server, anna, session } = await startCall(t);
    await anna.ask('session:unlink', { commandId: anna.id(), session, ticket: 'T-1' });
    const listed = async (subject: string): Promise<readonly string[]> => {
      const page = await server.page({ ...customer, subject });
      const { sessions } = await page.ask('session:list', { ticket: 'T-1' });
      return sessions.map(({ id }) => id);
    };
    assert.deepEqual(await listed(customer.subject), [session]);
    assert.deepEqual(await listed('dora'), []);
    await anna.ask('session:link', { commandId: anna.id(), session, ticket: 'T-1' });
    assert.deepEqual(await listed(customer.subject), [session], 'once');
  });
});

describe('a page without a ticket', () => {
  it('is told of a session that it watched, or came to watch, once that is public again, and of nothing before', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const session = await anna.create();
    const invited = { ...customer, scope: { session } };
    const early = await server.page(invited);
    await early.ask('session:watch', { session });
    const setInternal = (internal: boolean) =>
      anna.ask('session:visibility', { commandId: anna.id(), session, internal });
    await setInternal(true);
    await early.hears('session:hidden', (notice) => notice.session === session);
    const late = await server.page(invited);
    assert.equal(await refusalOf(late.ask('session:watch', { session })), 'not-found');
    const heard = [early, late].map((page) => page.heard.length);
    await anna.ask('session:link', { commandId: anna.id(), session, ticket: 'T-9' });
    await setInternal(false);
    for (const [n, page] of [early, late].entries()) {
      await page.hears('session:changed', ({ view }) => view.id === session);
      assert.equal(page.heard.length, (heard[n] ?? 0) + 1);
    }
    await anna.join(session);
    for (const page of [early, late])
      await page.hears('session:changed', ({ view }) => view.participants.length > 0);
  });
});

describe('a command', () => {
  it('sent twice has one effect and the same answer', async (t) => {
    const { anna, cleo, session } = await startCall(t);
    const command = { commandId: anna.id(), session };
    const first = await anna.ask('call:hold', command);
    await anna.ask('call:resume', { commandId: anna.id(), session });
    const second = await anna.ask('call:hold', command);
    assert.deepEqual(second, first);
    const { view } = await cleo.ask('session:watch', { session });
    assert.equal(view.hold, null);
  });

  it('sent many times at once has one effect', async (t) => {
    const { anna, session } = await startCall(t);
    const command = { commandId: anna.id(), session };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => anna.ask('call:hold', command)),
    );
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
  });

  it('creates one session however often it is sent, from two sockets too', async (t) => {
    const server = await startServer(t);
    const one = await server.page(agent);
    const two = await server.page(agent);
    const command = { commandId: 'create-0001', ticket: 'T-1' };
    const [first, second] = await Promise.all([
      one.ask('session:create', command),
      two.ask('session:create', command),
    ]);
    assert.equal(first.view.id, second.view.id);
    assert.equal((await one.ask('session:list', { ticket: 'T-1' })).sessions.length, 1);
  });

  it('is refused where its id belongs to another one', async (t) => {
    const { anna, session } = await startCall(t);
    const commandId = anna.id();
    await anna.ask('call:hold', { commandId, session });
    assert.equal(
      await refusalOf(anna.ask('call:resume', { commandId, session })),
      'command-id-reused',
    );
  });

  it('joins again with the same secret and the same place', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const session = await anna.create();
    const commandId = anna.id();
    const first = await anna.join(session, { commandId });
    const second = await anna.join(session, { commandId });
    assert.equal(second.resume, first.resume);
    assert.equal(second.participant, first.participant);
    assert.equal(second.view.participants.length, 1);
  });
});

describe('signals', () => {
  it('go to the other participant with the sender the server knows', async (t) => {
    const { anna, cleo, session, annaId, cleoId } = await startCall(t);
    await anna.ask('signal:send', { session, to: cleoId, envelope: signal });
    assert.deepEqual(await cleo.hears('signal:received'), {
      session,
      from: annaId,
      envelope: signal,
    });
  });

  it('arrive in the order in which they were sent', async (t) => {
    const { anna, cleo, session, cleoId } = await startCall(t);
    const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
    await Promise.all(
      numbers.map((seq) =>
        anna.ask('signal:send', { session, to: cleoId, envelope: { ...signal, seq } }),
      ),
    );
    await cleo.hears('signal:received', ({ envelope }) => envelope.seq === 40);
    const seqs = cleo.heard
      .filter(({ name }) => name === 'signal:received')
      .map(({ notice }) => (notice as { envelope: { seq: number } }).envelope.seq);
    assert.deepEqual(seqs, numbers);
  });

  it('are refused from outside, to oneself, to nobody, and to who is away', async (t) => {
    const { server, anna, cleo, session, annaId, cleoId } = await startCall(t);
    const watcher = await server.page({ ...agent, subject: 'ben' });
    const send = (page: Page, to: string) =>
      refusalOf(page.ask('signal:send', { session, to, envelope: signal }));
    assert.equal(await send(watcher, cleoId), 'not-joined');
    assert.equal(await send(anna, annaId), 'not-found');
    assert.equal(await send(anna, 'nobody-0001'), 'not-found');
    cleo.close();
    await anna.hears('session:changed', ({ view }) =>
      view.participants.some(({ presence }) => presence === 'away'),
    );
    assert.equal(await send(anna, cleoId), 'other-side-away');
  });
});

describe('a place in the call', () => {
  it('is away when its page is gone, and here again after a reload with the secret', async (t) => {
    const { server, anna, cleo, session, cleoId } = await startCall(t);
    const token = await server.mint(customer);
    const { resume } = await cleo.join(session);
    cleo.close();
    await anna.hears('session:changed', ({ view }) =>
      view.participants.some(({ id, presence }) => id === cleoId && presence === 'away'),
    );
    const reloaded = await server.connect(token);
    const { participant, view } = await reloaded.join(session, { resume });
    assert.equal(participant, cleoId);
    assert.equal(view.participants.length, 2);
    assert.equal(view.participants.find(({ id }) => id === cleoId)?.presence, 'here');
  });

  it('stays with the first page until the second takes it over, and the first is told', async (t) => {
    const { server, cleo, session, cleoId, annaId } = await startCall(t);
    const second = await server.page(customer);
    assert.equal(await refusalOf(second.join(session)), 'joined-elsewhere');
    const { participant } = await second.join(session, { takeOver: true });
    assert.equal(participant, cleoId);
    await cleo.hears('session:taken-over', (notice) => notice.session === session);
    const commandId = cleo.id();
    assert.equal(
      await refusalOf(
        cleo.ask('call:devices', { commandId, session, microphone: 'off', camera: 'off' }),
      ),
      'taken-over',
    );
    assert.equal(
      await refusalOf(cleo.ask('signal:send', { session, to: annaId, envelope: signal })),
      'taken-over',
    );
  });

  it('is given up when its page stays away', async (t) => {
    const { anna, cleo, cleoId } = await startCall(t, { INTERRUPT_AFTER_S: '1' });
    cleo.close();
    const { view } = await anna.hears('session:changed', (notice) =>
      notice.view.participants.some(({ id, presence }) => id === cleoId && presence === 'left'),
    );
    assert.equal(view.phase, 'in-progress');
  });

  it('is given up after a restart too, and the session ends when nobody comes back', async (t) => {
    const { server, session } = await startCall(t);
    await server.server.close();
    const again = await startServer(t, { DATA_DIR: server.dataDir, INTERRUPT_AFTER_S: '1' });
    const page = await again.page(agent);
    await page.ask('session:watch', { session });
    const { view } = await page.hears('session:changed', (notice) => notice.view.phase === 'done');
    assert.equal(view.end?.reason, 'connection-lost');
  });

  it('belongs to the device that used the token: the same token elsewhere is refused', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const session = await anna.create();
    const token = await server.mint(customer);
    const cleo = await server.connect(token);
    const { resume } = await cleo.join(session);
    const thief = await server.connect(token);
    assert.equal(await refusalOf(thief.join(session, { takeOver: true })), 'token-used');
    const wrongSecret = resume.split('').toReversed().join('');
    assert.equal(
      await refusalOf(thief.join(session, { takeOver: true, resume: wrongSecret })),
      'token-used',
    );
    const reloaded = await server.connect(token);
    assert.equal((await reloaded.join(session, { resume })).view.participants.length, 1);
  });
});

describe('a session number', () => {
  it('leads a person without ticket into the session, and nowhere else', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const { view } = await anna.ask('session:create', {
      commandId: anna.id(),
      ticket: 'T-1',
      number: true,
    });
    const page = await server.page({ ...customer, scope: { entry: true } });
    assert.equal(await refusalOf(page.join(view.id)), 'not-found');
    const found = await page.ask('session:find', { number: view.number?.digits ?? '' });
    assert.equal(found.session, view.id);
    await page.ask('token:renew', { token: found.token });
    assert.equal((await page.join(view.id)).view.phase, 'confirmed');
  });

  it('can be guessed ten times per person and address, then not even the right one helps', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const { view } = await anna.ask('session:create', { commandId: anna.id(), number: true });
    const page = await server.page({ ...customer, scope: { entry: true } });
    for (let guess = 0; guess < 10; guess += 1)
      assert.equal(
        await refusalOf(page.ask('session:find', { number: `10000000${guess}` })),
        'invalid-number',
      );
    const right = { number: view.number?.digits ?? '' };
    assert.equal(await refusalOf(page.ask('session:find', right)), 'too-many-tries');
    const other = await server.page({ ...customer, subject: 'dora', scope: { entry: true } });
    assert.equal(await refusalOf(other.ask('session:find', right)), 'too-many-tries');
  });

  it('is of no use when its time is up', async (t) => {
    let now = Date.now();
    const server = await startServer(t, { NUMBER_LIFETIME_MIN: '1' }, { now: () => now });
    const anna = await server.page(agent);
    const { view } = await anna.ask('session:create', { commandId: anna.id(), number: true });
    const page = await server.page({ ...customer, scope: { entry: true } });
    now += 61_000;
    const number = view.number?.digits ?? '';
    assert.equal(await refusalOf(page.ask('session:find', { number })), 'invalid-number');
  });
});
