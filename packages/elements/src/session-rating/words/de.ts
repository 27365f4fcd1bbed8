import type { RatingWords } from './en.ts';

/** The words of `<session-rating>` in German. */
export const de: RatingWords = {
  question: 'Wie war die Videositzung?',
  rating: 'Bewertung',
  stars: (count) => (count === 1 ? '1 Stern' : `${count} Sterne`),
  outOf: (count) => `${count} von 5 Sternen`,
  comment: 'Kommentar',
  commentHint: 'Was war gut, was nicht? Sie müssen nichts schreiben.',
  left: (count) => `Noch ${count} Zeichen`,
  send: 'Bewertung senden',
  chooseFirst: 'Wählen Sie zuerst einen bis fünf Sterne.',
  thanks: 'Danke für Ihre Bewertung.',
  change: 'Bewertung ändern',
  changeUntil: (when) => `Sie können sie bis ${when} ändern.`,
  cancel: 'Abbrechen',
  by: (name) => `Bewertung von ${name}`,
};
