import type { ConsoleWords } from './en.ts';

/** The words of `<agent-console>` in Romanian. */
export const ro: ConsoleWords = {
  console: 'Apeluri',
  available: 'Disponibil',
  availableHint: 'Apelurile sună aici.',
  awayHint: 'Aici nu sună niciun apel.',
  connecting: 'Se conectează …',
  switchedOff: 'Apelurile sunt dezactivate.',
  sound: 'Sonerie',
  offers: 'Apeluri primite',
  calls: (name) => `${name} vă sună`,
  ticket: (id) => `Tichetul ${id}`,
  noTicket: 'Fără tichet',
  waits: 'Așteaptă de',
  left: (seconds) =>
    seconds === 1
      ? 'încă o secundă'
      : `încă ${seconds}${seconds % 100 >= 20 || seconds % 100 === 0 ? ' de' : ''} secunde`,
  accept: 'Răspunde',
  decline: 'Refuză',
  acceptOf: (name) => `Răspunde la apelul de la ${name}`,
  declineOf: (name) => `Refuză apelul de la ${name}`,
  taken: 'Altcineva a fost mai rapid.',
  hungUp: 'Clientul a închis.',
  tooMany: 'Sunteți deja în numărul maxim de apeluri. Părăsiți mai întâi unul.',
  failed: 'Nu a funcționat. Vă rugăm să încercați din nou.',
  code: (code) => `Cod: ${code}`,
  dismiss: 'Ascunde',
};
