import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canBeFoundByNumber, MAX_JOINED } from './entry.ts';
import { MAX_PARTICIPANTS } from './state.ts';
import {
  agent,
  anna,
  ben,
  customer,
  mia,
  runningCall,
  SESSION,
  Stage,
  TICKET,
} from './testing/stage.ts';
import { view } from './view.ts';

const digits = '123456789';
const refused = (error: string) => ({ ok: false, error });

describe('making a session', () => {
  it('from a ticket is confirmed and linked at once', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    assert.equal(stage.now.phase, 'confirmed');
    assert.deepEqual(
      stage.now.history.map((step) => [step.phase, step.by?.name]),
      [['confirmed', 'Anna']],
    );
    assert.deepEqual(stage.now.tickets, [TICKET]);
    assert.equal(stage.now.portal, 'support');
    assert.equal(stage.now.video.is, 'on');
  });

  it('with a number needs no ticket; with neither nobody could ever find it', () => {
    const stage = new Stage();
    const nothing = { ticket: undefined as never };
    assert.deepEqual(stage.try(anna, 'session:create', nothing), refused('invalid-message'));
    const wanted = { ...nothing, number: true };
    assert.deepEqual(stage.try(anna, 'session:create', wanted), refused('server-error'));
    const number = { digits, expiresAt: stage.at + 60_000 };
    stage.do(anna, 'session:create', wanted, { number });
    assert.deepEqual(stage.now.number, number);
    assert.deepEqual(stage.now.tickets, []);
  });

  it('gives it no number unless one is asked for', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create', {}, { number: { digits, expiresAt: stage.at + 60_000 } });
    assert.equal(stage.now.number, null);
  });

  it('is for agents, and only for what their token could show them', () => {
    const all = [
      mia,
      agent('Eve', { scope: { is: 'entry' } }),
      agent('Eve', { scope: { is: 'session', session: 'session-0001' } }),
      agent('Eve', { scope: { is: 'ticket', ticket: 'T-1009' } }),
    ];
    for (const actor of all)
      assert.deepEqual(new Stage().try(actor, 'session:create'), refused('not-allowed'));
    const own = agent('Eve', { scope: { is: 'ticket', ticket: TICKET } });
    assert.deepEqual(new Stage().do(own, 'session:create'), ['session-created']);
  });

  it('belongs to the first portal of the one who made it, or to none', () => {
    const portalOf = (portals: readonly string[]) => {
      const stage = new Stage();
      stage.do(agent('Eve', { portals }), 'session:create');
      return stage.now.portal;
    };
    assert.equal(portalOf(['*', 'sales', 'support']), 'sales');
    assert.equal(portalOf(['*']), null);
    assert.equal(portalOf([]), null);
  });
});

describe('the number of a session', () => {
  const withNumber = () => {
    const stage = new Stage();
    const number = { digits, expiresAt: stage.at + 60_000 };
    stage.do(anna, 'session:create', { number: true }, { number });
    return { stage, expiresAt: number.expiresAt };
  };

  it('is good until its time is up', () => {
    const { stage, expiresAt } = withNumber();
    assert.ok(canBeFoundByNumber(stage.now, expiresAt - 1));
    assert.ok(!canBeFoundByNumber(stage.now, expiresAt));
    assert.deepEqual(stage.serve({ name: 'number-expired', facts: {} }), []);
    stage.at = expiresAt;
    assert.deepEqual(stage.serve({ name: 'number-expired', facts: {} }), ['number-expired']);
    assert.equal(stage.now.number, null);
  });

  it('is gone once the call has begun, and when the session was called off', () => {
    const { stage } = withNumber();
    stage.do(anna, 'session:join');
    assert.ok(canBeFoundByNumber(stage.now, stage.at));
    stage.do(mia, 'session:join');
    assert.ok(!canBeFoundByNumber(stage.now, stage.at));

    const other = withNumber().stage;
    other.do(anna, 'session:cancel');
    assert.ok(!canBeFoundByNumber(other.now, other.at));
  });
});

