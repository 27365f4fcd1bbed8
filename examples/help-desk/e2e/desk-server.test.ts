import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startDesk, type Desk } from '../../../scripts/rig/desk-process.ts';
import type { MessageEntry } from '../desk-data.ts';
import { DeskLog } from '../server/desk-log.ts';
import { entriesOf, isSigned } from '../server/webhooks.ts';

const NOW = 1_800_000_000_000;
let folder: string;
let desk: Desk;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fernblick-desk-log-'));
  desk = await startDesk();
});
after(async () => {
  await desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const message = (id: string, text: string): MessageEntry => ({
  kind: 'message',
  id,
  at: NOW,
  role: 'customer',
  name: 'Maria Hofmann',
  text,
});

test('the log opens with ten tickets, keeps what was added, and drops a line cut short by a crash', () => {
  const path = join(folder, 'desk.jsonl');
  const first = new DeskLog(path, NOW);
  assert.deepEqual(
    first
      .list()
      .map(({ id }) => id)
      .toSorted(),
    Array.from({ length: 10 }, (_, index) => `T-${1001 + index}`),
  );
  assert.equal(first.append('T-1001', message('one-message', 'Hello')), true);
  assert.equal(first.append('T-1001', message('one-message', 'Hello again')), false);
  assert.equal(first.append('T-9999', message('two-message', 'Nowhere')), false);
  first.close();
  appendFileSync(path, '{"kind":"entry","ticket":"T-1001","entry":{"kind":"mess');

  const second = new DeskLog(path, NOW + 1);
  assert.equal(second.record('T-1001', 'agent')?.entries.at(-1)?.id, 'one-message');
  assert.equal(second.append('T-1001', message('three-message', 'Still here')), true);
  second.close();

  const third = new DeskLog(path, NOW + 2);
  assert.equal(third.record('T-1001', 'agent')?.entries.at(-1)?.id, 'three-message');
  assert.equal(third.list().length, 10);
  third.close();
});

test('a webhook message counts only with a fresh signature over its very body', () => {
  const sign = (at: number, body: string, secret: string): string =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
  const seconds = NOW / 1_000;
  const good = sign(seconds, '{"a":1}', 'secret');
  assert.equal(isSigned(good, '{"a":1}', 'secret', NOW), true);
  assert.equal(isSigned(good, '{"a":2}', 'secret', NOW), false);
  assert.equal(isSigned(good, '{"a":1}', 'another', NOW), false);
  assert.equal(isSigned(good, '{"a":1}', 'secret', NOW + 301_000), false);
  for (const header of [undefined, '', 't=1', `v1=${'0'.repeat(64)}`, `${good},v1=00`])
    assert.equal(isSigned(header, '{"a":1}', 'secret', NOW), false);
});

test('a session that is internal when it is linked leaves no line that the new ticket’s customer could read', () => {
  const path = join(folder, 'linked.jsonl');
  const log = new DeskLog(path, NOW);
  const told = (type: string, internal: boolean): string => {
    const session = { id: 's-1', tickets: ['T-1001', 'T-1002'], ratings: [], request: null };
    const rest = { durationMs: null, reason: null, internal, participants: [] };
    const head = { id: `${type} ${internal}`, type, at: NOW, by: 'Anna', ticket: 'T-1002' };
    return JSON.stringify({ ...head, session: { ...session, ...rest } });
  };
  const seen = (): readonly string[] =>
    (log.record('T-1002', 'customer')?.entries ?? []).flatMap((entry) =>
      entry.kind === 'session' ? [entry.what] : [],
    );
  for (const { ticket, entry } of entriesOf(told('session:linked', true))) {
    log.append(ticket, entry);
    assert.deepEqual(seen(), [], 'not for a moment');
  }
  assert.equal(
    log.record('T-1001', 'agent')?.entries.some(({ kind }) => kind === 'session'),
    false,
  );
  for (const { ticket, entry } of entriesOf(told('session:unlinked', true)))
    log.append(ticket, entry);
  assert.deepEqual(seen(), []);
  log.close();
});

test('a ticket has a call from its start until it is over or taken off', () => {
  const log = new DeskLog(join(folder, 'running.jsonl'), NOW);
  const tell = (type: string, id: string): void => {
    const session = { id, tickets: ['T-1001'], ratings: [], request: null };
    const rest = { durationMs: 1, reason: null, internal: false, participants: [] };
    const head = { id: `${type} ${id}`, type: `session:${type}`, at: NOW, by: 'Anna' };
    const body = { ...head, ticket: 'T-1001', session: { ...session, ...rest } };
    for (const { ticket, entry } of entriesOf(JSON.stringify(body))) log.append(ticket, entry);
  };
  assert.equal(log.callOf('T-1001'), null);
  tell('created', 's-1');
  assert.equal(log.callOf('T-1001'), null);
  tell('started', 's-1');
  // The next one is agreed on meanwhile.
  tell('requested', 's-2');
  assert.equal(log.callOf('T-1001'), 's-1');
  tell('started', 's-2');
  assert.equal(log.callOf('T-1001'), 's-2');
  tell('ended', 's-1');
  assert.equal(log.callOf('T-1001'), 's-2');
  tell('unlinked', 's-2');
  assert.equal(log.callOf('T-1001'), null);
  log.close();
});

test('what is told in another order than it happened is taken in the order in which it did', () => {
  const path = join(folder, 'disorder.jsonl');
  const log = new DeskLog(path, NOW);
  const tell = (type: string, seq: number, internal = false): void => {
    const session = { id: 's-1', tickets: ['T-1001'], ratings: [], request: null };
    const rest = { durationMs: 1, reason: null, internal, participants: [] };
    const head = { id: `s-1.${seq}.0`, type: `session:${type}`, at: NOW + seq, by: 'Anna' };
    const body = { ...head, ticket: null, session: { ...session, ...rest } };
    for (const { ticket, entry } of entriesOf(JSON.stringify(body))) log.append(ticket, entry);
  };
  const seen = (from: DeskLog): number =>
    (from.record('T-1001', 'customer')?.entries ?? []).filter(({ kind }) => kind === 'session')
      .length;
  tell('created', 1);
  tell('ended', 5);
  tell('started', 3);
  assert.deepEqual([log.callOf('T-1001'), log.row('T-1001', 'agent')?.session], [null, 'none']);
  tell('visibility-changed', 6, true);
  tell('visibility-changed', 8, true);
  tell('visibility-changed', 7, false);
  assert.equal(seen(log), 0, 'it is internal, whatever was told last');
  log.close();
  const again = new DeskLog(path, NOW);
  assert.equal(seen(again), 0);
  again.close();
});

test('of two who have rated, the line says what the one who did so last gave', () => {
  const participants = ['Maria Hofmann', 'Paul Hofmann'].map((name) => ({
    ...{ id: name, name, role: 'customer', presence: 'left' },
  }));
  const ratings = [
    { by: 'Maria Hofmann', stars: 2 },
    { by: 'Paul Hofmann', stars: 5 },
  ];
  const session = { id: 's-1', tickets: ['T-1001'], ratings, request: null, participants };
  const rest = { durationMs: 1, reason: null, internal: false };
  const head = { id: 'm-1', type: 'session:rated', at: NOW, by: 'Maria Hofmann', ticket: null };
  const [line] = entriesOf(JSON.stringify({ ...head, session: { ...session, ...rest } }));
  assert.equal(line?.entry.stars, 2);
});

test('a ticket with several sessions stands as the one that matters most, whatever was told last', () => {
  const log = new DeskLog(join(folder, 'standing.jsonl'), NOW);
  const after = (type: string, id: string): string | undefined => {
    const session = { id, tickets: ['T-1001'], ratings: [], request: null };
    const rest = { durationMs: 1, reason: null, internal: false, participants: [] };
    const head = { id: `${type} ${id}`, type: `session:${type}`, at: NOW, by: 'Anna' };
    const body = { ...head, ticket: null, session: { ...session, ...rest } };
    for (const { ticket, entry } of entriesOf(JSON.stringify(body))) log.append(ticket, entry);
    return log.row('T-1001', 'agent')?.session;
  };
  assert.equal(after('created', 's-1'), 'invited');
  assert.equal(after('started', 's-1'), 'running');
  assert.equal(after('created', 's-2'), 'running');
  assert.equal(after('cancelled', 's-2'), 'running');
  assert.equal(after('requested', 's-3'), 'running');
  assert.equal(after('ended', 's-1'), 'requested');
  assert.equal(after('rated', 's-1'), 'requested');
  assert.equal(after('confirmed', 's-3'), 'agreed');
  assert.equal(after('unlinked', 's-3'), 'none');
  log.close();
});

test('the running desk answers what programs ask for in vain as problems, and people in words', async () => {
  for (const path of [
    '/api',
    '/api/nope',
    '/api/v1/nope?x=1',
    '/files/nope/nope',
    '/sdk/nope',
    '/desk/nope',
  ])
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(desk.url + path, { method });
      assert.equal(answer.status, 404, `${method} ${path}`);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, path);
      assert.equal(((await answer.json()) as { code: string }).code, 'not-found', path);
    }
  for (const path of ['/nope', '/apis', '/files.html']) {
    const answer = await fetch(desk.url + path);
    assert.equal(answer.status, 404, path);
    assert.match(await answer.text(), /There is no such page/, path);
  }
});

