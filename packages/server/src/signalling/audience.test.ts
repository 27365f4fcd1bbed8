import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  allowedFor,
  decide,
  evolve,
  nothingDecided,
  type Actor,
  type SessionState,
} from '@fernblick/session';
import { Audience } from './audience.ts';
import type { Connection } from './connection.ts';

const anna: Actor = {
  ...{ subject: 'anna', name: 'Anna', role: 'agent', portals: [] },
  scope: { is: 'portals' },
};
const cleo: Actor = {
  ...{ subject: 'cleo', name: 'Cleo', role: 'customer', portals: [] },
  scope: { is: 'ticket', ticket: 'T-1' },
};

/** A session of T-1 that nobody has entered. */
function created(): SessionState {
  const command = {
    name: 'session:create',
    input: { commandId: 'command-1', ticket: 'T-1', number: false, start: 'video' },
    facts: { session: 'session-0001', participant: 'participant-1', number: null },
  } as const;
  const decision = decide(null, command, {
    actor: anna,
    at: 1,
    allowed: allowedFor(nothingDecided, anna, null),
  });
  assert.ok(decision.ok);
  let state: SessionState | null = null;
  for (const [index, event] of decision.events.entries()) state = evolve(state, event, index + 1);
  assert.ok(state);
  return state;
}

/** A page of this person, and what it was told. */
function pageOf(actor: Actor) {
  const told: string[] = [];
  const page: Pick<Connection, 'holder' | 'notify'> = {
    holder: { actor } as Connection['holder'],
    notify: (name, notice) => void told.push(`${name} ${JSON.stringify(notice)}`),
  };
  // All that the audience asks of a page.
  return { page: page as Connection, told };
}

it('a session that is deleted, or that somebody was forgotten in, is told to pages that have only listed it', () => {
  const state = created();
  const hidden: SessionState = { ...state, internal: true };
  for (const act of ['gone', 'replaced'] as const) {
    const audience = new Audience((actor, portal) => allowedFor(nothingDecided, actor, portal));
    const [agents, customers, others] = [pageOf(anna), pageOf(cleo), pageOf(cleo)];
    audience.listen(agents.page, 'T-1');
    audience.listen(customers.page, 'T-1');
    audience.listen(others.page, 'T-2');
    const tell = (now: SessionState): void =>
      act === 'gone' ? audience.gone(now) : audience.replaced({ before: now, after: now });
    tell(state);
    assert.deepEqual(agents.told, ['ticket:changed {"ticket":"T-1"}']);
    assert.deepEqual(customers.told, agents.told);
    assert.deepEqual(others.told, []);
    tell(hidden);
    assert.equal(agents.told.length, 2);
    assert.equal(customers.told.length, 1, 'customers do not learn that there was one');
  }
});

it('what becomes of a session that customers may not know is told to their list where that is another one, and nowhere else', () => {
  const audience = new Audience((actor, portal) => allowedFor(nothingDecided, actor, portal));
  const [agents, customers] = [pageOf(anna), pageOf(cleo)];
  for (const { page } of [agents, customers]) audience.listen(page, 'T-1');
  const open = created();
  const elsewhere: SessionState = { ...open, tickets: ['T-2'] };
  const hidden = (state: SessionState): SessionState => ({ ...state, internal: true });
  const changed = 'ticket:changed {"ticket":"T-1"}';
  const hears = (before: SessionState | null, after: SessionState) => {
    const from = [agents.told.length, customers.told.length] as const;
    const seq = { all: after.seq.all + 1, customer: after.seq.customer + 1 };
    audience.publish({ before, after: { ...after, seq }, entries: [] });
    return {
      agents: agents.told.slice(from[0]).includes(changed),
      customers: customers.told.slice(from[1]).map((one) => (one === changed ? 'list' : one)),
    };
  };
  const neither = { agents: true, customers: [] };
  assert.deepEqual(hears(hidden(elsewhere), hidden(open)), neither, 'linked');
  assert.deepEqual(hears(hidden(open), hidden(elsewhere)), neither, 'taken off');
  assert.deepEqual(hears(open, elsewhere), { agents: true, customers: ['list'] });
  assert.deepEqual(hears(open, hidden(open)), { agents: false, customers: ['list'] });
  assert.deepEqual(hears(hidden(open), hidden(elsewhere)), neither);
  for (const before of [elsewhere, null, hidden(open)])
    assert.ok(hears(before, open).customers.includes('list'));
});

it('a session that is shown again, or is not what it was, comes back to the pages that watched it', () => {
  const audience = new Audience((actor, portal) => allowedFor(nothingDecided, actor, portal));
  const { page, told } = pageOf({ ...cleo, scope: { is: 'session', session: 'session-0001' } });
  const open = created();
  const hidden: SessionState = { ...open, internal: true };
  const names = (): string[] => told.splice(0).map((one) => one.split(' ')[0] ?? '');
  audience.watch(page, open.id);
  audience.publish({ before: open, after: hidden, entries: [] });
  assert.deepEqual(names(), ['session:hidden']);
  audience.publish({ before: hidden, after: hidden, entries: [] });
  audience.publishPresence(hidden);
  assert.deepEqual(names(), [], 'nothing of what happens meanwhile');
  audience.publish({ before: hidden, after: open, entries: [] });
  assert.deepEqual([names(), audience.watched(page)], [['session:changed'], [open.id]]);
  audience.replaced({ before: open, after: open });
  assert.deepEqual(names(), ['session:hidden', 'session:changed']);
  audience.publish({ before: open, after: hidden, entries: [] });
  audience.drop(page, 1);
  names();
  audience.publish({ before: hidden, after: open, entries: [] });
  assert.deepEqual(names(), [], 'it is gone');
});
