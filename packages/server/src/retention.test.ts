import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { MailServer } from './testing/mail-server.ts';
import { jpegOf, SMALL_JPEG } from './testing/pictures.ts';
import {
  agent,
  customer,
  startServer,
  temporaryFolder,
  type Page,
  type Person,
  type TestServer,
} from './testing/test-server.ts';
import { TusCaller } from './testing/tus.ts';

const DAY_MS = 86_400_000;
const later: Person = { ...customer, subject: 'lena', name: 'Lena' };

/** A call with something of every kind; over at the end, unless it goes on. */
async function call(server: TestServer, who: Person, goesOn = false): Promise<string> {
  const anna = await server.page(agent);
  const page = await server.page(who);
  const session = await anna.create();
  await anna.join(session);
  const { participant: author } = await page.join(session);
  await page.ask('chat:send', { session, id: page.id(), to: 'all', text: 'Hello' });
  await anna.ask('note:write', { session, text: 'A note', version: 0 });
  const region = [0, 1, 2].map((x) => ({ x: x / 2, y: (x % 2) / 2 }));
  const size = { width: 640, height: 480 };
  await page.ask('ink:add', {
    session,
    item: {
      is: 'keyframe',
      keyframe: { id: 'anchor-1', author, ...size, region, picture: SMALL_JPEG },
    },
  });
  const uploads = new TusCaller(server.url, await server.mint(who));
  const file = await uploads.upload(session, jpegOf(640, 480, 1_000));
  await page.ask('picture:keep', { session, commandId: page.id(), takenAt: Date.now(), file });
  if (!goesOn) await anna.ask('session:end', { commandId: anna.id(), session });
  const told = { name: who.name, email: 'x@home.example' };
  assert.equal((await server.api('PUT', `/contacts/${who.subject}`, told)).status, 200);
  return session;
}

/** What there is of a session. */
async function kept(server: TestServer, page: Page, session: string) {
  const [{ messages }, { notes }, { entries }, csv] = [
    await page.ask('chat:read', { session, to: 'all', after: 0 }),
    await page.ask('notes:read', { session, after: 0 }),
    await page.ask('ink:read', { session, after: 0 }),
    await (await server.api('GET', `/activity.csv?from=0&until=${100 * DAY_MS}`)).text(),
  ];
  return [messages.length, notes.length, entries.length, csv.includes(session) ? 1 : 0];
}

async function lives(server: TestServer, path: string): Promise<boolean> {
  return (await server.api('GET', path)).status === 200;
}

/** What the server says that it has deleted, by kind. */
async function deletedIn(server: TestServer): Promise<Readonly<Record<string, number>>> {
  const answer = await server.api('GET', '/data-log');
  const { entries } = (await answer.json()) as {
    readonly entries: readonly {
      readonly is: string;
      readonly what: string;
      readonly count: number;
      readonly by: object | null;
    }[];
  };
  assert.ok(entries.every(({ is, by }) => is === 'deleted' && by === null));
  return Object.fromEntries(entries.map(({ what, count }) => [what, count]));
}

/** Asks until it is so; each question gives the server time. */
async function until(fits: () => Promise<boolean>): Promise<void> {
  while (!(await fits()));
}

async function scene(t: TestContext) {
  const DATA_DIR = await temporaryFolder(t);
  let now = DAY_MS;
  const start = (env: Record<string, string>) =>
    startServer(t, { DATA_DIR, ...env }, { now: () => now });
  return { DATA_DIR, start, wait: (ms: number) => (now += ms) };
}

