import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openSeat, stateOf, statusIs } from '../faults/desk-call.ts';
import { saysInMessenger } from './messenger.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

const STARTED = 'Both sides have joined the video session';
let people: TwoPeople;

before(async () => {
  people = await twoPeople();
});
after(() => people?.close());

/** Everything that reaches a page from now on: over sockets, as answers, and what it shows. */
function listenIn(page: Page): { all(): Promise<string> } {
  const heard: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.push(payload.toString())),
  );
  page.on('response', (response) => {
    if (response.url().includes('/assets/') || response.url().includes('/sdk/')) return;
    response.text().then(
      (text) => heard.push(text),
      // A stream that is still open has no text; what it brings is shown.
      () => undefined,
    );
  });
  return { all: async () => [...heard, await page.locator('body').innerText()].join('\n') };
}

test('a customer rates the session after the end; the agent reads it; set internal, it is gone from every page of the customer, and back when it is public again', async () => {
  const { agent, customer } = await people.call('T-1004');
  const id = (await stateOf(agent.page))?.session?.id ?? '';
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await statusIs(customer.page, ['ended']);

  const card = customer.page.locator('video-session');
  await card.getByRole('radiogroup', { name: 'Rating' }).waitFor();
  await card.getByRole('radio', { name: '4 stars' }).check({ force: true });
  await card.getByRole('textbox', { name: 'Comment' }).fill('Quick & kind <b>help</b>');
  await card.getByRole('button', { name: 'Send rating' }).click();
  await card.getByText('Thank you for your rating.').waitFor();

  const record = agent.page.locator('session-record');
  await record.getByText('Quick & kind <b>help</b>').waitFor();
  await record.getByRole('img', { name: '4 of 5 stars' }).waitFor();
  await saysInMessenger(agent.page, 'rated the video session: 4 of 5');

  // A second page of the customer, of one who looks on from elsewhere.
  const second = await openSeat(customer.browser, people.desk.url, 'customer', 'T-1004');
  await saysInMessenger(second.page, STARTED);
  await record.getByRole('switch', { name: 'Internal' }).click();
  await record.getByText('Customers see nothing of this session.').waitFor();
  await saysInMessenger(agent.page, 'set the video session internal');
  for (const { page } of [customer, second]) {
    await page.getByText(STARTED).waitFor({ state: 'detached' });
    await page.waitForFunction(
      () => document.querySelector('video-session')?.client?.state.session === null,
    );
  }
  const wire = listenIn(second.page);
  await second.page.reload();
  await second.page.getByText('You can also ask for one').waitFor();
  const seen = await wire.all();
  for (const secret of [id, 'Quick & kind', STARTED])
    assert.ok(!seen.includes(secret), `the customer's page still knows ${secret}`);

  await record.getByRole('switch', { name: 'Internal' }).click();
  await saysInMessenger(second.page, STARTED);
  await second.page.getByText('Earlier video sessions').click();
  await second.page.locator('session-record').getByText('Quick & kind <b>help</b>').waitFor();
  await second.context.close();
});

test('a session cannot be hidden from the customer who is in it', async () => {
  const { agent } = await people.call('T-1005');
  const refusal = await agent.page.evaluate(() =>
    document
      .querySelector('video-session')
      ?.client?.setInternal(true)
      .then(
        () => 'done',
        (error: { code?: string }) => error.code,
      ),
  );
  assert.equal(refusal, 'customer-in-call');
});
