/** The words for joining by number in English; their keys are what every other language must have. */
export const en = {
  heading: 'Join by number',
  sentence: 'Type the number that you were told. You then say your name, and are in.',
  number: 'Session number',
  numberHint: 'Nine digits',
  nineDigits: 'A session number has nine digits.',
  go: 'Continue',
};

/** What every language must say. */
export type NumberWords = typeof en;