test('the running desk refuses webhook messages, messages and words that are not what they should be', async () => {
  const post = async (path: string, body: string, headers = {}): Promise<number> => {
    const answer = await fetch(`${desk.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    await answer.body?.cancel();
    return answer.status;
  };
  const forged = {
    'fernblick-signature': `t=${Math.floor(Date.now() / 1_000)},v1=${'0'.repeat(64)}`,
  };
  assert.equal(await post('/desk/webhooks', '{}'), 400);
  assert.equal(await post('/desk/webhooks', '{}', forged), 400);

  const messages = '/desk/tickets/T-1001/messages?as=customer:T-1001';
  const id = 'an-id-of-a-message';
  assert.equal(await post(messages, '{'), 400);
  assert.equal(await post(messages, JSON.stringify({ id, text: '   ' })), 400);
  assert.equal(await post(messages, JSON.stringify({ id, text: 'x'.repeat(4_001) })), 400);
  assert.equal(await post(messages, JSON.stringify({ id: '<b>', text: 'x' })), 400);
  assert.equal(await post(messages, JSON.stringify({ id, text: 'x'.repeat(70_000) })), 413);
  assert.equal(await post('/desk/tickets/T-1001/messages?as=nobody', '{}'), 400);
  assert.equal(await post(messages, JSON.stringify({ id, text: 'x' })), 201);
  assert.equal(await post(messages, JSON.stringify({ id, text: 'x' })), 201);
});

test('what the desk refuses is a problem with a code from Fernblick’s table', async () => {
  for (const [path, status, code] of [
    ['/%', 400, 'invalid-url'],
    ['/desk/%', 400, 'invalid-url'],
    ['/desk/nowhere', 404, 'not-found'],
    ['/desk/tickets', 400, 'invalid-message'],
    ['/desk/tickets?as=king:x', 400, 'invalid-message'],
    ['/desk/tickets?as=customer:T-1001', 404, 'not-found'],
    ['/desk/tickets/T-1002?as=customer:T-1001', 404, 'not-found'],
    ['/desk/events?as=agent:nobody', 404, 'not-found'],
  ] as const) {
    const answer = await fetch(desk.url + path);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, path);
    const problem = (await answer.json()) as Record<string, unknown>;
    assert.deepEqual(
      [answer.status, problem['status'], problem['code']],
      [status, status, code],
      path,
    );
  }
  const answer = await fetch(`${desk.url}/desk/webhooks`, { method: 'POST', body: '{}' });
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
});
