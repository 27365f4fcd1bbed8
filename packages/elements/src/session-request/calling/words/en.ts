/** The words of a call that waits, in English; their keys and parameters are what every other language must have. */
export const en = {
  ringing: 'Calling …',
  ringingSentence: 'It rings at our agents now. Please stay on this page.',
  resumed: 'The agent who answered could not come after all.',
  inLine: 'You are in line',
  next: 'You are next in line.',
  place: (place: number) => `You are number ${place} in line.`,
  soon: 'As soon as somebody has time for you, you are connected.',
  about: (minutes: number) =>
    minutes === 1 ? 'It takes about one minute.' : `It takes about ${minutes} minutes.`,
  waiting: 'Waiting for',
  keepsPlace: 'You keep your place when you reload this page. Please do not close it.',
  hangUp: 'Hang up',
  hangUpHeading: 'Hang up and withdraw the request?',
  hangUpSentence: 'Your earlier request is withdrawn together with the call.',
  cancel: 'Cancel',
  answered: 'Somebody is there',
  answeredSentence: 'You are being connected.',
  nobodyThere: 'Nobody is there right now',
  nobodyAnswered: 'Nobody could answer just now',
  lostTouch: 'The call was given up because this page was away',
  isRequest:
    'Your call is a request now: nothing you wrote is lost, and you hear from us here. You can close this page and come back later.',
  callAgain: 'Call again',
};

/** What every language must say. */
export type CallingWords = typeof en;
