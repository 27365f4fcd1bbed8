/** Width and height of a picture in px. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const START = 0xffd8;
const END = 0xffd9;
/** Start of frame: baseline, extended and progressive; what browsers make and show. */
const FRAMES: ReadonlySet<number> = new Set([0xffc0, 0xffc1, 0xffc2]);
/** Start of scan: from here on there are pixels. */
const SCAN = 0xffda;

/**
 * Reads the size of a JPEG from its segments (ITU T.81, annex B) without decoding it; null for anything that does not
 * begin and end as a JPEG does, or lies about the length of its parts.
 */
export function readJpegSize(bytes: Buffer): PictureSize | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== START) return null;
  if (bytes.readUInt16BE(bytes.length - 2) !== END) return null;
  for (let at = 2; at + 9 <= bytes.length;) {
    const marker = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 2);
    if (marker < 0xff01 || marker === SCAN || length < 2) return null;
    if (FRAMES.has(marker))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + length;
  }
  return null;
}
