import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { noteFigure } from '../../../scripts/rig/figures.ts';
import { frameAfter, longestPause } from '../../../scripts/rig/frame-meter.ts';
import { bothLive, makeCall, PATIENCE_MS, stateOf } from '../faults/desk-call.ts';

test('after a reload in mid-call either person is back by themselves, as the same participant', async () => {
  await using desk = await startDesk();
  await using call = await makeCall(desk.url);
  for (const who of ['customer', 'agent'] as const) {
    const reloading = call[who];
    const other = call[who === 'agent' ? 'customer' : 'agent'];
    const before = await stateOf(other.page);
    const reloadAt = Date.now();
    await reloading.page.reload({ waitUntil: 'commit' });
    const firstFrame = await frameAfter(reloading.page, reloadAt, PATIENCE_MS);
    await bothLive(call.agent, call.customer);
    noteFigure({
      fault: 'F13',
      what: `picture back at the reloaded ${who}`,
      value: firstFrame - reloadAt,
      unit: 'ms',
      demanded: '≤ 2000',
    });
    noteFigure({
      fault: 'F13',
      what: `longest pause at the other side of the ${who}`,
      value: await longestPause(other.page, reloadAt, Date.now()),
      unit: 'ms',
      demanded: '≤ 2000',
    });
    const after = await stateOf(other.page);
    const ids = (state: typeof after) => state?.session?.participants.map(({ id }) => id);
    assert.deepEqual(ids(after), ids(before), 'the same two participants, no ghost');
    assert.equal(after?.links.length, 1);
    assert.equal(after?.session?.id, before?.session?.id);
  }
});
