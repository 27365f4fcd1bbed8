import type { SessionId, TicketId } from '@fernblick/protocol';
import { findPerson, type Actor } from '@fernblick/session';
import type { JournalStore } from '../journal/journal-store.ts';
import type { Sessions } from '../sessions.ts';

/** Of a customer's newest sessions; further back nobody looks for the way back into a call. */
const NEWEST = 10;

/**
 * The sessions on the page of a ticket: those linked to it, the newest first, and after them those that this customer came
 * into from there and that were taken off it since, as where the host merges tickets: they stay in such a call, and find
 * back into it.
 */
export async function sessionsOfPage(
  { store, sessions }: { readonly store: JournalStore; readonly sessions: Sessions },
  actor: Actor,
  ticket: TicketId,
  limit: number,
): Promise<readonly SessionId[]> {
  const linked = await store.sessionsOfTicket(ticket, limit);
  if (actor.role !== 'customer') return linked;
  const newest = await store.sessionsOfContact(actor.subject, null, NEWEST);
  const others = newest.map(({ session }) => session).filter((id) => !linked.includes(id));
  const states = await Promise.all(others.map((id) => sessions.state(id)));
  const joined = states.flatMap((state) =>
    state !== null && findPerson(state, actor)?.ticket === ticket ? [state.id] : [],
  );
  return [...linked, ...joined];
}
