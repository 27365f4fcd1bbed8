import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { beginRecording, ChunkCaller, livePieces, startRecording } from '../testing/recordings.ts';
import { agent, customer, startServer, type Page } from '../testing/test-server.ts';

const isOver = (page: Page, recording: string) =>
  page.hears('session:changed', ({ view }) =>
    view.recordings.some((one) => one.id === recording && one.reason !== null),
  );

const isAway = (page: Page) =>
  page.hears('session:changed', ({ view }) =>
    view.participants.some(({ presence }) => presence === 'away'),
  );

describe('a recording whose page is gone for good', () => {
  it('is ended by the server once nothing has come for a minute, and what its next visit brings is kept', async (t) => {
    let now = Date.now();
    const scene = await startRecording(t, {}, { now: () => now });
    const { server, session, path, recording, anna, cleo, annas } = scene;
    const pieces = await livePieces();
    const put = (caller: ChunkCaller, n: number): Promise<Response> =>
      caller.put(path, n, pieces[n] ?? Buffer.alloc(0), {
        from: n * 1_000,
        until: (n + 1) * 1_000,
      });
    now += 2_000;
    assert.equal((await put(annas, 0)).status, 204);
    const ben = await server.page({ ...agent, subject: 'ben', name: 'Ben' });
    const mia = await server.page(customer);
    const other = await beginRecording(ben, mia);
    for (const page of [anna, ben]) page.close();
    for (const page of [cleo, mia]) await isAway(page);
    // It goes on while pieces come, which have a way of their own; one of which none come is ended.
    now += 59_000;
    assert.equal((await put(annas, 1)).status, 204);
    now += 2_000;
    await isOver(mia, other.recording);
    now += 57_000;
    const { view: before } = await cleo.ask('session:watch', { session });
    assert.equal(before.recording?.state, 'running');
    now += 2_000;
    const { view } = await isOver(cleo, recording);
    assert.deepEqual([view.recording?.state, view.recording?.reason], ['stopped', 'ended']);
    assert.equal(view.phase, 'in-progress', 'the call goes on');
    // The next visit of its browser, also after a restart.
    await server.close();
    const again = await startServer(t, { DATA_DIR: server.dataDir }, { now: () => now });
    const later = new ChunkCaller(again.url, await again.mint(agent));
    assert.equal((await put(later, 2)).status, 204);
    assert.equal((await later.finish(path, 3)).status, 204);
    const reader = await again.page(customer);
    await reader.ask('session:watch', { session });
    const made = await reader.hears(
      'session:changed',
      ({ view: seen }) => seen.recordings[0]?.state === 'ready',
    );
    assert.ok((made.view.recordings[0]?.durationMs ?? 0) > 2_000);
    // Somebody else takes over, and records anew.
    const anew = await again.page(agent);
    await anew.join(session);
    await reader.join(session);
    const asked = await anew.ask('recording:ask', { commandId: anew.id(), session });
    assert.equal(asked.view.recording?.state, 'asked');
  });

  it('goes on where the page is back in time, and is ended after a restart where it does not come', async (t) => {
    let now = Date.now();
    const { server, session, recording, anna, cleo } = await startRecording(
      t,
      {},
      { now: () => now },
    );
    anna.close();
    await isAway(cleo);
    now += 50_000;
    const back = await server.page(agent, { tab: anna.tab });
    await back.ask('session:watch', { session });
    await back.join(session, { commandId: 'comes-back' });
    // Another call at the same server shows that it has looked.
    const ben = await server.page({ ...agent, subject: 'ben', name: 'Ben' });
    const mia = await server.page(customer);
    const other = await beginRecording(ben, mia);
    ben.close();
    await isAway(mia);
    now += 61_000;
    await isOver(mia, other.recording);
    const { view } = await cleo.ask('session:watch', { session });
    assert.equal(view.recording?.state, 'running');
    await server.close();
    const again = await startServer(t, { DATA_DIR: server.dataDir }, { now: () => now });
    const reader = await again.page(customer);
    await reader.ask('session:watch', { session });
    now += 61_000;
    const ended = await isOver(reader, recording);
    assert.equal(ended.view.recording?.reason, 'ended');
  });
});
