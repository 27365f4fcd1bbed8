import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DeskLine, DeskListName } from '@fernblick/protocol';
import { agent, customer, refusalOf, startServer, type Page } from '../testing/test-server.ts';

const ben = { ...agent, subject: 'ben', name: 'Ben', scope: { portals: ['support'] } };
const sven = { ...agent, subject: 'sven', name: 'Sven', scope: { portals: ['sales'] } };
const period = { from: Date.now() - 60_000, until: Date.now() + 600_000 };

const idsOf = (lines: readonly DeskLine[]): readonly string[] => lines.map((line) => line.session);
const list = async (page: Page, name: DeskListName, more = {}) =>
  await page.ask('desk:list', { list: name, ...more });

describe('the lists of an agent’s desk', () => {
  it('show requests, what runs and what is over, as far as each agent may see it', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const benPage = await server.page(ben);
    const svenPage = await server.page(sven);
    const cleo = await server.page(customer);
    await server.page(customer);
    const { view: asked } = await cleo.ask('request:make', {
      commandId: cleo.id(),
      reason: 'It leaks.',
      zone: 'UTC',
    });
    const made = await (
      await server.api('POST', '/sessions', { ticket: 'T-2', portal: 'support' })
    ).json();
    const { id: running } = made as { readonly id: string };
    await anna.join(running);
    const mia = await server.page({ ...customer, subject: 'mia', scope: { ticket: 'T-2' } });
    await mia.join(running);
    assert.deepEqual(idsOf((await list(anna, 'requests')).lines), [asked.id]);
    assert.deepEqual(idsOf((await list(benPage, 'running')).lines), [running]);
    assert.deepEqual(idsOf((await list(benPage, 'running', { mine: true })).lines), []);
    assert.deepEqual(idsOf((await list(anna, 'running', { mine: true })).lines), [running]);
    assert.deepEqual(idsOf((await list(svenPage, 'running')).lines), []);
    assert.deepEqual(idsOf((await list(svenPage, 'requests')).lines), [asked.id], 'of no portal');
    assert.equal(await refusalOf(list(cleo, 'requests')), 'not-allowed');

    await anna.ask('session:end', { commandId: anna.id(), session: running });
    const { line } = await benPage.hears('desk:changed');
    assert.deepEqual([line?.session, line?.phase], [running, 'done']);
    assert.deepEqual(idsOf((await list(benPage, 'past')).lines), [running]);
    assert.deepEqual((await list(benPage, 'running')).lines, []);
    await svenPage.ask('server:ping', {});
    assert.doesNotMatch(JSON.stringify(svenPage.heard), new RegExp(running));
    await cleo.ask('server:ping', {});
    assert.doesNotMatch(JSON.stringify(cleo.heard), /desk:changed/);
  });

  it('show what a customer of a team asks for to that team, and nothing to the customer', async (t) => {
    const server = await startServer(t);
    const pages = [await server.page(agent), await server.page(ben), await server.page(sven)];
    const paul = { ...customer, subject: 'paul', name: 'Paul', portals: ['support'] };
    const paulPage = await server.page({ ...paul, scope: { entry: true } });
    for (const page of pages) await list(page, 'requests');
    const { view: asked } = await paulPage.ask('request:make', {
      commandId: paulPage.id(),
      reason: 'It leaks.',
      zone: 'UTC',
    });
    const seen = await Promise.all(
      pages.map(async (page) => idsOf((await list(page, 'requests')).lines)),
    );
    assert.deepEqual(seen, [[asked.id], [asked.id], []]);
    assert.doesNotMatch(JSON.stringify(pages[2]?.heard), new RegExp(asked.id));
    const other = await server.page({ ...paul, subject: 'dora', scope: { ticket: 'T-9' } });
    for (const page of [paulPage, other])
      for (const refused of [list(page, 'requests'), page.ask('activity:read', period)])
        assert.equal(await refusalOf(refused), 'not-allowed');
    assert.equal(await refusalOf(other.ask('session:watch', { session: asked.id })), 'not-found');
  });

  it('go on where the part before ended, also among sessions of the same moment', async (t) => {
    const server = await startServer(t, {}, { now: () => 1_700_000_000_000 });
    const anna = await server.page(agent);
    // Time stands still, and what one page may send in no time has an end.
    const makers = [await server.page(ben), await server.page(sven)];
    const made = new Set<string>();
    for (let n = 0; n < 20; n += 1) for (const page of makers) made.add(await page.create());
    const first = await list(anna, 'requests');
    assert.equal(first.lines.length, 25);
    assert.ok(first.next !== null);
    const second = await list(anna, 'requests', { after: first.next });
    assert.equal(second.next, null);
    const seen = [...idsOf(first.lines), ...idsOf(second.lines)];
    assert.equal(seen.length, 40);
    assert.deepEqual(new Set(seen), made);
  });

  it('begin with what waits for an answer, however much was agreed before it that nobody came to', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const made: string[] = [];
    for (let n = 0; n < 26; n += 1) made.push(await anna.create());
    const cleo = await server.page(customer);
    const ask = { commandId: cleo.id(), reason: 'It leaks.', zone: 'UTC' };
    const { view: asked } = await cleo.ask('request:make', ask);
    const first = await list(anna, 'requests');
    assert.deepEqual(idsOf(first.lines), [asked.id, ...made.slice(0, 24)]);
    assert.ok(first.next !== null);
    const second = await list(anna, 'requests', { after: first.next });
    assert.deepEqual([idsOf(second.lines), second.next], [made.slice(24), null]);
  });
});

