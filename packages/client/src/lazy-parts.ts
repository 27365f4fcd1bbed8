import { SessionError } from '@fernblick/protocol';
import type { CheckCall } from './check/server-check.ts';
import type { PicturesOptions } from './pictures/pictures.ts';
import type { PreCallCheck } from './pre-call-check.ts';
import type { SessionPictures } from './session-pictures.ts';

/** What pages need now and then. */
export interface LazyParts {
  readonly pictures: () => Promise<SessionPictures>;
  readonly check: () => Promise<PreCallCheck>;
}

/** The parts of one client. */
export function lazyParts(options: PicturesOptions & { readonly call: CheckCall }): LazyParts {
  return {
    pictures: lazyPart(async () => new (await import('./pictures/pictures.ts')).Pictures(options)),
    check: lazyPart(
      async () => new (await import('./check/server-check.ts')).ServerCheck(options.call),
    ),
  };
}

/** Loaded and made when it is first asked for; after a failure the next one who asks tries again. */
function lazyPart<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return async () => {
    loading ??= load().catch((cause: unknown) => {
      loading = null;
      throw new SessionError('server-unreachable', { cause });
    });
    return await loading;
  };
}
