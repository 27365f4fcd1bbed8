import type { TrayWords } from './en.ts';

/** The words of `<screenshot-tray>` in German. */
export const de: TrayWords = {
  tray: 'Bildschirmfoto',
  taking: 'Das Bild in voller Größe wird angefragt …',
  saving: (percent) => `Wird gespeichert … ${percent} %`,
  receiving: (percent) => `Bild in voller Größe … ${percent} %`,
  waits: 'Noch nicht gespeichert. Es wird von selbst erneut versucht.',
  saved: 'Bildschirmfoto gespeichert',
  savedFull: (width, height) => `Bild in voller Größe gespeichert, ${width} × ${height}`,
  open: 'Bildschirmfoto öffnen',
  withoutDrawings: 'Ohne Zeichnung',
  fullSize: 'Volle Größe',
  fullSizeHint: (name) => `Fragt die Kamera von ${name} nach einem schärferen Bild.`,
  tryAgain: 'Noch einmal versuchen',
  close: 'Schließen',
  download: 'Herunterladen',
  notKept: 'Das Bildschirmfoto wurde nicht gespeichert.',
  fullNotThere: 'Es gibt kein Bild in voller Größe.',
};