describe('who comes by the number of a session', () => {
  const byNumber = { is: 'session', session: SESSION, byNumber: true } as const;
  const guest = (subject: string) => customer('Mia', { subject, scope: byNumber });

  it('is one at a time, before and in the call; further people have links of their own', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(guest('one'), 'session:join');
    assert.deepEqual(stage.try(guest('two'), 'session:join'), refused('number-taken'));
    stage.do(anna, 'session:join');
    assert.deepEqual(stage.try(guest('two'), 'session:join'), refused('number-taken'));
    // The one who is there comes back as before, and others than by the number come as ever.
    stage.do(guest('one'), 'session:join', { tab: 'another-tab' }, { resumeHash: 'hash-for-one' });
    stage.do(customer('Mia', { subject: 'three' }), 'session:join');
    assert.equal(stage.now.participants.length, 3);
  });

  it('may be another once the first has gone, who then finds the place taken', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(guest('one'), 'session:join');
    stage.lose(guest('one'));
    stage.do(guest('two'), 'session:join');
    assert.deepEqual(stage.try(guest('one'), 'session:join'), refused('number-taken'));
  });

  it('is told from another of the same name, by agents and customers alike, however long it is', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    const long = 'M'.repeat(80);
    const names = ['Mia', 'mia', long, long];
    stage.do(anna, 'session:invite', { subject: 'zero', name: 'Mia', role: 'customer' });
    for (const [n, name] of names.entries())
      stage.do(customer(name, { subject: `guest-${n}` }), 'session:join');
    stage.do(agent('Mia'), 'session:join');
    const shown = ['Mia', 'mia (2)', long, `${'M'.repeat(76)} (2)`, 'Mia'];
    for (const [viewer, invited] of [
      [anna, ['Mia']],
      [mia, []],
    ] as const)
      assert.deepEqual(
        view(stage.now, viewer, new Set())?.participants.map(({ name }) => name),
        [...invited, ...shown],
      );
  });
});

describe('joining', () => {
  it('gives the first agent control and starts the call when both sides are here', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    assert.deepEqual(stage.do(mia, 'session:join'), ['participant-joined']);
    assert.equal(stage.now.phase, 'confirmed');
    assert.deepEqual(stage.do(ben, 'session:join'), [
      'participant-joined',
      'control-given',
      'call-started',
    ]);
    assert.equal(stage.now.phase, 'in-progress');
    assert.deepEqual(stage.do(anna, 'session:join'), ['participant-joined']);
    assert.equal(stage.now.inControl, stage.place(ben).id);
  });

  it('by an invited person takes the place kept for them', () => {
    const stage = runningCall();
    stage.do(
      anna,
      'session:invite',
      { subject: 'ben', name: 'Ben' },
      { participant: 'kept-place' },
    );
    assert.deepEqual(stage.do(anna, 'session:invite', { subject: 'ben', name: 'Ben' }), []);
    stage.do(ben, 'session:join');
    assert.equal(stage.place(ben).id, 'kept-place');
    assert.equal(stage.place(ben).epoch, 1);
  });

  it('tells an agent and a customer of the same number apart', () => {
    const stage = new Stage();
    stage.do(agent('42'), 'session:create');
    stage.do(agent('42'), 'session:join');
    stage.do(customer('42'), 'session:join');
    assert.equal(stage.now.participants.length, 2);
    assert.equal(stage.now.phase, 'in-progress');
  });

  it('has room for twelve at once, and for those who come back', () => {
    const stage = runningCall();
    for (let n = 3; n <= MAX_JOINED; n += 1) stage.do(customer(`Guest ${n}`), 'session:join');
    assert.deepEqual(stage.try(customer('Late'), 'session:join'), refused('session-full'));
    assert.deepEqual(stage.do(mia, 'session:join'), ['participant-joined']);
    stage.do(mia, 'session:leave');
    assert.deepEqual(stage.do(customer('Late'), 'session:join'), ['participant-joined']);
  });

  it('keeps the list short enough to be sent', () => {
    const stage = runningCall();
    for (let n = 3; n <= MAX_PARTICIPANTS; n += 1)
      stage.do(anna, 'session:invite', { subject: `s${n}` }, { participant: `invited-${n}` });
    const one = { subject: 'one-more' };
    assert.deepEqual(stage.try(anna, 'session:invite', one), refused('session-full'));
    assert.deepEqual(stage.try(customer('Late'), 'session:join'), refused('session-full'));
  });
});

