import assert from 'node:assert/strict';
import { it } from 'node:test';
import { MailServer } from './testing/mail-server.ts';
import { agent, customer, startServer } from './testing/test-server.ts';
import { addWebhook, startWebhookHost } from './testing/webhook-host.ts';

const HOUR_MS = 3_600_000;
const ROUND_MS = 600_000;

it('what was agreed on and nobody came to ends by itself, both sides are told, and the customer may ask again', async (t) => {
  // Only the rounds of the server: what carries messages goes on as ever.
  t.mock.timers.enable({ apis: ['setInterval'] });
  const post = await MailServer.start(t);
  let late = 0;
  const now = (): number => Date.now() + late;
  const env = { ...post.env, NO_SHOW_AFTER_H: '5', WEBHOOK_ALLOW_PRIVATE: '1' };
  const server = await startServer(t, env, { now });
  const host = await startWebhookHost(t);
  await addWebhook(server, { url: host.url, events: ['session:cancelled'] });
  const known = { name: 'Cleo', email: 'cleo@home.example', lang: 'en' };
  assert.equal((await server.api('PUT', `/contacts/${customer.subject}`, known)).status, 200);
  const [first, early] = [await server.page(agent), await server.page(customer)];
  const soon = now() + HOUR_MS;
  const wish = { reason: 'It leaks.', zone: 'Europe/Berlin' };
  const asked = { commandId: early.id(), ...wish, preferred: [soon] };
  const session = (await early.ask('request:make', asked)).view.id;
  await first.ask('request:confirm', { commandId: first.id(), session, at: soon });
  await post.has(1);
  // She alone has come, and has gone again.
  await early.join(session);
  await early.ask('session:leave', { commandId: early.id(), session });

  late = 6 * HOUR_MS - 60_000;
  // With tokens of that time.
  const [anna, cleo] = [await server.page(agent), await server.page(customer)];
  const phaseOf = async (id: string) =>
    (await anna.ask('session:watch', { session: id })).view.phase;
  await cleo.ask('session:watch', { session });
  t.mock.timers.tick(ROUND_MS);
  await anna.ask('server:ping', {});
  assert.equal(await phaseOf(session), 'confirmed', 'a minute before');

  late += 120_000;
  t.mock.timers.tick(ROUND_MS);
  for (const page of [cleo, anna]) {
    const { view } = await page.hears('session:changed', (one) => one.view.phase === 'cancelled');
    assert.equal(view.end?.reason, 'no-show');
    assert.equal(view.history.at(-1)?.by, null);
  }
  const [, mail] = await post.has(2);
  assert.match(mail?.parsed.text ?? '', /will not take place/, 'nobody says that they waited');
  const [told] = await host.has(1);
  assert.deepEqual(
    [told?.message.by, told?.message.session.id, told?.message.session.reason],
    [null, session, 'no-show'],
  );
  const again = await cleo.ask('request:make', { commandId: cleo.id(), ...wish });
  assert.notEqual(again.view.id, session);
});

it('what an agent has made and nobody came to ends by itself a week later, and the webhook is told', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  let late = 0;
  const now = (): number => Date.now() + late;
  const env = { NO_SHOW_AFTER_H: '5', WEBHOOK_ALLOW_PRIVATE: '1' };
  const server = await startServer(t, env, { now });
  const host = await startWebhookHost(t);
  await addWebhook(server, { url: host.url, events: ['session:cancelled'] });
  const first = await server.page(agent);
  const [linked, plain] = [await first.create('T-1'), await first.create('T-2')];
  await first.ask('invitation:make', { commandId: first.id(), session: linked });

  // A week in which somebody may come, and then as long as for what has a time.
  for (const [early, phase] of [
    [60_000, 'confirmed'],
    [-60_000, 'cancelled'],
  ] as const) {
    late = (7 * 24 + 5) * HOUR_MS - early;
    // With a token of that time.
    const page = await server.page(agent);
    for (const session of [linked, plain]) await page.ask('session:watch', { session });
    t.mock.timers.tick(ROUND_MS);
    if (phase === 'cancelled')
      for (const session of [linked, plain])
        await page.hears(
          'session:changed',
          ({ view: { id, end } }) => id === session && end?.reason === 'no-show',
        );
    await page.ask('server:ping', {});
    for (const session of [linked, plain])
      assert.equal((await page.ask('session:watch', { session })).view.phase, phase);
  }
  const told = await host.has(2);
  assert.deepEqual(
    new Set(
      told.map(({ message: { type, by, session } }) =>
        [type, by, session.id, session.reason].join(' '),
      ),
    ),
    new Set([linked, plain].map((id) => ['session:cancelled', null, id, 'no-show'].join(' '))),
  );
});
