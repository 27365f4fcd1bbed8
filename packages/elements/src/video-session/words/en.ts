import type { CancelReason, EndReason, ErrorCode, Quality } from '@fernblick/protocol';

/** Cause and remedy of an error, as a person reads them. */
export interface ErrorWords {
  readonly title: string;
  readonly remedy: string;
}

/** What only those who run the page can mend: for them the code stands beside it. */
const notSetUp: ErrorWords = {
  title: 'The video service is not set up correctly.',
  remedy: 'Tell the support of this page; they can correct it.',
};
const outOfDate: ErrorWords = { title: 'This page is out of date.', remedy: 'Reload the page.' };
const notThere: ErrorWords = {
  title: 'This is not there any more.',
  remedy: 'Choose another one.',
};
const mixedUp: ErrorWords = {
  title: 'This page has mixed something up.',
  remedy: 'Reload the page. If it stays, tell the support of this page.',
};

const errors: Readonly<Record<ErrorCode, ErrorWords>> = {
  'invalid-message': mixedUp,
  'unknown-request': outOfDate,
  'message-too-large': {
    title: 'That was too much to send at once.',
    remedy: 'Try again with less.',
  },
  'invalid-configuration': notSetUp,
  'invalid-url': notSetUp,
  'invalid-number': {
    title: 'No open session has this number.',
    remedy: 'Ask to have the number read out once more.',
  },
  'not-found': {
    title: 'This video session is not there for you.',
    remedy: 'Open the ticket again, or ask for a new session.',
  },
  'not-authorized': {
    title: 'This page could not show who you are.',
    remedy: 'Reload the page, and sign in again if asked.',
  },
  'wrong-api-key': notSetUp,
  'token-used': {
    title: 'This access was already used on another device.',
    remedy: 'Reload the page to get a new one.',
  },
  'not-allowed': {
    title: 'You may not do this here.',
    remedy: 'Ask the agent in charge of the session.',
  },
  'origin-not-allowed': notSetUp,
  'client-too-old': outOfDate,
  'client-too-new': notSetUp,
  'session-over': {
    title: 'This video session is over.',
    remedy: 'Start or ask for a new one from the ticket.',
  },
  'session-not-running': {
    title: 'The call has not begun yet.',
    remedy: 'Wait until both of you are here.',
  },
  'switched-off': {
    title: 'This is switched off here.',
    remedy: 'Ask the administrator of the help desk, or do without it.',
  },
  'mail-not-set-up': {
    title: 'This service sends no e-mail.',
    remedy: 'Copy the link and send it yourself.',
  },
  'no-desk-page': notSetUp,
  'too-many-calls': {
    title: 'You are in as many calls at once as you may be.',
    remedy: 'Leave one of them first.',
  },
  'call-goes-on': {
    title: 'Your other call could not be put on hold and goes on: you can be heard and seen there.',
    remedy: 'Switch microphone and camera off there, or leave it.',
  },
  'customer-in-call': {
    title: 'A customer is in this session now, so it cannot be hidden from them.',
    remedy: 'Set it internal after the call, or before they join.',
  },
  'not-over-yet': {
    title: 'A session can be rated once it is over.',
    remedy: 'Come back after the call.',
  },
  'rating-closed': {
    title: 'Your rating is more than a day old and cannot be changed any more.',
    remedy: 'Write to us instead.',
  },
  'still-open': {
    title: 'The session is not over yet.',
    remedy: 'End it, or call it off first.',
  },
  'disposition-required': {
    title: 'An outcome is needed here.',
    remedy: 'Choose what came of it.',
  },
  'unknown-disposition': notThere,
  'unknown-field': notThere,
  'too-many-fields': {
    title: 'There are as many fields as there can be.',
    remedy: 'Change one of them instead.',
  },
  'field-changed': {
    title: 'This was changed by somebody else.',
    remedy: 'Look at both texts and keep what you need.',
  },
  'note-changed': {
    title: 'These notes were changed in another tab.',
    remedy: 'Look at both texts and keep what you need.',
  },
  'session-running': {
    title: 'The call is running already.',
    remedy: 'End the session instead.',
  },
  'too-many-tickets': {
    title: 'The session belongs to as many tickets as it can.',
    remedy: 'Take it off another ticket first.',
  },
  'session-exists': mixedUp,
  'not-joined': {
    title: 'You are not in this call.',
    remedy: 'Join it first.',
  },
  'joined-elsewhere': {
    title: 'Your call is open in another place',
    remedy: 'It runs in another tab or on another device. You can bring it here.',
  },
  'taken-over': {
    title: 'Your call goes on in another place',
    remedy: 'It runs in another tab or on another device. You can bring it back.',
  },
  'session-full': {
    title: 'The session is full.',
    remedy: 'Wait until somebody has left.',
  },
  'number-taken': {
    title: 'Somebody is in this session with its number already.',
    remedy: 'If that is you, go on there; else ask for a link of your own.',
  },
  'already-linked': {
    title: 'The ticket is part of this session already.',
    remedy: 'There is nothing to do.',
  },
  'not-linked': notThere,
  'on-hold': {
    title: 'The call is on hold.',
    remedy: 'Try again once the call goes on.',
  },
  'no-video-offer': {
    title: 'The offer of video is gone.',
    remedy: 'Offer video yourself.',
  },
  'drawing-off': {
    title: 'Drawing is switched off for you.',
    remedy: 'Ask the other side to switch it on again; you can still point.',
  },
  'drawing-full': {
    title: 'There is no room for more drawing in this session.',
    remedy: 'Go on in a new session; you can still remove what is there.',
  },
  'chat-full': {
    title: 'There is no room for more messages in this session.',
    remedy: 'Go on in a new session; you can still read what is there.',
  },
  'invalid-picture': {
    title: 'This is no picture that can be kept.',
    remedy: 'Use a complete JPEG, PNG or WebP picture.',
  },
  'pictures-full': {
    title: 'There is no room for more pictures in this session.',
    remedy: 'Ask the agent to delete one, or go on in a new session.',
  },
  'recording-changed': {
    title: 'The recording has changed meanwhile.',
    remedy: 'Look where it stands now.',
  },
  'asked-just-now': {
    title: 'Somebody has just said no.',
    remedy: 'Ask again in half a minute.',
  },
  'recordings-full': {
    title: 'There is no room for more recordings in this session.',
    remedy: 'Go on in a new session.',
  },
  'no-recorder': {
    title: 'The agent’s page cannot record.',
    remedy:
      'The agent needs a current Chrome, Edge or Firefox. Where it is one, the page does not allow it: tell whoever runs it.',
  },
  'wish-declined': {
    title: 'The customer has not agreed.',
    remedy: 'Say what it is for, then ask again in a moment.',
  },
  'already-requested': {
    title: 'You have asked for a video session already.',
    remedy: 'Wait for the answer, suggest other times, or withdraw that request first.',
  },
  'already-answered': {
    title: 'Somebody has answered this request already.',
    remedy: 'Look at what was agreed. To change it, call the session off and ask again.',
  },
  'not-confirmed': {
    title: 'This video session is not confirmed yet.',
    remedy: 'You can join as soon as an agent has confirmed it.',
  },
  'time-not-offered': {
    title: 'This time is no longer on offer.',
    remedy: 'Choose one of the times that you see now.',
  },
  'too-early': {
    title: 'The agreed time has not come yet.',
    remedy: 'Wait until it has passed.',
  },
  'time-past': {
    title: 'This time has passed.',
    remedy: 'Choose a later one.',
  },
  'time-too-far': {
    title: 'This time is too far away.',
    remedy: 'Choose a time within the next year.',
  },
  'time-twice': {
    title: 'The same time stands there twice.',
    remedy: 'Name each time once.',
  },
  'unknown-zone': {
    title: 'The time zone of this device is not known.',
    remedy: 'Set the time zone in the settings of your device, then reload the page.',
  },
  'command-id-reused': mixedUp,
  'other-side-away': {
    title: 'The other side is not connected right now.',
    remedy: 'Wait a moment; the call goes on by itself.',
  },
  'too-many-requests': {
    title: 'That was a little fast.',
    remedy: 'Wait a moment, then try again.',
  },
  'too-many-tries': {
    title: 'That did not work too many times.',
    remedy: 'Wait a few minutes, then try again.',
  },
  'too-many-connections': {
    title: 'Too many calls are open from your network.',
    remedy: 'Close other tabs with calls, then try again.',
  },
  'server-error': {
    title: 'The video service could not do this.',
    remedy: 'Try again in a moment.',
  },
  'storage-unavailable': {
    title: 'The video service cannot save anything right now.',
    remedy: 'Nothing is lost. Try again in a moment.',
  },
  'server-stopping': {
    title: 'The video service is being restarted.',
    remedy: 'Wait a moment; this page comes back by itself.',
  },
  'server-unreachable': {
    title: 'The video service cannot be reached.',
    remedy: 'Check your internet connection; this page keeps trying.',
  },
  'request-timeout': {
    title: 'The video service did not answer.',
    remedy: 'Check your internet connection, then try again.',
  },
  'connection-lost': {
    title: 'The connection to the other side is lost.',
    remedy: 'Check your internet connection, then try again.',
  },
  'webrtc-unsupported': {
    title: 'This browser cannot make video calls.',
    remedy: 'Use a current Chrome, Edge, Firefox or Safari.',
  },
  cancelled: {
    title: 'That was called off.',
    remedy: 'Try again if you want it after all.',
  },
  closed: {
    title: 'This call was closed.',
    remedy: 'Reload the page.',
  },
  'device-denied-by-user': {
    title: 'Camera or microphone was not allowed.',
    remedy: 'Tap the symbol in the address bar (camera, lock or “aA”), allow it, then try again.',
  },
  'device-denied-by-browser': {
    title: 'Your browser or your device blocks camera or microphone.',
    remedy: 'Allow them for this browser in the settings of your device, then try again.',
  },
  'device-denied-by-page': {
    title: 'The page around this call does not pass on camera and microphone.',
    remedy: 'Tell the support of this page. You can join without them.',
  },
  'device-insecure-context': {
    title: 'Camera and microphone need a secure page.',
    remedy: 'Open this page with https:// in the address.',
  },
  'device-not-found': {
    title: 'No camera or microphone was found.',
    remedy: 'Plug one in, or join without it.',
  },
  'device-busy': {
    title: 'Another program is using the device.',
    remedy: 'Close the other program or tab, then try again.',
  },
  'device-constraints': {
    title: 'This device does not fit.',
    remedy: 'Choose another one.',
  },
  'device-lost': {
    title: 'The device was unplugged or switched off.',
    remedy: 'Plug it in again, or choose another one.',
  },
  'device-failed': {
    title: 'The device could not be started.',
    remedy: 'Unplug it and plug it in again, or choose another one.',
  },
};

