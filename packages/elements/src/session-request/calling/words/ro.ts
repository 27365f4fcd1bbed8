import type { CallingWords } from './en.ts';

/** The words of a call that waits, in Romanian. */
export const ro: CallingWords = {
  ringing: 'Se apelează …',
  ringingSentence: 'Sună acum la agenții noștri. Vă rugăm să rămâneți pe această pagină.',
  resumed: 'Cine a răspuns nu a mai putut veni.',
  inLine: 'Sunteți la rând',
  next: 'Urmează rândul dumneavoastră.',
  place: (place) => `Sunteți al ${place}-lea la rând.`,
  soon: 'De îndată ce cineva are timp pentru dumneavoastră, vă conectăm.',
  about: (minutes) =>
    minutes === 1
      ? 'Durează aproximativ un minut.'
      : `Durează aproximativ ${minutes}${minutes % 100 >= 20 || minutes % 100 === 0 ? ' de' : ''} minute.`,
  waiting: 'Așteptați de',
  keepsPlace: 'Vă păstrați locul dacă reîncărcați pagina. Vă rugăm să nu o închideți.',
  hangUp: 'Închide apelul',
  hangUpHeading: 'Închideți apelul și retrageți cererea?',
  hangUpSentence: 'Odată cu apelul este retrasă și cererea dumneavoastră de dinainte.',
  cancel: 'Renunță',
  answered: 'A răspuns cineva',
  answeredSentence: 'Vă conectăm.',
  nobodyThere: 'În acest moment nu este nimeni',
  nobodyAnswered: 'În acest moment nu a putut răspunde nimeni',
  lostTouch: 'Apelul a fost închis pentru că această pagină nu mai era deschisă',
  isRequest:
    'Apelul dumneavoastră este acum o cerere: nimic din ce ați scris nu s-a pierdut și veți primi răspunsul aici. Puteți închide pagina și reveni mai târziu.',
  callAgain: 'Sunați din nou',
};
