import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../scripts/rig/browsers.ts';
import { startDesk, type Desk } from '../../../scripts/rig/desk-process.ts';
import { tone } from '../../../scripts/rig/tone.ts';
import {
  emptySeat,
  launchFor,
  openSeat,
  pathOf,
  startCall,
  stateOf,
  statusIs,
  TONE_HZ,
  type Seat,
} from '../faults/desk-call.ts';
import { phoneCameras } from '../faults/phone-cameras.ts';

let desk: Desk;
let browsers: { readonly agent: Browser; readonly customer: Browser };
let seats: readonly Seat[] = [];

before(async () => {
  desk = await startDesk();
  browsers = {
    agent: await launchFor('agent'),
    customer: await launchChromium({
      audio: tone(TONE_HZ.customer),
      args: ['--use-fake-device-for-media-stream=device-count=3'],
    }),
  };
});

afterEach(async () => {
  for (const { context } of seats) await context.close();
});

after(async () => {
  for (const browser of Object.values(browsers ?? {})) await browser.close();
  await desk?.stop();
});

/** A call with a customer at a phone, who shows what is in front of it, or themselves. */
async function call(ticket: string, starts: 'front' | 'rear') {
  const agent = await openSeat(browsers.agent, desk.url, 'agent', ticket);
  const customer = await emptySeat(browsers.customer, 'customer');
  seats = [agent, customer];
  const { page } = customer;
  await phoneCameras(page);
  await page.goto(`${desk.url}${pathOf('customer', ticket)}`);
  await startCall(agent);
  await page.getByRole('button', { name: 'Join video session' }).click();
  if (starts === 'front') {
    await page.getByRole('button', { name: 'Flip camera' }).click();
    await page.waitForFunction(
      () => document.querySelector('video-session')?.client?.state.camera.facing === 'user',
    );
  }
  await page.getByRole('button', { name: 'Join now' }).click();
  await Promise.all([statusIs(agent.page, ['live']), statusIs(page, ['live'])]);
  await shows(agent, starts);
  return {
    agent,
    customer,
    rear: (pressed: boolean) =>
      agent.page.getByRole('button', { name: 'Rear camera', exact: true, pressed }),
    question: page.getByRole('dialog', { name: 'asks to' }),
  };
}

/** Resolves once the picture that a page decodes is that of the customer's front or rear camera: they differ in shape. */
async function shows({ page }: Seat, camera: 'front' | 'rear'): Promise<void> {
  await page.waitForFunction(
    (shape) => {
      const { videoWidth, videoHeight } = window.rigMeter.video() ?? {};
      return Math.abs((videoWidth ?? 0) / (videoHeight ?? 1) - shape) < 0.02;
    },
    { front: 16 / 9, rear: 4 / 3 }[camera],
  );
}

/** Where the camera looks whose track the customer sends. */
const sent = async ({ page }: Seat) => (await stateOf(page))?.camera.facing;

/** The name of what has the focus, through all shadow roots. */
const focused = ({ page }: Seat) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement != null) at = at.shadowRoot.activeElement;
    return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
  });

it('the rear camera is asked for, agreed to, seen and taken back, all by keyboard', async () => {
  const { agent, customer, rear, question } = await call('T-1001', 'front');
  const { page } = customer;
  await page.getByRole('toolbar', { name: 'Call' }).getByRole('button', { name: /^Chat/ }).click();
  const letter = page.getByRole('textbox', { name: 'Write in the chat' });
  await letter.pressSequentially('The label ');
  await rear(false).press('Enter');
  await question.getByText('asks to use your rear camera').waitFor();
  await agent.page.getByText('Waiting for Maria Hofmann to agree').waitFor();
  await page.keyboard.type('is behind it');
  assert.equal(await letter.inputValue(), 'The label is behind it', 'who types goes on typing');
  assert.equal(await sent(customer), 'user', 'nothing happens before a yes');
  await question.getByRole('button', { name: 'No' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await question.waitFor({ state: 'detached' });
  await page.keyboard.type('.');
  assert.equal(await letter.inputValue(), 'The label is behind it.', 'the focus is back');
  await rear(true).waitFor();
  assert.equal(await sent(customer), 'environment');
  await shows(agent, 'rear');

  assert.equal(await focused(agent), 'Rear camera', 'the agent is where they were');
  await agent.page.keyboard.press('Enter');
  await rear(false).waitFor();
  assert.equal(await question.count(), 0, 'what was agreed to is not asked again');
  await shows(agent, 'front');
  await rear(false).press('Enter');
  await rear(true).waitFor();
  await shows(agent, 'rear');

  await page.getByRole('button', { name: 'Stop: Rear camera' }).press('Enter');
  await rear(false).waitFor();
  await shows(agent, 'front');
  assert.equal(await sent(customer), 'user');
  await rear(false).press('Enter');
  await question.getByRole('button', { name: 'Yes' }).press('Escape');
  await agent.page.getByText('The customer has not agreed.').waitFor();
  assert.equal(await sent(customer), 'user');
});

it('a camera that is taken or gone leaves the other one running, and both are told why', async () => {
  const { agent, customer, rear, question } = await call('T-1002', 'rear');
  const { page } = customer;
  await page.evaluate(() => window.phoneCameras.occupy('user', true));
  await rear(true).click();
  await question.getByText('asks to use your front camera').waitFor();
  await question.getByRole('button', { name: 'Yes' }).click();
  await page.getByText('Another program is using the device.').waitFor();
  await agent.page.getByText('The customer’s camera did not do it.').waitFor();
  await rear(true).waitFor();
  await shows(agent, 'rear');
  assert.equal(await page.getByRole('button', { name: 'Stop: Rear camera' }).count(), 0);

  await rear(true).click();
  await question.waitFor();
  await page.evaluate(() => window.phoneCameras.pull('user'));
  await question.waitFor({ state: 'detached' });
  await agent.page.getByText('The customer’s camera cannot do that.').waitFor();
  await rear(true).waitFor({ state: 'detached' });

  await page.evaluate(() => window.phoneCameras.pull('environment'));
  await page.getByText('The device was unplugged or switched off.').waitFor();
  assert.equal((await stateOf(agent.page))?.status.is, 'live');
  assert.equal((await stateOf(page))?.camera.error?.code, 'device-lost');
});
