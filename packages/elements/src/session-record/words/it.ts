import type { RecordWords } from './en.ts';

/** The words of `<session-record>` in Italian. */
export const it: RecordWords = {
  heading: 'Videosessioni',
  none: 'Per questo ticket non c’è ancora stata nessuna videosessione.',
  connecting: 'Ricerca delle videosessioni precedenti …',
  session: (when) => `Videosessione del ${when}`,
  phases: {
    requested: 'Richiesta',
    confirmed: 'Confermata',
    'in-progress': 'In corso',
    done: 'Conclusa',
    cancelled: 'Annullata',
  },
  phase: 'Stato',
  duration: 'Durata',
  people: 'Con',
  nobody: 'Non è entrato nessuno',
  filed: 'Conclusa',
  filedBy: (outcome, name) => (outcome === null ? `da ${name}` : `${outcome} (${name})`),
  chat: 'Chat',
  notes: 'Note ed esito',
  internal: 'Interna',
  internalHint: 'I clienti non vedono nulla di questa sessione.',
  publicHint: 'I clienti del ticket vedono questa sessione.',
};
