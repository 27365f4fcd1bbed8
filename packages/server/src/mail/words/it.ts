import type { MailWords } from './en.ts';

/** The words of e-mails in Italian. */
export const it: MailWords = {
  hello: (name) => `Buongiorno ${name},`,
  helloAnybody: 'Buongiorno,',
  session: 'Sessione video',
  open: 'Apri la sessione video',
  toPage: 'Apri la pagina',
  yours: 'Il link è riservato a Lei. Si apre nel browser, senza app e senza account.',
  invited: {
    subject: (by) =>
      by === null ? 'La invitiamo a una sessione video' : `${by} La invita a una sessione video`,
    text: (by) => `${by ?? 'Il Suo team di assistenza'} La aspetta in una sessione video.`,
    textLater: (by, when) =>
      by === null
        ? `La invitiamo a una sessione video: ${when}.`
        : `${by} La invita a una sessione video: ${when}.`,
  },
  colleague: {
    subject: (by) =>
      by === null
        ? 'La preghiamo di partecipare a una sessione video'
        : `${by} La chiama in una sessione video`,
    text: (by, ticket) =>
      `${by ?? 'Il Suo help desk'} La chiama in una sessione video${ticket === null ? '' : ` sul ticket ${ticket}`}.`,
    open: 'Apri nell’help desk',
    yours:
      'Il link porta al Suo help desk, dove accede come sempre. Non fa entrare chi lì non è un agente.',
  },
  confirmed: {
    subject: (when) => `La Sua sessione video: ${when}`,
    text: (when) => `la Sua sessione video è fissata per: ${when}.`,
  },
  ready: {
    subject: 'La Sua sessione video: siamo pronti',
    text: 'possiamo aiutarLa adesso. Apra la sessione video appena Le è comodo.',
  },
  proposed: {
    subject: 'Altri orari per la Sua sessione video',
    text: 'negli orari che ha indicato non possiamo. Le proponiamo:',
    textAnyTime: 'Le proponiamo:',
    next: 'Ne scelga uno, o ne indichi altri, in questa pagina:',
    nextOne: 'Lo accetti, o indichi altri orari, in questa pagina:',
  },
  declined: {
    subject: 'La Sua richiesta di una sessione video',
    text: 'non possiamo tenere la sessione video che ha chiesto.',
    next: 'Può chiedere di nuovo in qualsiasi momento nella stessa pagina.',
  },
  cancelled: {
    subject: (when) => `Annullata: la Sua sessione video, ${when}`,
    subjectNoTime: 'Annullata: la Sua sessione video',
    text: (when) => `la sessione video (${when}) non avrà luogo.`,
    textNoTime: 'la sessione video che ha chiesto non avrà luogo.',
    next: 'Se ha ancora bisogno di aiuto, chieda un altro orario nella stessa pagina.',
  },
  missed: {
    subject: 'Non L’abbiamo trovata nella Sua sessione video',
    text: 'L’abbiamo aspettata nella sessione video, ma non L’abbiamo trovata.',
    next: 'Se ha ancora bisogno di aiuto, chieda un altro orario nella stessa pagina.',
  },
  reminder: {
    subject: (when) => `Promemoria: la Sua sessione video, ${when}`,
    text: (when) => `Le ricordiamo la Sua sessione video: ${when}.`,
  },
  rating: {
    subject: 'Com’è andata la Sua sessione video?',
    text: 'ha avuto una sessione video con noi. Com’è andata? Bastano da una a cinque stelle e pochi secondi.',
    open: 'Valuta la sessione',
  },
  wrote: (name) => `${name} scrive:`,
  wroteUs: 'Il nostro messaggio per Lei:',
  why: 'Riceve questa e-mail perché ha chiesto una sessione video.',
  whyRating: 'Riceve questa e-mail perché ha partecipato a una sessione video.',
  whyInvited: 'Riceve questa e-mail perché qualcuno ha inserito il Suo indirizzo per invitarLa.',
};
