import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { functionNames } from '@fernblick/protocol';
import fc from 'fast-check';
import { evolve } from './evolve.ts';
import { ASK_RATING_AFTER_MS, isStillDue, planMails, REMIND_BEFORE_MS } from './mail-plan.ts';
import type { SessionState } from './state.ts';
import { anna, customer, mia, paul, Stage } from './testing/stage.ts';

const HOUR_MS = 3_600_000;
const everything = new Set(functionNames);

/** Does something, and says what is to be mailed about it. */
function planned(stage: Stage, action: () => unknown) {
  const before = stage.state;
  action();
  return planMails(before, stage.now);
}

const kinds = (mails: readonly { readonly kind: string }[]) => mails.map(({ kind }) => kind);

describe('what is told by e-mail', () => {
  it('are the answers to a request, and reminders as far as there is time for them', () => {
    const stage = new Stage();
    const at = stage.at + 5 * HOUR_MS;
    const asked = planned(stage, () => stage.do(mia, 'request:make', { preferred: [at] }));
    assert.deepEqual(asked, [], 'who asks knows it');
    const times = [at + HOUR_MS];
    assert.deepEqual(kinds(planned(stage, () => stage.do(anna, 'request:propose', { times }))), [
      'proposed',
    ]);
    const mails = planned(stage, () => stage.do(mia, 'request:accept', { at: at + HOUR_MS }));
    assert.deepEqual(kinds(mails), ['confirmed', 'reminder', 'reminder']);
    assert.deepEqual(
      mails.slice(1).map(({ dueAt }) => at + HOUR_MS - dueAt),
      [...REMIND_BEFORE_MS],
    );
    const off = () => stage.do(anna, 'session:cancel', { reason: 'created-by-mistake' });
    assert.deepEqual(kinds(planned(stage, off)), ['cancelled']);
    assert.deepEqual(
      mails.filter((mail) => isStillDue(mail, stage.now, mail.dueAt, everything)),
      [],
      'nothing of it holds any more',
    );
  });

  it('is nothing that the customer has just seen or done', () => {
    const soon = new Stage();
    const at = soon.at + 12 * 60_000;
    soon.do(mia, 'request:make', { preferred: [at] });
    assert.deepEqual(
      kinds(planned(soon, () => soon.do(anna, 'request:confirm', { at }))),
      ['confirmed'],
      'a reminder would come right after it',
    );
    const withdrawn = new Stage();
    withdrawn.do(mia, 'request:make');
    assert.deepEqual(
      planned(withdrawn, () => withdrawn.do(mia, 'session:cancel')),
      [],
    );
    const called = new Stage();
    called.do(mia, 'request:make');
    const { at: now } = called;
    const dial = { type: 'dial-began', mode: 'ring', at: now, until: now + 1 } as const;
    const rings = evolve(called.now, dial, 2);
    const confirmed = { type: 'request-confirmed', at: now, by: anna, scheduledFor: null } as const;
    assert.deepEqual(planMails(rings, evolve(rings, confirmed, 3)), []);
  });

  it('is the time that was agreed instead of a call, with its reminders', () => {
    const stage = new Stage();
    const at = stage.at + 5 * HOUR_MS;
    stage.do(mia, 'request:make', { preferred: [at] });
    const { at: now } = stage;
    const dial = { type: 'dial-began', mode: 'ring', at: now, until: now + 1 } as const;
    const rings = evolve(stage.now, dial, 2);
    const confirmed = { type: 'request-confirmed', at: now, by: anna, scheduledFor: at } as const;
    assert.deepEqual(kinds(planMails(rings, evolve(rings, confirmed, 3))), [
      'confirmed',
      'reminder',
      'reminder',
    ]);
  });

  it('is a question for a rating to customers who were there, until they have given one', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(anna, 'session:join');
    stage.do(mia, 'session:join');
    const mails = planned(stage, () => stage.do(anna, 'session:end'));
    assert.deepEqual(
      mails.map(({ kind, participant, dueAt }) => [kind, participant, dueAt - stage.at]),
      [['rating', stage.place(mia).id, ASK_RATING_AFTER_MS]],
    );
    const [mail] = mails;
    assert.ok(mail && isStillDue(mail, stage.now, mail.dueAt, everything));
    stage.do(mia, 'session:rate', { stars: 1 });
    assert.ok(!isStillDue(mail, stage.now, mail.dueAt, everything));
  });

  it('is told once the session is public again, where it was said while it was internal, and not twice', () => {
    const stage = new Stage();
    const at = stage.at + 5 * HOUR_MS;
    const setInternal = (internal: boolean) =>
      planned(stage, () => stage.do(anna, 'session:visibility', { internal }));
    stage.do(mia, 'request:make', { preferred: [at] });
    stage.do(anna, 'request:propose', { times: [at + HOUR_MS] });
    setInternal(true);
    assert.deepEqual(setInternal(false), [], 'what was offered was told before');
    setInternal(true);
    const kept = planned(stage, () => stage.do(anna, 'request:confirm', { at }));
    assert.ok(kept.every((mail) => !isStillDue(mail, stage.now, mail.dueAt - 1, everything)));
    const told = setInternal(false);
    assert.deepEqual(kinds(told), ['confirmed'], 'reminders wait already');
    assert.ok(told.every((mail) => isStillDue(mail, stage.now, mail.dueAt, everything)));
    setInternal(true);
    assert.deepEqual(setInternal(false), []);
    setInternal(true);
    stage.do(anna, 'session:cancel', { reason: 'called-off' });
    assert.deepEqual(kinds(setInternal(false)), ['cancelled']);
  });

  it('asks for a rating whose time was while the session was internal', () => {
    const stage = new Stage();
    const setInternal = (internal: boolean) =>
      planned(stage, () => stage.do(anna, 'session:visibility', { internal }));
    stage.do(anna, 'session:create');
    stage.do(anna, 'session:join');
    stage.do(mia, 'session:join');
    stage.do(anna, 'session:end');
    setInternal(true);
    assert.deepEqual(setInternal(false), [], 'it is not time yet');
    setInternal(true);
    stage.at += ASK_RATING_AFTER_MS;
    const [mail, ...more] = setInternal(false);
    assert.deepEqual(
      [mail?.kind, mail?.participant, more.length],
      ['rating', stage.place(mia).id, 0],
    );
    assert.ok(mail && isStillDue(mail, stage.now, mail.dueAt, everything));
    stage.at += ASK_RATING_AFTER_MS;
    setInternal(true);
    assert.deepEqual(setInternal(false), [], 'it was asked');
  });

  it('tells the last answer once, however often the session was internal in between', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(7), { maxLength: 16 }), (choices) => {
        const stage = new Stage();
        const at = stage.at + 5 * HOUR_MS;
        const actions = [
          () => stage.try(anna, 'session:visibility', { internal: true }),
          () => stage.try(anna, 'session:visibility', { internal: false }),
          () => stage.try(anna, 'request:confirm', { at }),
          () => stage.try(anna, 'request:propose', { times: [at + HOUR_MS] }),
          () => stage.try(mia, 'request:prefer', { preferred: [at] }),
          () => stage.try(mia, 'request:accept', { at: at + HOUR_MS }),
          () => stage.try(anna, 'request:decline'),
          () => stage.try(anna, 'session:cancel', { reason: 'called-off' }),
        ];
        const told: string[] = [];
        stage.do(mia, 'request:make', { preferred: [at] });
        for (const choice of [...choices, 1]) {
          const before = stage.state;
          actions[choice]?.();
          // As the courier does it: what is due and may not be sent is dropped.
          for (const mail of planMails(before, stage.now))
            if (mail.dueAt <= stage.at && isStillDue(mail, stage.now, stage.at, everything))
              told.push(`${mail.kind} ${mail.kind === 'proposed' ? mail.about : ''}`);
        }
        assert.equal(new Set(told).size, told.length, told.join());
        const { phase, request, end } = stage.now;
        const last = {
          requested: request?.proposed == null ? null : `proposed ${request.proposed.at}`,
          confirmed: 'confirmed ',
          cancelled: end?.reason === 'declined' ? 'declined ' : 'cancelled ',
        }[phase as 'requested' | 'confirmed' | 'cancelled'];
        if (last !== null) assert.equal(told.at(-1), last);
      }),
    );
  });

  it('never leaves an internal session, nor what is switched off, whatever has happened', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 12 }), (choices) => {
        const stage = new Stage();
        const at = stage.at + 5 * HOUR_MS;
        const actions = [
          () => stage.try(mia, 'request:make', { preferred: [at] }),
          () => stage.try(anna, 'request:confirm', { at }),
          () => stage.try(anna, 'request:confirm', { at: null }),
          () => stage.try(anna, 'request:propose', { times: [at + HOUR_MS] }),
          () => stage.try(mia, 'request:accept', { at: at + HOUR_MS }),
          () => stage.try(anna, 'request:decline'),
          () => stage.try(anna, 'session:join'),
          () => stage.try(mia, 'session:join'),
          () => stage.try(anna, 'session:end'),
          () => stage.try(paul, 'session:join'),
        ];
        stage.do(mia, 'request:make', { preferred: [at] });
        for (const choice of choices) {
          const before = stage.state;
          actions[choice]?.();
          const after = stage.now;
          for (const mail of planMails(before, after)) {
            const person = after.participants.find(({ id }) => id === mail.participant);
            assert.equal(person?.role, 'customer');
            assert.ok(mail.dueAt >= after.updatedAt);
            assert.ok(isStillDue(mail, after, after.updatedAt, everything), 'true when planned');
            const internal: SessionState = { ...after, internal: true };
            assert.ok(!isStillDue(mail, internal, mail.dueAt, everything));
            const off = new Set(functionNames.filter((name) => name !== 'mails'));
            assert.ok(!isStillDue(mail, after, mail.dueAt, off));
          }
        }
      }),
    );
  });

  it('follows a change once: the same state again asks for nothing', () => {
    const stage = new Stage();
    const nora = customer('Nora', { scope: { is: 'entry' } });
    stage.do(nora, 'request:make');
    stage.do(anna, 'request:confirm');
    const next = evolve(stage.now, { type: 'visibility-changed', at: 1, internal: true }, 99);
    assert.deepEqual(planMails(stage.now, next), []);
    assert.deepEqual(planMails(null, stage.now), []);
  });
});
