import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkNotice, MAX_FIELD_CHARACTERS, MAX_FIELDS } from '@fernblick/protocol';
import { MAX_RATINGS } from './afterwards.ts';
import { deskLineFor } from './desk-lists.ts';
import { MAX_PICTURES } from './pictures.ts';
import { MAX_RECORDINGS } from './recording.ts';
import { MAX_PARTICIPANTS, type SessionState } from './state.ts';
import { agent, anna, ben, customer, mia, runningCall, Stage } from './testing/stage.ts';
import { mayWatch } from './may-watch.ts';
import { MAX_TICKETS } from './ticket.ts';
import { view } from './view.ts';

describe('what agents see', () => {
  it('is the sessions of their portals, all with *, those without portal, and those they are invited to', () => {
    const stage = runningCall();
    const sven = agent('Sven', { portals: ['sales'] });
    assert.ok(mayWatch(stage.now, agent('Sven', { portals: ['sales', 'support'] })));
    assert.ok(mayWatch(stage.now, agent('Sven', { portals: ['*'] })));
    assert.ok(!mayWatch(stage.now, sven));
    assert.ok(!mayWatch(stage.now, agent('Sven', { portals: [] })));
    stage.do(anna, 'session:invite', { subject: 'sven', name: 'Sven' });
    assert.ok(mayWatch(stage.now, sven));

    const open = new Stage();
    open.do(agent('Eve', { portals: [] }), 'session:create');
    assert.ok(mayWatch(open.now, sven));
  });

  it('is more for no customer whose token names a portal: it is where what they ask for goes', () => {
    const stage = runningCall();
    const other = { is: 'ticket', ticket: 'T-9' } as const;
    for (const scope of [other, { is: 'entry' }, { is: 'portals' }] as const) {
      const paul = customer('Paul', { scope, portals: [stage.now.portal ?? '*'] });
      assert.ok(!mayWatch(stage.now, paul), scope.is);
      assert.equal(deskLineFor(stage.now, paul), null);
      assert.equal(view(stage.now, paul, new Set()), null);
    }
    const miaOfSales = { ...mia, portals: ['sales'] };
    assert.deepEqual(view(stage.now, miaOfSales, new Set()), view(stage.now, mia, new Set()));
  });

  it('with a token for one session is that session, whatever its portal', () => {
    const guest = agent('Guest', {
      portals: [],
      scope: { is: 'session', session: runningCall().now.id },
    });
    assert.ok(mayWatch(runningCall().now, guest));
  });
});

describe('what the host does on nobody’s behalf', () => {
  it('is the host’s to agents, and nobody’s to customers, who know people alone', () => {
    const host = agent('Host', { portals: [], scope: { is: 'host' } });
    const namedBy = (stage: Stage, viewer: typeof anna) =>
      view(stage.now, viewer, new Set<string>())?.history.at(-1)?.by;
    const stage = runningCall();
    stage.do(host, 'session:end');
    assert.deepEqual([namedBy(stage, anna), namedBy(stage, mia)], ['Host', null]);
    const named = runningCall();
    named.do({ ...host, subject: 'ben', name: 'Ben' }, 'session:end');
    assert.deepEqual([namedBy(named, anna), namedBy(named, mia)], ['Ben', 'Ben']);
  });
});

describe('who is here', () => {
  it('is told by the sockets of those who have joined', () => {
    const stage = runningCall();
    stage.do(ben, 'session:join');
    stage.lose(ben);
    stage.do(anna, 'session:invite', { subject: 'carla', name: 'Carla' });
    const [annaId, miaId] = [stage.place(anna).id, stage.place(mia).id];
    const connections = {
      has: (id: string) => id === annaId,
      lostAt: (id: string) => (id === miaId ? stage.at + 5 : undefined),
    };
    const seen = view(stage.now, anna, connections)?.participants;
    assert.deepEqual(
      seen?.map((p) => [p.name, p.you, p.presence, p.since]),
      [
        ['Anna', true, 'here', stage.place(anna).since],
        ['Mia', false, 'away', stage.at + 5],
        ['Ben', false, 'left', stage.place(ben).since],
        ['Carla', false, 'invited', null],
      ],
    );
    const withoutTimes = view(stage.now, anna, new Set())?.participants[1];
    assert.deepEqual(
      [withoutTimes?.presence, withoutTimes?.since],
      ['away', stage.place(mia).since],
    );
  });
});

describe('what customers do not see', () => {
  it('is the number, other tickets, and who was invited; their own count of changes stands still', () => {
    const stage = new Stage();
    const number = { digits: '123456789', expiresAt: stage.at + 60_000 };
    stage.do(anna, 'session:create', { number: true }, { number });
    const before = view(stage.now, mia, new Set());
    stage.do(anna, 'session:link', { ticket: 'T-2222' });
    stage.do(anna, 'session:invite', { subject: 'ben', name: 'Ben' });
    stage.at = number.expiresAt;
    stage.serve({ name: 'number-expired', facts: {} });
    assert.deepEqual(view(stage.now, mia, new Set()), before);
    assert.equal(view(stage.now, anna, new Set())?.seq, 4);
    assert.equal(before?.number, null);
    const bySession = customer('Mia', { scope: { is: 'session', session: stage.now.id } });
    assert.deepEqual(view(stage.now, bySession, new Set())?.tickets, []);
  });

  it('is where somebody stood on the list before they came', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(anna, 'session:invite', { subject: 'ben', name: 'Ben' });
    stage.do(mia, 'session:join');
    stage.do(ben, 'session:join');
    assert.deepEqual(
      view(stage.now, mia, new Set())?.participants.map((p) => p.name),
      ['Mia', 'Ben'],
    );
  });

  it('is the place of an agent who called the session off without having come', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(anna, 'session:invite', { subject: 'ben', name: 'Ben' });
    stage.do(ben, 'session:cancel');
    assert.equal(view(stage.now, mia, new Set())?.end?.by, null);
    assert.equal(view(stage.now, anna, new Set())?.end?.by, stage.place(ben).id);
  });
});

