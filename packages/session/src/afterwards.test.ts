import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RATING_OPEN_MS } from './afterwards.ts';
import type { Actor } from './commands.ts';
import { decide } from './decide.ts';
import { canBeFoundByNumber } from './entry.ts';
import { evolve } from './evolve.ts';
import { whyNotReadNotes, whyNotWriteNote, noteFor } from './notes.ts';
import { allowedFor } from './settings.ts';
import {
  agent,
  anna,
  ben,
  commandOf,
  customer,
  mia,
  OUTCOMES,
  paul,
  runningCall,
  Stage,
} from './testing/stage.ts';
import { view } from './view.ts';

const nobodyHere = new Set<string>();

function endedCall(): Stage {
  const stage = runningCall();
  stage.do(anna, 'session:end');
  return stage;
}

describe('a session that is set internal', () => {
  it('is nothing to its customers, and all it was to agents; set back, it is as before', () => {
    const stage = endedCall();
    const before = view(stage.now, mia, nobodyHere);
    assert.deepEqual(stage.do(ben, 'session:visibility', { internal: true }), [
      'visibility-changed',
    ]);
    assert.equal(view(stage.now, mia, nobodyHere), null);
    const byLink = customer('Rosa', { scope: { is: 'session', session: stage.now.id } });
    assert.equal(view(stage.now, byLink, nobodyHere), null);
    assert.equal(view(stage.now, anna, nobodyHere)?.internal, true);
    const refused = stage.try(mia, 'session:rate');
    assert.ok(!refused.ok && refused.error === 'not-found');
    stage.do(anna, 'session:visibility', { internal: false });
    assert.deepEqual(view(stage.now, mia, nobodyHere), before);
  });

  it('tells agents who has set it internal or public again, and when; customers never', () => {
    const stage = endedCall();
    const toldTo = (viewer: Actor) => view(stage.now, viewer, nobodyHere)?.visibilityChanged;
    assert.equal(toldTo(anna), null);
    stage.do(ben, 'session:visibility', { internal: true });
    assert.deepEqual(toldTo(anna), { by: 'Ben', at: stage.at });
    stage.do(anna, 'session:visibility', { internal: false });
    const told = { by: 'Anna', at: stage.at };
    // Changes nothing, so that nobody has done it.
    stage.do(ben, 'session:visibility', { internal: false });
    assert.deepEqual([toldTo(anna), toldTo(ben), toldTo(mia)], [told, told, null]);
  });

  it('says when, and not by whom, where the journal was written before that was kept', () => {
    const stage = endedCall();
    const event = { type: 'visibility-changed', at: stage.at, internal: true } as const;
    const state = evolve(stage.now, event, stage.journal.length + 1);
    const { visibilityChanged } = view(state, anna, nobodyHere) ?? {};
    assert.deepEqual(visibilityChanged, { by: null, at: stage.at });
  });

  it('cannot be entered by a customer, nor found by its number', () => {
    const stage = new Stage();
    stage.do(
      anna,
      'session:create',
      { number: true },
      { number: { digits: '987654321', expiresAt: 9_000_000 } },
    );
    assert.equal(canBeFoundByNumber(stage.now, stage.at), true);
    stage.do(anna, 'session:visibility', { internal: true });
    assert.equal(canBeFoundByNumber(stage.now, stage.at), false);
    const refused = stage.try(mia, 'session:join');
    assert.ok(!refused.ok && refused.error === 'not-found');
  });

  it('is not set so while a customer is in it, nor by a customer', () => {
    const stage = runningCall();
    const refused = stage.try(anna, 'session:visibility', { internal: true });
    assert.ok(!refused.ok && refused.error === 'customer-in-call');
    const byCustomer = stage.try(mia, 'session:visibility', { internal: false });
    assert.ok(!byCustomer.ok && byCustomer.error === 'not-allowed');
  });
});

