import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seesMoving } from '../../../scripts/rig/frame-meter.ts';
import { bothLive, hears, PATIENCE_MS, stateOf, type Seat } from '../faults/desk-call.ts';
import { chooseMore, pictureStops, twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;
let agent: Seat;
let customer: Seat;

before(async () => {
  people = await twoPeople();
  ({ agent, customer } = await people.call('T-1002'));
});

after(() => people?.close());

async function otherDevice(
  seat: Seat,
  kind: 'microphone' | 'camera',
  wanted: string,
): Promise<void> {
  await seat.page.waitForFunction(
    ([name, state]) =>
      document
        .querySelector('video-session')
        ?.client?.state.session?.participants.some((one) => !one.you && one[name] === state),
    [kind, wanted] as const,
  );
}

const toggle = (seat: Seat, name: string) =>
  seat.page.getByRole('toolbar', { name: 'Call' }).getByRole('button', { name });

test('a muted microphone is not heard and shows as muted, until it is on again', async () => {
  const button = toggle(customer, 'Microphone');
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  await button.click();
  await otherDevice(agent, 'microphone', 'off');
  await agent.page.getByRole('img', { name: 'Jonas Becker is muted.' }).waitFor();
  await hears(agent.page, (hz) => hz === null);
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  await button.click();
  await otherDevice(agent, 'microphone', 'on');
  await hears(agent.page, (hz) => hz !== null);
});

test('a camera that is off sends no picture, and both know why', async () => {
  const button = toggle(customer, 'Camera');
  await button.click();
  await otherDevice(agent, 'camera', 'off');
  await agent.page.getByText('has the camera off').first().waitFor();
  await pictureStops(agent.page);
  await seesMoving(customer.page, 'agent', PATIENCE_MS);
  await button.click();
  await otherDevice(agent, 'camera', 'on');
  await seesMoving(agent.page, 'customer', PATIENCE_MS);
});

test('on a phone, where the call covers the page, what lies behind is out of reach until it does no more', async () => {
  const { page } = customer;
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const composer = page.getByRole('textbox', { name: 'Write a message' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForFunction(() => document.querySelector('#composer')?.matches('[inert]'));
  for (let n = 0; n < 30; n += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => document.activeElement?.localName);
    assert.ok(at === 'video-session' || at === 'body', `after ${n + 1} times Tab: ${at}`);
  }
  await page.setViewportSize({ width, height });
  await page.waitForFunction(() => !document.querySelector('#composer')?.matches('[inert]'));
  await composer.focus();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'message');
});

test('on hold neither side sees or hears the other; afterwards both do', async () => {
  const hold = toggle(agent, 'Hold');
  await hold.click();
  for (const seat of [agent, customer])
    await seat.page.getByRole('heading', { name: 'On hold' }).waitFor();
  await Promise.all([pictureStops(agent.page), pictureStops(customer.page)]);
  await hears(agent.page, (hz) => hz === null);
  await hears(customer.page, (hz) => hz === null);
  assert.equal(await hold.getAttribute('aria-pressed'), 'true');
  await agent.page.getByRole('button', { name: 'Go on' }).click();
  await bothLive(agent, customer);
  await hears(agent.page, (hz) => hz !== null);
  await hears(customer.page, (hz) => hz !== null);
});

test('video can stop while the voices go on, and comes back only when the other side agrees', async () => {
  await chooseMore(agent.page, 'Stop video');
  await Promise.all([pictureStops(agent.page), pictureStops(customer.page)]);
  await hears(agent.page, (hz) => hz !== null);
  await hears(customer.page, (hz) => hz !== null);

  await chooseMore(agent.page, 'Offer video');
  await customer.page.getByRole('button', { name: 'Not now' }).click();
  await agent.page.getByText('You have offered video').waitFor({ state: 'detached' });
  assert.equal((await stateOf(agent.page))?.session?.video.is, 'off');

  await chooseMore(customer.page, 'Offer video');
  await agent.page.getByRole('button', { name: 'Accept and send my picture' }).click();
  await bothLive(agent, customer);
});

test('whoever only wants to watch sends nothing', async () => {
  await chooseMore(agent.page, 'Stop video');
  await Promise.all([pictureStops(agent.page), pictureStops(customer.page)]);
  await chooseMore(customer.page, 'Offer video');
  await agent.page.getByRole('button', { name: 'Just watch' }).click();
  await seesMoving(agent.page, 'customer', PATIENCE_MS);
  await otherDevice(customer, 'camera', 'off');
  assert.equal((await stateOf(agent.page))?.camera.state, 'off');
});

test('a call can begin with voices alone', async () => {
  await people.leave();
  ({ agent, customer } = await people.meet('T-1005'));
  await agent.page.getByRole('checkbox', { name: 'Begin video sessions with voice alone' }).check();
  await agent.page.getByRole('button', { name: 'Start video session' }).click();
  await agent.page.getByRole('button', { name: 'Join now' }).click();
  await customer.page.getByRole('button', { name: 'Join video session' }).click();
  await customer.page.getByRole('button', { name: 'Join now' }).click();
  await hears(agent.page, (hz) => hz !== null);
  await hears(customer.page, (hz) => hz !== null);
  assert.equal((await stateOf(agent.page))?.session?.video.is, 'off');
  await chooseMore(agent.page, 'Offer video');
  await customer.page.getByRole('button', { name: 'Accept and send my picture' }).click();
  await seesMoving(agent.page, 'customer', PATIENCE_MS);
});
