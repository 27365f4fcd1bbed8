import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { startDesk, type Desk } from '../../../scripts/rig/desk-process.ts';
import {
  answer,
  ask,
  piecesAfter,
  recIsLit,
  recordingReady,
  running,
  watch,
  YES,
} from '../e2e/recorded.ts';
import { bothLive, joinCall, startCall, takeSeat } from './desk-call.ts';

/** One for every run; `RECORDING_KILLS=30` tries as many moments as are wished. */
const KILLS = Number(process.env['RECORDING_KILLS'] ?? 1);
const MOST_LOST_MS = 2_000;
/** The first seconds are those in which a machine finds its pace. */
const LATEST_MS = 12_000;

/** What a program says of a file; nothing where it is sound. */
function complaints(program: string, args: readonly string[]): string {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  return error === undefined && status === 0 ? stderr : `${program}: ${error ?? stderr}`;
}

async function killAt(t: TestContext, desk: Desk, ticket: string): Promise<void> {
  const { url, dataDir } = desk;
  const agent = await takeSeat(url, 'agent', { ticket });
  const customer = await takeSeat(url, 'customer', { ticket });
  try {
    await startCall(agent);
    await joinCall(customer);
    await bothLive(agent, customer);
    await ask(agent.page);
    await answer(customer.page, YES);
    await recIsLit(customer.page, true);
    const before = await running(customer.page);
    await piecesAfter(dataDir, before.id, before.ms + Math.random() * LATEST_MS);
    const browser = await agent.browser.newBrowserCDPSession();
    const { ms: diedAt } = await running(customer.page);
    // As if it was killed: it answers no more.
    browser.send('Browser.crash').catch(() => undefined);
    await recIsLit(customer.page, false);
    await customer.page.getByRole('button', { name: 'Leave' }).first().click();
    await customer.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    const { id, durationMs } = await recordingReady(customer.page);
    const lost = diedAt - durationMs;
    t.diagnostic(`killed after ${diedAt} ms: ${lost} ms lost`);
    assert.ok(lost < MOST_LOST_MS, `${lost} ms of ${diedAt} ms are lost`);
    const seen = await watch(customer.page, id);
    assert.ok(seen.large > 8 && seen.small > 8, JSON.stringify(seen));
    assert.ok(Math.abs(seen.durationS - durationMs / 1_000) < 0.2, `${seen.durationS} s play`);
    const folder = join(dataDir, 'files', 'recordings');
    const files = await readdir(folder, { recursive: true });
    const name = files.find((each) => each.includes(id) && each.endsWith('recording.webm'));
    assert.ok(name !== undefined);
    const film = join(folder, name);
    assert.equal(complaints('ffprobe', ['-v', 'error', '-show_format', film]), '');
    assert.equal(complaints('ffmpeg', ['-v', 'error', '-i', film, '-f', 'null', '-']), '');
  } finally {
    for (const seat of [agent, customer]) await seat.browser.close().catch(() => undefined);
  }
}

describe('a recording whose browser dies', () => {
  let desk: Desk;
  before(async () => {
    desk = await startDesk();
  });
  after(async () => {
    await desk[Symbol.asyncDispose]();
  });
  for (let kill = 1; kill <= KILLS; kill += 1)
    it(`is kept but for two seconds, and plays (${kill})`, (t) =>
      killAt(t, desk, `T-10${String(((kill - 1) % 10) + 1).padStart(2, '0')}`));
});
