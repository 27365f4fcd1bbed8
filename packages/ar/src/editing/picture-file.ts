/** The kinds of files that are opened. */
export type PictureType =
  'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif' | 'image/avif' | 'image/bmp';

/** So many bytes of its beginning and of its end are looked at. */
export const FILE_EDGE_BYTES = 65_536;

const text = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/**
 * What a file is, by its first bytes, whatever its name or type say; null for what is no picture of points. A drawing
 * in SVG is none: it may bring scripts, fonts and other pictures.
 */
export function pictureTypeOf(head: Uint8Array): PictureType | null {
  if (text(head, 0, 8) === '\u0089PNG\r\n\u001A\n') return 'image/png';
  if (text(head, 0, 3) === '\u00FF\u00D8\u00FF') return 'image/jpeg';
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP') return 'image/webp';
  if (/^GIF8[79]a$/.test(text(head, 0, 6))) return 'image/gif';
  if (/^ftypavi[fs]$/.test(text(head, 4, 12))) return 'image/avif';
  // Two letters alone begin many a text; the header's size follows at a fixed place.
  if (text(head, 0, 2) === 'BM' && [12, 40, 108, 124].includes(head[14] ?? 0)) return 'image/bmp';
  return null;
}

/**
 * Width and height as the header of a PNG or GIF tells them: what is far too large, browsers report as damaged. Null for
 * other types, which cannot say as much in as few bytes.
 */
export function toldSize(
  type: PictureType,
  head: Uint8Array,
): { readonly width: number; readonly height: number } | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (type === 'image/png' && head.length >= 24)
    return { width: view.getUint32(16), height: view.getUint32(20) };
  if (type === 'image/gif' && head.length >= 10)
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  return null;
}

/**
 * Whether the end of a file is there: browsers show the beginning of a broken picture without a word.
 * @param tail its last bytes
 * @param size of the whole file, in bytes
 */
export function isWhole(
  type: PictureType,
  head: Uint8Array,
  tail: Uint8Array,
  size: number,
): boolean {
  switch (type) {
    case 'image/png':
      return ends(tail, 'IEND');
    case 'image/jpeg':
      return ends(tail, '\u00FF\u00D9');
    case 'image/webp': {
      const told = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
      return size >= told + 8;
    }
    case 'image/gif':
      return ends(tail, ';');
    case 'image/avif':
    case 'image/bmp':
      return true;
  }
}

function ends(bytes: Uint8Array, mark: string): boolean {
  const first = mark.charCodeAt(0);
  for (let at = bytes.lastIndexOf(first); at >= 0; at = bytes.lastIndexOf(first, at - 1)) {
    if (text(bytes, at, at + mark.length) === mark) return true;
    if (at === 0) break;
  }
  return false;
}
