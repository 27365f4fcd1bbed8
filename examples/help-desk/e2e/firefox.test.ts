import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page as FirefoxPage } from 'puppeteer-core';
import { findFirefox, launchFirefox } from '../../../scripts/rig/browsers.ts';
import { feedFirefox } from '../../../scripts/rig/camera/firefox-camera.ts';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { frameMeterSource, heardHz, seesMoving } from '../../../scripts/rig/frame-meter.ts';
import { pathOf, PATIENCE_MS, startCall, statusIs, takeSeat } from '../faults/desk-call.ts';

const skip = findFirefox() === null ? 'no Firefox here' : false;

/** Presses a button by its name; the selector looks into shadow roots. */
async function press(page: FirefoxPage, name: string): Promise<void> {
  await page.locator(`::-p-aria(${name}[role="button"])`).setTimeout(PATIENCE_MS).click();
}

test(
  'an agent in Chromium and a customer in Firefox see and hear each other',
  { skip },
  async () => {
    await using desk = await startDesk();
    const agent = await takeSeat(desk.url, 'agent');
    const firefox = await launchFirefox();
    try {
      const page = await firefox.newPage();
      await feedFirefox(page, 'customer');
      await page.evaluateOnNewDocument(frameMeterSource);
      await page.goto(`${desk.url}${pathOf('customer')}`);
      await startCall(agent);
      await press(page, 'Join video session');
      await press(page, 'Join now');
      await statusIs(agent.page, ['live']);
      await seesMoving(agent.page, 'customer', PATIENCE_MS);
      const patience = { timeout: PATIENCE_MS, polling: 50 };
      await page.waitForFunction(
        () => document.querySelector('video-session')?.client?.state.status.is === 'live',
        patience,
      );
      await page.waitForFunction(() => window.rigMeter.strip()?.sender === 'agent', patience);
      const before = await page.evaluate(() => window.rigMeter.times.length);
      await page.waitForFunction(
        (then) => window.rigMeter.times.length > then + 10,
        patience,
        before,
      );
      assert.notEqual(await heardHz(agent.page), null, 'the agent hears Firefox’s microphone');
      assert.notEqual(
        await page.evaluate(() => window.rigMeter.heardHz()),
        null,
        'Firefox hears the agent',
      );

      await press(page, 'Leave');
      await page
        .locator('::-p-aria(Leave the call?) >>> ::-p-aria(Leave[role="button"])')
        .setTimeout(PATIENCE_MS)
        .click();
      await statusIs(agent.page, ['ended']);
    } finally {
      await firefox.close();
      await agent.browser.close();
    }
  },
);
