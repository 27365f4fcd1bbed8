class EmptyStream {
  readonly #tracks = new Set<MediaStreamTrack>();
  addTrack = (track: MediaStreamTrack): unknown => this.#tracks.add(track);
  removeTrack = (track: MediaStreamTrack): unknown => this.#tracks.delete(track);
  getTracks = (): readonly MediaStreamTrack[] => [...this.#tracks];
  getAudioTracks = this.getTracks;
  getVideoTracks = this.getTracks;
}

/** Gives Node the two names that a client without devices looks for before it joins a call over fake connections. */
export function pretendToBeAPage(): void {
  // It is only asked whether there are connections; the fake world makes them.
  Object.assign(globalThis, { MediaStream: EmptyStream, RTCPeerConnection: Object });
}
