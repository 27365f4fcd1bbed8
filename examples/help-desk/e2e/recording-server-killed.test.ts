import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verifyRecording } from '../../../packages/server/src/recordings/verify-recording.ts';
import { statusIs } from '../faults/desk-call.ts';
import { filmOf, folderOf } from './film-file.ts';
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
import { twoPeople, type TwoPeople } from './two-people.ts';

/** What is recorded before the server goes, and after it is back. */
const RUNS_MS = 3_000;

let people: TwoPeople;
before(async () => {
  people = await twoPeople();
});
after(() => people.close());

describe('a server that is killed while a call is recorded', () => {
  it('takes nothing of it: REC goes out on both sides and is lit again, and what comes of it is whole', async (t) => {
    const { desk } = people;
    const { agent, customer } = await people.call('T-1001');
    await ask(agent.page);
    await answer(customer.page, YES);
    await Promise.all([recIsLit(agent.page, true), recIsLit(customer.page, true)]);
    const { id } = await running(agent.page);
    await piecesAfter(desk.dataDir, id, RUNS_MS);
    await desk.kill9();
    await Promise.all([recIsLit(agent.page, false), recIsLit(customer.page, false)]);
    const { ms: awayAtMs } = await running(agent.page);
    await customer.page
      .getByText('This page has no connection to the server: the recording may be going on.')
      .first()
      .waitFor();
    await desk.restart();
    await Promise.all([recIsLit(agent.page, true), recIsLit(customer.page, true)]);
    await Promise.all([statusIs(agent.page, ['live']), statusIs(customer.page, ['live'])]);
    const { ms: backAtMs } = await running(agent.page);
    await piecesAfter(desk.dataDir, id, backAtMs + RUNS_MS);
    await agent.page.getByRole('button', { name: 'Stop recording' }).click();
    const ready = await recordingReady(customer.page);
    const times = (await chunks(desk.dataDir)).map(timesOf).toSorted((a, b) => a.from - b.from);
    const gaps = times.map(({ from }, n) => from - (times[n - 1]?.until ?? from));
    t.diagnostic(
      `away from ${awayAtMs} to ${backAtMs} ms, gaps ${gaps.filter((gap) => gap > 50).join(' ')}`,
    );
    // What was recorded before the page has noticed was brought afterwards; it waits while it hears nobody's no.
    assert.ok(gaps.filter((gap) => gap > 200).length <= 1, `gaps of ${gaps.join(' ')} ms`);
    const { streams, durationMs } = await filmOf(desk.dataDir, id);
    assert.deepEqual(streams, ['audio', 'video']);
    assert.ok(Math.abs(ready.durationMs - durationMs) < 200, `${ready.durationMs}, ${durationMs}`);
    const checked = await verifyRecording(await folderOf(desk.dataDir, id), null);
    assert.deepEqual([checked.faults, checked.chunks], [[], times.length]);
  });
});
