import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  functionNames,
  settingsReaches,
  type FunctionName,
  type SettingsReach,
} from '@fernblick/protocol';
import { agent, customer, refusalOf, startServer } from '../testing/test-server.ts';

const off = { functions: { drawing: false } };

/** For whom administrators decide each function, as the documentation promises; written down once more on purpose. */
const decidedFor: Readonly<Record<FunctionName, readonly SettingsReach[]>> = {
  sessions: ['host', 'portal', 'agent'],
  requests: ['host', 'portal'],
  dial: ['host', 'portal', 'agent'],
  queue: ['host', 'portal'],
  numbers: ['host', 'portal', 'agent'],
  tickets: ['host', 'portal', 'agent'],
  hold: ['host', 'portal', 'agent'],
  drawing: ['host', 'portal', 'agent'],
  chat: ['host', 'portal', 'agent'],
  responses: ['host', 'portal', 'agent'],
  contacts: ['host', 'portal', 'agent'],
  notes: ['host', 'portal', 'agent'],
  filing: ['host', 'portal', 'agent'],
  internal: ['host', 'portal', 'agent'],
  ratings: ['host', 'portal'],
  reports: ['host', 'portal', 'agent'],
  mails: ['host', 'portal'],
  reminders: ['host', 'portal'],
  invitations: ['host', 'portal', 'agent'],
  screenshots: ['host', 'portal', 'agent'],
  'camera-wishes': ['host', 'portal', 'agent'],
  recording: ['host', 'portal', 'agent'],
  'auto-recording': ['host', 'portal', 'agent'],
};

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

  it('are changed one by one, so that nobody takes back unseen what somebody else has decided', async (t) => {
    const server = await startServer(t);
    const edit = async (body: object, path = '/settings/host') => {
      const answer = await server.api('PATCH', path, body);
      assert.equal(answer.status, 200, JSON.stringify(body));
      return (await answer.json()) as {
        readonly host: object;
        readonly agents: Readonly<Record<string, object>>;
      };
    };
    const changes = async () => {
      const answer = await server.api('GET', '/settings/history');
      return ((await answer.json()) as { readonly changes: readonly { settings: object }[] })
        .changes;
    };
    await edit({ functions: { drawing: false } });
    await edit({ functions: { hold: false } });
    await edit({ maxSessions: 2, dispositions: 'off' });
    const both = { drawing: false, hold: false };
    const now = { functions: both, maxSessions: 2, dispositions: 'off' };
    assert.deepEqual((await edit({})).host, now);
    assert.deepEqual((await edit({ functions: { hold: false } })).host, now);
    const kept = await changes();
    assert.equal(kept.length, 3, 'what changes nothing is no decision');
    assert.deepEqual(kept[0]?.settings, now, 'all that holds since');

    const one = await edit({ functions: { hold: null }, maxSessions: null });
    assert.deepEqual(one.host, { functions: { drawing: false }, dispositions: 'off' });
    assert.deepEqual((await edit({ functions: { drawing: null }, dispositions: null })).host, {});
    for (const name of ['anna', '__proto__']) {
      const path = `/settings/agents/${name}`;
      const decided = await edit({ functions: { chat: false } }, path);
      assert.deepEqual(Object.entries(decided.agents), [[name, { functions: { chat: false } }]]);
      assert.deepEqual((await edit({ functions: { chat: null } }, path)).agents, {});
    }
    for (const [path, body] of [
      ['/settings/agents/anna', { functions: { ratings: false } }],
      ['/settings/host', { functions: { flying: null } }],
      ['/settings/host', { maxSessions: 51 }],
    ] as const)
      assert.equal((await server.api('PATCH', path, body)).status, 400, JSON.stringify(body));
  });

  it('are refused where they would never hold: customers belong to no agent', async (t) => {
    const server = await startServer(t);
    const cases = [
      ['/settings/portals/support', 'requests', 200],
      ['/settings/agents/anna', 'requests', 400],
      ['/settings/portals/support', 'ratings', 200],
      ['/settings/agents/anna', 'ratings', 400],
      ['/settings/agents/anna', 'drawing', 200],
    ] as const;
    for (const [path, name, status] of cases) {
      const answer = await server.api('PUT', path, { functions: { [name]: false } });
      assert.equal(answer.status, status, `${path} ${name}`);
      if (status === 200) continue;
      const { code, errors } = (await answer.json()) as {
        readonly code: string;
        readonly errors: readonly { readonly pointer: string }[];
      };
      assert.deepEqual([code, errors[0]?.pointer], ['invalid-message', `#/functions/${name}`]);
    }
  });

  it('let administrators decide every function for whom the table says, read and take back, while all of them are off', async (t) => {
    const server = await startServer(t, { API_REQUESTS_PER_SECOND: '1000' });
    const paths = {
      host: '/settings/host',
      portal: '/settings/portals/support',
      agent: '/settings/agents/anna',
    };
    const off = Object.fromEntries(functionNames.map((name) => [name, false]));
    assert.equal((await server.api('PUT', paths.host, { functions: off })).status, 200);
    for (const name of functionNames)
      for (const reach of settingsReaches)
        for (const isOn of [true, false, null]) {
          const answer = await server.api('PATCH', paths[reach], { functions: { [name]: isOn } });
          const may = decidedFor[name].includes(reach) || (reach !== 'host' && isOn === null);
          assert.equal(answer.status, may ? 200 : 400, `${name} ${reach} ${isOn}`);
          if (reach === 'host' && isOn === null)
            await server.api('PATCH', paths.host, { functions: { [name]: false } });
        }
    const settings = (await (await server.api('GET', '/settings')).json()) as {
      readonly decided: { readonly host: object };
    };
    assert.deepEqual(settings.decided.host, { functions: off });
    for (const path of [
      '/settings/history',
      '/dispositions',
      '/standard-responses',
      '/activity?from=0&until=1',
    ])
      assert.equal((await server.api('GET', path)).status, 200, path);
  });

  it('reach every session that a page has listed with its ticket, over or not, and no other page', async (t) => {
    const server = await startServer(t);
    const page = await server.page(agent);
    const [over, open] = [await page.create(), await page.create()];
    const end = { commandId: page.id(), session: over, reason: 'created-by-mistake' } as const;
    await page.ask('session:cancel', end);
    const pages = [await server.page({ ...agent, subject: 'ben' }), await server.page(customer)];
    const other = await server.page({ ...customer, subject: 'dora', scope: { ticket: 'T-2' } });
    await other.ask('session:list', { ticket: 'T-2' });
    for (const each of pages) await each.ask('session:list', { ticket: 'T-1' });
    for (const isOn of [false, true]) {
      await server.api('PUT', '/settings/host', { functions: { drawing: isOn } });
      for (const each of pages)
        for (const session of [over, open])
          await each.hears(
            'session:changed',
            ({ view }) => view.id === session && view.functions.includes('drawing') === isOn,
          );
    }
    assert.ok(!other.heard.some(({ name }) => name === 'session:changed'));
  });

  it('tell agents alone that there are other outcomes to choose from, and when the codes change too', async (t) => {
    const server = await startServer(t);
    const [anna, cleo] = [await server.page(agent), await server.page(customer)];
    const told = () => anna.heard.filter(({ name }) => name === 'dispositions:changed').length;
    const use = () => anna.ask('dispositions:list', { session });
    const session = await anna.create();
    await server.api('PUT', '/dispositions/solved', { label: 'Solved' });
    assert.equal((await use()).dispositions.length, 1);
    assert.equal(told(), 1);
    await server.api('PUT', '/settings/host', { dispositions: 'required' });
    assert.equal((await use()).use, 'required');
    assert.equal(told(), 2);
    await server.api('DELETE', '/dispositions/solved');
    assert.equal((await use()).use, 'off');
    assert.equal(told(), 3);
    await cleo.ask('session:list', { ticket: 'T-1' });
    assert.ok(!cleo.heard.some(({ name }) => name === 'dispositions:changed'));
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
