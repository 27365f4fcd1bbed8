import { SoundPlaces, type SoundStep } from './sound-places.ts';

/** What the sound of a film needs and tells. */
export interface FilmSoundOptions {
  /** The time in the film; stands still while it waits. */
  readonly nowMs: () => number;
  readonly block: (block: { readonly atMs: number; readonly bytes: Uint8Array }) => void;
  readonly failed: (cause: unknown) => void;
}

export const SOUND_CONFIG: AudioEncoderConfig = {
  codec: 'opus',
  sampleRate: 48_000,
  numberOfChannels: 1,
  bitrate: 64_000,
};

/** An engine that gives nothing for so long, not even silence, is asleep or gone. */
const SILENT_MS = 5_000;
const ROUNDING_MS = 2;
/** What Opus needs to get going, in samples at 48 kHz; encoders that say nothing else need this. */
const PRE_SKIP = 312;

/** Encodes the sound of a film, at its place in the film's time. */
export class FilmSound {
  readonly #options: FilmSoundOptions;
  readonly #reader: ReadableStreamDefaultReader<AudioData>;
  readonly #encoder: AudioEncoder;
  #config: AudioEncoderConfig | null = null;
  #head: Uint8Array | null = null;
  readonly #places = new SoundPlaces<AudioData>();
  /** Where the encoder's next output belongs, and what is added to its times, ms; it knows of no holes. */
  #baseMs: number | null = null;
  #shiftMs = 0;
  /** Where the last output ends. */
  #endMs = 0;
  #isPaused = false;
  #isClosed = false;
  /** Runs out where no sound comes. */
  #noSound: ReturnType<typeof setTimeout> | null = null;

  constructor(frames: ReadableStream<AudioData>, options: FilmSoundOptions) {
    this.#options = options;
    this.#reader = frames.getReader();
    this.#encoder = new AudioEncoder({
      output: (chunk, metadata) => this.#take(chunk, metadata),
      error: options.failed,
    });
    this.#read().catch(options.failed);
    this.#wait();
  }

  /** What the file says of the sound; known with the first of it. */
  get tracks(): {
    readonly sampleRate: number;
    readonly channels: number;
    readonly head: Uint8Array;
  } {
    const { sampleRate, numberOfChannels } = this.#config ?? SOUND_CONFIG;
    const head = this.#head ?? opusHead(numberOfChannels, sampleRate);
    return { sampleRate, channels: numberOfChannels, head };
  }

  pause(): void {
    this.#isPaused = true;
    this.#wait();
  }

  /** Goes on after so long that is not in the film. */
  resume(pausedMs: number): void {
    this.#restart(this.#options.nowMs(), pausedMs);
    this.#isPaused = false;
    this.#wait();
  }

  async flush(): Promise<void> {
    await this.#do(this.#places.rest());
    await this.#flushEncoder();
  }

  async #flushEncoder(): Promise<void> {
    if (this.#encoder.state === 'configured') await this.#encoder.flush();
  }

  close(): void {
    this.#isClosed = true;
    this.pause();
    this.#restart();
    // Who gives the sound has gone already; there is nothing to be told.
    this.#reader.cancel().catch(() => undefined);
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  async #read(): Promise<void> {
    for (;;) {
      const { value } = await this.#reader.read();
      if (value === undefined) break;
      this.#wait();
      if (this.#isPaused) value.close();
      else await this.#hear(value);
    }
    if (!this.#isClosed) this.#options.failed(new Error('The sound has ended.'));
  }

  /** A recording without a sound that it says it has is worth less than one that stops and says why. */
  #wait(): void {
    if (this.#noSound !== null) clearTimeout(this.#noSound);
    this.#noSound = this.#isPaused
      ? null
      : setTimeout(() => this.#options.failed(new Error('No sound comes.')), SILENT_MS);
  }

  async #hear(data: AudioData): Promise<void> {
    const { sampleRate, numberOfChannels, duration, timestamp } = data;
    const isOther =
      this.#config?.sampleRate !== sampleRate || this.#config.numberOfChannels !== numberOfChannels;
    if (isOther) {
      await this.flush();
      this.#config = { ...SOUND_CONFIG, sampleRate, numberOfChannels };
      this.#encoder.configure(this.#config);
      this.#restart();
    }
    const lengthMs = duration / 1_000;
    await this.#do(this.#places.hear(data, lengthMs, this.#options.nowMs(), timestamp / 1_000));
  }

  async #do(steps: readonly SoundStep<AudioData>[]): Promise<void> {
    for (const step of steps)
      if (step.is === 'begin') await this.#begin(step.atMs);
      else if (step.is === 'silence') this.#encode(this.#silence(step.ms));
      else if (step.is === 'sound') this.#encode(step.part);
      else step.part.close();
  }

  async #begin(atMs: number): Promise<void> {
    await this.#flushEncoder();
    this.#baseMs = atMs;
  }

  #restart(...from: readonly number[]): void {
    for (const part of this.#places.restart(...from)) part.close();
  }

  #encode(data: AudioData): void {
    if (this.#encoder.state === 'configured') this.#encoder.encode(data);
    data.close();
  }

  /** Programs that heed no times would leave out a hole. */
  #silence(ms: number): AudioData {
    const { sampleRate, numberOfChannels } = this.#config ?? SOUND_CONFIG;
    const numberOfFrames = Math.round((ms * sampleRate) / 1_000);
    const data = new Float32Array(numberOfFrames * numberOfChannels);
    const what = { sampleRate, numberOfFrames, numberOfChannels, timestamp: 0, data } as const;
    return new AudioData({ format: 'f32', ...what });
  }

  #take(chunk: EncodedAudioChunk, metadata: EncodedAudioChunkMetadata | undefined): void {
    const description = metadata?.decoderConfig?.description;
    if (description !== undefined) this.#head ??= bytesOf(description);
    const bytes = new Uint8Array(chunk.byteLength);
    chunk.copyTo(bytes);
    if (this.#baseMs !== null) this.#shiftMs = this.#baseMs - chunk.timestamp / 1_000;
    this.#baseMs = null;
    const atMs = chunk.timestamp / 1_000 + this.#shiftMs;
    // Where it was placed too late before, what is there already is not said twice.
    if (atMs < this.#endMs - ROUNDING_MS) return;
    this.#endMs = atMs + (chunk.duration ?? 0) / 1_000;
    this.#options.block({ atMs, bytes });
  }
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source).slice();
}

/** What an Ogg or WebM file says of Opus (RFC 7845, section 5.1). */
function opusHead(channels: number, sampleRate: number): Uint8Array {
  const head = new Uint8Array(19);
  head.set(new TextEncoder().encode('OpusHead'));
  const view = new DataView(head.buffer);
  view.setUint8(8, 1);
  view.setUint8(9, channels);
  view.setUint16(10, PRE_SKIP, true);
  view.setUint32(12, sampleRate, true);
  return head;
}
