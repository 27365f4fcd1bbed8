import type { PicturesWords } from './en.ts';

/** The words of `<session-pictures>` in Romanian. */
export const ro: PicturesWords = {
  heading: 'Capturi',
  of: (name, when) => `Captură de ${name}, ${when}`,
  edited: 'Editată',
  drawings: 'Cu desene',
  full: 'Dimensiune întreagă',
  size: (width, height) => `${width} × ${height}`,
  loading: 'Se încarcă …',
  show: 'Afișați',
  download: 'Descărcați',
  edit: 'Editați',
  remove: 'Ștergeți',
  removeHeading: 'Ștergeți această captură?',
  removeSentence: 'Dispare pentru toți și nu mai poate fi recuperată. Motivul se păstrează.',
  removed: 'Captura a fost ștearsă.',
  reason: 'Motiv',
  cancel: 'Anulați',
  close: 'Închideți',
  saving: 'Se salvează versiunea editată …',
  unchanged: 'Nu s-a schimbat nimic; nu există o versiune nouă.',
  discardHeading: 'Închideți fără a salva?',
  discardSentence: 'Ce ați desenat de la ultima salvare se pierde.',
  discard: 'Închideți fără a salva',
};
