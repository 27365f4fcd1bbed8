import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  checkChannelMessage,
  SessionError,
  type CameraAbilities,
  type CameraKind,
  type CameraWish,
  type ParticipantView,
  type Role,
  type SessionView,
} from '@fernblick/protocol';
import { initialState } from '../initial-state.ts';
import { silentLogger } from '../logger.ts';
import { participantView, sessionView } from '../testing/session-views.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import type { CameraControl } from './camera-control.ts';
import { Cameras } from './cameras.ts';

const TORCH: CameraWish = { kind: 'torch', on: true };
const ANNA = { id: 'place-anna', role: 'agent' as const, name: 'Anna' };
const MARIA = { id: 'place-maria', role: 'customer' as const, name: 'Maria' };
const ROOM = { min: 1, max: 8, step: 0.1, at: 1 };

/** A camera that does what it can. */
class FakeControl implements CameraControl {
  abilities: CameraAbilities = { rear: false, torch: false, zoom: ROOM };
  readonly done: string[] = [];
  failure: SessionError | null = null;

  async apply(wish: CameraWish): Promise<void> {
    await Promise.resolve();
    if (this.failure !== null) throw this.failure;
    this.done.push(JSON.stringify(wish));
    if (wish.kind === 'zoom')
      this.abilities = { ...this.abilities, zoom: { ...ROOM, at: wish.at } };
    else this.abilities = { ...this.abilities, [wish.kind]: wish.on };
  }

  async undo(kind: CameraKind): Promise<void> {
    this.done.push(`undo ${kind}`);
  }
}

/** An agent's and a customer's page in one call, over a wire that checks what crosses it. */
function pair() {
  const clock = new VirtualClock();
  const control = new FakeControl();
  const shown: CameraAbilities[] = [];
  let view = (): Partial<SessionView> => ({});
  let isUp = true;
  const stateOf = (role: Role) => {
    const people = [ANNA, MARIA].map((one) =>
      participantView({ ...one, you: one.role === role, presence: 'here', camera: 'on' }),
    );
    const session = {
      ...sessionView({ phase: 'in-progress', participants: people, inControl: ANNA.id }),
      functions: ['camera-wishes' as const],
      ...view(),
    };
    return { ...initialState('sharp', null), role, session };
  };
  const pages: Record<Role, Cameras | null> = { agent: null, customer: null };
  const page = (role: Role, other: Role): Cameras =>
    new Cameras({
      clock,
      logger: silentLogger,
      control,
      state: () => stateOf(role),
      say: (_, type, message) => {
        if (!isUp) return false;
        const said = checkChannelMessage(JSON.stringify({ type, ...message }), 'control');
        assert.ok(said.type === 'camera:wish' || said.type === 'camera:answer');
        const from = role === 'agent' ? ANNA.id : MARIA.id;
        queueMicrotask(() => pages[other]?.heard(from, said));
        return true;
      },
      show: (_, abilities) => shown.push(abilities),
    });
  const agent = (pages.agent = page('agent', 'customer'));
  const customer = (pages.customer = page('customer', 'agent'));
  return {
    agent,
    customer,
    clock,
    control,
    shown,
    say: { cut: () => (isUp = false) },
    change: (patch: Partial<SessionView>) => {
      view = () => patch;
      for (const one of [agent, customer]) one.look();
    },
    settle: () => clock.pass(0),
  };
}

const outcome = (wish: Promise<void>): Promise<string> =>
  wish.then(
    () => 'done',
    (error: unknown) => (error instanceof SessionError ? error.code : String(error)),
  );

describe('wishes for a camera', () => {
  it('ask once for each kind, and not again before the customer takes it back', async () => {
    const { agent, customer, control, settle } = pair();
    const first = outcome(agent.wish(TORCH));
    await settle();
    assert.deepEqual(customer.state.asked, { by: ANNA.id, name: 'Anna', wish: TORCH });
    assert.deepEqual(agent.state.waitingFor, TORCH);
    assert.deepEqual(control.done, [], 'nothing happens before a yes');
    await customer.answer(true);
    assert.equal(await first, 'done');
    assert.deepEqual(customer.state.agreed, ['torch']);
    assert.equal(customer.state.own.torch, true);
    assert.equal(await outcome(agent.wish({ kind: 'torch', on: false })), 'done');
    const other = outcome(agent.wish({ kind: 'zoom', at: 3 }));
    await settle();
    assert.equal(customer.state.asked?.wish.kind, 'zoom', 'another kind is another question');
    await customer.answer(true);
    assert.equal(await other, 'done');
    await customer.takeBack('torch');
    assert.equal(control.done.at(-1), 'undo torch');
    assert.deepEqual(customer.state.agreed, ['zoom']);
    const again = outcome(agent.wish(TORCH));
    await settle();
    assert.equal(customer.state.asked?.wish.kind, 'torch');
    await customer.answer(true);
    assert.equal(await again, 'done');
  });

  it('come to nothing by a no or by no answer, and can be repeated only after a while', async () => {
    const { agent, customer, clock, control, settle } = pair();
    const first = outcome(agent.wish(TORCH));
    await settle();
    assert.equal(await outcome(agent.wish(TORCH)), 'too-many-requests', 'one at a time');
    await customer.answer(false);
    assert.equal(await first, 'wish-declined');
    assert.equal(await outcome(agent.wish(TORCH)), 'too-many-requests', 'right after a no');
    await clock.pass(10_000);
    const second = outcome(agent.wish(TORCH));
    await clock.pass(60_000);
    assert.equal(await second, 'wish-declined', 'nobody has answered');
    assert.equal(customer.state.asked, null);
    assert.deepEqual(control.done, []);
  });

  it('are refused where the camera cannot, the call is on hold or the function is off', async () => {
    const { agent, customer, control, change, settle } = pair();
    control.abilities = { ...control.abilities, torch: null };
    assert.equal(await outcome(agent.wish(TORCH)), 'device-constraints');
    control.abilities = { ...control.abilities, torch: false };
    change({ hold: { by: ANNA.id, since: 1 } });
    assert.equal(await outcome(agent.wish(TORCH)), 'on-hold');
    change({ functions: [] });
    assert.equal(await outcome(agent.wish(TORCH)), 'switched-off');
    change({});
    control.failure = new SessionError('device-failed');
    const wish = outcome(agent.wish(TORCH));
    await settle();
    await assert.rejects(customer.answer(true), { code: 'device-failed' });
    assert.equal(await wish, 'device-failed');
    assert.deepEqual(customer.state.agreed, [], 'what did not work is asked for again');
  });

  it('are heard from the agent in control alone, and answered by the customer who was asked', async () => {
    const { agent, customer, control, change, settle } = pair();
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
    assert.equal(await wish, 'connection-lost');
    assert.deepEqual(control.done, []);
  });

  it('are forgotten with the call, and a flood of them is refused even after a yes', async () => {
    const { agent, customer, control, change, clock, settle } = pair();
    const wish = outcome(agent.wish({ kind: 'zoom', at: 2 }));
    await settle();
    await customer.answer(true);
    assert.equal(await wish, 'done');
    const outcomes: string[] = [];
    for (let at = 0; at < 100; at += 1)
      outcomes.push(await outcome(agent.wish({ kind: 'zoom', at: 2 })));
    assert.equal(outcomes[50], 'done');
    assert.equal(outcomes.at(-1), 'too-many-requests');
    assert.ok(control.done.length <= 80);
    await clock.pass(10_000);
    change({ id: 'session-next' });
    assert.deepEqual(customer.state.agreed, []);
  });
});
