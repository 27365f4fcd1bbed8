import type { RatingWords } from './en.ts';

/** The words of `<session-rating>` in Italian. */
export const it: RatingWords = {
  question: 'Com’è andata la videosessione?',
  rating: 'Valutazione',
  stars: (count) => (count === 1 ? '1 stella' : `${count} stelle`),
  outOf: (count) => `${count} stelle su 5`,
  comment: 'Commento',
  commentHint: 'Che cosa ha funzionato e che cosa no? Non è obbligatorio scrivere.',
  left: (count) => `Ancora ${count} caratteri`,
  send: 'Invia valutazione',
  chooseFirst: 'Scelga prima da una a cinque stelle.',
  thanks: 'Grazie per la Sua valutazione.',
  change: 'Modifica valutazione',
  changeUntil: (when) => `Può modificarla fino a ${when}.`,
  cancel: 'Annulla',
  by: (name) => `Valutazione di ${name}`,
};
