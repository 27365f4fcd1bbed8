import type { ContactWords } from './en.ts';

/** The words of `<contact-record>` in Romanian. */
export const ro: ContactWords = {
  contact: 'Contact',
  who: (name) => `Contact: ${name}`,
  attached: 'Despre această sesiune',
  changed: (name, when) => `Modificat de ${name}, ${when}`,
  saved: (field) => `${field}: salvat`,
  tooLong: (over) => (over === 1 ? 'Un caracter în plus' : `${over} caractere în plus`),
  changedMeanwhile: 'Între timp, altcineva a modificat acest câmp. Acum scrie:',
  nothing: '(nimic)',
  keepMine: 'Păstrează textul meu',
  takeTheirs: 'Folosește textul nou',
  keepMineOf: (field) => `${field}: păstrează textul meu`,
  takeTheirsOf: (field) => `${field}: folosește textul nou`,
  history: 'Sesiuni anterioare',
  none: 'Încă nicio altă sesiune',
  loading: 'Se caută…',
  more: 'Arată-le pe cele anterioare',
  open: (result, when) => `Deschide sesiunea din ${when}: ${result}`,
  lasted: (time) => `${time} min`,
  agents: (names) => `cu ${names}`,
  stars: (count) => `${count} din 5 stele`,
  phases: {
    requested: 'Solicitată',
    confirmed: 'Confirmată',
    'in-progress': 'În desfășurare',
    done: 'Încheiată',
    cancelled: 'Anulată',
  },
};
