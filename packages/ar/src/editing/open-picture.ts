import { MAX_PICTURE_SIDE } from '@fernblick/protocol';
import type { Size } from '../drawing/mark.ts';
import { PictureError } from './picture-error.ts';
import { FILE_EDGE_BYTES, isWhole, pictureTypeOf, toldSize } from './picture-file.ts';
import type { Pixels } from './redaction.ts';

/** Px of the largest picture that is opened: decoded it takes four bytes for each. */
export const MAX_PICTURE_AREA = 100e6;
/** Px of the copy that is shown while a picture is edited. */
const WORKING_AREA = 4e6;
/** Px of the copy from which blurred areas get their colours. */
const SAMPLE_AREA = 5e5;

/** A picture that is open: the file, and what is shown of it. */
export interface OpenPicture extends Size {
  readonly file: Blob;
  /** Upright, as large as what is shown has to be. */
  readonly copy: OffscreenCanvas;
  readonly sample: Pixels;
}

/**
 * Opens a picture without ever keeping it decoded as a whole: what stays is a smaller copy, and the file, of which
 * `exportPicture` reads again.
 * @throws PictureError `not-a-picture`, `picture-damaged`, `picture-too-large`
 */
export async function openPicture(file: Blob, signal?: AbortSignal): Promise<OpenPicture> {
  const bytes = async (from: number, to?: number) =>
    new Uint8Array(await file.slice(from, to).arrayBuffer());
  const head = await bytes(0, FILE_EDGE_BYTES);
  const type = pictureTypeOf(head);
  if (type === null) throw new PictureError('not-a-picture');
  const tail = await bytes(Math.max(0, file.size - FILE_EDGE_BYTES));
  if (!isWhole(type, head, tail, file.size))
    throw new PictureError('picture-damaged', 'Its end is missing.');
  signal?.throwIfAborted();
  refuseTooLarge(toldSize(type, head));
  // Under its true type: what a server says of a file does not decide what it is read as.
  const picture = file.slice(0, file.size, type);
  const url = URL.createObjectURL(picture);
  try {
    const image = await loaded(url);
    signal?.throwIfAborted();
    const size = { width: image.naturalWidth, height: image.naturalHeight };
    refuseTooLarge(size);
    const copy = scaled(image, reduced(size, WORKING_AREA));
    return { ...size, file: picture, copy: copy.canvas, sample: sampleOf(copy.canvas) };
  } finally {
    URL.revokeObjectURL(url);
  }
}

function refuseTooLarge(size: Size | null): void {
  if (size === null) return;
  const { width, height } = size;
  if (Math.max(width, height) > MAX_PICTURE_SIDE || width * height > MAX_PICTURE_AREA)
    throw new PictureError('picture-too-large', `It has ${width} × ${height} px.`);
}

/**
 * A picture of which browsers know the size, upright, before they decode anything; and when it is drawn smaller, they
 * decode a JPEG at about that size, which takes a tenth of the memory.
 */
async function loaded(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  await new Promise<void>((resolve, reject) => {
    image.addEventListener('load', () => resolve());
    image.addEventListener('error', () => reject(new PictureError('picture-damaged')));
    image.src = url;
  });
  return image;
}

function reduced({ width, height }: Size, area: number): Size {
  const scale = Math.min(1, Math.sqrt(area / (width * height)));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: side(width), height: side(height) };
}

/** A picture at its full size, upright, whichever way the camera was held. */
export async function decode(picture: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(picture, { imageOrientation: 'from-image' });
  } catch (cause) {
    throw new PictureError('picture-damaged', 'The browser cannot decode it.', cause);
  }
}

/** A canvas without a page. */
export function canvasOf({ width, height }: Size): {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
} {
  const canvas = new OffscreenCanvas(width, height);
  // In memory, where its pixels are read: a graphics card would hold a second copy.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null)
    throw new PictureError('not-encoded', `There is no canvas of ${width} × ${height} px.`);
  return { canvas, context };
}

function scaled(source: CanvasImageSource, size: Size): ReturnType<typeof canvasOf> {
  const drawn = canvasOf(size);
  drawn.context.imageSmoothingQuality = 'high';
  drawn.context.drawImage(source, 0, 0, size.width, size.height);
  return drawn;
}

function sampleOf(copy: OffscreenCanvas): Pixels {
  const size = reduced(copy, SAMPLE_AREA);
  return scaled(copy, size).context.getImageData(0, 0, size.width, size.height);
}
