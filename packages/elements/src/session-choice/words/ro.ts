import type { ChoiceWords } from './en.ts';

const plural = new Intl.PluralRules('ro');

/** The same in Romanian. */
export const ro: ChoiceWords = {
  heading: (count) =>
    ({
      one: 'Mai este deschisă o sesiune video',
      few: `Mai sunt deschise ${count} sesiuni video`,
      other: `Mai sunt deschise ${count} de sesiuni video`,
    })[plural.select(count) as 'one' | 'few' | 'other'],
  requested: (by, when) => `Solicitată de ${by} pe ${when}`,
  agreed: (when) => `Stabilită pentru ${when}`,
  opened: (when) => `Deschisă pe ${when}`,
  openedBy: (by, when) => `Deschisă de ${by} pe ${when}`,
  running: (when) => `În desfășurare din ${when}`,
  isThere: (names, count) =>
    count === 1 ? `${names} este prezent(ă).` : `${names} sunt prezenți.`,
  goTo: 'Treceți la această sesiune',
};
