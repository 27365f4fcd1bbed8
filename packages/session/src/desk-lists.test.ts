import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deskLineFor, deskNews, phasesOnDesk } from './desk-lists.ts';
import type { SessionState } from './state.ts';
import { agent, anna, ben, customer, mia, runningCall, Stage, TICKET } from './testing/stage.ts';

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

  it('stands in one list in every phase', () => {
    const all = Object.values(phasesOnDesk).flat();
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
