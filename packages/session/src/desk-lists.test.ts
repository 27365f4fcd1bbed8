import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deskLineFor, deskNews, phasesOnDesk } from './desk-lists.ts';
import type { SessionState } from './state.ts';
import {
  agent,
  anna,
  ben,
  customer,
  mia,
  paul,
  runningCall,
  Stage,
  TICKET,
} from './testing/stage.ts';

const sven = agent('Sven', { portals: ['sales'] });

describe('a line of the desk', () => {
  it('says what was asked for, who is in the call and what came of it, to agents who may see it', () => {
    const stage = new Stage();
    stage.do(mia, 'request:make');
    const asked = deskLineFor(stage.now, anna);
    assert.deepEqual(
      [asked?.phase, asked?.customers, asked?.agents, asked?.tickets, asked?.startedAt],
      ['requested', ['Mia'], [], [TICKET], null],
    );
    assert.deepEqual(asked?.request, {
      reason: 'It leaks.',
      scheduledFor: null,
      proposed: false,
      answered: null,
      calling: false,
    });
    const running = runningCall();
    running.do(anna, 'call:hold');
    const held = deskLineFor(running.now, ben);
    assert.deepEqual([held?.agents, held?.heldSince, held?.mine], [['Anna'], running.at, false]);
    assert.equal(deskLineFor(running.now, anna)?.mine, true);
    assert.equal(deskLineFor(running.now, mia), null);
    assert.equal(deskLineFor(running.now, sven), null);
    assert.equal(deskLineFor(running.now, customer('Eve', { scope: { is: 'entry' } })), null);
  });

  it('names who has asked, was put on the list or has come, and nobody who has only tried out for it', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    const named = () => deskLineFor(stage.now, anna)?.customers;
    stage.do(mia, 'call:checked');
    stage.do(paul, 'call:checked');
    const before = stage.now;
    assert.deepEqual(named(), []);
    // Who is asked to come after all stays the same person, in the same place.
    const { id } = stage.place(paul);
    stage.do(anna, 'session:invite', { subject: 'paul', name: 'Paul', role: 'customer' });
    assert.deepEqual([named(), stage.place(paul).id, stage.now.checks.length], [['Paul'], id, 2]);
    assert.deepEqual(deskNews(before, stage.now)(ben)?.customers, ['Paul']);
    assert.deepEqual(
      stage.do(anna, 'session:invite', { subject: 'paul', name: 'Paul', role: 'customer' }),
      [],
    );
    stage.do(anna, 'session:join');
    stage.do(mia, 'session:join');
    assert.deepEqual(named(), ['Paul', 'Mia']);
    const asked = new Stage();
    asked.do(mia, 'request:make');
    asked.do(mia, 'call:checked');
    asked.do(anna, 'request:confirm', { at: null });
    asked.do(paul, 'call:checked');
    assert.deepEqual(deskLineFor(asked.now, anna)?.customers, ['Mia']);
  });

  it('says what the customer has answered last, and nothing once an agent has spoken again', () => {
    const stage = new Stage();
    stage.do(mia, 'request:make');
    const answered = () => deskLineFor(stage.now, anna)?.request?.answered;
    const times = [stage.at + 3_600_000];
    stage.do(anna, 'request:propose', { times });
    assert.equal(answered(), null);
    const offered = stage.now;
    stage.do(mia, 'request:prefer', { preferred: [stage.at + 7_200_000], zone: 'Europe/Rome' });
    assert.deepEqual(answered(), { as: 'other-times', at: stage.at });
    assert.equal(deskNews(offered, stage.now)(ben)?.request?.answered?.as, 'other-times');
    stage.do(anna, 'request:propose', { times });
    assert.equal(answered(), null);
    stage.do(mia, 'request:accept', { at: times[0] ?? 0 });
    assert.deepEqual(answered(), { as: 'accepted', at: stage.at });
    stage.do(mia, 'session:cancel', { reason: 'withdrawn' });
    assert.deepEqual(answered(), { as: 'withdrawn', at: stage.at });
    const other = new Stage();
    other.do(mia, 'request:make');
    other.do(anna, 'request:confirm', { at: null });
    assert.equal(deskLineFor(other.now, anna)?.request?.answered, null, 'an agent has agreed');
  });

  it('stands in one list in every phase', () => {
    const all = Object.values(phasesOnDesk).flat(2);
    assert.deepEqual(all.toSorted(), [
      'cancelled',
      'confirmed',
      'done',
      'in-progress',
      'requested',
    ]);
  });

  it('is news to those to whom it has changed, and to no customer ever', () => {
    const stage = runningCall();
    const before = stage.now;
    stage.do(anna, 'call:devices', { microphone: 'off', camera: 'on' });
    assert.equal(deskNews(before, stage.now)(ben), undefined, 'nothing that the line says');
    const louder = stage.now;
    stage.do(anna, 'call:hold');
    const news = deskNews(louder, stage.now);
    assert.equal(news(ben)?.heldSince, stage.at);
    assert.equal(news(mia), undefined);
    assert.equal(news(sven), undefined);
    const uninvited = stage.now;
    stage.do(anna, 'session:invite', { subject: 'ben', name: 'Ben', role: 'agent' });
    assert.equal(deskNews(uninvited, stage.now)(ben)?.mine, true, 'it is his from now on');
    assert.equal(deskNews(uninvited, stage.now)(agent('Carla')), undefined);
    const moved: SessionState = { ...stage.now, portal: 'sales' };
    assert.equal(deskNews(stage.now, moved)(agent('Carla')), null, 'gone out of sight');
    assert.equal(deskNews(stage.now, moved)(sven)?.portal, 'sales', 'come into sight');
    assert.equal(deskNews(null, stage.now)(ben)?.phase, 'in-progress', 'new');
  });
});
