import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  agent,
  apiRefusal,
  customer,
  startServer,
  type TestServer,
} from '../testing/test-server.ts';

const by = { name: 'Carla' };
const cleo = { subject: 'cleo', name: 'Cleo' };

async function read<T>(answer: Promise<Response>, status: number): Promise<T> {
  const given = await answer;
  const body = (await given.json()) as T;
  assert.equal(given.status, status, JSON.stringify(body));
  return body;
}

async function inCall(t: TestContext) {
  const server = await startServer(t);
  const anna = await server.page(agent);
  const session = await anna.create();
  await anna.join(session);
  const mia = await server.page({ ...customer, ...cleo });
  await mia.join(session);
  return { server, anna, mia, session };
}

async function withCalls(t: TestContext, functions: object): Promise<TestServer> {
  const server = await startServer(t);
  await read(server.api('PUT', '/settings/host', { functions, by }), 200);
  return server;
}

describe('what the host does for people', () => {
  it('is written into the chat as theirs, once, and heard by those who may read it', async (t) => {
    const { server, anna, mia, session } = await inCall(t);
    const path = `/sessions/${session}/chat`;
    const ben = { subject: 'ben', name: 'Ben', role: 'agent' };

    const [there, here] = [mia.hears('chat:added'), anna.hears('chat:added')];
    const text = 'By e-mail: <b>it leaks</b>';
    const line = { id: 'mail-4711-1', text, from: ben };
    const written = await read<{ seq: number; to: string }>(server.api('POST', path, line), 201);
    assert.deepEqual([written.seq, written.to], [1, 'all']);
    for (const { message } of [await there, await here])
      assert.deepEqual(
        [message.text, message.from],
        [text, { name: 'Ben', role: 'agent', you: false }],
      );
    assert.deepEqual(await read(server.api('POST', path, line), 201), written);
    assert.deepEqual(await apiRefusal(server.api('POST', path, { ...line, text: 'Else' })), [
      409,
      'command-id-reused',
    ]);

    const theirs = { text: 'Which valve?', from: { ...cleo, role: 'customer' } };
    const mine = mia.hears('chat:added', ({ message }) => message.seq === 2);
    await read(server.api('POST', path, theirs), 201);
    assert.equal((await mine).message.from.you, true, 'to the customer it is what they wrote');
    await read(server.api('POST', path, { to: 'agents', text: 'Careful.', from: ben }), 201);
    await anna.hears('chat:added', ({ message }) => message.to === 'agents');
    assert.ok(!JSON.stringify(mia.heard).includes('Careful.'));

    const stranger = { subject: 'otto', name: 'Otto', role: 'customer' };
    const refused: readonly (readonly [object, number, string])[] = [
      [{ text: 'Hello', from: stranger }, 409, 'not-joined'],
      [{ to: 'agents', text: 'Hello', from: { ...cleo, role: 'customer' } }, 403, 'not-allowed'],
      [{ text: '  ', from: ben }, 400, 'invalid-message'],
      [{ text: 'Hello' }, 400, 'invalid-message'],
      [{ text: 'Hello', from: { ...ben, role: 'host' } }, 400, 'invalid-message'],
    ];
    for (const [body, status, code] of refused)
      assert.deepEqual(await apiRefusal(server.api('POST', path, body)), [status, code]);
    await anna.ask('session:end', { commandId: anna.id(), session });
    assert.deepEqual(await apiRefusal(server.api('POST', path, { text: 'Hi', from: ben })), [
      409,
      'session-over',
    ]);
  });

  it('rates for a customer who was in the call, and for nobody else', async (t) => {
    const { server, anna, mia, session } = await inCall(t);
    const path = `/sessions/${session}/rate`;
    const rating = { customer: cleo, stars: 5, comment: 'Good', commandId: 'rating-0001' };
    assert.deepEqual(await apiRefusal(server.api('POST', path, rating)), [409, 'not-over-yet']);
    await anna.ask('session:end', { commandId: anna.id(), session });
    const heard = mia.hears('session:changed', ({ view }) => view.ratings.length === 1);
    const given = await read<{ ratings: { stars: number; comment: string }[] }>(
      server.api('POST', path, rating),
      200,
    );
    assert.deepEqual(
      given.ratings.map(({ stars, comment }) => [stars, comment]),
      [[5, 'Good']],
    );
    await heard;
    const otto = { subject: 'otto', name: 'Otto' };
    const refused: readonly (readonly [object, number, string])[] = [
      [{ ...rating, commandId: 'rating-0002', customer: otto }, 409, 'not-joined'],
      [{ ...rating, commandId: 'rating-0003', stars: 6 }, 400, 'invalid-message'],
      [{ stars: 4 }, 400, 'invalid-message'],
    ];
    for (const [body, status, code] of refused)
      assert.deepEqual(await apiRefusal(server.api('POST', path, body)), [status, code]);
  });
});

