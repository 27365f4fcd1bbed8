import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { noteFigure } from '../../../scripts/rig/figures.ts';
import { frameAfter, installFrameMeter, seesMoving } from '../../../scripts/rig/frame-meter.ts';
import { makeCall, pathOf, PATIENCE_MS, stateOf, statusIs } from '../faults/desk-call.ts';

test('a second tab leaves the call where it is until the person takes it over there', async () => {
  await using desk = await startDesk();
  await using call = await makeCall(desk.url);
  const { agent, customer } = call;
  const before = await stateOf(agent.page);

  const second = await customer.context.newPage();
  second.setDefaultTimeout(PATIENCE_MS);
  await installFrameMeter(second);
  await second.goto(`${desk.url}${pathOf('customer')}`);
  const takeOver = second.getByRole('button', { name: 'Take over here' });
  await takeOver.waitFor();
  assert.equal((await stateOf(second))?.heldByOtherTab, true);
  // The first tab goes on.
  await statusIs(customer.page, ['live']);

  const takeAt = Date.now();
  await takeOver.click();
  const shownAt = await frameAfter(second, takeAt, PATIENCE_MS);
  noteFigure({
    fault: 'two tabs',
    what: 'picture in the tab that takes over',
    value: shownAt - takeAt,
    unit: 'ms',
    demanded: '≤ 2000',
  });
  await statusIs(second, ['live']);
  await statusIs(customer.page, ['failed']);
  const left = await stateOf(customer.page);
  assert.equal(left?.status.is === 'failed' && left.status.error.code, 'taken-over');
  await seesMoving(second, 'agent', PATIENCE_MS);
  await seesMoving(agent.page, 'customer', PATIENCE_MS);
  const after = await stateOf(agent.page);
  assert.deepEqual(
    after?.session?.participants.map(({ id }) => id),
    before?.session?.participants.map(({ id }) => id),
    'one customer, not two',
  );

  const liveTracks = await customer.page.evaluate(
    () =>
      document
        .querySelector('video-session')
        ?.client?.state.localStream?.getTracks()
        .filter(({ readyState }) => readyState === 'live').length,
  );
  assert.equal(liveTracks, 0, 'the first tab lets go of camera and microphone');
});
