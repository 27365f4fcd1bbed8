import type { ContactWords } from './en.ts';

/** The words of `<contact-record>` in German. */
export const de: ContactWords = {
  contact: 'Kontakt',
  who: (name) => `Kontakt: ${name}`,
  attached: 'Zu dieser Sitzung',
  changed: (name, when) => `Geändert von ${name}, ${when}`,
  saved: (field) => `${field}: gespeichert`,
  tooLong: (over) => (over === 1 ? 'Ein Zeichen zu viel' : `${over} Zeichen zu viel`),
  changedMeanwhile: 'Jemand anderes hat das inzwischen geändert. Jetzt steht da:',
  nothing: '(nichts)',
  keepMine: 'Meines behalten',
  takeTheirs: 'Das neue übernehmen',
  keepMineOf: (field) => `${field}: meines behalten`,
  takeTheirsOf: (field) => `${field}: das neue übernehmen`,
  history: 'Frühere Sitzungen',
  none: 'Noch keine andere Sitzung',
  loading: 'Wird gesucht …',
  more: 'Frühere zeigen',
  open: (result, when) => `Sitzung vom ${when} öffnen: ${result}`,
  lasted: (time) => `${time} Min.`,
  agents: (names) => `mit ${names}`,
  stars: (count) => `${count} von 5 Sternen`,
  phases: {
    requested: 'Angefragt',
    confirmed: 'Bestätigt',
    'in-progress': 'Läuft',
    done: 'Beendet',
    cancelled: 'Abgesagt',
  },
};
