import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SessionError, type ParticipantView, type SessionView } from '@fernblick/protocol';
import type { LinkState, Status } from './session-state.ts';
import { statusOf, type StatusFacts } from './status.ts';

const person = (presence: ParticipantView['presence'], you = false): ParticipantView => ({
  id: you ? 'participant-me' : 'participant-other',
  role: you ? 'agent' : 'customer',
  name: 'Name',
  you,
  presence,
  since: 1,
  microphone: 'on',
  camera: 'on',
  epoch: 1,
});

const view = (
  other: ParticipantView['presence'] | null,
  phase: SessionView['phase'] = 'in-progress',
) =>
  ({
    phase,
    participants: [person('here', true), ...(other === null ? [] : [person(other)])],
  }) as unknown as SessionView;

const link = (is: LinkState['is'], participant = 'participant-other') =>
  ({ is, participant }) as unknown as LinkState;

const facts = (patch: Partial<StatusFacts>): StatusFacts => ({
  membership: { is: 'joined' },
  session: view('here'),
  server: 'connected',
  links: [],
  ...patch,
});

const idle: Status = { is: 'idle' };
const live: Status = { is: 'live', since: 5 };

describe('the status', () => {
  it('says what a joined page waits for', () => {
    const alone = statusOf(facts({ session: view(null) }), idle, 9);
    assert.deepEqual(alone, { is: 'waiting', for: 'other-side', since: 9 });
    const connecting = statusOf(facts({ links: [link('connecting')] }), alone, 12);
    assert.deepEqual(connecting, { is: 'waiting', for: 'connection', since: 12 });
  });

  it('is live when media flows, and keeps the time when it began', () => {
    const now = statusOf(facts({ links: [link('connected')] }), idle, 20);
    assert.deepEqual(now, { is: 'live', since: 20 });
    assert.deepEqual(statusOf(facts({ links: [link('connected')] }), now, 30), now);
  });

  it('says where the fault seems to lie, and whether the call goes on', () => {
    const cases: [Partial<StatusFacts>, string, boolean][] = [
      [{ links: [link('reconnecting')] }, 'media', false],
      [{ links: [link('connected')], server: 'connecting' }, 'server', true],
      [{ links: [link('reconnecting')], server: 'connecting' }, 'server', false],
      [{ links: [link('lost')], session: view('away') }, 'other-side', false],
    ];
    for (const [patch, what, mediaFlows] of cases)
      assert.deepEqual(statusOf(facts(patch), live, 40), {
        is: 'reconnecting',
        what,
        since: 40,
        mediaFlows,
      });
  });

  it('waits again when everybody else has left', () => {
    assert.deepEqual(statusOf(facts({ session: view('left') }), live, 50), {
      is: 'waiting',
      for: 'other-side',
      since: 50,
    });
  });

  it('waits for the customer while only agents are in the call, and sees what becomes of the customer', () => {
    const fellow = { ...person('here'), id: 'participant-fellow', role: 'agent' } as const;
    const withFellow = (customer: ParticipantView['presence'], phase: SessionView['phase']) => {
      const session = view(customer, phase);
      return { ...session, participants: [...session.participants, fellow] };
    };
    const toFellow = link('connected', fellow.id);
    const alone = { session: withFellow('invited', 'confirmed'), links: [toFellow] };
    assert.deepEqual(statusOf(facts(alone), idle, 9), {
      is: 'waiting',
      for: 'other-side',
      since: 9,
    });
    const away = {
      session: withFellow('away', 'in-progress'),
      links: [toFellow, link('lost')],
    };
    assert.deepEqual(statusOf(facts(away), live, 40), {
      is: 'reconnecting',
      what: 'other-side',
      since: 40,
      mediaFlows: false,
    });
  });

  it('is ended with the session and failed by what stops it', () => {
    const ended = { membership: { is: 'none' }, session: view('left', 'done') } as const;
    assert.deepEqual(statusOf(facts(ended), live, 60), { is: 'ended' });
    const error = new SessionError('taken-over');
    assert.deepEqual(statusOf(facts({ membership: { is: 'failed', error } }), live, 60), {
      is: 'failed',
      error,
    });
  });

  it('says nothing that the facts do not, whatever comes after whatever', () => {
    const error = new SessionError('taken-over');
    const anyFacts = fc.record({
      membership: fc.constantFrom<StatusFacts['membership'][]>(
        { is: 'none' },
        { is: 'joining' },
        { is: 'left' },
        { is: 'failed', error },
        // Most of the time one is in it.
        ...Array.from({ length: 6 }, () => ({ is: 'joined' as const })),
      ),
      session: fc.option(
        fc
          .tuple(
            fc.constantFrom('invited', 'here', 'away', 'left'),
            fc.constantFrom('confirmed', 'in-progress', 'in-progress', 'done'),
          )
          .map(([presence, phase]) => view(presence, phase)),
      ),
      server: fc.constantFrom('connected', 'connecting', 'disconnected'),
      links: fc.array(
        fc.constantFrom('connecting', 'connected', 'reconnecting', 'lost').map((is) => link(is)),
        { maxLength: 1 },
      ),
    });
    const walks = fc.array(anyFacts, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(walks, (walk) => {
        let before: Status = idle;
        for (const [at, now] of walk.entries()) {
          const status = statusOf(now, before, at);
          const { membership, session, links } = now;
          const other = session?.participants.find(({ you }) => !you);
          const isThere = other?.presence === 'here' || other?.presence === 'away';
          const isOver = session?.phase === 'done';
          const isIn = membership.is === 'joined' && !isOver;
          const isCall = status.is === 'live' || status.is === 'reconnecting';
          assert.equal(status.is === 'failed', membership.is === 'failed');
          assert.equal(
            status.is === 'ended',
            membership.is !== 'failed' && (isOver || membership.is === 'left'),
          );
          assert.equal(isCall || status.is === 'waiting', isIn);
          if (isCall) assert.ok(isThere, 'a call has somebody at the other side');
          if (status.is === 'live') assert.equal(links[0]?.is, 'connected');
          if (status.is === 'waiting' && status.for === 'connection') assert.ok(isThere);
          const was = before.is === 'live' || before.is === 'reconnecting';
          const isLost = links[0]?.is === 'reconnecting' || links[0]?.is === 'lost';
          if (status.is === 'reconnecting')
            assert.ok(was || isLost, 'what was never there does not come back');
          if ('since' in status) {
            const says = (one: Status): string => one.is + (one.is === 'waiting' ? one.for : '');
            const isSame = says(before) === says(status);
            const since: number = isSame && 'since' in before ? before.since : at;
            assert.equal(status.since, since, 'time is counted from when it was first so');
          }
          before = status;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
