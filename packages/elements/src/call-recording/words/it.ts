import type { CallRecordingWords } from './en.ts';

/** The words of `<call-recording>` in Italian. */
export const it: CallRecordingWords = {
  record: 'Registra',
  recordHint: 'Prima lo chiede a tutti nella chiamata',
  unsupported:
    'Questo browser non può registrare. Usi una versione attuale di Chrome, Edge o Firefox.',
  askAgainIn: (time) => `Qualcuno ha appena detto di no. Può chiederlo di nuovo tra ${time}.`,
  heading: 'Questa chiamata può essere registrata?',
  asks: (name) => `${name} vorrebbe registrare questa chiamata.`,
  what: 'Si registrano le immagini di questa chiamata con ciò che vi si disegna e l’audio di tutti.',
  who: 'La registrazione resta con questa sessione. Può vederla chi può vedere la sessione: Lei e il team di assistenza. Altre persone del team potrebbero ascoltare la chiamata.',
  yours: 'Registra il Suo browser: tenga aperta questa pagina.',
  free: 'La chiamata continua qualunque sia la risposta, e Lei può fermare la registrazione in ogni momento.',
  yes: 'Acconsenti',
  no: 'Rifiuta',
  later: 'Decidere più tardi',
  answer: 'Rispondi',
  waitingFor: (names) => `In attesa del consenso di ${names} …`,
  takeBack: 'Ritira',
  rec: 'REC',
  recording: 'Questa chiamata viene registrata.',
  notStoring: 'In questo momento la registrazione non viene salvata.',
  notKnown: 'Questa pagina non è collegata al server: forse la registrazione continua.',
  noKept:
    'Il Suo no sarà comunicato appena questa pagina sarà di nuovo collegata. Fino ad allora forse la registrazione continua.',
  starting: 'La registrazione sta per iniziare …',
  pausedFor: {
    agent: 'Registrazione in pausa',
    newcomer: 'Registrazione in pausa: si chiede a chi è appena entrato',
    hold: 'Registrazione in pausa durante l’attesa',
  },
  pause: 'Pausa',
  resume: 'Riprendi',
  stop: 'Ferma la registrazione',
  denied: 'Non si registra nulla: non tutti hanno acconsentito.',
  deniedLater: 'La registrazione è stata fermata: non tutti hanno acconsentito.',
  neverBegan: 'Non è stato registrato nulla.',
  over: {
    stopped: 'La registrazione è finita. Tra poco sarà con questa sessione.',
    ended:
      'La registrazione è stata fermata: la sua pagina non c’è più, o ha passato la chiamata. Ciò che è stato registrato resta; un’altra chiede di nuovo a tutti.',
    'consent-withdrawn': 'La registrazione è stata fermata: qualcuno ha ritirato il consenso.',
    storage:
      'La registrazione è stata fermata: non c’è più spazio per salvarla. Ciò che è stato registrato resta. Fare spazio sul dispositivo che registra, poi chiedere di nuovo.',
    failed:
      'La registrazione è stata fermata: il browser non ha potuto continuare. Ciò che è stato registrato resta; «Registra» chiede di nuovo a tutti.',
  },
  slower:
    'Questo dispositivo è sotto carico: la registrazione ha immagini meno frequenti o più piccole.',
  inMemory:
    'Tenga aperta questa pagina finché la registrazione non sarà salvata: questo browser non conserva altro.',
  close: 'Chiudi',
};
