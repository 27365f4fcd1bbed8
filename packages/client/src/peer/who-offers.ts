import type { ParticipantView, SessionView } from '@fernblick/protocol';

/**
 * Whether this page makes the offers to another participant: agent in control, other agents, customers; then by id.
 * Both pages come to opposite answers from the same view, so that they never offer at once.
 */
export function offersTo(view: SessionView, you: ParticipantView, other: ParticipantView): boolean {
  const rank = ({ id, role }: ParticipantView): number =>
    id === view.inControl ? 0 : role === 'agent' ? 1 : 2;
  return rank(you) === rank(other) ? you.id < other.id : rank(you) < rank(other);
}
