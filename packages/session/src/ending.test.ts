import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agent, anna, ben, mia, paul, runningCall, Stage } from './testing/stage.ts';

const carla = agent('Carla');
const refused = (error: string) => ({ ok: false, error });

describe('leaving', () => {
  it('before the call begins ends nothing', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(anna, 'session:join');
    assert.deepEqual(stage.do(anna, 'session:leave'), ['participant-left', 'control-given']);
    assert.equal(stage.now.phase, 'confirmed');
    assert.equal(stage.now.inControl, null);
    stage.do(mia, 'session:join');
    stage.do(mia, 'session:leave');
    assert.equal(stage.now.phase, 'confirmed');
  });

  it('ends the call with the last one of a side', () => {
    for (const [who, reason] of [
      [mia, 'customer-left'],
      [anna, 'agent-left'],
    ] as const) {
      const stage = runningCall();
      assert.deepEqual(stage.do(who, 'session:leave'), ['participant-left', 'session-ended']);
      assert.equal(stage.now.phase, 'done');
      assert.equal(stage.now.end?.reason, reason);
      assert.equal(stage.now.end.by, stage.place(who).id);
    }
  });

  it('goes on while somebody of that side stays', () => {
    const stage = runningCall();
    stage.do(paul, 'session:join');
    assert.deepEqual(stage.do(mia, 'session:leave'), ['participant-left']);
    assert.deepEqual(stage.do(mia, 'session:leave'), []);
    stage.do(paul, 'session:leave');
    assert.equal(stage.now.end?.reason, 'customer-left');
  });

  it('hands control to the agent who came first of those who stay', () => {
    const stage = runningCall();
    stage.do(ben, 'session:join');
    stage.do(anna, 'session:leave');
    assert.equal(stage.now.inControl, stage.place(ben).id);
    stage.do(anna, 'session:join');
    assert.equal(stage.now.inControl, stage.place(ben).id);
    stage.do(carla, 'session:join');
    stage.lose(anna);
    stage.do(anna, 'session:join');
    stage.do(ben, 'session:leave');
    assert.equal(stage.now.inControl, stage.place(carla).id);
  });
});

describe('a connection that does not come back', () => {
  it('interrupts the person; the session stays open and they come back in control', () => {
    const stage = runningCall();
    assert.deepEqual(stage.lose(anna), ['participant-interrupted', 'control-given']);
    assert.equal(stage.now.phase, 'in-progress');
    assert.equal(stage.now.inControl, null);
    assert.deepEqual(stage.lose(anna), []);
    assert.deepEqual(stage.do(anna, 'session:join'), ['participant-joined', 'control-given']);
    assert.equal(stage.now.history.length, 2);
  });

  it('gives control to a colleague who is here', () => {
    const stage = runningCall();
    stage.do(ben, 'session:join');
    stage.lose(anna);
    assert.equal(stage.now.inControl, stage.place(ben).id);
  });

  it('of the last one who was there ends the call', () => {
    const stage = runningCall();
    stage.lose(mia);
    assert.deepEqual(stage.lose(anna), ['participant-interrupted', 'session-ended']);
    assert.equal(stage.now.end?.reason, 'connection-lost');
    assert.equal(stage.now.end.by, null);
  });

  it('before the call begins ends nothing', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(anna, 'session:join');
    stage.lose(anna);
    assert.equal(stage.now.phase, 'confirmed');
  });

  it('still lets that person leave for good', () => {
    const stage = runningCall();
    stage.lose(mia);
    stage.do(mia, 'session:leave');
    assert.equal(stage.now.end?.reason, 'customer-left');
  });
});

describe('ending', () => {
  it('closes hold and video, and everybody is gone', () => {
    const stage = runningCall();
    stage.do(anna, 'call:hold');
    assert.deepEqual(stage.do(anna, 'session:end'), ['hold-ended', 'session-ended']);
    const { now } = stage;
    assert.deepEqual(
      [now.hold, now.heldMs, now.video.is, now.inControl],
      [null, 1_000, 'off', null],
    );
    assert.ok(now.participants.every((p) => p.presence === 'left'));
    assert.equal(now.end?.reason, 'agent-ended');
    assert.deepEqual(
      now.history.map((step) => step.phase),
      ['confirmed', 'in-progress', 'done'],
    );
  });

  it('does not let an agent put words into other people’s mouths', () => {
    for (const reason of ['customer-left', 'agent-left'] as const)
      assert.deepEqual(runningCall().try(anna, 'session:end', { reason }), refused('not-allowed'));
    assert.deepEqual(runningCall().do(anna, 'session:end', { reason: 'no-answer' }), [
      'session-ended',
    ]);
  });

  it('works from any page of the agent in control', () => {
    const stage = runningCall();
    assert.deepEqual(stage.do(anna, 'session:end', {}, {}, 'ticket-list'), ['session-ended']);
  });
});

