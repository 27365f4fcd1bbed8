import type { TicketsWords } from './en.ts';

/** Die Wörter von `<session-tickets>` auf Deutsch. */
export const de: TicketsWords = {
  heading: 'Tickets',
  none: 'Diese Sitzung gehört zu keinem Ticket.',
  take: 'Lösen',
  takeOff: (ticket) => `Lösen: ${ticket}`,
  takeHeading: (ticket) => `${ticket} von dieser Sitzung lösen?`,
  takeSentence:
    'Die Sitzung steht dann nicht mehr in diesem Ticket, weder für den Kundendienst noch für den Kunden.',
  cancel: 'Abbrechen',
  field: 'Ein weiteres Ticket',
  link: 'Verknüpfen',
  publicHint: 'Auch der Kunde jenes Tickets sieht dann diese Sitzung.',
  internalHint: 'Diese Sitzung ist intern: Kunden sehen nichts von ihr.',
  missing: 'Geben Sie die Nummer eines Tickets ein, ohne Leerzeichen.',
  create: 'Ticket anlegen',
  linked: (ticket) => `${ticket} ist verknüpft.`,
  taken: (ticket) => `${ticket} ist gelöst.`,
};
