import { SessionError } from '@fernblick/protocol';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config.ts';

/**
 * Makes the server's log: JSON lines without secrets, tokens or names. Errors keep their type, code and place; their
 * text only where it is ours or the system's, because a check's text repeats what was sent.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    redact: {
      paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
      censor: '[removed]',
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

// A second line of defence: nothing in this code logs them, and nothing that is ever added shall.
const SECRET_KEYS = [
  'token',
  'secret',
  'apiKey',
  'tokenSecret',
  'turnSecret',
  'resume',
  'credential',
  'authorization',
  'name',
  'subject',
  'sdp',
];

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const place = error.stack
    ?.split('\n')
    .filter((frame) => /^\s+at /.test(frame))
    .slice(0, 12)
    .join('\n');
  const code: unknown = (error as { code?: unknown }).code;
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(error instanceof SessionError || error.name === 'ValiError'
      ? {}
      : { text: error.message.slice(0, 300) }),
    place,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
