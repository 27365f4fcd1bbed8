// Without a reading for this long nobody is looking, and the audio engine can rest.
const REST_AFTER_MS = 2_000;
// What speaking at arm's length reaches; quieter than full scale, so that the meter is of use.
const LOUD = 0.25;

/** Measures how loud a track is, as long as somebody reads it. */
export class LevelMeter {
  #context: AudioContext | null = null;
  #analyser: AnalyserNode | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #samples = new Float32Array(0);
  #track: MediaStreamTrack | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** Loudness at this moment, 0 to 1. */
  read(track: MediaStreamTrack): number {
    if (track !== this.#track) this.#listen(track);
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.close(), REST_AFTER_MS);
    if (this.#analyser === null) return 0;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0);
    return Math.min(1, Math.sqrt(power / this.#samples.length) / LOUD);
  }

  close(): void {
    clearTimeout(this.#rest);
    this.#source?.disconnect();
    // Closing twice is the only way it fails, and is what was wanted.
    this.#context?.close().catch(() => undefined);
    this.#context = null;
    this.#analyser = null;
    this.#source = null;
    this.#track = null;
  }

  #listen(track: MediaStreamTrack): void {
    this.#source?.disconnect();
    this.#context ??= new AudioContext();
    this.#analyser ??= this.#context.createAnalyser();
    this.#analyser.fftSize = 1_024;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#analyser);
    this.#track = track;
    // Before the first tap the engine sleeps; it wakes by itself with the tap that starts the preview.
    this.#context.resume().catch(() => undefined);
  }
}
