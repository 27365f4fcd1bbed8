import type { CheckWords } from './en.ts';

/** The words of the check before a call, in German. */
export const de: CheckWords = {
  listen: 'Aufnehmen und anhören',
  samples: {
    none: 'Drei Sekunden werden aufgenommen und Ihnen vorgespielt. Sie werden nirgends aufbewahrt.',
    recording: 'Bitte sagen Sie etwas …',
    playing: 'So klingen Sie …',
    played: 'Haben Sie sich gehört? Wenn nicht, wählen Sie ein anderes Mikrofon.',
    failed:
      'Das hat nicht geklappt. Wählen Sie ein anderes Mikrofon und versuchen Sie es noch einmal.',
  },
  play: 'Testton abspielen',
  playing: 'Sie sollten drei Töne hören …',
  didYouHear: 'Haben Sie drei Töne gehört?',
  yes: 'Ja',
  no: 'Nein',
  speakerWorks: 'Ihr Lautsprecher funktioniert.',
  speakerRemedy:
    'Stellen Sie lauter, prüfen Sie, ob Kopfhörer angeschlossen sind, oder wählen Sie einen anderen Lautsprecher. Versuchen Sie es dann noch einmal.',
  network: 'Verbindung',
  searching: 'Ihre Verbindung wird geprüft …',
  ways: {
    direct: 'Direkt',
    relayUdp: 'Über unser Relay',
    relayTcp: 'Über unser Relay, auf einem Umweg',
  },
  worksIn: (ms) => `funktioniert (${ms} ms)`,
  findings: {
    works: 'funktioniert',
    untested: 'nicht geprüft',
    denied: 'nicht erlaubt',
    missing: 'nicht vorhanden',
    busy: 'von einem anderen Programm belegt',
    failed: 'funktioniert nicht',
    blocked: 'kommt nicht durch',
    refused: 'wird abgewiesen',
    full: 'hat keinen Platz',
  },
  verdicts: {
    open: 'Ihre Verbindung ist bereit für einen Videoanruf.',
    detour:
      'Ihr Netz lässt Video nur auf einem Umweg durch. Ein Anruf funktioniert, aber das Bild kann stocken. Ein anderes WLAN oder mobile Daten sind besser, auch ein abgeschaltetes VPN.',
    'relay-down':
      'Unser Relay nimmt gerade keine Anrufe an. Ein Anruf kann trotzdem gelingen. Bitte sagen Sie uns Bescheid und versuchen Sie es später noch einmal.',
    closed:
      'Dieses Netz lässt keinen Videoanruf durch. Versuchen Sie es mit mobilen Daten oder einem anderen WLAN, schalten Sie ein VPN ab, oder fragen Sie, wer das Netz betreibt.',
  },
  again: 'Verbindung noch einmal prüfen',
  checked: 'Vor dem Anruf geprüft',
  devices: { camera: 'Kamera', microphone: 'Mikrofon', speaker: 'Lautsprecher' },
  shortVerdicts: {
    open: 'funktioniert',
    detour: 'funktioniert auf einem Umweg (TCP); das Bild kann stocken',
    'relay-down': 'das Relay nimmt keine Anrufe an',
    closed: 'lässt keinen Anruf durch',
  },
};