describe('coming back', () => {
  const elsewhere = { otherPlaceConnected: true };
  const newTab = { tab: 'another-tab' };

  it('after a reload is the same person on a new page', () => {
    const stage = runningCall();
    const before = stage.place(mia);
    stage.do(mia, 'session:join', newTab, { ...elsewhere, resumeHash: 'hash-for-mia' });
    const after = stage.place(mia);
    assert.deepEqual(
      [after.id, after.epoch, after.since],
      [before.id, before.epoch + 1, before.since],
    );
    assert.equal(stage.now.participants.length, 2);
  });

  it('twice in a row works even if the page never saw the newer secret', () => {
    const stage = runningCall();
    const proof = { ...elsewhere, resumeHash: 'hash-for-mia' };
    stage.do(mia, 'session:join', { tab: 'tab-two' }, { ...proof, newResumeHash: 'second' });
    stage.do(mia, 'session:join', { tab: 'tab-three' }, { ...proof, newResumeHash: 'third' });
    assert.equal(stage.place(mia).epoch, 3);
  });

  it('of the socket alone is the same page: nobody has to connect anew', () => {
    const stage = runningCall();
    stage.do(mia, 'session:join', {}, elsewhere);
    assert.equal(stage.place(mia).epoch, 1);
  });

  it('in a second place asks first, then takes over, and the first cannot slip back', () => {
    const stage = runningCall();
    const stolen = { ...elsewhere, resumeHash: 'some-other-hash' };
    assert.deepEqual(stage.try(mia, 'session:join', newTab, stolen), refused('joined-elsewhere'));
    assert.deepEqual(
      stage.try(mia, 'session:join', newTab, elsewhere),
      refused('joined-elsewhere'),
    );
    const over = { ...newTab, takeOver: true };
    stage.do(mia, 'session:join', over, { ...elsewhere, newResumeHash: 'second-device' });
    assert.equal(stage.place(mia).epoch, 2);
    const back = { ...elsewhere, resumeHash: 'hash-for-mia' };
    assert.deepEqual(stage.try(mia, 'session:join', {}, back), refused('joined-elsewhere'));
  });

  it('on a second device is let in at once when the first has gone dead', () => {
    const stage = runningCall();
    stage.do(mia, 'session:join', newTab, { otherPlaceConnected: false });
    assert.equal(stage.place(mia).epoch, 2);
  });

  it('after leaving or being interrupted needs no proof, and begins a new presence', () => {
    for (const goAway of [
      (stage: Stage) => stage.lose(anna),
      (stage: Stage) => stage.do(anna, 'session:leave'),
    ]) {
      const stage = runningCall();
      stage.do(ben, 'session:join');
      goAway(stage);
      stage.do(anna, 'session:join', {}, elsewhere);
      assert.equal(stage.place(anna).presence, 'joined');
      assert.equal(stage.place(anna).epoch, 2);
      assert.equal(stage.place(anna).since, stage.at);
    }
  });

  it('leaves nothing to a page whose place was taken over', () => {
    const stage = runningCall();
    stage.do(mia, 'session:join', { ...newTab, takeOver: true }, elsewhere);
    for (const name of ['session:leave', 'call:devices', 'video:stop'] as const) {
      assert.deepEqual(stage.try(mia, name, {}, {}, 'tab-of-mia'), refused('taken-over'));
    }
    assert.deepEqual(stage.do(mia, 'video:stop', {}, {}, 'another-tab'), ['video-stopped']);
  });
});
