import type { DeskRole, TicketFacts } from '../desk-data.ts';

/** An agent of the demo desk. Customers know them by their first name. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly fullName: string;
}

/** Everybody who works at the demo desk. */
export const agents: readonly Agent[] = [
  { id: 'anna', name: 'Anna', fullName: 'Anna Lindner' },
  { id: 'ben', name: 'Ben', fullName: 'Ben Okoye' },
  { id: 'carla', name: 'Carla', fullName: 'Carla Rossi' },
];

/** Who a request speaks for. */
export interface Person {
  readonly role: DeskRole;
  /** The host's own id for this person, as Fernblick gets it. */
  readonly subject: string;
  readonly name: string;
  /** The one ticket a customer may see; null for agents, who see all. */
  readonly ticket: string | null;
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
      : { role, subject: `agent-${agent.id}`, name: agent.name, ticket: null };
  }
  if (role === 'customer') {
    const ticket = findTicket(id);
    return ticket === undefined
      ? null
      : { role, subject: `customer-of-${ticket.id}`, name: ticket.customer, ticket: ticket.id };
  }
  return null;
}
