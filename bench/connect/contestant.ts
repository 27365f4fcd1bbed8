/** What a page needs to know before the click. */
export interface CallSetup {
  readonly side: 'agent' | 'customer';
  /** Names the call; both pages get the same. */
  readonly call: string;
  /** Address of the contestant's own server. */
  readonly server: string;
  readonly iceServers: readonly RTCIceServer[];
  /** Only where the contestant's server asks for one. */
  readonly token?: string;
}

/** One way to make a call. All of them get the same camera, the same relay servers and the same page. */
export interface Contestant {
  /**
   * Everything that a page has done before the person clicks: connected to its server, waiting if it is the agent's.
   * Returns the click: it resolves with the other side's stream as soon as there is one.
   */
  prepare(setup: CallSetup, camera: MediaStream): Promise<() => Promise<MediaStream>>;
}
