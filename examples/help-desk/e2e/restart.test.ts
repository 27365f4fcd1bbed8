import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bothLive, joinCall, startCall, stateOf, statusIs } from '../faults/desk-call.ts';
import { saysInMessenger } from './messenger.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;

before(async () => {
  people = await twoPeople();
});
after(() => people?.close());

test('sessions and what was said of them survive a restart of desk and server', async () => {
  const { agent, customer } = await people.call('T-1004');
  await customer.page.getByRole('button', { name: 'Leave' }).click();
  await customer.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await statusIs(agent.page, ['ended']);
  await saysInMessenger(agent.page, /^Video session ended/);
  const left = (await stateOf(agent.page))?.session;
  await people.leave();

  await people.desk.kill9();
  await people.desk.restart();

  const again = await people.meet('T-1004');
  await again.agent.page.getByText('The customer has left the call.').waitFor();
  const found = (await stateOf(again.agent.page))?.session;
  assert.deepEqual(found?.history, left?.history);
  assert.deepEqual(found?.end, left?.end);
  await saysInMessenger(again.customer.page, /^Video session ended/);
  await startCall(again.agent);
  await joinCall(again.customer);
  await bothLive(again.agent, again.customer);
});
