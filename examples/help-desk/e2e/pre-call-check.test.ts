import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { startDesk, type Desk } from '../../../scripts/rig/desk-process.ts';
import { startTurn, whyNoTurn, type Turn } from '../../../scripts/rig/turn.ts';
import { emptySeat, launchFor, pathOf, type Role } from '../faults/desk-call.ts';
import { axeFindsNothing } from './access.ts';

let turn: Turn | null = null;
let desk: Desk;
const browsers: Browser[] = [];

before(async () => {
  if (whyNoTurn() !== null) return;
  turn = await startTurn();
  desk = await startDesk({
    env: { TURN_URLS: turn.urls.join(','), TURN_SECRET: turn.secret },
  });
});
after(async () => {
  for (const browser of browsers) await browser.close();
  await desk?.stop();
  await turn?.stop();
});

/** Tries everything out by pressing the button, until the agents have been told. */
async function tryOut(card: Locator): Promise<void> {
  await card.getByRole('button', { name: 'Check camera and microphone' }).click();
  await card.getByText('Your microphone works').waitFor();
  await card.getByText('Your connection is ready for a video call.').waitFor();
  await card.getByRole('button', { name: 'Play a test sound' }).click();
  await card.getByRole('button', { name: 'Yes', exact: true }).click();
  await card.getByText('Your speaker works.').waitFor();
}

/** What an agent reads of it there, of each of these people. */
async function readsAllWorks(place: Locator, ...names: readonly string[]): Promise<void> {
  await place.getByText('Tried out before the call').waitFor();
  for (const [i, name] of names.entries()) {
    await place.getByText(new RegExp(`^${name}, today, `)).waitFor();
    for (const line of ['Camera', 'Microphone', 'Speaker', 'Connection'])
      await place.getByText(`${line}: works`, { exact: true }).nth(i).waitFor();
  }
}

async function pageOf(role: Role, ticket: string): Promise<Page> {
  const browser = await launchFor(role);
  browsers.push(browser);
  const { page } = await emptySeat(browser, role);
  await page.goto(`${desk.url}${pathOf(role, ticket)}`);
  return page;
}

test(
  'who comes to a session that an agent has made tries everything out before, at the ticket and by number, and the agent reads it on the card and in the record',
  { skip: whyNoTurn() ?? false },
  async () => {
    const agent = await pageOf('agent', 'T-1002');
    const card = agent.locator('video-session');
    await card.getByRole('button', { name: 'Start video session' }).waitFor();
    await agent.evaluate(() =>
      document.querySelector('video-session')?.client?.create({ number: true }),
    );
    await card.getByRole('button', { name: 'Join video session' }).waitFor();
    assert.equal(await card.getByText('Tried out before the call').count(), 0);

    const customer = await pageOf('customer', 'T-1002');
    await customer.getByRole('button', { name: 'Join video session' }).waitFor();
    await tryOut(customer.locator('session-request'));
    await readsAllWorks(card, 'Jonas Becker');
    await axeFindsNothing(agent, 'read on the card');
    await card.getByRole('button', { name: 'Join video session' }).waitFor();
    const placed = await agent.evaluate(() =>
      document
        .querySelector('video-session')
        ?.client?.state.session?.participants.map(({ role, presence }) => [role, presence]),
    );
    assert.deepEqual(placed, [['customer', 'invited']]);

    // Whoever has the number stands at the door, and has not been here before.
    const number = await agent.evaluate(
      () => document.querySelector('video-session')?.client?.state.session?.number?.digits,
    );
    const guest = await pageOf('customer', 'T-1002');
    await guest.goto(`${desk.url}/join/#${number}`);
    await guest.getByLabel('Your name').fill('Lin');
    await guest.keyboard.press('Enter');
    await guest.getByRole('button', { name: 'Join video session' }).waitFor();
    await tryOut(guest.locator('session-request'));
    await axeFindsNothing(guest, 'tried out at the door');
    await agent.waitForFunction(
      () => document.querySelector('video-session')?.client?.state.session?.checks.length === 2,
    );
    await card.getByRole('button', { name: 'Withdraw session' }).click();
    await card.getByRole('dialog').getByRole('button', { name: 'Withdraw session' }).click();
    await readsAllWorks(agent.locator('session-record'), 'Jonas Becker', 'Lin');
  },
);

test(
  'who waits tries everything out, and the agent reads what came of it, until the relay is gone',
  { skip: whyNoTurn() ?? false },
  async () => {
    const customer = await pageOf('customer', 'T-1001');
    const agent = await pageOf('agent', 'T-1001');
    await customer.getByRole('button', { name: 'Request video session' }).click();
    await customer.getByRole('textbox', { name: 'What is it about?' }).fill('It leaks.');
    await customer.getByRole('button', { name: 'Send request' }).click();
    await customer.getByRole('heading', { name: 'Your request is with us' }).waitFor();
    const card = customer.locator('session-request');
    await tryOut(card);
    for (const way of ['Direct', 'Through our relay', 'Through our relay, by a detour'])
      await card.getByText(new RegExp(`^${way}: works \\(\\d+ ms\\)$`)).waitFor();
    await card.getByRole('button', { name: 'Record and listen' }).click();
    await card.getByText('This is how you sound').waitFor();
    await card.getByText('Did you hear yourself?').waitFor();
    await axeFindsNothing(customer, 'checked');
    await customer.getByRole('button', { name: 'End the check' }).click();

    const answer = agent.locator('session-request');
    await readsAllWorks(answer, 'Maria Hofmann');
    await axeFindsNothing(agent, 'read');

    await turn?.kill9();
    await customer.getByRole('button', { name: 'Check camera and microphone' }).click();
    await card.getByText('Through our relay: does not get through').waitFor();
    await card.getByText('This network lets no video call through.').waitFor();
    await answer.getByText('Connection: lets no call through').waitFor();
    assert.equal(
      await customer.evaluate(
        () => document.querySelector('video-session')?.client?.state.session?.checks.length,
      ),
      0,
      'what was found is for the agents',
    );
  },
);
