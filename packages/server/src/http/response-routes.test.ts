import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  agent,
  customer,
  refusalOf,
  startServer,
  temporaryFolder,
} from '../testing/test-server.ts';

it('the host keeps standard responses, agents find them, also after a restart; customers never do', async (t) => {
  const DATA_DIR = await temporaryFolder(t);
  const first = await startServer(t, { DATA_DIR });
  const by = { name: 'Carla' };
  const text = '<b>Hello!</b>\r\nWhat can I do?';
  const put = await first.api('PUT', '/standard-responses/greeting', {
    title: ' Greeting ',
    text,
    by,
  });
  assert.equal(put.status, 200);
  await first.api('PUT', '/standard-responses/bye', { title: 'Bye', text: 'Good bye' });
  assert.equal((await first.api('DELETE', '/standard-responses/bye')).status, 204);
  assert.equal((await first.api('DELETE', '/standard-responses/bye')).status, 404);
  await first.close();

  const server = await startServer(t, { DATA_DIR });
  const anna = await server.page(agent);
  // Text stays text, whatever it looks like.
  const greeting = { id: 'greeting', title: 'Greeting', text: '<b>Hello!</b>\nWhat can I do?' };
  assert.deepEqual(await anna.ask('responses:find', { query: 'hello' }), {
    responses: [greeting],
    more: false,
  });
  const kept = (await (await server.api('GET', '/standard-responses')).json()) as {
    readonly responses: readonly { readonly by: string }[];
  };
  assert.deepEqual(
    kept.responses.map((response) => response.by),
    ['Carla'],
  );

  const cleo = await server.page(customer);
  assert.equal(await refusalOf(cleo.ask('responses:find', { query: '' })), 'not-allowed');
  await server.api('PUT', '/settings/agents/anna', { functions: { responses: false } });
  assert.equal(await refusalOf(anna.ask('responses:find', { query: '' })), 'switched-off');
});

it('standard responses are found where they stand: what is decided for the session holds, and for the agent outside of any', async (t) => {
  const server = await startServer(t);
  const anna = await server.page({ ...agent, scope: { portals: ['billing'] } });
  const ours = await anna.create('T-1');
  const asked = await server.api('POST', '/requests', {
    customer: { subject: customer.subject, name: customer.name },
    ...{ ticket: 'T-2', reason: 'It leaks.', zone: 'Europe/Berlin' },
  });
  const { id: nobodys } = (await asked.json()) as { readonly id: string };
  const ask = (session: string | undefined) => anna.ask('responses:find', { query: '', session });
  await server.api('PUT', '/settings/portals/billing', { functions: { responses: false } });
  assert.deepEqual(await ask(nobodys), { responses: [], more: false });
  for (const session of [ours, undefined])
    assert.equal(await refusalOf(ask(session)), 'switched-off', session);

  await server.api('PUT', '/settings/host', { functions: { responses: false } });
  await server.api('PUT', '/settings/portals/billing', { functions: { responses: true } });
  for (const session of [ours, undefined])
    assert.deepEqual(await ask(session), { responses: [], more: false }, session);
  assert.equal(await refusalOf(ask(nobodys)), 'switched-off');

  const elsewhere = await server.page({ ...agent, scope: { session: ours } });
  const other = elsewhere.ask('responses:find', { query: '', session: nobodys });
  assert.equal(await refusalOf(other), 'not-found');
});

it('standard responses that are none are refused with what is wrong', async (t) => {
  const server = await startServer(t);
  const good = { title: 'Greeting', text: 'Hello' };
  for (const [path, body] of [
    ['/standard-responses/no%20id', good],
    [`/standard-responses/${'x'.repeat(65)}`, good],
    ['/standard-responses/a', { ...good, title: '' }],
    ['/standard-responses/a', { ...good, title: 'x'.repeat(101) }],
    ['/standard-responses/a', { ...good, text: 'x'.repeat(4_001) }],
    ['/standard-responses/a', { ...good, text: ' \u200b ' }],
    ['/standard-responses/a', { text: 'x' }],
  ] as const)
    assert.equal(
      (await server.api('PUT', path, body)).status,
      400,
      JSON.stringify([path, body]).slice(0, 80),
    );
  const page = await server.page(agent);
  const long = page.ask('responses:find', { query: 'x'.repeat(201) });
  assert.equal(await refusalOf(long), 'invalid-message');
});
