import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { VideoSession } from '@fernblick/elements';
import type { Page } from 'playwright-core';
import { MailServer } from '../../../packages/server/src/testing/mail-server.ts';
import { emptySeat, launchFor, startCall, statusIs, type Seat } from '../faults/desk-call.ts';
import { axeFindsNothing, pressByKeyboard, tabTo } from './access.ts';
import { guestSees, openOnPhone } from './guests.ts';
import { chooseMore, twoPeople, type TwoPeople } from './two-people.ts';

const API_KEY = 'a-key-for-this-test-alone-0123456789';
const HOUR_MS = 3_600_000;

let post: MailServer;
let people: TwoPeople;
let agent: Seat;
let phone: Awaited<ReturnType<typeof launchFor>>;
let mailed: string;

before(async () => {
  post = new MailServer();
  await post.up();
  people = await twoPeople({ ...post.env, API_KEY });
  phone = await launchFor('customer');
  ({ agent } = await people.meet('T-1006'));
});
after(async () => {
  await phone?.close();
  await people?.close();
  await post?.down();
});

/** A phone that has never been here. */
const stranger = (address: string): Promise<Page> => openOnPhone(phone, address);

const dialog = () => agent.page.getByRole('dialog', { name: 'Invite somebody' });
const invite = () =>
  agent.page.getByRole('region', { name: 'Invite' }).getByRole('button', { name: 'Invite' });

test('an invitation by e-mail survives scanners, and brings a guest into the call, also after a reload', async () => {
  await startCall(agent);
  await invite().click();
  await dialog().getByLabel('Name').fill('Mia');
  await dialog().getByLabel('E-mail address').fill('mia@home.example');
  await dialog().getByRole('button', { name: 'Send e-mail' }).click();
  await dialog().getByText('The e-mail to mia@home.example is on its way.').waitFor();
  const [mail] = await post.has(1);
  assert.equal(mail?.parsed.subject, 'Anna invites you to a video session');
  const link = /https?:\S+\/join\/#\S+/.exec(mail?.parsed.text ?? '')?.[0] ?? '';
  mailed = link;
  assert.equal(new URL(link).origin, people.desk.url);

  // A scanner asks without a browser, then with one that runs scripts, and presses nothing.
  for (let n = 0; n < 3; n += 1) assert.equal((await fetch(link)).status, 200);
  const scanner = await stranger(link);
  await scanner.getByRole('heading', { name: 'Anna invites you' }).waitFor();
  await scanner.context().close();
  await statusIs(agent.page, ['waiting']);

  const page = await stranger(link);
  assert.equal(await page.getByLabel('Your name').inputValue(), 'Mia');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Join video session' }).click();
  await page.getByRole('button', { name: 'Join now' }).click();
  await guestSees(page);
  await statusIs(agent.page, ['live']);
  await dialog().getByText('In the session').waitFor();
  await dialog().getByRole('button', { name: 'Close' }).click();
  assert.equal(new URL(page.url()).hash, '', 'the key does not stay in the address');
  await page.reload();
  await guestSees(page);

  const second = await stranger(link);
  await second.getByRole('heading', { name: 'Somebody is in the session' }).waitFor();
  await second.context().close();
});

test('in the call a link is made by hand, and once it is taken back it says what to do next', async () => {
  await chooseMore(agent.page, 'Invite');
  await dialog().getByRole('button', { name: 'Make a link' }).click();
  const link = await dialog().getByLabel('Link to the session').inputValue();
  const mail = await dialog().getByRole('link', { name: 'E-mail program' }).getAttribute('href');
  assert.ok(decodeURIComponent(mail ?? '').includes(link));
  const early = await stranger(link);
  await early.getByRole('button', { name: 'Continue' }).waitFor();
  await dialog().getByRole('button', { name: 'Take back: Somebody' }).click();
  await dialog().getByText('From Anna · Taken back').waitFor();
  const late = await stranger(link);
  await late.getByRole('heading', { name: 'This invitation was taken back' }).waitFor();
  await late.getByText('ask whoever invited you for a new one').waitFor();
  await early.getByLabel('Your name').fill('Eve');
  await early.getByRole('button', { name: 'Continue' }).click();
  await early.getByRole('heading', { name: 'This invitation was taken back' }).waitFor();
});

