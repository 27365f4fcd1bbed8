/** The words of `<session-rating>` in English; their keys are what every other language must have. */
export const en = {
  question: 'How was the video session?',
  rating: 'Rating',
  stars: (count: number) => (count === 1 ? '1 star' : `${count} stars`),
  outOf: (count: number) => `${count} of 5 stars`,
  comment: 'Comment',
  commentHint: 'What went well, what did not? You need not write anything.',
  left: (count: number) => `${count} characters left`,
  send: 'Send rating',
  chooseFirst: 'Choose one to five stars first.',
  thanks: 'Thank you for your rating.',
  change: 'Change rating',
  changeUntil: (when: string) => `You can change it until ${when}.`,
  cancel: 'Cancel',
  by: (name: string) => `Rating by ${name}`,
};

/** What every language must say. */
export type RatingWords = typeof en;
