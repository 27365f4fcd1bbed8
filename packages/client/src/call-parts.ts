import type { Emitter } from './emitter.ts';
import type { LocalMedia } from './media/local-media.ts';
import type { SoundOutput } from './media/sound-output.ts';
import type { LinksCode } from './peer/lazy-links.ts';
import type { Logger, SessionMoments } from './session-client.ts';
import type { SessionSnapshot } from './session-state.ts';
import type { OpenSocket } from './signalling/signalling-socket.ts';
import type { Store } from './store.ts';

/** What a call works with; all of it belongs to the client. */
export interface CallParts {
  readonly server: URL;
  readonly openSocket: OpenSocket;
  readonly loadLinks: () => Promise<LinksCode>;
  readonly logger: Logger;
  readonly store: Store<SessionSnapshot>;
  readonly moments: Emitter<SessionMoments>;
  readonly media: LocalMedia;
  readonly sound: SoundOutput;
}
