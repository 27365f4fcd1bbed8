import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../scripts/rig/browsers.ts';
import { startDesk, type Desk } from '../../../scripts/rig/desk-process.ts';
import { seesMoving } from '../../../scripts/rig/frame-meter.ts';
import {
  openSeat,
  PATIENCE_MS,
  startCall,
  stateOf,
  statusIs,
  takeSeat,
  type Seat,
} from '../faults/desk-call.ts';

let desk: Desk;
let agent: Seat;

before(async () => {
  desk = await startDesk();
  agent = await takeSeat(desk.url, 'agent');
  await startCall(agent);
});
after(async () => {
  await agent?.browser.close();
  await desk?.stop();
});

/** The customer without devices is told why and what to do, and comes in all the same. */
async function joinsWatching(
  browser: Browser,
  told: { readonly title: string; readonly remedy: RegExp; readonly code: string },
): Promise<void> {
  try {
    const customer = await openSeat(browser, desk.url, 'customer');
    await customer.page.getByRole('button', { name: 'Join video session' }).click();
    await customer.page.getByText(told.title).waitFor();
    await customer.page.getByText(told.remedy).waitFor();
    await customer.page.getByText(`Code: ${told.code}`).waitFor();
    await customer.page.getByText('You join without camera and microphone').waitFor();
    await customer.page.getByRole('button', { name: 'Join now' }).click();
    await statusIs(customer.page, ['live']);
    await seesMoving(customer.page, 'agent', PATIENCE_MS);
    await statusIs(agent.page, ['live']);
    const other = (await stateOf(agent.page))?.session?.participants.find(({ you }) => !you);
    assert.equal(other?.camera, 'unavailable');
    assert.equal(other?.microphone, 'unavailable');
  } finally {
    await browser.close();
  }
}

test('a customer who declined camera and microphone learns how to allow them, and joins watching', async () => {
  await joinsWatching(await launchChromium({ denyMedia: true }), {
    title: 'Camera or microphone was not allowed.',
    remedy: /address bar/,
    code: 'device-denied-by-user',
  });
});

test('a customer without any device is told so, and joins watching', async () => {
  await joinsWatching(await launchChromium({ noDevices: true }), {
    title: 'No camera or microphone was found.',
    remedy: /join without it/,
    code: 'device-not-found',
  });
});
