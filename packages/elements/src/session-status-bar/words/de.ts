import type { StatusWords } from './en.ts';

/** The words of `<session-status-bar>` in German. */
export const de: StatusWords = {
  progress: 'Fortschritt der Sitzung',
  requested: 'Angefragt',
  confirmed: 'Bestätigt',
  by: (name) => `von ${name}`,
  scheduledFor: (when) => `für ${when}`,
  inProgress: 'Läuft',
  done: 'Abgeschlossen',
  cancelled: 'Abgesagt',
  completed: 'erledigt',
  duration: 'Dauer',
  onHold: 'Gehalten',
  quality: { good: 'Gut', fair: 'Mäßig', poor: 'Schwach', lost: 'Verloren' },
  qualityLabel: (word) => `Verbindung: ${word}`,
  reasons: {
    declined: 'abgelehnt',
    'called-off': 'abgesagt',
    'no-show': 'niemand kam',
    withdrawn: 'zurückgezogen',
    'created-by-mistake': 'irrtümlich angelegt',
    'connection-lost': 'Verbindung verloren',
    'no-answer': 'keine Antwort',
  },
  internal: 'Intern',
  publicAgain: 'Wieder öffentlich',
  recording: 'Aufzeichnung läuft',
  rated: (stars) => `Bewertet mit ${stars} von 5`,
  filed: 'Abgelegt',
};
