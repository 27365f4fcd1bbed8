import type { JoinWords } from './en.ts';

/** The words of the page for numbers in Italian. */
export const it: JoinWords = {
  title: 'Sessione video',
  heading: 'Partecipi a una sessione video',
  intro: 'Inserisca il numero che Le è stato comunicato. Non servono né account né app.',
  number: 'Numero della sessione',
  numberHint: 'Nove cifre',
  name: 'Il Suo nome',
  nameHint: 'Lo vede l’altra parte.',
  go: 'Continua',
  nineDigits: 'Il numero di una sessione ha nove cifre.',
  nameMissing: 'Inserisca il Suo nome.',
  another: 'Inserisci un altro numero',
  looking: 'Un momento …',
  invitedBy: (name) => `${name} La invita a una sessione video`,
  yourSession: 'La Sua sessione video',
  noApp: 'Si svolge in questa pagina. Non servono né account né app.',
  agreedFor: (when) => `È fissata per: ${when}. Può venire un po’ prima.`,
  asNamed: (name) => `Partecipa come ${name}.`,
  rateIt: 'Può ancora dire com’è andata; bastano pochi secondi.',
  haveNumber: 'Ho un numero',
  tryAgain: 'Riprova',
  closed: {
    gone: {
      heading: 'Questo link non porta da nessuna parte',
      sentence:
        'Forse ne manca una parte. Lo apra di nuovo per intero dal messaggio, o ne chieda uno nuovo.',
    },
    over: {
      heading: 'Questa sessione video è finita',
      sentence: 'Se ha ancora bisogno di aiuto, chieda un nuovo invito.',
    },
    revoked: {
      heading: 'Questo invito è stato ritirato',
      sentence: 'Se La aspettano ancora, ne chieda uno nuovo.',
    },
    expired: {
      heading: 'Questo invito è scaduto',
      sentence: 'Ne chieda uno nuovo; basta un momento.',
    },
    used: {
      heading: 'Con questo invito qualcuno è già nella sessione',
      sentence:
        'È Lei, su un altro dispositivo? Lo chiuda lì e riprovi. Altrimenti chieda un invito Suo.',
    },
  },
};
