import { crc32 } from 'node:zlib';
import { SessionError, type PictureType } from '@fernblick/protocol';

/** A picture without what is not needed to show it. */
export interface CleanPicture {
  readonly bytes: Buffer;
  /** How the file says that it is turned, as Exif counts: 1 for not at all, from 5 on width and height change places. */
  readonly orientation: number;
}

const UPRIGHT = 1;
/** The tag that says so (Exif 3.0, 4.6.5.1.6), and the kind of its value: a whole number of two bytes. */
const ORIENTATION = 0x0112;
const SHORT = 3;
const EXIF = 'Exif\0\0';

/** Of a JPEG's segments for applications: what says which colours its numbers stand for. */
const JPEG_START = 0xd8;
const JPEG_END = 0xd9;
const JPEG_SCAN = 0xda;
const JPEG_APP_FIRST = 0xe0;
const JPEG_APP_LAST = 0xef;
const JPEG_EXIF = 0xe1;
const JPEG_COMMENT = 0xfe;
const JPEG_COLOURS: ReadonlyMap<number, string> = new Map([
  [0xe0, 'JFIF\0'],
  [0xe2, 'ICC_PROFILE\0'],
  [0xee, 'Adobe'],
]);
/** The head of JFIF up to its size on paper, after which a small copy of the picture may come. */
const JFIF_BYTES = 12;

/** What a PNG (ISO 15948) and its animations need to be shown as they are meant. */
const PNG_NEEDED: ReadonlySet<string> = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM cICP gAMA iCCP sRGB sBIT pHYs acTL fcTL fdAT'.split(' '),
);
/** The same of a WebP (RFC 9649). */
const WEBP_NEEDED: ReadonlySet<string> = new Set([
  'VP8 ',
  'VP8L',
  'VP8X',
  'ALPH',
  'ANIM',
  'ANMF',
  'ICCP',
]);
/** Bits of the first chunk: there is Exif, there is XMP. */
const WEBP_HAS_EXIF = 0x08;
const WEBP_HAS_XMP = 0x04;

/**
 * Takes out of a picture whatever is not needed to show it: where and when it was taken and with what, small copies of it,
 * comments, and what lies behind its end. Its pixels are not touched; colours stay, and so does how it is turned.
 * @throws SessionError `invalid-picture` where its parts do not fit together
 */
export function withoutMetadata(type: PictureType, bytes: Buffer): CleanPicture {
  switch (type) {
    case 'image/jpeg':
      return cleanJpeg(bytes);
    case 'image/png':
      return cleanPng(bytes);
    case 'image/webp':
      return cleanWebp(bytes);
  }
}

function cleanJpeg(bytes: Buffer): CleanPicture {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let orientation = UPRIGHT;
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) throw new SessionError('invalid-picture');
    const marker = bytes[at + 1];
    // Any number of these may stand before a marker.
    if (marker === 0xff) at += 1;
    else if (marker === JPEG_END) break;
    else {
      const end = at + 2 + lengthAt(bytes, at + 2);
      const segment = bytes.subarray(at, end);
      const pixelsEnd = marker === JPEG_SCAN ? endOfPixels(bytes, end) : end;
      if (marker === undefined || marker === JPEG_START || marker < 0xc0)
        throw new SessionError('invalid-picture');
      if (marker === JPEG_EXIF && text(segment, 4, 10) === EXIF && orientation === UPRIGHT) {
        orientation = orientationIn(segment.subarray(10));
        if (orientation !== UPRIGHT) kept.push(jpegExif(orientation));
      } else if (marker < JPEG_APP_FIRST || (marker > JPEG_APP_LAST && marker !== JPEG_COMMENT))
        kept.push(bytes.subarray(at, pixelsEnd));
      else kept.push(...jpegColours(marker, segment));
      at = pixelsEnd;
    }
  }
  kept.push(Buffer.from([0xff, JPEG_END]));
  return { bytes: joined(kept, bytes), orientation };
}

/** A length counts its own two bytes. */
function lengthAt(bytes: Buffer, at: number): number {
  const length = at + 2 <= bytes.length ? bytes.readUInt16BE(at) : 0;
  if (length < 2 || at + length > bytes.length) throw new SessionError('invalid-picture');
  return length;
}

/** Where the next segment begins: within pixels, a zero or a sign to begin anew follows each 0xff. */
function endOfPixels(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw new SessionError('invalid-picture');
}