test('a colleague comes by e-mail to the desk, as themselves; who has only the link comes to nothing', async () => {
  const before = post.mails.length;
  await dialog().getByRole('radio', { name: 'Colleague' }).check();
  await dialog().getByLabel('Name').fill('Ben');
  await dialog().getByLabel('E-mail address').fill('ben@desk.example');
  await dialog().getByRole('button', { name: 'Send e-mail' }).click();
  const mail = (await post.has(before + 1)).at(-1);
  assert.equal(mail?.parsed.subject, 'Anna asks you to join a video session');
  const link = /https?:\S+#invitation=\S+/.exec(mail?.parsed.text ?? '')?.[0] ?? '';
  const { origin, pathname, hash } = new URL(link);
  assert.deepEqual([origin, pathname], [people.desk.url, '/agent/']);
  await dialog().getByText('From Anna · Open as long as the session').waitFor();

  // A scanner that runs scripts, and somebody who takes the key to the customers' door.
  for (let n = 0; n < 3; n += 1) assert.equal((await fetch(link)).status, 200);
  const scanner = await stranger(link);
  await scanner.getByRole('dialog', { name: 'Who are you?' }).waitFor();
  await axeFindsNothing(scanner, 'the demo’s log-in');
  await scanner.context().close();
  const door = await stranger(`${people.desk.url}/join/#${hash.replace('#invitation=', '')}`);
  await door.getByRole('heading', { name: 'This link leads nowhere' }).waitFor();
  await door.context().close();
  await dialog().getByText('From Anna · Open as long as the session').waitFor();

  const ben = await emptySeat(agent.browser, 'agent');
  await ben.page.goto(link);
  await tabTo(ben.page, ben.page.getByRole('link', { name: 'Ben Okoye' }));
  await ben.page.keyboard.press('Enter');
  await ben.page.waitForURL(/ticket=T-1006/);
  await ben.page.getByRole('button', { name: 'Join the running call' }).waitFor();
  assert.equal(new URL(ben.page.url()).hash, '', 'the key does not stay in the address');
  await dialog().getByText('From Anna · Ben has come').waitFor();
  const listed = await agent.page
    .locator('video-session')
    .evaluate((element) => (element as VideoSession).client?.state.session?.participants);
  assert.ok(listed?.some(({ name, presence }) => name === 'Ben' && presence === 'invited'));
  await ben.context.close();

  const carla = await emptySeat(agent.browser, 'agent');
  await carla.page.goto(link);
  await carla.page.getByRole('link', { name: 'Carla Rossi' }).click();
  await carla.page.getByText('Ask whoever invited you for a new one.').waitFor();
  await carla.context.close();
});

test('after the end the link in the mail still leads to the rating, and to nothing else', async () => {
  await dialog().getByRole('button', { name: 'Close' }).click();
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await statusIs(agent.page, ['ended']);
  const page = await stranger(mailed);
  await page.getByRole('heading', { name: 'This video session is over' }).waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('radio', { name: '5 stars' }).check({ force: true });
  await page.getByRole('button', { name: 'Send rating' }).click();
  await page.getByText('Thank you for your rating.').waitFor();
  // No promise of a session that could not come here, and one way to the next.
  await page.getByRole('button', { name: 'Use another number' }).waitFor();
  for (const words of ['As soon as an agent opens', 'I was given a number'])
    assert.equal(await page.getByText(words).count(), 0, words);
});