interface Calls {
  readonly calls: readonly {
    readonly session: string;
    readonly customer: { readonly subject: string };
    readonly place: number | null;
    readonly ringingAt: readonly string[];
    readonly portal: string | null;
  }[];
  readonly agents: readonly { readonly subject: string; readonly calls: number }[];
}

describe('calls by the host API', () => {
  it('are placed for a customer, ring, and stand in the list until they are answered', async (t) => {
    const server = await withCalls(t, { dial: true, queue: true });
    const person = { ...agent, subject: 'anna', name: 'Anna', scope: { portals: ['*'] } };
    const anna = await server.page(person);
    anna.socket.on('agent:ping', () => void anna.ask('agent:pong', {}));
    await anna.ask('agent:availability', { available: true });
    const list = (): Promise<Calls> => read<Calls>(server.api('GET', '/calls'), 200);
    assert.deepEqual((await list()).calls, []);

    const order = { customer: cleo, ticket: 'T-1', reason: 'It leaks.', commandId: 'call-00001' };
    const placed = await read<{ id: string }>(server.api('POST', '/calls', order), 201);
    assert.deepEqual(await read(server.api('POST', '/calls', order), 201), placed);
    await anna.hears('agent:offers', ({ offers }) => offers.some((o) => o.session === placed.id));
    const otto = {
      ...{ customer: { subject: 'otto', name: 'Otto' }, portal: 'sales', ticket: 'T-2' },
    };
    const second = await read<{ id: string }>(server.api('POST', '/calls', otto), 201);
    const { calls, agents } = await list();
    assert.deepEqual(
      calls.map(({ session, customer: { subject }, place, portal, ringingAt }) => [
        ...[session, subject, place, portal],
        ...ringingAt,
      ]),
      [
        [placed.id, 'cleo', 1, null, 'anna'],
        [second.id, 'otto', 2, 'sales'],
      ],
    );
    assert.deepEqual(
      agents.map(({ subject, calls: busy }) => [subject, busy]),
      [['anna', 0]],
    );
    await anna.ask('dial:accept', { commandId: anna.id(), session: placed.id });
    assert.deepEqual(
      (await list()).calls.map(({ session, place }) => [session, place]),
      [[second.id, 1]],
    );
    const body = { customer: otto.customer };
    await read(server.api('POST', `/sessions/${second.id}/withdraw`, body), 200);
    assert.deepEqual((await list()).calls, []);
  });

  it('know no more of what is internal than the customer does', async (t) => {
    const server = await withCalls(t, { dial: true });
    const anna = await server.page(agent);
    const call = { customer: cleo, ticket: 'T-1' };
    const first = await read<{ id: string }>(server.api('POST', '/calls', call), 201);
    await anna.ask('session:watch', { session: first.id });
    const hide = { commandId: anna.id(), session: first.id, internal: true };
    await anna.ask('session:visibility', hide);
    const line = { text: 'Hello', from: { ...cleo, role: 'customer' } };
    const paths = { chat: line, rate: { customer: cleo, stars: 1 }, withdraw: { customer: cleo } };
    for (const [path, body] of Object.entries(paths))
      assert.deepEqual(
        await apiRefusal(server.api('POST', `/sessions/${first.id}/${path}`, body)),
        [404, 'not-found'],
      );
    const second = await read<{ id: string }>(server.api('POST', '/calls', call), 201);
    assert.notEqual(second.id, first.id, 'to its customer it is as if there were none');
  });

  it('are refused where they are switched off, or are none', async (t) => {
    const server = await withCalls(t, { dial: false });
    const call = { customer: cleo, ticket: 'T-1' };
    assert.deepEqual(await apiRefusal(server.api('POST', '/calls', call)), [403, 'switched-off']);
    for (const body of [{}, { ...call, customer: { subject: 'x' } }, { ...call, ticket: 'T 1' }])
      assert.deepEqual(await apiRefusal(server.api('POST', '/calls', body)), [
        400,
        'invalid-message',
      ]);
    assert.deepEqual(await apiRefusal(server.api('POST', '/calls', { customer: cleo })), [
      400,
      'invalid-message',
    ]);
    const zone = { ...call, zone: 'Mars/Olympus' };
    await read(server.api('PUT', '/settings/host', { functions: { dial: true }, by }), 200);
    assert.deepEqual(await apiRefusal(server.api('POST', '/calls', zone)), [400, 'unknown-zone']);
  });
});
