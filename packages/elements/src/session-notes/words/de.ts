import type { NotesWords } from './en.ts';

/** The words of `<session-notes>` in German. */
export const de: NotesWords = {
  heading: 'Notizen',
  newer: 'Das sind die Notizen der beendeten Sitzung; es gibt eine neuere.',
  showNewer: 'Neuere Sitzung zeigen',
  yours: 'Ihre Notizen',
  onlyAgents: 'Nur das Support-Team liest sie.',
  placeholder: 'Was Sie sich zu dieser Sitzung merken möchten',
  loading: 'Notizen werden geladen …',
  saved: (when) => `Gespeichert um ${when}`,
  saving: 'Wird gespeichert …',
  waiting:
    'Noch nicht gespeichert. Der Text bleibt in diesem Tab und wird gespeichert, sobald es geht.',
  refused: 'Nicht gespeichert. Der Text bleibt in diesem Tab.',
  tooLong: (over) =>
    over === 1
      ? 'Ein Zeichen zu viel; so wird nicht gespeichert.'
      : `${over} Zeichen zu viel; so wird nicht gespeichert.`,
  conflict: 'Sie haben diese Notizen inzwischen in einem anderen Tab geändert:',
  keepBoth: 'Beides behalten',
  dropMine: 'Den anderen Text nehmen',
  by: (name) => `Notizen von ${name}`,
  filing: 'Nach der Sitzung',
  outcome: 'Ergebnis',
  choose: 'Auswählen …',
  noOutcome: 'Kein Ergebnis',
  markDone: 'Als erledigt ablegen',
  chooseFirst: 'Wählen Sie zuerst ein Ergebnis.',
  notOver: 'Ablegen lässt sie sich, sobald die Sitzung vorbei ist.',
  filed: (name, when) => `Abgelegt von ${name}, ${when}`,
  changeOutcome: 'Ergebnis ändern',
  cancel: 'Abbrechen',
};
