import type { InviteWords } from './en.ts';

/** The words of invitations in Romanian. */
export const ro: InviteWords = {
  title: 'Invitați pe cineva',
  hint: 'Pentru cineva care nu este la pagina tichetului. Un link lasă să intre o persoană, de pe orice dispozitiv, fără cont.',
  name: 'Nume',
  nameHint: 'Opțional. Apare în invitație și poate fi schimbat.',
  address: 'Adresă de e-mail',
  noAddress: 'Introduceți o adresă de e-mail, de exemplu mia@example.org.',
  lang: 'Limbă',
  send: 'Trimiteți e-mailul',
  makeLink: 'Creați un link',
  sent: (address) => `E-mailul către ${address} este pe drum.`,
  linkMade: 'Linkul este gata.',
  link: 'Linkul sesiunii',
  copy: 'Copiați linkul',
  copied: 'Link copiat',
  byMail: 'Program de e-mail',
  share: 'Distribuiți',
  takeBack: 'Retrageți',
  list: 'Invitații',
  anybody: 'Cineva',
  by: (name) => `De la ${name}`,
  takenBack: (name) => `Invitația a fost retrasă: ${name}`,
  open: (until) => `Deschisă până la ${until}`,
  used: 'În sesiune',
  revoked: 'Retrasă',
  expired: 'Expirată',
  close: 'Închideți',
  subject: 'Sesiunea dumneavoastră video',
  body: (link) =>
    `Deschideți acest link pentru a intra în sesiunea video. Nu aveți nevoie de cont sau de aplicație.\n\n${link}`,
};
