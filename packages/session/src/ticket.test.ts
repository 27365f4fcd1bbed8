import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayWatch } from './may-watch.ts';
import { agent, anna, customer, mia, runningCall, TICKET } from './testing/stage.ts';
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
});
