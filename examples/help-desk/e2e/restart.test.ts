import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bothLive, stateOf, statusIs } from '../faults/desk-call.ts';
import { saysInMessenger } from './messenger.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

const API_KEY = 'a-key-for-this-test-alone-0123456789';

let people: TwoPeople;

before(async () => {
  people = await twoPeople({ API_KEY });
});
after(() => people?.close());

/** The sessions of a ticket as the host API tells them: what the journal says. */
async function sessionsOf(ticket: string): Promise<unknown> {
  const answer = await fetch(`${people.desk.url}/api/v1/sessions?ticket=${ticket}`, {
    headers: { authorization: `Bearer ${API_KEY}` },
  });
  return answer.json();
}

test('ended sessions, open ones, and what was said of them survive a crash of desk and server', async () => {
  const first = await people.call('T-1004');
  await first.customer.page.getByRole('button', { name: 'Leave' }).click();
  await first.customer.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await statusIs(first.agent.page, ['ended']);
  await saysInMessenger(first.agent.page, /^Video session ended/);
  await first.agent.page.getByRole('button', { name: 'Start video session' }).click();
  await first.agent.page.getByRole('button', { name: 'Join now' }).waitFor();
  const open = (await stateOf(first.agent.page))?.session?.id;
  const told = await sessionsOf('T-1004');
  await people.leave();

  await people.desk.kill9();
  await people.desk.restart();

  assert.deepEqual(await sessionsOf('T-1004'), told);
  const { agent, customer } = await people.meet('T-1004');
  await saysInMessenger(customer.page, /^Video session ended/);
  for (const { page } of [agent, customer]) {
    await page.getByRole('button', { name: 'Join video session' }).click();
    await page.getByRole('button', { name: 'Join now' }).click();
  }
  await bothLive(agent, customer);
  assert.equal((await stateOf(customer.page))?.session?.id, open);
});

test('a call that a restart cuts off from the server goes on, and can be ended afterwards', async () => {
  await people.leave();
  const { agent, customer } = await people.call('T-1007');
  await people.desk.kill9();
  await people.desk.restart();
  await agent.page.locator('#away').waitFor({ state: 'hidden' });
  await statusIs(agent.page, ['live']);
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await statusIs(customer.page, ['ended']);
  await saysInMessenger(customer.page, /^Video session ended/);
});

for (const [role, action, words] of [
  ['customer', 'Leave', 'customer-left'],
  ['agent', 'End session', 'agent-ended'],
] as const)
  test(`whoever says goodbye while the server is away (${role}) is out of the call at once, and the server hears of it later`, async () => {
    await people.leave();
    const seats = await people.call(role === 'customer' ? 'T-1008' : 'T-1009');
    const { page } = seats[role];
    const { page: otherPage } = seats[role === 'customer' ? 'agent' : 'customer'];
    await page.evaluate(() => {
      const stream = document.querySelector('video-session')?.client?.state.localStream;
      Object.assign(window, { sent: stream?.getTracks() });
    });
    await people.desk.kill9();
    await page.getByRole('button', { name: action }).click();
    await page.getByRole('dialog').getByRole('button', { name: action }).click();
    await page.getByRole('heading', { name: 'You have left the call.' }).waitFor();
    await statusIs(page, ['ended']);
    const sent = await page.evaluate(() =>
      (window as unknown as { sent: MediaStreamTrack[] }).sent.map(({ readyState }) => readyState),
    );
    assert.deepEqual([...new Set(sent)], ['ended']);
    await people.desk.restart();
    await statusIs(otherPage, ['ended']);
    await page.getByRole('heading', { name: 'The session is over' }).waitFor();
    assert.equal((await stateOf(otherPage))?.session?.end?.reason, words);
  });

test('a customer who types a request meanwhile types on, and can send it afterwards', async () => {
  await people.leave();
  const { agent, customer } = await people.meet('T-1005');
  const { page } = customer;
  await page.getByRole('button', { name: 'Request video session' }).click();
  const field = page.getByRole('textbox', { name: 'What is it about?' });
  await field.focus();
  await page.keyboard.type('The boiler in the ');
  await people.desk.kill9();
  await page.waitForFunction(
    () => document.querySelector('video-session')?.client?.state.server !== 'connected',
  );
  await page.keyboard.type('cellar hums.');
  await people.desk.restart();
  assert.equal(await field.inputValue(), 'The boiler in the cellar hums.');
  await page.getByRole('button', { name: 'Send request' }).click();
  await page.getByRole('heading', { name: 'Your request is with us' }).waitFor();
  // What the card of the call says in place of the request stands behind it, and is not seen.
  const seen = agent.page.getByText('The boiler in the cellar hums.').filter({ visible: true });
  await seen.first().waitFor();
});
