import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_FIELDS } from '@fernblick/protocol';
import {
  contactAt,
  historyLineFor,
  isOutdated,
  whyNotChangeContact,
  whyNotReadContact,
} from './contact.ts';
import { agent, anna, ben, mia, paul, runningCall, TICKET } from './testing/stage.ts';
import { view } from './view.ts';

const host = agent('Host', { portals: [], scope: { is: 'host' } });
const nobodyHere = new Set<string>();

describe('what is attached to a session', () => {
  it('is the host’s to add, the agents’ to correct, and nothing to customers', () => {
    const stage = runningCall();
    const before = view(stage.now, mia, nobodyHere);
    const refused = stage.try(anna, 'session:attach', { name: 'Account', value: '1' });
    assert.ok(!refused.ok && refused.error === 'unknown-field');
    assert.deepEqual(stage.do(host, 'session:attach', { name: 'Account', value: '1' }), [
      'data-attached',
    ]);
    stage.do(host, 'session:attach', { name: 'Service', value: '' });
    stage.do(ben, 'session:attach', { name: 'Account', value: '2' });
    assert.deepEqual(stage.do(anna, 'session:attach', { name: 'Account', value: '2' }), []);
    assert.deepEqual(view(stage.now, anna, nobodyHere)?.attached, [
      { name: 'Account', value: '2' },
      { name: 'Service', value: '' },
    ]);
    assert.deepEqual(view(stage.now, mia, nobodyHere), before);
    stage.do(anna, 'session:end');
    stage.do(anna, 'session:attach', { name: 'Service', value: 'Repair' });
  });

  it('has an end', () => {
    const stage = runningCall();
    for (let n = 0; n < MAX_FIELDS; n += 1)
      stage.do(host, 'session:attach', { name: `Field ${n}`, value: 'x' });
    const refused = stage.try(host, 'session:attach', { name: 'One more', value: 'x' });
    assert.ok(!refused.ok && refused.error === 'too-many-fields');
    stage.do(host, 'session:attach', { name: 'Field 3', value: 'y' });
  });
});

it('nothing is overwritten unseen: a change that names what it was made upon stands on that, or wants the same', () => {
  const value = fc.constantFrom('', '1', '2');
  fc.assert(
    fc.property(value, value, fc.option(value, { nil: undefined }), (before, wanted, expected) => {
      const stage = runningCall();
      stage.do(host, 'session:attach', { name: 'Account', value: before });
      const change = { name: 'Account', value: wanted, expected };
      const tried = stage.try(anna, 'session:attach', change);
      const isSeen = expected === undefined || expected === before || wanted === before;
      assert.equal(tried.ok, isSeen);
      if (!tried.ok) assert.equal(tried.error, 'field-changed');
      assert.equal(isOutdated({ name: 'Account', value: before }, change), !isSeen);
    }),
  );
});

it('of what is attached, agents change values, one at a time, and never which fields there are', () => {
  const names = ['Account', 'Service', 'Device', '__proto__'];
  const step = fc.record({
    actor: fc.constantFrom(host, anna, ben, mia, paul),
    name: fc.constantFrom(...names),
    value: fc.constantFrom('', '1', '2'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const stage = runningCall();
      for (const { actor, name, value } of steps) {
        const before = stage.now.attached;
        const { ok } = stage.try(actor, 'session:attach', { name, value });
        if (ok) stage.do(actor, 'session:attach', { name, value });
        const isThere = before.some((field) => field.name === name);
        assert.equal(ok, actor === host || (actor.role === 'agent' && isThere));
        const corrected = before.map((field) => (field.name === name ? { name, value } : field));
        const expected = isThere ? corrected : [...before, { name, value }];
        assert.deepEqual(stage.now.attached, ok ? expected : before);
      }
    }),
    { numRuns: 150 },
  );
});

describe('a contact', () => {
  it('is a customer with a place in a session that an agent may see', () => {
    const stage = runningCall();
    assert.equal(contactAt(stage.now, stage.place(mia).id)?.subject, 'mia');
    assert.equal(contactAt(stage.now, stage.place(anna).id), null);
    assert.equal(contactAt(stage.now, 'nobody'), null);
    assert.equal(whyNotReadContact(stage.now, ben), null);
    assert.equal(whyNotChangeContact(stage.now, ben), null);
    assert.equal(whyNotReadContact(stage.now, mia), 'not-allowed');
    const elsewhere = agent('Sven', { portals: ['sales'] });
    for (const why of [whyNotReadContact, whyNotChangeContact])
      assert.equal(why(stage.now, elsewhere), 'not-found');
  });

  it('has a history of what each agent may see, and of nothing else', () => {
    const stage = runningCall();
    stage.do(anna, 'session:invite', { subject: 'ben', name: 'Ben', role: 'agent' });
    stage.do(paul, 'session:join');
    stage.do(anna, 'session:end');
    stage.do(mia, 'session:rate', { stars: 4, comment: 'Thanks' });
    stage.do(anna, 'session:file', { disposition: 'solved' });
    const line = historyLineFor(stage.now, ben, 'mia');
    assert.deepEqual(line, {
      session: stage.now.id,
      at: stage.now.history[0]?.at,
      phase: 'done',
      reason: 'agent-ended',
      durationMs: (stage.now.end?.at ?? 0) - (stage.now.history[1]?.at ?? 0),
      agents: ['Anna'],
      tickets: [TICKET],
      filed: { by: 'Anna', disposition: { code: 'solved', label: 'Solved' } },
      stars: [4],
    });
    assert.equal(historyLineFor(stage.now, mia, 'mia'), null);
    assert.equal(historyLineFor(stage.now, agent('Sven', { portals: ['sales'] }), 'mia'), null);
  });
});
