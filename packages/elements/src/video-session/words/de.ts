import type { SessionWords } from './en.ts';

/** The words of `<video-session>` in German. */
export const de: SessionWords = {
  errors: {
    'invalid-message': {
      title: 'Auf dieser Seite passt etwas nicht zusammen.',
      remedy: 'Laden Sie die Seite neu. Bleibt es dabei, sagen Sie es dem Support dieser Seite.',
    },
    'unknown-request': {
      title: 'Der Server kennt nicht, worum diese Seite bittet.',
      remedy: 'Laden Sie die Seite neu, dann haben Sie die neueste Fassung.',
    },
    'message-too-large': {
      title: 'Das war zu viel auf einmal.',
      remedy: 'Versuchen Sie es mit weniger.',
    },
    'invalid-configuration': {
      title: 'Der Videodienst ist nicht richtig eingerichtet.',
      remedy: 'Sagen Sie es dem Support dieser Seite; dort lässt es sich beheben.',
    },
    'invalid-url': {
      title: 'Die Adresse des Videodienstes stimmt nicht.',
      remedy: 'Sagen Sie es dem Support dieser Seite; dort lässt es sich beheben.',
    },
    'invalid-number': {
      title: 'Zu dieser Nummer gibt es keine offene Sitzung.',
      remedy: 'Lassen Sie sich die Nummer noch einmal vorlesen.',
    },
    'not-found': {
      title: 'Diese Videositzung steht Ihnen nicht offen.',
      remedy: 'Öffnen Sie das Ticket neu, oder bitten Sie um eine neue Sitzung.',
    },
    'not-authorized': {
      title: 'Diese Seite konnte nicht zeigen, wer Sie sind.',
      remedy: 'Laden Sie die Seite neu, und melden Sie sich an, falls Sie gefragt werden.',
    },
    'wrong-api-key': {
      title: 'Der Videodienst hat den Betreiber dieser Seite nicht erkannt.',
      remedy: 'Sagen Sie es dem Support dieser Seite; der Zugang zum Videodienst stimmt nicht.',
    },
    'token-used': {
      title: 'Dieser Zugang wurde schon auf einem anderen Gerät benutzt.',
      remedy: 'Laden Sie die Seite neu, dann erhalten Sie einen neuen.',
    },
    'not-allowed': {
      title: 'Das dürfen Sie hier nicht.',
      remedy: 'Fragen Sie die Person, die die Sitzung leitet.',
    },
    'origin-not-allowed': {
      title: 'Diese Seite darf den Videodienst noch nicht nutzen.',
      remedy: 'Sagen Sie es dem Support dieser Seite; ihre Adresse fehlt auf dem Server.',
    },
    'client-too-old': { title: 'Diese Seite ist veraltet.', remedy: 'Laden Sie die Seite neu.' },
    'client-too-new': {
      title: 'Der Videodienst ist älter als diese Seite.',
      remedy: 'Sagen Sie es dem Support dieser Seite; der Server braucht eine neue Version.',
    },
    'session-over': {
      title: 'Diese Videositzung ist beendet.',
      remedy: 'Eine neue beginnt wieder im Ticket.',
    },
    'session-not-running': {
      title: 'Der Anruf hat noch nicht begonnen.',
      remedy: 'Warten Sie, bis beide Seiten da sind.',
    },
    'switched-off': {
      title: 'Das ist hier ausgeschaltet.',
      remedy: 'Fragen Sie die Administration des Helpdesks, oder verzichten Sie darauf.',
    },
    'mail-not-set-up': {
      title: 'Dieser Dienst verschickt keine E-Mails.',
      remedy: 'Kopieren Sie den Link und verschicken Sie ihn selbst.',
    },
    'no-desk-page': {
      title: 'Kollegen können hier nicht mit einem Link eingeladen werden.',
      remedy: 'Sagen Sie es dem Support dieser Seite; er kann es einrichten.',
    },
    'too-many-calls': {
      title: 'Sie sind in so vielen Gesprächen zugleich, wie erlaubt sind.',
      remedy: 'Verlassen Sie zuerst eines davon.',
    },
    'call-goes-on': {
      title:
        'Ihr anderes Gespräch ließ sich nicht halten und geht weiter: Dort hört und sieht man Sie.',
      remedy: 'Schalten Sie dort Mikrofon und Kamera aus, oder verlassen Sie es.',
    },
    'customer-in-call': {
      title:
        'Eine Kundin oder ein Kunde ist gerade in dieser Sitzung, sie lässt sich jetzt nicht verbergen.',
      remedy: 'Stellen Sie die Sitzung nach dem Gespräch auf intern, oder bevor jemand beitritt.',
    },
    'not-over-yet': {
      title: 'Eine Sitzung lässt sich erst bewerten, wenn sie vorbei ist.',
      remedy: 'Kommen Sie nach dem Gespräch wieder.',
    },
    'rating-closed': {
      title: 'Ihre Bewertung ist älter als einen Tag und lässt sich nicht mehr ändern.',
      remedy: 'Schreiben Sie uns, wenn Sie noch etwas sagen möchten.',
    },
    'still-open': {
      title: 'Die Sitzung ist noch nicht vorbei.',
      remedy: 'Beenden Sie das Gespräch oder sagen Sie die Sitzung ab; dann legen Sie sie ab.',
    },
    'disposition-required': {
      title: 'Eine Sitzung wird hier mit einem Ergebnis abgelegt.',
      remedy: 'Wählen Sie, was dabei herauskam.',
    },
    'unknown-disposition': {
      title: 'Dieses Ergebnis steht nicht mehr auf der Liste.',
      remedy: 'Wählen Sie ein anderes.',
    },
    'unknown-field': {
      title: 'Dieses Feld gibt es nicht mehr.',
      remedy: 'Sehen Sie noch einmal nach und ändern Sie eines, das es gibt.',
    },
    'too-many-fields': {
      title: 'Mehr Felder kann es nicht geben.',
      remedy: 'Ändern Sie eines der vorhandenen.',
    },
    'field-changed': {
      title: 'Das hat inzwischen jemand anderes geändert.',
      remedy: 'Sehen Sie beide Texte an und behalten Sie, was Sie brauchen.',
    },
    'note-changed': {
      title: 'Diese Notizen wurden inzwischen in einem anderen Tab geändert.',
      remedy: 'Sehen Sie beide Texte an und behalten Sie, was Sie brauchen.',
    },
    'session-running': {
      title: 'Der Anruf läuft bereits.',
      remedy: 'Beenden Sie stattdessen die Sitzung.',
    },
    'too-many-tickets': {
      title: 'Die Sitzung gehört schon zu so vielen Tickets wie möglich.',
      remedy: 'Nehmen Sie sie erst von einem anderen Ticket.',
    },
    'session-exists': {
      title: 'So eine Sitzung gibt es schon.',
      remedy: 'Laden Sie die Seite neu, um sie zu sehen.',
    },
    'not-joined': {
      title: 'Sie sind nicht in diesem Anruf.',
      remedy: 'Treten Sie ihm zuerst bei.',
    },
    'joined-elsewhere': {
      title: 'Ihr Anruf ist an anderer Stelle offen',
      remedy: 'Er läuft in einem anderen Tab oder auf einem anderen Gerät. Sie können ihn holen.',
    },
    'taken-over': {
      title: 'Ihr Anruf geht an anderer Stelle weiter',
      remedy:
        'Er läuft in einem anderen Tab oder auf einem anderen Gerät. Sie können ihn zurückholen.',
    },
    'session-full': {
      title: 'Die Sitzung ist voll.',
      remedy: 'Warten Sie, bis jemand gegangen ist.',
    },
    'number-taken': {
      title: 'Mit dieser Nummer ist schon jemand in der Sitzung.',
      remedy: 'Wenn Sie das sind, machen Sie dort weiter; sonst bitten Sie um einen eigenen Link.',
    },
    'already-linked': {
      title: 'Das Ticket gehört schon zu dieser Sitzung.',
      remedy: 'Sie müssen nichts tun.',
    },
    'not-linked': {
      title: 'Das Ticket gehört nicht zu dieser Sitzung.',
      remedy: 'Wählen Sie eines ihrer Tickets.',
    },
    'on-hold': {
      title: 'Der Anruf wird gehalten.',
      remedy: 'Versuchen Sie es noch einmal, sobald der Anruf weitergeht.',
    },
    'no-video-offer': {
      title: 'Das Videoangebot besteht nicht mehr.',
      remedy: 'Bieten Sie selbst Video an.',
    },
    'drawing-off': {
      title: 'Das Zeichnen ist für Sie ausgeschaltet.',
      remedy: 'Bitten Sie die andere Seite, es wieder einzuschalten; zeigen können Sie weiterhin.',
    },
    'drawing-full': {
      title: 'In diese Sitzung passt keine weitere Zeichnung.',
      remedy: 'Zeichnen Sie in einer neuen Sitzung weiter; entfernen können Sie weiterhin.',
    },
    'chat-full': {
      title: 'In diese Sitzung passen keine weiteren Nachrichten.',
      remedy: 'Schreiben Sie in einer neuen Sitzung weiter; lesen können Sie weiterhin.',
    },
    'invalid-picture': {
      title: 'Das ist kein Bild, das aufbewahrt werden kann.',
      remedy: 'Nehmen Sie ein vollständiges JPEG-, PNG- oder WebP-Bild.',
    },
    'pictures-full': {
      title: 'In diese Sitzung passen keine weiteren Bilder.',
      remedy: 'Lassen Sie eines löschen, oder machen Sie in einer neuen Sitzung weiter.',
    },
    'recording-changed': {
      title: 'Mit der Aufzeichnung ist inzwischen etwas geschehen.',
      remedy: 'Sehen Sie nach, ob sie läuft oder beendet ist.',
    },
    'asked-just-now': {
      title: 'Jemand hat eben Nein gesagt.',
      remedy: 'Fragen Sie in einer halben Minute noch einmal.',
    },
    'recordings-full': {
      title: 'In dieser Sitzung ist kein Platz für weitere Aufzeichnungen.',
      remedy: 'Machen Sie in einer neuen Sitzung weiter.',
    },
    'no-recorder': {
      title: 'Auf der anderen Seite kann nicht aufgezeichnet werden.',
      remedy:
        'Dort braucht es einen aktuellen Chrome, Edge oder Firefox; bitten Sie dann noch einmal. Ist es einer, lässt die Seite es nicht zu: Sagen Sie es ihrem Betreiber.',
    },
    'wish-declined': {
      title: 'Die Kundin oder der Kunde hat nicht zugestimmt.',
      remedy: 'Sagen Sie, wozu es dient, und fragen Sie gleich noch einmal.',
    },
    'already-requested': {
      title: 'Sie haben schon um eine Videositzung gebeten.',
      remedy:
        'Warten Sie auf die Antwort, schlagen Sie andere Zeiten vor, oder ziehen Sie die Anfrage erst zurück.',
    },
    'already-answered': {
      title: 'Diese Anfrage hat schon jemand beantwortet.',
      remedy:
        'Sehen Sie nach, was vereinbart ist. Soll es anders werden, sagen Sie die Sitzung ab und fragen Sie neu an.',
    },
    'not-confirmed': {
      title: 'Diese Videositzung ist noch nicht bestätigt.',
      remedy: 'Sie können beitreten, sobald der Support sie bestätigt hat.',
    },
    'time-not-offered': {
      title: 'Diese Zeit steht nicht mehr zur Wahl.',
      remedy: 'Wählen Sie eine der Zeiten, die Sie jetzt sehen.',
    },
    'too-early': {
      title: 'Die vereinbarte Zeit ist noch nicht gekommen.',
      remedy: 'Warten Sie, bis sie vorbei ist.',
    },
    'time-past': {
      title: 'Diese Zeit ist schon vorbei.',
      remedy: 'Wählen Sie eine spätere.',
    },
    'time-too-far': {
      title: 'Diese Zeit liegt zu weit in der Zukunft.',
      remedy: 'Wählen Sie eine Zeit innerhalb des nächsten Jahres.',
    },
    'time-twice': {
      title: 'Dieselbe Zeit steht zweimal da.',
      remedy: 'Nennen Sie jede Zeit einmal.',
    },
    'unknown-zone': {
      title: 'Der Videodienst kennt die Zeitzone dieses Geräts nicht.',
      remedy:
        'Stellen Sie die Zeitzone in den Einstellungen Ihres Geräts ein, und laden Sie die Seite neu.',
    },
    'command-id-reused': {
      title: 'Diese Seite hat etwas verwechselt.',
      remedy: 'Laden Sie die Seite neu.',
    },
    'other-side-away': {
      title: 'Die andere Seite ist gerade nicht verbunden.',
      remedy: 'Warten Sie einen Moment; der Anruf geht von selbst weiter.',
    },
    'too-many-requests': {
      title: 'Das ging etwas zu schnell.',
      remedy: 'Warten Sie einen Moment, und versuchen Sie es dann noch einmal.',
    },
    'too-many-tries': {
      title: 'Das hat zu oft nicht geklappt.',
      remedy: 'Warten Sie einige Minuten, und versuchen Sie es dann noch einmal.',
    },
    'too-many-connections': {
      title: 'In Ihrem Netz sind zu viele Anrufe offen.',
      remedy: 'Schließen Sie andere Tabs mit Anrufen, und versuchen Sie es noch einmal.',
    },
    'server-error': {
      title: 'Der Videodienst konnte das nicht ausführen.',
      remedy: 'Versuchen Sie es gleich noch einmal.',
    },
    'storage-unavailable': {
      title: 'Der Videodienst kann gerade nichts speichern.',
      remedy: 'Es ist nichts verloren. Versuchen Sie es gleich noch einmal.',
    },
    'server-stopping': {
      title: 'Der Videodienst startet gerade neu.',
      remedy: 'Warten Sie einen Moment; diese Seite kommt von selbst zurück.',
    },
    'server-unreachable': {
      title: 'Der Videodienst ist nicht erreichbar.',
      remedy: 'Prüfen Sie Ihre Internetverbindung; diese Seite versucht es weiter.',
    },
    'request-timeout': {
      title: 'Der Videodienst hat nicht geantwortet.',
      remedy: 'Prüfen Sie Ihre Internetverbindung, und versuchen Sie es noch einmal.',
    },
    'connection-lost': {
      title: 'Die Verbindung zur anderen Seite ist abgerissen.',
      remedy: 'Prüfen Sie Ihre Internetverbindung, und versuchen Sie es noch einmal.',
    },
    'webrtc-unsupported': {
      title: 'Dieser Browser kann keine Videoanrufe.',
      remedy: 'Nehmen Sie ein aktuelles Chrome, Edge, Firefox oder Safari.',
    },
    cancelled: {
      title: 'Das wurde abgebrochen.',
      remedy: 'Versuchen Sie es noch einmal, wenn Sie es doch möchten.',
    },
    closed: { title: 'Dieser Anruf wurde geschlossen.', remedy: 'Laden Sie die Seite neu.' },
    'device-denied-by-user': {
      title: 'Kamera oder Mikrofon wurde nicht erlaubt.',
      remedy:
        'Tippen Sie auf das Symbol in der Adresszeile (Kamera, Schloss oder „aA“), erlauben Sie es, und versuchen Sie es noch einmal.',
    },
    'device-denied-by-browser': {
      title: 'Ihr Browser oder Ihr Gerät sperrt Kamera oder Mikrofon.',
      remedy:
        'Erlauben Sie sie für diesen Browser in den Einstellungen Ihres Geräts, und versuchen Sie es noch einmal.',
    },
    'device-denied-by-page': {
      title: 'Die Seite um diesen Anruf herum gibt Kamera und Mikrofon nicht weiter.',
      remedy: 'Sagen Sie es dem Support dieser Seite. Sie können auch ohne beitreten.',
    },
    'device-insecure-context': {
      title: 'Kamera und Mikrofon brauchen eine sichere Seite.',
      remedy: 'Öffnen Sie diese Seite mit https:// in der Adresse.',
    },
    'device-not-found': {
      title: 'Es wurde keine Kamera oder kein Mikrofon gefunden.',
      remedy: 'Schließen Sie eines an, oder treten Sie ohne bei.',
    },
    'device-busy': {
      title: 'Ein anderes Programm benutzt das Gerät.',
      remedy: 'Schließen Sie das andere Programm oder den Tab, und versuchen Sie es noch einmal.',
    },
    'device-constraints': { title: 'Dieses Gerät passt nicht.', remedy: 'Wählen Sie ein anderes.' },
    'device-lost': {
      title: 'Das Gerät wurde abgezogen oder ausgeschaltet.',
      remedy: 'Schließen Sie es wieder an, oder wählen Sie ein anderes.',
    },
    'device-failed': {
      title: 'Das Gerät ließ sich nicht starten.',
      remedy: 'Ziehen Sie es ab und stecken Sie es wieder an, oder wählen Sie ein anderes.',
    },
  },
  endReasons: {
    'agent-ended': 'Der Support hat die Sitzung beendet.',
    'customer-left': 'Die Kundenseite hat den Anruf verlassen.',
    'agent-left': 'Der Support hat den Anruf verlassen.',
    'connection-lost': 'Die Verbindung war zu lange unterbrochen.',
    'no-answer': 'Die andere Seite ist nicht gekommen.',
    declined: 'Die Sitzung wurde abgelehnt.',
    'called-off': 'Die Sitzung wurde abgesagt.',
    'no-show': 'Die Sitzung fand nicht statt.',
    withdrawn: 'Die Sitzung wurde zurückgezogen.',
    'created-by-mistake': 'Die Sitzung wurde versehentlich geöffnet.',
  },
  quality: { good: 'Gut', fair: 'Mäßig', poor: 'Schwach', lost: 'Verloren' },

  agent: 'Support',
  customer: 'Kundenseite',
  you: 'Sie',

  videoSession: 'Videositzung',
  mayNotHold:
    'Sie dürfen hier keine Videositzungen führen; fragen Sie die Administration des Helpdesks.',
  startSentence: 'Sehen Sie sich das Problem gemeinsam an. Der Start dauert einen Moment.',
  startVideoSession: 'Videositzung starten',
  nothingYet: 'Sobald der Support eine Videositzung öffnet, können Sie ihr hier beitreten.',
  connecting: 'Einen Moment',
  connectingSentence: 'Ihre Videositzung wird gesucht.',
  notSetUp: 'Diese Videositzung ist noch nicht eingerichtet',
  notSetUpSentence: 'Die Seite muss ein Token angeben, und ein Ticket oder eine Sitzung.',
  readyForYou: 'Ihre Videositzung ist offen',
  isThere: (name) => `${name} ist da und wartet auf Sie.`,
  openedBy: (name, time) => `${name} hat sie um ${time} geöffnet.`,
  openedAt: (time) => `Geöffnet um ${time}.`,
  joinVideoSession: 'Videositzung beitreten',
  areInIt: (names, count) => `${names} ${count === 1 ? 'ist' : 'sind'} in dieser Videositzung`,
  joinRunning: 'Dem laufenden Gespräch beitreten',
  withdrawSession: 'Sitzung zurückziehen',
  withdrawSentence:
    'Die Kundenseite kann dann nicht mehr beitreten. Sie können jederzeit eine neue Sitzung starten.',

  previewHeading: 'Bereit?',
  previewSentence: 'Noch sieht und hört Sie niemand.',
  receiveOnly:
    'Sie treten ohne Kamera und Mikrofon bei: Sie sehen und hören zu und können beides später einschalten.',
  ownPicture: 'Ihr Bild',
  starting: 'Startet …',
  cameraIsOff: 'Ihre Kamera ist aus.',
  microphone: 'Mikrofon',
  camera: 'Kamera',
  speaker: 'Lautsprecher',
  systemChoice: 'Wie das System es wählt',
  unnamedDevice: (number) => `Gerät ${number}`,
  saySomething: 'Sagen Sie etwas: Der Balken bewegt sich, wenn wir Sie hören.',
  heard: 'Ihr Mikrofon funktioniert.',
  microphoneIsOff: 'Ihr Mikrofon ist aus.',
  tryAgain: 'Noch einmal versuchen',
  joinNow: 'Jetzt beitreten',
  back: 'Zurück',
  flipCamera: 'Kamera wechseln',

  callWith: (name) => `Videoanruf mit ${name}`,
  joining: 'Sie treten bei …',
  joiningSentence: 'Das dauert ein paar Sekunden.',
  waitingFor: (name) => `Warten auf ${name}`,
  waitingForAgent: 'Warten auf den Support',
  waitingForCustomer: 'Warten auf die Kundenseite',
  invite: 'Einladen',
  inviteSentence: (page: string) =>
    `Die andere Seite ist nicht beim Ticket? Unter ${page} kommt sie mit dieser Nummer herein:`,
  waitingSentence:
    'Der Anruf beginnt von selbst, meist in ein bis zwei Minuten. Lassen Sie diese Seite einfach offen.',
  connectingTo: (name) => `Verbindung mit ${name}`,
  connectingToSentence: 'Gleich ist es so weit. Das dauert ein paar Sekunden.',
  onHold: 'Gehalten',
  onHoldAgent: (name) => `${name} sieht und hört Sie nicht.`,
  onHoldCustomer: (name) => `${name} ist gleich wieder da. Solange sieht und hört Sie niemand.`,
  resume: 'Fortsetzen',
  reconnecting: 'Verbindung wird wiederhergestellt …',
  reconnectingMedia:
    'Die Verbindung war unterbrochen. Sie kommt von selbst zurück, bitte bleiben Sie hier.',
  reconnectingServer: 'Der Anruf geht weiter. Nur die Verbindung zum Server ist unterbrochen.',
  reconnectingOther: (name) => `${name} hat die Verbindung verloren. Wir warten gemeinsam.`,
  call: 'Anruf',
  draw: 'Zeichnen',
  freeze: 'Einfrieren',
  screenshot: 'Bildschirmfoto',
  hold: 'Halten',
  chat: 'Chat',
  chatUnread: (count) => `Chat, ${count} ungelesen`,
  saidMessage: (name, unread, amongAgents) =>
    `Neue Nachricht von ${name}${amongAgents ? ' nur an den Support' : ''}${unread > 1 ? `, ${unread} ungelesen` : ''}`,
  more: 'Mehr',
  leave: 'Verlassen',
  leaveHeading: 'Den Anruf verlassen?',
  leaveStaysOpen: 'Die Sitzung bleibt offen. Sie können jederzeit wieder beitreten.',
  leaveEnds: 'Die Sitzung endet dann für alle.',
  leaveGoesOn:
    'Der Anruf geht für die anderen weiter. Solange er läuft, können Sie wieder beitreten.',
  endSession: 'Sitzung beenden',
  endHeading: 'Die Sitzung beenden?',
  endSentence: 'Der Anruf endet dann für alle.',
  cancel: 'Abbrechen',
  cameraOffOf: (name) => `${name} hat die Kamera aus.`,
  without: {
    denied: {
      both: (name) => `${name} hat weder Kamera noch Mikrofon zugelassen.`,
      camera: (name) => `${name} hat die Kamera nicht zugelassen.`,
      microphone: (name) => `${name} hat das Mikrofon nicht zugelassen.`,
    },
    missing: {
      both: (name) => `${name} hat weder Kamera noch Mikrofon.`,
      camera: (name) => `${name} hat keine Kamera.`,
      microphone: (name) => `${name} hat kein Mikrofon.`,
    },
    unavailable: {
      both: (name) => `Kamera und Mikrofon von ${name} funktionieren gerade nicht.`,
      camera: (name) => `Die Kamera von ${name} funktioniert gerade nicht.`,
      microphone: (name) => `Das Mikrofon von ${name} funktioniert gerade nicht.`,
    },
  },
  noPictureOf: (name) => `Das Bild von ${name} ist unterwegs.`,
  watches: (name) => `${name} sieht Ihre Kamera.`,
  swapPictures: 'Bilder tauschen',
  swapHint: 'Mit den Pfeiltasten kommt es in eine andere Ecke.',
  pictureOf: (name) => `Bild von ${name}`,
  mutedOther: (name) => `${name} ist stumm.`,
  inTheCall: (time) => `Seit ${time} im Anruf`,
  heldFor: (time) => `Seit ${time} gehalten`,
  receiving: (quality) => `Empfang: ${quality}`,
  sending: (quality) => `Senden: ${quality}`,
  tapForSound: 'Für Ton antippen',
  audioOnly: 'Ihr Netz ist schwach: Die Stimme geht vor, Ihr Bild kommt von selbst zurück.',
  otherAudioOnly: (name) =>
    `Das Netz von ${name} ist schwach: Die Stimme geht vor, das Bild kommt von selbst zurück.`,

  picture: 'Bild',
  sharp: 'Scharf',
  sharpHint: 'für Kleingedrucktes',
  smooth: 'Flüssig',
  smoothHint: 'für Bewegung',
  tones: 'Ton, wenn jemand kommt oder geht',
  mayDraw: (name) => `${name} darf zeichnen`,
  drawingOffByHost: 'Von dieser Website ausgeschaltet',
  securityDigits: 'Sicherheitsziffern',
  securityHint: (name) =>
    `Vergleichen Sie sie mündlich mit ${name}: Andere Ziffern würden bedeuten, dass jemand dazwischensteht.`,
  pictureInPicture: 'Bild im Bild',
  fullScreen: 'Vollbild',
  keyboard: 'Tastatur',
  close: 'Schließen',
  offerVideo: 'Video anbieten',
  stopVideo: 'Video beenden',
  videoOfferFrom: (name) => `${name} bietet Video an`,
  videoOfferSentence: 'Sie entscheiden, ob auch Ihr Bild gesendet wird.',
  acceptAndSend: 'Annehmen und mein Bild senden',
  justWatch: 'Nur zusehen',
  notNow: 'Jetzt nicht',
  videoOffered: (name) => `Sie haben Video angeboten. ${name} muss zustimmen.`,
  takeBack: 'Zurücknehmen',
  voiceOnly: 'Nur Stimme',
  cameraInVoiceCall:
    'Ihre Kamera ist an, aber der Anruf läuft nur mit Stimme: Niemand sieht Ihr Bild.',
  cameraInVoiceCallRemedy: 'Um es zu senden, wählen Sie „Video anbieten“ unter „Mehr“.',
  toolKeys: 'Zeichenwerkzeug wählen',
  undoKey: 'Zeichnung: rückgängig',
  helpKey: 'Diese Tasten',
  cornerKey: 'Kleines Bild verschieben',

  elsewhere: 'Ihr Anruf ist an anderer Stelle offen',
  takeOverHere: 'Hierher holen',
  over: 'Die Sitzung ist beendet',
  youLeft: 'Sie haben den Anruf verlassen.',
  leftUntold:
    'Niemand sieht oder hört Sie mehr. Die andere Seite erfährt es, sobald der Videodienst antwortet.',
  youEnded: 'Sie haben die Sitzung beendet.',
  lasted: (time) => `Der Anruf dauerte ${time}.`,
  code: (code) => `Code: ${code}`,
  dismiss: 'Ausblenden',

  saidLive: (name) => `${name} ist verbunden.`,
  saidResumed: 'Der Anruf geht weiter.',
  saidMicrophoneOn: 'Mikrofon an',
  saidMicrophoneOff: 'Mikrofon aus',
  saidCameraOn: 'Kamera an',
  saidCameraOff: 'Kamera aus',
};
