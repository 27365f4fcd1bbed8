import type { TicketId } from '@fernblick/protocol';
import type { Actor, PersonCommandOf } from './commands.ts';
import type { Situation, Verdict } from './rule.ts';
import type { SessionState } from './state.ts';

/** Keeps the view below its size limit. */
export const MAX_TICKETS = 20;

/** The ticket that a session is about: the one it was asked for from, as long as it belongs to it, else its first; null for none. */
export function ticketOf({
  request,
  tickets,
}: Pick<SessionState, 'request' | 'tickets'>): TicketId | null {
  return tickets.find((ticket) => ticket === request?.ticket) ?? tickets[0] ?? null;
}

/** Links one more ticket, before, during or after the call; the ticket's customer may then see the session. */
export function link(
  { state, actor, at }: Situation,
  { input }: PersonCommandOf<'session:link'>,
): Verdict {
  if (!reaches(actor, input.ticket)) return 'not-allowed';
  if (state.tickets.includes(input.ticket)) return 'already-linked';
  if (state.tickets.length >= MAX_TICKETS) return 'too-many-tickets';
  return [{ type: 'ticket-linked', at, ticket: input.ticket }];
}

/** Takes a ticket off; whoever joined the call from its page stays in it. */
export function unlink(
  { state, actor, at }: Situation,
  { input }: PersonCommandOf<'session:unlink'>,
): Verdict {
  if (!reaches(actor, input.ticket)) return 'not-allowed';
  if (!state.tickets.includes(input.ticket)) return 'not-linked';
  return [{ type: 'ticket-unlinked', at, ticket: input.ticket }];
}

/**
 * Links open a session to other people, so a token for one session or one ticket does not reach further. The tickets
 * are the host's.
 */
function reaches({ scope }: Actor, ticket: TicketId): boolean {
  return (
    scope.is === 'host' ||
    scope.is === 'portals' ||
    (scope.is === 'ticket' && scope.ticket === ticket)
  );
}
