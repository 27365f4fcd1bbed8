import type { PicturesWords } from './en.ts';

/** The words of `<session-pictures>` in Italian. */
export const it: PicturesWords = {
  heading: 'Istantanee',
  of: (name, when) => `Istantanea di ${name}, ${when}`,
  edited: 'Modificata',
  drawings: 'Con disegni',
  full: 'Grandezza piena',
  size: (width, height) => `${width} × ${height}`,
  loading: 'Caricamento …',
  show: 'Mostrare',
  download: 'Scaricare',
  edit: 'Modificare',
  remove: 'Eliminare',
  removeHeading: 'Eliminare questa istantanea?',
  removeSentence: 'Sparisce per tutti e non si può recuperare. Il motivo viene conservato.',
  removed: 'L’istantanea è stata eliminata.',
  reason: 'Motivo',
  cancel: 'Annullare',
  close: 'Chiudere',
  saving: 'Salvataggio della versione modificata …',
  unchanged: 'Non è cambiato nulla; non c’è una nuova versione.',
  discardHeading: 'Chiudere senza salvare?',
  discardSentence: 'Ciò che ha disegnato dopo l’ultimo salvataggio va perso.',
  discard: 'Chiudere senza salvare',
};
