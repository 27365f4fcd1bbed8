import type { SessionWords } from './en.ts';

/** The words of `<video-session>` in Italian. */
export const it: SessionWords = {
  errors: {
    'invalid-message': {
      title: 'Qualcosa in questa pagina non torna.',
      remedy: 'Ricarichi la pagina. Se il problema resta, avvisi l’assistenza di questa pagina.',
    },
    'unknown-request': {
      title: 'Il server non conosce ciò che questa pagina chiede.',
      remedy: 'Ricarichi la pagina per avere la versione più recente.',
    },
    'message-too-large': {
      title: 'Era troppo in una volta sola.',
      remedy: 'Riprovi con meno.',
    },
    'invalid-configuration': {
      title: 'Il servizio video non è configurato correttamente.',
      remedy: 'Avvisi l’assistenza di questa pagina: possono correggerlo.',
    },
    'invalid-url': {
      title: 'L’indirizzo del servizio video non è corretto.',
      remedy: 'Avvisi l’assistenza di questa pagina: possono correggerlo.',
    },
    'invalid-number': {
      title: 'Nessuna sessione aperta ha questo numero.',
      remedy: 'Si faccia ripetere il numero.',
    },
    'not-found': {
      title: 'Questa sessione video non è disponibile per Lei.',
      remedy: 'Riapra il ticket o chieda una nuova sessione.',
    },
    'not-authorized': {
      title: 'Questa pagina non ha potuto dimostrare chi è Lei.',
      remedy: 'Ricarichi la pagina e, se richiesto, acceda di nuovo.',
    },
    'wrong-api-key': {
      title: 'Il servizio video non ha riconosciuto il gestore di questa pagina.',
      remedy: 'Avvisi l’assistenza di questa pagina: l’accesso al servizio video va corretto.',
    },
    'token-used': {
      title: 'Questo accesso è già stato usato su un altro dispositivo.',
      remedy: 'Ricarichi la pagina per averne uno nuovo.',
    },
    'not-allowed': {
      title: 'Questo qui non Le è permesso.',
      remedy: 'Chieda a chi conduce la sessione.',
    },
    'origin-not-allowed': {
      title: 'Questa pagina non può ancora usare il servizio video.',
      remedy: 'Avvisi l’assistenza di questa pagina: il suo indirizzo manca sul server.',
    },
    'client-too-old': { title: 'Questa pagina non è aggiornata.', remedy: 'Ricarichi la pagina.' },
    'client-too-new': {
      title: 'Il servizio video è più vecchio di questa pagina.',
      remedy: 'Avvisi l’assistenza di questa pagina: il server va aggiornato.',
    },
    'session-over': {
      title: 'Questa sessione video è terminata.',
      remedy: 'Una nuova sessione comincia dal ticket.',
    },
    'session-not-running': {
      title: 'La chiamata non è ancora iniziata.',
      remedy: 'Attenda che siate presenti entrambi.',
    },
    'switched-off': {
      title: 'Qui questa funzione è disattivata.',
      remedy: 'Chieda all’amministratore dell’assistenza, oppure ne faccia a meno.',
    },
    'mail-not-set-up': {
      title: 'Questo servizio non invia e-mail.',
      remedy: 'Copi il link e lo invii personalmente.',
    },
    'no-desk-page': {
      title: 'Qui non si possono invitare colleghi con un link.',
      remedy: 'Lo segnali all’assistenza di questa pagina, che può predisporlo.',
    },
    'too-many-calls': {
      title: 'Partecipa già a tutte le chiamate contemporanee consentite.',
      remedy: 'Ne lasci prima una.',
    },
    'call-goes-on': {
      title:
        'Non è stato possibile mettere in attesa l’altra chiamata, che continua: lì La sentono e La vedono.',
      remedy: 'Disattivi lì microfono e fotocamera, oppure la lasci.',
    },
    'customer-in-call': {
      title: 'Un cliente è ora in questa sessione: non si può nascondere.',
      remedy: 'La imposti come interna dopo la chiamata, o prima che il cliente entri.',
    },
    'not-over-yet': {
      title: 'Una sessione si può valutare solo quando è terminata.',
      remedy: 'Torni dopo la chiamata.',
    },
    'rating-closed': {
      title: 'La Sua valutazione ha più di un giorno e non si può più modificare.',
      remedy: 'Ci scriva se desidera aggiungere qualcosa.',
    },
    'still-open': {
      title: 'La sessione non è ancora terminata.',
      remedy: 'Termini la chiamata o annulli la sessione; poi la segni come conclusa.',
    },
    'disposition-required': {
      title: 'Qui una sessione si segna come conclusa con un esito.',
      remedy: 'Scelga l’esito.',
    },
    'unknown-disposition': {
      title: 'Questo esito non è più nell’elenco.',
      remedy: 'Ne scelga un altro.',
    },
    'unknown-field': {
      title: 'Questo campo non c’è più.',
      remedy: 'Guardi di nuovo e ne modifichi uno esistente.',
    },
    'too-many-fields': {
      title: 'Non possono esserci altri campi.',
      remedy: 'Modifichi uno di quelli esistenti.',
    },
    'field-changed': {
      title: 'Nel frattempo qualcun altro l’ha modificato.',
      remedy: 'Confronti i due testi e tenga ciò che Le serve.',
    },
    'note-changed': {
      title: 'Nel frattempo queste note sono state modificate in un’altra scheda.',
      remedy: 'Confronti i due testi e tenga ciò che Le serve.',
    },
    'session-running': {
      title: 'La chiamata è già in corso.',
      remedy: 'Termini invece la sessione.',
    },
    'too-many-tickets': {
      title: 'La sessione è già collegata al numero massimo di ticket.',
      remedy: 'La scolleghi prima da un altro ticket.',
    },
    'session-exists': {
      title: 'Esiste già una sessione come questa.',
      remedy: 'Ricarichi la pagina per vederla.',
    },
    'not-joined': { title: 'Lei non è in questa chiamata.', remedy: 'Prima vi partecipi.' },
    'joined-elsewhere': {
      title: 'La Sua chiamata è aperta altrove',
      remedy: 'È in un’altra scheda o su un altro dispositivo. Può portarla qui.',
    },
    'taken-over': {
      title: 'La Sua chiamata continua altrove',
      remedy: 'È in un’altra scheda o su un altro dispositivo. Può riportarla qui.',
    },
    'session-full': {
      title: 'La sessione è al completo.',
      remedy: 'Attenda che qualcuno esca.',
    },
    'number-taken': {
      title: 'Con questo numero c’è già qualcuno nella sessione.',
      remedy: 'Se è Lei, continui lì; altrimenti chieda un link tutto Suo.',
    },
    'already-linked': {
      title: 'Il ticket fa già parte di questa sessione.',
      remedy: 'Non deve fare nulla.',
    },
    'not-linked': {
      title: 'Il ticket non fa parte di questa sessione.',
      remedy: 'Scelga uno dei suoi ticket.',
    },
    'on-hold': {
      title: 'La chiamata è in attesa.',
      remedy: 'Riprovi quando la chiamata riprende.',
    },
    'no-video-offer': {
      title: 'L’offerta di video non c’è più.',
      remedy: 'Offra Lei il video.',
    },
    'drawing-off': {
      title: 'Per Lei il disegno è disattivato.',
      remedy: 'Chieda all’altra parte di riattivarlo; può comunque indicare.',
    },
    'drawing-full': {
      title: 'In questa sessione non c’è posto per altri disegni.',
      remedy: 'Continui in una nuova sessione; può comunque cancellare ciò che c’è.',
    },
    'chat-full': {
      title: 'In questa sessione non c’è posto per altri messaggi.',
      remedy: 'Continui in una nuova sessione; può comunque leggere ciò che c’è.',
    },
    'invalid-picture': {
      title: 'Questa non è un’immagine che si possa conservare.',
      remedy: 'Usi un’immagine JPEG, PNG o WebP completa.',
    },
    'pictures-full': {
      title: 'In questa sessione non c’è posto per altre immagini.',
      remedy: 'Ne faccia eliminare una o continui in una nuova sessione.',
    },
    'recording-changed': {
      title: 'Nel frattempo la registrazione è cambiata.',
      remedy: 'Guardi se è in corso o è stata fermata.',
    },
    'asked-just-now': {
      title: 'Qualcuno ha appena detto di no.',
      remedy: 'Lo chieda di nuovo tra mezzo minuto.',
    },
    'recordings-full': {
      title: 'In questa sessione non c’è più posto per altre registrazioni.',
      remedy: 'Continui in una nuova sessione.',
    },
    'no-recorder': {
      title: 'Dall’altra parte non si può registrare.',
      remedy:
        'Lì serve un Chrome, Edge o Firefox aggiornato; poi lo chieda di nuovo. Se lo è già, è la pagina a non permetterlo: lo dica a chi la gestisce.',
    },
    'wish-declined': {
      title: 'Il cliente non ha acconsentito.',
      remedy: 'Spieghi a che cosa serve, poi chieda di nuovo tra un momento.',
    },
    'already-requested': {
      title: 'Ha già chiesto una sessione video.',
      remedy: 'Attenda la risposta, proponga altri orari oppure ritiri prima quella richiesta.',
    },
    'already-answered': {
      title: 'Qualcuno ha già risposto a questa richiesta.',
      remedy:
        'Guardi che cosa è stato concordato. Per cambiarlo, annulli la sessione e ne chieda un’altra.',
    },
    'not-confirmed': {
      title: 'Questa sessione video non è ancora confermata.',
      remedy: 'Potrà entrare appena l’assistenza l’avrà confermata.',
    },
    'time-not-offered': {
      title: 'Questo orario non è più disponibile.',
      remedy: 'Scelga uno degli orari che vede adesso.',
    },
    'too-early': {
      title: 'L’orario concordato non è ancora arrivato.',
      remedy: 'Attenda che sia passato.',
    },
    'time-past': {
      title: 'Questo orario è già passato.',
      remedy: 'Ne scelga uno più tardi.',
    },
    'time-too-far': {
      title: 'Questo orario è troppo lontano.',
      remedy: 'Scelga un orario entro il prossimo anno.',
    },
    'time-twice': {
      title: 'Lo stesso orario compare due volte.',
      remedy: 'Indichi ogni orario una volta sola.',
    },
    'unknown-zone': {
      title: 'Il servizio video non conosce il fuso orario di questo dispositivo.',
      remedy: 'Imposti il fuso orario nelle impostazioni del dispositivo, poi ricarichi la pagina.',
    },
    'command-id-reused': {
      title: 'Questa pagina si è confusa.',
      remedy: 'Ricarichi la pagina.',
    },
    'other-side-away': {
      title: 'L’altra parte in questo momento non è connessa.',
      remedy: 'Attenda un momento: la chiamata riprende da sola.',
    },
    'too-many-requests': {
      title: 'Un po’ troppo in fretta.',
      remedy: 'Attenda un momento, poi riprovi.',
    },
    'too-many-tries': {
      title: 'Troppi tentativi non riusciti.',
      remedy: 'Attenda qualche minuto, poi riprovi.',
    },
    'too-many-connections': {
      title: 'Dalla Sua rete sono aperte troppe chiamate.',
      remedy: 'Chiuda le altre schede con chiamate, poi riprovi.',
    },
    'server-error': {
      title: 'Il servizio video non è riuscito a farlo.',
      remedy: 'Riprovi tra un momento.',
    },
    'storage-unavailable': {
      title: 'Il servizio video al momento non può salvare nulla.',
      remedy: 'Nulla è andato perso. Riprovi tra un momento.',
    },
    'server-stopping': {
      title: 'Il servizio video si sta riavviando.',
      remedy: 'Attenda un momento: questa pagina torna da sola.',
    },
    'server-unreachable': {
      title: 'Il servizio video non è raggiungibile.',
      remedy: 'Controlli la connessione a Internet: questa pagina continua a provare.',
    },
    'request-timeout': {
      title: 'Il servizio video non ha risposto.',
      remedy: 'Controlli la connessione a Internet, poi riprovi.',
    },
    'connection-lost': {
      title: 'La connessione con l’altra parte si è interrotta.',
      remedy: 'Controlli la connessione a Internet, poi riprovi.',
    },
    'webrtc-unsupported': {
      title: 'Questo browser non può fare videochiamate.',
      remedy: 'Usi una versione aggiornata di Chrome, Edge, Firefox o Safari.',
    },
    cancelled: { title: 'Operazione annullata.', remedy: 'Se la desidera comunque, riprovi.' },
    closed: { title: 'Questa chiamata è stata chiusa.', remedy: 'Ricarichi la pagina.' },
    'device-denied-by-user': {
      title: 'Fotocamera o microfono non sono stati consentiti.',
      remedy:
        'Tocchi il simbolo nella barra degli indirizzi (fotocamera, lucchetto o «aA»), consenta l’uso, poi riprovi.',
    },
    'device-denied-by-browser': {
      title: 'Il browser o il dispositivo blocca fotocamera o microfono.',
      remedy: 'Li consenta per questo browser nelle impostazioni del dispositivo, poi riprovi.',
    },
    'device-denied-by-page': {
      title: 'La pagina che contiene la chiamata non concede fotocamera e microfono.',
      remedy: 'Avvisi l’assistenza di questa pagina. Può partecipare anche senza.',
    },
    'device-insecure-context': {
      title: 'Fotocamera e microfono richiedono una pagina sicura.',
      remedy: 'Apra questa pagina con https:// nell’indirizzo.',
    },
    'device-not-found': {
      title: 'Fotocamera o microfono non trovati.',
      remedy: 'Ne colleghi uno, o partecipi senza.',
    },
    'device-busy': {
      title: 'Un altro programma sta usando il dispositivo.',
      remedy: 'Chiuda l’altro programma o scheda, poi riprovi.',
    },
    'device-constraints': {
      title: 'Questo dispositivo non è adatto.',
      remedy: 'Ne scelga un altro.',
    },
    'device-lost': {
      title: 'Il dispositivo è stato scollegato o spento.',
      remedy: 'Lo ricolleghi, o ne scelga un altro.',
    },
    'device-failed': {
      title: 'Il dispositivo non si è avviato.',
      remedy: 'Lo scolleghi e lo ricolleghi, o ne scelga un altro.',
    },
  },
  endReasons: {
    'agent-ended': 'L’assistenza ha terminato la sessione.',
    'customer-left': 'Il cliente è uscito dalla chiamata.',
    'agent-left': 'L’assistenza è uscita dalla chiamata.',
    'connection-lost': 'La connessione è mancata troppo a lungo.',
    'no-answer': 'L’altra parte non è arrivata.',
    declined: 'La sessione è stata rifiutata.',
    'called-off': 'La sessione è stata annullata.',
    'no-show': 'La sessione non ha avuto luogo.',
    withdrawn: 'La sessione è stata ritirata.',
    'created-by-mistake': 'La sessione è stata aperta per errore.',
  },
  quality: { good: 'Buona', fair: 'Discreta', poor: 'Scarsa', lost: 'Persa' },

  agent: 'Assistenza',
  customer: 'Cliente',
  you: 'Lei',

  videoSession: 'Sessione video',
  mayNotHold: 'Qui non può tenere videosessioni; si rivolga all’amministratore dell’assistenza.',
  startSentence: 'Guardate il problema insieme. L’avvio richiede un momento.',
  startVideoSession: 'Avvia la sessione video',
  nothingYet: 'Appena l’assistenza apre una sessione video, potrà partecipare da qui.',
  connecting: 'Un momento',
  connectingSentence: 'Stiamo cercando la Sua sessione video.',
  notSetUp: 'Questa sessione video non è ancora configurata',
  notSetUpSentence: 'La pagina deve indicare un token, e un ticket o una sessione.',
  readyForYou: 'La Sua sessione video è aperta',
  isThere: (name) => `${name} è presente e La aspetta.`,
  openedBy: (name, time) => `Aperta da ${name} alle ${time}.`,
  openedAt: (time) => `Aperta alle ${time}.`,
  joinVideoSession: 'Partecipa alla sessione video',
  areInIt: (names, count) => `${names} ${count === 1 ? 'è' : 'sono'} in questa sessione video`,
  joinRunning: 'Entra nella chiamata in corso',
  withdrawSession: 'Ritira la sessione',
  withdrawSentence:
    'Il cliente non potrà più partecipare. Può avviare una nuova sessione in qualsiasi momento.',

  previewHeading: 'Tutto pronto?',
  previewSentence: 'Ancora nessuno La vede o La sente.',
  receiveOnly: 'Partecipa senza fotocamera e microfono: vede e sente, e potrà attivarli più tardi.',
  ownPicture: 'La Sua immagine',
  starting: 'In avvio …',
  cameraIsOff: 'La Sua fotocamera è spenta.',
  microphone: 'Microfono',
  camera: 'Fotocamera',
  speaker: 'Altoparlante',
  systemChoice: 'Come decide il sistema',
  unnamedDevice: (number) => `Dispositivo ${number}`,
  saySomething: 'Dica qualcosa: la barra si muove quando La sentiamo.',
  heard: 'Il Suo microfono funziona.',
  microphoneIsOff: 'Il Suo microfono è spento.',
  tryAgain: 'Riprova',
  joinNow: 'Partecipa ora',
  back: 'Indietro',
  flipCamera: 'Cambia fotocamera',

  callWith: (name) => `Videochiamata con ${name}`,
  joining: 'Ingresso in corso …',
  joiningSentence: 'Bastano pochi secondi.',
  waitingFor: (name) => `In attesa di ${name}`,
  waitingForAgent: 'In attesa dell’assistenza',
  waitingForCustomer: 'In attesa del cliente',
  invite: 'Invita',
  inviteSentence: (page: string) =>
    `Il cliente non è nella pagina del ticket? Su ${page} entra con questo numero:`,
  waitingSentence:
    'La chiamata comincia da sola, di solito entro un paio di minuti. Lasci semplicemente aperta questa pagina.',
  connectingTo: (name) => `Connessione con ${name}`,
  connectingToSentence: 'Ci siamo quasi. Bastano pochi secondi.',
  onHold: 'In attesa',
  onHoldAgent: (name) => `${name} non La vede e non La sente.`,
  onHoldCustomer: (name) => `${name} torna subito. Nel frattempo nessuno La vede o La sente.`,
  resume: 'Riprendi',
  reconnecting: 'Riconnessione …',
  reconnectingMedia: 'La connessione si è interrotta. Torna da sola, resti qui per favore.',
  reconnectingServer: 'La chiamata continua. È interrotta solo la connessione al server.',
  reconnectingOther: (name) => `${name} ha perso la connessione. Aspettiamo insieme.`,
  call: 'Chiamata',
  draw: 'Disegno',
  freeze: 'Blocco',
  screenshot: 'Istantanea',
  hold: 'Attesa',
  chat: 'Chat',
  chatUnread: (count) => `Chat, ${count} da leggere`,
  saidMessage: (name, unread, amongAgents) =>
    `Nuovo messaggio di ${name}${amongAgents ? ' solo per l’assistenza' : ''}${unread > 1 ? `, ${unread} da leggere` : ''}`,
  more: 'Altro',
  leave: 'Esci',
  leaveHeading: 'Uscire dalla chiamata?',
  leaveStaysOpen: 'La sessione resta aperta. Può rientrare in qualsiasi momento.',
  leaveEnds: 'La sessione termina per tutti.',
  leaveGoesOn: 'La chiamata continua per gli altri. Finché è in corso, può rientrare.',
  endSession: 'Termina sessione',
  endHeading: 'Terminare la sessione?',
  endSentence: 'La chiamata termina per tutti.',
  cancel: 'Annulla',
  cameraOffOf: (name) => `${name} ha la fotocamera spenta.`,
  without: {
    denied: {
      both: (name) => `${name} non ha consentito né la fotocamera né il microfono.`,
      camera: (name) => `${name} non ha consentito la fotocamera.`,
      microphone: (name) => `${name} non ha consentito il microfono.`,
    },
    missing: {
      both: (name) => `${name} non ha né fotocamera né microfono.`,
      camera: (name) => `${name} non ha una fotocamera.`,
      microphone: (name) => `${name} non ha un microfono.`,
    },
    unavailable: {
      both: (name) => `La fotocamera e il microfono di ${name} al momento non funzionano.`,
      camera: (name) => `La fotocamera di ${name} al momento non funziona.`,
      microphone: (name) => `Il microfono di ${name} al momento non funziona.`,
    },
  },
  noPictureOf: (name) => `L’immagine di ${name} è in arrivo.`,
  watches: (name) => `${name} vede la Sua fotocamera.`,
  swapPictures: 'Scambia le immagini',
  swapHint: 'Le frecce la spostano in un altro angolo.',
  pictureOf: (name) => `Immagine di ${name}`,
  mutedOther: (name) => `${name} ha il microfono spento.`,
  inTheCall: (time) => `In chiamata da ${time}`,
  heldFor: (time) => `In attesa da ${time}`,
  receiving: (quality) => `Ricezione: ${quality}`,
  sending: (quality) => `Invio: ${quality}`,
  tapForSound: 'Tocchi per l’audio',
  audioOnly: 'La Sua rete è debole: prima la voce, la Sua immagine torna da sola.',
  otherAudioOnly: (name) => `La rete di ${name} è debole: prima la voce, l’immagine torna da sola.`,

  picture: 'Immagine',
  sharp: 'Nitida',
  sharpHint: 'per i dettagli',
  smooth: 'Fluida',
  smoothHint: 'per il movimento',
  tones: 'Suono quando qualcuno entra o esce',
  mayDraw: (name) => `${name} può disegnare`,
  drawingOffByHost: 'Disattivato da questo sito',
  securityDigits: 'Cifre di sicurezza',
  securityHint: (name) =>
    `Le confronti a voce con ${name}: cifre diverse vorrebbero dire che qualcuno si è messo in mezzo.`,
  pictureInPicture: 'Picture-in-Picture',
  fullScreen: 'Schermo intero',
  keyboard: 'Tastiera',
  close: 'Chiudi',
  offerVideo: 'Offri il video',
  stopVideo: 'Ferma il video',
  videoOfferFrom: (name) => `${name} offre il video`,
  videoOfferSentence: 'Decide Lei se inviare anche la Sua immagine.',
  acceptAndSend: 'Accetta e invia la mia immagine',
  justWatch: 'Guarda soltanto',
  notNow: 'Non ora',
  videoOffered: (name) => `Ha offerto il video. ${name} deve accettare.`,
  takeBack: 'Ritira',
  voiceOnly: 'Solo voce',
  cameraInVoiceCall:
    'La Sua fotocamera è accesa, ma la chiamata è solo voce: nessuno vede la Sua immagine.',
  cameraInVoiceCallRemedy: 'Per inviarla, scelga «Offri il video» in «Altro».',
  toolKeys: 'Scelta dello strumento di disegno',
  undoKey: 'Disegno: annulla',
  helpKey: 'Questi tasti',
  cornerKey: 'Sposta l’immagine piccola',

  elsewhere: 'La Sua chiamata è aperta altrove',
  takeOverHere: 'Portala qui',
  over: 'La sessione è terminata',
  youLeft: 'Ha lasciato la chiamata.',
  leftUntold:
    'Nessuno La vede o La sente più. L’altra parte lo saprà appena il servizio video risponde.',
  youEnded: 'Ha terminato la sessione.',
  lasted: (time) => `La chiamata è durata ${time}.`,
  code: (code) => `Codice: ${code}`,
  dismiss: 'Nascondi',

  saidLive: (name) => `${name} è in linea.`,
  saidResumed: 'La chiamata continua.',
  saidMicrophoneOn: 'Microfono acceso',
  saidMicrophoneOff: 'Microfono spento',
  saidCameraOn: 'Fotocamera accesa',
  saidCameraOff: 'Fotocamera spenta',
};
