import type { ChannelMessage, ChannelMessageName } from '@fernblick/protocol';

type FollowedName = Extract<
  ChannelMessageName,
  'camera:wish' | 'camera:answer' | `recording:${string}`
>;

/** What another page says that parts of this one follow which are loaded when they are wanted. */
export type PageTalk = {
  [N in FollowedName]: { readonly type: N; readonly message: ChannelMessage<N> };
}[FollowedName];

/** Who follows that, each what is for it. */
export interface PageListener {
  heard(participant: string, said: PageTalk): void;
  /** The connection to a participant is another one, or none. */
  renewed(participant: string): void;
}
