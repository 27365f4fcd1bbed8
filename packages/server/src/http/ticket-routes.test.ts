import assert from 'node:assert/strict';
import { it } from 'node:test';
import { agent, apiRefusal, customer, startServer } from '../testing/test-server.ts';

it('the host links a session to its tickets and takes them off; open pages of their customers follow', async (t) => {
  const server = await startServer(t);
  const anna = await server.page(agent);
  const session = await anna.create();
  const path = `/sessions/${session}/tickets`;
  const otto = await server.page({ ...customer, subject: 'otto', scope: { ticket: 'T-2/a' } });
  assert.deepEqual((await otto.ask('session:list', { ticket: 'T-2/a' })).sessions, []);

  const changed = otto.hears('ticket:changed');
  const by = { subject: 'anna', name: 'Anna' };
  const linked = await server.api('POST', path, { ticket: 'T-2/a', by });
  assert.equal(linked.status, 200);
  assert.deepEqual(((await linked.json()) as { tickets: string[] }).tickets, ['T-1', 'T-2/a']);
  assert.deepEqual(await changed, { ticket: 'T-2/a' });
  const [view] = (await otto.ask('session:list', { ticket: 'T-2/a' })).sessions;
  assert.deepEqual(
    [view?.id, view?.tickets],
    [session, ['T-2/a']],
    'they learn of their own ticket',
  );
  await otto.ask('session:watch', { session });

  const hidden = otto.hears('session:hidden');
  const taken = await server.api('DELETE', `${path}/${encodeURIComponent('T-2/a')}`, { by });
  assert.equal(taken.status, 200);
  assert.deepEqual(await hidden, { session });
});

it('tickets that are none, or cannot be linked, are refused with what is wrong', async (t) => {
  const server = await startServer(t);
  const anna = await server.page(agent);
  const session = await anna.create();
  const path = `/sessions/${session}/tickets`;
  for (const ticket of ['', 'T 1', 'x'.repeat(121), '<b>\n</b>', 7])
    assert.deepEqual(await apiRefusal(server.api('POST', path, { ticket })), [
      400,
      'invalid-message',
    ]);
  assert.deepEqual(await apiRefusal(server.api('POST', path, { ticket: 'T-1' })), [
    409,
    'already-linked',
  ]);
  assert.deepEqual(await apiRefusal(server.api('DELETE', `${path}/T-9`, {})), [409, 'not-linked']);
  assert.deepEqual(
    await apiRefusal(server.api('POST', '/sessions/unknown-session/tickets', { ticket: 'T-2' })),
    [404, 'not-found'],
  );
});
