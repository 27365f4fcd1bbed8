import type { TrayWords } from './en.ts';

/** The words of `<screenshot-tray>` in Romanian. */
export const ro: TrayWords = {
  tray: 'Captură',
  taking: 'Se cere imaginea la dimensiunea întreagă …',
  saving: (percent) => `Se salvează … ${percent} %`,
  receiving: (percent) => `Imaginea la dimensiunea întreagă … ${percent} %`,
  waits: 'Încă nesalvată. Se reîncearcă automat.',
  saved: 'Captura a fost salvată',
  savedFull: (width, height) =>
    `Imaginea la dimensiunea întreagă a fost salvată, ${width} × ${height}`,
  open: 'Deschideți captura',
  withoutDrawings: 'Fără desene',
  fullSize: 'Dimensiune întreagă',
  fullSizeHint: (name) => `Cere camerei lui ${name} o imagine mai clară.`,
  tryAgain: 'Încercați din nou',
  close: 'Închideți',
  download: 'Descărcați',
  notKept: 'Captura nu a fost salvată.',
  fullNotThere: 'Nu există o imagine la dimensiunea întreagă.',
};
