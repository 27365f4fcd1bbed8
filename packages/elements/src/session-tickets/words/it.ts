import type { TicketsWords } from './en.ts';

/** Le parole di `<session-tickets>` in italiano. */
export const it: TicketsWords = {
  heading: 'Ticket',
  none: 'Questa sessione non appartiene a nessun ticket.',
  take: 'Scollega',
  takeOff: (ticket) => `Scollega ${ticket}`,
  takeHeading: (ticket) => `Scollegare ${ticket} da questa sessione?`,
  takeSentence:
    'La sessione non comparirà più in questo ticket, né per gli operatori né per il cliente.',
  cancel: 'Annulla',
  field: 'Un altro ticket',
  link: 'Collega',
  publicHint: 'Anche il cliente di quel ticket vedrà questa sessione.',
  internalHint: 'Questa sessione è interna: i clienti non ne vedono nulla.',
  missing: 'Scrivi il numero di un ticket, senza spazi.',
  create: 'Crea un ticket',
  linked: (ticket) => `${ticket} è collegato.`,
  taken: (ticket) => `${ticket} è scollegato.`,
};