describe('a rating', () => {
  it('is given after the end by a customer who was there, changed for a day, and then stands', () => {
    const stage = runningCall();
    const early = stage.try(mia, 'session:rate');
    assert.ok(!early.ok && early.error === 'not-over-yet');
    stage.do(anna, 'session:end');
    const absent = stage.try(paul, 'session:rate');
    assert.ok(!absent.ok && absent.error === 'not-joined');
    stage.do(mia, 'session:rate', { stars: 2, comment: 'The line was bad.' });
    const { at } = stage.now.ratings[0] ?? { at: 0 };
    assert.deepEqual(stage.do(mia, 'session:rate', { stars: 2, comment: 'The line was bad.' }), []);
    stage.do(mia, 'session:rate', { stars: 4, comment: '' });
    assert.deepEqual(stage.now.ratings, [
      { participant: stage.place(mia).id, stars: 4, comment: '', at },
    ]);
    stage.at += RATING_OPEN_MS;
    const late = stage.try(mia, 'session:rate', { stars: 1 });
    assert.ok(!late.ok && late.error === 'rating-closed');
  });

  it('is seen by agents and by the customer who gave it, and by no other customer', () => {
    const stage = runningCall();
    stage.do(paul, 'session:join');
    stage.do(anna, 'session:end');
    stage.do(mia, 'session:rate', { stars: 5 });
    assert.equal(view(stage.now, ben, nobodyHere)?.ratings.length, 1);
    assert.equal(view(stage.now, mia, nobodyHere)?.ratings[0]?.stars, 5);
    assert.deepEqual(view(stage.now, paul, nobodyHere)?.ratings, []);
  });

  it('is one for each customer who was there, whatever they and others try, and stands after a day', () => {
    const rosa = customer('Rosa');
    const step = fc.record({
      actor: fc.constantFrom(mia, paul, rosa, anna),
      stars: fc.constantFrom(1, 2, 5),
      comment: fc.constantFrom('', 'Thank you'),
      laterMs: fc.constantFrom(0, RATING_OPEN_MS / 2, RATING_OPEN_MS),
    });
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { maxLength: 10 }), (isPaulThere, steps) => {
        const stage = runningCall();
        if (isPaulThere) stage.do(paul, 'session:join');
        stage.do(anna, 'session:end');
        const given = new Map<Actor, { stars: number; comment: string; since: number }>();
        for (const { actor, stars, comment, laterMs } of steps) {
          stage.at += laterMs;
          const before = given.get(actor);
          const was = stage.now;
          const decision = stage.try(actor, 'session:rate', { stars, comment });
          const wasThere = actor === mia || (actor === paul && isPaulThere);
          const isSame = before?.stars === stars && before.comment === comment;
          const isLate = before !== undefined && stage.at > before.since + RATING_OPEN_MS;
          assert.equal(decision.ok, wasThere && (isSame || !isLate));
          seen.add(decision.ok ? (isSame ? 'same' : 'given') : decision.error);
          if (!decision.ok || isSame) assert.equal(stage.now, was, 'nothing happens');
          else given.set(actor, { stars, comment, since: before?.since ?? stage.at });
          // Everybody reads what the last word of each was, customers their own alone.
          for (const viewer of [mia, paul, anna]) {
            const own = [...given].filter(([by]) => viewer === anna || by === viewer);
            assert.deepEqual(
              (view(stage.now, viewer, nobodyHere)?.ratings ?? []).map((one) => [
                one.by,
                one.stars,
                one.comment,
              ]),
              own.map(([by, one]) => [stage.place(by).id, one.stars, one.comment]),
            );
          }
        }
      }),
      { numRuns: 300, seed: 20_261_132 },
    );
    assert.deepEqual([...seen].sort(), [
      'given',
      'not-allowed',
      'not-joined',
      'rating-closed',
      'same',
    ]);
  });
});

