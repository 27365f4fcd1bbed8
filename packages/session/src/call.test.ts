import { Finding, type PreCallFindings } from '@fernblick/protocol';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayTry } from './call.ts';
import { INVITATION_LIFETIME_MS } from './invitation.ts';
import { MAX_PARTICIPANTS } from './state.ts';
import {
  allWorks,
  anna,
  ben,
  customer,
  mia,
  paul,
  runningCall,
  SESSION,
  Stage,
} from './testing/stage.ts';
import { view } from './view.ts';

const nobodyHere = new Set<string>();

const refused = (error: string) => ({ ok: false, error });

describe('hold', () => {
  it('adds up the time spent on hold', () => {
    const stage = runningCall();
    for (const seconds of [5, 7]) {
      stage.do(anna, 'call:hold');
      stage.at += (seconds - 1) * 1_000;
      stage.do(anna, 'call:resume');
    }
    assert.equal(stage.now.heldMs, 12_000);
    assert.equal(stage.now.hold, null);
  });

  it('lasts from one press to the next, whoever presses how often, and ends with the call', () => {
    const step = fc.record({
      who: fc.constantFrom(anna, anna, ben, mia),
      name: fc.constantFrom('call:hold', 'call:resume', 'session:leave', 'session:join'),
      laterMs: fc.integer({ min: 0, max: 60_000 }),
    } as const);
    let held = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const stage = runningCall();
        stage.do(ben, 'session:join');
        let totalMs = 0;
        let since: number | null = null;
        for (const { who, name, laterMs } of steps) {
          stage.at += laterMs;
          const wasInControl = stage.now.inControl === stage.place(who).id;
          const decision = stage.try(who, name);
          const isPress = name === 'call:hold' || name === 'call:resume';
          if (isPress && decision.ok && stage.now.phase === 'in-progress')
            assert.ok(wasInControl, 'only who has control');
          const isOn: boolean = decision.ok && isPress ? name === 'call:hold' : since !== null;
          const goesOn: boolean = stage.now.phase === 'in-progress' && isOn;
          if (since !== null && !goesOn) totalMs += stage.at - since;
          since = goesOn ? (since ?? stage.at) : null;
          assert.equal(stage.now.hold?.since ?? null, since);
          assert.equal(stage.now.heldMs, totalMs);
          if (stage.now.phase !== 'in-progress') break;
        }
        held += totalMs;
      }),
      { numRuns: 300, seed: 20_261_133 },
    );
    assert.ok(held > 0, 'it was held');
  });

  it('can be ended by whoever has taken over control', () => {
    const stage = runningCall();
    stage.do(ben, 'session:join');
    stage.do(anna, 'call:hold');
    stage.do(anna, 'session:leave');
    assert.deepEqual(stage.do(ben, 'call:resume'), ['hold-ended']);
  });
});

describe('devices', () => {
  it('are one’s own, and saying the same twice is saying it once', () => {
    const stage = runningCall();
    const muted = { microphone: 'off', camera: 'lost' } as const;
    assert.deepEqual(stage.do(mia, 'call:devices', muted), ['devices-changed']);
    assert.deepEqual(stage.do(mia, 'call:devices', muted), []);
    assert.deepEqual(
      [stage.place(mia).microphone, stage.place(mia).camera, stage.place(anna).microphone],
      ['off', 'lost', 'on'],
    );
  });

  it('can be muted on hold and in the waiting room', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(mia, 'session:join');
    assert.deepEqual(stage.do(mia, 'call:devices', { microphone: 'off' }), ['devices-changed']);
    stage.do(anna, 'session:join');
    stage.do(anna, 'call:hold');
    assert.deepEqual(stage.do(mia, 'call:devices', { microphone: 'on' }), ['devices-changed']);
  });

  it('of those who are gone are off', () => {
    const stage = runningCall();
    stage.lose(mia);
    assert.deepEqual([stage.place(mia).microphone, stage.place(mia).camera], ['off', 'off']);
  });
});

