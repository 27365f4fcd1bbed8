import { SessionError } from '@fernblick/protocol';

/** True where there is no room, here or at the server; what a store says by itself is of this kind too. */
export function isOfStorage(cause: unknown): boolean {
  return (
    !(cause instanceof SessionError) ||
    cause.code === 'storage-unavailable' ||
    cause.code === 'recordings-full'
  );
}

/** What went wrong, with a code. */
export function deviceFailed(cause: unknown): SessionError {
  return cause instanceof SessionError ? cause : new SessionError('device-failed', { cause });
}