function jpegColours(marker: number, segment: Buffer): readonly Buffer[] {
  const name = JPEG_COLOURS.get(marker);
  if (name === undefined || text(segment, 4, 4 + name.length) !== name) return [];
  if (name !== 'JFIF\0') return [segment];
  if (segment.length < 4 + JFIF_BYTES) return [];
  // Without the small copy: it has no width and no height.
  const head = Buffer.alloc(4 + JFIF_BYTES + 2);
  segment.copy(head, 0, 0, 4 + JFIF_BYTES);
  head.writeUInt16BE(head.length - 2, 2);
  return [head];
}

function jpegExif(orientation: number): Buffer {
  const exif = Buffer.concat([Buffer.from(EXIF, 'latin1'), exifOf(orientation)]);
  const head = Buffer.from([0xff, JPEG_EXIF, 0, exif.length + 2]);
  return Buffer.concat([head, exif]);
}

function cleanPng(bytes: Buffer): CleanPicture {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  let orientation = UPRIGHT;
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) throw new SessionError('invalid-picture');
    const name = text(bytes, at + 4, at + 8);
    if (PNG_NEEDED.has(name)) kept.push(bytes.subarray(at, end));
    else if (name === 'eXIf' && orientation === UPRIGHT) {
      orientation = orientationIn(bytes.subarray(at + 8, end - 4));
      if (orientation !== UPRIGHT) kept.push(pngChunk('eXIf', exifOf(orientation)));
    }
    at = end;
  }
  return { bytes: joined(kept, bytes), orientation };
}

function pngChunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const chunk = Buffer.alloc(named.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(named), chunk.length - 4);
  return chunk;
}

function cleanWebp(bytes: Buffer): CleanPicture {
  if (bytes.length < 12) throw new SessionError('invalid-picture');
  const kept: Buffer[] = [];
  let orientation = UPRIGHT;
  for (let at = 12; at < bytes.length;) {
    if (at + 8 > bytes.length) throw new SessionError('invalid-picture');
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length;
    if (end > bytes.length) throw new SessionError('invalid-picture');
    const name = text(bytes, at, at + 4);
    // Chunks begin at even places; some writers leave the last one as it is.
    const next = Math.min(bytes.length, end + (length % 2));
    if (WEBP_NEEDED.has(name)) kept.push(bytes.subarray(at, next));
    else if (name === 'EXIF' && orientation === UPRIGHT) {
      const exif = bytes.subarray(at + 8, end);
      orientation = orientationIn(text(exif, 0, 6) === EXIF ? exif.subarray(6) : exif);
      if (orientation !== UPRIGHT) kept.push(webpChunk('EXIF', exifOf(orientation)));
    }
    at = next;
  }
  const isTurned = orientation !== UPRIGHT;
  const [first, ...rest] = kept;
  const parts = first === undefined ? [] : [withFlags(first, isTurned), ...rest];
  const size = parts.reduce((sum, part) => sum + part.length, 4);
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(size, 4);
  return { bytes: joined([head, ...parts], bytes), orientation };
}

/** The first chunk, where it says what else there is, says what there is now. */
function withFlags(chunk: Buffer, hasExif: boolean): Buffer {
  if (text(chunk, 0, 4) !== 'VP8X') return chunk;
  const changed = Buffer.from(chunk);
  const others = (chunk[8] ?? 0) & ~(WEBP_HAS_EXIF | WEBP_HAS_XMP);
  changed[8] = hasExif ? others | WEBP_HAS_EXIF : others;
  return changed;
}

function webpChunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data]);
}

/** How a picture is turned by its Exif, which is a TIFF; what cannot be read turns nothing. */
function orientationIn(tiff: Buffer): number {
  const order = text(tiff, 0, 2);
  if ((order !== 'II' && order !== 'MM') || tiff.length < 8) return UPRIGHT;
  const isLittle = order === 'II';
  const u16 = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (first + 2 > tiff.length) return UPRIGHT;
  const count = u16(first);
  for (let at = first + 2, n = 0; n < count && at + 12 <= tiff.length; at += 12, n += 1)
    if (u16(at) === ORIENTATION && u16(at + 2) === SHORT) {
      const value = u16(at + 8);
      return value >= 1 && value <= 8 ? value : UPRIGHT;
    }
  return UPRIGHT;
}

/** A TIFF that says how a picture is turned, and nothing else. */
function exifOf(orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}

function text(bytes: Buffer, from: number, until: number): string {
  return bytes.toString('latin1', from, until);
}

/** The bytes as they came where all of them are kept. */
function joined(parts: readonly Buffer[], whole: Buffer): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const made = Buffer.concat(parts, length);
  return made.equals(whole) ? whole : made;
}