describe('a session that is marked done', () => {
  const decided = (dispositions: 'off' | 'optional' | 'required') => ({
    host: { dispositions },
    portals: {},
    agents: {},
  });
  const filing = (stage: Stage, disposition: string | null, use: 'off' | 'optional' | 'required') =>
    decide(stage.now, commandOf('session:file', ben, { disposition }), {
      actor: ben,
      at: stage.at,
      allowed: allowedFor(decided(use), ben, stage.now),
    });

  it('says by whom and with what; once more corrects it, and the same again is once', () => {
    const stage = endedCall();
    assert.deepEqual(stage.do(anna, 'session:file', { disposition: 'solved' }), ['session-filed']);
    assert.deepEqual(stage.do(anna, 'session:file', { disposition: 'solved' }), []);
    assert.deepEqual(stage.now.filed?.disposition, { code: 'solved', label: 'Solved' });
    stage.do(ben, 'session:file', { disposition: 'visit' });
    assert.equal(stage.now.filed?.by.name, 'Ben');
    stage.do(ben, 'session:file', { disposition: null });
    assert.equal(stage.now.filed?.disposition, null);
  });

  it('has a disposition where one is required, none where they are off, and never an unknown one', () => {
    const stage = endedCall();
    const answer = (
      ...asked: Parameters<typeof filing> extends [Stage, ...infer R] ? R : never
    ) => {
      const decision = filing(stage, ...asked);
      return decision.ok ? 'yes' : decision.error;
    };
    assert.equal(answer(null, 'required'), 'disposition-required');
    assert.equal(answer('solved', 'required'), 'yes');
    assert.equal(answer('nonsense', 'required'), 'unknown-disposition');
    assert.equal(answer(null, 'optional'), 'yes');
    assert.equal(answer('solved', 'off'), 'switched-off');
    assert.equal(answer(null, 'off'), 'yes');
    // Where there is none to choose, none can be required.
    const bare = commandOf('session:file', ben, { disposition: null }, { dispositions: [] });
    const allowed = allowedFor(decided('required'), ben, stage.now);
    assert.ok(decide(stage.now, bare, { actor: ben, at: stage.at, allowed }).ok);
  });

  it('never ends with a code that could not be chosen, with none where one was required, and refuses nothing else', () => {
    const code = fc.option(fc.constantFrom('solved', 'visit', 'gone'));
    const step = fc.record({
      code,
      use: fc.constantFrom('off', 'optional', 'required'),
      known: fc.subarray(OUTCOMES),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const stage = endedCall();
        for (const { code: asked, use, known } of steps) {
          const before = stage.now.filed;
          const allowed = allowedFor(decided(use), ben, stage.now);
          const input = { disposition: asked };
          const command = commandOf('session:file', ben, input, { dispositions: known });
          const done = decide(stage.now, command, { actor: ben, at: stage.at, allowed });
          const canChoose = known.some((one) => one.code === asked);
          const isAsked = use !== 'off' && known.length > 0;
          const fits = asked === null ? !isAsked || use !== 'required' : isAsked && canChoose;
          assert.equal(done.ok, fits);
          if (!done.ok) continue;
          const same = before !== null && (before.disposition?.code ?? null) === asked;
          assert.equal(done.events.length, same ? 0 : 1);
          stage.do(ben, 'session:file', input, { dispositions: known });
        }
      }),
    );
  });

  it('is the agents’ business: no customer’s view changes, not even its number', () => {
    const stage = endedCall();
    const before = view(stage.now, mia, nobodyHere);
    stage.do(anna, 'session:file', { disposition: 'solved' });
    assert.deepEqual(view(stage.now, mia, nobodyHere), before);
    assert.equal(view(stage.now, ben, nobodyHere)?.filed?.by, 'Anna');
  });
});

describe('a notepad', () => {
  it('is read and written by agents who may see the session, in every phase, and by no customer', () => {
    const entry = {
      seq: 1,
      by: { subject: 'anna', name: 'Anna', role: 'agent' },
      text: 'The router is old.',
      at: 1,
      version: 1,
    } as const;
    for (const stage of [runningCall(), endedCall()]) {
      for (const each of [anna, ben]) {
        assert.equal(whyNotWriteNote(stage.now, each), null);
        assert.equal(noteFor(stage.now, each, entry)?.you, each === anna);
      }
      assert.equal(whyNotReadNotes(stage.now, mia), 'not-allowed');
      assert.equal(noteFor(stage.now, mia, entry), null);
      const other = agent('Sven', { portals: ['sales'] });
      assert.equal(whyNotReadNotes(stage.now, other), 'not-found');
      assert.equal(noteFor(stage.now, other, entry), null);
    }
  });
});