const endReasons: Readonly<Record<EndReason | CancelReason, string>> = {
  'agent-ended': 'The agent has ended the session.',
  'customer-left': 'The customer has left the call.',
  'agent-left': 'The agent has left the call.',
  'connection-lost': 'The connection was lost for too long.',
  'no-answer': 'The other side did not come.',
  declined: 'The session was declined.',
  'called-off': 'The session was called off.',
  'no-show': 'The session did not take place.',
  withdrawn: 'The session was withdrawn.',
  'created-by-mistake': 'The session was opened by mistake.',
};

const quality: Readonly<Record<Quality, string>> = {
  good: 'Good',
  fair: 'Fair',
  poor: 'Poor',
  lost: 'Lost',
};

/** What keeps the devices of the other side away; a lost one counts as one that does not work. */
const without: Readonly<
  Record<
    'denied' | 'missing' | 'unavailable',
    Readonly<Record<'both' | 'camera' | 'microphone', (name: string) => string>>
  >
> = {
  denied: {
    both: (name) => `${name} has allowed neither camera nor microphone.`,
    camera: (name) => `${name} has not allowed the camera.`,
    microphone: (name) => `${name} has not allowed the microphone.`,
  },
  missing: {
    both: (name) => `${name} has neither camera nor microphone.`,
    camera: (name) => `${name} has no camera.`,
    microphone: (name) => `${name} has no microphone.`,
  },
  unavailable: {
    both: (name) => `Camera and microphone of ${name} do not work right now.`,
    camera: (name) => `The camera of ${name} does not work right now.`,
    microphone: (name) => `The microphone of ${name} does not work right now.`,
  },
};

