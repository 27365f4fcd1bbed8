import type { CallingWords } from './en.ts';

/** The words of a call that waits, in Italian. */
export const it: CallingWords = {
  ringing: 'Chiamata in corso …',
  ringingSentence: 'Sta squillando presso i nostri operatori. Resti su questa pagina.',
  resumed: 'Chi aveva risposto non è potuto venire.',
  inLine: 'Lei è in attesa',
  next: 'Il prossimo turno è il Suo.',
  place: (place) => `Lei è al numero ${place} della fila.`,
  soon: 'Appena qualcuno avrà tempo per Lei, La colleghiamo.',
  about: (minutes) =>
    minutes === 1 ? 'Ci vorrà circa un minuto.' : `Ci vorranno circa ${minutes} minuti.`,
  waiting: 'In attesa da',
  keepsPlace: 'Se ricarica la pagina mantiene il Suo posto. Per favore non la chiuda.',
  hangUp: 'Riaggancia',
  hangUpHeading: 'Riagganciare e ritirare la richiesta?',
  hangUpSentence: 'Con la chiamata viene ritirata anche la Sua richiesta precedente.',
  cancel: 'Annulla',
  answered: 'C’è qualcuno per Lei',
  answeredSentence: 'La stiamo collegando.',
  nobodyThere: 'In questo momento non c’è nessuno',
  nobodyAnswered: 'In questo momento nessuno ha potuto rispondere',
  lostTouch: 'La chiamata è stata chiusa perché questa pagina non era più raggiungibile',
  isRequest:
    'La Sua chiamata ora è una richiesta: nulla di ciò che ha scritto è perso e riceverà qui la nostra risposta. Può chiudere la pagina e tornare più tardi.',
  callAgain: 'Chiama di nuovo',
};
