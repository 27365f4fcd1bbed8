import type { TrayWords } from './en.ts';

/** The words of `<screenshot-tray>` in Italian. */
export const it: TrayWords = {
  tray: 'Istantanea',
  taking: 'Si richiede l’immagine a grandezza piena …',
  saving: (percent) => `Salvataggio … ${percent} %`,
  receiving: (percent) => `Immagine a grandezza piena … ${percent} %`,
  waits: 'Non ancora salvata. Si riprova automaticamente.',
  saved: 'Istantanea salvata',
  savedFull: (width, height) => `Immagine a grandezza piena salvata, ${width} × ${height}`,
  open: 'Aprire l’istantanea',
  withoutDrawings: 'Senza disegni',
  fullSize: 'Grandezza piena',
  fullSizeHint: (name) => `Chiede un’immagine più nitida alla fotocamera di ${name}.`,
  tryAgain: 'Riprovare',
  close: 'Chiudere',
  download: 'Scaricare',
  notKept: 'L’istantanea non è stata salvata.',
  fullNotThere: 'Non c’è un’immagine a grandezza piena.',
};
