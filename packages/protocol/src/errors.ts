/** Whose move it is after an error; decides the tone of what a person reads and whether a client may try again. */
export type ErrorKind = 'input' | 'rights' | 'state' | 'device' | 'network' | 'limit' | 'server';

interface ErrorRow {
  readonly kind: ErrorKind;
  /** HTTP status when the error leaves through the host API. */
  readonly status: number;
  /** What happened, in one sentence. */
  readonly title: string;
  /** What to do next, in one sentence. */
  readonly remedy: string;
  /** True where the same request may succeed later without any change. */
  readonly retry?: true;
}

/**
 * Every error that Fernblick can answer or raise, on the wire and in the browser.
 * `docs/errors.md` is generated from this table; translations for people live with the elements.
 */
export const errors = {
  // What was sent cannot be read.
  'invalid-message': {
    kind: 'input',
    status: 400,
    title: 'The message does not have the form that the protocol asks for.',
    remedy: 'Compare the message with its row in the protocol reference.',
  },
  'unknown-request': {
    kind: 'input',
    status: 404,
    title: 'There is no request of that name.',
    remedy: 'Use a request name from the protocol reference.',
  },
  'message-too-large': {
    kind: 'input',
    status: 413,
    title: 'The message is larger than its row allows.',
    remedy: 'Send less at once; the limits are in the protocol reference.',
  },
  'invalid-configuration': {
    kind: 'input',
    status: 500,
    title: 'A configuration value is not usable.',
    remedy: 'Correct the value that the message names and start again.',
  },
  'invalid-url': {
    kind: 'input',
    status: 400,
    title: 'The address is not one that is allowed here.',
    remedy: 'Use an http or https address of the Fernblick server.',
  },
  'invalid-number': {
    kind: 'input',
    status: 404,
    title: 'No open session has this number.',
    remedy: 'Ask the agent to read the number out once more.',
  },
  'time-past': {
    kind: 'input',
    status: 400,
    title: 'This time has passed.',
    remedy: 'Name a time that is still to come.',
  },
  'time-too-far': {
    kind: 'input',
    status: 400,
    title: 'This time is more than a year away.',
    remedy: 'Name a time within the next year.',
  },
  'time-twice': {
    kind: 'input',
    status: 400,
    title: 'The same time is named twice.',
    remedy: 'Name each time once.',
  },
  'unknown-zone': {
    kind: 'input',
    status: 400,
    title: 'There is no time zone of that name.',
    remedy: 'Use a name of the IANA time zone database, such as Europe/Berlin.',
  },
  'not-found': {
    kind: 'input',
    status: 404,
    title: 'There is nothing here that you may see.',
    remedy: 'Check the id, or ask for access to it.',
  },

  // Who is asking.
  'not-authorized': {
    kind: 'rights',
    status: 401,
    title: 'The token was not accepted.',
    remedy: 'Ask the host page for a fresh token.',
  },
  'wrong-api-key': {
    kind: 'rights',
    status: 401,
    title: 'The API key is missing or is not the one of this server.',
    remedy:
      'Send the header "Authorization: Bearer KEY" with the API_KEY of the server, or the apiKey in secrets.json of its DATA_DIR.',
  },
  'token-used': {
    kind: 'rights',
    status: 401,
    title: 'This token has already been used to join on another device.',
    remedy: 'Ask the host page for a fresh token.',
  },
  'not-allowed': {
    kind: 'rights',
    status: 403,
    title: 'Your role does not allow this.',
    remedy: 'Ask the agent in charge of the session.',
  },
  'origin-not-allowed': {
    kind: 'rights',
    status: 403,
    title: 'This page is not on the list of pages that may connect.',
    remedy: 'Add the origin of the page to ALLOWED_ORIGINS of the server.',
  },
  'client-too-old': {
    kind: 'rights',
    status: 426,
    title: 'This page uses a version of Fernblick that the server no longer speaks.',
    remedy: 'Reload the page; if that does not help, the host must update the SDK.',
  },
  'client-too-new': {
    kind: 'rights',
    status: 426,
    title: 'This page uses a newer version of Fernblick than the server.',
    remedy: 'Update the Fernblick server.',
  },

  // The session's state forbids it.
  'session-over': {
    kind: 'state',
    status: 409,
    title: 'The session is over.',
    remedy: 'Start a new session from the ticket.',
  },
  'session-not-running': {
    kind: 'state',
    status: 409,
    title: 'The call has not begun yet.',
    remedy: 'Wait until both sides have joined.',
  },
  'session-running': {
    kind: 'state',
    status: 409,
    title: 'The call has begun already.',
    remedy: 'End the call instead.',
  },
  'switched-off': {
    kind: 'rights',
    status: 403,
    title: 'An administrator has switched this function off.',
    remedy: 'Ask the administrator of the help desk, or do without it.',
  },
  'too-many-calls': {
    kind: 'limit',
    status: 409,
    title: 'You are in as many calls at once as you may be.',
    remedy: 'Leave one of them first.',
  },
  'customer-in-call': {
    kind: 'state',
    status: 409,
    title: 'A customer is in this session now, so it cannot be kept from them.',
    remedy: 'Set it internal before they join or after the call.',
  },
  'not-over-yet': {
    kind: 'state',
    status: 409,
    title: 'Only a session that took place and is over can be rated.',
    remedy: 'Wait for the end of the call.',
  },
  'rating-closed': {
    kind: 'state',
    status: 409,
    title: 'The rating was given more than a day ago and cannot be changed any more.',
    remedy: 'Write to the support team instead.',
  },
  'still-open': {
    kind: 'state',
    status: 409,
    title: 'The session is not over yet.',
    remedy: 'End the call, or call the session off; then mark it done.',
  },
  'disposition-required': {
    kind: 'state',
    status: 409,
    title: 'A session is marked done with a disposition code here.',
    remedy: 'Choose what came of the session.',
  },
  'unknown-disposition': {
    kind: 'input',
    status: 400,
    title: 'There is no disposition of this code, or not any more.',
    remedy: 'Read the list of dispositions again and choose one of it.',
  },
  'unknown-field': {
    kind: 'input',
    status: 400,
    title: 'There is no field of this name.',
    remedy: 'Change one that there is; adding one is the host’s to do.',
  },
  'too-many-fields': {
    kind: 'limit',
    status: 409,
    title: 'The session has as many fields as it can have.',
    remedy: 'Change one of them instead.',
  },
  'note-changed': {
    kind: 'state',
    status: 409,
    title: 'The notepad was changed in another place meanwhile.',
    remedy: 'Read it again, then write what it is to hold.',
  },
  'session-exists': {
    kind: 'state',
    status: 409,
    title: 'A session with this id exists already.',
    remedy: 'Use another id, or open the existing session.',
  },
  'not-joined': {
    kind: 'state',
    status: 409,
    title: 'You are not in this session.',
    remedy: 'Join the session first.',
  },
  'joined-elsewhere': {
    kind: 'state',
    status: 409,
    title: 'You are in this session in another tab or on another device.',
    remedy: 'Take the call over here, or go on in the other place.',
  },
  'taken-over': {
    kind: 'state',
    status: 409,
    title: 'The call goes on in another tab or on another device.',
    remedy: 'Take the call over here if you want it back.',
  },
  'session-full': {
    kind: 'state',
    status: 409,
    title: 'The session has as many participants as it can hold.',
    remedy: 'Wait until somebody has left.',
  },
  'already-linked': {
    kind: 'state',
    status: 409,
    title: 'The ticket is already linked to this session.',
    remedy: 'Nothing to do.',
  },
  'not-linked': {
    kind: 'state',
    status: 409,
    title: 'The ticket is not linked to this session.',
    remedy: 'Choose one of the linked tickets.',
  },
  'on-hold': {
    kind: 'state',
    status: 409,
    title: 'The call is on hold.',
    remedy: 'Resume the call first.',
  },
  'no-video-offer': {
    kind: 'state',
    status: 409,
    title: 'Nobody has offered video.',
    remedy: 'Offer video yourself.',
  },
  'drawing-off': {
    kind: 'state',
    status: 409,
    title: 'Drawing is switched off for your side.',
    remedy: 'Ask the other side to switch it on again; pointing is still possible.',
  },
  'already-requested': {
    kind: 'state',
    status: 409,
    title: 'You have asked for a session here already.',
    remedy: 'Wait for the answer, name other times, or withdraw that request first.',
  },
  'already-answered': {
    kind: 'state',
    status: 409,
    title: 'This request has been answered already.',
    remedy: 'Look at what was agreed; to change it, call the session off and ask again.',
  },
  'not-confirmed': {
    kind: 'state',
    status: 409,
    title: 'The session has been asked for, but not confirmed yet.',
    remedy: 'Wait until an agent confirms it.',
  },
  'time-not-offered': {
    kind: 'state',
    status: 409,
    title: 'This time is not among those that were named.',
    remedy: 'Choose one of the times that stand there now, or name another one.',
  },
  'too-early': {
    kind: 'state',
    status: 409,
    title: 'The agreed time has not come yet.',
    remedy: 'Wait until it has passed before you say that somebody did not come.',
  },
  'command-id-reused': {
    kind: 'state',
    status: 409,
    title: 'The id of this command belongs to a different command.',
    remedy: 'Give each command an id of its own.',
  },
  'other-side-away': {
    kind: 'state',
    status: 409,
    title: 'The other side is not connected at the moment.',
    remedy: 'Wait; the call goes on by itself when they are back.',
    retry: true,
  },

  // Limits.
  'too-many-requests': {
    kind: 'limit',
    status: 429,
    title: 'Too many messages in too short a time.',
    remedy: 'Wait a moment and go on more slowly.',
    retry: true,
  },
  'too-many-tries': {
    kind: 'limit',
    status: 429,
    title: 'Too many failed attempts.',
    remedy: 'Wait a few minutes before you try again.',
    retry: true,
  },
  'too-many-connections': {
    kind: 'limit',
    status: 429,
    title: 'Too many connections from one address.',
    remedy: 'Close other pages, or raise the limit in the server configuration.',
    retry: true,
  },

  'too-many-tickets': {
    kind: 'limit',
    status: 409,
    title: 'The session is linked to as many tickets as it can be.',
    remedy: 'Take it off a ticket first.',
  },

  'drawing-full': {
    kind: 'limit',
    status: 409,
    title: 'The session holds as much drawing as it can.',
    remedy: 'Go on in a new session; what is there can still be removed.',
  },
  'chat-full': {
    kind: 'limit',
    status: 409,
    title: 'The session holds as many messages as it can.',
    remedy: 'Go on in a new session; what was written can still be read.',
  },

  // The server.
  'server-error': {
    kind: 'server',
    status: 500,
    title: 'The server could not do this.',
    remedy: 'Try again; if it stays, give the code to the support of the page.',
    retry: true,
  },
  'storage-unavailable': {
    kind: 'server',
    status: 503,
    title: 'The server cannot write to its journal at the moment.',
    remedy: 'Nothing was lost; try again in a moment.',
    retry: true,
  },
  'server-stopping': {
    kind: 'server',
    status: 503,
    title: 'The server is being restarted.',
    remedy: 'Wait; the page reconnects by itself.',
    retry: true,
  },

  // The way to the server and to the other side.
  'server-unreachable': {
    kind: 'network',
    status: 503,
    title: 'The server cannot be reached.',
    remedy: 'Check the network connection; the page keeps trying.',
    retry: true,
  },
  'request-timeout': {
    kind: 'network',
    status: 504,
    title: 'The server did not answer in time.',
    remedy: 'The page tries again with the same command id; nothing happens twice.',
    retry: true,
  },
  'connection-lost': {
    kind: 'network',
    status: 503,
    title: 'The connection to the other side is lost.',
    remedy: 'Wait; the page keeps trying to get it back.',
    retry: true,
  },
  'webrtc-unsupported': {
    kind: 'network',
    status: 501,
    title: 'This browser cannot hold video calls.',
    remedy: 'Use a current Chrome, Edge, Firefox or Safari.',
  },
  cancelled: {
    kind: 'state',
    status: 499,
    title: 'The action was called off by the page before it finished.',
    remedy: 'Nothing to do.',
  },
  closed: {
    kind: 'state',
    status: 410,
    title: 'This client has been closed.',
    remedy: 'Make a new client.',
  },

  // Devices.
  'device-denied-by-user': {
    kind: 'device',
    status: 403,
    title: 'The use of camera or microphone was declined.',
    remedy: 'Allow it at the camera symbol in the address bar, then try again.',
  },
  'device-denied-by-browser': {
    kind: 'device',
    status: 403,
    title: 'The browser or the system blocks camera or microphone for this page.',
    remedy: 'Allow camera and microphone in the settings of the browser and of the system.',
  },
  'device-denied-by-page': {
    kind: 'device',
    status: 403,
    title: 'The page around this one does not pass on camera and microphone.',
    remedy: 'The host must add allow="camera; microphone" to the frame.',
  },
  'device-insecure-context': {
    kind: 'device',
    status: 403,
    title: 'Camera and microphone need a secure (https) page.',
    remedy: 'Open the page with https.',
  },
  'device-not-found': {
    kind: 'device',
    status: 404,
    title: 'No such camera or microphone is connected.',
    remedy: 'Connect one, or join without it.',
  },
  'device-busy': {
    kind: 'device',
    status: 409,
    title: 'Another program is using the camera or microphone.',
    remedy: 'Close the other program, then try again.',
  },
  'device-constraints': {
    kind: 'device',
    status: 409,
    title: 'The chosen device cannot do what was asked for.',
    remedy: 'Choose another device.',
  },
  'device-lost': {
    kind: 'device',
    status: 410,
    title: 'The device was unplugged or switched off.',
    remedy: 'Plug it in again, or choose another one.',
  },
  'device-failed': {
    kind: 'device',
    status: 500,
    title: 'The device could not be started.',
    remedy: 'Unplug it and plug it in again, or choose another one.',
    retry: true,
  },
} as const satisfies Record<string, ErrorRow>;

/** The code of an error; what programs look at. */
export type ErrorCode = keyof typeof errors;

/** All codes, in the order of the table. */
export const errorCodes = Object.keys(errors) as readonly ErrorCode[];

/** True for the codes of this table and nothing else. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errors, value);
}
