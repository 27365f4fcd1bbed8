import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { seesMoving } from '../../../scripts/rig/frame-meter.ts';
import { PATIENCE_MS, startCall, stateOf, statusIs, takeSeat } from '../faults/desk-call.ts';

test('a customer who declined camera and microphone learns how to allow them, joins watching, and the agent is told', async () => {
  await using desk = await startDesk();
  const agent = await takeSeat(desk.url, 'agent');
  const customer = await takeSeat(desk.url, 'customer', { denyMedia: true });
  try {
    await startCall(agent);
    const { page } = customer;
    await page.getByRole('button', { name: 'Join video session' }).click();
    const problem = page.getByRole('status').filter({ hasText: 'was not allowed' });
    await problem.getByText(/address bar/).waitFor();
    await problem.getByText('Code: device-denied-by-user').waitFor();
    await problem.getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByText('You join without camera and microphone').waitFor();
    await page.getByRole('button', { name: 'Join now' }).click();
    await Promise.all([statusIs(page, ['live']), statusIs(agent.page, ['live'])]);
    await seesMoving(page, 'agent', PATIENCE_MS);
    await agent.page.getByText('has allowed neither camera nor microphone').first().waitFor();
    const other = (await stateOf(agent.page))?.session?.participants.find(({ you }) => !you);
    assert.deepEqual([other?.camera, other?.microphone], ['denied', 'denied']);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await problem.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page
      .getByRole('dialog', { name: 'More' })
      .getByText(/address bar/)
      .waitFor();
  } finally {
    await customer.browser.close();
    await agent.browser.close();
  }
});
