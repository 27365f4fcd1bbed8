import * as v from 'valibot';
import { Count } from './shapes.ts';

/** As much may one piece of a recording have; a second of video has less than a tenth of it. */
export const MAX_CHUNK_BYTES = 4 * 1024 * 1024;
/**
 * So far may a piece reach beyond the time in which its recording ran: the page that records learns a moment later than
 * the server that it stops or waits. None may reach beyond a no, or beyond the coming of somebody who has not agreed.
 */
export const CHUNK_GRACE_MS = 1_500;
/** And so far may it begin before or after that time: page and server agree on the time no better than that. */
export const CHUNK_CLOCK_MS = 500;
/** A picture that stands for a recording. */
export const MAX_POSTER_BYTES = 1_000_000;

/**
 * What is said of a piece beside its bytes, as headers of `PUT /files/recordings/{session}/{recording}/{n}`. Times are
 * whole milliseconds since the recording has started, by the clock on the wall: pauses count.
 */
export const chunkHeaders = {
  /** SHA-256 of the bytes, as 64 hexadecimal digits. */
  sha256: 'chunk-sha256',
  from: 'chunk-from',
  until: 'chunk-until',
  /** In every answer, refusals included: the number of the piece that is wanted next. */
  next: 'next-chunk',
} as const;

/** The body of `POST /files/recordings/{session}/{recording}/finish`: nothing more will come. */
export const RecordingFinish = v.object({
  /** How many pieces there are. */
  chunks: Count,
  /** How long it plays, as the page knows it. */
  durationMs: v.optional(Count),
});
export type RecordingFinish = v.InferOutput<typeof RecordingFinish>;

/** The answer to `GET /files/recordings/{session}/{recording}/chunks`: where an upload goes on. */
export const ChunksStored = v.object({
  next: Count,
  bytes: Count,
  /** True once nothing more is taken. */
  finished: v.boolean(),
});
export type ChunksStored = v.InferOutput<typeof ChunksStored>;
