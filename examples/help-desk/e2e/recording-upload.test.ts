import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { killChromium, launchProfile } from '../../../scripts/rig/browsers.ts';
import { cameraClip } from '../../../scripts/rig/camera/camera-clip.ts';
import { installFrameMeter } from '../../../scripts/rig/frame-meter.ts';
import { PATIENCE_MS, pathOf, stateOf } from '../faults/desk-call.ts';
import {
  answer,
  ask,
  foundOnce,
  keptFilmMs,
  keptTimes,
  piecesAfter,
  privateFiles,
  recordingIs,
  recordingReady,
  running,
  watch,
  YES,
} from './recorded.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;
before(async () => {
  people = await twoPeople();
});
afterEach(() => people.leave());
after(() => people.close());

const UPLOADS = '**/files/recordings/**';
/** As many pieces as some seconds have. */
const PIECES = 8;
/** As long as a piece lasts. */
const PIECE_MS = 500;

/** Records some seconds in a call of which nothing reaches the server, and stops; `keptMs` is what the browser keeps of it. */
async function recordCutOff(ticket: string) {
  const { agent, customer } = await people.call(ticket);
  await agent.page.route(UPLOADS, (route) => route.abort());
  await ask(agent.page);
  await answer(customer.page, YES);
  await filesAre(agent.page, (files) => files > PIECES + 3);
  await agent.page.getByRole('button', { name: 'Stop recording' }).click();
  await recordingIs(customer.page, 'stopped');
  const kept = await foundOnce(
    () => privateFiles(agent.page),
    (names) => names.includes('end.json'),
  );
  return { agent, customer, keptMs: keptFilmMs(kept) };
}

async function isWhole(customer: Page, keptMs: number): Promise<void> {
  const { id, durationMs } = await recordingReady(customer);
  // From the first picture to the last: on a busy machine they lie within their pieces.
  assert.ok(durationMs > keptMs - PIECE_MS, `${durationMs} of ${keptMs} ms`);
  const seen = await watch(customer, id);
  assert.ok(seen.large > 8, JSON.stringify(seen));
}

/** Resolves once so many files lie in the page's private file system. */
const filesAre = (page: Page, fits: (files: number) => boolean): Promise<readonly string[]> =>
  foundOnce(
    () => privateFiles(page),
    ({ length }) => fits(length),
  );

/** Nothing of a recording stays in the browser once the server has it, but the folder of them all. */
const nothingIsLeft = (page: Page) => filesAre(page, (files) => files <= 1);

describe('an upload that was interrupted', () => {
  it('is finished by the next load of the page', async () => {
    const { agent, customer, keptMs } = await recordCutOff('T-1001');
    await agent.page.unroute(UPLOADS);
    await agent.page.reload();
    await isWhole(customer.page, keptMs);
    await nothingIsLeft(agent.page);
  });

  it('is finished by another tab as soon as the first is closed', async () => {
    const { agent, customer, keptMs } = await recordCutOff('T-1002');
    const other = await agent.context.newPage();
    await other.goto(`${people.desk.url}${pathOf('agent', 'T-1002')}`);
    await other.waitForFunction(
      () =>
        document.querySelector('video-session')?.client?.state.sessions[0]?.recordings[0]?.state ===
        'finishing',
    );
    assert.ok((await privateFiles(other)).length > PIECES, 'only one page brings it');
    await agent.page.close();
    await isWhole(customer.page, keptMs);
    await nothingIsLeft(other);
  });

  it('is brought by the next visit after its browser was killed, whose place in the call is still held', async () => {
    const ticket = 'T-1003';
    const folder = await mkdtemp(join(tmpdir(), 'fernblick-profile-'));
    const camera = await cameraClip({ sender: 'agent' });
    const open = async () => {
      const context = await launchProfile(folder, { camera });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await installFrameMeter(page);
      await page.goto(`${people.desk.url}${pathOf('agent', ticket)}`);
      const browser = context.browser();
      assert.ok(browser !== null);
      return { role: 'agent' as const, context, page, browser };
    };
    let agent = await open();
    try {
      const customer = await people.seat('customer', ticket);
      await people.enter(agent, customer);
      await agent.page.route(UPLOADS, (route) => route.abort());
      await ask(agent.page);
      await answer(customer.page, YES);
      const before = keptTimes(await filesAre(agent.page, (files) => files > PIECES + 3));
      const { id } = await running(customer.page);
      await killChromium(agent.browser);
      agent = await open();
      // The last one may have been seen before it was whole.
      const there = await piecesAfter(people.desk.dataDir, id, (before.at(-2)?.from ?? 0) - 1);
      assert.ok(there.length >= before.length - 1, `${there.length} of ${before.length} pieces`);
      assert.equal((await stateOf(agent.page))?.status.is, 'idle', 'nobody has joined anew');
      assert.equal((await stateOf(customer.page))?.session?.recording?.state, 'running');
      // Two of folders, and whose it is: the server takes nothing for ended before it misses the other page.
      await filesAre(agent.page, (files) => files <= 3);
    } finally {
      await agent.context.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
