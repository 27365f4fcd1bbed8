import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchChromium } from '../../../scripts/rig/browsers.ts';
import { startDesk } from '../../../scripts/rig/desk-process.ts';
import { frameAfter } from '../../../scripts/rig/frame-meter.ts';
import { tone } from '../../../scripts/rig/tone.ts';
import {
  joinCall,
  openSeat,
  PATIENCE_MS,
  startCall,
  stateOf,
  statusIs,
  TONE_HZ,
  type Role,
  type Seat,
} from '../faults/desk-call.ts';
import { filmOf, sizesOf } from './film-file.ts';
import {
  answer,
  ask,
  chunks,
  piecesAfter,
  recIsLit,
  recordingReady,
  running,
  timesOf,
  YES,
} from './recorded.ts';

const SWITCHES = 20;
/** What the first picture takes to come on a busy machine is in it; the file itself says how long it is to 50 ms. */
const MOST_OFF_MS = 500;
/** What the pace of a busy machine may come to; nothing but the pace changes it. */
const SIZES = ['1280,720', '960,540', '640,360'];

/** The other camera of two, and resolves once it is the one that is seen. */
async function switchCamera({ page }: Seat, turn: number): Promise<void> {
  const { cameras = [] } = (await stateOf(page)) ?? {};
  // The second of Chromium's own gives depth, no picture.
  const { deviceId } = cameras[turn % 2 === 0 ? cameras.length - 1 : 0] ?? {};
  assert.ok(deviceId !== undefined);
  await page.evaluate(
    (id) => document.querySelector('video-session')?.client?.chooseCamera(id),
    deviceId,
  );
  assert.equal((await stateOf(page))?.camera.deviceId, deviceId);
}

test('a camera that is switched twenty times, on both sides, gives one file of two tracks', async () => {
  await using stack = new AsyncDisposableStack();
  const desk = stack.use(await startDesk());
  const seat = async (role: Role): Promise<Seat> => {
    const devices = '--use-fake-device-for-media-stream=device-count=3';
    const browser = stack.use(
      await launchChromium({ audio: tone(TONE_HZ[role]), args: [devices] }),
    );
    return await openSeat(browser, desk.url, role);
  };
  const agent = await seat('agent');
  const customer = await seat('customer');
  await startCall(agent);
  await joinCall(customer);
  await Promise.all([statusIs(agent.page, ['live']), statusIs(customer.page, ['live'])]);
  await frameAfter(agent.page, Date.now(), PATIENCE_MS);
  await ask(agent.page);
  await answer(customer.page, YES);
  await recIsLit(customer.page, true);
  for (let turn = 0; turn < SWITCHES; turn += 1) {
    const before = Date.now();
    await Promise.all([switchCamera(customer, turn), switchCamera(agent, turn)]);
    await frameAfter(agent.page, before, PATIENCE_MS);
  }
  const { id, ms } = await running(agent.page);
  await piecesAfter(desk.dataDir, id, ms);
  await agent.page.getByRole('button', { name: 'Stop recording' }).click();
  const { durationMs } = await recordingReady(customer.page);
  const pieces = await chunks(desk.dataDir);
  const recordedMs = timesOf(pieces.at(-1) ?? '').until - timesOf(pieces[0] ?? '').from;
  const film = await filmOf(desk.dataDir, id);
  assert.deepEqual(film.streams, ['audio', 'video']);
  assert.deepEqual(film.size, [[1_280, 720]]);
  assert.ok(Math.abs(film.durationMs - durationMs) < 50, `${film.durationMs} of ${durationMs} ms`);
  assert.ok(Math.abs(durationMs - recordedMs) < MOST_OFF_MS, `${durationMs} of ${recordedMs} ms`);
  const sizes = await sizesOf(desk.dataDir, id);
  assert.deepEqual(
    sizes.filter((size) => !SIZES.includes(size)),
    [],
  );
});
