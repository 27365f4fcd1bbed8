import type { JoinWords } from './en.ts';

/** The words of the page for numbers in German. */
export const de: JoinWords = {
  title: 'Videositzung',
  heading: 'An einer Videositzung teilnehmen',
  intro:
    'Geben Sie die Nummer ein, die Ihnen genannt wurde. Sie brauchen kein Konto und keine App.',
  number: 'Sitzungsnummer',
  numberHint: 'Neun Ziffern',
  name: 'Ihr Name',
  nameHint: 'Die andere Seite sieht ihn.',
  go: 'Weiter',
  nineDigits: 'Eine Sitzungsnummer hat neun Ziffern.',
  nameMissing: 'Geben Sie Ihren Namen ein.',
  another: 'Andere Nummer eingeben',
  looking: 'Einen Moment …',
  invitedBy: (name) => `${name} lädt Sie zu einer Videositzung ein`,
  yourSession: 'Ihre Videositzung',
  noApp: 'Sie läuft auf dieser Seite. Sie brauchen kein Konto und keine App.',
  agreedFor: (when) => `Sie ist vereinbart für: ${when}. Sie können etwas früher kommen.`,
  asNamed: (name) => `Sie nehmen als ${name} teil.`,
  rateIt: 'Sie können noch sagen, wie sie war; das dauert wenige Sekunden.',
  haveNumber: 'Ich habe eine Nummer',
  tryAgain: 'Erneut versuchen',
  closed: {
    gone: {
      heading: 'Dieser Link führt nirgendwohin',
      sentence:
        'Vielleicht fehlt ein Teil davon. Öffnen Sie ihn noch einmal vollständig aus der Nachricht, oder bitten Sie um einen neuen.',
    },
    over: {
      heading: 'Diese Videositzung ist zu Ende',
      sentence: 'Wenn Sie weiterhin Hilfe brauchen, bitten Sie um eine neue Einladung.',
    },
    revoked: {
      heading: 'Diese Einladung wurde zurückgenommen',
      sentence: 'Wenn Sie noch erwartet werden, bitten Sie um eine neue.',
    },
    expired: {
      heading: 'Diese Einladung ist abgelaufen',
      sentence: 'Bitten Sie um eine neue; das dauert nur einen Moment.',
    },
    used: {
      heading: 'Mit dieser Einladung ist schon jemand in der Sitzung',
      sentence:
        'Sind das Sie, auf einem anderen Gerät? Schließen Sie sie dort und versuchen Sie es erneut. Sonst bitten Sie um eine eigene Einladung.',
    },
  },
};
