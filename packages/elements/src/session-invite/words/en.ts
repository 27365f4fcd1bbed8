/** The words of invitations in English; their keys are what every other language must have. */
export const en = {
  title: 'Invite somebody',
  hint: 'For somebody who is not at the ticket’s page. A link lets one person in, from any device, without an account.',
  name: 'Name',
  nameHint: 'Optional. It stands in the invitation; they can change it.',
  address: 'E-mail address',
  noAddress: 'Type an e-mail address, such as mia@example.org.',
  lang: 'Language',
  send: 'Send e-mail',
  makeLink: 'Make a link',
  sent: (address: string) => `The e-mail to ${address} is on its way.`,
  linkMade: 'The link is ready.',
  link: 'Link to the session',
  copy: 'Copy link',
  copied: 'Link copied',
  byMail: 'E-mail program',
  share: 'Share',
  takeBack: 'Take back',
  list: 'Invitations',
  anybody: 'Somebody',
  by: (name: string | null) => (name === null ? 'From your help desk' : `From ${name}`),
  takenBack: (name: string) => `The invitation was taken back: ${name}`,
  open: (until: string) => `Open until ${until}`,
  used: 'In the session',
  revoked: 'Taken back',
  expired: 'Run out',
  close: 'Close',
  subject: 'Your video session',
  body: (link: string) =>
    `Open this link to join the video session. No account and no app are needed.\n\n${link}`,
  whom: 'Whom do you invite?',
  customer: 'Customer',
  colleague: 'Colleague',
  hintColleague:
    'For somebody of your team. The link leads to your help desk, where they are signed in as always, and lets nobody else in. Customers learn nothing of it.',
  nameHintColleague: 'Optional. It stands in the e-mail.',
  cameAs: (name: string) => `${name} has come`,
  openAsLong: 'Open as long as the session',
  subjectColleague: 'Please join a video session',
  bodyColleague: (link: string) =>
    `Open this link to join the video session in our help desk.\n\n${link}`,
};

/** What every language must say. */
export type InviteWords = typeof en;
