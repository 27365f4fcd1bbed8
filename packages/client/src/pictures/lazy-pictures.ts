import { SessionError } from '@fernblick/protocol';
import type { SessionPictures } from '../session-pictures.ts';
import type { PicturesOptions } from './pictures.ts';

/** The pictures of a client, made when they are first asked for; after a failure the next one who asks tries again. */
export function lazyPictures(options: PicturesOptions): () => Promise<SessionPictures> {
  let loading: Promise<SessionPictures> | null = null;
  return async () => {
    loading ??= import('./pictures.ts').then(
      ({ Pictures }) => new Pictures(options),
      (cause: unknown) => {
        loading = null;
        throw new SessionError('server-unreachable', { cause });
      },
    );
    return await loading;
  };
}
