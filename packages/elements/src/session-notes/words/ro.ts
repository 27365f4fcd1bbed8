import type { NotesWords } from './en.ts';

/** The words of `<session-notes>` in Romanian. */
export const ro: NotesWords = {
  heading: 'Notițe',
  newer: 'Acestea sunt notițele sesiunii încheiate; există una mai nouă.',
  showNewer: 'Arătați sesiunea mai nouă',
  yours: 'Notițele dumneavoastră',
  onlyAgents: 'Le citesc doar agenții.',
  placeholder: 'Ce doriți să rețineți din această sesiune',
  loading: 'Se încarcă notițele…',
  saved: (when) => `Salvat la ${when}`,
  saving: 'Se salvează…',
  waiting: 'Încă nesalvat. Textul rămâne în această filă și se salvează de îndată ce este posibil.',
  refused: 'Nesalvat. Textul rămâne în această filă.',
  tooLong: (over) =>
    over === 1
      ? 'Un caracter în plus; nu se salvează.'
      : `${over} caractere în plus; nu se salvează.`,
  conflict: 'Între timp ați modificat aceste notițe în altă filă:',
  keepBoth: 'Păstrează ambele',
  dropMine: 'Folosește celălalt text',
  by: (name) => `Notițe de ${name}`,
  filing: 'După sesiune',
  outcome: 'Rezultat',
  choose: 'Alegeți…',
  noOutcome: 'Fără rezultat',
  markDone: 'Marchează ca finalizată',
  chooseFirst: 'Alegeți mai întâi un rezultat.',
  notOver: 'Poate fi marcată ca finalizată după încheierea sesiunii.',
  filed: (name, when) => `Marcată ca finalizată de ${name}, ${when}`,
  changeOutcome: 'Modifică rezultatul',
  cancel: 'Renunță',
};
