import type { NumberWords } from './en.ts';

/** The words for joining by number in Italian. */
export const it: NumberWords = {
  heading: 'Entrare con un numero',
  sentence: 'Scriva il numero che Le è stato detto. Poi indichi il Suo nome e potrà entrare.',
  number: 'Numero della sessione',
  numberHint: 'Nove cifre',
  nineDigits: 'Il numero di una sessione ha nove cifre.',
  go: 'Continua',
};
