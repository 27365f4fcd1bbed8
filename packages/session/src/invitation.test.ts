import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { functionNames } from '@fernblick/protocol';
import fc from 'fast-check';
import type { Actor } from './commands.ts';
import { contactsOf } from './erase.ts';
import {
  INVITATION_LIFETIME_MS,
  invitationStatus,
  MAX_INVITATIONS,
  whyNotEnter,
} from './invitation.ts';
import { isStillDue } from './mail-plan.ts';
import { mayWatch } from './may-watch.ts';
import { agent, anna, ben, customer, mia, SESSION, Stage, TICKET } from './testing/stage.ts';
import { view } from './view.ts';

const everything = new Set(functionNames);
const guest = customer('Guest', {
  subject: 'guest-0001',
  scope: { is: 'session', session: 'session-0001' },
});
const place = 'invited-0001';

/** Anna waits, and has invited somebody. */
function invited(): Stage {
  const stage = new Stage();
  stage.do(anna, 'session:create');
  stage.do(anna, 'session:join');
  stage.do(anna, 'invitation:make', { name: 'Mia' });
  return stage;
}

const look = (stage: Stage, isHere = false, at = stage.at, functions = everything) =>
  whyNotEnter(stage.now, place, at, { isHere, functions });

describe('an invitation', () => {
  it('opens its place until it runs out, is taken back, or the session is over', () => {
    const stage = invited();
    assert.equal(look(stage), null);
    const end = stage.at + INVITATION_LIFETIME_MS;
    assert.equal(look(stage, false, end - 1), null);
    assert.equal(look(stage, false, end), 'expired');
    assert.equal(look(stage, false, stage.at, new Set()), 'revoked');
    stage.do(ben, 'invitation:revoke', { invitation: place });
    assert.equal(look(stage), 'revoked');
    assert.deepEqual(stage.do(ben, 'invitation:revoke', { invitation: place }), []);
    stage.do(anna, 'session:cancel');
    assert.equal(look(stage), 'revoked');
  });

  it('that was taken back keeps out who has a token already, and shows them nothing', () => {
    const stage = invited();
    assert.notEqual(view(stage.now, guest, new Set()), null);
    stage.do(anna, 'invitation:revoke', { invitation: place });
    assert.equal(view(stage.now, guest, new Set()), null);
    const join = () => stage.try(guest, 'session:join', {}, { participant: place });
    assert.deepEqual(join(), { ok: false, error: 'not-found' });
    assert.notEqual(view(stage.now, mia, new Set()), null, 'others are not meant');
  });

  it('that has run out is too late for who has a token already', () => {
    const stage = invited();
    stage.at += INVITATION_LIFETIME_MS;
    assert.deepEqual(stage.try(guest, 'session:join', {}, { participant: place }), {
      ok: false,
      error: 'not-allowed',
    });
  });

  it('lets who came with it come back, whatever has become of the link, but nobody beside them', () => {
    const stage = invited();
    stage.do(guest, 'session:join', {}, { participant: place });
    assert.equal(stage.now.phase, 'in-progress');
    assert.equal(look(stage, true), 'used');
    assert.equal(look(stage, false), null);
    stage.do(anna, 'session:end');
    assert.equal(look(stage), null, 'there is still the rating');
    assert.equal(look(stage, false, stage.at + 8 * INVITATION_LIFETIME_MS), 'over');
  });

  it('lets who came with it stay when it is taken back, until they go or the session ends', () => {
    const stage = invited();
    stage.do(guest, 'session:join', {}, { participant: place });
    stage.do(anna, 'invitation:revoke', { invitation: place });
    assert.equal(look(stage, false), null);
    assert.notEqual(view(stage.now, guest, new Set()), null);
    stage.do(anna, 'session:end');
    assert.equal(look(stage), 'revoked');
    assert.equal(view(stage.now, guest, new Set()), null);
  });

  it('lasts past the time that was agreed', () => {
    const stage = new Stage();
    const at = stage.at + 3 * INVITATION_LIFETIME_MS;
    stage.do(mia, 'request:make', { preferred: [at] });
    assert.deepEqual(stage.try(anna, 'invitation:make'), { ok: false, error: 'not-confirmed' });
    stage.do(anna, 'request:confirm', { at });
    stage.do(anna, 'invitation:make');
    assert.equal(look(stage, false, at + 1), null);
  });

  it('is one of a few that wait; those that are used up do not count', () => {
    const stage = invited();
    for (let n = 1; n < MAX_INVITATIONS; n += 1)
      stage.do(anna, 'invitation:make', {}, { participant: `invited-${1000 + n}` });
    const more = () => stage.try(anna, 'invitation:make', {}, { participant: 'invited-2000' });
    assert.deepEqual(more(), { ok: false, error: 'session-full' });
    stage.do(anna, 'invitation:revoke', { invitation: place });
    assert.ok(more().ok);
  });

  it('is nothing that customers could notice, and never opens what is kept from them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 10 }), (choices) => {
        const stage = invited();
        const actions = [
          () => stage.try(anna, 'invitation:make', {}, { participant: 'invited-0002' }),
          () => stage.try(anna, 'invitation:revoke', { invitation: place }),
          () => stage.try(anna, 'session:visibility', { internal: true }),
          () => stage.try(anna, 'session:visibility', { internal: false }),
          () => stage.try(guest, 'session:join', {}, { participant: place }),
          () => stage.try(anna, 'session:end'),
        ];
        for (const choice of choices) {
          const before = view(stage.now, mia, new Set());
          actions[choice]?.();
          if (choice < 2) assert.deepEqual(view(stage.now, mia, new Set()), before);
          if (stage.now.internal) assert.equal(look(stage), 'gone');
          const somebody = stage.now.participants.find(({ role }) => role === 'agent');
          assert.equal(
            whyNotEnter(stage.now, somebody?.id ?? '', stage.at, {
              isHere: false,
              functions: everything,
            }),
            'gone',
            'a link never opens an agent’s place',
          );
        }
      }),
    );
  });
});

