import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { emptySeat, startCall, joinCall, bothLive, statusIs } from '../faults/desk-call.ts';
import {
  answer,
  ask,
  NO,
  piecesAfter,
  recIsLit,
  recordingIs,
  running,
  timesOf,
  YES,
} from './recorded.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

const API_KEY = 'a-key-for-this-test-alone-0123456789';

let people: TwoPeople;
before(async () => {
  people = await twoPeople({ API_KEY });
});
afterEach(() => people.leave());
after(() => people.close());

const question = (page: Page) => page.getByRole('dialog', { name: 'May this call be recorded?' });
const recordButtons = (page: Page): Promise<number> =>
  page.getByRole('button', { name: 'Record', exact: true }).count();

/** Decides for everybody, as the host's backend does. */
async function decide(functions: Readonly<Record<string, boolean>>): Promise<void> {
  const answered = await fetch(`${people.desk.url}/api/v1/settings/host`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ functions }),
  });
  assert.equal(answered.status, 200, await answered.text());
}

/** Ben comes to Anna's call, from the ticket. */
async function benJoins(ticket: string) {
  const { agent, customer } = await people.call(ticket);
  await ask(agent.page);
  await answer(customer.page, YES);
  await Promise.all([recIsLit(agent.page, true), recIsLit(customer.page, true)]);
  const ben = await emptySeat(agent.browser, 'agent');
  await ben.page.goto(`${people.desk.url}/agent/?agent=ben&ticket=${ticket}`);
  await ben.page.getByRole('button', { name: 'Join the running call' }).click();
  await ben.page.getByRole('button', { name: 'Join now' }).click();
  await statusIs(ben.page, ['live']);
  return { agent, customer, ben };
}

describe('who is asked whether a call is recorded', () => {
  it('somebody new who shows, while it waits for everybody: their yes lets it go on', async () => {
    const { agent, customer, ben } = await benJoins('T-1001');
    try {
      await question(ben.page).getByText('Anna would like to record this call.').waitFor();
      for (const { page } of [agent, customer]) {
        await recordingIs(page, 'paused');
        await page.getByText('Recording paused: somebody new is being asked').first().waitFor();
        await recIsLit(page, false);
      }
      const { id, ms } = await running(agent.page);
      await answer(ben.page, YES);
      await Promise.all([agent, customer, ben].map(({ page }) => recIsLit(page, true)));
      const pieces = await piecesAfter(people.desk.dataDir, id, ms + 1_000);
      const times = pieces.map(timesOf).toSorted((a, b) => a.from - b.from);
      const gaps = times.map(({ from }, n) => from - (times[n - 1]?.until ?? from));
      assert.ok(Math.max(...gaps) > 300, `nothing is left out: ${gaps.join(' ')}`);
    } finally {
      await ben.context.close();
    }
  });

  it('and their no ends it for everybody', async () => {
    const { agent, customer, ben } = await benJoins('T-1002');
    try {
      await question(ben.page).waitFor();
      await answer(ben.page, NO);
      for (const { page } of [agent, customer, ben]) {
        await recordingIs(page, 'stopped');
        await recIsLit(page, false);
      }
      await customer.page.getByText('The recording was stopped: not everybody agreed.').waitFor();
    } finally {
      await ben.context.close();
    }
  });

  it('the customer at the start, by itself and without a button, where administrators have it so; not again after a no', async () => {
    await decide({ 'auto-recording': true });
    try {
      const { agent, customer } = await people.meet('T-1003');
      await startCall(agent);
      await joinCall(customer);
      await question(customer.page).waitFor();
      assert.deepEqual(
        [await recordButtons(agent.page), await recordButtons(customer.page)],
        [0, 0],
      );
      await answer(customer.page, YES);
      await bothLive(agent, customer);
      await Promise.all([recIsLit(agent.page, true), recIsLit(customer.page, true)]);
      assert.deepEqual(
        [await recordButtons(agent.page), await recordButtons(customer.page)],
        [0, 0],
      );
      await customer.page.getByRole('button', { name: 'Stop recording' }).click();
      await recordingIs(agent.page, 'stopped');
      // Both have gone on and off, which is when a page might ask once more.
      for (const name of ['Hold', 'Go on']) {
        await agent.page.getByRole('button', { name, exact: true }).click();
        await agent.page
          .getByRole('button', { name: name === 'Hold' ? 'Go on' : 'Hold', exact: true })
          .waitFor();
      }
      await statusIs(customer.page, ['live']);
      await recordingIs(agent.page, 'stopped');
      assert.equal(await question(customer.page).count(), 0);
    } finally {
      await decide({ 'auto-recording': false });
    }
  });
});