/** The words of `<video-session>` in English; their keys and parameters are what every other language must have. */
export const en = {
  errors,
  endReasons,
  quality,

  // Names
  agent: 'Agent',
  customer: 'Customer',
  you: 'You',

  // Card
  videoSession: 'Video session',
  mayNotHold: 'You may not hold video sessions here; ask the administrator of the help desk.',
  startSentence: 'See the problem together. It takes a moment to start.',
  startVideoSession: 'Start video session',
  nothingYet: 'As soon as an agent opens a video session, you can join it here.',
  connecting: 'One moment',
  connectingSentence: 'Your video session is being looked up.',
  notSetUp: 'This video session is not set up yet',
  notSetUpSentence: 'The page has to give a token, and a ticket or a session.',
  readyForYou: 'Your video session is open',
  isThere: (name: string) => `${name} is there and waits for you.`,
  openedBy: (name: string, time: string) => `${name} opened it at ${time}.`,
  openedAt: (time: string) => `Opened at ${time}.`,
  joinVideoSession: 'Join video session',
  areInIt: (names: string, count: number) =>
    `${names} ${count === 1 ? 'is' : 'are'} in this video session`,
  joinRunning: 'Join the running call',
  withdrawSession: 'Withdraw session',
  withdrawSentence: 'The customer can then no longer join. You can start a new session any time.',

  // Preview
  previewHeading: 'Ready to join?',
  previewSentence: 'Nobody sees or hears you yet.',
  receiveOnly: 'You join without camera and microphone: you see and hear, and can come in later.',
  ownPicture: 'Your picture',
  starting: 'Starting …',
  cameraIsOff: 'Your camera is off.',
  microphone: 'Microphone',
  camera: 'Camera',
  speaker: 'Speaker',
  systemChoice: 'As the system decides',
  unnamedDevice: (number: number) => `Device ${number}`,
  saySomething: 'Say something: the bar moves when we hear you.',
  heard: 'Your microphone works.',
  microphoneIsOff: 'Your microphone is off.',
  tryAgain: 'Try again',
  joinNow: 'Join now',
  back: 'Back',
  flipCamera: 'Flip camera',

  // Stage
  callWith: (name: string) => `Video call with ${name}`,
  joining: 'Joining …',
  joiningSentence: 'This takes a few seconds.',
  waitingFor: (name: string) => `Waiting for ${name}`,
  waitingForAgent: 'Waiting for the agent',
  waitingForCustomer: 'Waiting for the customer',
  invite: 'Invite',
  inviteSentence: (page: string) =>
    `The customer is not at the ticket? At ${page} they get in with this number:`,
  waitingSentence:
    'The call begins by itself, usually within a minute or two. Just leave this page open.',
  connectingTo: (name: string) => `Connecting to ${name}`,
  connectingToSentence: 'Almost there. This takes a few seconds.',
  onHold: 'On hold',
  onHoldAgent: (name: string) => `${name} neither sees nor hears you.`,
  onHoldCustomer: (name: string) =>
    `${name} will be right back. Meanwhile nobody sees or hears you.`,
  resume: 'Go on',
  reconnecting: 'Reconnecting …',
  reconnectingMedia: 'The connection was interrupted. It comes back by itself, please stay here.',
  reconnectingServer: 'The call goes on. Only the connection to the server is interrupted.',
  reconnectingOther: (name: string) => `${name} has lost the connection. We wait together.`,
  call: 'Call',
  draw: 'Draw',
  freeze: 'Freeze',
  screenshot: 'Screenshot',
  hold: 'Hold',
  chat: 'Chat',
  chatUnread: (count: number) => `Chat, ${count} unread`,
  saidMessage: (name: string, unread: number, amongAgents: boolean) =>
    `New message from ${name}${amongAgents ? ' to agents only' : ''}${unread > 1 ? `, ${unread} unread` : ''}`,
  more: 'More',
  leave: 'Leave',
  leaveHeading: 'Leave the call?',
  leaveStaysOpen: 'The session stays open. You can join again any time.',
  leaveEnds: 'The session then ends for everybody.',
  leaveGoesOn: 'The call goes on for the others. You can join again while it runs.',
  endSession: 'End session',
  endHeading: 'End the session?',
  endSentence: 'The call then ends for everybody.',
  cancel: 'Cancel',
  cameraOffOf: (name: string) => `${name} has the camera off.`,
  without,
  noPictureOf: (name: string) => `The picture of ${name} is on its way.`,
  watches: (name: string) => `${name} sees your camera.`,
  swapPictures: 'Swap pictures',
  swapHint: 'Arrow keys move it to another corner.',
  pictureOf: (name: string) => `Picture of ${name}`,
  mutedOther: (name: string) => `${name} is muted.`,
  inTheCall: (time: string) => `In the call for ${time}`,
  heldFor: (time: string) => `On hold for ${time}`,
  receiving: (word: string) => `Receiving: ${word}`,
  sending: (word: string) => `Sending: ${word}`,
  tapForSound: 'Tap for sound',
  audioOnly: 'Your network is weak: voice goes first, your picture comes back by itself.',
  otherAudioOnly: (name: string) =>
    `The network of ${name} is weak: voice goes first, the picture comes back by itself.`,

  // More
  picture: 'Picture',
  sharp: 'Sharp',
  sharpHint: 'for small print',
  smooth: 'Smooth',
  smoothHint: 'for motion',
  tones: 'Tone when somebody joins or leaves',
  mayDraw: (name: string) => `${name} may draw`,
  drawingOffByHost: 'Switched off by this site',
  securityDigits: 'Security digits',
  securityHint: (name: string) =>
    `Compare them with ${name} by voice: different digits would mean that somebody stands in between.`,
  pictureInPicture: 'Picture-in-Picture',
  fullScreen: 'Full screen',
  keyboard: 'Keyboard',
  close: 'Close',
  offerVideo: 'Offer video',
  stopVideo: 'Stop video',
  videoOfferFrom: (name: string) => `${name} offers video`,
  videoOfferSentence: 'You decide whether your picture is sent too.',
  acceptAndSend: 'Accept and send my picture',
  justWatch: 'Just watch',
  notNow: 'Not now',
  videoOffered: (name: string) => `You have offered video. ${name} has to agree.`,
  takeBack: 'Take back',
  voiceOnly: 'Voice only',
  cameraInVoiceCall: 'Your camera is on, but the call is voice only: nobody sees your picture.',
  cameraInVoiceCallRemedy: 'To send it, choose “Offer video” under “More”.',
  toolKeys: 'Choose a drawing tool',
  undoKey: 'Undo in the drawing',
  helpKey: 'These keys',
  cornerKey: 'Move the small picture',

  // Elsewhere, over, failed
  elsewhere: 'Your call is open in another place',
  takeOverHere: 'Take over here',
  over: 'The session is over',
  youLeft: 'You have left the call.',
  leftUntold:
    'Nobody sees or hears you any more. The other side is told as soon as the video service answers.',
  youEnded: 'You have ended the session.',
  lasted: (time: string) => `The call lasted ${time}.`,
  code: (code: string) => `Code: ${code}`,
  dismiss: 'Dismiss',

  // Said to screen readers only
  saidLive: (name: string) => `${name} is connected.`,
  saidResumed: 'The call goes on.',
  saidMicrophoneOn: 'Microphone on',
  saidMicrophoneOff: 'Microphone off',
  saidCameraOn: 'Camera on',
  saidCameraOff: 'Camera off',
};

/** What every language must say. */
export type SessionWords = typeof en;