describe('an invitation for a colleague', () => {
  const sven = agent('Sven', { portals: ['sales'] });
  const comes = (stage: Stage, actor: Actor, invitation: string | null = place) =>
    stage.try(actor, 'invitation:accept', {}, { invitation });

  /** Anna waits, and has invited a colleague. */
  function asked(): Stage {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(anna, 'session:join');
    stage.do(anna, 'invitation:make', { role: 'agent', name: 'Sven' });
    return stage;
  }

  it('puts an agent of another team on the list, who sees the session from then on', () => {
    const stage = asked();
    assert.equal(mayWatch(stage.now, sven), false);
    assert.ok(comes(stage, sven).ok);
    assert.ok(mayWatch(stage.now, sven));
    const [invitation] = stage.now.invitations;
    assert.ok(invitation);
    assert.equal(invitation.acceptedBy?.name, 'Sven');
    assert.equal(invitationStatus(stage.now, invitation, stage.at), 'used');
    assert.deepEqual(comes(stage, sven), { ok: true, events: [] }, 'the same mail opened again');
    assert.ok(stage.try(sven, 'session:join').ok);
  });

  it('brings one person, and uses nothing up of whoever is on the list already', () => {
    const stage = asked();
    assert.deepEqual(comes(stage, anna), { ok: true, events: [] });
    assert.ok(comes(stage, ben).ok);
    for (const other of [sven, agent('Carla')])
      assert.deepEqual(comes(stage, other), { ok: false, error: 'not-allowed' });
    assert.equal(mayWatch(stage.now, sven), false);
  });

  it('holds as long as the session, until it is taken back; and is no customer’s', () => {
    const stage = asked();
    stage.at += 30 * INVITATION_LIFETIME_MS;
    const again = asked();
    again.do(ben, 'invitation:revoke', { invitation: place });
    assert.deepEqual(comes(again, agent('Carla')), { ok: false, error: 'not-allowed' });
    stage.do(anna, 'session:visibility', { internal: true });
    const mail = { kind: 'invitation', participant: place, about: 0 } as const;
    assert.ok(isStillDue(mail, stage.now, stage.at, everything), 'colleagues see what is internal');
    assert.deepEqual(contactsOf(stage.now), []);
    stage.do(anna, 'session:cancel');
    assert.deepEqual(comes(stage, sven), { ok: false, error: 'session-over' });
  });

  it('makes nobody an agent: whoever a token makes something else stays outside, whatever happened', () => {
    const outside: readonly Actor[] = [
      mia,
      guest,
      customer('Sven', { portals: ['*'], scope: { is: 'portals' } }),
      customer('Anna', { scope: { is: 'session', session: SESSION } }),
      agent('Sven', { scope: { is: 'ticket', ticket: 'T-1009' } }),
      agent('Sven', { scope: { is: 'session', session: 'session-0009' } }),
      agent('Sven', { scope: { is: 'entry' } }),
    ];
    const inside: readonly Actor[] = [
      sven,
      agent('Tom', { portals: ['sales'], scope: { is: 'ticket', ticket: TICKET } }),
      agent('Tim', { portals: [], scope: { is: 'session', session: SESSION } }),
    ];
    fc.assert(
      fc.property(fc.array(fc.nat(6), { maxLength: 8 }), fc.nat(2), (choices, who) => {
        const stage = asked();
        const colleague = inside[who] ?? sven;
        const actions = [
          () => stage.try(ben, 'invitation:revoke', { invitation: place }),
          () => stage.try(anna, 'session:visibility', { internal: true }),
          () => stage.try(anna, 'session:visibility', { internal: false }),
          () => comes(stage, colleague),
          () => stage.try(mia, 'session:join'),
          () => stage.try(anna, 'session:end'),
          () => comes(stage, colleague, null),
        ];
        for (const choice of choices) {
          const before = stage.now;
          const seen = view(before, mia, new Set());
          const decision = actions[choice]?.();
          if (choice === 3 || choice === 6) {
            assert.deepEqual(view(stage.now, mia, new Set()), seen, 'customers notice nothing');
            const wasOnList = before.participants.some(({ name }) => name === colleague.name);
            const isOpen = before.phase !== 'cancelled' && before.phase !== 'done';
            const [invitation] = before.invitations;
            const holds = choice === 3 && isOpen && invitation?.revoked === false;
            const isOnList = stage.now.participants.some(({ name }) => name === colleague.name);
            assert.equal(
              isOnList,
              wasOnList || holds,
              'by the link that holds, and by nothing else',
            );
            if (decision?.ok === true) assert.ok(mayWatch(stage.now, colleague));
          }
          for (const actor of outside) {
            const list = stage.now.participants;
            const knows = mayWatch(stage.now, actor);
            const answer = comes(stage, actor);
            assert.ok(!answer.ok && (knows || answer.error === 'not-found'), actor.name);
            assert.deepEqual(stage.now.participants, list);
          }
          assert.equal(look(stage), 'gone', 'the door for customers has nothing behind it');
        }
      }),
    );
  });
});
