import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import {
  answer,
  ask,
  piecesAfter,
  recIsLit,
  recordingReady,
  running,
  watch,
  YES,
} from '../e2e/recorded.ts';
import { bothLive, joinCall, startCall, takeSeat } from './desk-call.ts';

test('a recording is kept but for two seconds where the browser that records dies', async () => {
  await using desk = await startDesk();
  const { url } = desk;
  const agent = await takeSeat(url, 'agent', { ticket: 'T-1004' });
  const customer = await takeSeat(url, 'customer', { ticket: 'T-1004' });
  try {
    await startCall(agent);
    await joinCall(customer);
    await bothLive(agent, customer);
    await ask(agent.page);
    await answer(customer.page, YES);
    await recIsLit(customer.page, true);
    const before = await running(customer.page);
    const pieces = await piecesAfter(desk.dataDir, before.id, before.ms + 3_000);
    const browser = await agent.browser.newBrowserCDPSession();
    const { ms: diedAt } = await running(customer.page);
    // As if it was killed: it answers no more.
    browser.send('Browser.crash').catch(() => undefined);
    await recIsLit(customer.page, false);
    await customer.page.getByRole('button', { name: 'Leave' }).first().click();
    await customer.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    const { id, durationMs } = await recordingReady(customer.page);
    assert.ok(pieces.length > 0);
    const lost = diedAt - durationMs;
    assert.ok(lost < 2_000, `${lost} ms of ${diedAt} ms are lost`);
    const seen = await watch(customer.page, id);
    assert.ok(seen.large > 8 && seen.small > 8, JSON.stringify(seen));
  } finally {
    for (const seat of [agent, customer]) await seat.browser.close().catch(() => undefined);
  }
});
