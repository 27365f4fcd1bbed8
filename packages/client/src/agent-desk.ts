import type { CallOffer } from '@fernblick/protocol';
import type { ActionOptions } from './session-client.ts';

/** What comes to an agent at one moment, deeply frozen. */
export interface DeskSnapshot {
  /** True while the server lets calls ring at this page; false while it is away. */
  readonly available: boolean;
  /** The calls that ring at this agent, the one that waits longest first. */
  readonly offers: readonly CallOffer[];
}

/**
 * An agent's desk: whether calls may ring here, and those that do. The page answers the server's pings by itself for as
 * long as it is available, and is available again after every reconnect.
 */
export interface AgentDesk {
  readonly state: DeskSnapshot;
  /** Calls the listener at every new snapshot, never at once; returns what ends it. */
  subscribe(listener: (state: DeskSnapshot) => void, options?: ActionOptions): () => void;
  /**
   * Lets calls ring at this page, or keeps them away.
   * @throws SessionError `switched-off` where calls are off
   */
  setAvailable(available: boolean, options?: ActionOptions): Promise<void>;
  /**
   * Takes a call; join it with a client for its `session` or its `ticket`.
   * @throws SessionError `already-answered` where somebody was faster, `session-over` where the customer has hung up,
   * `too-many-calls`
   */
  accept(session: string, options?: ActionOptions): Promise<void>;
  /** Lets a call go on to others; the customer does not learn of it. */
  decline(session: string, options?: ActionOptions): Promise<void>;
}
