import type { RecordWords } from './en.ts';

/** The words of `<session-record>` in German. */
export const de: RecordWords = {
  heading: 'Videositzungen',
  none: 'Zu diesem Ticket gab es noch keine Videositzung.',
  connecting: 'Frühere Videositzungen werden gesucht …',
  session: (when) => `Videositzung vom ${when}`,
  phases: {
    requested: 'Angefragt',
    confirmed: 'Bestätigt',
    'in-progress': 'Läuft',
    done: 'Beendet',
    cancelled: 'Abgesagt',
  },
  phase: 'Stand',
  duration: 'Dauer',
  people: 'Mit',
  nobody: 'Niemand ist beigetreten',
  filed: 'Abgelegt',
  filedBy: (outcome, name) => (outcome === null ? `von ${name}` : `${outcome} (${name})`),
  chat: 'Chat',
  notes: 'Notizen und Ergebnis',
  internal: 'Intern',
  internalHint: 'Kundinnen und Kunden sehen nichts von dieser Sitzung.',
  publicHint: 'Kundinnen und Kunden des Tickets sehen diese Sitzung.',
};
