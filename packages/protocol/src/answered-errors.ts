import type { ErrorRow } from './error-row.ts';
import type { AnsweredCode } from './answered-codes.ts';

/** Errors that only the server answers with: their words travel with the answer, and pages need not carry them. */
export const answeredErrors = {
  'unknown-request': {
    kind: 'input',
    status: 404,
    title: 'There is no request of that name.',
    remedy: 'Use a request name from the protocol reference.',
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
  'mail-not-set-up': {
    kind: 'state',
    status: 409,
    title: 'This server sends no e-mail.',
    remedy: 'Set SMTP_URL and MAIL_FROM, or ask without an address and send the link yourself.',
  },
  'no-desk-page': {
    kind: 'state',
    status: 409,
    title:
      'This server does not know where agents open a session, so colleagues cannot be invited by a link.',
    remedy: 'Set AGENT_URL to that page of the desk.',
  },
  'too-many-calls': {
    kind: 'limit',
    status: 409,
    title: 'You are in as many calls at once as you may be.',
    remedy: 'Leave one of them first.',
  },
  'call-goes-on': {
    kind: 'state',
    status: 409,
    title:
      'Your other call could not be put on hold, and goes on: you can be heard and seen there.',
    remedy: 'Switch microphone and camera off there, or leave it.',
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
  'field-changed': {
    kind: 'state',
    status: 409,
    title: 'Somebody else has changed this field meanwhile.',
    remedy:
      'Look at what it holds now; to replace that, send the change again with it as `expected`.',
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
  'session-full': {
    kind: 'state',
    status: 409,
    title: 'The session has as many participants as it can hold.',
    remedy: 'Wait until somebody has left.',
  },
  'number-taken': {
    kind: 'state',
    status: 409,
    title: 'Somebody is in this session with its number already.',
    remedy: 'If that is you, go on where you are; else ask the agent for a link of your own.',
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
  'invalid-picture': {
    kind: 'input',
    status: 400,
    title: 'The file is no picture that can be kept.',
    remedy: 'Send a complete JPEG, PNG or WebP of 2 to 16,384 px each way.',
  },
  'pictures-full': {
    kind: 'limit',
    status: 409,
    title: 'The session holds as many pictures as it can.',
    remedy: 'Delete one first, or go on in a new session.',
  },
  'recording-changed': {
    kind: 'state',
    status: 409,
    title: 'The recording does not stand where this would be possible.',
    remedy:
      'Look where it stands: it may have been stopped or refused, or one is under way already.',
  },
  'asked-just-now': {
    kind: 'limit',
    status: 429,
    title: 'Somebody has just said no to a recording.',
    remedy: 'Ask again when half a minute has passed since, at `askAgainAt` of the recording.',
  },
  'recordings-full': {
    kind: 'limit',
    status: 409,
    title: 'The session holds as much of recordings as it can.',
    remedy: 'Go on in a new session.',
  },
  'no-recorder': {
    kind: 'state',
    status: 409,
    title: 'The agent’s page cannot record.',
    remedy:
      'The agent needs a current Chrome, Edge or Firefox. Where it is one, the page does not allow it: tell whoever runs it.',
  },
  'wish-declined': {
    kind: 'state',
    status: 409,
    title: 'The customer has said no to this setting of their camera, or nothing.',
    remedy: 'Say what it is for, and ask again in a moment.',
  },
} as const satisfies Record<AnsweredCode, ErrorRow>;
