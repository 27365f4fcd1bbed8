import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { pathOf } from '../faults/desk-call.ts';
import { answer, ask, privateFiles, recordingIs, recordingReady, watch, YES } from './recorded.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;
before(async () => {
  people = await twoPeople();
});
afterEach(() => people.leave());
after(() => people.close());

const UPLOADS = '**/files/recordings/**';
/** As many pieces as some seconds have. */
const PIECES = 8;

/** Records some seconds in a call of which nothing reaches the server, and stops. */
async function recordCutOff(ticket: string) {
  const { agent, customer } = await people.call(ticket);
  await agent.page.route(UPLOADS, (route) => route.abort());
  await ask(agent.page);
  await answer(customer.page, YES);
  await filesAre(agent.page, (files) => files > PIECES + 3);
  await agent.page.getByRole('button', { name: 'Stop recording' }).click();
  await recordingIs(customer.page, 'stopped');
  return { agent, customer };
}

async function isWhole(customer: Page): Promise<void> {
  const { id, durationMs } = await recordingReady(customer);
  assert.ok(durationMs > PIECES * 450, `${durationMs} ms`);
  const seen = await watch(customer, id);
  assert.ok(seen.large > 8, JSON.stringify(seen));
}

/** Resolves once so many files lie in the page's private file system. */
async function filesAre(page: Page, fits: (files: number) => boolean): Promise<void> {
  while (!fits((await privateFiles(page)).length));
}

/** Nothing of a recording stays in the browser once the server has it, but the folder of them all. */
const nothingIsLeft = (page: Page): Promise<void> => filesAre(page, (files) => files <= 1);

describe('an upload that was interrupted', () => {
  it('is finished by the next load of the page', async () => {
    const { agent, customer } = await recordCutOff('T-1001');
    await agent.page.unroute(UPLOADS);
    await agent.page.reload();
    await isWhole(customer.page);
    await nothingIsLeft(agent.page);
  });

  it('is finished by another tab as soon as the first is closed', async () => {
    const { agent, customer } = await recordCutOff('T-1002');
    const other = await agent.context.newPage();
    await other.goto(`${people.desk.url}${pathOf('agent', 'T-1002')}`);
    await other.waitForFunction(
      () =>
        document.querySelector('video-session')?.client?.state.sessions[0]?.recordings[0]?.state ===
        'finishing',
    );
    assert.ok((await privateFiles(other)).length > PIECES, 'only one page brings it');
    await agent.page.close();
    await isWhole(customer.page);
    await nothingIsLeft(other);
  });
});
