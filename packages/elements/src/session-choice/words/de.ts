import type { ChoiceWords } from './en.ts';

/** The same in German. */
export const de: ChoiceWords = {
  heading: (count) =>
    count === 1 ? 'Noch eine Videositzung ist offen' : `${count} weitere Videositzungen sind offen`,
  requested: (by, when) => `Angefragt von ${by} am ${when}`,
  agreed: (when) => `Vereinbart für ${when}`,
  opened: (when) => `Eröffnet am ${when}`,
  openedBy: (by, when) => `Eröffnet von ${by} am ${when}`,
  running: (when) => `Läuft seit ${when}`,
  isThere: (names, count) => (count === 1 ? `${names} ist da.` : `${names} sind da.`),
  goTo: 'Zu dieser Sitzung wechseln',
};
