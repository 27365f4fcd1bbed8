import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
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

async function pageOf(role: Role, ticket: string): Promise<Page> {
  const browser = await launchFor(role);
  browsers.push(browser);
  const { page } = await emptySeat(browser, role);
  await page.goto(`${desk.url}${pathOf(role, ticket)}`);
  return page;
}

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
    await customer.getByRole('button', { name: 'Check camera and microphone' }).click();
    const card = customer.locator('session-request');
    await card.getByText('Your microphone works').waitFor();
    await card.getByText('Your connection is ready for a video call.').waitFor();
    for (const way of ['Direct', 'Through our relay', 'Through our relay, by a detour'])
      await card.getByText(new RegExp(`^${way}: works \\(\\d+ ms\\)$`)).waitFor();
    await card.getByRole('button', { name: 'Play a test sound' }).click();
    await card.getByRole('button', { name: 'Yes', exact: true }).click();
    await card.getByText('Your speaker works.').waitFor();
    await card.getByRole('button', { name: 'Record and listen' }).click();
    await card.getByText('This is how you sound').waitFor();
    await card.getByText('Did you hear yourself?').waitFor();
    await axeFindsNothing(customer, 'checked');
    await customer.getByRole('button', { name: 'End the check' }).click();

    const answer = agent.locator('session-request');
    await answer.getByText('Tried out before the call').waitFor();
    for (const line of [
      'Camera: works',
      'Microphone: works',
      'Speaker: works',
      'Connection: works',
    ])
      await answer.getByText(line, { exact: true }).waitFor();
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
