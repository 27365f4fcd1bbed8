import type { StatusWords } from './en.ts';

/** The words of `<session-status-bar>` in Romanian. */
export const ro: StatusWords = {
  progress: 'Desfășurarea sesiunii',
  requested: 'Solicitată',
  confirmed: 'Confirmată',
  by: (name) => `de ${name}`,
  scheduledFor: (when) => `pentru ${when}`,
  inProgress: 'În curs',
  done: 'Încheiată',
  cancelled: 'Anulată',
  completed: 'finalizat',
  duration: 'Durată',
  onHold: 'În așteptare',
  quality: { good: 'Bună', fair: 'Acceptabilă', poor: 'Slabă', lost: 'Pierdută' },
  qualityLabel: (word) => `Conexiune: ${word}`,
  reasons: {
    declined: 'refuzată',
    'called-off': 'anulată',
    'no-show': 'nu a venit nimeni',
    withdrawn: 'retrasă',
    'created-by-mistake': 'creată din greșeală',
    'connection-lost': 'conexiune pierdută',
    'no-answer': 'niciun răspuns',
  },
  internal: 'Internă',
  publicAgain: 'Din nou publică',
  recording: 'Se înregistrează',
  rated: (stars) => `Evaluată cu ${stars} din 5`,
  filed: 'Marcată ca finalizată',
};
