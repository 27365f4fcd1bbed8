import type { TicketId } from '@fernblick/protocol';

/** Under what the requests of one customer for one ticket (or for none) are listed; a ticket id has no space in it. */
export function requesterKey(subject: string, ticket: TicketId | null): string {
  return `${ticket ?? ''} ${subject}`;
}
