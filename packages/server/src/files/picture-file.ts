import { PICTURE_SIDES_PX, SessionError, type PictureType } from '@fernblick/protocol';
import { readJpegSize, type PictureSize } from '../jpeg.ts';
import { withoutMetadata } from './picture-metadata.ts';

/** What a file that is kept as a picture turned out to be. */
export interface PictureFile extends PictureSize {
  readonly type: PictureType;
  readonly bytes: number;
}

/** The orientations of Exif from here on change width and height. */
const FIRST_ON_ITS_SIDE = 5;
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const readers: readonly (readonly [PictureType, (bytes: Buffer) => PictureSize | null])[] = [
  ['image/jpeg', readJpegSize],
  ['image/png', readPngSize],
  ['image/webp', readWebpSize],
];

/**
 * Says what a file is by its bytes alone, whatever it was called: a JPEG, PNG or WebP that is complete and of a size
 * that browsers paint.
 * @throws SessionError `invalid-picture`
 */
export function inspectPicture(bytes: Buffer): PictureFile {
  for (const [type, read] of readers) {
    const size = read(bytes);
    if (size === null) continue;
    const { least, most } = PICTURE_SIDES_PX;
    if ([size.width, size.height].some((side) => side < least || side > most))
      throw new SessionError('invalid-picture', {
        detail: `It has ${size.width} × ${size.height} px.`,
      });
    return { type, ...size, bytes: bytes.length };
  }
  throw new SessionError('invalid-picture');
}

/**
 * A picture as it may be kept: of a kind and size that browsers paint, and without what else its file says. Width and height are
 * those that viewers show.
 * @throws SessionError `invalid-picture`
 */
export function cleanPicture(bytes: Buffer): {
  readonly file: PictureFile;
  readonly bytes: Buffer;
} {
  const { type, width, height } = inspectPicture(bytes);
  const { bytes: clean, orientation } = withoutMetadata(type, bytes);
  const shown =
    orientation < FIRST_ON_ITS_SIDE ? { width, height } : { width: height, height: width };
  return { file: { type, ...shown, bytes: clean.length }, bytes: clean };
}

/** Walks through the chunks of a PNG (ISO 15948, 5.3) without unpacking them; null where the last is not the end. */
function readPngSize(bytes: Buffer): PictureSize | null {
  if (!bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return null;
  let size: PictureSize | null = null;
  let hasPixels = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    const next = at + 12 + length;
    if (next > bytes.length || (at === 8) !== (name === 'IHDR')) return null;
    if (name === 'IHDR') {
      if (length !== 13) return null;
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    }
    if (name === 'IDAT') hasPixels = true;
    if (name === 'IEND') return hasPixels && next === bytes.length ? size : null;
    at = next;
  }
  return null;
}

/** Reads the first chunk of a WebP (RFC 9649); null where the file is shorter or longer than it says. */
function readWebpSize(bytes: Buffer): PictureSize | null {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF') return null;
  if (bytes.toString('latin1', 8, 12) !== 'WEBP') return null;
  if (bytes.readUInt32LE(4) + 8 !== bytes.length) return null;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      if (bytes.readUIntBE(23, 3) !== 0x9d012a) return null;
      return {
        width: bytes.readUInt16LE(26) & 0x3fff,
        height: bytes.readUInt16LE(28) & 0x3fff,
      };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      if (bytes[20] !== 0x2f) return null;
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}
