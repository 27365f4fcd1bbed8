import type { PictureDocument } from '@fernblick/protocol';
import type { Size } from '../drawing/mark.ts';
import { compose, type Homography } from '../homography.ts';
import { shownSize, toShown } from './frame.ts';
import { canvasOf, decode, type OpenPicture } from './open-picture.ts';
import { paintLayers } from './paint-layers.ts';
import { PictureError } from './picture-error.ts';
import { writePng } from './png-stream.ts';
import { blackOutsOf, blurSourceOf } from './redaction.ts';

/** How a picture is exported. */
export interface PictureExport {
  readonly type?: 'image/png' | 'image/jpeg' | 'image/webp';
  /** Of JPEG and WebP, 0 to 1. */
  readonly quality?: number;
}

/** Px of a picture that is painted as a whole; a larger PNG is written in bands. */
const WHOLE_AREA = 16e6;
const BAND_AREA = 5e5;
const QUALITY = 0.92;

/**
 * The picture with everything that was done to it, at full resolution, and nothing else: no metadata of the file goes
 * into it, and no pixel of what was redacted.
 * @throws PictureError `not-encoded` where this browser cannot write it
 */
export async function exportPicture(
  picture: OpenPicture,
  document: PictureDocument,
  { type = 'image/png', quality = QUALITY }: PictureExport = {},
): Promise<Blob> {
  const size = shownSize(document);
  const source = await decode(picture.file);
  const paintBand = bandPainter(picture, document, source, type === 'image/jpeg');
  try {
    if (type === 'image/png' && size.width * size.height > WHOLE_AREA)
      return await writePng(size, bandsOf(size, paintBand));
    const { canvas, context } = canvasOf(size);
    paintBand(context, 0, size.height);
    // Before it is encoded: both at once would be too much for a large picture.
    source.close();
    const blob = await canvas.convertToBlob({ type, quality });
    if (blob.type !== type)
      throw new PictureError('not-encoded', `This browser does not write ${type}.`);
    return blob;
  } catch (cause) {
    if (cause instanceof PictureError) throw cause;
    throw new PictureError('not-encoded', `${size.width} × ${size.height} px.`, cause);
  } finally {
    source.close();
  }
}

/** Paints rows `top` to `top + height` of what is seen. */
type PaintBand = (context: OffscreenCanvasRenderingContext2D, top: number, height: number) => void;

function bandPainter(
  { sample }: OpenPicture,
  document: PictureDocument,
  source: ImageBitmap,
  opaque: boolean,
): PaintBand {
  const { width } = shownSize(document);
  const blurSource = blurSourceOf(blackOutsOf(document.layers), document, sample);
  return (context, top, height) => {
    const shift: Homography = [1, 0, 0, 0, 1, -top, 0, 0, 1];
    const homography = compose(shift, toShown(document));
    const [a, c, e, b, d, f] = homography;
    context.clearRect(0, 0, width, height);
    if (opaque) {
      // What has no alpha would show what is clear as black.
      context.fillStyle = '#ffffff';
      context.fillRect(0, 0, width, height);
    }
    context.save();
    // Where rows stay rows, every pixel stays as it was.
    context.imageSmoothingEnabled = (document.angle ?? 0) !== 0;
    context.setTransform(a, b, c, d, e, f);
    // The file may have another size than the browser told of it when it was opened: layers count from that one.
    context.drawImage(source, 0, 0, document.width, document.height);
    context.restore();
    paintLayers(context, document, homography, 1, blurSource);
  };
}

async function* bandsOf(size: Size, paintBand: PaintBand): AsyncGenerator<ImageData> {
  const rows = Math.max(1, Math.min(size.height, Math.floor(BAND_AREA / size.width)));
  const { context } = canvasOf({ width: size.width, height: rows });
  for (let top = 0; top < size.height; top += rows) {
    const height = Math.min(rows, size.height - top);
    paintBand(context, top, height);
    const band = context.getImageData(0, 0, size.width, height);
    yield band;
    giveBack(band.data.buffer);
  }
}

/** Has the browser give memory back at once: a fast one has made all bands before it looks for what nobody needs any more. */
function giveBack(buffer: ArrayBuffer): void {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  // What is sent where nobody is goes.
  port1.postMessage(null, [buffer]);
  port1.close();
}
