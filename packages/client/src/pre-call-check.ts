import type { Finding, PreCallFindings } from '@fernblick/protocol';
import type { AboutOptions, ActionOptions } from './session-client.ts';

/** A way that the packets of a call can take. */
export type NetworkWay = 'direct' | 'relayUdp' | 'relayTcp';

/** What was found of each way. */
export type NetworkFindings = Pick<PreCallFindings, NetworkWay>;

export interface NetworkOptions extends ActionOptions {
  /** Called with each way as soon as it is known; `ms` is how long it took to find it open, null where it is not. */
  readonly found?: (way: NetworkWay, finding: Finding, ms: number | null) => void;
}

/** Tries out what a call will need, before there is one. */
export interface PreCallCheck {
  /**
   * Finds out which ways are open from this page, with the relays of the session that the client follows. Nothing of
   * camera and microphone is sent. Takes up to eight seconds where the network swallows packets.
   * @throws SessionError `session-over`, `not-joined` for one who has no place in the session and could not come in, `session-full` where no place is left for them, and those of every request
   */
  network(options?: NetworkOptions): Promise<NetworkFindings>;
  /** Keeps what was found with the session, where its agents read it. @throws SessionError `session-over`, `not-joined` */
  tell(findings: PreCallFindings, options?: AboutOptions): Promise<void>;
}