describe('the host', () => {
  const host = agent('Host', { portals: [], scope: { is: 'host' } });

  it('ends a call in which no agent is left, and is named for it', () => {
    const stage = runningCall();
    stage.lose(anna);
    assert.deepEqual([stage.now.phase, stage.now.inControl], ['in-progress', null]);
    assert.deepEqual(stage.try(ben, 'session:end'), refused('not-joined'));
    assert.deepEqual(stage.do(host, 'session:end'), ['session-ended']);
    assert.equal(stage.now.end?.by, null);
    assert.equal(stage.now.history.at(-1)?.by?.name, 'Host');
  });

  it('calls off what an agent is waiting in, and ends only what has begun', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(anna, 'session:join');
    assert.deepEqual(stage.try(ben, 'session:cancel'), refused('not-allowed'));
    assert.deepEqual(stage.try(host, 'session:end'), refused('session-not-running'));
    stage.do(host, 'session:cancel');
    assert.deepEqual(stage.try(host, 'session:end'), refused('session-over'));
  });

  it('does nothing else in a call', () => {
    for (const name of ['session:join', 'call:hold', 'session:invite', 'session:leave'] as const)
      assert.deepEqual(runningCall().try(host, name), refused('not-allowed'));
  });
});

describe('calling off', () => {
  it('has reasons for customers and reasons for agents', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    for (const reason of ['declined', 'no-show', 'created-by-mistake'] as const)
      assert.deepEqual(stage.try(mia, 'session:cancel', { reason }), refused('not-allowed'));
    assert.deepEqual(
      stage.try(anna, 'session:cancel', { reason: 'withdrawn' }),
      refused('not-allowed'),
    );
    stage.do(mia, 'session:cancel', { reason: 'withdrawn' });
    assert.equal(stage.now.phase, 'cancelled');
    assert.equal(stage.now.end?.reason, 'withdrawn');
    assert.equal(stage.now.history.at(-1)?.by?.name, 'Mia');
  });

  it('is for any agent while none has joined', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    assert.deepEqual(stage.do(ben, 'session:cancel'), ['session-cancelled']);
  });
});

describe('why a session is over', () => {
  it('is said once, by what ended it, and nothing that comes after says otherwise', () => {
    const step = fc.record({
      who: fc.constantFrom(anna, ben, mia, paul),
      what: fc.constantFrom('leave', 'lose', 'end', 'cancel', 'join', 'join'),
      reason: fc.constantFrom('agent-ended', 'no-answer'),
    } as const);
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const stage = runningCall();
        for (const { who, what, reason } of steps) {
          const before = stage.now;
          const isHere = before.participants.some((one) => one.subject === who.subject);
          if (what === 'leave') stage.try(who, 'session:leave');
          else if (what === 'end') stage.try(who, 'session:end', { reason });
          else if (what === 'cancel') stage.try(who, 'session:cancel');
          else if (what === 'join') stage.try(who, 'session:join');
          else if (isHere) stage.lose(who);
          const { end, phase, history } = stage.now;
          assert.equal(end !== null, phase === 'done');
          if (before.end !== null) assert.deepEqual(end, before.end);
          else if (end !== null) {
            const byLeaving = who.role === 'customer' ? 'customer-left' : 'agent-left';
            const expected = { leave: byLeaving, lose: 'connection-lost', end: reason };
            assert.ok(what in expected, what);
            assert.equal(end.reason, expected[what as keyof typeof expected]);
            assert.equal(history.at(-1)?.by?.name ?? null, what === 'lose' ? null : who.name);
            seen.add(end.reason);
          }
        }
      }),
      { numRuns: 500, seed: 20_261_134 },
    );
    assert.deepEqual([...seen].sort(), [
      'agent-ended',
      'agent-left',
      'connection-lost',
      'customer-left',
      'no-answer',
    ]);
  });
});
