import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Notice } from '@fernblick/protocol';
import {
  agent,
  customer,
  refusalOf,
  startServer,
  temporaryFolder,
  type Page,
  type PageOptions,
  type TestServer,
} from '../testing/test-server.ts';
import { addWebhook, startWebhookHost } from '../testing/webhook-host.ts';

const asking = { reason: 'It leaks.', zone: 'Europe/Berlin' };

/** Administrators have switched calls on, and perhaps the line. */
async function switchOn(
  server: TestServer,
  functions: object = { dial: true },
  more: object = {},
): Promise<void> {
  const by = { name: 'Carla' };
  const answer = await server.api('PUT', '/settings/host', { functions, by, ...more });
  assert.ok(answer.ok, await answer.text());
}

/** An agent's page at which calls may ring; answers pings unless told not to. */
async function onDuty(
  server: TestServer,
  name: string,
  {
    answers = true,
    portals = ['*'],
    ...options
  }: PageOptions & { readonly answers?: boolean; readonly portals?: string[] } = {},
): Promise<Page> {
  const person = { ...agent, subject: name.toLowerCase(), name, scope: { portals } };
  const page = await server.page(person, options);
  if (answers) page.socket.on('agent:ping', () => void page.ask('agent:pong', {}));
  await page.ask('agent:availability', { available: true });
  return page;
}

/** Calls. @returns the session */
async function dial(page: Page, more: object = {}): Promise<string> {
  const { view } = await page.ask('dial:make', { commandId: page.id(), ...asking, ...more });
  return view.id;
}

const about = (page: Page, session: string) => ({ commandId: page.id(), session });
const rings = (page: Page, session: string) =>
  page.hears('agent:offers', ({ offers }) => offers.some((one) => one.session === session));
const ringsNoMore = (page: Page, session: string) =>
  page.hears('agent:offers', ({ offers }) => offers.every((one) => one.session !== session));
const becomes = (page: Page, outcome: string) =>
  page.hears('session:changed', ({ view }) => view.request?.dial?.outcome === outcome);

/** Lets time pass as it does: pages answer all the while. */
async function pass(clock: { now: number }, ms: number, ...pages: readonly Page[]): Promise<void> {
  for (let left = ms; left > 0; left -= 4_000) {
    clock.now += Math.min(left, 4_000);
    for (const page of pages) await page.ask('agent:pong', {});
  }
}

/** A server whose clock stands still until it is moved. */
async function withClock(t: TestContext, env: Record<string, string> = {}) {
  const clock = { now: Date.now() };
  const server = await startServer(t, env, { now: () => clock.now });
  return { server, clock };
}

