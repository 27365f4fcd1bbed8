import type { ReportWords } from './en.ts';

/** The words of `<activity-report>` in German. */
export const de: ReportWords = {
  heading: 'Auswertung',
  period: 'Zeitraum',
  periods: {
    today: 'Heute',
    yesterday: 'Gestern',
    week: 'Letzte 7 Tage',
    month: 'Letzte 30 Tage',
    own: 'Andere Tage',
  },
  first: 'Erster Tag',
  last: 'Letzter Tag',
  all: 'Alle',
  export: 'Als CSV herunterladen',
  exporting: 'Die Datei entsteht …',
  loading: 'Wird zusammengezählt …',
  none: 'In diesem Zeitraum ist nichts geschehen.',
  noPeriod: 'Wählen Sie einen ersten Tag, der nicht nach dem letzten liegt.',
  tooLong: 'Eine Auswertung umfasst höchstens 100 Tage. Wählen Sie einen kürzeren Zeitraum.',
  notLoaded: 'Die Auswertung ließ sich nicht erstellen.',
  retry: 'Erneut versuchen',
  code: (code) => `Code: ${code}`,
  columns: {
    agent: 'Name',
    calls: 'Gespräche',
    inCalls: 'Gesprächszeit',
    onHold: 'Davon gehalten',
    missed: 'Verpasst',
    filed: 'Abgelegt',
    outcomes: 'Ergebnisse',
    rating: 'Bewertung',
  },
  stars: (mean, count) =>
    count === 1 ? `${mean} von 5 (1 Bewertung)` : `${mean} von 5 (${count} Bewertungen)`,
};
