import { isErrorCode, SessionError } from '@fernblick/protocol';

/** The error that an answer of the server is about; what is no error of ours comes from something in between. */
export function refusalIn(text: string, cause: unknown): SessionError {
  const [, code] = /"code":"([a-z-]+)"/.exec(text) ?? [];
  const [, at] = /"at":"([a-z0-9.-]+)"/.exec(text) ?? [];
  return new SessionError(isErrorCode(code) ? code : 'server-unreachable', {
    cause,
    ...(at === undefined ? {} : { at }),
  });
}
