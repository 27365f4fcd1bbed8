import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { stateOf, statusIs } from '../faults/desk-call.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;

before(async () => {
  people = await twoPeople();
});
after(() => people?.close());

test('an agent takes notes in the call, loses none by a reload, and marks the session done; the customer gets nothing of it', async () => {
  const { agent, customer } = await people.call('T-1003');
  const heard: string[] = [];
  customer.page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.push(payload.toString())),
  );
  await customer.page.reload();
  await statusIs(customer.page, ['live']);

  const details = agent.page.locator('#details');
  await details.getByText('Ticket details').click();
  const notes = agent.page.locator('#details > session-notes');
  const field = notes.getByRole('textbox', { name: 'Your notes' });
  await field.fill('Filter marzipan-blocked');
  await notes.getByText('Saved at').waitFor();
  // Cut off in the middle of a word: what was typed last has not been sent yet.
  await field.pressSequentially(', new one ord');
  await agent.page.reload();
  await statusIs(agent.page, ['live']);
  await details.getByText('Ticket details').click();
  await notes.getByText('Saved at').waitFor();
  assert.equal(await field.inputValue(), 'Filter marzipan-blocked, new one ord');

  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await statusIs(agent.page, ['ended']);
  await statusIs(customer.page, ['ended']);
  const outcome = notes.getByRole('combobox', { name: 'Outcome' });
  await outcome.selectOption('Spare part ordered');
  await notes.getByRole('button', { name: 'Mark done' }).click();
  await notes.getByText('Marked done by Anna').waitFor();
  assert.equal((await stateOf(agent.page))?.session?.filed?.disposition?.code, 'spare-part');

  // A colleague reads it with the ticket, later.
  await agent.page.goto(`${people.desk.url}/agent/?agent=ben&ticket=T-1003`);
  const record = agent.page.locator('session-record');
  await record.getByText('Spare part ordered (Anna').waitFor();
  await record.getByText('Notes and outcome').click();
  await record.getByText('Filter marzipan-blocked, new one ord').waitFor();

  await customer.page.reload();
  await customer.page.getByText('You can also ask for one').waitFor();
  assert.ok(
    heard.some((frame) => frame.includes('"phase":"done"')),
    'the socket was listened to',
  );
  assert.doesNotMatch(heard.join('\n'), /marzipan|spare-part|note:changed/);
});