test('times that an agent suggests are answered at the end of the link in the mail, by the keyboard alone', async () => {
  const both = await people.meet('T-1007');
  const client = { agent: both.agent.page, customer: both.customer.page };
  const told = await fetch(`${people.desk.url}/api/v1/contacts/customer-of-T-1007`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Peter Lang', email: 'peter@home.example', lang: 'en' }),
  });
  assert.equal(told.status, 200);
  await client.customer.getByRole('button', { name: 'Request video session' }).click();
  await client.customer.getByRole('textbox', { name: 'What is it about?' }).fill('It hums.');
  await client.customer.getByRole('button', { name: 'Send request' }).click();
  await client.agent.getByRole('button', { name: 'Propose another time' }).waitFor();
  const first = Math.ceil(Date.now() / HOUR_MS + 24) * HOUR_MS;
  const times = [first, first + HOUR_MS];
  const before = post.mails.length;
  await client.agent
    .locator('video-session')
    .evaluate((element, at) => (element as VideoSession).client?.proposeTimes(at), times);
  const mail = (await post.has(before + 1)).find(({ to }) => to.includes('peter@home.example'));
  const link = /https?:\S+\/join\/#\S+/.exec(mail?.parsed.text ?? '')?.[0] ?? '';

  const page = await stranger(link);
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  await axeFindsNothing(page, 'at the door');
  await pressByKeyboard(page, 'Continue');
  await page.getByRole('heading', { name: 'Anna suggests another time' }).waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await axeFindsNothing(page, `suggested times, ${colorScheme}`);
  }
  await page.getByRole('radio').nth(1).check({ force: true });
  await pressByKeyboard(page, 'Accept');
  await client.agent.getByRole('heading', { name: /^Agreed: / }).waitFor();
  const agreed = await client.agent
    .locator('video-session')
    .evaluate((element) => (element as VideoSession).client?.state.session?.request?.scheduledFor);
  assert.equal(agreed, times[1]);

  // Whoever has called it off is told so, and cannot ask from here for another one.
  await client.customer
    .locator('video-session')
    .evaluate((element) => (element as VideoSession).client?.cancel('withdrawn'));
  await page.getByText('The session was withdrawn.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Request video session' }).count(), 0);

  const form = await stranger(`${people.desk.url}/join/`);
  await form.getByLabel('Session number').waitFor();
  await axeFindsNothing(form, 'the form for a number');
});

test('a link leads nowhere while the session is internal, also for who has it open, and into it once it is public again', async () => {
  const both = await people.meet('T-1008');
  await startCall(both.agent);
  const made = both.agent.page.getByRole('region', { name: 'Invite' });
  await made.getByRole('button', { name: 'Invite' }).click();
  const box = both.agent.page.getByRole('dialog', { name: 'Invite somebody' });
  await box.getByRole('button', { name: 'Make a link' }).click();
  const link = await box.getByLabel('Link to the session').inputValue();
  await box.getByRole('button', { name: 'Close' }).click();
  const early = await stranger(link);
  await early.getByLabel('Your name').fill('Mia');
  const setInternal = (internal: boolean) =>
    both.agent.page
      .locator('video-session')
      .evaluate((element, value) => (element as VideoSession).client?.setInternal(value), internal);
  await setInternal(true);
  await early.getByRole('button', { name: 'Continue' }).click();
  await early.getByRole('heading', { name: 'This link leads nowhere' }).waitFor();
  const late = await stranger(link);
  await late.getByRole('heading', { name: 'This link leads nowhere' }).waitFor();
  assert.doesNotMatch(await late.locator('body').innerText(), /Anna/, 'nor who has invited');
  await setInternal(false);
  await late.reload();
  await late.getByRole('heading', { name: 'Anna invites you' }).waitFor();
  await late.getByLabel('Your name').fill('Mia');
  await late.getByRole('button', { name: 'Continue' }).click();
  await late.getByRole('button', { name: 'Join video session' }).waitFor();
  for (const page of [early, late]) await page.context().close();
});
