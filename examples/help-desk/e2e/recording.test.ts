import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { stateOf, type Seat } from '../faults/desk-call.ts';
import {
  answer,
  ask,
  chunks,
  NO,
  piecesAfter,
  privateFiles,
  recIsLit,
  recordingIs,
  recordingReady,
  running,
  timesOf,
  watch,
  YES,
} from './recorded.ts';
import { draw, hasMarks, lookFirst, twoPeople, type TwoPeople } from './two-people.ts';

let people: TwoPeople;
before(async () => {
  people = await twoPeople();
});
afterEach(() => people.leave());
after(() => people.close());

/** A line in a colour that nothing else in the films has. */
async function drawInPink(agent: Seat): Promise<void> {
  await agent.page.getByRole('button', { name: 'Draw', exact: true }).click();
  await lookFirst(agent);
  await agent.page.evaluate(() => {
    const overlay = document
      .querySelector('video-session')
      ?.shadowRoot?.querySelector('ar-overlay');
    if (overlay != null) overlay.color = 'pink';
  });
  await draw(agent, [0.3, 0.5], [0.7, 0.5]);
  await hasMarks(agent, ['pen'], 'tracked');
}

describe('recording', () => {
  it('begins when both have agreed, is lit on both sides, and plays with both cameras and the drawing', async () => {
    const { agent, customer } = await people.call('T-1001');
    await ask(agent.page);
    await customer.page.getByRole('dialog', { name: 'May this call be recorded?' }).waitFor();
    await recordingIs(agent.page, 'asked');
    assert.deepEqual([await chunks(people.desk.dataDir), await privateFiles(agent.page)], [[], []]);
    await answer(customer.page, YES);
    await Promise.all([recIsLit(agent.page, true), recIsLit(customer.page, true)]);
    await drawInPink(agent);
    const drawn = await running(agent.page);
    await piecesAfter(people.desk.dataDir, drawn.id, drawn.ms + 2_000);
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

  it('has the drawing also while the agent looks at another tab, on what the camera shows then', async () => {
    const { agent, customer } = await people.call('T-1009');
    await ask(agent.page);
    await answer(customer.page, YES);
    await Promise.all([recIsLit(agent.page, true), recIsLit(customer.page, true)]);
    await drawInPink(agent);
    // What browsers do to a tab behind another one; those that are driven show all of theirs.
    await agent.page.evaluate(() => {
      HTMLVideoElement.prototype.requestVideoFrameCallback = () => 0;
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    const hidden = await running(agent.page);
    await piecesAfter(people.desk.dataDir, hidden.id, hidden.ms + 5_000);
    await customer.page.evaluate(async () => {
      await (await document.querySelector('video-session')?.client?.openRecording())?.withdraw();
    });
    const kept = await recordingReady(customer.page);
    const seen = await watch(customer.page, kept.id);
    assert.ok(seen.pink > 300, `the stroke has ${seen.pink} px`);
  });

  it('stores nothing anywhere where the customer does not agree', async () => {
    const { agent, customer } = await people.call('T-1002');
    const before = await chunks(people.desk.dataDir);
    await ask(agent.page);
    await answer(customer.page, NO);
    await agent.page.getByText('Nothing is recorded: not everybody agreed.').waitFor();
    await recordingIs(customer.page, 'stopped');
    const me = (await stateOf(agent.page))?.session?.recordings;
    assert.deepEqual(
      [
        await chunks(people.desk.dataDir),
        me,
        await privateFiles(agent.page),
        await privateFiles(customer.page),
      ],
      [before, [], [], []],
    );
  });

  it('is asked for by the customer as well: the agent agrees, REC is lit on both sides, and the customer takes it back', async () => {
    const { agent, customer } = await people.call('T-1007');
    await ask(customer.page);
    const question = agent.page.getByRole('dialog', { name: 'May this call be recorded?' });
    await question.getByText('would like to record this call').waitFor();
    assert.equal(await customer.page.getByRole('dialog').count(), 0, 'who asks has agreed');
    await answer(agent.page, YES);
    await Promise.all([recIsLit(agent.page, true), recIsLit(customer.page, true)]);
    await ask(customer.page);
    await agent.page
      .getByText('The recording was stopped: somebody has withdrawn their consent.')
      .waitFor();
    await recordingIs(customer.page, 'stopped');
    await recordingReady(customer.page);
  });

  it('waits while the call is on hold, again and again, goes on by itself, and plays without a gap', async () => {
    const { agent, customer } = await people.call('T-1004');
    await ask(agent.page);
    await answer(customer.page, YES);
    await recIsLit(customer.page, true);
    const { id } = await running(agent.page);
    for (let time = 0; time < 3; time += 1) {
      const { ms } = await running(agent.page);
      await piecesAfter(people.desk.dataDir, id, ms + 500);
      await agent.page.getByRole('button', { name: 'Hold', exact: true }).click();
      await recordingIs(customer.page, 'paused');
      await recIsLit(customer.page, false);
      await agent.page.getByRole('button', { name: 'Go on', exact: true }).click();
      await recordingIs(agent.page, 'running');
    }
    const { ms } = await running(agent.page);
    await piecesAfter(people.desk.dataDir, id, ms + 2_000);
    assert.equal((await running(agent.page)).id, id);
    await recIsLit(customer.page, true);
    await agent.page.getByRole('button', { name: 'Stop recording' }).click();
    await recordingIs(customer.page, 'stopped');
    const { recordedMs } = (await stateOf(customer.page))?.session?.recording ?? {};
    assert.ok(recordedMs !== undefined);
    const kept = await recordingReady(customer.page);
    assert.ok(
      Math.abs(kept.durationMs - recordedMs) < 2_500,
      `${kept.durationMs} of ${recordedMs} ms`,
    );
    const seen = await watch(customer.page, kept.id);
    assert.ok(seen.large > 8 && seen.small > 8, JSON.stringify(seen));
    assert.ok(Math.abs(seen.durationS - kept.durationMs / 1_000) < 0.2, `${seen.durationS} s`);
  });

  it('keeps nothing of the time after a withdrawal that an agent’s page, which stands still, hears of late', async () => {
    const { agent, customer } = await people.call('T-1005');
    await ask(agent.page);
    await answer(customer.page, YES);
    await recIsLit(customer.page, true);
    const before = await running(agent.page);
    await piecesAfter(people.desk.dataDir, before.id, before.ms + 1_000);
    // As behind a print dialog.
    const stands = agent.page.evaluate(() => {
      const until = performance.now() + 6_000;
      while (performance.now() < until);
    });
    await customer.page.getByRole('button', { name: 'Stop recording' }).click();
    await recordingIs(customer.page, 'stopped');
    const view = (await stateOf(customer.page))?.session?.recording;
    assert.ok(view != null && view.startedAt !== null);
    const ranMs = view.since - view.startedAt;
    await stands;
    await recordingIs(agent.page, 'stopped');
    const kept = await recordingReady(customer.page);
    assert.ok(kept.durationMs < ranMs + 500, `${kept.durationMs} of ${ranMs} ms`);
    const late = (await chunks(people.desk.dataDir))
      .filter((path) => path.includes(before.id))
      .filter((path) => timesOf(path).from > ranMs);
    assert.deepEqual(late, []);
  });

  it('is gone from the customer’s open page at once where its session is set internal, also while it plays, and back with it', async () => {
    const { agent, customer } = await people.call('T-1008');
    await ask(agent.page);
    await answer(customer.page, YES);
    await recIsLit(customer.page, true);
    const { id, ms } = await running(customer.page);
    await piecesAfter(people.desk.dataDir, id, ms + 2_000);
    await agent.page.getByRole('button', { name: 'End session' }).click();
    await agent.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
    const session = (await stateOf(customer.page))?.session?.id ?? '';
    await recordingReady(customer.page);
    await customer.page.locator('#record > summary').click();
    const shown = customer.page.locator('session-recordings');
    await shown.getByRole('button', { name: 'Play' }).click();
    await shown.locator('recording-film video').waitFor();
    const read = () =>
      customer.page.evaluate(
        async ([about, recording]) => {
          const films = await document.querySelector('video-session')?.client?.openRecording();
          return films?.read(recording, { session: about }).then(
            () => 'there',
            (error: { code: string }) => error.code,
          );
        },
        [session, id] as const,
      );
    assert.equal(await read(), 'there');
    const internal = agent.page.locator('session-record').getByRole('switch', { name: 'Internal' });
    await internal.click();
    await shown.waitFor({ state: 'detached' });
    assert.equal(await read(), 'not-found');
    // The agent's own page goes on showing it.
    await agent.page.locator('session-recordings').getByRole('button', { name: 'Play' }).waitFor();
    await internal.click();
    await shown.getByRole('button', { name: 'Play' }).waitFor();
    assert.equal(await read(), 'there');
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
});
