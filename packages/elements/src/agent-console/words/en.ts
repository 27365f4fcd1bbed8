/** The words of `<agent-console>` in English; their keys and parameters are what every other language must have. */
export const en = {
  console: 'Calls',
  available: 'Available',
  availableHint: 'Calls ring here.',
  awayHint: 'No calls ring here.',
  connecting: 'Connecting …',
  switchedOff: 'Calls are switched off.',
  sound: 'Ring tone',
  offers: 'Incoming calls',
  calls: (name: string) => `${name} is calling`,
  ticket: (id: string) => `Ticket ${id}`,
  noTicket: 'No ticket',
  waits: 'Waiting for',
  left: (seconds: number) => (seconds === 1 ? '1 second left' : `${seconds} seconds left`),
  accept: 'Accept',
  decline: 'Decline',
  acceptOf: (name: string) => `Accept the call of ${name}`,
  declineOf: (name: string) => `Decline the call of ${name}`,
  taken: 'Somebody else was faster.',
  hungUp: 'The customer has hung up.',
  tooMany: 'You are in as many calls as you may be. Leave one of them first.',
  failed: 'That did not work. Please try again.',
  code: (code: string) => `Code: ${code}`,
  dismiss: 'Dismiss',
};

/** What every language must say. */
export type ConsoleWords = typeof en;
