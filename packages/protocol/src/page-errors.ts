import type { ErrorRow } from './error-row.ts';
import type { ErrorCode } from './errors.ts';

/**
 * Errors that a page raises by itself, and those after which it tries again: a page must know them before any server
 * has told it.
 */
export const pageErrors = {
  // What was sent cannot be read.
  'invalid-message': {
    kind: 'input',
    status: 400,
    title: 'The message does not have the form that the protocol asks for.',
    remedy: 'Compare the message with its row in the protocol reference.',
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
  'not-allowed': {
    kind: 'rights',
    status: 403,
    title: 'Your role does not allow this.',
    remedy: 'Ask the agent in charge of the session.',
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
} as const satisfies Record<string, ErrorRow>;

/** What a page says of its own errors; of the others the server says it with the answer. */
export const errorRows: Readonly<Partial<Record<ErrorCode, ErrorRow>>> = pageErrors;
