import { encode, grabFrame, within, type EncodedPicture } from './grab-frame.ts';

/** What a browser may have to take photos with; not in every one, and TypeScript's DOM library knows it in part. */
interface Photographer {
  takePhoto(settings?: { imageWidth?: number; imageHeight?: number }): Promise<Blob>;
  getPhotoCapabilities(): Promise<{
    readonly imageWidth?: { readonly max: number };
    readonly imageHeight?: { readonly max: number };
  }>;
}

const PHOTO_WITHIN_MS = 6_000;

/**
 * A still in the full size of a camera: a photo where the browser takes one, else a frame as the camera gives it, before
 * it is made smaller for the network. Made anew from its pixels, so that nothing else of the file leaves this page: a
 * photo may say where it was taken.
 * @throws SessionError `other-side-away` where the camera gives no picture
 */
export async function takeStill(track: MediaStreamTrack): Promise<EncodedPicture> {
  const frame = await grabFrame(track);
  // What a camera can do is often not what it says; then there is still the frame.
  const photo = await photoOf(track).catch(() => null);
  if (photo === null || photo.width * photo.height <= frame.width * frame.height) {
    photo?.close();
    return await encode(frame);
  }
  frame.close();
  return await encode(photo);
}

async function photoOf(track: MediaStreamTrack): Promise<ImageBitmap | null> {
  const { ImageCapture: Capture } = globalThis as unknown as {
    readonly ImageCapture?: new (track: MediaStreamTrack) => Photographer;
  };
  if (Capture === undefined) return null;
  const photographer = new Capture(track);
  const { imageWidth, imageHeight } = await within(
    photographer.getPhotoCapabilities(),
    PHOTO_WITHIN_MS,
  );
  const size =
    imageWidth === undefined || imageHeight === undefined
      ? {}
      : { imageWidth: imageWidth.max, imageHeight: imageHeight.max };
  const photo = await within(photographer.takePhoto(size), PHOTO_WITHIN_MS);
  // Upright, as the file says it is to be shown.
  return await createImageBitmap(photo, { imageOrientation: 'from-image' });
}
