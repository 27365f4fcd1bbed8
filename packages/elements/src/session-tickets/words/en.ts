/** The words of `<session-tickets>` in English; their keys are what every other language must have. */
export const en = {
  heading: 'Tickets',
  none: 'This session belongs to no ticket.',
  take: 'Take off',
  takeOff: (ticket: string) => `Take off ${ticket}`,
  takeHeading: (ticket: string) => `Take ${ticket} off this session?`,
  takeSentence: 'The session then no longer stands in this ticket, for agents and customer alike.',
  cancel: 'Cancel',
  field: 'One more ticket',
  link: 'Link',
  publicHint: 'The customer of that ticket will see this session too.',
  internalHint: 'This session is internal: customers see nothing of it.',
  missing: 'Type the number of a ticket, without spaces.',
  create: 'Create a ticket',
  linked: (ticket: string) => `${ticket} is linked.`,
  taken: (ticket: string) => `${ticket} is taken off.`,
};

/** What every language must say. */
export type TicketsWords = typeof en;
