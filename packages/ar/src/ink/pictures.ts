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
    if (reader === null) throw new Error('This browser gives no canvas.');
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
        const bitmap = await createImageBitmap(frame);
        // Some frames stay on the graphics card, and are drawn from there.
        if (!(await readBytes(frame, size, into).catch(() => false))) read(bitmap, size, into);
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
      throw new Error('The keyframe is too large.');
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

/** From the range that video leaves at both ends (ITU-R BT.601, 2.5.3) to all of it. */
const WHOLE_RANGE = Uint8ClampedArray.from({ length: 256 }, (_, luma) => ((luma - 16) * 255) / 219);

/**
 * Reads a frame gray from its own bytes, several times as fast as through a canvas; false where the browser cannot give
 * them, or it is not of this size.
 */
async function readBytes(frame: VideoFrame, size: Size, into: Uint8Array): Promise<boolean> {
  const { format, visibleRect, colorSpace } = frame;
  const isBlueFirst = format?.startsWith('BGR') === true;
  // The first plane is luma, one byte for each px.
  const isLuma = (format === 'I420' || format === 'NV12') && colorSpace.fullRange !== true;
  // What is turned is turned by whoever draws it.
  if ((!isLuma && !isBlueFirst) || ('rotation' in frame && frame.rotation !== 0)) return false;
  if (visibleRect?.width !== size.width || visibleRect.height !== size.height) return false;
  const bytes = new Uint8Array(frame.allocationSize());
  await frame.copyTo(bytes);
  if (isBlueFirst) toGray(bytes, into, 29, 77);
  else for (let i = 0; i < into.length; i++) into[i] = WHOLE_RANGE[bytes[i] ?? 0] ?? 0;
  return true;
}

/** Luma of BT.601, in 8 bits of fraction, of px of four bytes: what the first and the third of them weigh. */
function toGray(px: ArrayLike<number>, into: Uint8Array, first = 77, third = 29): void {
  for (let i = 0, at = 0; i < into.length; i++, at += 4)
    into[i] = (first * (px[at] ?? 0) + 150 * (px[at + 1] ?? 0) + third * (px[at + 2] ?? 0)) >> 8;
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
