import type { JoinWords } from './en.ts';

/** The words of the page for numbers in German. */
export const de: JoinWords = {
  title: 'Videositzung',
  heading: 'An einer Videositzung teilnehmen',
  intro:
    'Geben Sie die Nummer ein, die Ihnen genannt wurde. Sie brauchen kein Konto und keine App.',
  number: 'Sitzungsnummer',
  numberHint: 'Neun Ziffern',
  name: 'Ihr Name',
  nameHint: 'Die andere Seite sieht ihn.',
  go: 'Weiter',
  nineDigits: 'Eine Sitzungsnummer hat neun Ziffern.',
  nameMissing: 'Geben Sie Ihren Namen ein.',
  another: 'Andere Nummer eingeben',
};
