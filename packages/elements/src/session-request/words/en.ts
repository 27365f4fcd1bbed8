import type { ErrorCode } from '@fernblick/protocol';
import { en as call, type ErrorWords } from '../../video-session/words/en.ts';

const errors: Readonly<Record<ErrorCode, ErrorWords>> = call.errors;

/** The words of `<session-request>` in English; their keys and parameters are what every other language must have. */
export const en = {
  errors,
  /** Those of the call, for trying devices out. */
  call,

  // Before anything is asked
  videoSession: 'Video session',
  restSentence: 'As soon as an agent opens a video session, you can join it here.',
  askSentence: 'You can also ask for one, now or for later.',
  haveNumber: 'I was given a number',
  request: 'Request video session',
  callNow: 'Call now',
  callSentence: 'Somebody may have time for you right now. You can also ask for a session later.',
  notSetUp: 'This request is not set up yet',
  notSetUpSentence: 'The page has to give a token, or place this inside a <video-session>.',
  connecting: 'One moment',
  connectingSentence: 'The video service is being asked.',

  // The form
  formHeading: 'Request a video session',
  timesHeading: 'Suggest other times',
  reason: 'What is it about?',
  reasonHint: 'A sentence or two, so that the right person can help.',
  charactersLeft: (count: number) => `${count} characters left`,
  when: 'When does it suit you?',
  anyTime: 'Any time',
  certainTimes: 'At certain times',
  choice: (number: number) =>
    ({ 1: 'First choice', 2: 'Second choice', 3: 'Third choice' })[number] ?? `Choice ${number}`,
  dayAndTime: 'Day and time',
  addTime: 'Add another time',
  removeTime: (name: string) => `Remove ${name.toLowerCase()}`,
  zone: (name: string) => `In your time zone: ${name}.`,
  checkDevices: 'Check camera and microphone',
  endCheck: 'End the check',
  send: 'Send request',
  sendTimes: 'Send these times',
  sending: 'Sending …',
  back: 'Back',
  cancel: 'Cancel',

  // What has to be mended
  reasonMissing: 'Please say in a few words what it is about.',
  messageMissing: 'Please write a sentence; the customer reads it.',
  timeMissing: 'Please choose day and time.',
  timePast: 'This time has passed. Please choose a later one.',
  timeTooFar: 'Please choose a time within the next year.',
  timeTwice: 'This time stands there already.',
  noSuchTime: 'The clocks are put forward then: this time does not exist. Please choose another.',

  // Asked
  sentHeading: 'Your request is with us',
  sentSentence: 'You will hear from us here. You can close this page and come back later.',
  yourTimes: 'It suits you',
  otherTimes: 'Suggest other times',
  withdraw: 'Withdraw request',
  withdrawHeading: 'Withdraw the request?',
  withdrawSentence: 'We then take it off our list. You can ask again any time.',
  othersRequest: 'A video session has been requested for this ticket.',
  othersRequestSentence: 'As soon as it is confirmed, you can join it here.',

  // Answered
  proposedHeading: (name: string | null) =>
    `${name === null ? 'We suggest' : `${name} suggests`} another time`,
  proposedSentence: 'Does it suit you?',
  proposedSeveral: 'Does one of these suit you?',
  accept: 'Accept',
  agreed: (when: string) => `Agreed: ${when}`,
  agreedAnyTime: 'Your video session is confirmed',
  beginsIn: (span: string) => `It begins ${span}.`,
  wasToBegin: (span: string) => `It was to begin ${span}.`,
  beginsAnyTime: 'It can begin at any time.',
  confirmedBy: (name: string) => `Confirmed by ${name}.`,
  callOff: 'Call it off',
  callOffHeading: 'Call the video session off?',
  callOffSentence: 'The other side is told. You can ask for another one any time.',
  didNotCome: 'Nobody came',
  takeCall: 'Take the call',
  callsHeading: (name: string) => `${name} is calling`,
  mayNotHold: 'You may not hold video sessions here; a colleague can.',
  callsSentence: 'The call waits for somebody to take it.',
  didNotComeHeading: 'Did nobody come?',
  didNotComeSentence:
    'The session is called off, and the customer is told that nobody was there. This cannot be undone.',
  declinedHeading: 'Your request was declined',
  calledOffHeading: (name: string | null) =>
    `${name ?? 'Your help desk'} has called the video session off`,
  writes: (name: string) => `${name} writes:`,

  // For agents
  askedHeading: (name: string) => `${name} asks for a video session`,
  askedAt: (time: string) => `Asked ${time}.`,
  chooseTime: 'Choose a time',
  now: 'Now',
  nowHint: 'You can both join at once.',
  anyTimeWanted: (name: string) => `Any time suits ${name}.`,
  hasPassed: 'has passed',
  thereAt: (time: string, zone: string) => `${time} for the customer (${zone})`,
  later: 'At another time',
  confirm: 'Confirm',
  propose: 'Propose another time',
  decline: 'Decline',
  waitingForAnswer: (agent: string | null, name: string, times: string) =>
    `${agent ?? 'Your help desk'} has proposed: ${times}. ${name} has not answered yet.`,
  proposeHeading: 'Propose another time',
  wishes: (name: string, times: string) => `${name} has named: ${times}.`,
  message: 'Message to the customer',
  messageHint: 'Can be left out.',
  sendProposal: 'Send proposal',
  declineHeading: 'Decline the request?',
  declineSentence: 'The customer reads your message, and can ask again.',
  declineRequest: 'Decline request',

  code: (code: string) => `Code: ${code}`,
  tryAgain: 'Try again',
  dismiss: 'Dismiss',
};

/** What every language must say. */
export type RequestWords = typeof en;