describe('a call at once', () => {
  it('is refused, and nobody is available, where it is off', async (t) => {
    const server = await startServer(t);
    const cleo = await server.page(customer);
    assert.equal(await refusalOf(dial(cleo)), 'switched-off');
    const anna = await server.page(agent);
    const available = anna.ask('agent:availability', { available: true });
    assert.equal(await refusalOf(available), 'switched-off');
  });

  it('of a customer of one team rings at that team and at agents of all, as that team decides', async (t) => {
    const server = await startServer(t);
    await switchOn(server, {});
    const dialFor = (portal: string, dial: boolean) =>
      server.api('PATCH', `/settings/portals/${portal}`, { functions: { dial } });
    for (const portal of ['support', 'sales']) await dialFor(portal, true);
    const bens = await onDuty(server, 'Ben', { portals: ['support'] });
    const svens = await onDuty(server, 'Sven', { portals: ['sales'] });
    const carlas = await onDuty(server, 'Carla', { portals: ['*', 'sales'] });
    const cleo = await server.page({ ...customer, portals: ['support'] });
    const session = await dial(cleo);
    await rings(bens, session);
    await rings(carlas, session);
    await svens.ask('server:ping', {});
    assert.doesNotMatch(JSON.stringify(svens.heard), new RegExp(session));
    assert.equal(await refusalOf(svens.ask('dial:accept', about(svens, session))), 'not-found');
    await bens.ask('dial:accept', about(bens, session));
    await dialFor('sales', false);
    const dora = { ...customer, subject: 'dora', scope: { ticket: 'T-2' } };
    for (const portals of [['sales'], []])
      assert.equal(await refusalOf(dial(await server.page({ ...dora, portals }))), 'switched-off');
    await rings(bens, await dial(await server.page({ ...dora, portals: ['support'] })));
  });

  it('rings at every agent who is there, and has one who accepts; 199 hear that it is answered', async (t) => {
    const server = await startServer(t, { SOCKETS_PER_PERSON: '1000' });
    await switchOn(server);
    const agents = await Promise.all(
      Array.from({ length: 200 }, (_, n) => onDuty(server, `Agent ${n}`)),
    );
    const cleo = await server.page(customer);
    const session = await dial(cleo);
    const offers = await Promise.all(agents.map((page) => rings(page, session)));
    assert.deepEqual(
      [offers[0]?.offers[0]?.by, offers[0]?.offers[0]?.reason, offers[0]?.offers[0]?.ticket],
      ['Cleo', 'It leaks.', 'T-1'],
    );
    const answers = await Promise.all(
      agents.map((page) => refusalOf(page.ask('dial:accept', about(page, session)))),
    );
    assert.equal(answers.filter((answer) => answer === 'nothing was refused').length, 1);
    assert.equal(answers.filter((answer) => answer === 'already-answered').length, 199);
    await Promise.all(agents.map((page) => ringsNoMore(page, session)));
    const winner = agents[answers.indexOf('nothing was refused')];
    assert.ok(winner);
    await becomes(cleo, 'answered');
    await winner.join(session);
    assert.equal((await cleo.join(session)).view.phase, 'in-progress');
  });

  it('that an agent has taken counts as theirs before they have joined it', async (t) => {
    const server = await startServer(t);
    await switchOn(server, { dial: true }, { maxSessions: 1 });
    const anna = await onDuty(server, 'Anna');
    const calls: string[] = [];
    for (const subject of ['cleo', 'dora', 'emil']) {
      const page = await server.page({ ...customer, subject, scope: { ticket: subject } });
      calls.push(await dial(page));
    }
    const [first = '', second = '', third = ''] = calls;
    const answers = await Promise.all(
      [first, second].map((session) => refusalOf(anna.ask('dial:accept', about(anna, session)))),
    );
    assert.deepEqual(answers, ['nothing was refused', 'too-many-calls']);
    const confirms = anna.ask('request:confirm', { ...about(anna, third), at: null });
    assert.equal(await refusalOf(confirms), 'too-many-calls');
    await anna.join(first);
    await anna.ask('session:leave', about(anna, first));
    await anna.ask('request:confirm', { ...about(anna, third), at: null });
  });

  it('puts the other running calls of the agent who accepts on hold, as they would, and leaves them so', async (t) => {
    const server = await startServer(t);
    await switchOn(server, { dial: true, queue: true }, { maxSessions: 5 });
    const anna = await onDuty(server, 'Anna');
    const ben = await onDuty(server, 'Ben');
    const first = await server.page({ ...customer, subject: 'first', scope: { ticket: 'T-1' } });
    const running = await dial(first);
    await anna.ask('dial:accept', about(anna, running));
    await anna.join(running);
    await first.join(running);
    const isHeld = ({ view }: Notice<'session:changed'>) =>
      view.id === running && view.hold !== null;

    const second = await server.page({ ...customer, subject: 'second', scope: { ticket: 'T-2' } });
    const next = await dial(second);
    await anna.ask('dial:accept', about(anna, next));
    const { view } = await first.hears('session:changed', isHeld);
    const me = view.participants.find(({ name }) => name === 'Anna');
    assert.equal(view.hold?.by, me?.id, 'by her, as if she had pressed it');

    // She takes it back for a word, and it waits again once she is in the other one, in a tab of its own.
    await anna.ask('call:resume', about(anna, running));
    const tab = await server.page({ ...agent, subject: 'anna', name: 'Anna' });
    await tab.join(next);
    assert.notEqual((await first.join(running)).view.hold, null);
    assert.equal((await second.join(next)).view.hold, null, 'the new one goes on');

    // Whoever comes back to a call, or takes it to another page, holds nothing.
    await tab.ask('call:hold', about(tab, next));
    await anna.ask('call:resume', about(anna, running));
    assert.equal((await tab.join(next)).view.hold === null, false);
    const third = await server.page({ ...agent, subject: 'anna', name: 'Anna' });
    await third.join(next, { takeOver: true });
    assert.equal((await first.join(running)).view.hold, null);

    // Of a call that a colleague comes to, nothing of the others changes, nor of the agent's who is in it.
    await ben.join(running);
    assert.equal((await first.join(running)).view.hold, null);
  });

  it('puts a call on hold, too, whose page has lost its connection: what it says and hears goes on', async (t) => {
    const server = await startServer(t);
    await switchOn(server, { dial: true });
    const anna = await onDuty(server, 'Anna');
    const tab = await server.page({ ...agent, subject: 'anna', name: 'Anna' });
    const first = await server.page({ ...customer, subject: 'first', scope: { ticket: 'T-1' } });
    const running = await dial(first);
    await anna.ask('dial:accept', about(anna, running));
    await tab.join(running);
    await first.join(running);
    tab.close();
    await first.hears('session:changed', ({ view }) =>
      view.participants.some(({ name, presence }) => name === 'Anna' && presence !== 'here'),
    );
    const second = await server.page({ ...customer, subject: 'second', scope: { ticket: 'T-2' } });
    await anna.ask('dial:accept', about(anna, await dial(second)));
    await first.hears('session:changed', ({ view }) => view.id === running && view.hold !== null);
  });

  it('leaves a call as it is that the agent may not put on hold, and tells them who join the other one', async (t) => {
    const server = await startServer(t);
    await switchOn(server, { dial: true, hold: false });
    const anna = await onDuty(server, 'Anna');
    const first = await server.page({ ...customer, subject: 'first', scope: { ticket: 'T-1' } });
    const running = await dial(first);
    await anna.ask('dial:accept', about(anna, running));
    await anna.join(running);
    await first.join(running);
    const second = await server.page({ ...customer, subject: 'second', scope: { ticket: 'T-2' } });
    const next = await dial(second);
    const { view } = await anna.ask('dial:accept', about(anna, next));
    assert.equal(view.phase, 'confirmed');
    assert.equal((await first.join(running)).view.hold, null);
    const tab = await server.page({ ...agent, subject: 'anna', name: 'Anna' });
    const coming = { commandId: tab.id() };
    assert.equal((await tab.join(next, coming)).problem?.code, 'call-goes-on');
    assert.equal((await tab.join(next, coming)).problem?.code, 'call-goes-on', 'asked once more');
    const back = { commandId: tab.id() };
    for (const asked of ['coming back', 'coming back, asked once more'])
      assert.equal((await tab.join(next, back)).problem, undefined, asked);
    assert.equal((await second.join(next)).problem, undefined, 'customers');
    // What nobody is in with them, or what is over, is no call that goes on.
    await anna.ask('session:end', about(anna, running));
    await tab.ask('session:leave', about(tab, next));
    const third = await server.page({ ...agent, subject: 'anna', name: 'Anna' });
    const alone = await third.create('T-3');
    await third.join(alone);
    const last = await third.create('T-4');
    assert.equal((await third.join(last)).problem, undefined);
  });

  it('rings on at the others where who accepted does not come, and the customer is told', async (t) => {
    const { server, clock } = await withClock(t, { WEBHOOK_ALLOW_PRIVATE: '1' });
    const host = await startWebhookHost(t);
    await addWebhook(server, { url: host.url });
    await switchOn(server);
    const anna = await onDuty(server, 'Anna');
    const ben = await onDuty(server, 'Ben');
    const cleo = await server.page(customer);
    const session = await dial(cleo);
    await Promise.all([rings(anna, session), rings(ben, session)]);
    await anna.ask('dial:accept', about(anna, session));
    await ringsNoMore(ben, session);
    await cleo.join(session);
    anna.close();
    const taken = clock.now;
    await pass(clock, 60_001, ben);
    await ben.hears('agent:offers', ({ offers }) => offers.some((one) => one.ringsSince > taken));
    const { view } = await cleo.hears(
      'session:changed',
      (told) => told.view.request?.dial?.resumed === true,
    );
    assert.deepEqual([view.phase, view.request?.dial?.outcome], ['requested', null]);
    await ben.ask('dial:accept', about(ben, session));
    await ben.join(session);
    assert.equal((await cleo.join(session)).view.phase, 'in-progress');
    // It rings again by nobody's doing: the host is told as of any call that waits for an answer.
    const told = await host.has(5);
    assert.deepEqual(
      told.map(({ message }) => [message.type, message.by, message.session.phase]),
      [
        ['session:dialled', 'Cleo', 'requested'],
        ['session:confirmed', 'Anna', 'confirmed'],
        ['session:dialled', null, 'requested'],
        ['session:confirmed', 'Ben', 'confirmed'],
        ['session:started', 'Cleo', 'in-progress'],
      ],
    );
  });

  it('tells the customer nothing of whom it rings at and who has declined', async (t) => {
    const server = await startServer(t);
    await switchOn(server);
    const anna = await onDuty(server, 'Anna');
    const ben = await onDuty(server, 'Ben');
    const cleo = await server.page(customer);
    const session = await dial(cleo);
    await Promise.all([rings(anna, session), rings(ben, session)]);
    await anna.ask('dial:decline', about(anna, session));
    await ringsNoMore(anna, session);
    await ben.ask('dial:decline', about(ben, session));
    await becomes(cleo, 'nobody-answered');
    assert.doesNotMatch(JSON.stringify(cleo.heard), /Anna|Ben|anna|ben"/);
    const { sessions } = await cleo.ask('session:list', { ticket: 'T-1' });
    assert.equal(sessions[0]?.phase, 'requested');
    assert.equal(sessions[0].request?.reason, 'It leaks.');
  });

  it('rings no more at an agent for whom calls have been switched off since', async (t) => {
    const { server, clock } = await withClock(t);
    await switchOn(server);
    await onDuty(server, 'Anna');
    await server.api('PUT', '/settings/agents/anna', { functions: { dial: false } });
    const cleo = await server.page(customer);
    await dial(cleo);
    clock.now += 6_000;
    await becomes(cleo, 'nobody-there');
  });

  it('is a request at once where nobody is there', async (t) => {
    const { server, clock } = await withClock(t);
    await switchOn(server);
    const cleo = await server.page(customer);
    await dial(cleo);
    clock.now += 6_000;
    await becomes(cleo, 'nobody-there');
  });

  it('rings at nobody whose page has not answered a ping for ten seconds', async (t) => {
    const { server, clock } = await withClock(t);
    await switchOn(server);
    const silent = await onDuty(server, 'Anna', { answers: false });
    await silent.hears('agent:ping');
    const ben = await onDuty(server, 'Ben');
    await ben.hears('agent:ping');
    const cleo = await server.page(customer);
    const session = await dial(cleo);
    await rings(ben, session);
    await silent.ask('agent:pong', {});
    await rings(silent, session);
    ben.socket.off('agent:ping');
    clock.now += 11_000;
    // Anna's page is asked again, and answers.
    await silent.ask('agent:pong', {});
    await ringsNoMore(ben, session);
    await silent.ask('dial:accept', about(silent, session));
  });

  it('is hung up by the customer, and stops ringing', async (t) => {
    const server = await startServer(t);
    await switchOn(server);
    const anna = await onDuty(server, 'Anna');
    const cleo = await server.page(customer);
    const session = await dial(cleo);
    await rings(anna, session);
    await cleo.ask('session:cancel', { ...about(cleo, session), reason: 'withdrawn' });
    await ringsNoMore(anna, session);
    assert.equal(await refusalOf(anna.ask('dial:accept', about(anna, session))), 'session-over');
  });

  it('made too often is refused', async (t) => {
    const { server } = await withClock(t);
    await switchOn(server);
    const cleo = await server.page(customer);
    const answers: string[] = [];
    for (let turn = 0; turn < 12; turn += 1) answers.push(await refusalOf(dial(cleo)));
    assert.equal(answers[0], 'nothing was refused');
    assert.ok(answers.includes('already-requested'));
    assert.equal(answers.at(-1), 'too-many-requests');
  });

  it('is told to the host, when it begins and when nobody has answered', async (t) => {
    const { server, clock } = await withClock(t, { WEBHOOK_ALLOW_PRIVATE: '1' });
    const heard: string[] = [];
    const both = Promise.withResolvers<void>();
    const hook = await startServer(
      t,
      {},
      {
        extend: (app) => {
          app.post('/hook', (request, reply) => {
            heard.push((request.body as { type: string }).type);
            if (heard.length === 2) both.resolve();
            return reply.code(204).send();
          });
        },
      },
    );
    await switchOn(server);
    const events = ['session:dialled', 'session:unanswered', 'session:requested'];
    await server.api('POST', '/webhooks', { url: `${hook.url}/hook`, events });
    const cleo = await server.page(customer);
    await dial(cleo);
    clock.now += 6_000;
    await both.promise;
    assert.deepEqual(heard, ['session:dialled', 'session:unanswered']);
  });
});

describe('calls in line', () => {
  const line = { dial: true, queue: true };

  it('of one team ring at its agents and at those of several teams, though nobody else can be called', async (t) => {
    const server = await startServer(t);
    const decided = { functions: { dial: true }, by: { name: 'Carla' } };
    assert.ok((await server.api('PUT', '/settings/portals/billing', decided)).ok);
    const [both, all] = [
      await onDuty(server, 'Anna', { portals: ['support', 'billing'] }),
      await onDuty(server, 'Ben', { portals: ['*'] }),
    ];
    const carl = onDuty(server, 'Carl', { portals: ['support', 'sales'] });
    assert.equal(await refusalOf(carl), 'switched-off');
    const dora = await server.page({
      ...customer,
      ...{ subject: 'dora', portals: ['billing'], scope: { entry: true } },
    });
    const call = await dial(dora);
    await rings(both, call);
    await rings(all, call);
    const nora = await server.page({ ...customer, subject: 'nora' });
    assert.equal(await refusalOf(dial(nora)), 'switched-off');
    await both.ask('dial:accept', about(both, call));
  });

  it('ring at one agent after the other, those idle longest first, and know their place', async (t) => {
    const { server, clock } = await withClock(t);
    await switchOn(server, line, { maxSessions: 1 });
    const anna = await onDuty(server, 'Anna');
    clock.now += 1_000;
    const ben = await onDuty(server, 'Ben');
    const cleo = await server.page(customer);
    const first = await dial(cleo);
    await rings(anna, first);
    const dora = await server.page({ ...customer, subject: 'dora', scope: { ticket: 'T-2' } });
    clock.now += 1;
    const second = await dial(dora);
    await rings(ben, second);
    const emil = await server.page({ ...customer, subject: 'emil', scope: { ticket: 'T-3' } });
    clock.now += 1;
    const third = await dial(emil);
    const { place, waitMs } = await emil.hears('queue:place');
    assert.deepEqual([place, waitMs], [3, null], 'nothing is known yet, and nothing is made up');
    await ben.ask('dial:accept', about(ben, second));
    await ben.join(second);
    await emil.hears('queue:place', (told) => told.place === 2);
    // Anna does not answer, and Ben is in a call: it is somebody else's turn before hers comes again.
    await pass(clock, 20_001, anna, ben);
    await ringsNoMore(anna, first);
    await rings(anna, third);
    await ben.ask('session:leave', about(ben, second));
    await rings(ben, first);
    await cleo.ask('session:cancel', { ...about(cleo, first), reason: 'withdrawn' });
    await emil.hears('queue:place', (told) => told.place === 1);
  });

  it('count no time in which an agent was away as idle', async (t) => {
    const { server, clock } = await withClock(t);
    await switchOn(server, line);
    const anna = await onDuty(server, 'Anna');
    await anna.ask('agent:pong', {});
    anna.close();
    clock.now += 60_000;
    const ben = await onDuty(server, 'Ben');
    await ben.ask('agent:pong', {});
    await pass(clock, 60_000, ben);
    const back = await onDuty(server, 'Anna');
    await back.ask('agent:pong', {});
    const cleo = await server.page(customer);
    await rings(ben, await dial(cleo));
  });

  it('tell about how long it takes once calls have been handled', async (t) => {
    const { server, clock } = await withClock(t);
    await switchOn(server, line);
    const anna = await onDuty(server, 'Anna');
    const cleo = await server.page(customer);
    const first = await dial(cleo);
    await rings(anna, first);
    await anna.ask('dial:accept', about(anna, first));
    await anna.join(first);
    await cleo.join(first);
    clock.now += 5 * 60_000;
    await anna.ask('agent:pong', {});
    await anna.ask('session:end', about(anna, first));
    const second = await dial(cleo);
    await rings(anna, second);
    const dora = await server.page({ ...customer, subject: 'dora', scope: { ticket: 'T-2' } });
    clock.now += 1;
    await dial(dora);
    const { place, waitMs } = await dora.hears('queue:place');
    assert.deepEqual([place, waitMs], [2, 10 * 60_000]);
  });

  it('keep their places over a restart where the customers’ pages come back', async (t) => {
    const folder = await temporaryFolder(t);
    const before = await startServer(t, { DATA_DIR: folder });
    await switchOn(before, line);
    const busy = await onDuty(before, 'Anna');
    const cleo = await before.page(customer);
    const first = await dial(cleo);
    await rings(busy, first);
    const dora = await before.page({ ...customer, subject: 'dora', scope: { ticket: 'T-2' } });
    const second = await dial(dora);
    await dora.hears('queue:place', ({ place }) => place === 2);
    await before.close();

    const after = await startServer(t, { DATA_DIR: folder });
    const again = await after.page({ ...customer, subject: 'dora', scope: { ticket: 'T-2' } });
    await again.ask('session:watch', { session: second });
    await again.hears('queue:place', ({ place }) => place === 2);
    const anna = await onDuty(after, 'Anna');
    // The customer of the first call is not back yet: nobody is rung for nothing.
    await rings(anna, second);
    const back = await after.page(customer);
    await back.ask('session:watch', { session: first });
    await back.hears('queue:place', ({ place }) => place === 1);
    await anna.ask('dial:decline', about(anna, second));
    await rings(anna, first);
  });

  it('become requests where the customer is gone for a minute', async (t) => {
    const { server, clock } = await withClock(t);
    await switchOn(server, line);
    const anna = await onDuty(server, 'Anna');
    const cleo = await server.page(customer);
    const session = await dial(cleo);
    await rings(anna, session);
    await anna.ask('session:watch', { session });
    cleo.close();
    for (let passed = 0; passed < 70; passed += 5) {
      clock.now += 5_000;
      await anna.ask('agent:pong', {});
    }
    await becomes(anna, 'customer-away');
  });
});