describe('voice first', () => {
  it('keeps every camera off until both sides want video', () => {
    const stage = runningCall('audio');
    assert.deepEqual([stage.place(anna).camera, stage.place(mia).camera], ['off', 'off']);
    assert.deepEqual(stage.do(mia, 'call:devices', { camera: 'on' }), []);
    stage.do(mia, 'video:offer');
    assert.deepEqual(stage.now.video, {
      is: 'offered',
      by: stage.place(mia).id,
      since: stage.at,
    });
    assert.deepEqual(stage.do(mia, 'video:offer'), []);
    assert.deepEqual(stage.do(anna, 'video:accept', { send: false }), ['video-accepted']);
    assert.equal(stage.now.video.is, 'on');
    assert.equal(stage.place(anna).camera, 'off');
    assert.deepEqual(stage.do(mia, 'call:devices', { camera: 'on' }), ['devices-changed']);
    assert.deepEqual(stage.do(anna, 'video:accept', { send: true }), []);
    assert.deepEqual(stage.do(anna, 'video:offer'), []);
  });

  it('is agreed by the other side, not by oneself or a colleague', () => {
    const stage = runningCall('audio');
    stage.do(ben, 'session:join');
    stage.do(anna, 'video:offer');
    for (const who of [anna, ben])
      assert.deepEqual(stage.try(who, 'video:accept'), refused('not-allowed'));
    assert.deepEqual(stage.do(ben, 'video:offer'), []);
    assert.deepEqual(stage.do(mia, 'video:offer'), ['video-accepted']);
  });

  it('an offer can be declined, taken back, and lapses with the one who made it', () => {
    const stage = runningCall('audio');
    const video = () => stage.now.video.is;
    assert.deepEqual(stage.try(mia, 'video:accept'), refused('no-video-offer'));
    stage.do(anna, 'video:offer');
    stage.do(mia, 'video:decline');
    assert.equal(video(), 'off');
    assert.deepEqual(stage.do(mia, 'video:decline'), []);
    stage.do(anna, 'video:offer');
    assert.deepEqual(stage.do(anna, 'video:stop'), ['video-declined']);
    assert.equal(video(), 'off');
    assert.deepEqual(stage.do(anna, 'video:stop'), []);
    stage.do(anna, 'video:offer');
    stage.do(ben, 'session:join');
    stage.do(ben, 'session:leave');
    assert.equal(video(), 'offered');
    assert.deepEqual(stage.lose(anna), [
      'participant-interrupted',
      'video-declined',
      'control-given',
    ]);
    assert.equal(video(), 'off');
  });

  it('an offer waits while the call is on hold', () => {
    const stage = runningCall('audio');
    stage.do(anna, 'video:offer');
    stage.do(anna, 'call:hold');
    assert.deepEqual(stage.try(mia, 'video:accept'), refused('on-hold'));
    assert.deepEqual(stage.try(mia, 'video:offer'), refused('on-hold'));
    stage.do(anna, 'call:resume');
    assert.deepEqual(stage.do(mia, 'video:accept'), ['video-accepted']);
  });

  it('video stops in both directions, and a camera that says otherwise is not believed', () => {
    const stage = runningCall();
    stage.do(mia, 'video:stop');
    assert.deepEqual([stage.place(anna).camera, stage.place(mia).camera], ['off', 'off']);
    assert.deepEqual(stage.do(anna, 'call:devices', { camera: 'on' }), []);
    stage.do(mia, 'session:join', { tab: 'reloaded', camera: 'on' });
    assert.equal(stage.place(mia).camera, 'off');
  });
});

