import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { callOffer } from './offer.ts';
import { allowedFor } from './settings.ts';
import { waitingDial } from './state.ts';
import { agent, anna, ben, commandOf, customer, mia, paul, Stage } from './testing/stage.ts';
import { view } from './view.ts';

const refused = (error: string) => ({ ok: false, error });
const nobody = new Set<string>();

/** Gives a command where calling at once is on; answers the types of the events, or the refusal. */
function give(
  stage: Stage,
  actor: typeof mia,
  name: 'dial:make' | 'dial:accept' | 'dial:decline' | 'request:confirm',
  { queue = false, otherCalls = 0, input = {} } = {},
): readonly string[] | string {
  stage.at += 1_000;
  const decided = { host: { functions: { dial: true, queue } }, portals: {}, agents: {} };
  const decision = decide(stage.state, commandOf(name, actor, input, { otherCalls }), {
    actor,
    at: stage.at,
    allowed: allowedFor(decided, actor, null),
  });
  if (!decision.ok) return decision.error;
  for (const event of decision.events)
    stage.state = evolve(stage.state, event, (stage.state?.seq.all ?? 0) + 1);
  return decision.events.map(({ type }) => type);
}

/** Mia has called, and it rings at these agents. */
function ringing(...agents: readonly (typeof anna)[]): Stage {
  const stage = new Stage();
  assert.deepEqual(give(stage, mia, 'dial:make'), ['session-requested', 'dial-began']);
  stage.serve({ name: 'ring-agents', facts: { agents, until: stage.at + 20_000 } });
  return stage;
}

const dialOf = (stage: Stage, viewer = mia) => view(stage.now, viewer, nobody)?.request?.dial;

