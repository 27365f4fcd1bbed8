import type { FunctionName } from '@fernblick/protocol';
import { isOpen, type Scene } from './scene.ts';

/** How a person gets out of a session: for everybody, before its call begins, or alone. */
export type WayOut = 'end' | 'cancel' | 'leave';

/** The one way out that the stage offers this person, as the rules of the session have it. */
export function wayOutOf(scene: Scene): WayOut {
  if (canCancel(scene)) return 'cancel';
  return isInControl(scene) && hasBegun(scene) ? 'end' : 'leave';
}

/** True where administrators let the viewer do this. */
export function isOffered({ state }: Scene, name: FunctionName): boolean {
  return state.functions.includes(name);
}

/** True where the viewer is the agent in control. */
export function isInControl({ me, state }: Scene): boolean {
  return me !== null && state.session?.inControl === me.id;
}

/** True where the viewer can put the call on hold, or go on with it. */
export function canHold(scene: Scene): boolean {
  const isHeld = scene.state.session?.hold != null;
  return isInControl(scene) && hasBegun(scene) && (isHeld || isOffered(scene, 'hold'));
}

/** True for the agent in control, and for any agent while nobody is, until the call begins. */
export function canCancel(scene: Scene): boolean {
  const { role, state } = scene;
  if (role !== 'agent' || !isOpen(state) || hasBegun(scene)) return false;
  return state.session?.inControl === null || isInControl(scene);
}

/** True where nobody else of the viewer's side is in the call: it then ends for everybody when they leave. */
export function isLastOfSide({ state, role }: Scene): boolean {
  const side = state.session?.participants.filter(
    (person) => person.role === role && (person.presence === 'here' || person.presence === 'away'),
  );
  return side?.length === 1 && side[0]?.you === true;
}

/** True once the call runs. */
export function hasBegun({ state }: Scene): boolean {
  return state.session?.phase === 'in-progress';
}
