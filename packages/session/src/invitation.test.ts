import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { functionNames } from '@fernblick/protocol';
import fc from 'fast-check';
import { INVITATION_LIFETIME_MS, MAX_INVITATIONS, whyNotEnter } from './invitation.ts';
import { anna, ben, customer, mia, Stage } from './testing/stage.ts';
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
