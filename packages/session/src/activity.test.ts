import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  activityOf,
  addUpActivity,
  mayReadActivity,
  mayReadAllActivity,
  type ActivityLine,
} from './activity.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { allowedFor, nothingDecided } from './settings.ts';
import { agent, anna, ben, commandOf, mia, paul, runningCall, Stage } from './testing/stage.ts';

const sven = agent('Sven', { portals: ['sales'] });
const host = agent('Host', { portals: [], scope: { is: 'host' } });
const lineOf = (stage: Stage, subject: string): ActivityLine | undefined =>
  activityOf(stage.now).find((line) => line.subject === subject);

describe('what an agent has done in a session', () => {
  it('counts time in the call, stay by stay, from when the call began', () => {
    const stage = runningCall();
    const began = stage.now.history.at(-1)?.at ?? 0;
    stage.at = began + 10_000;
    stage.do(ben, 'session:join');
    stage.at += 4_000;
    stage.do(ben, 'session:leave');
    stage.at += 100_000;
    stage.do(ben, 'session:join');
    stage.at += 2_000;
    stage.do(anna, 'session:end');
    assert.equal(lineOf(stage, 'anna')?.callMs, stage.at - began);
    assert.equal(lineOf(stage, 'ben')?.callMs, 5_000 + 3_000);
    assert.deepEqual(
      activityOf(stage.now).map(({ customers }) => customers),
      [['Mia'], ['Mia']],
    );
  });

  it('names no customer who has only tried out before it', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(paul, 'call:checked');
    stage.do(anna, 'session:join');
    assert.deepEqual(lineOf(stage, 'anna')?.customers, []);
    stage.do(mia, 'session:join');
    stage.do(anna, 'session:end');
    assert.deepEqual(lineOf(stage, 'anna')?.customers, ['Mia']);
  });

  it('is no call for who waited and left before anybody came', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(anna, 'session:join');
    stage.do(anna, 'session:leave');
    stage.do(ben, 'session:join');
    stage.do(mia, 'session:join');
    assert.deepEqual(
      activityOf(stage.now).map(({ subject, joined }) => [subject, joined]),
      [
        ['anna', false],
        ['ben', true],
      ],
    );
  });

  it('counts calls that rang in vain, over several calls of one session', () => {
    const stage = new Stage();
    const decided = { host: { functions: { dial: true } }, portals: {}, agents: {} };
    const call = decide(null, commandOf('dial:make', mia), {
      actor: mia,
      at: stage.at,
      allowed: allowedFor(decided, mia, null),
    });
    assert.ok(call.ok);
    for (const [index, event] of call.events.entries())
      stage.state = evolve(stage.state, event, index + 1);
    for (const agents of [[anna, ben], [anna]]) {
      stage.serve({ name: 'ring-agents', facts: { agents, until: stage.at + 20_000 } });
      const subjects = agents.map(({ subject }) => subject);
      stage.serve({ name: 'stop-rings', facts: { agents: subjects, why: 'missed' } });
    }
    stage.serve({ name: 'ring-agents', facts: { agents: [ben], until: stage.at + 20_000 } });
    stage.serve({ name: 'stop-rings', facts: { agents: ['ben'], why: 'away' } });
    stage.serve({ name: 'ring-agents', facts: { agents: [ben], until: stage.at + 20_000 } });
    stage.serve({ name: 'give-up-dial', facts: { outcome: 'nobody-answered' } });
    assert.deepEqual(
      activityOf(stage.now).map(({ subject, missed, joined }) => [subject, missed, joined]),
      [
        ['anna', 2, false],
        ['ben', 2, false],
      ],
    );
  });

  it('says who marked it done, with which outcome, and what it was given', () => {
    const stage = runningCall();
    stage.do(anna, 'session:end');
    stage.do(mia, 'session:rate', { stars: 4 });
    stage.do(ben, 'session:file', { disposition: 'solved' });
    const [first, second] = addUpActivity(activityOf(stage.now));
    assert.deepEqual([first?.name, first?.calls, first?.filed, first?.stars], ['Anna', 1, 0, 4]);
    assert.deepEqual(second?.dispositions, [{ label: 'Solved', count: 1 }]);
    assert.deepEqual([second?.calls, second?.ratings, second?.stars], [0, 0, null]);
  });
});

describe('a report', () => {
  it('is one’s own, and that of others where settings allow it and in one’s portals only', () => {
    const stage = runningCall();
    const line = lineOf(stage, 'anna');
    assert.ok(line !== undefined);
    assert.equal(mayReadActivity(line, anna, false), true);
    assert.equal(mayReadActivity(line, ben, false), false);
    assert.equal(mayReadActivity(line, ben, true), true);
    assert.equal(mayReadActivity(line, sven, true), false);
    for (const portals of [[], ['support']])
      assert.equal(mayReadActivity(line, { ...mia, portals }, true), false);
    assert.equal(mayReadActivity(line, host, false), true);
    const atTicket = agent('Ben', { scope: { is: 'ticket', ticket: 'T-1001' } });
    assert.equal(mayReadActivity(line, atTicket, true), false);
    const on = { host: { functions: { reports: true } }, portals: {}, agents: {} };
    assert.equal(mayReadAllActivity(ben, allowedFor(on, ben, null)), true);
    assert.equal(mayReadAllActivity(ben, allowedFor(nothingDecided, ben, null)), false);
    assert.equal(mayReadAllActivity(mia, allowedFor(on, mia, null)), false);
  });

  it('adds up to the same, however the lines are cut into parts', () => {
    const sample = runningCall();
    const [template] = activityOf(sample.now);
    assert.ok(template !== undefined);
    const lines = fc.array(
      fc.record({
        subject: fc.constantFrom('anna', 'ben', '__proto__'),
        callMs: fc.nat(),
        missed: fc.nat(3),
        joined: fc.boolean(),
        stars: fc.array(fc.constantFrom(1 as const, 3 as const, 5 as const), { maxLength: 2 }),
      }),
    );
    fc.assert(
      fc.property(lines, (parts) => {
        const whole = parts.map((part) => ({ ...template, ...part, name: null }));
        const report = addUpActivity(whole);
        const total = (read: (a: (typeof report)[number]) => number): number =>
          report.reduce((sum, one) => sum + read(one), 0);
        assert.equal(report.length, new Set(parts.map(({ subject }) => subject)).size);
        assert.equal(
          total((a) => a.callMs),
          parts.reduce((sum, { callMs }) => sum + callMs, 0),
        );
        assert.equal(
          total((a) => a.missed),
          parts.reduce((sum, { missed }) => sum + missed, 0),
        );
        assert.equal(
          total((a) => a.calls),
          parts.filter(({ joined }) => joined).length,
        );
        for (const { stars, ratings } of report)
          assert.ok(ratings === 0 ? stars === null : stars !== null && stars >= 1 && stars <= 5);
      }),
    );
  });
});
