import type { PicturesWords } from './en.ts';

/** The words of `<session-pictures>` in German. */
export const de: PicturesWords = {
  heading: 'Bildschirmfotos',
  of: (name, when) => `Bildschirmfoto von ${name}, ${when}`,
  edited: 'Bearbeitet',
  drawings: 'Mit Zeichnung',
  full: 'Volle Größe',
  size: (width, height) => `${width} × ${height}`,
  loading: 'Wird geladen …',
  show: 'Anzeigen',
  download: 'Herunterladen',
  edit: 'Bearbeiten',
  remove: 'Löschen',
  removeHeading: 'Dieses Bildschirmfoto löschen?',
  removeSentence: 'Es verschwindet für alle und kommt nicht wieder. Der Grund wird aufbewahrt.',
  removed: 'Das Bildschirmfoto wurde gelöscht.',
  reason: 'Grund',
  cancel: 'Abbrechen',
  close: 'Schließen',
  saving: 'Die bearbeitete Fassung wird gespeichert …',
  unchanged: 'Es wurde nichts geändert; es gibt keine neue Fassung.',
  discardHeading: 'Schließen, ohne zu speichern?',
  discardSentence: 'Was Sie seit dem letzten Speichern gezeichnet haben, geht verloren.',
  discard: 'Ohne Speichern schließen',
};
