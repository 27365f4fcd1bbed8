import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_NOTE_CHARACTERS } from '@fernblick/protocol';
import { agent, customer, refusalOf, startServer, type Page } from '../testing/test-server.ts';

const ben = { ...agent, subject: 'ben', name: 'Ben' };

const write = async (page: Page, session: string, text: string, version: number) =>
  (await page.ask('note:write', { session, text, version })).note;
const read = async (page: Page, session: string, after = 0) =>
  await page.ask('notes:read', { session, after });

describe('notepads', () => {
  it('are told to every agent who looks on, and to no customer; each agent has their own', async (t) => {
    const server = await startServer(t);
    const [anna, cleo, other] = [
      await server.page(agent),
      await server.page(customer),
      await server.page(ben),
    ];
    const session = await anna.create();
    await anna.join(session);
    await cleo.join(session);
    await other.ask('session:watch', { session });
    const own = await write(anna, session, 'The <b>marzipan</b> model\r\n', 0);
    assert.deepEqual(own, { ...own, seq: 1, by: 'Anna', you: true, version: 1 });
    assert.equal(own.text, 'The <b>marzipan</b> model');
    const { note } = await other.hears('note:changed');
    assert.deepEqual(note, { ...own, you: false });
    await write(other, session, 'Call back on Friday', 0);
    assert.deepEqual(
      (await read(anna, session)).notes.map(({ you, text }) => [you, text]),
      [
        [true, 'The <b>marzipan</b> model'],
        [false, 'Call back on Friday'],
      ],
    );
    assert.equal(await refusalOf(read(cleo, session)), 'not-allowed');
    assert.equal(await refusalOf(write(cleo, session, 'Hello', 0)), 'not-allowed');
    const stranger = await server.page({ ...agent, subject: 'sven', scope: { ticket: 'T-9' } });
    assert.equal(await refusalOf(read(stranger, session)), 'not-found');
    await cleo.ask('server:ping', {});
    assert.doesNotMatch(JSON.stringify(cleo.heard), /marzipan|note:changed/);
  });

  it('are never written over unseen, outlive a restart, and are the host’s to read', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const second = await server.page(agent);
    const session = await anna.create();
    await second.ask('session:watch', { session });
    const first = await write(anna, session, 'One', 0);
    assert.equal(await refusalOf(write(second, session, 'Two', 0)), 'note-changed');
    assert.equal((await write(second, session, 'Two', first.version)).version, 2);
    assert.equal((await write(second, session, 'Two', first.version)).version, 2, 'once');
    await server.close();
    const again = await startServer(t, { DATA_DIR: server.dataDir });
    const late = await again.page(ben);
    assert.deepEqual((await read(late, session)).notes[0]?.text, 'Two');
    const kept = (await (await again.api('GET', `/sessions/${session}/notes`)).json()) as {
      readonly notes: readonly {
        readonly by: { readonly subject: string };
        readonly text: string;
      }[];
    };
    assert.deepEqual(
      kept.notes.map(({ by, text }) => [by.subject, text]),
      [['anna', 'Two']],
    );
  });

  it('take long texts, page by page, and refuse too long ones; off, nobody writes', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const session = await anna.create();
    const long = '\u6f22'.repeat(MAX_NOTE_CHARACTERS);
    for (const name of ['Ada', 'Bea', 'Cid']) {
      const page = await server.page({ ...agent, subject: name, name });
      assert.equal((await write(page, session, long, 0)).text, long);
    }
    const { notes, more } = await read(anna, session);
    assert.deepEqual([notes.length, more], [1, true]);
    assert.deepEqual((await read(anna, session, 2)).notes[0]?.by, 'Cid');
    assert.equal(await refusalOf(write(anna, session, `${long}x`, 0)), 'invalid-message');
    const huge = write(anna, session, 'x'.repeat(50_000), 0);
    assert.equal(await refusalOf(huge), 'message-too-large');
    await server.api('PUT', '/settings/agents/anna', { functions: { notes: false } });
    const page = await server.page(agent);
    assert.equal(await refusalOf(write(page, session, 'Hello', 0)), 'switched-off');
  });
});

describe('a session that is over', () => {
  it('is marked done with one of the host’s codes, by agents alone', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const cleo = await server.page(customer);
    const session = await anna.create();
    await anna.join(session);
    await cleo.join(session);
    const put = await server.api('PUT', '/dispositions/solved', { label: ' Solved ' });
    assert.equal(put.status, 200);
    for (const [path, body] of [
      ['/dispositions/no%20code', { label: 'x' }],
      ['/dispositions/a', { label: '' }],
      ['/dispositions/a', { label: 'x'.repeat(81) }],
      ['/dispositions/a', {}],
    ] as const)
      assert.equal((await server.api('PUT', path, body)).status, 400, path);
    const solved = { code: 'solved', label: 'Solved' };
    const list = { dispositions: [solved], use: 'optional' } as const;
    assert.deepEqual(await anna.ask('dispositions:list', { session }), list);
    assert.equal(await refusalOf(cleo.ask('dispositions:list', { session })), 'not-allowed');
    const file = (page: Page, disposition: string | null) =>
      page.ask('session:file', { commandId: page.id(), session, disposition });
    assert.equal(await refusalOf(file(anna, 'solved')), 'still-open');
    await anna.ask('session:end', { commandId: anna.id(), session });
    await cleo.hears('session:changed', ({ view }) => view.phase === 'done');
    const heard = cleo.heard.length;
    assert.equal(await refusalOf(file(cleo, 'solved')), 'not-allowed');
    assert.equal(await refusalOf(file(anna, 'nonsense')), 'unknown-disposition');
    await server.api('PUT', '/settings/agents/anna', { dispositions: 'required' });
    assert.equal(await refusalOf(file(anna, null)), 'disposition-required');
    assert.deepEqual((await file(anna, 'solved')).view.filed?.disposition, solved);
    // What was filed with it keeps it, when it is no more to be had.
    await server.api('DELETE', '/dispositions/solved');
    const host = (await (await server.api('GET', `/sessions/${session}`)).json()) as {
      readonly filed: { readonly by: string; readonly disposition: unknown };
    };
    assert.deepEqual([host.filed.by, host.filed.disposition], ['Anna', solved]);
    const correction = { by: { subject: 'ben', name: 'Ben' } };
    assert.equal((await server.api('POST', `/sessions/${session}/file`, correction)).status, 200);
    await cleo.ask('server:ping', {});
    assert.doesNotMatch(JSON.stringify(cleo.heard.slice(heard)), /solved|filed":\{/);
  });
});
