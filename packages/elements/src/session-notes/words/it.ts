import type { NotesWords } from './en.ts';

/** The words of `<session-notes>` in Italian. */
export const it: NotesWords = {
  heading: 'Note',
  newer: 'Queste sono le note della sessione conclusa; ce n’è una più recente.',
  showNewer: 'Mostra la sessione più recente',
  yours: 'Le Sue note',
  onlyAgents: 'Le leggono solo gli operatori.',
  placeholder: 'Che cosa vuole ricordare di questa sessione',
  loading: 'Caricamento delle note…',
  saved: (when) => `Salvato alle ${when}`,
  saving: 'Salvataggio…',
  waiting: 'Non ancora salvato. Il testo resta in questa scheda e verrà salvato appena possibile.',
  refused: 'Non salvato. Il testo resta in questa scheda.',
  tooLong: (over) =>
    over === 1
      ? 'Un carattere di troppo; non viene salvato.'
      : `${over} caratteri di troppo; non viene salvato.`,
  conflict: 'Nel frattempo ha modificato queste note in un’altra scheda:',
  keepBoth: 'Tieni entrambi',
  dropMine: 'Usa l’altro testo',
  by: (name) => `Note di ${name}`,
  filing: 'Dopo la sessione',
  outcome: 'Esito',
  choose: 'Scelga…',
  noOutcome: 'Nessun esito',
  markDone: 'Segna come conclusa',
  chooseFirst: 'Scelga prima un esito.',
  notOver: 'Si può segnare come conclusa quando la sessione è terminata.',
  filed: (name, when) => `Segnata come conclusa da ${name}, ${when}`,
  changeOutcome: 'Modifica esito',
  cancel: 'Annulla',
};
