import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { installFrameMeter, seesMoving } from '../../../scripts/rig/frame-meter.ts';
import { bothLive, pathOf, PATIENCE_MS, stateOf, statusIs } from '../faults/desk-call.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;

before(async () => {
  people = await twoPeople();
});
after(() => people?.close());

test('a second tab offers to take the call over, gets it, and can lose it again', async () => {
  const { agent, customer } = await people.call('T-1006');
  const second = await customer.context.newPage();
  second.setDefaultTimeout(PATIENCE_MS);
  await installFrameMeter(second);
  await second.goto(`${people.desk.url}${pathOf('customer', 'T-1006')}`);
  await second.getByRole('heading', { name: 'Your call is open in another place' }).waitFor();
  await bothLive(agent, customer);

  await second.getByRole('button', { name: 'Take over here' }).click();
  await statusIs(second, ['live']);
  await seesMoving(second, 'agent', PATIENCE_MS);
  await seesMoving(agent.page, 'customer', PATIENCE_MS);
  await customer.page.getByRole('button', { name: 'Take over here' }).waitFor();
  const state = await stateOf(agent.page);
  assert.equal(state?.session?.participants.length, 2);
  assert.equal(state?.links.length, 1);

  await customer.page.getByRole('button', { name: 'Take over here' }).click();
  await bothLive(agent, customer);
  await second.getByRole('button', { name: 'Take over here' }).waitFor();
});
