import type { CallingWords } from './en.ts';

/** The words of a call that waits, in German. */
export const de: CallingWords = {
  ringing: 'Anruf …',
  ringingSentence: 'Es klingelt jetzt bei unserem Team. Bitte bleiben Sie auf dieser Seite.',
  resumed: 'Wer Ihren Anruf angenommen hat, konnte doch nicht kommen.',
  inLine: 'Sie sind in der Warteschlange',
  next: 'Sie sind als Nächstes an der Reihe.',
  place: (place) => `Sie sind an ${place}. Stelle.`,
  soon: 'Sobald jemand Zeit für Sie hat, werden Sie verbunden.',
  about: (minutes) =>
    minutes === 1 ? 'Es dauert etwa eine Minute.' : `Es dauert etwa ${minutes} Minuten.`,
  waiting: 'Sie warten seit',
  keepsPlace:
    'Ihr Platz bleibt Ihnen, wenn Sie die Seite neu laden. Bitte schließen Sie sie nicht.',
  hangUp: 'Auflegen',
  hangUpHeading: 'Auflegen und die Anfrage zurückziehen?',
  hangUpSentence: 'Mit dem Anruf wird auch Ihre frühere Anfrage zurückgezogen.',
  cancel: 'Abbrechen',
  answered: 'Es ist jemand da',
  answeredSentence: 'Sie werden verbunden.',
  nobodyThere: 'Gerade ist niemand da',
  nobodyAnswered: 'Gerade konnte niemand abnehmen',
  lostTouch: 'Der Anruf wurde beendet, weil diese Seite nicht mehr da war',
  isRequest:
    'Ihr Anruf ist jetzt eine Anfrage: Nichts, was Sie geschrieben haben, ist verloren, und Sie hören hier von uns. Sie können die Seite schließen und später wiederkommen.',
  callAgain: 'Noch einmal anrufen',
};
