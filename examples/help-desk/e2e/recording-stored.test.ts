import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { verifyRecording } from '../../../packages/server/src/recordings/verify-recording.ts';
import { fillDisk, smallDisk } from '../../../packages/server/src/testing/small-disk.ts';
import { noteFigure } from '../../../scripts/rig/figures.ts';
import { PATIENCE_MS, stateOf } from '../faults/desk-call.ts';
import { filmOf, folderOf } from './film-file.ts';
import { twoPeople, type TwoPeople } from './two-people.ts';
import {
  answer,
  ask,
  chunks,
  recIsLit,
  recordingIs,
  recordingReady,
  running,
  timesOf,
  YES,
} from './recorded.ts';

/** What is demanded; each page tells itself when it was, so a busy machine makes no test wait. */
const DARK_WITHIN_MS = 3_000;

/** Begins to watch REC in a page; `dark` resolves with when it went out, by the machine's clock. */
async function watchRec(page: Page): Promise<{ dark(): Promise<number> }> {
  await page.evaluate(() => {
    const isLit = (): boolean =>
      document
        .querySelector('video-session')
        ?.shadowRoot?.querySelector('call-recording')
        ?.shadowRoot?.querySelector('.rec[data-lit]') != null;
    const look = (): void => {
      if (isLit()) setTimeout(look, 20);
      else Object.assign(window, { recWentOutAt: Date.now() });
    };
    look();
  });
  return {
    dark: async () => {
      const handle = await page.waitForFunction(
        () => (window as unknown as { recWentOutAt?: number }).recWentOutAt,
      );
      return (await handle.jsonValue()) ?? 0;
    },
  };
}

/** Both sides in a call that is being recorded, with REC lit. */
async function recordedCall(people: TwoPeople, ticket: string) {
  const { agent, customer } = await people.call(ticket);
  await ask(agent.page);
  await answer(customer.page, YES);
  await Promise.all([recIsLit(agent.page, true), recIsLit(customer.page, true)]);
  return { agent, customer };
}

/** Does what stops the storing; REC goes out on both sides, in time. */
async function goesOut(
  t: TestContext,
  pages: readonly Page[],
  act: () => Promise<void>,
): Promise<number> {
  const watched = await Promise.all(pages.map(watchRec));
  await act();
  const since = Date.now();
  const dark = await Promise.all(watched.map((each) => each.dark()));
  const ms = dark.map((at) => at - since);
  t.diagnostic(`REC went out after ${ms.join(' and ')} ms`);
  for (const each of ms) assert.ok(each < DARK_WITHIN_MS, `${each} ms`);
  return Math.max(...ms);
}

