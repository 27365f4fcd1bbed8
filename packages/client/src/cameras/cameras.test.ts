import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SessionError, type CameraWish, type ParticipantView } from '@fernblick/protocol';
import { ANNA, MARIA, outcome, pair } from '../testing/camera-pages.ts';

const TORCH: CameraWish = { kind: 'torch', on: true };

describe('wishes for a camera', () => {
  it('ask once for each kind, and not again before the customer takes it back', async () => {
    const { agent, customer, control, settle, soon } = pair();
    const first = outcome(agent.wish(TORCH));
    await settle();
    assert.deepEqual(customer.state.asked, { by: ANNA.id, name: 'Anna', wish: TORCH });
    assert.deepEqual(agent.state.waitingFor, TORCH);
    assert.deepEqual(control.done, [], 'nothing happens before a yes');
    const agreed = customer.answer(true);
    customer.look();
    assert.equal(customer.state.own.torch, false, 'a camera that changes can what it could');
    await agreed;
    assert.equal(await soon(first), 'done');
    assert.deepEqual(customer.state.agreed, ['torch']);
    assert.equal(customer.state.own.torch, true);
    assert.equal(await soon(agent.wish({ kind: 'torch', on: false })), 'done');
    const other = outcome(agent.wish({ kind: 'zoom', at: 3 }));
    await settle();
    assert.equal(customer.state.asked?.wish.kind, 'zoom', 'another kind is another question');
    await customer.answer(true);
    assert.equal(await soon(other), 'done');
    await customer.takeBack('torch');
    assert.equal(control.done.at(-1), 'undo torch');
    assert.deepEqual(customer.state.agreed, ['zoom']);
    const again = outcome(agent.wish(TORCH));
    await settle();
    assert.equal(customer.state.asked?.wish.kind, 'torch');
    await customer.answer(true);
    assert.equal(await soon(again), 'done');
  });

  it('come to nothing by a no or by no answer, and can be repeated only after a while', async () => {
    const { agent, customer, clock, control, settle, soon } = pair();
    const first = outcome(agent.wish(TORCH));
    await settle();
    assert.equal(await soon(agent.wish(TORCH)), 'too-many-requests', 'one at a time');
    await customer.answer(false);
    assert.equal(await soon(first), 'wish-declined');
    for (const ms of [0, 9_999]) {
      await clock.pass(ms);
      assert.equal(await soon(agent.wish(TORCH)), 'too-many-requests', `${ms} ms after a no`);
    }
    await clock.pass(1);
    const second = outcome(agent.wish(TORCH));
    await clock.pass(60_000);
    assert.equal(await soon(second), 'wish-declined', 'nobody has answered');
    assert.equal(customer.state.asked, null);
    assert.deepEqual(control.done, []);
  });

  it('are refused where the camera cannot, the call is on hold or the function is off', async () => {
    const { agent, customer, control, change, settle, soon } = pair();
    control.abilities = { ...control.abilities, torch: null };
    assert.equal(await soon(agent.wish(TORCH)), 'device-constraints');
    control.abilities = { ...control.abilities, torch: false };
    change({ hold: { by: ANNA.id, since: 1 } });
    assert.equal(await soon(agent.wish(TORCH)), 'on-hold');
    change({ functions: [] });
    assert.equal(await soon(agent.wish(TORCH)), 'switched-off');
    change({});
    control.failure = new SessionError('device-failed');
    const wish = outcome(agent.wish(TORCH));
    await settle();
    await assert.rejects(customer.answer(true), { code: 'device-failed' });
    assert.equal(await soon(wish), 'device-failed');
    assert.deepEqual(customer.state.agreed, [], 'what did not work is asked for again');
  });

  it('are heard from the agent in control alone, and answered by the customer who was asked', async () => {
    const { agent, customer, control, change, settle, soon } = pair();
    const message = { number: 7, wish: TORCH };
    customer.heard('place-masked', { type: 'camera:wish', message });
    customer.heard(MARIA.id, { type: 'camera:wish', message });
    assert.equal(customer.state.asked, null);
    const wish = outcome(agent.wish(TORCH));
    for (const [from, number] of [
      [ANNA.id, 1],
      ['place-masked', 1],
      [MARIA.id, 99],
    ] as const)
      agent.heard(from, { type: 'camera:answer', message: { number, refusal: null } });
    await settle();
    assert.deepEqual(agent.state.waitingFor, TORCH, 'none of them was an answer');
    const people: ParticipantView[] = [];
    change({ inControl: 'place-other', participants: people });
    await settle();
    assert.equal(customer.state.asked, null, 'who has no say any more has no question open');
    agent.renewed(MARIA.id);
    assert.equal(await soon(wish), 'connection-lost');
    assert.deepEqual(control.done, []);
  });

  it('are forgotten with the call, and a flood of them is refused even after a yes', async () => {
    const { agent, customer, control, change, clock, settle, soon } = pair();
    const wish = outcome(agent.wish({ kind: 'zoom', at: 2 }));
    await settle();
    await customer.answer(true);
    assert.equal(await soon(wish), 'done');
    const outcomes: string[] = [];
    for (let at = 0; at < 100; at += 1)
      outcomes.push(await soon(agent.wish({ kind: 'zoom', at: 2 })));
    assert.equal(outcomes[50], 'done');
    assert.equal(outcomes.at(-1), 'too-many-requests');
    assert.ok(control.done.length <= 80);
    await clock.pass(10_000);
    change({ id: 'session-next' });
    assert.deepEqual(customer.state.agreed, []);
  });
});
