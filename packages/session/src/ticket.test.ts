import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayWatch } from './may-watch.ts';
import { agent, anna, customer, mia, runningCall, Stage, TICKET } from './testing/stage.ts';
import { MAX_TICKETS } from './ticket.ts';

const refused = (error: string) => ({ ok: false, error });
const other = customer('Otto', { scope: { is: 'ticket', ticket: 'T-1002' } });

describe('linking tickets', () => {
  it('opens the session to the ticket’s customer, and unlinking closes it again', () => {
    const stage = runningCall();
    assert.ok(!mayWatch(stage.now, other));
    stage.do(anna, 'session:link', { ticket: 'T-1002' });
    assert.ok(mayWatch(stage.now, other));
    stage.do(anna, 'session:unlink', { ticket: 'T-1002' });
    assert.ok(!mayWatch(stage.now, other));
  });

  it('does not throw out the customer who joined the call from that ticket', () => {
    const stage = runningCall();
    stage.do(anna, 'session:unlink', { ticket: TICKET });
    assert.ok(mayWatch(stage.now, mia));
    assert.deepEqual(stage.do(mia, 'call:devices', { microphone: 'off' }), ['devices-changed']);
    const bySession = customer('Mia', { scope: { is: 'session', session: stage.now.id } });
    stage.do(bySession, 'session:join', { tab: 'second-device' });
    stage.do(anna, 'session:end');
    assert.ok(mayWatch(stage.now, mia));
    assert.ok(!mayWatch(stage.now, customer('Paul')));
  });

  it('names what is linked already, what is not, and what is too much', () => {
    const stage = runningCall();
    const ticket = TICKET;
    assert.deepEqual(stage.try(anna, 'session:link', { ticket }), refused('already-linked'));
    const wrong = { ticket: 'T-1009' };
    assert.deepEqual(stage.try(anna, 'session:unlink', wrong), refused('not-linked'));
    for (let n = 2; n <= MAX_TICKETS; n += 1)
      stage.do(anna, 'session:link', { ticket: `more-${n}` });
    assert.deepEqual(stage.try(anna, 'session:link', wrong), refused('too-many-tickets'));
  });

  it('is not for tokens that reach only one session or one ticket', () => {
    const stage = runningCall();
    const ofSession = agent('Eve', { scope: { is: 'session', session: stage.now.id } });
    const ofTicket = agent('Eve', { scope: { is: 'ticket', ticket: TICKET } });
    for (const actor of [ofSession, ofTicket])
      assert.deepEqual(stage.try(actor, 'session:link'), refused('not-allowed'));
    assert.deepEqual(stage.try(ofSession, 'session:unlink'), refused('not-allowed'));
    assert.deepEqual(stage.do(ofTicket, 'session:unlink'), ['ticket-unlinked']);
  });

  it('is the host’s to do with every session: the tickets are theirs', () => {
    const stage = runningCall();
    const host = agent('Host', { portals: [], scope: { is: 'host' } });
    assert.deepEqual(stage.do(host, 'session:link', { ticket: 'T-1002' }), ['ticket-linked']);
    assert.deepEqual(stage.do(host, 'session:unlink', { ticket: TICKET }), ['ticket-unlinked']);
    assert.deepEqual(stage.now.tickets, ['T-1002']);
  });

  it('shows a session to the customers of exactly its tickets, and to nobody while it is internal', () => {
    const tickets = ['T-1', 'T-2', 'T-3'];
    const step = fc.record({
      name: fc.constantFrom('session:link', 'session:unlink', 'session:visibility'),
      ticket: fc.constantFrom(...tickets),
      internal: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const stage = new Stage();
        stage.do(anna, 'session:create');
        const linked = new Set([TICKET]);
        let isInternal = false;
        for (const { name, ticket, internal } of steps) {
          const done = stage.try(anna, name, { ticket, internal });
          assert.equal(
            done.ok,
            name === 'session:visibility' || linked.has(ticket) !== (name === 'session:link'),
          );
          if (name === 'session:link') linked.add(ticket);
          else if (name === 'session:unlink') linked.delete(ticket);
          else isInternal = internal;
          for (const each of [TICKET, ...tickets]) {
            const theirs = customer('Otto', { scope: { is: 'ticket', ticket: each } });
            assert.equal(mayWatch(stage.now, theirs), linked.has(each) && !isInternal);
          }
        }
      }),
    );
  });
});
