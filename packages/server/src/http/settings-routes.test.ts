import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agent, customer, refusalOf, startServer } from '../testing/test-server.ts';

const off = { functions: { drawing: false } };

describe('settings by the host API', () => {
  it('hold at once, in open pages too, and are kept with who decided them', async (t) => {
    const server = await startServer(t);
    const page = await server.page(agent);
    const id = await page.create();
    await page.join(id);
    const { seq } = (await page.ask('session:watch', { session: id })).view;

    const by = { name: 'Carla' };
    const told = page.hears('functions:changed');
    const answer = await server.api('PUT', '/settings/host', { ...off, maxSessions: 1, by });
    assert.equal(answer.status, 200);
    assert.equal((await told).functions.includes('drawing'), false);
    const { view } = await page.ask('session:watch', { session: id });
    assert.equal(view.functions.includes('drawing'), false);
    assert.equal(view.seq, seq, 'nothing happened in the session itself');
    const switching = {
      commandId: page.id(),
      session: id,
      role: 'customer',
      allowed: false,
    } as const;
    assert.equal(await refusalOf(page.ask('ink:allow', switching)), 'switched-off');

    const second = await page.create();
    assert.equal(await refusalOf(page.join(second)), 'too-many-calls');

    const history = (await (await server.api('GET', '/settings/history')).json()) as {
      readonly changes: readonly { readonly by: string; readonly reach: string }[];
    };
    assert.deepEqual(
      history.changes.map(({ by: who, reach }) => [who, reach]),
      [['Carla', 'host']],
    );
  });

  it('switch numbers off for who joins by one, too', async (t) => {
    const server = await startServer(t);
    await server.api('PUT', '/settings/host', { functions: { numbers: false } });
    const page = await server.page(customer);
    assert.equal(
      await refusalOf(page.ask('session:find', { number: '123456789' })),
      'switched-off',
    );
  });

  it('are refused where they are not of the table', async (t) => {
    const server = await startServer(t);
    for (const body of [
      { functions: { flying: true } },
      { functions: { drawing: 'no' } },
      { maxSessions: 0 },
      { maxSessions: 51 },
      { something: 1 },
    ]) {
      const answer = await server.api('PUT', '/settings/host', body);
      assert.equal(answer.status, 400, JSON.stringify(body));
    }
    assert.equal((await server.api('PUT', '/settings/portals/no%20name', off)).status, 400);
  });
});
