import { SessionError } from '@fernblick/protocol';
import type { RecordingEnd } from './chunk-store.ts';

/** Short enough that a killed browser loses little, and a little under a second, because browsers add to it. */
const SLICE_MS = 900;
/** Sharp enough to read a label at 720p. */
const PICTURE_BITS = 2_000_000;
const SOUND_BITS = 64_000;
/** In the order in which they are wanted: VP8 is encoded beside a call on any machine. */
const TYPES = ['video/webm;codecs=vp8,opus', 'video/webm;codecs=vp9,opus', 'video/webm'] as const;

/** What a recorder tells. */
export interface RecorderListener {
  /** Bytes that follow those before; times are milliseconds since the recording has started, on the server's clock. */
  readonly piece: (piece: { from: number; until: number; bytes: Blob }) => void;
  /** Everything has been told. */
  readonly ended: (end: Pick<RecordingEnd, 'durationMs'>) => void;
  /** Nothing more comes of one of its tracks, or of the recorder. */
  readonly failed: (cause: unknown) => void;
}

/** Why this browser cannot record; null where it can. */
export function whyNotRecord(): 'unsupported' | null {
  const canRecord =
    typeof MediaRecorder === 'function' &&
    TYPES.some((type) => MediaRecorder.isTypeSupported(type));
  return canRecord && typeof AudioContext === 'function' ? null : 'unsupported';
}

/** Turns one picture and one sound into pieces of one file, each as soon as it is there. */
export class Recorder {
  readonly #recorder: MediaRecorder;
  readonly #now: () => number;
  readonly #listener: RecorderListener;
  /** Since when the piece that comes next has been recorded. */
  #from: number;
  /** While it waits: since when. */
  #pausedAt: number | null = null;
  #recordedMs = 0;
  /** What is told late is of the time before it was told. */
  #notAfter: number | null = null;

  /** @param now Milliseconds since the recording has started, on the server's clock */
  constructor(
    tracks: { readonly picture: MediaStreamTrack; readonly sound: MediaStreamTrack | null },
    now: () => number,
    listener: RecorderListener,
  ) {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    if (mimeType === undefined) throw new SessionError('webrtc-unsupported');
    const { picture, sound } = tracks;
    const stream = new MediaStream(sound === null ? [picture] : [picture, sound]);
    this.#now = now;
    this.#listener = listener;
    this.#from = now();
    this.#recorder = new MediaRecorder(stream, {
      mimeType,
      videoBitsPerSecond: PICTURE_BITS,
      audioBitsPerSecond: SOUND_BITS,
    });
    this.#recorder.ondataavailable = ({ data }) => this.#take(data);
    this.#recorder.onstop = () => listener.ended({ durationMs: Math.round(this.#recordedMs) });
    this.#recorder.onerror = (event) => listener.failed(event);
    // The recorder goes on without it, and would record one of them alone.
    for (const track of stream.getTracks())
      track.onended = () => listener.failed(new Error(`The recorded ${track.kind} has ended.`));
    this.#recorder.start(SLICE_MS);
  }

  pause(): void {
    if (this.#recorder.state !== 'recording') return;
    // What there is of the time before goes out as such.
    this.#recorder.requestData();
    this.#recorder.pause();
    this.#pausedAt = this.#now();
  }

  resume(): void {
    if (this.#recorder.state !== 'paused') return;
    // The clock of the server may have been read anew meanwhile; times never run backwards.
    this.#from = Math.max(this.#from, this.#now());
    this.#pausedAt = null;
    this.#recorder.resume();
  }

  /** Stops for good; `at` is when that was decided, on the server's clock since the start. */
  stop(at: number): void {
    for (const track of this.#recorder.stream.getTracks()) track.onended = null;
    if (this.#recorder.state === 'inactive') return;
    this.#notAfter = at;
    this.#recorder.stop();
  }

  #take(bytes: Blob): void {
    const now = this.#pausedAt ?? this.#now();
    const until = Math.max(this.#from, Math.min(now, this.#notAfter ?? now));
    if (bytes.size > 0)
      this.#listener.piece({ from: Math.round(this.#from), until: Math.round(until), bytes });
    this.#recordedMs += until - this.#from;
    this.#from = until;
  }
}
