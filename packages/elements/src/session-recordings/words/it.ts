import type { RecordingsWords } from './en.ts';

/** The words of `<session-recordings>` in Italian. */
export const it: RecordingsWords = {
  heading: 'Registrazioni',
  storing: 'Registrazione in corso.',
  finishing: 'Si sta completando; ci vuole un momento.',
  broken: 'Da ciò che è stato salvato non si è potuto fare un filmato. Le parti restano salvate.',
  empty: 'Non ne è stato salvato nulla.',
  over: {
    failed: 'È finita da sola: il browser che registrava non poteva continuare.',
    storage: 'È finita da sola: non c’era più spazio per salvarla.',
    'consent-withdrawn': 'È stata interrotta: qualcuno ha ritirato il consenso.',
    'consent-denied': 'È stata interrotta: non tutti erano d’accordo.',
  },
  missing: (seconds, places) =>
    `${seconds === 1 ? 'Manca' : 'Mancano'} ${seconds} s in ${places === 1 ? 'un punto' : places === 2 ? 'due punti' : `${places} punti`}.`,
  play: 'Riproduci',
  loading: 'Caricamento …',
  loadingPart: (percent) => `Caricamento: ${percent} %`,
  retry: 'Riprova',
  player: (when) => `Registrazione del ${when}`,
  notPlayed: {
    title: 'Questo browser non può riprodurre la registrazione.',
    remedy: 'La scarichi e la apra con un altro programma.',
  },
  chapters: 'Vai a',
  chapter: {
    picture: (at) => `Schermata a ${at}`,
    drawing: (at) => `Disegno a ${at}`,
    resumed: (at) => `Ripresa a ${at}`,
  },
  megabytes: (size) => `${size} MB`,
  download: 'Scarica',
  stopDownload: 'Annulla lo scaricamento',
  downloadStopped: 'Lo scaricamento è stato annullato; non è stato salvato nulla.',
  remove: 'Elimina',
  removeHeading: 'Eliminare questa registrazione?',
  removeSentence: 'Sparisce per tutti e non si può recuperare. Il motivo resta.',
  removed: 'La registrazione è stata eliminata.',
  reason: 'Motivo',
  cancel: 'Annulla',
};
