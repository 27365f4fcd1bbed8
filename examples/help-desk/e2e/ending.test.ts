import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { bothLive, joinCall, startCall, stateOf, statusIs } from '../faults/desk-call.ts';
import { saysInMessenger } from './messenger.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;

before(async () => {
  people = await twoPeople();
});
afterEach(() => people.leave());
after(() => people?.close());

/** The step that the status bar shows as the present one. */
function step(page: Page, name: string): Promise<void> {
  return page
    .getByRole('list', { name: 'Session progress' })
    .locator('[aria-current="step"]')
    .getByText(name)
    .waitFor();
}

test('the status bar goes from confirmed to in progress to done, on both sides', async () => {
  const { agent, customer } = await people.meet('T-1001');
  const both = [agent, customer];
  await startCall(agent);
  await Promise.all(both.map(({ page }) => step(page, 'Confirmed')));
  await joinCall(customer);
  await bothLive(agent, customer);
  await Promise.all(both.map(({ page }) => step(page, 'In progress')));
  await agent.page.getByRole('button', { name: 'End session' }).click();
  const question = agent.page.getByRole('dialog', { name: 'End the session?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await bothLive(agent, customer);
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await question.getByRole('button', { name: 'End session' }).click();
  await Promise.all(both.map(({ page }) => statusIs(page, ['ended'])));
  await Promise.all(both.map(({ page }) => step(page, 'Done')));
  assert.equal((await stateOf(customer.page))?.session?.end?.reason, 'agent-ended');
  await customer.page.getByText('The agent has ended the session.').waitFor();
});

test('when the customer leaves, both are told in words, and the agent can start again', async () => {
  const { agent, customer } = await people.call('T-1002');
  await customer.page.getByRole('button', { name: 'Leave' }).click();
  await customer.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await Promise.all([statusIs(agent.page, ['ended']), statusIs(customer.page, ['ended'])]);
  assert.equal((await stateOf(agent.page))?.session?.end?.reason, 'customer-left');
  await agent.page.getByText('The customer has left the call.').waitFor();
  await customer.page.getByText('You have left the call.').waitFor();
  await saysInMessenger(agent.page, /the customer left/);
  await startCall(agent);
  await joinCall(customer);
  await bothLive(agent, customer);
});

test('an agent can withdraw a session that nobody has joined', async () => {
  const { agent, customer } = await people.meet('T-1003');
  await agent.page.getByRole('button', { name: 'Start video session' }).click();
  await agent.page.getByRole('button', { name: 'Back' }).click();
  await customer.page.getByRole('button', { name: 'Join video session' }).waitFor();
  await agent.page.getByRole('button', { name: 'Withdraw session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'Withdraw session' }).click();
  await Promise.all([agent, customer].map(({ page }) => step(page, 'Cancelled')));
  await saysInMessenger(customer.page, 'Anna called the video session off');
});
