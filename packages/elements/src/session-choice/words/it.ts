import type { ChoiceWords } from './en.ts';

/** The same in Italian. */
export const it: ChoiceWords = {
  heading: (count) =>
    count === 1 ? 'È aperta un’altra videosessione' : `Sono aperte altre ${count} videosessioni`,
  requested: (by, when) => `Richiesta da ${by} il ${when}`,
  agreed: (when) => `Concordata per il ${when}`,
  opened: (when) => `Aperta il ${when}`,
  openedBy: (by, when) => `Aperta da ${by} il ${when}`,
  running: (when) => `In corso dal ${when}`,
  isThere: (names, count) => (count === 1 ? `${names} è presente.` : `${names} sono presenti.`),
  goTo: 'Passi a questa sessione',
};