describe('what is kept for some days only', () => {
  it('goes by kind once its session is over for so long, and never out of what goes on', async (t) => {
    const { start, wait } = await scene(t);
    const first = await start({});
    const old = await call(first, customer);
    const running = await call(first, later, true);
    wait(20 * DAY_MS);
    const young = await call(first, customer);
    wait(20 * DAY_MS);
    await first.close();

    const days = { KEEP_CHAT_DAYS: '30', KEEP_NOTES_DAYS: '30', KEEP_DRAWINGS_DAYS: '30' };
    const server = await start({ ...days, KEEP_ACTIVITY_DAYS: '30', KEEP_CONTACTS_DAYS: '30' });
    const anna = await server.page(agent);
    const all = [1, 1, 1, 1];
    await until(async () => (await kept(server, anna, old)).join() === '0,0,0,0');
    assert.deepEqual(await kept(server, anna, young), all);
    assert.deepEqual(await kept(server, anna, running), all);
    assert.ok(await lives(server, `/sessions/${old}`), 'the session itself stays');
    const parts = { chat: 1, notes: 1, drawings: 1, activity: 1 };
    await until(async () => Object.keys(await deletedIn(server)).length >= 4);
    assert.deepEqual(await deletedIn(server), parts);
    assert.ok(server.log.some((line) => /"what":"notes","count":1/.test(line)));
    assert.ok(await lives(server, `/contacts/${customer.subject}`), 'theirs is not that old');
    assert.ok(await lives(server, `/contacts/${later.subject}`), 'nor that of who is in a call');
    await server.close();

    wait(20 * DAY_MS);
    const last = await start({ KEEP_CONTACTS_DAYS: '30' });
    await until(async () => !(await lives(last, `/contacts/${customer.subject}`)));
    assert.ok(await lives(last, `/contacts/${later.subject}`));
    await until(async () => 'contacts' in (await deletedIn(last)));
    assert.deepEqual(await deletedIn(last), { ...parts, contacts: 1 });
  });

  it('are messages to webhooks and e-mails that were done with, after thirty days where nobody says otherwise', async (t) => {
    const { start, wait } = await scene(t);
    const host = createServer((_request, response) => response.writeHead(204).end());
    host.listen(0, '127.0.0.1');
    await new Promise((resolve) => host.once('listening', resolve));
    t.after(() => host.close());
    const post = await MailServer.start(t);
    const env = { ...post.env, WEBHOOK_ALLOW_PRIVATE: '1' };
    const first = await start(env);
    const { port } = host.address() as AddressInfo;
    const events = ['session:created'];
    await first.api('POST', '/webhooks', { url: `http://127.0.0.1:${port}/`, events });
    const anna = await first.page(agent);
    const session = await anna.create();
    const mail = { address: 'mia@home.example' };
    await anna.ask('invitation:make', { commandId: anna.id(), session, mail });
    await post.has(1);
    const count = async (server: TestServer, what: string) => {
      const answer = await server.api('GET', what);
      return Object.values((await answer.json()) as object).findLast(Array.isArray)?.length;
    };
    const delivered = '/webhooks/deliveries?state=delivered';
    await until(async () => (await count(first, delivered)) === 1);
    await until(async () => (await count(first, '/mails?state=sent')) === 1);
    await first.close();
    wait(31 * DAY_MS);
    const kept = await start({ ...env, KEEP_MAILS_DAYS: 'never', KEEP_DELIVERIES_DAYS: '32' });
    assert.deepEqual([await count(kept, delivered), await count(kept, '/mails')], [1, 1]);
    await kept.close();
    const server = await start(env);
    await until(async () => (await count(server, delivered)) === 0);
    await until(async () => (await count(server, '/mails')) === 0);
    await until(async () => 'mails' in (await deletedIn(server)));
    assert.deepEqual(await deletedIn(server), { deliveries: 1, mails: 1 });
    assert.ok(await lives(server, `/sessions/${session}`));
  });

  it('goes with its session, files included, and leaves nothing behind', async (t) => {
    const { DATA_DIR, start, wait } = await scene(t);
    const first = await start({});
    const old = await call(first, customer);
    const running = await call(first, later, true);
    await first.close();
    wait(31 * DAY_MS);
    const server = await start({ KEEP_SESSIONS_DAYS: '30' });
    await until(async () => !(await lives(server, `/sessions/${old}`)));
    assert.ok(await lives(server, `/sessions/${running}`));
    const files = async () => (await readdir(join(DATA_DIR, 'files', 'pictures'))).toSorted();
    await until(async () => (await files()).join() === running);
    await until(async () => 'sessions' in (await deletedIn(server)));
    assert.deepEqual(await deletedIn(server), { sessions: 1 });
    const cleo = await server.page(customer);
    assert.deepEqual((await cleo.ask('session:list', { ticket: 'T-1' })).sessions.length, 1);
    await server.close();
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(join(DATA_DIR, 'journal.db'), { readOnly: true });
    for (const { name } of database
      .prepare("select name from sqlite_master where type = 'table'")
      .all()) {
      const rows = database.prepare(`select * from "${String(name)}"`).all();
      assert.ok(!JSON.stringify(rows).includes(old), String(name));
    }
    database.close();
  });
});
