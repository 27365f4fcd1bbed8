import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ElementHandle, Page as FirefoxPage } from 'puppeteer-core';
import type { ArOverlay } from '@fernblick/elements';
import { findFirefox, launchFirefox } from '../../../scripts/rig/browsers.ts';
import { feedFirefox } from '../../../scripts/rig/camera/firefox-camera.ts';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { frameMeterSource, seesMoving } from '../../../scripts/rig/frame-meter.ts';
import {
  hears,
  pathOf,
  PATIENCE_MS,
  startCall,
  stateOf,
  statusIs,
  takeSeat,
} from '../faults/desk-call.ts';
import { press } from './press-in-firefox.ts';
import { draw, hasMarks, lookFirst } from './two-people.ts';

const skip = findFirefox() === null ? 'no Firefox here' : false;
const patience = { timeout: PATIENCE_MS, polling: 100 };

/** Runs in the page before its own scripts: keeps its connections within reach of the test. */
function keepConnections(): void {
  const kept: RTCPeerConnection[] = [];
  Object.assign(window, { keptConnections: kept });
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      kept.push(this);
    }
  };
}

/** Runs in a page: true once it has these marks, all of them on the thing. */
function hasTracked(kinds: readonly string[]): boolean {
  const marks =
    document.querySelector('video-session')?.shadowRoot?.querySelector<ArOverlay>('ar-overlay')
      ?.marks ?? [];
  return (
    marks.map(({ kind }) => kind).join() === kinds.join() &&
    marks.every(({ state }) => state === 'tracked')
  );
}

/** Runs in a page: what is drawn on, once the tools are out. */
function drawingSurface(): Element | undefined {
  const root = document.querySelector('video-session')?.shadowRoot;
  const overlay = root?.querySelector<ArOverlay>('ar-overlay');
  if (overlay?.watching !== false) return undefined;
  return overlay.renderRoot.querySelector('.surface') ?? undefined;
}

/**
 * Resolves once Firefox has decoded sound that is no silence. Its Web Audio does not run on machines without a sound
 * card, so the decoder is asked instead.
 */
async function hearsEnergy(page: FirefoxPage): Promise<void> {
  await page.waitForFunction(async () => {
    const { keptConnections } = window as unknown as { keptConnections: RTCPeerConnection[] };
    const reports = await Promise.all(keptConnections.map((each) => each.getStats()));
    return reports
      .flatMap((report) => [...report.values()] as RTCInboundRtpStreamStats[])
      .some(
        ({ type, kind, totalAudioEnergy }) =>
          type === 'inbound-rtp' && kind === 'audio' && (totalAudioEnergy ?? 0) > 0.01,
      );
  }, patience);
}

test('an agent in Chromium and a customer in Firefox meet', { skip }, async () => {
  await using desk = await startDesk();
  const agent = await takeSeat(desk.url, 'agent');
  const firefox = await launchFirefox();
  try {
    const page = await firefox.newPage();
    await feedFirefox(page, 'customer');
    await page.evaluateOnNewDocument(frameMeterSource);
    await page.evaluateOnNewDocument(keepConnections);
    await page.goto(`${desk.url}${pathOf('customer')}`);
    await startCall(agent);
    await press(page, 'Join video session');
    await press(page, 'Join now');

    await statusIs(agent.page, ['live']);
    await seesMoving(agent.page, 'customer', PATIENCE_MS);
    await page.waitForFunction(
      () => document.querySelector('video-session')?.client?.state.status.is === 'live',
      patience,
    );
    await page.waitForFunction(() => window.rigMeter.strip()?.sender === 'agent', patience);
    const shown = await page.evaluate(() => window.rigMeter.times.length);
    await page.waitForFunction((then) => window.rigMeter.times.length > then + 10, patience, shown);
    // Firefox's microphone.
    await hears(agent.page, (hz) => hz !== null);
    await hearsEnergy(page);
    // Each browser writes its descriptions in its own way.
    const read = await page.waitForFunction(
      () => document.querySelector('video-session')?.client?.state.links[0]?.securityDigits,
      patience,
    );
    const digits: unknown = await read.jsonValue();
    assert.equal((await stateOf(agent.page))?.links[0]?.securityDigits, digits);

    // Each browser reads frames in its own way, too.
    const toolbar = agent.page.getByRole('toolbar', { name: 'Call' });
    await toolbar.getByRole('button', { name: 'Draw' }).click();
    await agent.page.getByRole('radio', { name: 'Rectangle' }).click();
    await lookFirst(agent);
    await draw(agent, [0.35, 0.4], [0.55, 0.6]);
    await hasMarks(agent, ['rectangle'], 'tracked');
    await page.waitForFunction(hasTracked, patience, ['rectangle']);
    await press(page, 'Draw');
    const surface = await page.waitForFunction(drawingSurface, patience);
    const box = await (surface as ElementHandle).boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.6 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.7 * box.height, { steps: 8 });
    await page.mouse.up();
    await page.waitForFunction(hasTracked, patience, ['rectangle', 'pen']);
    await hasMarks(agent, ['rectangle', 'pen'], 'tracked');

    await press(page, 'Leave');
    // The dialog asks once more, with a button of the same name after the first.
    await press(page, 'Leave');
    await statusIs(agent.page, ['ended']);
  } finally {
    await firefox.close();
    await agent.browser.close();
  }
});
