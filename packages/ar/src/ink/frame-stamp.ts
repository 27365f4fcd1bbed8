import type { FramePicture } from './pictures.ts';

/** The name that a frame has on one of the sides of a call. */
export type FrameStamp =
  /** Of a camera of this page: when it took the frame, µs of its own clock. */
  | { readonly is: 'camera'; readonly atUs: number }
  /** Of a picture from elsewhere: the same moment in 90,000ths of a second, counted from an unknown one (RFC 3550). */
  | { readonly is: 'received'; readonly rtp: number };

// What Chromium tells of a frame (WebCodecs' registry of VideoFrame metadata), and no library of types knows yet.
interface WithMetadata {
  readonly metadata?: () => { readonly rtpTimestamp?: number };
}

/**
 * Reads the name of a frame; null where its browser tells none.
 * @param isStream true where it is of a camera or of the other side
 */
export function stampOf(frame: FramePicture, isStream: boolean): FrameStamp | null {
  if (!isStream || !('timestamp' in frame)) return null;
  const metadata = (frame as WithMetadata).metadata?.();
  if (metadata === undefined) return null;
  const rtp = metadata.rtpTimestamp;
  if (rtp !== undefined) return { is: 'received', rtp };
  return frame.timestamp >= 0 ? { is: 'camera', atUs: frame.timestamp } : null;
}
