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
  reasons: {
    declined: 'rifiutata',
    'called-off': 'annullata',
    'no-show': 'non è venuto nessuno',
    withdrawn: 'ritirata',
    'created-by-mistake': 'creata per errore',
    'connection-lost': 'connessione persa',
    'no-answer': 'nessuna risposta',
  },
  internal: 'Interna',
  publicAgain: 'Di nuovo pubblica',
  recording: 'Registrazione in corso',
  rated: (stars) => `Valutata ${stars} su 5`,
  filed: 'Segnata come conclusa',
};
