import type { Point } from '@fernblick/protocol';
import type { Size } from '../drawing/mark.ts';

/** What a watch over a hand needs. */
export interface HandWatchOptions {
  /** The camera's picture. */
  readonly video: () => HTMLVideoElement | null;
  readonly find: (picture: ImageBitmap, timeMs: number) => Promise<readonly Point[] | null>;
  /** The hand's 21 places, 0 to 1 of the picture; null where there is none. */
  readonly hand: (places: readonly Point[] | null, frame: Size) => void;
}

/** A hand is looked for so often. */
const EVERY_MS = 100;
/** The model looks at a picture of about 200 px: more is of no use to it. */
const LONGEST_SIDE = 480;

/** Looks for a hand in a camera's picture, ten times a second where the device is fast enough; returns what ends it. */
export function watchHand({ video, find, hand }: HandWatchOptions): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const look = async (): Promise<void> => {
    const startedAt = performance.now();
    const picture = document.visibilityState === 'visible' ? await pictureOf(video()) : null;
    if (picture !== null && !isOver) {
      const frame = { width: picture.width, height: picture.height };
      const places = await find(picture, startedAt);
      if (!isOver) hand(places, frame);
    } else picture?.close();
    if (!isOver)
      timer = setTimeout(
        () => void look(),
        Math.max(EVERY_MS / 4, EVERY_MS - (performance.now() - startedAt)),
      );
  };
  void look();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** What a video shows just now, small; null while it shows nothing. */
async function pictureOf(video: HTMLVideoElement | null): Promise<ImageBitmap | null> {
  if (video === null || video.readyState < video.HAVE_CURRENT_DATA || video.videoWidth === 0)
    return null;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(video.videoWidth, video.videoHeight));
  try {
    return await createImageBitmap(video, {
      resizeWidth: Math.max(1, Math.round(video.videoWidth * scale)),
      resizeHeight: Math.max(1, Math.round(video.videoHeight * scale)),
    });
  } catch (cause) {
    // A camera that is being switched has no picture for a moment.
    if (cause instanceof DOMException) return null;
    throw cause;
  }
}
