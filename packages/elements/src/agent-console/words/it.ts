import type { ConsoleWords } from './en.ts';

/** The words of `<agent-console>` in Italian. */
export const it: ConsoleWords = {
  console: 'Chiamate',
  available: 'Disponibile',
  availableHint: 'Le chiamate squillano qui.',
  awayHint: 'Qui non squilla nessuna chiamata.',
  connecting: 'Connessione in corso …',
  switchedOff: 'Le chiamate sono disattivate.',
  sound: 'Suoneria',
  offers: 'Chiamate in arrivo',
  calls: (name) => `${name} sta chiamando`,
  ticket: (id) => `Ticket ${id}`,
  noTicket: 'Nessun ticket',
  waits: 'In attesa da',
  left: (seconds) => (seconds === 1 ? 'ancora 1 secondo' : `ancora ${seconds} secondi`),
  accept: 'Rispondi',
  decline: 'Rifiuta',
  acceptOf: (name) => `Rispondi alla chiamata di ${name}`,
  declineOf: (name) => `Rifiuta la chiamata di ${name}`,
  taken: 'Qualcun altro è stato più veloce.',
  hungUp: 'Il cliente ha riagganciato.',
  tooMany: 'Lei è già nel numero massimo di chiamate. Ne lasci prima una.',
  failed: 'Non ha funzionato. Per favore riprovi.',
  code: (code) => `Codice: ${code}`,
  dismiss: 'Nascondi',
};
