import type { Size } from '../drawing/mark.ts';

/** One frame as a browser hands it over. A `VideoFrame` costs its page nothing: no px of it was converted yet. */
export type FramePicture = ImageBitmap | VideoFrame;

/** A frame's size as it is shown, px. */
export function sizeOf(picture: FramePicture): Size {
  return 'displayWidth' in picture
    ? { width: picture.displayWidth, height: picture.displayHeight }
    : { width: picture.width, height: picture.height };
}

/** What the engine needs of a browser to look into pictures; another one stands in where there is none. */
export interface Pictures {
  /**
   * Takes a frame in: reads it at a size, gray, into memory of width × height bytes.
   * @returns what is painted of it; the frame itself is closed
   */
  take(frame: FramePicture, size: Size, into: Uint8Array): Promise<ImageBitmap>;
  /** The same in colour: four bytes for each px. */
  colors(picture: ImageBitmap, size: Size): Uint8ClampedArray;
  /** A gray picture as a JPEG in base64 of at most so many characters. */
  encode(gray: Uint8Array, size: Size, mostCharacters: number): Promise<string>;
  /** The gray picture of such a JPEG, at a size. */
  decode(picture: string, size: Size): Promise<Uint8Array>;
}

// From one that shows no blocks down to one that can just be found again.
const QUALITIES = [0.75, 0.6, 0.45, 0.3, 0.15];
const HALVED = 0.5;

/** The pictures of a browser, in a worker and in a page alike. */
export function browserPictures(): Pictures {
  let reader: OffscreenCanvasRenderingContext2D | null = null;
  const contextOf = ({ width, height }: Size): OffscreenCanvasRenderingContext2D => {
    if (reader?.canvas.width !== width || reader.canvas.height !== height)
      reader = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (reader === null) throw new Error('This browser has no canvas to read pictures with.');
    return reader;
  };
  const colors = (picture: ImageBitmap, size: Size): Uint8ClampedArray => {
    const context = contextOf(size);
    context.drawImage(picture, 0, 0, size.width, size.height);
    return context.getImageData(0, 0, size.width, size.height).data;
  };
  const read = (picture: ImageBitmap, size: Size, into: Uint8Array): void =>
    toGray(colors(picture, size), into);
  return {
    take: async (frame, size, into) => {
      if (!('copyTo' in frame)) {
        read(frame, size, into);
        return frame;
      }
      try {
        const image = await pixelsOf(frame);
        const bitmap = await createImageBitmap(image ?? frame);
        if (image?.width === size.width && image.height === size.height) toGray(image.data, into);
        else read(bitmap, size, into);
        return bitmap;
      } finally {
        // At once: a camera or a decoder has few of them.
        frame.close();
      }
    },
    colors,
    encode: async (gray, size, mostCharacters) => {
      const canvas = new OffscreenCanvas(size.width, size.height);
      canvas.getContext('2d')?.putImageData(fromGray(gray, size), 0, 0);
      const small = new OffscreenCanvas(size.width * HALVED, size.height * HALVED);
      for (const source of [canvas, small]) {
        if (source === small)
          small.getContext('2d')?.drawImage(canvas, 0, 0, small.width, small.height);
        for (const quality of QUALITIES) {
          const blob = await source.convertToBlob({ type: 'image/jpeg', quality });
          if (Math.ceil(blob.size / 3) * 4 <= mostCharacters)
            return toBase64(new Uint8Array(await blob.arrayBuffer()));
        }
      }
      throw new Error('The keyframe cannot be made small enough.');
    },
    decode: async (picture, size) => {
      const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
      const gray = new Uint8Array(size.width * size.height);
      try {
        read(bitmap, size, gray);
      } finally {
        bitmap.close();
      }
      return gray;
    },
  };
}

/** A frame's px, several times as fast as through a canvas; null where the browser cannot give them as they are shown. */
async function pixelsOf(frame: VideoFrame): Promise<ImageData | null> {
  const { visibleRect, displayWidth: width, displayHeight: height } = frame;
  if (visibleRect?.width !== width || visibleRect.height !== height) return null;
  const image = new ImageData(width, height);
  try {
    // A browser that does not know `format` leaves it out, and counts fewer bytes.
    if (frame.allocationSize({ format: 'RGBA' }) !== image.data.byteLength) return null;
    await frame.copyTo(image.data, { format: 'RGBA' });
  } catch {
    // Some frames stay on the graphics card, and are drawn from there.
    return null;
  }
  return image;
}

/** Luma of BT.601, in 8 bits of fraction. */
function toGray(rgba: Uint8ClampedArray, into: Uint8Array): void {
  for (let i = 0, at = 0; i < into.length; i++, at += 4)
    into[i] = (77 * (rgba[at] ?? 0) + 150 * (rgba[at + 1] ?? 0) + 29 * (rgba[at + 2] ?? 0)) >> 8;
}

function fromGray(gray: Uint8Array, { width, height }: Size): ImageData {
  const image = new ImageData(width, height);
  // One write of 32 bits for each px: opaque, all three colours alike (in either byte order).
  const rgba = new Uint32Array(image.data.buffer);
  for (let i = 0; i < gray.length; i++) rgba[i] = 0xff000000 | ((gray[i] ?? 0) * 0x010101);
  return image;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
