import type { SessionClient } from '@fernblick/client';
import type { SessionView } from '@fernblick/protocol';

/**
 * The session that an element for agents is about: the one that is named, else the present one, else the newest of the
 * ticket. Null where there is none, and for customers, because nothing there is theirs.
 */
export function viewForAgent(
  client: SessionClient | null,
  named: string | null,
): SessionView | null {
  if (client === null) return null;
  const { session, sessions, role } = client.state;
  const all = session === null ? sessions : [session, ...sessions];
  const view = named === null ? all[0] : all.find(({ id }) => id === named);
  const me = view?.participants.find(({ you }) => you);
  return (me?.role ?? role) === 'agent' ? (view ?? null) : null;
}
