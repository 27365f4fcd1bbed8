import type { InviteWords } from './en.ts';

/** The words of invitations in German. */
export const de: InviteWords = {
  title: 'Jemanden einladen',
  hint: 'Für jemanden, der nicht auf der Seite des Tickets ist. Ein Link lässt eine Person herein, von jedem Gerät, ohne Konto.',
  name: 'Name',
  nameHint: 'Freiwillig. Er steht in der Einladung und lässt sich dort ändern.',
  address: 'E-Mail-Adresse',
  noAddress: 'Geben Sie eine E-Mail-Adresse ein, etwa mia@example.org.',
  lang: 'Sprache',
  send: 'E-Mail senden',
  makeLink: 'Link erstellen',
  sent: (address) => `Die E-Mail an ${address} ist unterwegs.`,
  linkMade: 'Der Link ist bereit.',
  link: 'Link zur Sitzung',
  copy: 'Link kopieren',
  copied: 'Link kopiert',
  byMail: 'E-Mail-Programm',
  share: 'Teilen',
  takeBack: 'Zurücknehmen',
  list: 'Einladungen',
  anybody: 'Jemand',
  by: (name) => `Von ${name}`,
  takenBack: (name) => `Die Einladung wurde zurückgenommen: ${name}`,
  open: (until) => `Offen bis ${until}`,
  used: 'In der Sitzung',
  revoked: 'Zurückgenommen',
  expired: 'Abgelaufen',
  close: 'Schließen',
  subject: 'Ihre Videositzung',
  body: (link) =>
    `Öffnen Sie diesen Link, um an der Videositzung teilzunehmen. Sie brauchen kein Konto und keine App.\n\n${link}`,
};
