import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchChromium } from '../../../scripts/rig/browsers.ts';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { noteFigure } from '../../../scripts/rig/figures.ts';
import { frameAfter } from '../../../scripts/rig/frame-meter.ts';
import { tone } from '../../../scripts/rig/tone.ts';
import {
  emptySeat,
  hears,
  isTone,
  joinCall,
  pathOf,
  PATIENCE_MS,
  startCall,
  stateOf,
  statusIs,
  takeSeat,
  TONE_HZ,
} from '../faults/desk-call.ts';
import { faultyDevices } from '../faults/device-faults.ts';

test('an unplugged camera leaves the voice alone, both are told, and another one takes over without renegotiation', async () => {
  await using stack = new AsyncDisposableStack();
  const desk = stack.use(await startDesk());
  const agent = await takeSeat(desk.url, 'agent');
  stack.defer(() => agent.browser.close());
  // Three of Chromium's own test cameras: a film can only play in one, and the second gives depth, no picture.
  const browser = stack.use(
    await launchChromium({
      audio: tone(TONE_HZ.customer),
      args: ['--use-fake-device-for-media-stream=device-count=3'],
    }),
  );
  const customer = await emptySeat(browser, 'customer');
  await faultyDevices(customer.page);
  await customer.page.goto(`${desk.url}${pathOf('customer')}`);
  await startCall(agent);
  await joinCall(customer);
  await Promise.all([statusIs(agent.page, ['live']), statusIs(customer.page, ['live'])]);
  await frameAfter(agent.page, Date.now(), PATIENCE_MS);
  const negotiations = () =>
    Promise.all(
      [agent, customer].map(({ page }) => page.evaluate(() => window.rigMeter.negotiations)),
    );
  const before = await negotiations();
  const first = await stateOf(customer.page);
  assert.equal(first?.camera.state, 'on');

  const unplugAt = Date.now();
  await customer.page.evaluate(() => window.deviceFaults.unplug('videoinput'));
  await Promise.all([
    customer.page.waitForFunction(
      () => document.querySelector('video-session')?.client?.state.camera.state === 'lost',
      undefined,
      { timeout: PATIENCE_MS, polling: 20 },
    ),
    agent.page.waitForFunction(
      () =>
        document
          .querySelector('video-session')
          ?.client?.state.session?.participants.some(
            ({ role, camera }) => role === 'customer' && camera === 'lost',
          ),
      undefined,
      { timeout: PATIENCE_MS, polling: 20 },
    ),
  ]);
  noteFigure({
    fault: 'F17',
    what: 'both told of an unplugged camera',
    value: Date.now() - unplugAt,
    unit: 'ms',
    demanded: '≤ 1000',
  });
  const told = await stateOf(customer.page);
  assert.equal(told?.camera.error?.code, 'device-lost');
  await statusIs(customer.page, ['live']);
  assert.equal(told.microphone.state, 'on');
  // The voice stays.
  await hears(agent.page, isTone(TONE_HZ.customer));

  const other = told.cameras.at(-1);
  assert.ok(other, 'the unplugged camera is off the list, the other one is on it');
  assert.equal(
    told.cameras.some(({ deviceId }) => deviceId === first.camera.deviceId),
    false,
  );
  const chooseAt = Date.now();
  await customer.page.evaluate(
    (deviceId) => document.querySelector('video-session')?.client?.chooseCamera(deviceId),
    other.deviceId,
  );
  await customer.page.evaluate(() =>
    document.querySelector('video-session')?.client?.setCamera(true),
  );
  // The last frame of the old camera may still be on its way when the new one is chosen.
  const shownAt = await frameAfter(agent.page, chooseAt + 100, PATIENCE_MS);
  noteFigure({
    fault: 'F17',
    what: 'picture of another camera at the other side',
    value: shownAt - chooseAt,
    unit: 'ms',
    demanded: '≤ 2000',
  });
  const after = await stateOf(customer.page);
  assert.equal(after?.camera.state, 'on');
  assert.equal(after.camera.deviceId, other.deviceId);
  assert.deepEqual(
    await negotiations(),
    before,
    'tracks are replaced, nothing is negotiated again',
  );
});
