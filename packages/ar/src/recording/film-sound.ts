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

/** The best of so much sound says where it belongs: the first parts have waited for the worker, and would be placed late. */
const PLACE_BY_MS = 300;
/** The same of how late it has become: single parts come in shakes, where the worker is busy. */
const LOOK_EVERY_MS = 1_000;
/** More is no shake: some of it was lost, or its engine slept. */
const MOST_OFF_MS = 40;
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
  /** Where in the film the next part belongs, ms; null before the first, and after a pause. */
  #nextMs: number | null = null;
  /** What has come and has no place yet, how long it is, and where the first of it belongs by the part that came best. */
  #unplaced: AudioData[] = [];
  #unplacedMs = 0;
  #firstMs = Number.POSITIVE_INFINITY;
  /** The least that a part came later than that, and how much sound was looked at. */
  #leastLateMs = Number.POSITIVE_INFINITY;
  #lookedMs = 0;
  /** Where the encoder's next output belongs, and what is added to its times, ms; it knows of no holes. */
  #baseMs: number | null = null;
  #shiftMs = 0;
  /** Where the last output ends. */
  #endMs = 0;
  #isPaused = false;
  #isClosed = false;
  /** Runs out where no sound comes. */
  #silence: ReturnType<typeof setTimeout> | null = null;

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

  resume(): void {
    this.#nextMs = null;
    this.#dropUnplaced();
    this.#isPaused = false;
    this.#wait();
  }

  async flush(): Promise<void> {
    await this.#placeFirst();
    await this.#flushEncoder();
  }

  async #flushEncoder(): Promise<void> {
    if (this.#encoder.state === 'configured') await this.#encoder.flush();
  }

  close(): void {
    this.#isClosed = true;
    this.pause();
    this.#dropUnplaced();
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
    if (this.#silence !== null) clearTimeout(this.#silence);
    this.#silence = this.#isPaused
      ? null
      : setTimeout(() => this.#options.failed(new Error('No sound comes.')), SILENT_MS);
  }

  async #hear(data: AudioData): Promise<void> {
    const { sampleRate, numberOfChannels, duration } = data;
    const isOther =
      this.#config?.sampleRate !== sampleRate || this.#config.numberOfChannels !== numberOfChannels;
    if (isOther) {
      await this.flush();
      this.#config = { ...SOUND_CONFIG, sampleRate, numberOfChannels };
      this.#encoder.configure(this.#config);
      this.#nextMs = null;
    }
    const lengthMs = duration / 1_000;
    // It began when it was to be heard: its length ago.
    const wantedMs = this.#options.nowMs() - lengthMs;
    if (this.#nextMs === null) {
      this.#firstMs = Math.min(this.#firstMs, wantedMs - this.#unplacedMs);
      this.#unplaced.push(data);
      this.#unplacedMs += lengthMs;
      if (this.#unplacedMs >= PLACE_BY_MS) await this.#placeFirst();
      return;
    }
    this.#leastLateMs = Math.min(this.#leastLateMs, wantedMs - this.#nextMs);
    this.#lookedMs += lengthMs;
    if (this.#lookedMs >= LOOK_EVERY_MS) {
      const offMs = this.#leastLateMs;
      if (Math.abs(offMs) > MOST_OFF_MS) await this.#placeAt(this.#nextMs + offMs);
      else this.#forget();
    }
    this.#encode(data);
  }

  /** Gives what has no place yet its place; what is of before the film is not in it. */
  async #placeFirst(): Promise<void> {
    if (this.#unplaced.length === 0) return;
    const parts = this.#unplaced;
    let atMs = this.#firstMs;
    this.#unplaced = [];
    this.#dropUnplaced();
    while (atMs < 0 && parts[0] !== undefined) {
      atMs += parts[0].duration / 1_000;
      parts.shift()?.close();
    }
    await this.#placeAt(atMs);
    for (const part of parts) this.#encode(part);
  }

  #dropUnplaced(): void {
    for (const part of this.#unplaced) part.close();
    this.#unplaced = [];
    this.#unplacedMs = 0;
    this.#firstMs = Number.POSITIVE_INFINITY;
  }

  #encode(data: AudioData): void {
    this.#nextMs = (this.#nextMs ?? 0) + data.duration / 1_000;
    if (this.#encoder.state === 'configured') this.#encoder.encode(data);
    data.close();
  }

  async #placeAt(ms: number): Promise<void> {
    await this.#flushEncoder();
    this.#nextMs = ms;
    this.#baseMs = ms;
    this.#forget();
  }

  #forget(): void {
    this.#leastLateMs = Number.POSITIVE_INFINITY;
    this.#lookedMs = 0;
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
