import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { stateOf, statusIs } from '../faults/desk-call.ts';
import { axeFindsNothing } from './access.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;

before(async () => {
  people = await twoPeople();
});
after(() => people?.close());

/** An administrator decides about outcomes. */
async function letOutcomesBe(dispositions: 'off' | 'required'): Promise<void> {
  const answer = await fetch(`${people.desk.url}/desk/settings?as=agent:carla`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reach: { is: 'host' }, edit: { dispositions } }),
  });
  assert.ok(answer.ok, await answer.text());
}

test('an agent takes notes in the call and corrects what is known of the customer, loses none by a reload, and marks the session done; the customer gets nothing of it', async () => {
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
  // They stay open beside the call, as the agent has left them.
  await notes.getByText('Saved at').waitFor();
  assert.equal(await field.inputValue(), 'Filter marzipan-blocked, new one ord');

  // What the desk has told of the customer and of the device, corrected in place.
  const contact = agent.page.locator('contact-record');
  await contact.getByRole('heading', { name: 'Contact: Elena Popescu' }).waitFor();
  await contact.getByText('Changed by Nordlicht Service').waitFor();
  const serial = contact.getByRole('textbox', { name: 'Serial number' });
  await serial.fill('SN-marzipan-7');
  await serial.press('Enter');
  await contact.getByText('Serial number: saved').waitFor({ state: 'attached' });
  await contact.getByRole('textbox', { name: 'Telephone' }).fill('040 1234');
  await contact.getByRole('textbox', { name: 'City' }).focus();
  await contact.getByText('Telephone: saved').waitFor({ state: 'attached' });
  await contact.getByText('Changed by Anna').waitFor();

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

  // The next session of the same customer shows what came of this one, and what was corrected.
  await agent.page.getByRole('button', { name: 'Start video session' }).click();
  await agent.page.getByRole('button', { name: 'Join now' }).waitFor();
  await contact.getByText('Spare part ordered').waitFor();
  assert.equal(await contact.getByRole('textbox', { name: 'Telephone' }).inputValue(), '040 1234');

  // The earlier one is opened beside it, by the keyboard; the notepad of the present one stays, and so does the way back.
  const former = contact.getByRole('button', {
    name: /^Open the session of .*: Spare part ordered/,
  });
  await former.press('Enter');
  const older = agent.page.getByRole('region', { name: 'Another session of the ticket' });
  await older.getByText('Spare part ordered (Anna').waitFor();
  await older.getByText('Notes and outcome').press('Enter');
  await older.getByText('Filter marzipan-blocked, new one ord').waitFor();
  assert.equal(await field.first().inputValue(), '');
  await agent.page.reload();
  await older.getByText('Spare part ordered (Anna').waitFor();
  await axeFindsNothing(agent.page, 'an earlier session');
  await older.getByRole('button', { name: 'Back to the newest session' }).press('Enter');
  await older.waitFor({ state: 'detached' });
  assert.doesNotMatch(agent.page.url(), /session=/);
  assert.notEqual(await agent.page.evaluate(() => document.activeElement?.localName), 'body');
  // From the lists of the desk too.
  const lists = agent.page.locator('agent-console');
  await lists.getByText('Past sessions').click();
  await lists.getByRole('checkbox', { name: 'Only mine' }).uncheck();
  await lists.getByRole('button', { name: /Spare part ordered.*T-1003/ }).press('Enter');
  await older.getByText('Spare part ordered (Anna').waitFor();
  await agent.page.goBack();
  await older.waitFor({ state: 'detached' });

  await customer.page.reload();
  await customer.page.getByRole('button', { name: 'Join video session' }).waitFor();
  assert.ok(
    heard.some((frame) => frame.includes('"phase":"done"')),
    'the socket was listened to',
  );
  assert.doesNotMatch(heard.join('\n'), /marzipan|040 1234|spare-part|note:changed/);
});

test('a session is marked done without an outcome where those are off, and not before one is chosen where it is required', async () => {
  await letOutcomesBe('off');
  const { agent, customer } = await people.call('T-1004');
  await agent.page.locator('#details').getByText('Ticket details').click();
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  for (const { page } of [agent, customer]) await statusIs(page, ['ended']);
  const notes = agent.page.locator('#details > session-notes');
  const outcome = notes.getByRole('combobox', { name: 'Outcome' });
  const markDone = notes.getByRole('button', { name: 'Mark done' });
  await markDone.waitFor();
  assert.equal(await outcome.count(), 0);

  // Decided while the page is open: from now on nothing is done without a code, by whomever.
  await letOutcomesBe('required');
  await outcome.waitFor();
  await markDone.click();
  await notes.getByText('Choose an outcome first.').waitFor();
  const refusal = await agent.page.evaluate(() =>
    document
      .querySelector('video-session')
      ?.client?.file({ disposition: null })
      .then(
        () => 'done',
        (error: { code?: string }) => error.code,
      ),
  );
  assert.equal(refusal, 'disposition-required');
  assert.equal((await stateOf(agent.page))?.session?.filed, null);
  await outcome.selectOption('Call back');
  await markDone.click();
  await notes.getByText('Marked done by Anna').waitFor();
  assert.equal((await stateOf(agent.page))?.session?.filed?.disposition?.code, 'call-back');

  // The next one, without codes.
  await letOutcomesBe('off');
  await people.leave();
  const next = await people.call('T-1005');
  await next.agent.page.locator('#details').getByText('Ticket details').click();
  await next.agent.page.getByRole('button', { name: 'End session' }).click();
  await next.agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await next.agent.page
    .locator('#details > session-notes')
    .getByRole('button', { name: 'Mark done' })
    .click();
  await next.agent.page
    .locator('#details > session-notes')
    .getByText('Marked done by Anna')
    .waitFor();
  assert.equal((await stateOf(next.agent.page))?.session?.filed?.disposition, null);
});
