import type { JoinWords } from './en.ts';

/** The words of the page for numbers in Italian. */
export const it: JoinWords = {
  title: 'Sessione video',
  heading: 'Partecipi a una sessione video',
  intro: 'Inserisca il numero che Le è stato comunicato. Non servono né account né app.',
  number: 'Numero della sessione',
  numberHint: 'Nove cifre',
  name: 'Il Suo nome',
  nameHint: 'Lo vede l’altra parte.',
  go: 'Continua',
  nineDigits: 'Il numero di una sessione ha nove cifre.',
  nameMissing: 'Inserisca il Suo nome.',
  another: 'Inserisci un altro numero',
};
