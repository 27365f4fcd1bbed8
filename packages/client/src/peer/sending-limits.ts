import type { PictureMode } from '@fernblick/protocol';

/** How one's own picture is sent. */
export interface SendingLimits {
  readonly maxVideoBitrate: number;
  readonly degradation: 'maintain-resolution' | 'maintain-framerate';
  /** What the encoder should take care of; set on the track. */
  readonly contentHint: 'detail' | 'motion';
}

// A still label at 720p is readable from about 1 Mbit/s on; more than 2.5 changes nothing that a person sees.
const SHARP_BITRATE = 2_500_000;
// Motion at a lower resolution needs less, and leaves room on a phone's uplink.
const SMOOTH_BITRATE = 1_500_000;

/** Favours detail or motion. */
export function sendingLimits(mode: PictureMode): SendingLimits {
  return mode === 'sharp'
    ? {
        maxVideoBitrate: SHARP_BITRATE,
        degradation: 'maintain-resolution',
        contentHint: 'detail',
      }
    : {
        maxVideoBitrate: SMOOTH_BITRATE,
        degradation: 'maintain-framerate',
        contentHint: 'motion',
      };
}
