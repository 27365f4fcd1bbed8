import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startDesk, type Desk } from '../../../scripts/rig/desk-process.ts';
import {
  bothLive,
  hears,
  isTone,
  joinCall,
  PATIENCE_MS,
  startCall,
  statusIs,
  takeSeat,
  TONE_HZ,
  type Seat,
} from '../faults/desk-call.ts';
import { saysInMessenger } from './messenger.ts';

// A tone's peak lies between two bins of the analyser, and the codec moves it a little.

let desk: Desk;
let agent: Seat;
let customer: Seat;
let digitsOfFirstCall = '';

/** Counts the tones that a page makes from now on. */
const countTones = ({ page }: Seat): Promise<void> =>
  page.evaluate(() => {
    const counted = Object.assign(window, { tones: 0 });
    const { prototype } = AudioContext;
    const make = prototype.createOscillator;
    prototype.createOscillator = function createOscillator() {
      counted.tones += 1;
      return make.call(this);
    };
  });
const tonesOf = ({ page }: Seat): Promise<number | undefined> =>
  page.evaluate(() => (window as { tones?: number }).tones);

/** Waits for the tone, which comes after what it tells of. */
async function hearsTone({ page }: Seat): Promise<void> {
  await page.waitForFunction(() => (window as { tones?: number }).tones === 1, undefined, {
    timeout: PATIENCE_MS,
  });
}

/** Waits for the digits of the page's link. */
async function securityDigitsOf(page: Page): Promise<string> {
  const read = await page.waitForFunction(
    () => document.querySelector('video-session')?.client?.state.links[0]?.securityDigits,
    undefined,
    { timeout: PATIENCE_MS },
  );
  return String(await read.jsonValue());
}

before(async () => {
  desk = await startDesk();
  agent = await takeSeat(desk.url, 'agent');
  customer = await takeSeat(desk.url, 'customer');
  await Promise.all([countTones(agent), countTones(customer)]);
});

after(async () => {
  await agent?.browser.close();
  await customer?.browser.close();
  await desk?.stop();
});

test('an agent and a customer meet in the ticket and see each other’s camera', async () => {
  await startCall(agent);
  await saysInMessenger(customer.page, 'Anna started a video session');
  await joinCall(customer);
  await bothLive(agent, customer);
});

test('a tone tells the one who was there that the other has come, once', async () => {
  await hearsTone(agent);
  assert.deepEqual([await tonesOf(agent), await tonesOf(customer)], [1, 0]);
});

test('both sides see the same security digits, under More and in the snapshot', async () => {
  const seen = await Promise.all([agent, customer].map(({ page }) => securityDigitsOf(page)));
  assert.match(seen[0] ?? '', /^\d\d \d\d \d\d \d\d$/);
  assert.equal(seen[1], seen[0]);
  digitsOfFirstCall = seen[0] ?? '';
  for (const { page } of [agent, customer]) {
    const more = page.getByRole('button', { name: 'More', exact: true });
    await more.click();
    const panel = page.getByRole('dialog', { name: 'More' });
    await panel.getByText(seen[0] ?? '', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
  }
});

test('each side hears the other’s microphone', async () => {
  for (const [listener, speaker] of [
    [agent, 'customer'],
    [customer, 'agent'],
  ] as const) {
    await hears(listener.page, isTone(TONE_HZ[speaker]));
  }
});

test('there is exactly one tag on each page, and both are live in the same session', async () => {
  for (const { page } of [agent, customer]) await statusIs(page, ['live']);
  const seen = await Promise.all(
    [agent, customer].map(({ page }) =>
      page.evaluate(() => {
        const tags = document.querySelectorAll('video-session');
        const state = tags[0]?.client?.state;
        return { tags: tags.length, session: state?.session?.id };
      }),
    ),
  );
  assert.deepEqual(
    seen.map(({ tags }) => tags),
    [1, 1],
  );
  assert.ok(seen[0]?.session !== undefined);
  assert.equal(seen[0]?.session, seen[1]?.session);
});

test('people go on writing to each other beside the call', async () => {
  await customer.page
    .getByRole('textbox', { name: 'Write a message' })
    .fill('Is it this <b>cable</b>?');
  await customer.page.getByRole('button', { name: 'Send', exact: true }).click();
  await saysInMessenger(agent.page, 'Is it this <b>cable</b>?');
  await agent.page.getByRole('textbox', { name: 'Write a message' }).fill('Yes, the grey one.');
  await agent.page.keyboard.press('Enter');
  await saysInMessenger(customer.page, 'Yes, the grey one.');
});

test('the agent’s list shows that the ticket is in a call, and other tickets open beside it', async () => {
  const row = agent.page.getByRole('link', { name: /T-1001/ });
  await row.getByText('In video').waitFor();
  const other = agent.page.getByRole('link', { name: /T-1002/ });
  assert.equal(await other.getAttribute('target'), '_blank');
  assert.match((await other.textContent()) ?? '', /opens in a new tab/);
});

test('when the agent ends it, both are told, and the messenger says how long it was', async () => {
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await Promise.all([statusIs(agent.page, ['ended']), statusIs(customer.page, ['ended'])]);
  for (const { page } of [agent, customer])
    await saysInMessenger(page, /^Video session ended after \d+ (sec|min)/);
  await hearsTone(customer);
  // The one who ended it needs not be told.
  assert.deepEqual([await tonesOf(agent), await tonesOf(customer)], [1, 1]);
});

test('another call has other security digits', async () => {
  await startCall(agent);
  await joinCall(customer);
  await bothLive(agent, customer);
  const digits = await securityDigitsOf(agent.page);
  assert.equal(await securityDigitsOf(customer.page), digits);
  assert.notEqual(digits, digitsOfFirstCall);
});
