import type { StatusWords } from './en.ts';

/** The words of `<session-status-bar>` in Italian. */
export const it: StatusWords = {
  progress: 'Avanzamento della sessione',
  requested: 'Richiesta',
  confirmed: 'Confermata',
  by: (name) => `da ${name}`,
  scheduledFor: (when) => `per ${when}`,
  inProgress: 'In corso',
  done: 'Conclusa',
  cancelled: 'Annullata',
  completed: 'completato',
  duration: 'Durata',
  onHold: 'In attesa',
  quality: { good: 'Buona', fair: 'Discreta', poor: 'Scarsa', lost: 'Persa' },
  qualityLabel: (word) => `Connessione: ${word}`,
};
