import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { agent, customer, refusalOf, startServer, type Page } from '../testing/test-server.ts';

const HOUR_MS = 3_600_000;
const asking = { reason: 'It leaks.', zone: 'Europe/Berlin' };

async function meet(t: TestContext) {
  const server = await startServer(t);
  return { server, anna: await server.page(agent), cleo: await server.page(customer) };
}

/** Asks for a session. @returns its id */
async function ask(page: Page, more: object = {}): Promise<string> {
  const { view } = await page.ask('request:make', { commandId: page.id(), ...asking, ...more });
  return view.id;
}

describe('a request over sockets', () => {
  it('is announced to the ticket’s pages, answered, and both hear of it', async (t) => {
    const { anna, cleo } = await meet(t);
    await anna.ask('session:list', { ticket: 'T-1' });
    const at = Date.now() + HOUR_MS;
    const session = await ask(cleo, { preferred: [at] });
    await anna.hears('ticket:changed', ({ ticket }) => ticket === 'T-1');
    const { sessions } = await anna.ask('session:list', { ticket: 'T-1' });
    assert.deepEqual([sessions[0]?.phase, sessions[0]?.request?.by], ['requested', 'Cleo']);
    for (const page of [anna, cleo]) await page.ask('session:watch', { session });
    await anna.ask('request:confirm', { commandId: anna.id(), session, at });
    for (const page of [anna, cleo]) {
      const { view } = await page.hears(
        'session:changed',
        (notice) => notice.view.phase === 'confirmed',
      );
      assert.equal(view.request?.scheduledFor, at);
    }
  });

  it('sent twice is one, also when its answer got lost and it is sent again', async (t) => {
    const { anna, cleo } = await meet(t);
    const commandId = cleo.id();
    const twice = await Promise.all([ask(cleo, { commandId }), ask(cleo, { commandId })]);
    assert.equal(twice[0], twice[1]);
    await anna.ask('request:confirm', { commandId: anna.id(), session: twice[0], at: null });
    assert.equal(await ask(cleo, { commandId }), twice[0]);
    const other = cleo.ask('request:make', { commandId, ...asking, reason: 'Something else.' });
    assert.equal(await refusalOf(other), 'command-id-reused');
  });

  it('repeated for another ticket is another one, and refused as any other that comes with a used id', async (t) => {
    const { server, cleo } = await meet(t);
    const commandId = cleo.id();
    const first = await ask(cleo, { commandId });
    const page = await server.page({ ...customer, scope: { ticket: 'T-2' } });
    const again = page.ask('request:make', { commandId, ...asking, ticket: 'T-2' });
    assert.equal(await refusalOf(again), 'command-id-reused');
    const body = { customer: { subject: 'cleo', name: 'Cleo' }, ...asking, commandId };
    for (const ticket of ['T-3', 'T-4']) {
      const answer = await server.api('POST', '/requests', { ...body, ticket });
      const { code } = (await answer.json()) as { readonly code: string };
      assert.deepEqual([answer.status, code], [409, 'command-id-reused']);
    }
    assert.equal(await ask(cleo, { commandId }), first);
    // Whoever has another subject has ids of their own.
    const paul = await server.page({
      ...customer,
      subject: 'paul',
      name: 'Paul',
      scope: { ticket: 'T-2' },
    });
    assert.notEqual(await ask(paul, { commandId }), first);
  });

  it('is one at a time of a customer and ticket, from two pages at once too', async (t) => {
    const { server, anna, cleo } = await meet(t);
    const again = await server.page(customer);
    const both = await Promise.allSettled([ask(cleo), ask(again)]);
    assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    assert.equal(await refusalOf(ask(cleo)), 'already-requested');
    const { sessions } = await anna.ask('session:list', { ticket: 'T-1' });
    assert.equal(sessions.length, 1);
    const session = sessions[0]?.id ?? '';
    const other = await server.page({ ...customer, scope: { ticket: 'T-2' } });
    assert.notEqual(await ask(other), session);
    await cleo.ask('session:cancel', { commandId: cleo.id(), session, reason: 'withdrawn' });
    assert.notEqual(await ask(again), session);
  });

  it('that was set internal keeps nobody from asking again', async (t) => {
    const { anna, cleo } = await meet(t);
    const session = await ask(cleo);
    await anna.ask('session:visibility', { commandId: anna.id(), session, internal: true });
    assert.deepEqual((await cleo.ask('session:list', { ticket: 'T-1' })).sessions, []);
    const second = await ask(cleo);
    assert.notEqual(second, session);
    assert.equal(await refusalOf(ask(cleo)), 'already-requested');
  });

  it('tells other customers of the ticket neither who asked nor who answered', async (t) => {
    const { server, anna, cleo } = await meet(t);
    const session = await ask(cleo);
    const decline = { commandId: anna.id(), session, message: 'Not today.' };
    await anna.ask('request:decline', decline);
    const paul = await server.page({ ...customer, subject: 'paul', name: 'Paul' });
    const { view } = await paul.ask('session:watch', { session });
    assert.doesNotMatch(JSON.stringify(view), /Cleo|Anna|Not today/);
    assert.match(JSON.stringify((await cleo.ask('session:watch', { session })).view), /Anna/);
  });

  it('is confirmed by one of two agents who press at once', async (t) => {
    const { server, anna, cleo } = await meet(t);
    const ben = await server.page({ ...agent, subject: 'ben', name: 'Ben' });
    const session = await ask(cleo);
    const answers = await Promise.all(
      [anna, ben].map((page) =>
        refusalOf(page.ask('request:confirm', { commandId: page.id(), session, at: null })),
      ),
    );
    assert.deepEqual(answers.toSorted(), ['already-answered', 'nothing was refused']);
  });

  it('cannot be joined by the customer before an agent has said yes', async (t) => {
    const { anna, cleo } = await meet(t);
    const session = await ask(cleo);
    assert.equal(await refusalOf(cleo.join(session)), 'not-confirmed');
    assert.equal((await anna.join(session)).view.phase, 'confirmed');
    assert.equal((await cleo.join(session)).view.phase, 'in-progress');
  });

  it('from a page without ticket is found there again, by the same customer alone', async (t) => {
    const { server, anna } = await meet(t);
    const nora = { subject: 'nora', name: 'Nora', scope: { entry: true } } as const;
    const page = await server.page(nora);
    assert.deepEqual((await page.ask('session:list', {})).sessions, []);
    assert.equal(await refusalOf(ask(page, { ticket: 'T-1' })), 'not-allowed');
    const session = await ask(page);
    const later = await server.page(nora);
    const { sessions } = await later.ask('session:list', {});
    assert.deepEqual(
      sessions.map(({ id, request }) => [id, request?.yours]),
      [[session, true]],
    );
    const olga = await server.page({ ...nora, subject: 'olga', name: 'Olga' });
    assert.deepEqual((await olga.ask('session:list', {})).sessions, []);
    assert.equal(await refusalOf(olga.ask('session:watch', { session })), 'not-found');
    await anna.ask('request:confirm', { commandId: anna.id(), session, at: null });
    await later.join(session);
  });

  it('says what is wrong with it by a code of its own', async (t) => {
    const { anna, cleo } = await meet(t);
    const { time: now } = await cleo.ask('server:ping', {});
    const wrong = [
      [{ preferred: [now - 1] }, 'time-past'],
      [{ preferred: [now + 370 * 24 * HOUR_MS] }, 'time-too-far'],
      [{ preferred: [now + HOUR_MS, now + HOUR_MS] }, 'time-twice'],
      [{ zone: 'Mars/Olympus' }, 'unknown-zone'],
      [{ ticket: 'T-2' }, 'not-allowed'],
      [{ reason: ' \u200B\n ' }, 'invalid-message'],
      [{ reason: 'x'.repeat(1_001) }, 'invalid-message'],
      [{ preferred: [1, 2, 3, 4] }, 'invalid-message'],
    ] as const;
    for (const [more, code] of wrong) assert.equal(await refusalOf(ask(cleo, more)), code);
    assert.equal(await refusalOf(ask(anna)), 'not-allowed');
  });

  it('keeps its lines and whatever stands in them as text', async (t) => {
    const { cleo } = await meet(t);
    const reason = 'It leaks.\r\n\r\n\r\n<script>alert(1)</script>\u202E';
    const { view } = await cleo.ask('request:make', { commandId: cleo.id(), ...asking, reason });
    assert.equal(view.request?.reason, 'It leaks.\n\n<script>alert(1)</script>');
  });
});
