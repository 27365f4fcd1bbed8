import type { ContactWords } from './en.ts';

/** The words of `<contact-record>` in Italian. */
export const it: ContactWords = {
  contact: 'Contatto',
  who: (name) => `Contatto: ${name}`,
  attached: 'Su questa sessione',
  changed: (name, when) => `Modificato da ${name}, ${when}`,
  saved: (field) => `${field}: salvato`,
  tooLong: (over) => (over === 1 ? 'Un carattere di troppo' : `${over} caratteri di troppo`),
  changedMeanwhile: 'Nel frattempo qualcun altro l’ha modificato. Ora c’è scritto:',
  nothing: '(niente)',
  keepMine: 'Tieni il mio',
  takeTheirs: 'Usa quello nuovo',
  keepMineOf: (field) => `${field}: tieni il mio`,
  takeTheirsOf: (field) => `${field}: usa quello nuovo`,
  history: 'Sessioni precedenti',
  none: 'Ancora nessun’altra sessione',
  loading: 'Ricerca…',
  more: 'Mostra le precedenti',
  open: (result, when) => `Apri la sessione del ${when}: ${result}`,
  lasted: (time) => `${time} min`,
  agents: (names) => `con ${names}`,
  stars: (count) => `${count} stelle su 5`,
  phases: {
    requested: 'Richiesta',
    confirmed: 'Confermata',
    'in-progress': 'In corso',
    done: 'Conclusa',
    cancelled: 'Annullata',
  },
};
