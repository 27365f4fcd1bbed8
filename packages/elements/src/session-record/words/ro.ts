import type { RecordWords } from './en.ts';

/** The words of `<session-record>` in Romanian. */
export const ro: RecordWords = {
  heading: 'Sesiuni video',
  none: 'Pentru acest tichet nu a existat încă nicio sesiune video.',
  connecting: 'Se caută sesiunile video anterioare …',
  session: (when) => `Sesiunea video din ${when}`,
  phases: {
    requested: 'Solicitată',
    confirmed: 'Confirmată',
    'in-progress': 'În desfășurare',
    done: 'Încheiată',
    cancelled: 'Anulată',
  },
  phase: 'Stare',
  duration: 'Durată',
  people: 'Cu',
  nobody: 'Nu a intrat nimeni',
  filed: 'Finalizată',
  filedBy: (outcome, name) => (outcome === null ? `de ${name}` : `${outcome} (${name})`),
  chat: 'Chat',
  notes: 'Notițe și rezultat',
  internal: 'Internă',
  internalHint: 'Clienții nu văd nimic din această sesiune.',
  publicHint: 'Clienții tichetului văd această sesiune.',
};
