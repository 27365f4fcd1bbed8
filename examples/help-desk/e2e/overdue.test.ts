import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchFor, openSeat, pathOf, stateOf } from '../faults/desk-call.ts';
import { saysInMessenger } from './messenger.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

const DAY_MS = 24 * 3_600_000;

let people: TwoPeople;

before(async () => {
  people = await twoPeople();
});
after(async () => {
  await people?.close();
});

test('a session to which nobody came ends by itself after eight days, and both sides read that in their language', async () => {
  const { agent, customer } = await people.meet('T-1002');
  await agent.page.getByRole('button', { name: 'Start video session' }).waitFor();
  await agent.page.evaluate(() => document.querySelector('video-session')?.client?.create());
  for (const { page } of [agent, customer])
    await page.getByRole('button', { name: 'Join video session' }).waitFor();

  await people.desk.setClock(8 * DAY_MS);
  await people.desk.kill9();
  await people.desk.restart();
  for (const { page } of [agent, customer]) {
    await saysInMessenger(page, /^Nobody came to the video session$/);
    await page.getByText('The session did not take place.').first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Join video session' }).count(), 0);
  }
  await agent.page.getByRole('button', { name: 'Start video session' }).waitFor();
  const ended = (await stateOf(agent.page))?.session;
  assert.deepEqual([ended?.end?.reason, ended?.history.at(-1)?.by], ['no-show', null]);

  const browser = await launchFor('customer');
  try {
    const german = await openSeat(browser, people.desk.url, 'customer', 'T-1002');
    await german.page.goto(`${people.desk.url}${pathOf('customer', 'T-1002')}&lang=de`);
    await saysInMessenger(german.page, /^Zur Videositzung ist niemand gekommen$/);
  } finally {
    await browser.close();
  }
});
