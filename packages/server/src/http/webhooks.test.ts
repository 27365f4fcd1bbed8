import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { agent, customer, startServer } from '../testing/test-server.ts';
import { addWebhook, startWebhookHost } from '../testing/webhook-host.ts';
import { lookupOutside, pauseAfter } from './webhook-courier.ts';

const allowed = { WEBHOOK_ALLOW_PRIVATE: '1' };

describe('a webhook', () => {
  it('is told of a session’s life, signed, in order', async (t) => {
    const server = await startServer(t, allowed);
    const host = await startWebhookHost(t);
    const { secret } = await addWebhook(server, { url: host.url });
    const anna = await server.page(agent);
    const cleo = await server.page(customer);
    const session = await anna.create();
    await anna.join(session);
    await cleo.join(session);
    await anna.ask('session:end', { commandId: anna.id(), session });
    const deliveries = await host.has(3);
    assert.deepEqual(
      deliveries.map(({ message }) => [message.type, message.by, message.session.phase]),
      [
        ['session:created', 'Anna', 'confirmed'],
        ['session:started', 'Cleo', 'in-progress'],
        ['session:ended', 'Anna', 'done'],
      ],
    );
    assert.equal(deliveries[2]?.message.session.reason, 'agent-ended');
    for (const { headers, body } of deliveries) {
      const [, at, mac] =
        /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['fernblick-signature'])) ?? [];
      assert.equal(mac, createHmac('sha256', secret).update(`${at}.${body}`).digest('hex'));
      assert.ok(Math.abs(Number(at) - Date.now() / 1_000) < 60);
    }
  });

  it('is told how a session was rated, marked done and hidden afterwards, each once and by whom', async (t) => {
    const server = await startServer(t, allowed);
    const host = await startWebhookHost(t);
    const after = ['session:rated', 'session:filed', 'session:visibility-changed'];
    await addWebhook(server, { url: host.url, events: [...after, 'session:linked'] });
    const anna = await server.page(agent);
    const cleo = await server.page(customer);
    const session = await anna.create();
    await anna.join(session);
    await cleo.join(session);
    const by = (page: { id(): string }) => ({ commandId: page.id(), session });
    await anna.ask('session:end', by(anna));
    for (const stars of [2, 2, 4] as const)
      await cleo.ask('session:rate', { ...by(cleo), stars, comment: '' });
    for (const internal of [true, true, false])
      await anna.ask('session:visibility', { ...by(anna), internal });
    await anna.ask('session:file', { ...by(anna), disposition: null });
    // Nothing comes after the last of them that should not.
    await anna.ask('session:link', { ...by(anna), ticket: 'T-2' });
    let told = await host.has(1);
    while (told.at(-1)?.message.type !== 'session:linked') told = await host.has(told.length + 1);
    assert.deepEqual(
      told.map(({ message: { type, by: who, session: seen } }) => [
        ...[type, who, seen.ratings.map(({ stars }) => stars).join(), seen.internal],
        seen.filed?.by,
      ]),
      [
        ['session:rated', 'Cleo', '2', false, undefined],
        ['session:rated', 'Cleo', '4', false, undefined],
        ['session:visibility-changed', 'Anna', '4', true, undefined],
        ['session:visibility-changed', 'Anna', '4', false, undefined],
        ['session:filed', 'Anna', '4', false, 'Anna'],
        ['session:linked', 'Anna', '4', false, 'Anna'],
      ],
    );
  });

  it('is told of what customers ask for, and of each answer', async (t) => {
    const server = await startServer(t, allowed);
    const host = await startWebhookHost(t);
    await addWebhook(server, { url: host.url });
    const anna = await server.page(agent);
    const cleo = await server.page(customer);
    const soon = Date.now() + 3_600_000;
    const { view } = await cleo.ask('request:make', {
      commandId: cleo.id(),
      reason: 'It leaks.',
      zone: 'Europe/Berlin',
    });
    const session = view.id;
    const by = (page: { id(): string }) => ({ commandId: page.id(), session });
    await anna.ask('request:propose', { ...by(anna), times: [soon] });
    const zone = 'Europe/Berlin';
    await cleo.ask('request:prefer', { ...by(cleo), preferred: [soon + 1], zone });
    await anna.ask('request:confirm', { ...by(anna), at: soon + 1 });
    await cleo.ask('session:cancel', { ...by(cleo), reason: 'withdrawn' });
    const deliveries = await host.has(5);
    assert.deepEqual(
      deliveries.map(({ message }) => [message.type, message.by, message.session.phase]),
      [
        ['session:requested', 'Cleo', 'requested'],
        ['session:proposed', 'Anna', 'requested'],
        ['session:preferred', 'Cleo', 'requested'],
        ['session:confirmed', 'Anna', 'confirmed'],
        ['session:cancelled', 'Cleo', 'cancelled'],
      ],
    );
    assert.equal(deliveries[3]?.message.session.request?.scheduledFor, soon + 1);
  });

  it('is told of what agents change for a help desk, and of nothing that they write', async (t) => {
    const server = await startServer(t, allowed);
    const host = await startWebhookHost(t);
    const events = ['session:invited', 'session:data-changed', 'contact:changed'];
    await addWebhook(server, { url: host.url, events });
    const told = { name: 'Cleo', fields: [{ name: 'City', value: 'Bonn' }] };
    assert.equal((await server.api('PUT', '/contacts/cleo', told)).status, 200);
    const [anna, cleo] = [await server.page(agent), await server.page(customer)];
    const session = await anna.create();
    const { participant } = await cleo.join(session);
    const { invitation } = await anna.ask('invitation:make', { commandId: anna.id(), session });
    await host.has(1);
    const data = { name: 'Account', value: '4711' };
    assert.equal((await server.api('POST', `/sessions/${session}/data`, data)).status, 200);
    await host.has(2);
    const attach = { commandId: anna.id(), session, name: 'Account', value: '4712' };
    await anna.ask('session:attach', attach);
    await host.has(3);
    await anna.ask('chat:send', { session, id: anna.id(), to: 'agents', text: 'Marzipan' });
    await anna.ask('note:write', { session, text: 'Marzipan', version: 0 });
    const change = { session, participant, name: 'City', value: 'Ulm', expected: 'Bonn' };
    for (let n = 0; n < 2; n += 1) await anna.ask('contact:change', change);
    const deliveries = await host.has(4);
    assert.deepEqual(
      deliveries.map(({ message: { type, by, contact } }) => [type, by, contact]),
      [
        ['session:invited', 'Anna', null],
        ['session:data-changed', 'Host', null],
        ['session:data-changed', 'Anna', null],
        ['contact:changed', 'Anna', 'cleo'],
      ],
    );
    assert.equal(deliveries[2]?.message.session.attached[0]?.value, '4712');
    assert.equal(deliveries[3]?.message.session.id, session);
    const [, key = 'none'] = invitation.link.split('#');
    const all = deliveries.map(({ body }) => body).join('\n');
    for (const secret of [key, 'Marzipan', 'Ulm']) assert.ok(!all.includes(secret), secret);
  });

  it('hears only of what it asked for', async (t) => {
    const server = await startServer(t, allowed);
    const host = await startWebhookHost(t);
    await addWebhook(server, { url: host.url, events: ['session:linked'] });
    const anna = await server.page(agent);
    const session = await anna.create();
    await anna.ask('session:link', { commandId: anna.id(), session, ticket: 'T-2' });
    const [delivery] = await host.has(1);
    assert.equal(delivery?.message.type, 'session:linked');
    assert.equal(delivery?.message.ticket, 'T-2');
  });

  it('is tried again until the host takes the message, after a restart too', async (t) => {
    const server = await startServer(t, allowed);
    const host = await startWebhookHost(t, [500, 302, 204]);
    await addWebhook(server, { url: host.url });
    const anna = await server.page(agent);
    await anna.create();
    await host.has(1);
    await server.close();
    await startServer(t, { ...allowed, DATA_DIR: server.dataDir });
    const deliveries = await host.has(3);
    assert.equal(new Set(deliveries.map(({ message }) => message.id)).size, 1);
  });

  it('that never answers holds up no other one', async (t) => {
    const server = await startServer(t, allowed);
    const [dead, alive] = [await startWebhookHost(t, [0]), await startWebhookHost(t)];
    for (const { url } of [dead, alive]) await addWebhook(server, { url });
    const anna = await server.page(agent);
    const sessions: string[] = [];
    for (let n = 1; n <= 3; n += 1) {
      sessions.push(await anna.create());
      await Promise.all([dead.has(1), alive.has(n)]);
    }
    assert.deepEqual(
      alive.deliveries.map(({ message }) => message.session.id),
      sessions,
    );
    assert.equal(dead.deliveries.length, 1, 'none of them has waited for the other to be given up');
  });

  it('waits for no others that never answer, however many there are', async (t) => {
    const server = await startServer(t, allowed);
    const [dead, alive] = [await startWebhookHost(t, [0]), await startWebhookHost(t)];
    for (let n = 0; n < 25; n += 1) await addWebhook(server, { url: dead.url });
    const anna = await server.page(agent);
    const sessions = [await anna.create()];
    await dead.has(20);
    await addWebhook(server, { url: alive.url });
    for (let n = 1; n <= 3; n += 1) {
      sessions.push(await anna.create());
      await alive.has(n);
    }
    assert.deepEqual(
      alive.deliveries.map(({ message }) => message.session.id),
      sessions.slice(1),
    );
    assert.equal(dead.givenUp(), 0, 'none of them was given up before');
  });

  it('is tried after 1, 2, 4 … seconds, then every hour, and for about a day', () => {
    const pauses: number[] = [];
    for (let pause = pauseAfter(1); pause !== null; pause = pauseAfter(pauses.length + 1))
      pauses.push(pause / 1_000);
    assert.deepEqual(pauses.slice(0, 4), [1, 2, 4, 8]);
    for (const [index, pause] of pauses.slice(1).entries())
      assert.equal(pause, Math.min(2 * (pauses[index] ?? 0), 3_600));
    const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3_600;
    assert.ok(hours > 20 && hours < 28, `${hours} hours`);
  });

  it('has a list of what became of each message, part by part, and any can be sent once more', async (t) => {
    let late = 0;
    const server = await startServer(t, allowed, { now: () => Date.now() + late });
    const host = await startWebhookHost(t, [503, 204]);
    const { secret, id: webhook } = await addWebhook(server, { url: `${host.url}?key=hush` });
    const anna = await server.page(agent);
    const session = await anna.create();
    const list = async (query = '') => {
      const answer = await server.api('GET', `/webhooks/deliveries${query}`);
      assert.equal(answer.status, 200);
      const text = await answer.text();
      assert.doesNotMatch(text, new RegExp(`hush|${secret}|Anna`));
      return JSON.parse(text) as {
        readonly deliveries: readonly {
          readonly id: string;
          readonly message: string;
          readonly attempts: number;
          readonly resends: number;
        }[];
        readonly next: string | null;
      };
    };
    const settled = async (query: string) => {
      for (;;) {
        const [delivery] = (await list(query)).deliveries;
        if (delivery !== undefined && delivery.attempts > 0) return delivery;
      }
    };
    const failed = await settled(`?state=waiting&session=${session}&event=session:created`);
    const { createdAt, triedAt, nextAt, ...told } = failed as typeof failed & {
      readonly createdAt: number;
      readonly triedAt: number;
      readonly nextAt: number;
    };
    assert.ok(createdAt <= triedAt && triedAt < nextAt);
    assert.deepEqual(told, {
      ...{ id: `${session}.1.0.${webhook}`, message: `${session}.1.0`, webhook, session },
      ...{ event: 'session:created', state: 'waiting', attempts: 1, resends: 0 },
      ...{ doneAt: null, status: 503, error: 'answered 503' },
    });
    const resend = (id: string) => server.api('POST', `/webhooks/deliveries/${id}/resend`, {});
    assert.equal((await resend(failed.id)).status, 200);
    const once = await settled('?state=delivered');
    assert.equal((await resend(once.id)).status, 200);
    const deliveries = await host.has(3);
    assert.equal(new Set(deliveries.map(({ message }) => message.id)).size, 1);
    assert.equal((await resend('no-such-one')).status, 404);
    assert.deepEqual((await list('?state=given-up')).deliveries, []);
    assert.equal((await server.api('GET', '/webhooks/deliveries?state=lost')).status, 400);

    for (let n = 0; n < 100; n += 1) {
      const ticket = { ticket: 'T-1' };
      late += 1_000;
      assert.equal((await server.api('POST', '/sessions', ticket)).status, 201);
    }
    const newest = await list();
    assert.equal(newest.deliveries.length, 100);
    const rest = await list(`?after=${newest.next}`);
    assert.deepEqual(
      rest.deliveries.map(({ id, resends }) => [id, resends]),
      [[failed.id, 2]],
    );
    assert.equal(rest.next, null);
  });

  it('is forgotten when it is deleted', async (t) => {
    const server = await startServer(t, allowed);
    const gone = await startWebhookHost(t);
    const there = await startWebhookHost(t);
    const { id } = await addWebhook(server, { url: gone.url });
    await addWebhook(server, { url: there.url });
    const json = { 'content-type': 'application/json' };
    assert.equal((await server.api('DELETE', `/webhooks/${id}`, undefined, json)).status, 204);
    const anna = await server.page(agent);
    await anna.create();
    await there.has(1);
    assert.equal(gone.deliveries.length, 0);
    const list = await (await server.api('GET', '/webhooks')).text();
    assert.doesNotMatch(list, /secret/);
  });

  it('never leads to a private address, however that is written, unless it is allowed', async (t) => {
    const server = await startServer(t);
    for (const url of [
      'http://127.0.0.1/',
      'http://localhost:8080/',
      'http://10.1.2.3/',
      'http://172.16.0.1/',
      'http://192.168.1.1/',
      'http://169.254.169.254/latest/meta-data/',
      'http://100.64.0.1/',
      'http://0.0.0.0/',
      'http://[::1]/',
      'http://[fe80::1]/',
      'http://[fd00::1]/',
      'http://[::ffff:127.0.0.1]/',
      'http://[::127.0.0.1]/',
      'http://[2002:7f00:1::]/',
      'http://[64:ff9b::7f00:1]/',
      'http://[64:ff9b:1::7f00:1]/',
      'http://[2001::1]/',
      'http://192.0.2.1/',
      'http://2130706433/',
      'http://0x7f.1/',
    ]) {
      const answer = await server.api('POST', '/webhooks', { url });
      const { code } = (await answer.json()) as { code: string };
      assert.deepEqual([answer.status, code], [400, 'invalid-url'], url);
    }
  });

  it('is refused by name when the name leads inside, however the connection asks for it', async () => {
    for (const all of [true, false]) {
      const error = await new Promise((resolve) => {
        lookupOutside('localhost', { all }, (reason) => resolve(reason));
      });
      assert.match(String(error), /private address/);
    }
  });
});