describe('a check before the call', () => {
  it('is told by whoever has a place, the newest is kept, and only agents read it', () => {
    const stage = new Stage();
    stage.do(mia, 'request:make');
    assert.deepEqual(stage.do(mia, 'call:checked'), ['call-checked']);
    assert.deepEqual(stage.do(mia, 'call:checked'), []);
    const relayed = { ...allWorks, direct: 'blocked' } as const;
    const before = view(stage.now, mia, nobodyHere);
    assert.deepEqual(stage.do(mia, 'call:checked', { findings: relayed }), ['call-checked']);
    assert.deepEqual(
      view(stage.now, anna, nobodyHere)?.checks.map(({ by, findings }) => [by, findings]),
      [[stage.place(mia).id, relayed]],
    );
    assert.deepEqual(view(stage.now, mia, nobodyHere), before, 'nothing of it is in theirs');
  });

  it('is kept once for each place whatever is told and how often, and nothing where the session is over', () => {
    const one = fc.constantFrom(...Finding.options);
    const found = fc
      .record({
        camera: one,
        microphone: one,
        speaker: one,
        direct: one,
        relayUdp: one,
      })
      .map((some) => ({ ...allWorks, ...some }));
    const told = fc.tuple(fc.constantFrom(anna, ben, mia, paul), found);
    const counted = { before: 0, refused: 0 };
    fc.assert(
      fc.property(fc.boolean(), fc.array(told, { maxLength: 12 }), (isRunning, all) => {
        const stage = new Stage();
        stage.do(anna, 'session:create');
        stage.do(anna, 'session:join');
        if (isRunning) stage.do(mia, 'session:join');
        const newest = new Map<string, PreCallFindings>();
        for (const [who, findings] of all) {
          const decision = stage.try(who, 'call:checked', { findings });
          // Paul could come in, as Mia could; while a call runs there is nothing ahead for who is not in it.
          const may = who === anna || (who === mia && isRunning) || (who !== ben && !isRunning);
          assert.equal(decision.ok, may, `${who.name} ${may ? 'may' : 'may not'}`);
          if (!may) {
            counted.refused += 1;
            assert.deepEqual(decision, refused('not-joined'));
            assert.ok(
              who === anna || !stage.now.participants.some((p) => p.subject === who.subject),
            );
            continue;
          }
          newest.set(stage.place(who).id, findings);
          if (isRunning || who === anna) continue;
          counted.before += 1;
          assert.equal(stage.place(who).presence, 'invited', 'expected, and not here');
          assert.deepEqual(
            view(stage.now, mia, nobodyHere)?.participants.map(({ name }) => name),
            ['Anna'],
          );
        }
        if (!isRunning) {
          const had = stage.now.participants.find(({ subject }) => subject === 'mia')?.id;
          stage.do(mia, 'session:join', {}, { participant: 'another-place' });
          assert.equal(stage.place(mia).id, had ?? 'another-place', 'one place');
        }
        const seen = view(stage.now, anna, nobodyHere)?.checks ?? [];
        assert.deepEqual(new Map(seen.map(({ by, findings }) => [by, findings])), newest);
        assert.equal(seen.length, newest.size);
        assert.deepEqual(view(stage.now, mia, nobodyHere)?.checks, []);
        stage.do(anna, 'session:end');
        assert.deepEqual(stage.try(mia, 'call:checked'), refused('session-over'));
      }),
    );
    assert.ok(counted.before > 10 && counted.refused > 10, JSON.stringify(counted));
  });

  it('is for whoever could come in: not with a link that has run out, nor where the list is full, nor before the answer', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(anna, 'invitation:make', {}, { participant: 'invited-0001', subject: 'lin' });
    const lin = customer('Lin', { scope: { is: 'session', session: SESSION } });
    const place = { participant: 'invited-0001' };
    assert.ok(mayTry(stage.now, lin, stage.at));
    assert.deepEqual(stage.do(lin, 'call:checked', {}, place), [
      'participant-invited',
      'call-checked',
    ]);
    const late = new Stage();
    late.do(anna, 'session:create');
    late.do(anna, 'invitation:make', {}, { participant: 'invited-0001', subject: 'lin' });
    late.at += INVITATION_LIFETIME_MS;
    assert.ok(!mayTry(late.now, lin, late.at));
    assert.deepEqual(late.try(lin, 'call:checked', {}, place), refused('not-joined'));
    for (let n = 0; n < MAX_PARTICIPANTS; n += 1)
      late.do(customer(`Guest ${n}`), 'call:checked', {}, { participant: `place-${n}` });
    assert.deepEqual(late.try(mia, 'call:checked'), refused('session-full'));
    const read = new Stage();
    const number = { digits: '123456789', expiresAt: read.at + 900_000 };
    read.do(anna, 'session:create', { number: true }, { number });
    const scope = { is: 'session', session: SESSION, byNumber: true } as const;
    const [first, second] = ['one', 'two'].map((subject) => customer(subject, { subject, scope }));
    assert.ok(first !== undefined && second !== undefined);
    assert.ok(mayTry(read.now, second, read.at));
    read.do(first, 'session:join', {}, { participant: 'first-place' });
    assert.ok(!mayTry(read.now, second, read.at), 'the number was for one');
    assert.deepEqual(read.try(second, 'call:checked'), refused('not-joined'));
    const asked = new Stage();
    asked.do(mia, 'request:make');
    assert.deepEqual(asked.try(paul, 'call:checked'), refused('not-joined'));
  });
});
