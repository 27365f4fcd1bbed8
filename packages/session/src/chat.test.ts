import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChatReaders } from '@fernblick/protocol';
import { chatMessageFor, whyNotReadChat, whyNotWriteChat, type ChatEntry } from './chat.ts';
import type { Actor } from './commands.ts';
import { agent, anna, ben, customer, mia, paul, runningCall, Stage } from './testing/stage.ts';

const mayWrite = (stage: Stage, actor: Actor, to: ChatReaders = 'all') =>
  whyNotWriteChat(stage.now, actor, to) ?? 'may';
const mayRead = (stage: Stage, actor: Actor, to: ChatReaders = 'all') =>
  whyNotReadChat(stage.now, actor, to) ?? 'may';

describe('the chat with everybody', () => {
  it('is for those who have a place in the session, from before the call until it is over', () => {
    const stage = new Stage();
    stage.do(anna, 'session:create');
    assert.equal(mayWrite(stage, mia), 'not-joined');
    const invited = { subject: 'mia', name: 'Mia', role: 'customer' } as const;
    stage.do(anna, 'session:invite', invited, { participant: 'participant-of-mia' });
    assert.equal(mayWrite(stage, mia), 'may');
    stage.do(mia, 'session:join');
    assert.equal(mayWrite(stage, mia), 'may');
    assert.equal(mayWrite(stage, anna), 'not-joined');
    stage.do(anna, 'session:join');
    stage.do(anna, 'call:hold');
    assert.deepEqual([mayWrite(stage, anna), mayWrite(stage, mia)], ['may', 'may']);
    stage.do(anna, 'session:end');
    assert.deepEqual(
      [mayWrite(stage, anna), mayWrite(stage, mia)],
      ['session-over', 'session-over'],
    );
    assert.deepEqual([mayRead(stage, anna), mayRead(stage, mia)], ['may', 'may']);
  });

  it('is closed to those who have left, and to those who only look on, who may read it', () => {
    const stage = runningCall();
    stage.do(paul, 'session:join');
    stage.do(paul, 'session:leave');
    for (const actor of [paul, ben]) {
      assert.equal(mayWrite(stage, actor), 'not-joined');
      assert.equal(mayRead(stage, actor), 'may');
    }
    stage.do(paul, 'session:join');
    assert.equal(mayWrite(stage, paul), 'may');
  });

  it('is not there for strangers', () => {
    const stage = runningCall();
    const stranger = customer('Mia', { scope: { is: 'ticket', ticket: 'T-9' } });
    assert.equal(mayWrite(stage, stranger), 'not-found');
    assert.equal(mayRead(stage, stranger), 'not-found');
  });
});

it('the host writes for agents without a place, and for customers who have one', () => {
  const stage = runningCall();
  const asHost = { scope: { is: 'host' } } as const;
  for (const to of ['all', 'agents'] as const)
    assert.equal(mayWrite(stage, { ...agent('Zoe'), ...asHost }, to), 'may');
  assert.equal(mayWrite(stage, { ...mia, ...asHost }, 'all'), 'may');
  assert.equal(mayWrite(stage, { ...mia, ...asHost }, 'agents'), 'not-allowed');
  assert.equal(mayWrite(stage, { ...customer('Nobody'), ...asHost }, 'all'), 'not-joined');
  stage.do(anna, 'session:end');
  assert.equal(mayWrite(stage, { ...agent('Zoe'), ...asHost }, 'all'), 'session-over');
});

describe('the chat of the agents', () => {
  it('is for every agent who may see the session, also one who only looks on', () => {
    const stage = runningCall();
    for (const actor of [anna, ben]) {
      assert.equal(mayWrite(stage, actor, 'agents'), 'may');
      assert.equal(mayRead(stage, actor, 'agents'), 'may');
    }
    const elsewhere = agent('Zoe', { portals: ['sales'] });
    assert.equal(mayWrite(stage, elsewhere, 'agents'), 'not-found');
    stage.do(anna, 'session:end');
    assert.equal(mayWrite(stage, ben, 'agents'), 'session-over');
  });

  it('is closed to customers, even to one with the number of an agent', () => {
    const stage = runningCall();
    const namesake = customer('Anna');
    stage.do(namesake, 'session:join');
    for (const actor of [mia, namesake]) {
      assert.equal(mayWrite(stage, actor, 'agents'), 'not-allowed');
      assert.equal(mayRead(stage, actor, 'agents'), 'not-allowed');
    }
  });
});

it('a message says whose it is by name and role, and whether it is one’s own', () => {
  const stage = runningCall();
  const { subject, name, role } = anna;
  const entry: ChatEntry = {
    seq: 1,
    id: 'message-1',
    to: 'all',
    at: 5,
    by: { subject, name, role },
    text: 'Hello',
  };
  const from = { name: 'Anna', role: 'agent' };
  const { by: _, ...rest } = entry;
  assert.deepEqual(chatMessageFor(stage.now, mia, entry), {
    ...rest,
    from: { ...from, you: false },
  });
  assert.deepEqual(chatMessageFor(stage.now, anna, entry), {
    ...rest,
    from: { ...from, you: true },
  });
  assert.equal(chatMessageFor(stage.now, customer('Anna'), entry)?.from.you, false);
  assert.equal(chatMessageFor(stage.now, mia, { ...entry, to: 'agents' }), null);
});
