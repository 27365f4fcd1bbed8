import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { killChromium } from '../../../scripts/rig/browsers.ts';
import { startDesk, type Desk } from '../../../scripts/rig/desk-process.ts';
import { noteFigure } from '../../../scripts/rig/figures.ts';
import { filmOf, folderOf } from '../e2e/film-file.ts';
import {
  answer,
  ask,
  chunks,
  piecesAfter,
  recIsLit,
  recordingReady,
  running,
  timesOf,
  watch,
  YES,
} from '../e2e/recorded.ts';
import { bothLive, joinCall, launchFor, openSeat, startCall, takeSeat } from './desk-call.ts';
import { seeded } from './unreliable-socket.ts';

/** A few for every run; `RECORDING_KILLS=30` is what is demanded, and takes a quarter of an hour. */
const KILLS = Number(process.env['RECORDING_KILLS'] ?? 3);
const SEED = Number(process.env['RECORDING_SEED'] ?? 14);
/** A desk has so many tickets; a new desk has them anew. */
const TICKETS = 10;
const MOST_LOST_MS = 2_000;
const MOST_OFF_MS = 200;
/** The first seconds are those in which a machine finds its pace. */
const LATEST_MS = 12_000;
/** What is left of a killed browser is finished a minute after its last piece. */
const FINISHED_WITHIN_MS = 120_000;

interface Killed {
  readonly ticket: string;
  readonly recording: string;
  /** Since the recording had started. */
  readonly atMs: number;
}

async function killAt(
  desk: Desk,
  customers: Browser,
  { ticket, afterMs }: { readonly ticket: string; readonly afterMs: number },
): Promise<Killed> {
  const { url, dataDir } = desk;
  const agent = await takeSeat(url, 'agent', { ticket });
  const customer = await openSeat(customers, url, 'customer', ticket);
  try {
    await startCall(agent);
    await joinCall(customer);
    await bothLive(agent, customer);
    await ask(agent.page);
    await answer(customer.page, YES);
    await recIsLit(customer.page, true);
    const { id: recording, ms } = await running(customer.page);
    await piecesAfter(dataDir, recording, ms);
    await pause(afterMs);
    const { ms: atMs } = await running(customer.page);
    await killChromium(agent.browser);
    const diedAt = Date.now();
    await recIsLit(customer.page, false);
    noteFigure({
      fault: 'F14',
      what: 'REC goes out after the recording browser was killed',
      value: Date.now() - diedAt,
      unit: 'ms',
      demanded: '≤ 3000',
    });
    await customer.page.getByRole('button', { name: 'Leave' }).first().click();
    await customer.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    return { ticket, recording, atMs };
  } finally {
    await customer.context.close();
    await agent.browser.close();
  }
}

/** Resolves once there is a signed file of it. */
async function finished(dataDir: string, recording: string): Promise<void> {
  const signature = join(await folderOf(dataDir, recording), 'manifest.sig');
  const until = Date.now() + FINISHED_WITHIN_MS;
  for (;;) {
    const isThere = await access(signature).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    assert.ok(Date.now() < until, `${recording} is not finished`);
    await pause(500);
  }
}

/** The customer can play it, and sees both cameras. */
async function play(desk: Desk, customers: Browser, { ticket, recording }: Killed): Promise<void> {
  const { page, context } = await openSeat(customers, desk.url, 'customer', ticket);
  const { durationMs } = await recordingReady(page);
  const seen = await watch(page, recording);
  assert.ok(seen.large > 8 && seen.small > 8, JSON.stringify(seen));
  assert.ok(Math.abs(seen.durationS - durationMs / 1_000) < 0.2, `${seen.durationS} s play`);
  await context.close();
}

/** What is left is whole, and lasts as long as its pieces say that it does. */
async function look(t: TestContext, { dataDir }: Desk, { recording, atMs }: Killed): Promise<void> {
  await finished(dataDir, recording);
  const pieces = (await chunks(dataDir)).filter((path) => path.includes(recording));
  const { from } = timesOf(pieces[0] ?? '');
  const { until } = timesOf(pieces.at(-1) ?? '');
  const { streams, durationMs } = await filmOf(dataDir, recording);
  const lost = atMs - until;
  const off = Math.abs(durationMs - (until - from));
  t.diagnostic(`killed after ${atMs} ms: ${lost} ms lost, the file is ${off} ms off`);
  noteFigure({
    fault: 'F14',
    what: 'lost by a recording whose browser is killed',
    value: lost,
    unit: 'ms',
    demanded: '≤ 2000',
  });
  noteFigure({
    fault: 'F14',
    what: 'its file is longer or shorter than what was recorded by',
    value: off,
    unit: 'ms',
    demanded: '≤ 200',
  });
  assert.deepEqual(streams, ['audio', 'video']);
  assert.ok(lost < MOST_LOST_MS, `${lost} ms of ${atMs} ms are lost`);
  assert.ok(off < MOST_OFF_MS, `${durationMs} of ${until - from} ms`);
}

const random = seeded(SEED);
for (let first = 0; first < KILLS; first += TICKETS)
  describe(`recordings whose browser is killed (seed ${SEED}, from ${first + 1})`, () => {
    let desk: Desk;
    let customers: Browser;
    before(async () => {
      desk = await startDesk();
      customers = await launchFor('customer');
    });
    after(async () => {
      await customers.close();
      await desk[Symbol.asyncDispose]();
    });
    const killed: Killed[] = [];
    const count = Math.min(TICKETS, KILLS - first);
    for (let n = 0; n < count; n += 1) {
      const afterMs = Math.round(random() * LATEST_MS);
      it(`records for ${afterMs} ms more and is killed (${first + n + 1})`, async () => {
        const ticket = `T-10${String(n + 1).padStart(2, '0')}`;
        killed.push(await killAt(desk, customers, { ticket, afterMs }));
      });
    }
    it('are kept but for two seconds, and play', async (t) => {
      assert.equal(killed.length, count);
      for (const one of killed) {
        await look(t, desk, one);
        await play(desk, customers, one);
      }
    });
  });
