import type { RatingWords } from './en.ts';

/** The words of `<session-rating>` in Romanian. */
export const ro: RatingWords = {
  question: 'Cum a fost sesiunea video?',
  rating: 'Evaluare',
  stars: (count) => (count === 1 ? '1 stea' : `${count} stele`),
  outOf: (count) => `${count} din 5 stele`,
  comment: 'Comentariu',
  commentHint: 'Ce a mers bine și ce nu? Nu trebuie să scrieți nimic.',
  left: (count) => `Încă ${count} caractere`,
  send: 'Trimite evaluarea',
  chooseFirst: 'Alegeți mai întâi una până la cinci stele.',
  thanks: 'Vă mulțumim pentru evaluare.',
  change: 'Modifică evaluarea',
  changeUntil: (when) => `O puteți modifica până la ${when}.`,
  cancel: 'Renunță',
  by: (name) => `Evaluare de ${name}`,
};
