import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, ask, chunks, NO, recIsLit, recordingIs, YES } from './recorded.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;
before(async () => {
  people = await twoPeople();
});
afterEach(() => people.leave());
after(() => people.close());

const NOT_KNOWN_YET = 'Your no is told as soon as this page is connected again.';
const question = (page: Page) => page.getByRole('dialog', { name: 'May this call be recorded?' });

/** Resolves once the page says that it has no server. */
const isCut = (page: Page) =>
  page.waitForFunction(
    () => document.querySelector('video-session')?.client?.state.server !== 'connected',
  );

describe('the no of a customer who has no connection', () => {
  it('to the question is kept, and told and confirmed when they are back; nothing is recorded', async () => {
    const { agent, customer } = await people.call('T-1001');
    await ask(agent.page);
    await question(customer.page).waitFor();
    // What says no is loaded with the question.
    await customer.page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('/recording-')),
    );
    await customer.context.setOffline(true);
    await isCut(customer.page);
    await answer(customer.page, NO);
    await customer.page.getByText(NOT_KNOWN_YET).waitFor();
    await question(customer.page).waitFor({ state: 'hidden' });
    await recordingIs(agent.page, 'asked');
    await customer.context.setOffline(false);
    for (const { page } of [agent, customer])
      await page.getByText('Nothing is recorded: not everybody agreed.').first().waitFor();
    assert.deepEqual(await chunks(people.desk.dataDir), []);
  });

  it('in a page that is loaded anew before what says it has come', async () => {
    const { agent, customer } = await people.meet('T-1003');
    // What says no is loaded with the question, and takes as long as the page is there.
    const late = /\/chunks\/recording-/;
    let [asked, isLate] = [0, true];
    await customer.page.route(late, async (route) => {
      asked += 1;
      if (!isLate) await route.continue();
    });
    await people.enter(agent, customer);
    await ask(agent.page);
    await answer(customer.page, NO);
    await question(customer.page).waitFor({ state: 'hidden' });
    await recordingIs(agent.page, 'asked');
    assert.equal(asked, 1, 'it was loading');
    isLate = false;
    await customer.page.reload();
    for (const { page } of [agent, customer]) {
      await recordingIs(page, 'stopped');
      await page.getByText('Nothing is recorded: not everybody agreed.').first().waitFor();
    }
    assert.deepEqual(await chunks(people.desk.dataDir), []);
  });

  it('to what runs is kept over a reload, and ends it when they are back', async () => {
    const { agent, customer } = await people.call('T-1002');
    await ask(agent.page);
    await answer(customer.page, YES);
    await Promise.all([recIsLit(agent.page, true), recIsLit(customer.page, true)]);
    await customer.context.setOffline(true);
    await isCut(customer.page);
    // Nor does it reach the page that records, as where everything is cut.
    await customer.page.evaluate(() => {
      RTCDataChannel.prototype.send = () => {};
    });
    await customer.page.getByRole('button', { name: 'Stop recording' }).click();
    await customer.page.getByText(NOT_KNOWN_YET).waitFor();
    await recordingIs(agent.page, 'running');
    // They load the page anew, in vain at first.
    const url = customer.page.url();
    await assert.rejects(customer.page.reload());
    await customer.context.setOffline(false);
    await customer.page.goto(url);
    for (const { page } of [agent, customer]) {
      await recordingIs(page, 'stopped');
      await page
        .getByText('The recording was stopped: somebody has withdrawn their consent.')
        .first()
        .waitFor();
      await recIsLit(page, false);
    }
  });
});