describe('what is stored of a recording', () => {
  let people: TwoPeople;
  before(async () => {
    people = await twoPeople();
  });
  afterEach(() => people.leave());
  after(() => people.close());

  it('lets REC go out on both sides when the network of the page that records is cut, and be lit again afterwards', async (t) => {
    const { agent, customer } = await recordedCall(people, 'T-1001');
    await goesOut(t, [agent.page, customer.page], () => agent.context.setOffline(true));
    await customer.page
      .getByText('The recording is not being stored at the moment.')
      .first()
      .waitFor();
    await agent.context.setOffline(false);
    await Promise.all([recIsLit(agent.page, true), recIsLit(customer.page, true)]);
  });

  it('stops with the no of a customer who has no way to the server, and knows later whose no it was', async () => {
    const { agent, customer } = await recordedCall(people, 'T-1003');
    const { id } = await running(agent.page);
    await customer.context.setOffline(true);
    await customer.page
      .getByText('This page has no connection to the server: the recording may be going on.')
      .first()
      .waitFor();
    await customer.page.getByRole('button', { name: 'Stop recording' }).click();
    const { ms } = await running(agent.page);
    await recordingIs(agent.page, 'stopped');
    await agent.page
      .getByText('The recording was stopped: somebody has withdrawn their consent.')
      .first()
      .waitFor();
    await recordingReady(agent.page);
    const last = (await chunks(people.desk.dataDir))
      .filter((path) => path.includes(id))
      .map((path) => timesOf(path).until);
    assert.ok(Math.max(...last) <= ms + 300, `stored until ${Math.max(...last)}, pressed ${ms}`);
    assert.equal((await stateOf(agent.page))?.session?.recording?.askAgainAt, null);
    await customer.context.setOffline(false);
    await agent.page.waitForFunction(
      () =>
        document.querySelector('video-session')?.client?.state.session?.recording?.askAgainAt !=
        null,
    );
  });

  it(
    'is deleted by the agent with a reason, for both sides and on the disk',
    { timeout: 3 * PATIENCE_MS },
    async () => {
      const { agent, customer } = await recordedCall(people, 'T-1002');
      await agent.page.getByRole('button', { name: 'Stop recording' }).click();
      await recordingIs(customer.page, 'stopped');
      const { id } = await recordingReady(customer.page);
      const folders = async () =>
        (
          await readdir(join(people.desk.dataDir, 'files', 'recordings'), { recursive: true })
        ).filter((name) => name.includes(id));
      assert.notDeepEqual(await folders(), []);
      await agent.page.getByRole('button', { name: 'End session' }).click();
      await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
      await customer.page.locator('#record > summary').click();
      for (const { page } of [agent, customer])
        await page.locator('session-recordings').getByRole('button', { name: 'Play' }).waitFor();
      assert.equal(
        await customer.page
          .locator('session-recordings')
          .getByRole('button', { name: 'Delete', exact: true })
          .count(),
        0,
        'a customer deletes nothing',
      );
      const record = agent.page.locator('session-recordings');
      await record.getByRole('button', { name: 'Delete', exact: true }).click();
      const dialog = record.getByRole('dialog', { name: 'Delete this recording?' });
      await dialog.getByRole('button', { name: 'Delete' }).click();
      await dialog.getByRole('textbox', { name: 'Reason' }).fill('A neighbour is in it.');
      await dialog.getByRole('button', { name: 'Delete' }).click();
      await record.getByText('The recording was deleted.').waitFor();
      await record.getByRole('button', { name: 'Play' }).waitFor({ state: 'detached' });
      await customer.page
        .locator('session-recordings')
        .getByText('Recordings')
        .waitFor({ state: 'detached' });
      while ((await folders()).length > 0);
    },
  );
});

describe('a full disk at the server', () => {
  it('lets REC go out on both sides, which are told, and goes on when there is room', async (t) => {
    const disk = await smallDisk(t, 64);
    if (disk === null) return t.skip('no disk can be mounted here');
    const people = await twoPeople({}, disk);
    t.after(() => people.close());
    const { agent, customer } = await recordedCall(people, 'T-1001');
    let free = async (): Promise<void> => {};
    const value = await goesOut(t, [agent.page, customer.page], async () => {
      free = await fillDisk(disk);
    });
    const what = 'REC goes out on both sides after the disk is full';
    noteFigure({ fault: 'F19', what, value, unit: 'ms', demanded: `≤ ${DARK_WITHIN_MS}` });
    for (const { page } of [agent, customer])
      await page.getByText('The recording is not being stored at the moment.').first().waitFor();
    await free();
    await Promise.all([recIsLit(agent.page, true), recIsLit(customer.page, true)]);
    await agent.page.getByRole('button', { name: 'Stop recording' }).click();
    const { id } = await recordingReady(customer.page);
    // What was recorded meanwhile has come, and the whole of it decodes without a word.
    const times = (await chunks(disk)).map(timesOf).toSorted((a, b) => a.from - b.from);
    const gaps = times.map(({ from }, n) => from - (times[n - 1]?.until ?? from));
    const { streams, durationMs } = await filmOf(disk, id);
    assert.deepEqual(streams, ['audio', 'video']);
    const lasts = (times.at(-1)?.until ?? 0) - (times[0]?.from ?? 0);
    noteFigure({
      fault: 'F19',
      what: 'the file of what was recorded over a full disk is longer or shorter than that by',
      value: Math.abs(durationMs - lasts),
      unit: 'ms',
      demanded: '≤ 200',
    });
    noteFigure({
      fault: 'F19',
      what: 'longest time that is in no piece, over a full disk',
      value: Math.max(...gaps),
      unit: 'ms',
      demanded: '≤ 1000',
    });
    assert.ok(Math.abs(durationMs - lasts) < 200, `${durationMs} of ${lasts} ms`);
    const checked = await verifyRecording(await folderOf(disk, id), null);
    assert.deepEqual([checked.faults, checked.chunks], [[], times.length]);
  });
});
