import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { MailServer } from '../testing/mail-server.ts';
import { jpegOf } from '../testing/pictures.ts';
import {
  agent,
  startServer,
  type Page,
  type Person,
  type TestServer,
} from '../testing/test-server.ts';
import { TusCaller } from '../testing/tus.ts';

/** Stands in everything that the person typed, was called, drew or took. */
const MARK = 'zwetschge';
const person: Person = {
  subject: `c-${MARK}`,
  name: `Cleo ${MARK}`,
  role: 'customer',
  scope: { ticket: 'T-1' },
};
const other: Person = { ...person, subject: 'otto', name: 'Otto' };
const path = `/contacts/${person.subject}`;

/** A host that takes messages only after `open`. */
async function startHost(t: TestContext) {
  const bodies: string[] = [];
  let isOpen = false;
  let heard = (): void => undefined;
  const host = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (isOpen) bodies.push(body);
      response.statusCode = isOpen ? 204 : 503;
      response.end();
      heard();
    });
  });
  host.listen(0, '127.0.0.1');
  await new Promise((resolve) => host.once('listening', resolve));
  t.after(() => host.close());
  const { port } = host.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    open: () => (isOpen = true),
    async hears(what: string): Promise<readonly string[]> {
      while (!bodies.some((body) => body.includes(what)))
        await new Promise<void>((resolve) => (heard = resolve));
      return bodies;
    },
  };
}

/** The files of a folder that have the mark in them, written in any of the ways in which it is kept. */
async function filesWithMark(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    const base64 = Buffer.from(MARK).toString('base64').slice(0, -4);
    if ([MARK, base64].some((mark) => bytes.includes(mark))) found.push(entry.name);
  }
  return found;
}

/** A call in which the person leaves something in every place there is; it is over at the end. */
async function leaveTraces(server: TestServer): Promise<{ session: string; anna: Page }> {
  const anna = await server.page(agent);
  const cleo = await server.page(person);
  const told = {
    name: person.name,
    email: `${MARK}@home.example`,
    fields: [{ name: 'Street', value: `${MARK} 5` }],
  };
  assert.equal((await server.api('PUT', path, told)).status, 200);
  const { view } = await cleo.ask('request:make', {
    commandId: cleo.id(),
    reason: `The ${MARK} leaks.`,
    zone: 'Europe/Berlin',
  });
  const session = view.id;
  const by = (page: Page) => ({ commandId: page.id(), session });
  await anna.ask('request:confirm', { ...by(anna), at: null });
  await anna.join(session);
  await cleo.join(session);
  const chat = (page: Page, text: string, to: 'all' | 'agents') =>
    page.ask('chat:send', { ...by(page), id: page.id(), to, text });
  await chat(cleo, `I am ${MARK}.`, 'all');
  await chat(anna, `Hello ${MARK}!`, 'all');
  await chat(anna, `${MARK} is nice.`, 'agents');
  await anna.ask('note:write', { session, text: `${MARK} lives alone.`, version: 0 });
  const attach = { name: 'Account', value: MARK };
  assert.equal((await server.api('POST', `/sessions/${session}/data`, attach)).status, 200);
  const cleos = new TusCaller(server.url, await server.mint(person));
  const picture = Buffer.concat([jpegOf(640, 480, 3_000), Buffer.alloc(0)]);
  picture.write(MARK, 1_000, 'latin1');
  const file = await cleos.upload(session, picture);
  await cleo.ask('picture:keep', { ...by(cleo), takenAt: Date.now(), file });
  // One that became nothing.
  await cleos.upload(session, picture);
  await anna.ask('session:end', by(anna));
  await cleo.ask('session:rate', { ...by(cleo), stars: 5, comment: `Yours, ${MARK}` });
  await anna.ask('session:watch', { session });
  cleo.close();
  return { session, anna };
}

const forget = (server: TestServer, more: object = {}) =>
  server.api('DELETE', path, { reason: 'They asked for it.', ...more });

