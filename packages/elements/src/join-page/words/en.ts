/** The words of the page for numbers in English; their keys are what every other language must have. */
export const en = {
  title: 'Video session',
  heading: 'Join a video session',
  intro: 'Type the number that you were told. No account and no app are needed.',
  number: 'Session number',
  numberHint: 'Nine digits',
  name: 'Your name',
  nameHint: 'The other side sees it.',
  go: 'Continue',
  nineDigits: 'A session number has nine digits.',
  nameMissing: 'Type your name.',
  another: 'Use another number',
  looking: 'One moment …',
  invitedBy: (name: string) => `${name} invites you to a video session`,
  yourSession: 'Your video session',
  noApp: 'It runs in this page. No account and no app are needed.',
  agreedFor: (when: string) => `It is agreed for ${when}. You may come a little earlier.`,
  asNamed: (name: string) => `You join as ${name}.`,
  rateIt: 'You can still say how it was; that takes a few seconds.',
  haveNumber: 'I have a number',
  tryAgain: 'Try again',
  closed: {
    gone: {
      heading: 'This link leads nowhere',
      sentence:
        'Perhaps a part of it is missing. Open it once more from the message, in full, or ask for a new one.',
    },
    over: {
      heading: 'This video session is over',
      sentence: 'If you still need help, ask whoever invited you for a new invitation.',
    },
    revoked: {
      heading: 'This invitation was taken back',
      sentence: 'If you are still expected, ask whoever invited you for a new one.',
    },
    expired: {
      heading: 'This invitation has run out',
      sentence: 'Ask whoever invited you for a new one; that takes them a moment.',
    },
    used: {
      heading: 'Somebody is in the session with this invitation',
      sentence:
        'Is that you, on another device? Close it there and try again. If not, ask for an invitation of your own.',
    },
  },
};

/** What every language must say. */
export type JoinWords = typeof en;
