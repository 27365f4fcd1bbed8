import type { SessionWords } from './en.ts';

/** The words of `<video-session>` in Romanian. */
export const ro: SessionWords = {
  errors: {
    'invalid-message': {
      title: 'Ceva din această pagină nu se potrivește.',
      remedy: 'Reîncărcați pagina. Dacă nu ajută, anunțați asistența acestei pagini.',
    },
    'unknown-request': {
      title: 'Serverul nu cunoaște ce a cerut această pagină.',
      remedy: 'Reîncărcați pagina pentru a avea cea mai nouă versiune.',
    },
    'message-too-large': {
      title: 'A fost prea mult deodată.',
      remedy: 'Încercați cu mai puțin.',
    },
    'invalid-configuration': {
      title: 'Serviciul video nu este configurat corect.',
      remedy: 'Anunțați asistența acestei pagini; acolo se poate corecta.',
    },
    'invalid-url': {
      title: 'Adresa serviciului video nu este corectă.',
      remedy: 'Anunțați asistența acestei pagini; acolo se poate corecta.',
    },
    'invalid-number': {
      title: 'Nicio sesiune deschisă nu are acest număr.',
      remedy: 'Rugați să vi se citească numărul încă o dată.',
    },
    'not-found': {
      title: 'Această sesiune video nu vă este accesibilă.',
      remedy: 'Deschideți din nou tichetul sau cereți o sesiune nouă.',
    },
    'not-authorized': {
      title: 'Această pagină nu a putut arăta cine sunteți.',
      remedy: 'Reîncărcați pagina și, dacă vi se cere, autentificați-vă din nou.',
    },
    'wrong-api-key': {
      title: 'Serviciul video nu a recunoscut administratorul acestei pagini.',
      remedy: 'Anunțați asistența acestei pagini; accesul la serviciul video trebuie corectat.',
    },
    'token-used': {
      title: 'Acest acces a fost deja folosit pe alt dispozitiv.',
      remedy: 'Reîncărcați pagina pentru a primi unul nou.',
    },
    'not-allowed': {
      title: 'Aici nu aveți voie să faceți acest lucru.',
      remedy: 'Întrebați persoana care conduce sesiunea.',
    },
    'origin-not-allowed': {
      title: 'Această pagină nu poate folosi încă serviciul video.',
      remedy: 'Anunțați asistența acestei pagini; adresa ei lipsește de pe server.',
    },
    'client-too-old': { title: 'Această pagină este învechită.', remedy: 'Reîncărcați pagina.' },
    'client-too-new': {
      title: 'Serviciul video este mai vechi decât această pagină.',
      remedy: 'Anunțați asistența acestei pagini; serverul trebuie actualizat.',
    },
    'session-over': {
      title: 'Această sesiune video s-a încheiat.',
      remedy: 'O sesiune nouă începe din tichet.',
    },
    'session-not-running': {
      title: 'Apelul nu a început încă.',
      remedy: 'Așteptați până sunteți amândoi aici.',
    },
    'switched-off': {
      title: 'Această funcție este dezactivată aici.',
      remedy: 'Întrebați administratorul serviciului de asistență sau renunțați la ea.',
    },
    'mail-not-set-up': {
      title: 'Acest serviciu nu trimite e-mailuri.',
      remedy: 'Copiați linkul și trimiteți-l chiar dumneavoastră.',
    },
    'no-desk-page': {
      title: 'Aici colegii nu pot fi invitați printr-un link.',
      remedy: 'Anunțați asistența acestei pagini; o poate configura.',
    },
    'too-many-calls': {
      title: 'Sunteți deja în numărul maxim de apeluri simultane.',
      remedy: 'Părăsiți mai întâi unul dintre ele.',
    },
    'call-goes-on': {
      title:
        'Celălalt apel nu a putut fi pus în așteptare și continuă: acolo sunteți auzit și văzut.',
      remedy: 'Opriți acolo microfonul și camera sau părăsiți-l.',
    },
    'customer-in-call': {
      title: 'Un client se află acum în această sesiune, deci nu poate fi ascunsă.',
      remedy: 'Faceți sesiunea internă după apel sau înainte ca el să intre.',
    },
    'not-over-yet': {
      title: 'O sesiune poate fi evaluată abia după ce s-a încheiat.',
      remedy: 'Reveniți după apel.',
    },
    'rating-closed': {
      title: 'Evaluarea dumneavoastră este mai veche de o zi și nu mai poate fi modificată.',
      remedy: 'Scrieți-ne dacă doriți să adăugați ceva.',
    },
    'still-open': {
      title: 'Sesiunea nu s-a încheiat încă.',
      remedy: 'Încheiați apelul sau anulați sesiunea; apoi marcați-o ca finalizată.',
    },
    'disposition-required': {
      title: 'Aici o sesiune se marchează ca finalizată cu un rezultat.',
      remedy: 'Alegeți rezultatul.',
    },
    'unknown-disposition': {
      title: 'Acest rezultat nu mai este pe listă.',
      remedy: 'Alegeți altul.',
    },
    'unknown-field': {
      title: 'Acest câmp nu mai există.',
      remedy: 'Uitați-vă din nou și modificați unul existent.',
    },
    'too-many-fields': {
      title: 'Nu pot exista mai multe câmpuri.',
      remedy: 'Modificați unul dintre cele existente.',
    },
    'field-changed': {
      title: 'Între timp, altcineva a modificat acest câmp.',
      remedy: 'Comparați cele două texte și păstrați ce vă trebuie.',
    },
    'note-changed': {
      title: 'Aceste notițe au fost modificate între timp în altă filă.',
      remedy: 'Comparați cele două texte și păstrați ce vă trebuie.',
    },
    'session-running': {
      title: 'Apelul este deja în curs.',
      remedy: 'Încheiați în schimb sesiunea.',
    },
    'too-many-tickets': {
      title: 'Sesiunea ține deja de numărul maxim de tichete.',
      remedy: 'Desprindeți-o mai întâi de alt tichet.',
    },
    'session-exists': {
      title: 'Există deja o astfel de sesiune.',
      remedy: 'Reîncărcați pagina pentru a o vedea.',
    },
    'not-joined': {
      title: 'Nu sunteți în acest apel.',
      remedy: 'Mai întâi intrați în apel.',
    },
    'joined-elsewhere': {
      title: 'Apelul dumneavoastră este deschis în alt loc',
      remedy: 'Este în altă filă sau pe alt dispozitiv. Îl puteți aduce aici.',
    },
    'taken-over': {
      title: 'Apelul dumneavoastră continuă în alt loc',
      remedy: 'Este în altă filă sau pe alt dispozitiv. Îl puteți aduce înapoi.',
    },
    'session-full': { title: 'Sesiunea este plină.', remedy: 'Așteptați să iasă cineva.' },
    'number-taken': {
      title: 'Cineva este deja în sesiune cu acest număr.',
      remedy: 'Dacă sunteți dumneavoastră, continuați acolo; altfel cereți un link propriu.',
    },
    'already-linked': {
      title: 'Tichetul face deja parte din această sesiune.',
      remedy: 'Nu trebuie să faceți nimic.',
    },
    'not-linked': {
      title: 'Tichetul nu face parte din această sesiune.',
      remedy: 'Alegeți unul dintre tichetele ei.',
    },
    'on-hold': {
      title: 'Apelul este în așteptare.',
      remedy: 'Încercați din nou când apelul continuă.',
    },
    'no-video-offer': {
      title: 'Oferta de video nu mai este valabilă.',
      remedy: 'Oferiți dumneavoastră video.',
    },
    'drawing-off': {
      title: 'Desenul este oprit pentru dumneavoastră.',
      remedy: 'Rugați cealaltă parte să îl pornească din nou; puteți în continuare să indicați.',
    },
    'drawing-full': {
      title: 'În această sesiune nu mai încape niciun desen.',
      remedy: 'Continuați într-o sesiune nouă; puteți în continuare să ștergeți ce există.',
    },
    'chat-full': {
      title: 'În această sesiune nu mai încape niciun mesaj.',
      remedy: 'Continuați într-o sesiune nouă; puteți în continuare să citiți ce există.',
    },
    'invalid-picture': {
      title: 'Aceasta nu este o imagine care poate fi păstrată.',
      remedy: 'Folosiți o imagine JPEG, PNG sau WebP completă.',
    },
    'pictures-full': {
      title: 'În această sesiune nu mai încape nicio imagine.',
      remedy: 'Cereți ștergerea uneia sau continuați într-o sesiune nouă.',
    },
    'recording-changed': {
      title: 'Între timp, înregistrarea s-a schimbat.',
      remedy: 'Vedeți dacă este în curs sau a fost oprită.',
    },
    'asked-just-now': {
      title: 'Cineva tocmai a spus nu.',
      remedy: 'Întrebați din nou peste o jumătate de minut.',
    },
    'recordings-full': {
      title: 'În această sesiune nu mai este loc pentru alte înregistrări.',
      remedy: 'Continuați într-o sesiune nouă.',
    },
    'no-recorder': {
      title: 'De partea cealaltă nu se poate înregistra.',
      remedy:
        'Acolo este nevoie de un Chrome, Edge sau Firefox actual; apoi cereți din nou. Dacă este deja unul, pagina nu permite: spuneți celui care o administrează.',
    },
    'wish-declined': {
      title: 'Clientul nu a fost de acord.',
      remedy: 'Spuneți la ce folosește, apoi întrebați din nou peste câteva momente.',
    },
    'already-requested': {
      title: 'Ați cerut deja o sesiune video.',
      remedy: 'Așteptați răspunsul, propuneți alte ore sau retrageți mai întâi acea cerere.',
    },
    'already-answered': {
      title: 'Cineva a răspuns deja la această cerere.',
      remedy: 'Vedeți ce s-a stabilit. Ca să schimbați, anulați sesiunea și cereți alta.',
    },
    'not-confirmed': {
      title: 'Această sesiune video nu este încă confirmată.',
      remedy: 'Puteți intra imediat ce asistența a confirmat-o.',
    },
    'time-not-offered': {
      title: 'Această oră nu mai este disponibilă.',
      remedy: 'Alegeți una dintre orele pe care le vedeți acum.',
    },
    'too-early': {
      title: 'Ora stabilită nu a venit încă.',
      remedy: 'Așteptați să treacă.',
    },
    'time-past': {
      title: 'Această oră a trecut.',
      remedy: 'Alegeți una mai târzie.',
    },
    'time-too-far': {
      title: 'Această oră este prea îndepărtată.',
      remedy: 'Alegeți o oră din următorul an.',
    },
    'time-twice': {
      title: 'Aceeași oră apare de două ori.',
      remedy: 'Indicați fiecare oră o singură dată.',
    },
    'unknown-zone': {
      title: 'Serviciul video nu cunoaște fusul orar al acestui dispozitiv.',
      remedy: 'Setați fusul orar în setările dispozitivului, apoi reîncărcați pagina.',
    },
    'command-id-reused': {
      title: 'Această pagină a încurcat ceva.',
      remedy: 'Reîncărcați pagina.',
    },
    'other-side-away': {
      title: 'Cealaltă parte nu este conectată acum.',
      remedy: 'Așteptați puțin; apelul continuă de la sine.',
    },
    'too-many-requests': {
      title: 'A fost puțin prea repede.',
      remedy: 'Așteptați puțin, apoi încercați din nou.',
    },
    'too-many-tries': {
      title: 'Prea multe încercări nereușite.',
      remedy: 'Așteptați câteva minute, apoi încercați din nou.',
    },
    'too-many-connections': {
      title: 'Din rețeaua dumneavoastră sunt deschise prea multe apeluri.',
      remedy: 'Închideți alte file cu apeluri, apoi încercați din nou.',
    },
    'server-error': {
      title: 'Serviciul video nu a reușit.',
      remedy: 'Încercați din nou peste puțin timp.',
    },
    'storage-unavailable': {
      title: 'Serviciul video nu poate salva nimic acum.',
      remedy: 'Nu s-a pierdut nimic. Încercați din nou peste puțin timp.',
    },
    'server-stopping': {
      title: 'Serviciul video repornește.',
      remedy: 'Așteptați puțin; această pagină revine de la sine.',
    },
    'server-unreachable': {
      title: 'Serviciul video nu poate fi contactat.',
      remedy: 'Verificați conexiunea la internet; această pagină încearcă în continuare.',
    },
    'request-timeout': {
      title: 'Serviciul video nu a răspuns.',
      remedy: 'Verificați conexiunea la internet, apoi încercați din nou.',
    },
    'connection-lost': {
      title: 'Legătura cu cealaltă parte s-a întrerupt.',
      remedy: 'Verificați conexiunea la internet, apoi încercați din nou.',
    },
    'webrtc-unsupported': {
      title: 'Acest browser nu poate face apeluri video.',
      remedy: 'Folosiți un Chrome, Edge, Firefox sau Safari actual.',
    },
    cancelled: {
      title: 'Acțiunea a fost anulată.',
      remedy: 'Încercați din nou dacă totuși o doriți.',
    },
    closed: { title: 'Acest apel a fost închis.', remedy: 'Reîncărcați pagina.' },
    'device-denied-by-user': {
      title: 'Camera sau microfonul nu au fost permise.',
      remedy:
        'Atingeți simbolul din bara de adrese (cameră, lacăt sau „aA”), permiteți accesul, apoi încercați din nou.',
    },
    'device-denied-by-browser': {
      title: 'Browserul sau dispozitivul blochează camera sau microfonul.',
      remedy:
        'Permiteți-le pentru acest browser în setările dispozitivului, apoi încercați din nou.',
    },
    'device-denied-by-page': {
      title: 'Pagina din jurul acestui apel nu lasă să treacă camera și microfonul.',
      remedy: 'Anunțați asistența acestei pagini. Puteți intra și fără ele.',
    },
    'device-insecure-context': {
      title: 'Camera și microfonul au nevoie de o pagină sigură.',
      remedy: 'Deschideți această pagină cu https:// în adresă.',
    },
    'device-not-found': {
      title: 'Nu s-a găsit nicio cameră sau niciun microfon.',
      remedy: 'Conectați unul sau intrați fără.',
    },
    'device-busy': {
      title: 'Alt program folosește dispozitivul.',
      remedy: 'Închideți celălalt program sau cealaltă filă, apoi încercați din nou.',
    },
    'device-constraints': {
      title: 'Acest dispozitiv nu se potrivește.',
      remedy: 'Alegeți altul.',
    },
    'device-lost': {
      title: 'Dispozitivul a fost scos sau oprit.',
      remedy: 'Conectați-l din nou sau alegeți altul.',
    },
    'device-failed': {
      title: 'Dispozitivul nu a putut fi pornit.',
      remedy: 'Scoateți-l și conectați-l din nou sau alegeți altul.',
    },
  },
  endReasons: {
    'agent-ended': 'Asistența a încheiat sesiunea.',
    'customer-left': 'Clientul a ieșit din apel.',
    'agent-left': 'Asistența a ieșit din apel.',
    'connection-lost': 'Legătura a fost întreruptă prea mult timp.',
    'no-answer': 'Cealaltă parte nu a venit.',
    declined: 'Sesiunea a fost refuzată.',
    'called-off': 'Sesiunea a fost anulată.',
    'no-show': 'Sesiunea nu a avut loc.',
    withdrawn: 'Sesiunea a fost retrasă.',
    'created-by-mistake': 'Sesiunea a fost deschisă din greșeală.',
  },
  quality: { good: 'Bună', fair: 'Acceptabilă', poor: 'Slabă', lost: 'Pierdută' },

  agent: 'Asistență',
  customer: 'Client',
  you: 'Dvs.',

  videoSession: 'Sesiune video',
  mayNotHold:
    'Aici nu puteți ține sesiuni video; adresați-vă administratorului serviciului de asistență.',
  startSentence: 'Priviți problema împreună. Pornirea durează o clipă.',
  startVideoSession: 'Porniți sesiunea video',
  nothingYet: 'Imediat ce asistența deschide o sesiune video, puteți intra de aici.',
  connecting: 'O clipă',
  connectingSentence: 'Căutăm sesiunea dumneavoastră video.',
  notSetUp: 'Această sesiune video nu este încă pregătită',
  notSetUpSentence: 'Pagina trebuie să indice un token, și un tichet sau o sesiune.',
  readyForYou: 'Sesiunea dumneavoastră video este deschisă',
  isThere: (name) => `${name} este aici și vă așteaptă.`,
  openedBy: (name, time) => `Deschisă de ${name} la ${time}.`,
  openedAt: (time) => `Deschisă la ${time}.`,
  joinVideoSession: 'Intrați în sesiunea video',
  areInIt: (names, count) => `${names} ${count === 1 ? 'este' : 'sunt'} în această sesiune video`,
  joinRunning: 'Intrați în apelul în curs',
  withdrawSession: 'Retrageți sesiunea',
  withdrawSentence: 'Clientul nu va mai putea intra. Puteți porni oricând o sesiune nouă.',

  previewHeading: 'Sunteți gata?',
  previewSentence: 'Încă nu vă vede și nu vă aude nimeni.',
  receiveOnly:
    'Intrați fără cameră și microfon: vedeți și auziți, iar pe ele le puteți porni mai târziu.',
  ownPicture: 'Imaginea dumneavoastră',
  starting: 'Pornește …',
  cameraIsOff: 'Camera dumneavoastră este oprită.',
  microphone: 'Microfon',
  camera: 'Cameră',
  speaker: 'Difuzor',
  systemChoice: 'Cum decide sistemul',
  unnamedDevice: (number) => `Dispozitivul ${number}`,
  saySomething: 'Spuneți ceva: bara se mișcă atunci când vă auzim.',
  heard: 'Microfonul dumneavoastră funcționează.',
  microphoneIsOff: 'Microfonul dumneavoastră este oprit.',
  tryAgain: 'Încercați din nou',
  joinNow: 'Intrați acum',
  back: 'Înapoi',
  flipCamera: 'Schimbați camera',

  callWith: (name) => `Apel video cu ${name}`,
  joining: 'Intrați în apel …',
  joiningSentence: 'Durează câteva secunde.',
  waitingFor: (name) => `Așteptăm: ${name}`,
  waitingForAgent: 'Așteptăm asistența',
  waitingForCustomer: 'Așteptăm clientul',
  invite: 'Invitați',
  inviteSentence: (page: string) =>
    `Clientul nu este la pagina tichetului? La ${page} intră cu acest număr:`,
  waitingSentence:
    'Apelul începe de la sine, de obicei în unul sau două minute. Lăsați pur și simplu pagina deschisă.',
  connectingTo: (name) => `Conectare cu ${name}`,
  connectingToSentence: 'Aproape gata. Durează câteva secunde.',
  onHold: 'În așteptare',
  onHoldAgent: (name) => `${name} nu vă vede și nu vă aude.`,
  onHoldCustomer: (name) => `${name} revine imediat. Între timp nu vă vede și nu vă aude nimeni.`,
  resume: 'Continuați',
  reconnecting: 'Reconectare …',
  reconnectingMedia: 'Legătura s-a întrerupt. Revine de la sine, vă rugăm să rămâneți aici.',
  reconnectingServer: 'Apelul continuă. Doar legătura cu serverul este întreruptă.',
  reconnectingOther: (name) => `${name} a pierdut legătura. Așteptăm împreună.`,
  call: 'Apel',
  draw: 'Desen',
  freeze: 'Oprire',
  screenshot: 'Captură',
  hold: 'Așteptare',
  chat: 'Chat',
  chatUnread: (count) => `Chat, necitite: ${count}`,
  saidMessage: (name, unread, amongAgents) =>
    `Mesaj nou de la ${name}${amongAgents ? ' doar pentru asistență' : ''}${unread > 1 ? `, necitite: ${unread}` : ''}`,
  more: 'Mai multe',
  leave: 'Ieșiți',
  leaveHeading: 'Ieșiți din apel?',
  leaveStaysOpen: 'Sesiunea rămâne deschisă. Puteți intra din nou oricând.',
  leaveEnds: 'Sesiunea se încheie atunci pentru toți.',
  leaveGoesOn: 'Apelul continuă pentru ceilalți. Cât timp durează, puteți intra din nou.',
  endSession: 'Încheiați sesiunea',
  endHeading: 'Încheiați sesiunea?',
  endSentence: 'Apelul se încheie atunci pentru toți.',
  cancel: 'Renunțați',
  cameraOffOf: (name) => `${name} are camera oprită.`,
  without: {
    denied: {
      both: (name) => `${name} nu a permis nici camera, nici microfonul.`,
      camera: (name) => `${name} nu a permis camera.`,
      microphone: (name) => `${name} nu a permis microfonul.`,
    },
    missing: {
      both: (name) => `${name} nu are nici cameră, nici microfon.`,
      camera: (name) => `${name} nu are cameră.`,
      microphone: (name) => `${name} nu are microfon.`,
    },
    unavailable: {
      both: (name) => `Camera și microfonul de la ${name} nu funcționează acum.`,
      camera: (name) => `Camera de la ${name} nu funcționează acum.`,
      microphone: (name) => `Microfonul de la ${name} nu funcționează acum.`,
    },
  },
  noPictureOf: (name) => `Imaginea de la ${name} este pe drum.`,
  watches: (name) => `${name} vede camera dumneavoastră.`,
  swapPictures: 'Schimbați imaginile',
  swapHint: 'Tastele săgeți o mută în alt colț.',
  pictureOf: (name) => `Imaginea de la ${name}`,
  mutedOther: (name) => `${name} are microfonul oprit.`,
  inTheCall: (time) => `În apel de ${time}`,
  heldFor: (time) => `În așteptare de ${time}`,
  receiving: (quality) => `Recepție: ${quality}`,
  sending: (quality) => `Trimitere: ${quality}`,
  tapForSound: 'Atingeți pentru sunet',
  audioOnly: 'Rețeaua dumneavoastră este slabă: întâi vocea, imaginea revine de la sine.',
  otherAudioOnly: (name) =>
    `Rețeaua de la ${name} este slabă: întâi vocea, imaginea revine de la sine.`,

  picture: 'Imagine',
  sharp: 'Clară',
  sharpHint: 'pentru detalii',
  smooth: 'Fluentă',
  smoothHint: 'pentru mișcare',
  tones: 'Sunet când cineva intră sau iese',
  mayDraw: (name) => `${name} poate desena`,
  drawingOffByHost: 'Oprit de acest site',
  securityDigits: 'Cifre de securitate',
  securityHint: (name) =>
    `Comparați-le prin voce cu ${name}: alte cifre ar însemna că cineva s-a pus la mijloc.`,
  pictureInPicture: 'Imagine în imagine',
  fullScreen: 'Ecran complet',
  keyboard: 'Tastatură',
  close: 'Închideți',
  offerVideo: 'Oferiți video',
  stopVideo: 'Opriți video',
  videoOfferFrom: (name) => `${name} oferă video`,
  videoOfferSentence: 'Dumneavoastră hotărâți dacă se trimite și imaginea dumneavoastră.',
  acceptAndSend: 'Acceptați și trimiteți imaginea',
  justWatch: 'Doar priviți',
  notNow: 'Nu acum',
  videoOffered: (name) => `Ați oferit video. ${name} trebuie să accepte.`,
  takeBack: 'Retrageți',
  voiceOnly: 'Doar voce',
  cameraInVoiceCall:
    'Camera dumneavoastră este pornită, dar apelul este doar cu voce: nimeni nu vă vede imaginea.',
  cameraInVoiceCallRemedy: 'Ca să o trimiteți, alegeți „Oferiți video” din „Mai multe”.',
  toolKeys: 'Alegeți instrumentul de desen',
  undoKey: 'Desen: anulați',
  helpKey: 'Aceste taste',
  cornerKey: 'Mutați imaginea mică',

  elsewhere: 'Apelul dumneavoastră este deschis în alt loc',
  takeOverHere: 'Aduceți-l aici',
  over: 'Sesiunea s-a încheiat',
  youLeft: 'Ați ieșit din apel.',
  leftUntold:
    'Nimeni nu vă mai vede și nu vă mai aude. Cealaltă parte află imediat ce serviciul video răspunde.',
  youEnded: 'Ați încheiat sesiunea.',
  lasted: (time) => `Apelul a durat ${time}.`,
  code: (code) => `Cod: ${code}`,
  dismiss: 'Ascundeți',

  saidLive: (name) => `${name} este în legătură.`,
  saidResumed: 'Apelul continuă.',
  saidMicrophoneOn: 'Microfon pornit',
  saidMicrophoneOff: 'Microfon oprit',
  saidCameraOn: 'Cameră pornită',
  saidCameraOff: 'Cameră oprită',
};
