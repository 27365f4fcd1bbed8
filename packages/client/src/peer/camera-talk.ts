import type { ChannelMessage } from '@fernblick/protocol';

/** What another page says about wishes for a camera. */
export type CameraHeard = {
  [N in 'camera:wish' | 'camera:answer']: { readonly type: N; readonly message: ChannelMessage<N> };
}['camera:wish' | 'camera:answer'];

/** Who follows that. */
export interface CameraListener {
  heard(participant: string, said: CameraHeard): void;
  /** The connection to a participant is another one, or none. */
  renewed(participant: string): void;
}