describe('the activity report', () => {
  it('is one’s own, and that of colleagues where settings allow it', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const benPage = await server.page(ben);
    const cleo = await server.page(customer);
    const session = await anna.create();
    await anna.join(session);
    await cleo.join(session);
    await anna.ask('note:write', { session, text: '=SUM(A1) "quoted"\nsecond line', version: 0 });
    await anna.ask('session:end', { commandId: anna.id(), session });
    await cleo.ask('session:rate', { commandId: cleo.id(), session, stars: 5, comment: '' });

    const own = await anna.ask('activity:read', period);
    assert.equal(own.mayAll, false);
    assert.deepEqual(
      own.agents.map(({ name, calls, ratings, stars }) => [name, calls, ratings, stars]),
      [['Anna', 1, 1, 5]],
    );
    assert.deepEqual((await benPage.ask('activity:read', { ...period, all: true })).agents, []);
    assert.equal(await refusalOf(cleo.ask('activity:read', period)), 'not-allowed');
    const backwards = { from: period.until, until: period.from };
    assert.equal(await refusalOf(anna.ask('activity:read', backwards)), 'invalid-message');

    await server.api('PUT', '/settings/agents/ben', { functions: { reports: true } });
    const all = await benPage.ask('activity:read', { ...period, all: true });
    assert.deepEqual([all.mayAll, all.agents.map(({ name }) => name)], [true, ['Anna']]);

    const { csv, next } = await anna.ask('activity:export', { period });
    assert.equal(next, null);
    assert.match(csv, /^\uFEFFagent,agent_id,session,/);
    assert.match(csv, new RegExp(`\r\nAnna,anna,${session},`));
    assert.match(csv, /,"'=SUM\(A1\) ""quoted""\nsecond line"\r\n$/);
  });

  it('comes in pieces that go on where the one before ended', async (t) => {
    const server = await startServer(t, {}, { now: () => 1_700_000_000_000 });
    const made: string[] = [];
    const anna = await server.page(agent);
    for (let n = 0; n < 7; n += 1) {
      const session = await anna.create();
      await anna.join(session);
      await anna.ask('note:write', { session, text: 'x'.repeat(10_000), version: 0 });
      await anna.ask('session:leave', { commandId: anna.id(), session });
      made.push(session);
    }
    const whole = { from: 1_699_999_999_000, until: 1_700_000_001_000 };
    const first = await anna.ask('activity:export', { period: whole });
    assert.ok(first.next !== null, 'it does not fit into one');
    const second = await anna.ask('activity:export', { period: whole, after: first.next });
    assert.equal(second.next, null);
    const rows = (first.csv + second.csv).split('\r\n').slice(1, -1);
    // An id that begins with a minus is kept from being a formula by an apostrophe.
    const told = rows.map((row) => row.split(',')[2]?.replace(/^'/, ''));
    assert.deepEqual(told.length, made.length);
    assert.deepEqual(new Set(told), new Set(made));
  });

  it('is the host’s to fetch, as figures or as a file', async (t) => {
    const server = await startServer(t);
    const anna = await server.page(agent);
    const cleo = await server.page(customer);
    const session = await anna.create();
    await anna.join(session);
    await cleo.join(session);
    const query = `from=${period.from}&until=${period.until}`;
    const figures = (await (await server.api('GET', `/activity?${query}`)).json()) as {
      readonly agents: readonly { readonly subject: string; readonly calls: number }[];
    };
    assert.deepEqual(
      figures.agents.map(({ subject, calls }) => [subject, calls]),
      [['anna', 1]],
    );
    const file = await server.api('GET', `/activity.csv?${query}`);
    assert.match(file.headers.get('content-type') ?? '', /^text\/csv/);
    assert.match(await file.text(), new RegExp(session));
    const bySemicolon = await server.api('GET', `/activity.csv?${query}&separator=semicolon`);
    assert.match(await bySemicolon.text(), /agent;agent_id;session/);
    const wrong = await server.api('GET', `/activity.csv?${query}&separator=tab`);
    assert.equal(wrong.status, 400);
    assert.equal((await server.api('GET', '/activity?from=2&until=1')).status, 400);
  });
});
