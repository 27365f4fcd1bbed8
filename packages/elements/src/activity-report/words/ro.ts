import type { ReportWords } from './en.ts';

const rule = new Intl.PluralRules('ro');
const forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = {
  one: 'evaluare',
  few: 'evaluări',
};

/** The words of `<activity-report>` in Romanian. */
export const ro: ReportWords = {
  heading: 'Activitate',
  period: 'Perioada',
  periods: {
    today: 'Astăzi',
    yesterday: 'Ieri',
    week: 'Ultimele 7 zile',
    month: 'Ultimele 30 de zile',
    own: 'Alte zile',
  },
  first: 'Prima zi',
  last: 'Ultima zi',
  all: 'Toți agenții',
  export: 'Descărcați ca CSV',
  exporting: 'Se creează fișierul …',
  loading: 'Se calculează …',
  none: 'În această perioadă nu s-a întâmplat nimic.',
  noPeriod: 'Alegeți o primă zi care nu este după ultima.',
  tooLong: 'Un raport cuprinde cel mult 100 de zile. Alegeți o perioadă mai scurtă.',
  notLoaded: 'Raportul nu a putut fi creat.',
  retry: 'Încercați din nou',
  code: (code) => `Cod: ${code}`,
  columns: {
    agent: 'Nume',
    calls: 'Apeluri',
    inCalls: 'În apel',
    onHold: 'În așteptare',
    missed: 'Pierdute',
    filed: 'Arhivate',
    outcomes: 'Rezultate',
    rating: 'Evaluare',
  },
  stars: (mean, count) => `${mean} din 5 (${count} ${forms[rule.select(count)] ?? 'de evaluări'})`,
};
