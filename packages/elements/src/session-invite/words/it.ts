import type { InviteWords } from './en.ts';

/** The words of invitations in Italian. */
export const it: InviteWords = {
  title: 'Invita qualcuno',
  hint: 'Per chi non è nella pagina del ticket. Un link fa entrare una persona, da qualsiasi dispositivo, senza account.',
  name: 'Nome',
  nameHint: 'Facoltativo. Sta nell’invito; si può cambiare.',
  address: 'Indirizzo e-mail',
  noAddress: 'Inserisca un indirizzo e-mail, per esempio mia@example.org.',
  lang: 'Lingua',
  send: 'Invia e-mail',
  makeLink: 'Crea un link',
  sent: (address) => `L’e-mail a ${address} è in viaggio.`,
  linkMade: 'Il link è pronto.',
  link: 'Link alla sessione',
  copy: 'Copia link',
  copied: 'Link copiato',
  byMail: 'Programma e-mail',
  share: 'Condividi',
  takeBack: 'Ritira',
  list: 'Inviti',
  anybody: 'Qualcuno',
  by: (name) => `Da ${name}`,
  takenBack: (name) => `L’invito è stato ritirato: ${name}`,
  open: (until) => `Aperto fino a ${until}`,
  used: 'Nella sessione',
  revoked: 'Ritirato',
  expired: 'Scaduto',
  close: 'Chiudi',
  subject: 'La Sua sessione video',
  body: (link) =>
    `Apra questo link per partecipare alla sessione video. Non servono né account né app.\n\n${link}`,
};
