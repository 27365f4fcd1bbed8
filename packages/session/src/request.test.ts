import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayWatch } from './may-watch.ts';
import { MAX_AHEAD_MS } from './request.ts';
import { allowedFor } from './settings.ts';
import { agent, anna, ben, customer, mia, paul, SESSION, Stage, TICKET } from './testing/stage.ts';
import { view } from './view.ts';

const refused = (error: string) => ({ ok: false, error });
const nobody = new Set<string>();
const HOUR_MS = 3_600_000;

/** Mia has asked for a session, at one of these times from now. */
function asked(...aheadMs: readonly number[]): { stage: Stage; times: readonly number[] } {
  const stage = new Stage();
  const times = aheadMs.map((ms) => stage.at + ms);
  stage.do(mia, 'request:make', { preferred: [...times] });
  return { stage, times };
}

const requestOf = (stage: Stage, viewer = mia) => view(stage.now, viewer, nobody)?.request;

describe('asking for a session', () => {
  it('is for customers, for the ticket of their page or for none', () => {
    const { stage } = asked();
    assert.equal(stage.now.phase, 'requested');
    assert.deepEqual(stage.now.tickets, [TICKET]);
    assert.deepEqual(requestOf(stage), {
      by: 'Mia',
      yours: true,
      reason: 'It leaks.',
      preferred: [],
      zone: 'Europe/Berlin',
      proposed: null,
      scheduledFor: null,
      message: null,
      dial: null,
    });
    const other = { ticket: 'T-1002' };
    assert.deepEqual(new Stage().try(mia, 'request:make', other), refused('not-allowed'));
    assert.deepEqual(new Stage().try(anna, 'request:make'), refused('not-allowed'));
    const session = { is: 'session', session: SESSION } as const;
    const invited = customer('Mia', { scope: session });
    assert.deepEqual(new Stage().try(invited, 'request:make'), refused('not-allowed'));
  });

  it('begins the call with video, or with voice where that was asked for', () => {
    for (const [start, is] of [
      ['video', 'on'],
      ['audio', 'off'],
    ] as const) {
      const stage = new Stage();
      stage.do(mia, 'request:make', { start });
      stage.do(anna, 'request:confirm');
      for (const who of [mia, anna]) stage.do(who, 'session:join');
      assert.equal(stage.now.video.is, is);
    }
  });

  it('from a page without ticket names none, and whoever asked there finds it again', () => {
    const nora = customer('Nora', { scope: { is: 'entry' } });
    const stage = new Stage();
    assert.deepEqual(
      stage.try(nora, 'request:make', { ticket: TICKET }),
      refused('not-allowed'),
      'who may name any ticket would write into everybody’s',
    );
    stage.do(nora, 'request:make');
    assert.deepEqual(stage.now.tickets, []);
    assert.ok(requestOf(stage, nora)?.yours);
    assert.equal(view(stage.now, customer('Olga', { scope: { is: 'entry' } }), nobody), null);
    stage.do(anna, 'request:confirm');
    stage.do(nora, 'session:join');
    stage.do(anna, 'session:join');
    assert.equal(stage.now.phase, 'in-progress');
  });

  it('goes to the team that the customer’s token names, and no other team sees it', () => {
    for (const scope of [mia.scope, { is: 'entry' }] as const)
      for (const make of ['request:make', 'dial:make'] as const) {
        const stage = new Stage();
        const asking = customer('Mia', { scope, portals: ['support'] });
        const decided = { host: { functions: { dial: true } }, portals: {}, agents: {} };
        stage.do(asking, make, {}, {}, undefined, allowedFor(decided, asking, null));
        assert.equal(stage.now.portal, 'support');
        assert.ok(mayWatch(stage.now, anna));
        assert.ok(mayWatch(stage.now, agent('Carla', { portals: ['*'] })));
        assert.ok(!mayWatch(stage.now, agent('Sven', { portals: ['sales'] })));
        // Answering it changes nothing of where it belongs.
        stage.do(agent('Carla', { portals: ['*', 'sales'] }), 'request:confirm');
        assert.equal(stage.now.portal, 'support');
      }
  });

  it('of no team belongs to none after an agent of one has agreed and come, too', () => {
    const { stage } = asked();
    stage.do(anna, 'request:confirm');
    stage.do(anna, 'session:join');
    assert.equal(stage.now.portal, null);
  });

  it('by the host is for a customer whom it names', () => {
    const host = customer('Mia', { scope: { is: 'host' }, portals: ['billing'] });
    const stage = new Stage();
    stage.do(host, 'request:make', { ticket: TICKET });
    assert.equal(stage.now.portal, 'billing');
    assert.ok(requestOf(stage, mia)?.yours);
  });

  it('names times that are to come, within a year, each once, in a zone that there is', () => {
    const { at } = new Stage();
    const soon = at + HOUR_MS;
    const wrong = [
      [{ preferred: [soon, at] }, 'time-past'],
      [{ preferred: [at + MAX_AHEAD_MS + HOUR_MS] }, 'time-too-far'],
      [{ preferred: [soon, soon + 1, soon] }, 'time-twice'],
      [{ zone: 'Mars/Olympus' }, 'unknown-zone'],
      [{ zone: '+02:00' }, 'unknown-zone'],
    ] as const;
    for (const [input, error] of wrong) {
      const { preferred = [], ...rest } = { preferred: undefined, ...input };
      const given = { preferred: [...preferred], ...rest };
      assert.deepEqual(new Stage().try(mia, 'request:make', given), refused(error));
      const { stage } = asked();
      assert.deepEqual(
        stage.try(mia, 'request:prefer', { ...given, preferred: [...preferred] }),
        refused(error),
      );
    }
  });

  it('twice is refused while the first is open, and possible again once that is over', () => {
    const { stage } = asked();
    assert.deepEqual(stage.try(mia, 'request:make'), refused('already-requested'));
    stage.do(anna, 'request:confirm');
    assert.deepEqual(stage.try(mia, 'request:make'), refused('already-requested'));
    stage.do(mia, 'session:cancel');
    assert.deepEqual(stage.try(mia, 'request:make'), refused('session-over'));
  });
});

