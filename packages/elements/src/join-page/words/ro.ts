import type { JoinWords } from './en.ts';

/** The words of the page for numbers in Romanian. */
export const ro: JoinWords = {
  title: 'Sesiune video',
  heading: 'Intrați într-o sesiune video',
  intro: 'Introduceți numărul care v-a fost comunicat. Nu aveți nevoie de cont sau de aplicație.',
  number: 'Numărul sesiunii',
  numberHint: 'Nouă cifre',
  name: 'Numele dumneavoastră',
  nameHint: 'Îl vede cealaltă parte.',
  go: 'Continuați',
  nineDigits: 'Numărul unei sesiuni are nouă cifre.',
  nameMissing: 'Introduceți numele.',
  another: 'Introduceți alt număr',
};
