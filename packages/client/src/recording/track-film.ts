import { SessionError } from '@fernblick/protocol';
import type { Film, FilmListener } from '../session-recording.ts';
import { sharedNow } from './shared-clock.ts';

/** Short enough that a killed browser loses little, and a little under a second, because browsers add to it. */
const SLICE_MS = 900;
/** Sharp enough to read a label at 720p. */
const PICTURE_BITS = 2_000_000;
const SOUND_BITS = 64_000;
/** In the order in which they are wanted: VP8 is encoded beside a call on any machine. */
const TYPES = ['video/webm;codecs=vp8,opus', 'video/webm;codecs=vp9,opus', 'video/webm'] as const;

/** Why this browser cannot record; null where it can. */
export function whyNotRecord(): 'unsupported' | null {
  const canRecord =
    typeof MediaRecorder === 'function' &&
    TYPES.some((type) => MediaRecorder.isTypeSupported(type));
  return canRecord && typeof AudioContext === 'function' ? null : 'unsupported';
}

/** A film of two tracks, by the browser's own recorder. How far that runs behind the clock, nobody can see. */
export class TrackFilm implements Film {
  readonly #recorder: MediaRecorder;
  /** Since when the piece that comes next has been recorded, and until when where it waits. */
  #fromMs = sharedNow();
  #untilMs: number | null = null;

  constructor(picture: MediaStreamTrack, sound: MediaStreamTrack | null, listener: FilmListener) {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    if (mimeType === undefined) throw new SessionError('webrtc-unsupported');
    const stream = new MediaStream(sound === null ? [picture] : [picture, sound]);
    this.#recorder = new MediaRecorder(stream, {
      mimeType,
      videoBitsPerSecond: PICTURE_BITS,
      audioBitsPerSecond: SOUND_BITS,
    });
    this.#recorder.ondataavailable = ({ data }) => {
      const untilMs = this.#untilMs ?? sharedNow();
      listener.piece(data, { fromMs: Math.min(this.#fromMs, untilMs), untilMs });
      this.#fromMs = untilMs;
    };
    this.#recorder.onstop = () => listener.ended();
    this.#recorder.onerror = (event) => listener.failed(event);
    // The recorder goes on without it, and would record one of them alone.
    for (const track of stream.getTracks())
      track.onended = () => listener.failed(new Error(`The recorded ${track.kind} has ended.`));
    this.#recorder.start(SLICE_MS);
  }

  readonly pause = (): void => {
    // What there is of the time before goes out as such.
    this.#recorder.requestData();
    this.#recorder.pause();
    this.#untilMs = sharedNow();
  };

  readonly resume = (): void => {
    this.#untilMs = null;
    this.#fromMs = sharedNow();
    this.#recorder.resume();
  };

  readonly end = (): void => {
    for (const track of this.#recorder.stream.getTracks()) track.onended = null;
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
  };
}
