import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { launchFor, startCall, statusIs, type Seat } from '../faults/desk-call.ts';
import { guestSees, openOnPhone } from './guests.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

const WAIT_S = 600;

let people: TwoPeople;
let agent: Seat;
let phone: Awaited<ReturnType<typeof launchFor>>;

before(async () => {
  // Longer than whoever guesses is kept waiting.
  people = await twoPeople({ NUMBER_LIFETIME_MIN: '60', NUMBER_WAIT_S: String(WAIT_S) });
  phone = await launchFor('customer');
  ({ agent } = await people.meet('T-1004'));
});
after(async () => {
  await phone?.close();
  await people?.close();
});

/** A phone that has never been here. */
const stranger = (address: string): Promise<Page> =>
  openOnPhone(phone, new URL(address, people.desk.url).href);

const invitation = () => agent.page.getByRole('region', { name: 'Invite' });
const digits = async () => (await invitation().locator('.digits').textContent())?.trim() ?? '';

test('whoever is on the telephone gets in by a number, with a name and nothing else, also after a reload', async () => {
  await startCall(agent);
  const number = await digits();
  assert.match(number, /^\d{3} \d{3} \d{3}$/);
  const page = await stranger('/join/');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('A session number has nine digits.').waitFor();
  // With another digit at its end it is some other session's, or nobody's.
  const wrong = `${number.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`;
  await page.getByLabel('Session number').fill(wrong);
  await page.getByLabel('Your name').fill('Mia Berg');
  await page.keyboard.press('Enter');
  await page.getByText('No open session has this number.').waitFor();
  await page.getByLabel('Session number').fill(number.replaceAll(' ', ''));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Join video session' }).waitFor();
  const focused = await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id);
  assert.equal(focused, 'heading', 'the form is gone, and whoever typed in it is not');
  await page.getByRole('button', { name: 'Join video session' }).click();
  await page.getByRole('button', { name: 'Join now' }).click();
  await guestSees(page);
  await statusIs(agent.page, ['live']);
  await agent.page.getByText('Mia Berg').first().waitFor();
  await page.reload();
  await guestSees(page);
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await page.getByRole('button', { name: 'Use another number' }).click();
  assert.equal(await page.getByLabel('Session number').inputValue(), '');
  await page.context().close();
});

test('a link fills the number in, and opening it three times uses nothing up', async () => {
  await startCall(agent);
  const shown = await invitation().textContent();
  assert.ok(shown?.includes(`${new URL(people.desk.url).host}/join/`), shown ?? '');
  const link = `/join/#${(await digits()).replaceAll(' ', '')}`;
  for (let i = 0; i < 3; i += 1) {
    const look = await stranger(link);
    assert.equal(await look.getByLabel('Session number').inputValue(), await digits());
    await look.context().close();
  }
  const page = await stranger(link);
  assert.equal(await page.getByLabel('Session number').inputValue(), await digits());
  await page.getByLabel('Your name').fill('Mia Berg');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Join video session' }).waitFor();
  assert.equal(new URL(page.url()).hash, '', 'the number does not stay in the address');
});

test('somebody at the page of another ticket types the number they were given, and is led to its door', async () => {
  // The session of before still waits for whoever has its number.
  const number = await digits();
  const page = await stranger('/customer/?ticket=T-1005');
  await page.getByRole('button', { name: 'I was given a number' }).click();
  // The field has the focus: nothing but the keyboard from here on.
  await page.getByLabel('Session number').waitFor();
  await page.keyboard.type(number.slice(0, 6));
  await page.keyboard.press('Enter');
  await page.getByText('A session number has nine digits.').waitFor();
  await page.keyboard.type(number.slice(6));
  assert.equal(await page.getByLabel('Session number').inputValue(), number);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/join/**');
  assert.equal(await page.getByLabel('Session number').inputValue(), number);
  await page.getByLabel('Your name').fill('Mia Berg');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Join video session' }).waitFor();
  await page.context().close();
});

// The last one: it sets the desk's clock ahead.
test('after ten wrong numbers the right one opens nothing either, the page says what to do, and after the wait it opens', async () => {
  const right = (await digits()).replaceAll(' ', '');
  const page = await stranger('/join/');
  await page.getByLabel('Your name').fill('Eve');
  const enter = async (number: string): Promise<void> => {
    await page.getByLabel('Session number').fill(number);
    const answer = page.waitForResponse('**/join/enter');
    await page.keyboard.press('Enter');
    await answer;
  };
  // The first of the ten was mistyped by Mia, from the same address.
  for (let n = 1; n <= 9; n += 1) {
    const end = (Number(right.slice(-2)) + n) % 100;
    await enter(`${right.slice(0, -2)}${String(end).padStart(2, '0')}`);
    await page.getByText('No open session has this number.').waitFor();
  }
  await enter(right);
  await page.getByText('That did not work too many times.').waitFor();
  await page.getByText('Wait a few minutes, then try again.').waitFor();
  await page.reload();
  await page.getByLabel('Your name').fill('Eve');
  await enter(right);
  await page.getByText('That did not work too many times.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Join video session' }).count(), 0);
  await people.desk.setClock((WAIT_S + 1) * 1_000);
  await enter(right);
  await page.getByRole('button', { name: 'Join video session' }).waitFor();
  await page.context().close();
});
