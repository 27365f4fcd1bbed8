import type { ReportWords } from './en.ts';

/** The words of `<activity-report>` in Italian. */
export const it: ReportWords = {
  heading: 'Attività',
  period: 'Periodo',
  periods: {
    today: 'Oggi',
    yesterday: 'Ieri',
    week: 'Ultimi 7 giorni',
    month: 'Ultimi 30 giorni',
    own: 'Altri giorni',
  },
  first: 'Primo giorno',
  last: 'Ultimo giorno',
  all: 'Tutti',
  export: 'Scarica come CSV',
  exporting: 'Creazione del file …',
  loading: 'Calcolo in corso …',
  none: 'In questo periodo non è successo nulla.',
  noPeriod: 'Scelga un primo giorno che non segua l’ultimo.',
  tooLong: 'Un resoconto copre al massimo 100 giorni. Scelga un periodo più breve.',
  notLoaded: 'Non è stato possibile creare il resoconto.',
  retry: 'Riprova',
  code: (code) => `Codice: ${code}`,
  columns: {
    agent: 'Nome',
    calls: 'Chiamate',
    inCalls: 'In chiamata',
    onHold: 'In attesa',
    missed: 'Perse',
    filed: 'Archiviate',
    outcomes: 'Esiti',
    rating: 'Valutazione',
  },
  stars: (mean, count) =>
    count === 1 ? `${mean} su 5 (1 valutazione)` : `${mean} su 5 (${count} valutazioni)`,
};
