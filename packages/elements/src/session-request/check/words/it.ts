import type { CheckWords } from './en.ts';

/** The words of the check before a call, in Italian. */
export const it: CheckWords = {
  listen: 'Registra e ascolta',
  samples: {
    none: 'Vengono registrati e riprodotti tre secondi. Non vengono conservati da nessuna parte.',
    recording: 'Dica qualcosa …',
    playing: 'Ecco come la sentono …',
    played: 'Si è sentito? Se no, scelga un altro microfono.',
    failed: 'Non ha funzionato. Scelga un altro microfono e riprovi.',
  },
  play: 'Riproduci un suono di prova',
  playing: 'Dovrebbe sentire tre note …',
  didYouHear: 'Ha sentito tre note?',
  yes: 'Sì',
  no: 'No',
  speakerWorks: 'L’altoparlante funziona.',
  speakerRemedy:
    'Alzi il volume, controlli se sono collegate delle cuffie o scelga un altro altoparlante. Poi riprovi.',
  network: 'Connessione',
  searching: 'Stiamo provando la connessione …',
  ways: {
    direct: 'Diretta',
    relayUdp: 'Tramite il nostro relay',
    relayTcp: 'Tramite il nostro relay, per una via più lunga',
  },
  worksIn: (ms) => `funziona (${ms} ms)`,
  findings: {
    works: 'funziona',
    untested: 'non provato',
    denied: 'non consentito',
    missing: 'non presente',
    busy: 'usato da un altro programma',
    failed: 'non funziona',
    blocked: 'non passa',
    refused: 'viene rifiutato',
    full: 'non ha posto',
  },
  verdicts: {
    open: 'La sua connessione è pronta per una videochiamata.',
    detour:
      'La sua rete lascia passare il video solo per una via più lunga. Una chiamata funziona, ma l’immagine può bloccarsi. Meglio un altro Wi-Fi o i dati mobili, oppure spegnere una VPN.',
    'relay-down':
      'Il nostro relay al momento non accetta chiamate. Una chiamata può riuscire lo stesso. Ce lo segnali e riprovi più tardi.',
    closed:
      'Questa rete non lascia passare videochiamate. Provi con i dati mobili o un altro Wi-Fi, spenga una VPN o chieda a chi gestisce la rete.',
  },
  again: 'Prova di nuovo la connessione',
  checked: 'Provato prima della chiamata',
  devices: { camera: 'Fotocamera', microphone: 'Microfono', speaker: 'Altoparlante' },
  shortVerdicts: {
    open: 'funziona',
    detour: 'funziona per una via più lunga (TCP); l’immagine può bloccarsi',
    'relay-down': 'il relay non accetta chiamate',
    closed: 'non lascia passare chiamate',
  },
};
