import type { CallRecordingWords } from './en.ts';

/** The words of `<call-recording>` in German. */
export const de: CallRecordingWords = {
  record: 'Aufzeichnen',
  recordHint: 'Fragt zuerst alle im Gespräch',
  unsupported:
    'Dieser Browser kann nicht aufzeichnen. Nutzen Sie ein aktuelles Chrome, Edge oder Firefox.',
  askAgainIn: (time) => `Jemand hat eben Nein gesagt. In ${time} können Sie noch einmal fragen.`,
  heading: 'Darf dieses Gespräch aufgezeichnet werden?',
  asks: (name) => `${name} möchte dieses Gespräch aufzeichnen.`,
  what: 'Aufgezeichnet werden die Bilder dieses Gesprächs mit dem, was darauf gezeichnet wird, und der Ton von allen.',
  who: 'Die Aufzeichnung bleibt bei dieser Sitzung. Ansehen kann sie, wer die Sitzung sehen darf: Sie und das Support-Team. Kolleginnen und Kollegen des Support-Teams hören in einem Gespräch vielleicht mit.',
  yours: 'Ihr Browser zeichnet auf: Lassen Sie diese Seite offen.',
  free: 'Das Gespräch geht weiter, wie auch immer Sie antworten, und Sie können die Aufzeichnung jederzeit beenden.',
  yes: 'Zustimmen',
  no: 'Ablehnen',
  later: 'Später entscheiden',
  answer: 'Antworten',
  waitingFor: (names) => `Es fehlt noch die Zustimmung von ${names} …`,
  takeBack: 'Zurücknehmen',
  rec: 'REC',
  recording: 'Dieses Gespräch wird aufgezeichnet.',
  notStoring: 'Die Aufzeichnung wird gerade nicht gespeichert.',
  notKnown:
    'Diese Seite hat keine Verbindung zum Server: Die Aufzeichnung läuft vielleicht weiter.',
  noKept:
    'Ihr Nein wird gesagt, sobald diese Seite wieder verbunden ist. Bis dahin läuft die Aufzeichnung vielleicht weiter.',
  starting: 'Die Aufzeichnung beginnt …',
  pausedFor: {
    agent: 'Aufzeichnung pausiert',
    newcomer: 'Aufzeichnung pausiert: jemand Neues wird gefragt',
    hold: 'Aufzeichnung pausiert, solange gehalten wird',
  },
  pause: 'Pausieren',
  resume: 'Fortsetzen',
  stop: 'Aufzeichnung beenden',
  denied: 'Es wird nichts aufgezeichnet: Nicht alle haben zugestimmt.',
  deniedLater: 'Die Aufzeichnung ist beendet: Nicht alle haben zugestimmt.',
  neverBegan: 'Es wurde nichts aufgezeichnet.',
  over: {
    stopped: 'Die Aufzeichnung ist beendet. Sie steht in Kürze bei dieser Sitzung.',
    ended:
      'Die Aufzeichnung ist beendet: Ihre Seite ist weg, oder das Gespräch wurde übergeben. Was aufgezeichnet wurde, bleibt; eine weitere fragt alle noch einmal.',
    'consent-withdrawn': 'Die Aufzeichnung ist beendet: Jemand hat die Zustimmung zurückgezogen.',
    storage:
      'Die Aufzeichnung ist beendet: Es ist kein Platz mehr, um sie zu speichern. Was aufgezeichnet wurde, bleibt. Machen Sie Platz auf dem Gerät, das aufzeichnet, und fragen Sie dann noch einmal.',
    failed:
      'Die Aufzeichnung ist beendet: ihr Browser konnte nicht weitermachen. Was aufgezeichnet wurde, bleibt; „Aufzeichnen“ fragt alle erneut.',
  },
  slower: 'Dieses Gerät ist ausgelastet: Die Aufzeichnung hat weniger oder kleinere Bilder.',
  inMemory:
    'Lassen Sie diese Seite offen, bis die Aufzeichnung gespeichert ist: Dieser Browser behält darüber hinaus nichts.',
  close: 'Schließen',
};
