import type { CameraRefusal } from './camera.ts';
import type { ParticipantView, SessionView } from './shapes.ts';

type Person = Pick<ParticipantView, 'id' | 'role' | 'presence' | 'camera'>;
type CallFacts = Pick<SessionView, 'inControl' | 'hold' | 'phase' | 'functions'>;

/**
 * Why somebody may not ask another one for a setting of their camera; null where they may. The agent in control asks,
 * a customer is asked; both are in a call that runs, with a camera that does. It looks at what is in the view alone, so
 * that both pages give the same answer; whom a view does not name, as masked agents in that of a customer, may not.
 */
export function whyNotWish(
  asker: Person | undefined,
  asked: Person | undefined,
  call: CallFacts,
): CameraRefusal | null {
  if (asker?.role !== 'agent' || asker.id !== call.inControl) return 'not-allowed';
  if (asked !== undefined && asked.role !== 'customer') return 'not-allowed';
  if (!call.functions.includes('camera-wishes')) return 'switched-off';
  if (call.hold !== null) return 'on-hold';
  const isThere = call.phase === 'in-progress' && asker.presence === 'here';
  return isThere && asked?.presence === 'here' && asked.camera === 'on' ? null : 'other-side-away';
}

/** Who may say what their camera can do, and answer a wish: customers who are there. */
export function mayAnswerWish(person: Pick<Person, 'role' | 'presence'> | undefined): boolean {
  return person?.role === 'customer' && person.presence === 'here';
}
