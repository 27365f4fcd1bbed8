import type { NumberWords } from './en.ts';

/** The words for joining by number in German. */
export const de: NumberWords = {
  heading: 'Mit einer Nummer beitreten',
  sentence:
    'Geben Sie die Nummer ein, die Ihnen genannt wurde. Danach nennen Sie Ihren Namen und sind dabei.',
  number: 'Sitzungsnummer',
  numberHint: 'Neun Ziffern',
  nineDigits: 'Eine Sitzungsnummer hat neun Ziffern.',
  go: 'Weiter',
};
