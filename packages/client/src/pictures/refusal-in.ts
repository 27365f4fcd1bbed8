import { isErrorCode, SessionError } from '@fernblick/protocol';

/** The error that an answer of the server is about; what is no error of ours comes from something in between. */
export function refusalIn(text: string, cause: unknown): SessionError {
  const [, code] = /"code":"([a-z-]+)"/.exec(text) ?? [];
  return new SessionError(isErrorCode(code) ? code : 'server-unreachable', { cause });
}
