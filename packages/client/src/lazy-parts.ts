import { SessionError } from '@fernblick/protocol';
import type { CheckCall } from './check/server-check.ts';
import type { CamerasOptions } from './cameras/open-cameras.ts';
import type { PicturesOptions } from './pictures/pictures.ts';
import type { PreCallCheck } from './pre-call-check.ts';
import type { RecordingOptions } from './recording/recording.ts';
import type { SessionCameras } from './session-cameras.ts';
import type { SessionPictures } from './session-pictures.ts';
import type { SessionRecording } from './session-recording.ts';

/** What pages need now and then. */
export interface LazyParts {
  readonly cameras: () => Promise<SessionCameras>;
  readonly pictures: () => Promise<SessionPictures>;
  readonly recording: () => Promise<SessionRecording>;
  readonly check: () => Promise<PreCallCheck>;
}

/** The parts of one client. */
export function lazyParts(
  part: PicturesOptions & RecordingOptions & CamerasOptions & { readonly call: CheckCall },
): LazyParts {
  return {
    cameras: lazily(async () => (await import('./cameras/open-cameras.ts')).openCameras(part)),
    pictures: lazily(async () => new (await import('./pictures/pictures.ts')).Pictures(part)),
    recording: lazily(async () => new (await import('./recording/recording.ts')).Recording(part)),
    check: lazily(async () => new (await import('./check/server-check.ts')).ServerCheck(part.call)),
  };
}

/** Loaded and made when it is first asked for; after a failure the next one who asks tries again. */
function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return async () => {
    loading ??= load().catch((cause: unknown) => {
      loading = null;
      throw new SessionError('server-unreachable', { cause });
    });
    return await loading;
  };
}