it('the largest session there can be still fits into a notice', () => {
  const stage = new Stage();
  const name = '\u4e2d'.repeat(80);
  const long = (prefix: string, n: number) => `${prefix}${n}`.padEnd(64, '-');
  stage.do(agent(name), 'session:create', {}, { session: long('session', 0) });
  for (let n = 1; n < MAX_TICKETS; n += 1)
    stage.do(anna, 'session:link', { ticket: `${n}-${'\u{1f3ab}'.repeat(117)}` });
  for (let n = 0; n < MAX_PARTICIPANTS; n += 1) {
    const subject = long('s', n);
    stage.do(anna, 'session:invite', { subject, name }, { participant: long('p', n) });
  }
  const wide = (characters: number): string => '\u4e2d'.repeat(characters);
  const now = 9_999_999_999_999;
  const longestZone = 'America/Argentina/ComodRivadavia';
  const full: SessionState = {
    ...stage.now,
    attached: Array.from({ length: MAX_FIELDS }, (_, n) => ({
      name: `${n}`.padEnd(60, wide(1)),
      value: wide(MAX_FIELD_CHARACTERS),
    })),
    ratings: Array.from({ length: MAX_RATINGS }, (_, n) => ({
      participant: long('p', n),
      stars: 5,
      comment: wide(1_000),
      at: 1,
    })),
    pictures: Array.from({ length: MAX_PICTURES }, (_, n) => ({
      ...{ id: long('k', n), by: { subject: 's', name, role: 'agent' }, at: 1, of: long('p', n) },
      ...{ frameMs: 1, drawings: true, full: false, parent: long('k', n), hasDocument: true },
      ...{ type: 'image/jpeg', bytes: 10_000_000, width: 4_000, height: 3_000 },
    })),
    recordings: Array.from({ length: MAX_RECORDINGS }, (_, n) => ({
      ...{ id: long('r', n), by: { subject: 's', name, role: 'agent' }, participant: long('p', 0) },
      ...{ askedAt: now, yes: [], no: [], startedAt: now, pauses: ['agent', 'newcomer', 'hold'] },
      ...{ spans: [{ from: now, until: now }], since: now, reason: 'consent-withdrawn' },
      file: {
        ...{ durationMs: now, bytes: now, type: 'video/webm', mp4: true, hasPoster: true },
        // As many as the server finds in one: MAX_CHAPTERS in its recordings/chapters.ts.
        chapters: Array.from({ length: 24 }, () => ({ atMs: now, what: 'drawing' as const })),
        missing: { places: now, ms: now },
      },
    })),
    checks: Array.from({ length: MAX_PARTICIPANTS }, (_, n) => ({
      ...{ by: long('p', n), at: now },
      findings: {
        ...{ camera: 'untested', microphone: 'untested' },
        ...{ speaker: 'untested', direct: 'untested' },
        ...{ relayUdp: 'untested', relayTcp: 'untested' },
      },
    })),
    request: {
      ...{ participant: long('p', 1), ticket: 'T-1', reason: wide(1_000), zone: longestZone },
      preferred: [now, now, now],
      proposed: {
        ...{ times: [now, now, now], message: wide(1_000), at: now },
        by: { subject: 's', name, role: 'agent' },
      },
      answered: { as: 'other-times', at: now },
      ...{ scheduledFor: now, message: wide(1_000) },
      dial: {
        ...{ mode: 'queue', since: now, until: now, rings: [], passed: [] },
        outcome: 'nobody-answered',
      },
    },
    filed: {
      ...{ by: { subject: 's', name, role: 'agent' }, at: now },
      disposition: { code: 'c'.repeat(64), label: wide(80) },
    },
    visibilityChanged: { by: { subject: 's', name, role: 'agent' }, at: now },
    drawingOff: [
      { role: 'customer', by: 'host' },
      { role: 'agent', by: 'host' },
    ],
    end: { reason: 'connection-lost', at: now, by: long('p', 0) },
  };
  const seen = view(full, anna, new Set());
  // A list that is not at its bound proves nothing.
  assert.deepEqual(
    [seen?.participants, seen?.checks, seen?.recordings, seen?.pictures, seen?.ratings].map(
      (list) => list?.length,
    ),
    [MAX_PARTICIPANTS, MAX_PARTICIPANTS, MAX_RECORDINGS, MAX_PICTURES, MAX_RATINGS],
  );
  assert.ok(seen?.request !== null && seen?.filed !== null && seen?.recording !== null);
  assert.deepEqual(checkNotice('session:changed', { view: seen }).view, seen);
});
