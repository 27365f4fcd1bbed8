/** Mixes what everybody in a call says into one track, which lasts whoever comes and goes. */
export class SoundMix {
  readonly #context = new AudioContext();
  readonly #destination = this.#context.createMediaStreamDestination();
  readonly #sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>();

  readonly #gone = new AbortController();

  constructor() {
    // Recordings are mostly asked for by a tap; where the engine sleeps all the same, it wakes with the next one.
    const wake = (): void => {
      // It says so by its state; a film that hears nothing says so too.
      if (this.#context.state === 'suspended') this.#context.resume().catch(() => undefined);
    };
    wake();
    for (const name of ['pointerup', 'keydown'])
      addEventListener(name, wake, { capture: true, signal: this.#gone.signal });
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
    this.#gone.abort();
    this.hear([]);
    // Closing twice is the only way it fails, and is what was wanted.
    this.#context.close().catch(() => undefined);
  }
}
