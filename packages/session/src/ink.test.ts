import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DrawingOperation, InkItem } from '@fernblick/protocol';
import type { Actor } from './commands.ts';
import { whyNotAddInk } from './ink.ts';
import { agent, anna, ben, customer, mia, runningCall, Stage } from './testing/stage.ts';
import { view } from './view.ts';

const refused = (error: string) => ({ ok: false, error });

/** What somebody adds who is honest about who they are, from the page that they joined from. */
function itemOf(stage: Stage, actor: Actor, is: DrawingOperation['is'] = 'clear-mine'): InkItem {
  const stamp = { id: 'operation-1', author: stage.place(actor).id, clock: 1 };
  // Only what kind of operation it is matters to these rules.
  return { is: 'operation', operation: { ...stamp, is } as DrawingOperation };
}

function whyNot(stage: Stage, actor: Actor, item = itemOf(stage, actor)) {
  return whyNotAddInk(stage.now, { actor, tab: `tab-of-${actor.subject}` }, item);
}

describe('drawing in a call', () => {
  it('is for both sides, from the page that holds one’s place, under one’s own name', () => {
    const stage = runningCall();
    assert.equal(whyNot(stage, anna), null);
    assert.equal(whyNot(stage, mia), null);
    assert.equal(whyNot(stage, mia, itemOf(stage, anna)), 'not-allowed');
    const context = { actor: mia, tab: 'another-tab' };
    assert.equal(whyNotAddInk(stage.now, context, itemOf(stage, mia)), 'taken-over');
    const stranger = customer('Mia', { scope: { is: 'ticket', ticket: 'T-9' } });
    assert.equal(whyNot(stage, stranger), 'not-found');
    assert.equal(whyNot(stage, ben, itemOf(stage, anna)), 'not-joined');
  });

  it('is not for an agent without control, who only points', () => {
    const stage = runningCall();
    stage.do(ben, 'session:join');
    assert.equal(whyNot(stage, ben), 'not-allowed');
    stage.do(anna, 'session:leave');
    assert.equal(whyNot(stage, ben), null);
    assert.equal(whyNot(stage, anna, itemOf(stage, anna)), 'not-joined');
  });

  it('leaves other people’s marks to the agent in control', () => {
    const stage = runningCall();
    for (const is of ['clear-all', 'delete-any'] as const) {
      assert.equal(whyNot(stage, mia, itemOf(stage, mia, is)), 'not-allowed');
      assert.equal(whyNot(stage, anna, itemOf(stage, anna, is)), null);
    }
  });

  it('begins and ends with the call', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    stage.do(anna, 'session:join');
    assert.equal(whyNot(stage, anna), 'session-not-running');
    stage.do(mia, 'session:join');
    assert.equal(whyNot(stage, anna), null);
    stage.do(anna, 'session:end');
    assert.equal(whyNot(stage, anna), 'session-over');
  });
});

describe('switching drawing off', () => {
  it('is for each side to do with the other, and shows to both', () => {
    const stage = runningCall();
    const off = { role: 'customer', allowed: false } as const;
    assert.deepEqual(stage.do(anna, 'ink:allow', off), ['drawing-switched']);
    assert.deepEqual(stage.do(anna, 'ink:allow', off), []);
    assert.equal(whyNot(stage, mia), 'drawing-off');
    assert.equal(whyNot(stage, anna), null);
    for (const viewer of [anna, mia])
      assert.deepEqual(view(stage.now, viewer, new Set())?.drawingOff, ['customer']);
    stage.do(mia, 'ink:allow', { role: 'agent', allowed: false });
    assert.equal(whyNot(stage, anna), 'drawing-off');
    stage.do(anna, 'ink:allow', { role: 'customer', allowed: true });
    assert.equal(whyNot(stage, mia), null);
    assert.deepEqual(stage.now.drawingOff, [{ role: 'agent', by: 'other-side' }]);
  });

  it('is for the host to do with both, and what it has switched off nobody else switches on', () => {
    const stage = runningCall();
    const host = agent('Host', { portals: [], scope: { is: 'host' } });
    const off = { role: 'customer', allowed: false } as const;
    const on = { role: 'customer', allowed: true } as const;
    stage.do(host, 'ink:allow', off);
    stage.do(host, 'ink:allow', { ...off, role: 'agent' });
    assert.deepEqual([whyNot(stage, anna), whyNot(stage, mia)], ['drawing-off', 'drawing-off']);
    assert.deepEqual(stage.do(anna, 'ink:allow', on), []);
    assert.equal(whyNot(stage, mia), 'drawing-off');
    stage.do(anna, 'ink:allow', off);
    assert.deepEqual(view(stage.now, mia, new Set())?.drawingOff, ['customer', 'agent']);
    stage.do(host, 'ink:allow', on);
    assert.equal(whyNot(stage, mia), 'drawing-off');
    stage.do(anna, 'ink:allow', on);
    assert.equal(whyNot(stage, mia), null);
    stage.do(anna, 'session:end');
    assert.deepEqual(stage.try(host, 'ink:allow', on), refused('session-over'));
  });

  it('is not for one’s own side, nor for an agent without control or somebody who is not in the call', () => {
    const stage = runningCall();
    stage.do(ben, 'session:join');
    stage.do(mia, 'ink:allow', { role: 'agent', allowed: false });
    for (const [actor, role] of [
      [mia, 'customer'],
      [anna, 'agent'],
      [ben, 'customer'],
    ] as const)
      for (const allowed of [true, false])
        assert.deepEqual(stage.try(actor, 'ink:allow', { role, allowed }), refused('not-allowed'));
    stage.do(ben, 'session:leave');
    const late = stage.try(ben, 'ink:allow', { role: 'customer', allowed: false });
    assert.deepEqual(late, refused('not-joined'));
  });
});