describe('a dialled call', () => {
  it('begins with voice where that was asked for', () => {
    const stage = new Stage();
    give(stage, mia, 'dial:make', { input: { start: 'audio' } });
    give(stage, anna, 'dial:accept');
    for (const who of [mia, anna]) stage.do(who, 'session:join');
    assert.equal(stage.now.video.is, 'off');
    assert.deepEqual(dialOf(stage)?.outcome, 'answered');
  });

  it('is off where nobody has switched it on', () => {
    assert.deepEqual(new Stage().try(mia, 'dial:make'), refused('switched-off'));
    assert.equal(give(new Stage(), anna, 'dial:make'), 'not-allowed');
    const elsewhere = customer('Mia', { scope: { is: 'ticket', ticket: 'T-1009' } });
    assert.equal(
      give(new Stage(), elsewhere, 'dial:make', { input: { ticket: 'T-1' } }),
      'not-allowed',
    );
  });

  it('is another one where the one of before is over, whatever has held there', () => {
    const stage = ringing(anna);
    stage.do(mia, 'session:cancel', { reason: 'withdrawn' });
    assert.deepEqual(stage.try(mia, 'dial:make'), refused('session-over'));
  });

  it('is answered by one agent, and both join', () => {
    const stage = ringing(anna, ben);
    assert.deepEqual(give(stage, ben, 'dial:accept'), ['request-confirmed']);
    assert.equal(give(stage, anna, 'dial:accept'), 'already-answered');
    assert.equal(dialOf(stage)?.outcome, 'answered');
    stage.do(ben, 'session:join');
    stage.do(mia, 'session:join');
    assert.equal(stage.now.phase, 'in-progress');
  });

  it('of 200 who accept at once has one, and 199 hear that it is answered', () => {
    const agents = Array.from({ length: 200 }, (_, n) => agent(`Agent ${n}`));
    const stage = ringing(...agents);
    const answers = agents.map((each) => give(stage, each, 'dial:accept'));
    assert.equal(answers.filter((answer) => Array.isArray(answer)).length, 1);
    assert.equal(answers.filter((answer) => answer === 'already-answered').length, 199);
  });

  it('is not for an agent who is in as many calls as they may be', () => {
    assert.equal(give(ringing(anna), anna, 'dial:accept', { otherCalls: 5 }), 'too-many-calls');
    const stranger = agent('Sven', { scope: { is: 'ticket', ticket: 'T-1009' } });
    assert.equal(give(ringing(anna), stranger, 'dial:accept'), 'not-found');
  });

  it('rings on where an agent without room confirms it for now, but may be agreed for later', () => {
    const stage = ringing(anna, ben);
    const now = { otherCalls: 5, input: { at: null } };
    assert.equal(give(stage, anna, 'request:confirm', now), 'too-many-calls');
    assert.equal(waitingDial(stage.now)?.rings.length, 2);
    const later = { otherCalls: 5, input: { at: stage.at + 3_600_000 } };
    assert.deepEqual(give(stage, anna, 'request:confirm', later), ['request-confirmed']);
    const unanswered = ringing(anna);
    unanswered.serve({ name: 'give-up-dial', facts: { outcome: 'nobody-answered' } });
    assert.deepEqual(give(unanswered, anna, 'request:confirm', now), ['request-confirmed']);
  });

  it('that nobody answers is a request with everything that was typed, and can be dialled again', () => {
    const stage = ringing(anna);
    stage.serve({ name: 'stop-rings', facts: { agents: ['anna'], why: 'missed' } });
    stage.serve({ name: 'give-up-dial', facts: { outcome: 'nobody-answered' } });
    const seen = view(stage.now, mia, nobody);
    assert.equal(seen?.phase, 'requested');
    assert.equal(seen.request?.reason, 'It leaks.');
    assert.equal(seen.request.dial?.outcome, 'nobody-answered');
    assert.equal(give(stage, paul, 'dial:make'), 'already-requested');
    assert.deepEqual(give(stage, mia, 'dial:make'), ['dial-began']);
    assert.equal(give(stage, mia, 'dial:make'), 'already-requested');
    assert.equal(dialOf(stage)?.outcome, null);
  });

  it('rings on at its place where who accepted does not come, and the customer is put out until then', () => {
    const stage = ringing(anna, ben);
    const since = waitingDial(stage.now)?.since;
    give(stage, anna, 'dial:accept');
    stage.do(mia, 'session:join');
    assert.deepEqual(stage.serve({ name: 'resume-dial', facts: {} }), ['dial-resumed']);
    assert.equal(stage.now.phase, 'requested');
    const dial = waitingDial(stage.now);
    assert.equal(dial?.since, since);
    assert.deepEqual(
      dial?.passed.map(({ subject }) => subject),
      ['anna'],
    );
    assert.equal(dialOf(stage)?.resumed, true);
    assert.deepEqual(stage.try(mia, 'session:join'), refused('not-confirmed'));
    give(stage, ben, 'dial:accept');
    stage.do(ben, 'session:join');
    stage.do(mia, 'session:join');
    assert.equal(stage.now.phase, 'in-progress');
  });

  it('rings on neither where an agent is there, nor for a customer who has gone, nor once it is agreed for later', () => {
    const met = ringing(anna);
    give(met, anna, 'dial:accept');
    met.do(ben, 'session:join');
    const gone = ringing(anna);
    give(gone, anna, 'dial:accept');
    gone.do(mia, 'session:join');
    gone.do(mia, 'session:leave');
    const later = ringing(anna);
    give(later, anna, 'request:confirm', { input: { at: later.at + 3_600_000 } });
    for (const stage of [met, gone, later, ringing(anna)])
      assert.deepEqual(stage.serve({ name: 'resume-dial', facts: {} }), []);
  });

  it('just given up is still answered by an agent who accepts', () => {
    const stage = ringing(anna);
    stage.serve({ name: 'give-up-dial', facts: { outcome: 'nobody-answered' } });
    assert.deepEqual(give(stage, anna, 'dial:accept'), ['request-confirmed']);
    assert.deepEqual(new Stage().try(mia, 'request:make').ok, true);
  });

  it('declined or not answered rings no more at that agent, who may be asked again after being away', () => {
    const stage = ringing(anna, ben);
    assert.deepEqual(give(stage, anna, 'dial:decline'), ['ring-stopped']);
    assert.deepEqual(give(stage, anna, 'dial:decline'), [], 'twice is once');
    stage.serve({ name: 'stop-rings', facts: { agents: ['ben'], why: 'away' } });
    const dial = waitingDial(stage.now);
    assert.deepEqual(dial?.rings, []);
    assert.deepEqual(
      dial.passed.map(({ subject }) => subject),
      ['anna'],
    );
  });

  it('is hung up by the customer while it rings, and then rings nowhere', () => {
    const stage = ringing(anna);
    stage.do(mia, 'session:cancel');
    assert.equal(stage.now.phase, 'cancelled');
    assert.equal(waitingDial(stage.now), null);
    assert.equal(stage.now.request?.dial?.outcome, 'called-off');
    assert.equal(give(stage, anna, 'dial:accept'), 'session-over');
  });

  it('is answered too by proposing another time, or by simply joining', () => {
    const proposed = ringing(anna);
    proposed.do(anna, 'request:propose', { times: [proposed.at + 3_600_000] });
    assert.equal(dialOf(proposed)?.outcome, 'answered');
    const joined = ringing(anna);
    joined.do(ben, 'session:join');
    assert.equal(dialOf(joined)?.outcome, 'answered');
  });

  it('waits in line where that is on, and longer', () => {
    const until = (queue: boolean): number => {
      const stage = new Stage();
      give(stage, mia, 'dial:make', { queue });
      return (waitingDial(stage.now)?.until ?? 0) - stage.at;
    };
    assert.ok(until(true) > until(false));
  });

  it('is an offer to the agents at whom it rings, as long as it does, and to nobody else', () => {
    const stage = ringing(anna);
    assert.equal(callOffer(stage.now, anna)?.by, 'Mia');
    assert.equal(callOffer(stage.now, ben), null, 'it does not ring there');
    const namesake = customer('Anna');
    assert.equal(callOffer(stage.now, namesake), null, 'a customer with an agent’s id');
    const moved = agent('Anna', { scope: { is: 'ticket', ticket: 'T-1009' } });
    assert.equal(callOffer(stage.now, moved), null, 'who may not see it any more');
    assert.equal(callOffer(stage.now, anna)?.ticket, stage.now.request?.ticket);
    // As where the host merges one into another.
    const merged = { ...stage.now, tickets: ['T-2'] };
    assert.equal(callOffer(merged, anna)?.ticket, 'T-2', 'where it can be found by now');
    give(stage, anna, 'dial:decline');
    assert.equal(callOffer(stage.now, anna), null);
  });

  it('tells agents at how many it rings, the customer nothing of it, and others nothing at all', () => {
    const stage = ringing(anna, ben);
    assert.equal(dialOf(stage, anna)?.ringing, 2);
    const before = view(stage.now, mia, nobody);
    assert.equal(before?.request?.dial?.ringing, null);
    give(stage, anna, 'dial:decline');
    assert.deepEqual(view(stage.now, mia, nobody), before, 'not even by a number that grows');
    assert.doesNotMatch(JSON.stringify(before), /anna|ben/i);
    assert.equal(dialOf(stage, paul), undefined);
  });
});
