import type { NumberWords } from './en.ts';

/** The words for joining by number in Romanian. */
export const ro: NumberWords = {
  heading: 'Intrați cu un număr',
  sentence: 'Scrieți numărul care v-a fost comunicat. Apoi vă spuneți numele și intrați.',
  number: 'Numărul sesiunii',
  numberHint: 'Nouă cifre',
  nineDigits: 'Numărul unei sesiuni are nouă cifre.',
  go: 'Continuă',
};
