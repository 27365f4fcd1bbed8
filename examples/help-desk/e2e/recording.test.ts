import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { bothLive, joinCall, startCall, stateOf, takeSeat } from '../faults/desk-call.ts';
import { draw, lookFirst, twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;
before(async () => {
  people = await twoPeople();
});
afterEach(() => people.leave());
after(() => people.close());

const YES = 'Yes, record';
const NO = 'No, do not record';

const ask = (page: Page) => page.getByRole('button', { name: 'Record', exact: true }).click();
const answer = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click();

/** Resolves once the recording stands so in the page's view. */
async function recordingIs(page: Page, is: string): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document.querySelector('video-session')?.client?.state.session?.recording?.state === wanted,
    is,
  );
}

/** Resolves once REC is lit, or is not, as people see it. */
async function recIsLit(page: Page, lit: boolean): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      (document
        .querySelector('video-session')
        ?.shadowRoot?.querySelector('call-recording')
        ?.shadowRoot?.querySelector('.rec[data-lit]') !=
        null) ===
      wanted,
    lit,
  );
}

/** The pieces that the server has of all recordings, in order. */
async function chunks(): Promise<readonly string[]> {
  const folder = join(people.desk.dataDir, 'files', 'recordings');
  const names = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith('.chunk'))
    .sort()
    .map((name) => join(folder, name));
}

/** When a piece was recorded, in milliseconds since the start of its recording; its name says so. */
function timesOf(chunk: string): { readonly from: number; readonly until: number } {
  const [, from, until] = /\.(\d+)-(\d+)\./.exec(chunk) ?? [];
  return { from: Number(from), until: Number(until) };
}

/** Resolves with the pieces of this recording once there is one that was recorded so long after its start. */
async function piecesAfter(recording: string, ms: number): Promise<readonly string[]> {
  for (;;) {
    const there = (await chunks()).filter((path) => path.includes(recording));
    if (there.some((path) => timesOf(path).from > ms)) return there;
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  }
}

/** The recording that runs, and for how long it has. */
async function running(page: Page): Promise<{ readonly id: string; readonly ms: number }> {
  const view = (await stateOf(page))?.session?.recording;
  assert.ok(view != null && view.startedAt !== null);
  return { id: view.id, ms: Date.now() - view.startedAt };
}

/** The names of all that lies in the page's private file system. */
function privateFiles(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const names: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const [name, handle] of folder as unknown as AsyncIterable<
        [string, FileSystemHandle]
      >) {
        names.push(name);
        if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle);
      }
    };
    await walk(await navigator.storage.getDirectory());
    return names;
  });
}

/** Resolves once there is a file of the only recording, with what is known of it. */
async function recordingReady(page: Page) {
  await page.waitForFunction(
    () =>
      document.querySelector('video-session')?.client?.state.sessions[0]?.recordings[0]?.state ===
      'ready',
    undefined,
    { timeout: 180_000 },
  );
  const [kept] = (await stateOf(page))?.sessions[0]?.recordings ?? [];
  assert.ok(kept !== undefined && kept.durationMs !== null);
  return { ...kept, durationMs: kept.durationMs };
}

/** What a player sees of a recording half a second before its end, and how long it plays; `pink` is the most of several moments. */
async function watch(page: Page, recording: string) {
  return page.evaluate(async (id) => {
    const client = document.querySelector('video-session')?.client;
    const film = await (await client?.openRecording())?.read(id);
    if (film === undefined) throw new Error('There is no client.');
    const video = document.createElement('video');
    video.muted = true;
    video.src = URL.createObjectURL(film);
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = () => reject(new Error(video.error?.message ?? 'It does not play.'));
    });
    const { videoWidth: width, videoHeight: height } = video;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    let data = new Uint8ClampedArray();
    const seek = async (beforeEndS: number): Promise<void> => {
      video.currentTime = Math.max(0, video.duration - beforeEndS);
      await new Promise((resolve) => {
        video.onseeked = resolve;
      });
      context?.drawImage(video, 0, 0);
      data = context?.getImageData(0, 0, width, height).data ?? data;
    };
    /** How much a part of the picture varies: a black or grey one does not. */
    const variation = (x: number, y: number, w: number, h: number): number => {
      let [sum, squares, count] = [0, 0, 0];
      for (let row = Math.round(y * height); row < (y + h) * height; row += 2)
        for (let column = Math.round(x * width); column < (x + w) * width; column += 2) {
          const at = 4 * (row * width + column);
          const gray = ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3;
          sum += gray;
          squares += gray * gray;
          count += 1;
        }
      return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
    };
    const pinkPx = (): number => {
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (
          (data[at] ?? 0) > (data[at + 1] ?? 0) + 70 &&
          (data[at + 2] ?? 0) > (data[at + 1] ?? 0) + 40
        )
          count += 1;
      return count;
    };
    // A mark that is not sure of its place is hidden for a moment.
    const pinks: number[] = [];
    for (const beforeEndS of [2.5, 2, 1.5, 1, 0.5]) {
      await seek(beforeEndS);
      pinks.push(pinkPx());
    }
    return {
      width,
      height,
      durationS: video.duration,
      seekedS: video.currentTime,
      large: variation(0.3, 0.35, 0.3, 0.4),
      small: variation(0.82, 0.05, 0.13, 0.18),
      caption: variation(0, 0.95, 0.3, 0.04),
      pink: Math.max(...pinks),
    };
  }, recording);
}

