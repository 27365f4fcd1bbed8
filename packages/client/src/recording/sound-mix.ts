/** Mixes what everybody in a call says into one track, which lasts whoever comes and goes. */
export class SoundMix {
  readonly #context = new AudioContext();
  readonly #destination = this.#context.createMediaStreamDestination();
  readonly #sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>();

  constructor() {
    // Recordings are asked for by a tap; where the engine sleeps all the same, it wakes with the next one.
    this.#context.resume().catch(() => undefined);
  }

  /** The mixed sound; null only where a browser makes none. */
  get track(): MediaStreamTrack | null {
    return this.#destination.stream.getAudioTracks()[0] ?? null;
  }

  /** These tracks from now on, and no others. */
  hear(tracks: readonly MediaStreamTrack[]): void {
    const wanted = new Set(tracks);
    for (const [track, source] of this.#sources) {
      if (wanted.has(track)) continue;
      source.disconnect();
      this.#sources.delete(track);
    }
    for (const track of tracks) {
      if (this.#sources.has(track)) continue;
      const source = this.#context.createMediaStreamSource(new MediaStream([track]));
      source.connect(this.#destination);
      this.#sources.set(track, source);
    }
  }

  close(): void {
    this.hear([]);
    // Closing twice is the only way it fails, and is what was wanted.
    this.#context.close().catch(() => undefined);
  }
}
