import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seesMoving } from '../../../scripts/rig/frame-meter.ts';
import {
  bothLive,
  hears,
  isTone,
  PATIENCE_MS,
  stateOf,
  TONE_HZ,
  type Seat,
} from '../faults/desk-call.ts';
import { chooseMore, pictureStops, twoPeople, type TwoPeople } from './two-people.ts';

/** What a second microphone plays. */
const SUNG_HZ = 1_100;

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

/** In the `More` panel, where devices are chosen. */
const choiceOf = ({ page }: Seat, name: string) =>
  page.getByRole('dialog', { name: 'More' }).getByRole('combobox', { name });

test('another microphone is chosen in the call and heard at the other side, and another speaker plays it', async () => {
  await agent.page.getByRole('button', { name: 'More', exact: true }).click();
  const microphone = choiceOf(agent, 'Microphone');
  const known = await microphone
    .locator('option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const now = await microphone.inputValue();
  const other = known.find((id) => id !== '' && id !== now) ?? '';
  // The browser's microphones all play the same file; this one is made to sing another tone.
  await agent.page.evaluate(
    ([wanted, hz]) => {
      const { mediaDevices } = navigator;
      const real = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (constraints) => {
        const stream = await real(constraints);
        const [track] = stream.getAudioTracks();
        if (track?.getSettings().deviceId !== wanted) return stream;
        const context = new AudioContext();
        const tone = new OscillatorNode(context, { frequency: hz });
        const out = context.createMediaStreamDestination();
        tone.connect(out);
        tone.start();
        await context.resume();
        const [sung] = out.stream.getAudioTracks();
        if (sung === undefined) return stream;
        const settings = track.getSettings();
        sung.getSettings = () => settings;
        return new MediaStream([sung, ...stream.getVideoTracks()]);
      };
    },
    [other, SUNG_HZ] as const,
  );
  await hears(customer.page, isTone(TONE_HZ.agent));
  const negotiations = await customer.page.evaluate(() => window.rigMeter.negotiations);
  await microphone.selectOption(other);
  await hears(customer.page, isTone(SUNG_HZ));
  assert.equal((await stateOf(agent.page))?.microphone.deviceId, other);
  assert.equal(await customer.page.evaluate(() => window.rigMeter.negotiations), negotiations);
  await microphone.selectOption(now);
  await hears(customer.page, isTone(TONE_HZ.agent));

  const speaker = choiceOf(agent, 'Speaker');
  const speakers = await speaker
    .locator('option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const last = speakers.at(-1) ?? '';
  // What plays is not in the document, so that it is met where the browser is told.
  const moved = agent.page.evaluate(
    () =>
      new Promise<{ readonly sinkId: string; readonly playing: boolean }>((resolve) => {
        const { prototype } = HTMLMediaElement;
        const { setSinkId } = prototype;
        prototype.setSinkId = async function set(id) {
          await setSinkId.call(this, id);
          resolve({ sinkId: this.sinkId, playing: !this.paused && this.srcObject !== null });
        };
      }),
  );
  await speaker.selectOption(last);
  assert.deepEqual(await moved, { sinkId: last, playing: true });
  await hears(agent.page, isTone(TONE_HZ.customer));
  await agent.page.keyboard.press('Escape');
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