describe('recording', () => {
  it('begins when both have agreed, is lit on both sides, and plays with both cameras and the drawing', async () => {
    const { agent, customer } = await people.call('T-1001');
    await ask(agent.page);
    await customer.page.getByRole('dialog', { name: 'May this call be recorded?' }).waitFor();
    await recordingIs(agent.page, 'asked');
    assert.deepEqual([await chunks(), await privateFiles(agent.page)], [[], []]);
    await answer(customer.page, YES);
    await Promise.all([recIsLit(agent.page, true), recIsLit(customer.page, true)]);
    await agent.page.getByRole('button', { name: 'Draw', exact: true }).click();
    await lookFirst(agent);
    await agent.page.evaluate(() => {
      const overlay = document
        .querySelector('video-session')
        ?.shadowRoot?.querySelector('ar-overlay');
      // Nothing else in the films has this colour.
      if (overlay != null) overlay.color = 'pink';
    });
    await draw(agent, [0.3, 0.5], [0.7, 0.5]);
    const drawn = await running(agent.page);
    await piecesAfter(drawn.id, drawn.ms + 2_000);
    await agent.page.getByRole('button', { name: 'Stop recording' }).click();
    await recordingIs(customer.page, 'stopped');
    const kept = await recordingReady(customer.page);
    const seen = await watch(customer.page, kept.id);
    assert.deepEqual([seen.width, seen.height], [1280, 720]);
    assert.ok(Math.abs(seen.durationS - kept.durationMs / 1_000) < 0.2, `${seen.durationS} s`);
    assert.ok(Math.abs(seen.seekedS - seen.durationS) < 1, `sought to ${seen.seekedS} s`);
    assert.ok(seen.large > 8, `the customer's camera: ${seen.large}`);
    assert.ok(seen.small > 8, `the agent's camera: ${seen.small}`);
    assert.ok(seen.caption > 8, `names: ${seen.caption}`);
    assert.ok(seen.pink > 300, `the stroke has ${seen.pink} px`);
  });

  it('stores nothing anywhere where the customer does not agree', async () => {
    const { agent, customer } = await people.call('T-1002');
    const before = await chunks();
    await ask(agent.page);
    await answer(customer.page, NO);
    await agent.page.getByText('Nothing is recorded: not everybody agreed.').waitFor();
    await recordingIs(customer.page, 'stopped');
    const me = (await stateOf(agent.page))?.session?.recordings;
    assert.deepEqual(
      [await chunks(), me, await privateFiles(agent.page), await privateFiles(customer.page)],
      [before, [], [], []],
    );
  });

  it('leaves the question open by Escape, and stops with one press of the customer', async () => {
    const { agent, customer } = await people.call('T-1003');
    await ask(agent.page);
    await customer.page.getByRole('dialog', { name: 'May this call be recorded?' }).waitFor();
    await customer.page.keyboard.press('Escape');
    await customer.page.getByRole('button', { name: 'Answer', exact: true }).click();
    await answer(customer.page, YES);
    await recIsLit(customer.page, true);
    await customer.page.getByRole('button', { name: 'Stop recording' }).click();
    await recordingIs(agent.page, 'stopped');
    await Promise.all([recIsLit(agent.page, false), recIsLit(customer.page, false)]);
    assert.equal((await stateOf(agent.page))?.session?.recording?.reason, 'consent-withdrawn');
    const stored = await agent.page.evaluate(async () => {
      const client = document.querySelector('video-session')?.client;
      return (await client?.openRecording())?.state.isRecording;
    });
    assert.equal(stored, false);
  });

  it('is kept but for two seconds where the browser that records dies', async () => {
    const { url } = people.desk;
    const agent = await takeSeat(url, 'agent', { ticket: 'T-1004' });
    const customer = await takeSeat(url, 'customer', { ticket: 'T-1004' });
    try {
      await startCall(agent);
      await joinCall(customer);
      await bothLive(agent, customer);
      await ask(agent.page);
      await answer(customer.page, YES);
      await recIsLit(customer.page, true);
      const before = await running(customer.page);
      const pieces = await piecesAfter(before.id, before.ms + 3_000);
      const browser = await agent.browser.newBrowserCDPSession();
      const { ms: diedAt } = await running(customer.page);
      // As if it was killed: it answers no more.
      browser.send('Browser.crash').catch(() => undefined);
      await recIsLit(customer.page, false);
      await customer.page.getByRole('button', { name: 'Leave' }).first().click();
      await customer.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
      const { id, durationMs } = await recordingReady(customer.page);
      // On a machine that is busy pieces are longer than a second.
      const times = pieces.map(timesOf);
      const longest = Math.max(...times.map(({ from, until }) => until - from));
      const lost = diedAt - Math.max(...times.map(({ until }) => until));
      assert.ok(lost < 2_000 + longest, `${lost} ms are lost`);
      assert.ok(durationMs > 1_000, `${durationMs} ms are there`);
      const seen = await watch(customer.page, id);
      assert.ok(seen.large > 8 && seen.small > 8, JSON.stringify(seen));
    } finally {
      for (const seat of [agent, customer]) await seat.browser.close().catch(() => undefined);
    }
  });
});
