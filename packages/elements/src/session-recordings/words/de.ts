import type { RecordingsWords } from './en.ts';

/** The words of `<session-recordings>` in German. */
export const de: RecordingsWords = {
  heading: 'Aufzeichnungen',
  storing: 'Wird gerade aufgezeichnet.',
  finishing: 'Wird fertiggestellt; das dauert einen Moment.',
  broken: 'Aus dem, was gespeichert ist, ließ sich kein Film machen. Die Stücke bleiben erhalten.',
  empty: 'Es wurde nichts davon gespeichert.',
  over: {
    failed: 'Sie endete von selbst: Der Browser, der aufgezeichnet hat, konnte nicht weitermachen.',
    storage: 'Sie endete von selbst: Es war kein Platz mehr, um sie zu speichern.',
    'consent-withdrawn': 'Sie wurde beendet: Jemand hat die Einwilligung zurückgezogen.',
    'consent-denied': 'Sie wurde beendet: Nicht alle waren einverstanden.',
  },
  missing: (seconds, places) =>
    `Es ${seconds === 1 ? 'fehlt' : 'fehlen'} ${seconds} s an ${places === 1 ? 'einer Stelle' : places === 2 ? 'zwei Stellen' : `${places} Stellen`}.`,
  play: 'Abspielen',
  loading: 'Wird geladen …',
  loadingPart: (percent) => `Wird geladen: ${percent} %`,
  retry: 'Noch einmal versuchen',
  player: (when) => `Aufzeichnung vom ${when}`,
  notPlayed: {
    title: 'Dieser Browser kann die Aufzeichnung nicht abspielen.',
    remedy: 'Laden Sie sie herunter und öffnen Sie sie mit einem anderen Programm.',
  },
  chapters: 'Springen zu',
  chapter: {
    picture: (at) => `Bildschirmfoto bei ${at}`,
    drawing: (at) => `Zeichnung bei ${at}`,
    resumed: (at) => `Fortgesetzt bei ${at}`,
  },
  megabytes: (size) => `${size} MB`,
  download: 'Herunterladen',
  stopDownload: 'Herunterladen abbrechen',
  downloadStopped: 'Das Herunterladen wurde abgebrochen; nichts wurde gespeichert.',
  remove: 'Löschen',
  removeHeading: 'Diese Aufzeichnung löschen?',
  removeSentence:
    'Sie verschwindet für alle und lässt sich nicht zurückholen. Der Grund bleibt erhalten.',
  removed: 'Die Aufzeichnung wurde gelöscht.',
  reason: 'Grund',
  cancel: 'Abbrechen',
};
