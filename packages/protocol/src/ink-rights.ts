import type { DrawingOperation } from './drawing.ts';
import type { InkDrafter, InkItem, InkLive } from './ink.ts';

/** Who wants to draw; whose drawing nobody can switch off may leave `mayDraw` out. */
export type Drafter = Pick<InkDrafter, 'id' | 'role' | 'inControl'> &
  Partial<Pick<InkDrafter, 'mayDraw'>>;

/**
 * Who may do what: customers draw, and take away what is theirs; the agent in control also takes away any mark and
 * clears everything; an agent without control, and anybody whose drawing is switched off, has the pointer and nothing
 * else. It looks at the person and the operation alone, so that every side gives the same answer; that a mark which is
 * changed is one's own is seen to in adding up.
 */
export function mayDraw(drafter: Drafter, what: DrawingOperation | 'pointer'): boolean {
  if (what === 'pointer') return true;
  if (!holdsPen(drafter) || what.author !== drafter.id) return false;
  if (what.is === 'add' && what.mark.author !== drafter.id) return false;
  return drafter.role === 'agent' || (what.is !== 'clear-all' && what.is !== 'delete-any');
}

/** Who may add what lasts to a drawing. */
export function mayAdd(drafter: Drafter, item: InkItem): boolean {
  return item.is === 'keyframe'
    ? holdsPen(drafter) && item.keyframe.author === drafter.id
    : mayDraw(drafter, item.operation);
}

/**
 * Whose strokes and shapes are shown while they are under way; what takes them away again shows nothing, and where
 * things are in a camera's picture its side tells, whether it draws or not.
 */
export function mayStream(drafter: Drafter, live: InkLive): boolean {
  return (live.is !== 'stroke' && live.is !== 'shape') || holdsPen(drafter);
}

/** Whether somebody draws at all, and does not only point. */
export function holdsPen({ role, inControl, mayDraw: allowed }: Drafter): boolean {
  return allowed !== false && (role === 'customer' || inControl);
}
