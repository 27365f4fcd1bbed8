import type { RecordingsWords } from './en.ts';

const plural = new Intl.PluralRules('ro');

/** The words of `<session-recordings>` in Romanian. */
export const ro: RecordingsWords = {
  heading: 'Înregistrări',
  storing: 'Se înregistrează acum.',
  finishing: 'Se finalizează; durează un moment.',
  broken: 'Din ce s-a salvat nu s-a putut face un film. Bucățile salvate rămân.',
  empty: 'Nu s-a salvat nimic din ea.',
  over: {
    failed: 'S-a încheiat de la sine: browserul care înregistra nu a putut continua.',
    storage: 'S-a încheiat de la sine: nu mai era loc pentru a o păstra.',
    'consent-withdrawn': 'A fost oprită: cineva și-a retras acordul.',
    'consent-denied': 'A fost oprită: nu toți au fost de acord.',
  },
  missing: (seconds, places) =>
    `${seconds === 1 ? 'Lipsește' : 'Lipsesc'} ${seconds} s ${places === 1 ? 'într-un loc' : places === 2 ? 'în două locuri' : `în ${places} ${plural.select(places) === 'other' ? 'de ' : ''}locuri`}.`,
  play: 'Redă',
  loading: 'Se încarcă …',
  loadingPart: (percent) => `Se încarcă: ${percent} %`,
  retry: 'Încearcă din nou',
  player: (when) => `Înregistrarea din ${when}`,
  notPlayed: {
    title: 'Acest browser nu poate reda înregistrarea.',
    remedy: 'Descărcați-o și deschideți-o cu alt program.',
  },
  chapters: 'Sari la',
  chapter: {
    picture: (at) => `Captură la ${at}`,
    drawing: (at) => `Desen la ${at}`,
    resumed: (at) => `Reluată la ${at}`,
  },
  megabytes: (size) => `${size} MB`,
  download: 'Descarcă',
  stopDownload: 'Anulează descărcarea',
  downloadStopped: 'Descărcarea a fost anulată; nu s-a salvat nimic.',
  remove: 'Șterge',
  removeHeading: 'Ștergeți această înregistrare?',
  removeSentence: 'Dispare pentru toți și nu poate fi adusă înapoi. Motivul se păstrează.',
  removed: 'Înregistrarea a fost ștearsă.',
  reason: 'Motiv',
  cancel: 'Renunță',
};
