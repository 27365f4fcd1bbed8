import assert from 'node:assert/strict';
import {
  checkChannelMessage,
  SessionError,
  type CameraAbilities,
  type CameraKind,
  type CameraWish,
  type Role,
  type SessionView,
} from '@fernblick/protocol';
import type { CameraControl } from '../cameras/camera-control.ts';
import { Cameras } from '../cameras/cameras.ts';
import { initialState } from '../initial-state.ts';
import { silentLogger } from '../logger.ts';
import { participantView, sessionView } from './session-views.ts';
import { VirtualClock } from './virtual-clock.ts';

export const ANNA = { id: 'place-anna', role: 'agent' as const, name: 'Anna' };
export const MARIA = { id: 'place-maria', role: 'customer' as const, name: 'Maria' };
const ROOM = { min: 1, max: 8, step: 0.1, at: 1 };

/** A camera that does what it can. */
export class FakeControl implements CameraControl {
  abilities: CameraAbilities = { rear: false, torch: false, zoom: ROOM };
  readonly done: string[] = [];
  failure: SessionError | null = null;

  async apply(wish: CameraWish): Promise<void> {
    const before = this.abilities;
    // As a phone does, which changes from one camera to the other.
    this.abilities = { rear: null, torch: null, zoom: null };
    await Promise.resolve();
    this.abilities = before;
    if (this.failure !== null) throw this.failure;
    this.done.push(JSON.stringify(wish));
    if (wish.kind === 'zoom') this.abilities = { ...before, zoom: { ...ROOM, at: wish.at } };
    else this.abilities = { ...before, [wish.kind]: wish.on };
  }

  async undo(kind: CameraKind): Promise<void> {
    this.done.push(`undo ${kind}`);
  }

  /** Nothing here comes back to what it was. */
  forget(): void {}
}

/** An agent's and a customer's page in one call, over a wire that checks what crosses it. */
export function pair() {
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
    /** What came of a wish by now; `open` where it waits for somebody. */
    soon: async (wish: Promise<void> | Promise<string>): Promise<string> =>
      await Promise.race([outcome(wish), clock.pass(0).then(() => 'open')]),
  };
}

/** What came of a wish: done, or its code. */
export const outcome = (wish: Promise<void> | Promise<string>): Promise<string> =>
  wish.then(
    (said) => said ?? 'done',
    (error: unknown) => (error instanceof SessionError ? error.code : String(error)),
  );
