import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PreCallFindings } from '@fernblick/protocol';
import {
  agent,
  customer,
  refusalOf,
  startServer,
  type TestServer,
} from '../testing/test-server.ts';

interface Listed {
  readonly sessions: readonly { readonly id: string; readonly phase: string }[];
  readonly next: string | null;
}

async function get<T>(server: TestServer, path: string): Promise<T> {
  const answer = await server.api('GET', path);
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  // What it looks like is what the tests below are about.
  return JSON.parse(text) as T;
}

const list = async (server: TestServer, query: string) => {
  const { sessions, next } = await get<Listed>(server, `/sessions?${query}`);
  return { ids: sessions.map(({ id }) => id), next };
};

describe('the sessions that a host lists', () => {
  it('are found without a ticket, by phase, agent and time, and no more than fifty at once', async (t) => {
    let at = 1_000_000;
    const server = await startServer(t, {}, { now: () => at });
    const anna = await server.page(agent);
    const cleo = await server.page(customer);
    const { view } = await cleo.ask('request:make', {
      commandId: cleo.id(),
      reason: 'It leaks.',
      zone: 'Europe/Berlin',
    });
    at += 1_000;
    const running = await anna.create('T-2');
    await anna.join(running);
    const later = at + 1_000;
    for (let n = 0; n < 51; n += 1) {
      at += 1_000;
      assert.equal((await server.api('POST', '/sessions', { number: true })).status, 201);
    }
    const first = await list(server, '');
    assert.equal(first.ids.length, 50);
    const rest = await list(server, `after=${first.next}`);
    assert.deepEqual([rest.ids.slice(1), rest.next], [[running, view.id], null]);
    assert.equal(new Set([...first.ids, ...rest.ids]).size, 53);

    assert.deepEqual((await list(server, 'phase=requested')).ids, [view.id]);
    const both = await list(server, `phase=requested&phase=confirmed&until=${later}`);
    assert.deepEqual(both.ids, [running, view.id]);
    assert.deepEqual((await list(server, 'agent=anna')).ids, [running]);
    assert.deepEqual((await list(server, 'agent=anna&phase=done')).ids, []);
    assert.deepEqual((await list(server, `from=${later - 1_000}&until=${later}`)).ids, [running]);
    assert.deepEqual((await list(server, 'ticket=T-2')).ids, [running]);
    for (const wrong of ['phase=lost', 'after=7', 'from=today', 'ticket=T-2&phase=done'])
      assert.equal((await server.api('GET', `/sessions?${wrong}`)).status, 400, wrong);
  });

  it('say what people found who tried everything out before the call', async (t) => {
    const server = await startServer(t);
    const [anna, cleo] = [await server.page(agent), await server.page(customer)];
    const session = await anna.create();
    const findings: PreCallFindings = {
      ...{ camera: 'works', microphone: 'denied', speaker: 'untested' },
      ...{ direct: 'blocked', relayUdp: 'works', relayTcp: 'missing' },
    };
    // Before coming in, by one who has no place yet.
    assert.ok((await cleo.ask('turn:credentials', { session })).expiresAt > 0);
    await cleo.ask('call:checked', { commandId: cleo.id(), session, findings });
    const { participant } = await cleo.join(session);
    const ben = await server.page({ ...agent, subject: 'ben' });
    for (const asked of [
      ben.ask('turn:credentials', { session }),
      ben.ask('call:checked', { commandId: ben.id(), session, findings }),
    ])
      assert.equal(await refusalOf(asked), 'not-joined');
    const told = await get<{ readonly checks: readonly object[] }>(server, `/sessions/${session}`);
    assert.equal(told.checks.length, 1);
    const { at, ...check } = told.checks[0] as { readonly at: number };
    assert.ok(at > 0);
    assert.deepEqual(check, { by: participant, findings });
  });
});

describe('the journal of a session', () => {
  interface Part {
    readonly entries: readonly {
      readonly seq: number;
      readonly by: { readonly name: string } | null;
      readonly event: { readonly type: string };
    }[];
    readonly next: number | null;
  }

  it('is read in parts, in order, and lets nobody in', async (t) => {
    const server = await startServer(t, { MESSAGE_BURST: '1000' });
    const [anna, cleo] = [await server.page(agent), await server.page(customer)];
    const { view } = await anna.ask('session:create', {
      commandId: anna.id(),
      ticket: 'T-1',
      number: true,
    });
    const session = view.id;
    const digits = view.number?.digits ?? 'none';
    const invited = { commandId: anna.id(), session, name: 'Mia' };
    const { invitation } = await anna.ask('invitation:make', invited);
    await anna.join(session);
    await cleo.join(session);
    for (let n = 0; n < 200; n += 1)
      await cleo.ask('call:devices', {
        ...{ commandId: cleo.id(), session, microphone: 'on' },
        camera: n % 2 === 0 ? 'off' : 'on',
      });
    const path = `/sessions/${session}/journal`;
    const first = await get<Part>(server, path);
    assert.equal(first.next, 200);
    const rest = await get<Part>(server, `${path}?after=${first.next}`);
    assert.equal(rest.next, null);
    const all = [...first.entries, ...rest.entries];
    assert.deepEqual(
      all.map(({ seq }) => seq),
      all.map((_, index) => index + 1),
    );
    assert.deepEqual(
      all.slice(0, 2).map(({ by, event }) => [by?.name, event.type]),
      [
        ['Anna', 'session-created'],
        ['Anna', 'invitation-made'],
      ],
    );
    assert.equal(all.filter(({ event }) => event.type === 'devices-changed').length, 200);

    const told = await (await server.api('GET', path)).text();
    const exported = await (await server.api('GET', '/contacts/cleo/export')).text();
    const [, key = 'none'] = invitation.link.split('#');
    for (const secret of [digits, key, anna.tab, cleo.tab]) {
      assert.ok(secret.length > 7);
      assert.ok(!told.includes(secret), 'in the journal');
    }
    for (const text of [told, exported]) {
      assert.match(text, /"resumeHashes":\[\]/);
      assert.doesNotMatch(text, /"resumeHashes":\[[^\]]/);
      assert.doesNotMatch(text, /"digits":"\d/);
    }
    assert.equal((await server.api('GET', `${path}?after=x`)).status, 400);
    assert.equal((await server.api('GET', '/sessions/unknown-session/journal')).status, 404);
  });
});
