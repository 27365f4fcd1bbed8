import type { DeskRole, TicketFacts } from '../desk-data.ts';

/** An agent of the demo desk. Customers know them by their first name. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly fullName: string;
  /** May decide who may do what. */
  readonly administrates?: true;
}

/** The portal that they all work in; a larger desk has several, and agents who see only their own. */
export const team = { portal: 'support', name: 'Support' };

/** Everybody who works at the demo desk. */
export const agents: readonly Agent[] = [
  { id: 'anna', name: 'Anna', fullName: 'Anna Lindner' },
  { id: 'ben', name: 'Ben', fullName: 'Ben Okoye' },
  { id: 'carla', name: 'Carla', fullName: 'Carla Rossi', administrates: true },
];

/** The desk's own id for the customer of a ticket, as Fernblick gets it. */
export function customerOf(ticket: string): string {
  return `customer-of-${ticket}`;
}

/** Who a request speaks for. */
export interface Person {
  readonly role: DeskRole;
  /** The host's own id for this person, as Fernblick gets it. */
  readonly subject: string;
  readonly name: string;
  /** The one ticket a customer may see; null for agents, who see all. */
  readonly ticket: string | null;
  readonly administrates: boolean;
}

/** The desk's own id for an agent, as Fernblick gets it. */
export function subjectOf({ id }: Agent): string {
  return `agent-${id}`;
}

/**
 * The demo's log-in: `agent:anna` or `customer:T-1001`, taken at its word.
 * A real desk puts its own session check here; everything behind it stays the same.
 */
export function personOf(
  as: string,
  findTicket: (id: string) => TicketFacts | undefined,
): Person | null {
  const [role, id = ''] = as.split(':', 2);
  if (role === 'agent') {
    const agent = agents.find((one) => one.id === id);
    return agent === undefined
      ? null
      : {
          role,
          subject: subjectOf(agent),
          name: agent.name,
          ticket: null,
          administrates: agent.administrates === true,
        };
  }
  if (role === 'customer') {
    const ticket = findTicket(id);
    return ticket === undefined
      ? null
      : {
          role,
          subject: customerOf(ticket.id),
          name: ticket.customer,
          ticket: ticket.id,
          administrates: false,
        };
  }
  return null;
}
