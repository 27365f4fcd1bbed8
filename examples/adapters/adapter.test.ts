import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Adapter } from './adapter.ts';
import type { Message, TicketNote } from './ticket-note.ts';
import { Zammad } from './zammad.ts';

const secret = 'the-secret-of-this-webhook';

/** What Fernblick tells once a call is over, as far as an adapter looks at it. */
function message(id: string, type: Message['type'] = 'session:ended'): Message {
  const participants = [{ name: 'Anna' }, { name: 'Cleo' }];
  const session = {
    ...{ id: 'session-1', seq: 9, tickets: ['22009'], durationMs: 254_000, participants },
    ...{ request: null, ratings: [], pictures: [], filed: null },
  };
  // Put together from the fields that are read; the others would only be in the way.
  return { id, type, at: 1, by: 'Anna', ticket: null, session } as unknown as Message;
}

async function listen(t: TestContext, server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function folderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fernblick-adapter-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function send(url: string, body: string, change: { at?: number; key?: string } = {}) {
  const at = Math.floor((change.at ?? Date.now()) / 1_000);
  const mac = createHmac('sha256', change.key ?? secret)
    .update(`${at}.${body}`)
    .digest('hex');
  const headers = { 'fernblick-signature': `t=${at},v1=${mac}` };
  return (await fetch(url, { method: 'POST', headers, body })).status;
}

describe('an adapter', () => {
  it('takes what is signed and fresh, once, and writes it when the ticket system is back, after a restart too', async (t) => {
    t.mock.method(console, 'error', () => undefined);
    const folder = await folderOf(t);
    const written: [string, TicketNote][] = [];
    let isBroken = true;
    const system = {
      add: async (ticket: string, note: TicketNote) => {
        if (isBroken) throw new Error('not now');
        written.push([ticket, note]);
      },
    };
    const adapter = new Adapter({ secret, folder, system });
    const url = await listen(t, adapter.server);
    const body = JSON.stringify(message('session-1.9.0'));
    assert.equal(await send(url, body, { key: 'another' }), 401);
    assert.equal(await send(url, body, { at: Date.now() - 600_000 }), 401);
    assert.equal((await fetch(url)).status, 405);
    assert.equal(await send(url, body), 204, 'although nothing can be written');
    assert.equal(await adapter.work(), 1);

    isBroken = false;
    const next = new Adapter({ secret, folder, system });
    const again = await listen(t, next.server);
    assert.equal(await next.work(), 0);
    assert.equal(await send(again, body), 204, 'a repetition');
    assert.equal(await next.work(), 0);
    const text = 'Video session over\nWith: Anna, Cleo\nLength: 5 min\nSession: session-1';
    const note = { id: 'session-1.9.0', subject: 'Video session over', text };
    assert.deepEqual(written, [['22009', note]]);
    for (const name of await readdir(folder))
      assert.equal(await readFile(join(folder, name), 'utf8'), '', 'nothing personal stays');
  });

  it('writes what waited in the order in which it happened', async (t) => {
    t.mock.method(console, 'error', () => undefined);
    const written: string[] = [];
    let isBroken = true;
    const system = {
      add: async (_ticket: string, note: TicketNote) => {
        if (isBroken) throw new Error('not now');
        written.push(note.subject);
      },
    };
    const adapter = new Adapter({ secret, folder: await folderOf(t), system });
    const url = await listen(t, adapter.server);
    await send(url, JSON.stringify(message('session-1.9.0', 'session:confirmed')));
    await send(url, JSON.stringify(message('session-1.10.0', 'session:cancelled')));
    isBroken = false;
    assert.equal(await adapter.work(), 0);
    assert.deepEqual(written, ['Video session agreed by Anna', 'Video session called off by Anna']);
  });

  it('writes no note of what agents need not read in the ticket', async (t) => {
    const system = { add: () => assert.fail('a note') };
    const adapter = new Adapter({ secret, folder: await folderOf(t), system });
    const url = await listen(t, adapter.server);
    assert.equal(await send(url, JSON.stringify(message('x.1.0', 'session:started'))), 204);
    assert.equal(await adapter.work(), 0);
  });
});

/**
 * Answers as Zammad's documentation says that Zammad answers (docs.zammad.org: api/ticket/index.rst "Search",
 * api/ticket/articles.rst "Create" and "List Articles by Ticket"); recorded from there, not from a running Zammad.
 */
async function startZammad(t: TestContext) {
  const asked: { readonly what: string; readonly token: unknown; readonly body: string }[] = [];
  const articles: object[] = [];
  const ticket = { group_id: 1, priority_id: 3, state_id: 2, article_count: 4 };
  const found = {
    tickets: [9, 10],
    tickets_count: 2,
    assets: {
      Ticket: {
        '9': { id: 9, number: '22009', title: 'Need help with 22010', ...ticket },
        '10': { id: 10, number: '22010', title: 'Another', ...ticket },
      },
      User: {},
    },
  };
  const read = async (request: IncomingMessage): Promise<string> => {
    let body = '';
    for await (const piece of request) body += String(piece);
    return body;
  };
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    void read(request).then((body) => {
      const what = `${method} ${url}`;
      asked.push({ what, token: headers.authorization, body });
      const answer = (status: number, value: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
        response.end(JSON.stringify(value));
      };
      if (what.startsWith('GET /api/v1/tickets/search?')) answer(200, found);
      else if (what === 'GET /api/v1/ticket_articles/by_ticket/10') answer(200, articles);
      else if (what === 'POST /api/v1/ticket_articles') {
        const given = JSON.parse(body) as object;
        const made = { id: 3, from: 'Fernblick', created_at: '2026-11-26T10:07:12.011Z', ...given };
        articles.push(made);
        answer(201, made);
      } else answer(404, { error: 'Not found' });
    });
  });
  return { url: await listen(t, server), asked };
}

describe('the adapter for Zammad', () => {
  it('finds the ticket by its number, and writes an internal note there, once', async (t) => {
    const { url, asked } = await startZammad(t);
    const zammad = new Zammad({ url: `${url}/`, token: 'abc' });
    const note = { id: 'session-1.9.0', subject: 'Video session over', text: 'Length: 5 min' };
    await zammad.add('22010', note);
    await zammad.add('22010', note);
    const posts = asked.filter(({ what }) => what.startsWith('POST'));
    assert.equal(posts.length, 1);
    assert.deepEqual(JSON.parse(posts[0]?.body ?? ''), {
      ticket_id: 10,
      subject: 'Video session over [session-1.9.0]',
      body: 'Length: 5 min',
      content_type: 'text/plain',
      type: 'note',
      internal: true,
    });
    assert.ok(asked.every(({ token }) => token === 'Token token=abc'));
  });

  it('lets go of a ticket that Zammad does not know, and tries again what it refuses', async (t) => {
    const warned = t.mock.method(console, 'warn', () => undefined);
    const { url } = await startZammad(t);
    const note = { id: 'x', subject: 'x', text: 'x' };
    await new Zammad({ url, token: 'abc' }).add('4711', note);
    assert.equal(warned.mock.callCount(), 1);
    const wrong = new Zammad({ url: `${url}/elsewhere`, token: 'abc' });
    await assert.rejects(wrong.add('22010', note), /404/);
  });
});
