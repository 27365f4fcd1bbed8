import { SessionError } from '@fernblick/protocol';

/** High enough that nobody sees what was left out, and a fifth of what it would weigh without loss. */
const QUALITY = 0.92;
const FRAME_WITHIN_MS = 5_000;

/** A picture as a file, with its size. */
export interface EncodedPicture {
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
}

/** The next frame of a track in the size in which it is there. @throws SessionError `other-side-away` where none comes */
export async function grabFrame(track: MediaStreamTrack): Promise<ImageBitmap> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  try {
    await within(
      new Promise<void>((resolve, reject) => {
        video.requestVideoFrameCallback(() => resolve());
        video.play().catch(reject);
      }),
      FRAME_WITHIN_MS,
    );
    return await createImageBitmap(video);
  } catch (cause) {
    throw new SessionError('other-side-away', { cause });
  } finally {
    video.srcObject = null;
  }
}

/** A picture as a JPEG; the bitmap is closed. */
export async function encode(bitmap: ImageBitmap): Promise<EncodedPicture> {
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return {
    blob: await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY }),
    width,
    height,
  };
}

/** Rejects where something takes longer. */
export async function within<T>(done: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing came within ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