describe('what was asked for', () => {
  it('cannot be joined by the customer before it is confirmed; an agent who joins confirms it', () => {
    const { stage } = asked(HOUR_MS);
    assert.deepEqual(stage.try(mia, 'session:join'), refused('not-confirmed'));
    assert.deepEqual(stage.do(anna, 'session:join'), [
      'request-confirmed',
      'participant-joined',
      'control-given',
    ]);
    assert.equal(stage.now.request?.scheduledFor, null);
    stage.do(mia, 'session:join');
    assert.deepEqual(
      stage.now.history.map((step) => [step.phase, step.by?.name]),
      [
        ['requested', 'Mia'],
        ['confirmed', 'Anna'],
        ['in-progress', 'Mia'],
      ],
    );
  });

  it('is confirmed for one of the times named, or for now', () => {
    const { stage, times } = asked(HOUR_MS, 2 * HOUR_MS);
    const [, second = 0] = times;
    assert.deepEqual(
      stage.try(anna, 'request:confirm', { at: second + 1 }),
      refused('time-not-offered'),
    );
    assert.deepEqual(stage.try(mia, 'request:confirm'), refused('not-allowed'));
    assert.deepEqual(stage.do(anna, 'request:confirm', { at: second }), ['request-confirmed']);
    assert.equal(requestOf(stage)?.scheduledFor, second);
    const now = asked(HOUR_MS).stage;
    now.do(anna, 'request:confirm', { at: null });
    assert.equal(now.now.phase, 'confirmed');
  });

  it('at any time may be confirmed for any, as long as it is to come', () => {
    const { stage } = asked();
    assert.deepEqual(stage.try(anna, 'request:confirm', { at: stage.at }), refused('time-past'));
    const at = stage.at + HOUR_MS;
    stage.do(anna, 'request:confirm', { at });
    assert.equal(stage.now.request?.scheduledFor, at);
  });

  it('is confirmed by one of two agents; the other learns that it is answered', () => {
    const { stage } = asked();
    stage.do(anna, 'request:confirm');
    assert.deepEqual(stage.try(ben, 'request:confirm'), refused('already-answered'));
    assert.deepEqual(stage.try(ben, 'request:decline'), refused('already-answered'));
    assert.equal(stage.now.history.at(-1)?.by?.name, 'Anna');
  });

  it('is answered by those whose part it is, and nothing else can be done with it', () => {
    const roles = [mia, paul, anna] as const;
    const table = {
      'request:prefer': ['yes', 'not-allowed', 'not-allowed'],
      'request:confirm': ['not-allowed', 'not-allowed', 'yes'],
      'request:propose': ['not-allowed', 'not-allowed', 'yes'],
      'request:accept': ['yes', 'not-allowed', 'not-allowed'],
      'request:decline': ['not-allowed', 'not-allowed', 'yes'],
      'session:join': ['not-confirmed', 'not-confirmed', 'yes'],
      'session:leave': ['not-joined', 'not-joined', 'not-joined'],
      'session:end': ['not-allowed', 'not-allowed', 'not-joined'],
      'call:devices': ['not-joined', 'not-joined', 'not-joined'],
      'video:offer': ['not-joined', 'not-joined', 'not-joined'],
      'ink:allow': ['not-joined', 'not-joined', 'not-joined'],
      'session:link': ['not-allowed', 'not-allowed', 'yes'],
    } as const;
    for (const [name, expected] of Object.entries(table))
      for (const [index, actor] of roles.entries()) {
        const { stage } = asked();
        const at = stage.at + HOUR_MS;
        stage.do(anna, 'request:propose', { times: [at] });
        // The key is a name of the table above.
        const decision = stage.try(actor, name as keyof typeof table, { at, times: [at + 1] });
        const answer = decision.ok ? 'yes' : decision.error;
        assert.equal(answer, expected[index], `${name} by ${actor.name}`);
      }
  });

  it('goes to and fro until one accepts what the other offers', () => {
    const { stage } = asked(HOUR_MS);
    const offered = stage.at + 3 * HOUR_MS;
    stage.do(anna, 'request:propose', { times: [offered], message: 'Rather then?' });
    assert.deepEqual(requestOf(stage)?.proposed, {
      times: [offered],
      message: 'Rather then?',
      by: 'Anna',
      at: stage.at,
    });
    const own = stage.at + 5 * HOUR_MS;
    stage.do(mia, 'request:prefer', { preferred: [own] });
    assert.equal(requestOf(stage)?.proposed, null);
    const late = { at: offered };
    assert.deepEqual(stage.try(mia, 'request:accept', late), refused('time-not-offered'));
    stage.do(ben, 'request:propose', { times: [offered, own + 1] });
    assert.deepEqual(
      stage.try(mia, 'request:accept', { at: own }),
      refused('time-not-offered'),
      'not what Ben offers',
    );
    stage.do(mia, 'request:accept', late);
    assert.equal(stage.now.phase, 'confirmed');
    assert.equal(stage.now.history.at(-1)?.by?.name, 'Mia');
    assert.equal(requestOf(stage)?.scheduledFor, offered);
  });

  it('cannot be accepted for a time that has passed meanwhile', () => {
    const { stage } = asked();
    const at = stage.at + 10_000;
    stage.do(anna, 'request:propose', { times: [at] });
    stage.at += 10_000;
    assert.deepEqual(stage.try(mia, 'request:accept', { at }), refused('time-past'));
  });

  it('is declined with a message that the customer reads', () => {
    const { stage } = asked();
    assert.deepEqual(stage.do(anna, 'request:decline'), ['request-declined', 'session-cancelled']);
    assert.equal(requestOf(stage)?.message, 'Please call a plumber.');
    assert.equal(stage.now.end?.reason, 'declined');
    assert.deepEqual(stage.try(anna, 'request:confirm'), refused('session-over'));
  });

  it('is between the agents and the one who asked, whoever else shares the ticket', () => {
    const { stage } = asked();
    stage.do(anna, 'request:propose', { times: [stage.at + HOUR_MS] });
    assert.equal(requestOf(stage, paul), null);
    assert.equal(requestOf(stage, ben)?.yours, false);
    for (const name of ['session:cancel', 'request:prefer', 'request:accept'] as const)
      assert.deepEqual(stage.try(paul, name), refused('not-allowed'));
    assert.deepEqual(stage.do(mia, 'session:cancel'), ['session-cancelled']);
    assert.equal(stage.now.end?.reason, 'withdrawn');
  });

  it('stays with the one who asked when the ticket is taken off', () => {
    const { stage } = asked();
    stage.do(anna, 'session:unlink');
    assert.ok(requestOf(stage));
    assert.equal(view(stage.now, paul, nobody), null);
  });

  it('did not take place only once the agreed time has passed', () => {
    const { stage, times } = asked(HOUR_MS);
    const noShow = { reason: 'no-show' } as const;
    assert.deepEqual(stage.try(anna, 'session:cancel', noShow), refused('not-confirmed'));
    stage.do(anna, 'request:confirm', { at: times[0] ?? null });
    assert.deepEqual(stage.try(anna, 'session:cancel', noShow), refused('too-early'));
    stage.at += HOUR_MS;
    assert.deepEqual(stage.do(anna, 'session:cancel', noShow), ['session-cancelled']);
  });

  it('is called off by an agent once it was agreed, with a message for the one who asked and nobody else', () => {
    const { stage, times } = asked(HOUR_MS);
    const off = { reason: 'called-off', message: 'I am ill.' } as const;
    assert.deepEqual(stage.try(anna, 'session:cancel', off), refused('not-confirmed'));
    stage.do(anna, 'request:confirm', { at: times[0] ?? null });
    assert.deepEqual(
      stage.try(anna, 'session:cancel', { ...off, reason: 'declined' }),
      refused('invalid-message'),
    );
    assert.deepEqual(stage.try(mia, 'session:cancel', off), refused('not-allowed'));
    assert.deepEqual(stage.do(anna, 'session:cancel', off), ['session-cancelled']);
    assert.equal(stage.now.end?.reason, 'called-off');
    assert.equal(requestOf(stage)?.message, 'I am ill.');
    assert.equal(requestOf(stage, paul), null);
    const unsaid = asked(HOUR_MS);
    unsaid.stage.do(anna, 'request:confirm', { at: unsaid.times[0] ?? null });
    unsaid.stage.do(anna, 'session:cancel', { reason: 'called-off' });
    assert.equal(requestOf(unsaid.stage)?.message, null);
  });

  it('waits for the customer by name', () => {
    const { stage } = asked();
    const seen = view(stage.now, agent('Ben'), nobody);
    assert.deepEqual(
      seen?.participants.map(({ name, presence }) => [name, presence]),
      [['Mia', 'invited']],
    );
    assert.deepEqual(view(stage.now, mia, nobody)?.participants, []);
  });
});