describe('a customer who is to be forgotten', () => {
  it('is in no file of the data folder any more, and hosts, pages and the journal know that it was done', async (t) => {
    const post = await MailServer.start(t);
    const host = await startHost(t);
    const env = { ...post.env, WEBHOOK_ALLOW_PRIVATE: '1' };
    const server = await startServer(t, env);
    await server.api('POST', '/webhooks', { url: host.url });
    const { session, anna } = await leaveTraces(server);
    await post.has(1);
    assert.ok((await filesWithMark(server.dataDir)).length >= 3, 'the traces are there');
    const before = (await (await server.api('GET', `/sessions/${session}`)).json()) as {
      readonly seq: number;
      readonly durationMs: number;
      readonly history: readonly { readonly at: number }[];
    };

    const [customerOfIt] = (
      (await (await server.api('GET', `/sessions/${session}/contacts`)).json()) as {
        readonly contacts: readonly { readonly participant: string }[];
      }
    ).contacts;
    const participant = customerOfIt?.participant ?? '';
    // Waits at the host with their subject in it.
    await anna.ask('contact:change', {
      session,
      participant,
      name: 'Street',
      value: '6',
      expected: `${MARK} 5`,
    });

    // One that has only listed it, and one that must not hear of it.
    const lists = await server.page({ ...agent, subject: 'ben' });
    const elsewhere = await server.page({ ...other, scope: { ticket: 'T-2' } });
    const listed = async (): Promise<string> =>
      JSON.stringify((await lists.ask('session:list', { ticket: 'T-1' })).sessions);
    assert.match(await listed(), new RegExp(MARK));
    await elsewhere.ask('session:list', { ticket: 'T-2' });

    const by = { subject: 'dora', name: 'Dora' };
    const answer = await forget(server, { by });
    assert.equal(answer.status, 200);
    const done = (await answer.json()) as { readonly id: string; readonly sessions: number };
    assert.equal(done.sessions, 1);

    assert.deepEqual(await filesWithMark(server.dataDir), []);
    await anna.hears('session:hidden', (notice) => notice.session === session);
    await lists.hears('ticket:changed', ({ ticket }) => ticket === 'T-1');
    assert.doesNotMatch(await listed(), new RegExp(MARK));
    assert.ok(!elsewhere.heard.some(({ name }) => name === 'ticket:changed'));
    const text = await (await server.api('GET', `/sessions/${session}`)).text();
    const after = JSON.parse(text) as typeof before & { readonly pictures: readonly unknown[] };
    assert.ok(after.seq > before.seq);
    assert.equal(after.durationMs, before.durationMs);
    assert.deepEqual(
      after.history.map(({ at }) => at),
      before.history.map(({ at }) => at),
    );
    assert.deepEqual(after.pictures, []);
    const { notes } = await anna.ask('notes:read', { session, after: 0 });
    assert.deepEqual(notes, []);
    assert.equal((await server.api('GET', path)).status, 404);
    assert.equal((await server.api('GET', `${path}/export`)).status, 404);
    assert.equal((await forget(server)).status, 404, 'there is nothing left to forget');

    const kept = await (await server.api('GET', '/erasures')).text();
    const { erasures } = JSON.parse(kept) as { readonly erasures: readonly object[] };
    assert.deepEqual(erasures, [{ ...done, by, reason: 'They asked for it.' }]);
    host.open();
    await server.close();
    assert.deepEqual(await filesWithMark(server.dataDir), []);

    // What waited is told by the next server, without the person.
    const later = { now: () => Date.now() + 3_600_000 };
    const again = await startServer(t, { ...env, DATA_DIR: server.dataDir }, later);
    await host.hears('contact:erased');
    // And what was before it, whichever comes first.
    await host.hears('contact:changed');
    const bodies = await host.hears('session:requested');
    assert.doesNotMatch(bodies.join('\n'), new RegExp(MARK));
    const told = await again.page(person);
    // Who was forgotten may come again, as somebody new.
    const anew = await told.ask('request:make', {
      commandId: told.id(),
      reason: 'It leaks again.',
      zone: 'Europe/Berlin',
    });
    assert.notEqual(anew.view.id, session);
  });

  it('is told of what is kept, all of it, before', async (t) => {
    const server = await startServer(t);
    const { session } = await leaveTraces(server);
    const answer = await server.api('GET', `${path}/export`);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const all = (await answer.json()) as {
      readonly contact: { readonly email: string };
      readonly sessions: readonly {
        readonly session: { readonly id: string };
        readonly chat: readonly { readonly text: string }[];
        readonly notes: readonly { readonly text: string }[];
        readonly pictures: readonly { readonly file: string }[];
        readonly journal: readonly object[];
      }[];
    };
    assert.equal(all.contact.email, `${MARK}@home.example`);
    const [one] = all.sessions;
    assert.ok(one);
    assert.equal(one.session.id, session);
    assert.deepEqual(
      [...one.chat, ...one.notes].map(({ text }) => text),
      [`I am ${MARK}.`, `Hello ${MARK}!`, `${MARK} is nice.`, `${MARK} lives alone.`],
    );
    assert.match(JSON.stringify(one.journal), /leaks/);
    const [picture] = one.pictures;
    const file = await server.api('GET', (picture?.file ?? '').replace('/api/v1', ''));
    assert.ok(Buffer.from(await file.arrayBuffer()).includes(MARK));
    assert.equal((await server.api('GET', '/contacts/nobody/export')).status, 404);
    assert.equal((await server.api('GET', `${path}/export?by=dora`)).status, 400);
    const again = await server.api('GET', `${path}/export?by=dora&name=Dora`);
    assert.equal(again.status, 200);
    await again.text();

    const log = await (await server.api('GET', '/data-log')).text();
    assert.doesNotMatch(log, new RegExp(MARK), 'it says nothing of whom');
    const { entries } = JSON.parse(log) as {
      readonly entries: readonly { readonly id: string; readonly at: number }[];
    };
    const [dora, host] = [
      { subject: 'dora', name: 'Dora' },
      { subject: 'host', name: 'Host' },
    ];
    const told = entries.map(({ id, at, ...entry }) => {
      assert.ok(id.length > 0 && at > 0);
      return entry;
    });
    const exported = { is: 'exported', what: 'sessions', count: 1 };
    assert.deepEqual(
      told.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
      [
        { ...exported, by: dora },
        { ...exported, by: host },
      ],
    );
  });

  it('is told what was sent to them, and no address of others in their sessions', async (t) => {
    const post = await MailServer.start(t);
    const server = await startServer(t, post.env);
    const { session } = await leaveTraces(server);
    const anna = await server.page(agent);
    const open = await anna.create();
    const cleo = await server.page(person);
    await cleo.join(open);
    for (const name of ['Otto', 'Ida'])
      await anna.ask('invitation:make', {
        commandId: anna.id(),
        session: open,
        name,
        mail: { address: `${name}@elsewhere.example` },
      });
    // The one about the first session, and the two invitations.
    await post.has(3);
    const answer = await server.api('GET', `${path}/export`);
    const text = await answer.text();
    const { sessions } = JSON.parse(text) as {
      readonly sessions: readonly {
        readonly session: { readonly id: string };
        readonly mails: readonly { readonly sentTo: string }[];
      }[];
    };
    const sentTo = (id: string) =>
      sessions
        .find((one) => one.session.id === id)
        ?.mails.flatMap((mail) => (mail.sentTo === null ? [] : [mail.sentTo]));
    assert.deepEqual(sentTo(session), [`${MARK}@home.example`]);
    assert.deepEqual(sentTo(open), []);
    assert.doesNotMatch(text, /@elsewhere\.example/);
  });

  it('is not taken out of a running call, and others lose nothing of theirs', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const [cleo, otto] = [await server.page(person), await server.page(other)];
    const session = await anna.create();
    for (const page of [anna, cleo, otto]) await page.join(session);
    const said = { session, to: 'all', text: 'It is mine, too.' } as const;
    await otto.ask('chat:send', { ...said, id: otto.id() });
    const refused = (await (await forget(server)).json()) as { readonly code: string };
    assert.equal(refused.code, 'session-running');
    await anna.ask('session:end', { commandId: anna.id(), session });
    assert.equal((await forget(server)).status, 200);
    const { view } = await otto.ask('session:watch', { session });
    assert.deepEqual(
      view.participants.map(({ name }) => name),
      ['Anna', '—', 'Otto'],
    );
    const { messages } = await otto.ask('chat:read', { session, to: 'all', after: 0 });
    assert.deepEqual(
      messages.map(({ text }) => text),
      [said.text],
    );
  });

  it('may be somebody who was only invited, and is found by the session', async (t) => {
    const post = await MailServer.start(t);
    const server = await startServer(t, post.env);
    const anna = await server.page(agent);
    const session = await anna.create();
    const mail = { address: `${MARK}@home.example` };
    const invite = { commandId: anna.id(), session, name: MARK, mail };
    await anna.ask('invitation:make', invite);
    await post.has(1);
    const answer = await server.api('GET', `/sessions/${session}/contacts`);
    const { contacts } = (await answer.json()) as {
      readonly contacts: readonly { readonly subject: string; readonly name: string }[];
    };
    assert.deepEqual(
      contacts.map(({ name }) => name),
      [MARK],
    );
    const [guest] = contacts;
    const gone = await server.api('DELETE', `/contacts/${guest?.subject}`, { reason: 'Asked.' });
    assert.equal(gone.status, 200);
    assert.deepEqual(await filesWithMark(server.dataDir), []);
    const { view } = await anna.ask('session:watch', { session });
    assert.equal(view.phase, 'cancelled');
  });

  it('is forgotten by the next server where this one stopped half-way', async (t) => {
    const server = await startServer(t);
    await leaveTraces(server);
    await server.close();
    const { SqlJournalStore } = await import('../journal/sql-journal-store.ts');
    const { readSqliteError, sqliteDialect } = await import('../journal/sqlite-dialect.ts');
    const store = await SqlJournalStore.open({
      dialect: sqliteDialect(join(server.dataDir, 'journal.db')),
      readError: readSqliteError,
    });
    const by = { subject: 'host', name: 'Host' };
    await store.erasures.begin({
      ...{ id: 'erasure-1', at: 1, by, reason: 'They asked.', sessions: 0, doneAt: null },
      ...{ subject: person.subject, alias: 'erased-1' },
    });
    await store.close();
    const again = await startServer(t, { DATA_DIR: server.dataDir });
    const page = await again.page(agent);
    while (await isUnderWay(again)) await page.ask('server:ping', {});
    await again.close();
    assert.deepEqual(await filesWithMark(server.dataDir), []);
  });
});

async function isUnderWay(server: TestServer): Promise<boolean> {
  const text = await (await server.api('GET', '/erasures')).text();
  const { erasures } = JSON.parse(text) as { readonly erasures: readonly { doneAt: unknown }[] };
  return erasures.some(({ doneAt }) => doneAt === null);
}
