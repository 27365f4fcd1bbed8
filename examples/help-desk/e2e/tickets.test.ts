import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { bothLive, openSeat, stateOf, statusIs } from '../faults/desk-call.ts';
import { saysInMessenger } from './messenger.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

const API_KEY = 'a-key-for-this-test-alone-0123456789';

let people: TwoPeople;

before(async () => {
  people = await twoPeople({ API_KEY });
});
afterEach(() => people.leave());
after(() => people?.close());

test('an agent links a session to another ticket, has a new one made, and takes one off; the customers of all see what is theirs', async () => {
  const { agent, customer } = await people.call('T-1001');
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await statusIs(customer.page, ['ended']);
  const other = await openSeat(customer.browser, people.desk.url, 'customer', 'T-1002');
  const theirs = async (): Promise<readonly string[]> =>
    (await stateOf(other.page))?.sessions.flatMap(({ tickets }) => tickets) ?? [];
  assert.deepEqual(await theirs(), []);

  const tickets = agent.page.locator('session-tickets');
  const field = tickets.getByRole('textbox', { name: 'One more ticket' });
  await field.fill('T-9999');
  await field.press('Enter');
  await tickets.getByText('There is no ticket T-9999').waitFor();
  await field.fill('T-1002');
  await field.press('Enter');
  await tickets.getByText('T-1002 is linked.').waitFor();
  await saysInMessenger(other.page, 'linked a video session to this ticket');
  await other.page.getByText('Earlier video sessions', { exact: true }).click();
  await other.page.locator('session-record').getByText('Done').waitFor();
  assert.deepEqual(await theirs(), ['T-1002'], 'not whose other ticket it is');

  await tickets.getByRole('button', { name: 'Create a ticket' }).dblclick();
  await tickets.getByText('T-1011').waitFor();
  await agent.page.getByRole('link', { name: /T-1011/ }).waitFor();
  assert.equal(await agent.page.getByRole('link', { name: /T-1012/ }).count(), 0, 'one only');
  const made = await openSeat(customer.browser, people.desk.url, 'customer', 'T-1011');
  await saysInMessenger(made.page, 'linked a video session to this ticket');

  await tickets.getByRole('button', { name: 'Take off T-1002' }).click();
  await tickets.getByRole('dialog').getByRole('button', { name: 'Take off', exact: true }).click();
  await tickets.getByText('T-1002 is taken off.').waitFor();
  await saysInMessenger(other.page, 'took a video session off this ticket');
  await other.page.waitForFunction(
    () => document.querySelector('video-session')?.client?.state.sessions.length === 0,
  );
  for (const seat of [other, made]) await seat.context.close();
});

test('of two open sessions of a ticket both people can go to either, and meet there', async () => {
  const made: string[] = [];
  for (const by of [
    { subject: 'anna', name: 'Anna' },
    { subject: 'ben', name: 'Ben' },
  ]) {
    const answer = await fetch(`${people.desk.url}/api/v1/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ticket: 'T-1009', by }),
    });
    assert.equal(answer.status, 201);
    made.push(((await answer.json()) as { readonly id: string }).id);
  }
  const { agent, customer } = await people.meet('T-1009');
  const present = async ({ page }: typeof agent): Promise<string | undefined> =>
    (await stateOf(page))?.session?.id;
  for (const seat of [agent, customer]) {
    await seat.page.getByText('Another video session is open').waitFor();
    assert.equal(await present(seat), made[1], 'the newest at first');
  }
  await agent.page.getByRole('button', { name: 'Go to this session' }).press('Enter');
  await agent.page.waitForFunction(
    (id) => document.querySelector('video-session')?.client?.state.session?.id === id,
    made[0],
  );
  await agent.page.getByRole('button', { name: 'Join video session' }).click();
  await agent.page.getByRole('button', { name: 'Join now' }).click();
  await customer.page.getByText('Anna is there.').waitFor();
  await customer.page.getByRole('button', { name: 'Go to this session' }).click();
  await customer.page.getByRole('button', { name: 'Join video session' }).click();
  await customer.page.getByRole('button', { name: 'Join now' }).click();
  await bothLive(agent, customer);
  assert.deepEqual([await present(agent), await present(customer)], [made[0], made[0]]);

  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  for (const { page } of [agent, customer]) {
    await statusIs(page, ['ended']);
    await page.getByRole('button', { name: 'Go to this session' }).click();
    await page.getByRole('button', { name: 'Join video session' }).waitFor();
  }
  assert.deepEqual([await present(agent), await present(customer)], [made[1], made[1]]);
});

test('a session that the desk made by itself names nobody to the customer, until an agent is there', async () => {
  const answer = await fetch(`${people.desk.url}/api/v1/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ticket: 'T-1008' }),
  });
  assert.equal(answer.status, 201);
  const { agent, customer } = await people.meet('T-1008');
  // What the desk tells of the device is told in its own name.
  await agent.page.locator('contact-record').getByLabel('Serial number').waitFor();
  const { id } = (await answer.json()) as { readonly id: string };
  const journal = await fetch(`${people.desk.url}/api/v1/sessions/${id}/journal`, {
    headers: { authorization: `Bearer ${API_KEY}` },
  });
  const { entries } = (await journal.json()) as {
    readonly entries: readonly { readonly by: object; readonly event: { readonly type: string } }[];
  };
  const service = { subject: 'nordlicht', name: 'Nordlicht Service', role: 'agent' };
  assert.deepEqual(
    entries.filter(({ event }) => event.type === 'data-attached').map(({ by }) => by),
    [service, service],
  );
  await saysInMessenger(customer.page, 'A video session was started');
  await customer.page.getByText('Somebody from our team will write to you here.').waitFor();
  await customer.page.getByText(/^Opened at/).waitFor();
  assert.equal(await customer.page.getByText(/\bHost\b/).count(), 0);
  for (const { page } of [agent, customer]) {
    await page.getByRole('button', { name: 'Join video session' }).click();
    await page.getByRole('button', { name: 'Join now' }).click();
  }
  await customer.page.locator('#looked-after', { hasText: 'Anna is looking after you.' }).waitFor({
    state: 'attached',
  });
});
