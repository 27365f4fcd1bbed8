import type { ConsoleWords } from './en.ts';

/** The words of `<agent-console>` in German. */
export const de: ConsoleWords = {
  console: 'Anrufe',
  available: 'Verfügbar',
  availableHint: 'Anrufe klingeln hier.',
  awayHint: 'Hier klingelt nichts.',
  connecting: 'Verbindung wird hergestellt …',
  switchedOff: 'Anrufe sind ausgeschaltet.',
  sound: 'Klingelton',
  offers: 'Eingehende Anrufe',
  calls: (name) => `${name} ruft an`,
  ticket: (id) => `Ticket ${id}`,
  noTicket: 'Kein Ticket',
  waits: 'Wartet seit',
  left: (seconds) => (seconds === 1 ? 'noch 1 Sekunde' : `noch ${seconds} Sekunden`),
  accept: 'Annehmen',
  decline: 'Ablehnen',
  acceptOf: (name) => `Anruf von ${name} annehmen`,
  declineOf: (name) => `Anruf von ${name} ablehnen`,
  taken: 'Jemand anders war schneller.',
  hungUp: 'Es wurde aufgelegt.',
  tooMany: 'Sie sind in so vielen Gesprächen, wie Sie sein dürfen. Verlassen Sie zuerst eines.',
  failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
  code: (code) => `Code: ${code}`,
  dismiss: 'Ausblenden',
};
