import type { TicketsWords } from './en.ts';

/** Cuvintele elementului `<session-tickets>` în română. */
export const ro: TicketsWords = {
  heading: 'Tichete',
  none: 'Această sesiune nu ține de niciun tichet.',
  take: 'Desprindeți',
  takeOff: (ticket) => `Desprindeți ${ticket}`,
  takeHeading: (ticket) => `Desprindeți ${ticket} de această sesiune?`,
  takeSentence:
    'Sesiunea nu va mai apărea în acest tichet, nici pentru agenți, nici pentru client.',
  cancel: 'Renunțați',
  field: 'Încă un tichet',
  link: 'Legați',
  publicHint: 'Și clientul acelui tichet va vedea această sesiune.',
  internalHint: 'Această sesiune este internă: clienții nu văd nimic din ea.',
  missing: 'Scrieți numărul unui tichet, fără spații.',
  create: 'Creați un tichet',
  linked: (ticket) => `${ticket} este legat.`,
  taken: (ticket) => `${ticket} este desprins.`,
};
