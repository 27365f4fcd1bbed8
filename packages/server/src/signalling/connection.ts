import type { Notice, NoticeName } from '@fernblick/protocol';
import type { TokenHolder } from '../tokens.ts';

/** One page that has shown a token, whatever carries its messages. */
export interface Connection {
  readonly address: string;
  readonly isOpen: boolean;
  /** When it must have shown a newer token, in milliseconds. */
  readonly expiresAt: number;
  /** The tab it lives in; a reload makes a new one. */
  readonly tab: string;
  /** Whom the newest token names; replaced by `token:renew`. */
  holder: TokenHolder;
  notify<N extends NoticeName>(name: N, notice: Notice<N>): void;
  /** Ends it from this side. */
  close(): void;
}
