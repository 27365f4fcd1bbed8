import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { bothLive, joinCall, startCall, statusIs } from '../faults/desk-call.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

const API_KEY = 'a-key-for-this-test-alone-0123456789';
/** What a page would make an element of, if any text of a person ever became part of its markup. */
const EVIL = '<img src=owned onerror="window.owned=1"><b>owned</b>';

let people: TwoPeople;

before(async () => {
  people = await twoPeople({ API_KEY });
  const host = async (path: string, body: object): Promise<void> => {
    const { ok, status } = await fetch(`${people.desk.url}/api/v1${path}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.ok(ok, `${path}: ${status}`);
  };
  await host('/dispositions/owned', { label: `Outcome ${EVIL}` });
  await host('/standard-responses/owned', { title: `Response ${EVIL}`, text: `Answer ${EVIL}` });
  await host('/contacts/customer-of-T-1004', {
    name: 'Samuel',
    fields: [{ name: 'Telephone', value: `Value ${EVIL}` }],
  });
});
after(() => people?.close());

/** Nothing of it is an element, wherever it stands. */
async function staysText(page: Page): Promise<void> {
  const owned = await page.evaluate(() => {
    const found: string[] = [];
    const look = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        if (
          element.matches('img[src="owned"], [onerror], script:not([src])') ||
          (element.localName === 'b' && element.textContent === 'owned')
        )
          found.push(element.outerHTML);
        if (element.shadowRoot !== null) look(element.shadowRoot);
      }
    };
    look(document);
    return [...found, ...('owned' in window ? ['it ran'] : [])];
  });
  assert.deepEqual(owned, []);
}

/** It is there, letter by letter. */
const isRead = (where: Page | Locator, what: string) =>
  where.getByText(`${what} ${EVIL}`).filter({ visible: true }).first().waitFor();

test('markup in any text that people write is read as it was written, on both sides, before, in and after the call', async () => {
  const { agent, customer } = await people.meet('T-1004');
  const pages = [agent.page, customer.page];
  const press = (page: Page | Locator, name: string) =>
    page.getByRole('button', { name, exact: true }).click();
  const write = async (where: Page | Locator, name: string, what: string): Promise<void> =>
    where.getByRole('textbox', { name }).fill(`${what} ${EVIL}`);

  for (const page of pages) {
    await write(page, 'Write a message', page === agent.page ? 'Agent’s' : 'Customer’s');
    await press(page, 'Send');
  }
  for (const page of pages)
    for (const whose of ['Agent’s', 'Customer’s']) await isRead(page, whose);

  await press(customer.page, 'Request video session');
  await write(customer.page, 'What is it about?', 'Reason');
  await press(customer.page, 'Send request');
  await isRead(agent.page.locator('session-request'), 'Reason');
  await press(agent.page, 'Decline');
  await write(agent.page, 'Message to the customer', 'Message');
  await press(agent.page, 'Decline request');
  await isRead(customer.page.locator('session-request'), 'Message');
  for (const page of pages) await staysText(page);

  await press(customer.page, 'Request video session');
  await press(customer.page, 'Send request');
  await press(agent.page, 'Confirm');
  for (const seat of [agent, customer]) await joinCall(seat);
  await bothLive(agent, customer);
  for (const { page } of [agent, customer])
    await page
      .getByRole('toolbar', { name: 'Call' })
      .getByRole('button', { name: /^Chat/ })
      .click();
  await press(agent.page, 'Standard responses');
  await isRead(agent.page, 'Response');
  await agent.page.getByRole('option', { name: /^Response/ }).click();
  await agent.page.getByRole('textbox', { name: 'Write in the chat' }).press('Enter');
  for (const page of pages)
    await isRead(page.getByRole('log', { name: 'Chat messages' }), 'Answer');
  await agent.page.locator('#details').getByText('Ticket details').click();
  const notes = agent.page.locator('#details > session-notes');
  await write(notes, 'Your notes', 'Note');
  await notes.getByText('Saved at').waitFor();
  const telephone = agent.page
    .locator('contact-record')
    .getByRole('textbox', { name: 'Telephone' });
  assert.equal(await telephone.inputValue(), `Value ${EVIL}`);
  for (const page of pages) await staysText(page);

  await press(agent.page, 'End session');
  await press(agent.page.getByRole('dialog'), 'End session');
  for (const { page } of [agent, customer]) await statusIs(page, ['ended']);
  const card = customer.page.locator('video-session');
  await card.getByRole('radio', { name: '1 star' }).check({ force: true });
  await card.getByRole('textbox').fill(`Comment ${EVIL}`);
  await press(card, 'Send rating');
  await notes.getByRole('combobox', { name: 'Outcome' }).selectOption(`Outcome ${EVIL}`);
  await press(notes, 'Mark done');
  const record = agent.page.locator('session-record');
  for (const what of ['Comment', 'Outcome']) await isRead(record, what);
  // A colleague does not have them in a field.
  await agent.page.goto(`${people.desk.url}/agent/?agent=ben&ticket=T-1004`);
  await record.getByText('Notes and outcome').first().click();
  await isRead(record, 'Note');
  await staysText(agent.page);
  await agent.page.goto(`${people.desk.url}/report/?agent=anna`);
  await isRead(agent.page, 'Outcome');
  for (const page of pages) await staysText(page);
});

test('so is the name with which somebody comes by a number', async () => {
  const { agent, customer } = await people.meet('T-1005');
  await startCall(agent);
  const number = await agent.page
    .getByRole('region', { name: 'Invite' })
    .locator('.digits')
    .textContent();
  await customer.page.goto(`${people.desk.url}/join/`);
  await customer.page.getByLabel('Session number').fill((number ?? '').replaceAll(' ', '').trim());
  await customer.page.getByLabel('Your name').fill(`Mia ${EVIL}`);
  await customer.page.keyboard.press('Enter');
  await joinCall(customer);
  await statusIs(agent.page, ['live']);
  await isRead(agent.page.locator('agent-console'), 'Mia');
  await isRead(agent.page.locator('session-status-bar'), 'Mia');
  for (const { page } of [agent, customer]) await staysText(page);
});
