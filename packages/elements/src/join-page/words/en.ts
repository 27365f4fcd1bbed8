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
};

/** What every language must say. */
export type JoinWords = typeof en;
