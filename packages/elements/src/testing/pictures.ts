/** Pictures for the editor's tests, and what can be read of what comes out of it. */

/** A picture whose every px says where it is: red tells the column, green the row, blue a pattern of one px. */
export async function testPicture(
  width: number,
  height: number,
  type = 'image/png',
): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas.');
  const pixels = context.createImageData(width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      pixels.data.set(
        [(255 * x) / width, (255 * y) / height, (x + y) % 2 === 0 ? 255 : 0, 255],
        4 * (y * width + x),
      );
  context.putImageData(pixels, 0, 0);
  return canvas.convertToBlob({ type });
}

/** The pixels of a file. */
export async function pixelsOf(blob: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(blob);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (context === null) throw new Error('There is no canvas.');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** Red, green and blue of one px. */
export function colorAt({ data, width }: ImageData, x: number, y: number): readonly number[] {
  return [...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3)];
}

/** Names of the chunks of a PNG file. */
export async function chunksOf(png: Blob): Promise<readonly string[]> {
  const bytes = new Uint8Array(await png.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const names: string[] = [];
  for (let at = 8; at < bytes.length; at += view.getUint32(at) + 12)
    names.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
  return names;
}

/** Names of the segments of a JPEG file before its pixels, such as `e1` for APP1, where EXIF stands. */
export async function segmentsOf(jpeg: Blob): Promise<readonly string[]> {
  const bytes = new Uint8Array(await jpeg.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const names: string[] = [];
  for (let at = 2; bytes[at + 1] !== 0xda; at += view.getUint16(at + 2) + 2)
    names.push((bytes[at + 1] ?? 0).toString(16));
  return names;
}

/** The same JPEG with what a camera writes into it: how it was held, and a word about where. */
export async function withExif(jpeg: Blob, orientation: number): Promise<Blob> {
  const bytes = new Uint8Array(await jpeg.arrayBuffer());
  const place = 'Musterweg 12';
  const tiff = new Uint8Array(8 + 2 + 2 * 12 + 4 + place.length + 1);
  const view = new DataView(tiff.buffer);
  tiff.set([0x4d, 0x4d, 0, 42]);
  view.setUint32(4, 8);
  view.setUint16(8, 2);
  // Image description, ASCII, at its place; then orientation, a short.
  const entries: readonly (readonly [number, number, number, number])[] = [
    [0x01_0e, 2, place.length + 1, 38],
    [0x01_12, 3, 1, orientation * 65_536],
  ];
  for (const [i, [tag, kind, count, value]] of entries.entries()) {
    view.setUint16(10 + 12 * i, tag);
    view.setUint16(12 + 12 * i, kind);
    view.setUint32(14 + 12 * i, count);
    view.setUint32(18 + 12 * i, value);
  }
  tiff.set(
    Array.from(place, (char) => char.charCodeAt(0)),
    38,
  );
  const head = new Uint8Array(10);
  const length = tiff.length + 8;
  head.set([0xff, 0xe1, length >> 8, length & 255, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  return new Blob([bytes.subarray(0, 2), head, tiff, bytes.subarray(2)], { type: 'image/jpeg' });
}

function crc(bytes: Uint8Array): number {
  let c = -1;
  for (const byte of bytes) {
    c ^= byte;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ -306_674_912 : c >>> 1;
  }
  return ~c >>> 0;
}

function chunk(name: string, data: Uint8Array): Blob {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(
    Array.from(name, (char) => char.charCodeAt(0)),
    4,
  );
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc(bytes.subarray(4, data.length + 8)));
  return new Blob([bytes]);
}

/** A PNG of one bit for each px, all of them black: few bytes for any size. */
export async function blankPng(width: number, height: number): Promise<Blob> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = 1;
  const row = Math.ceil(width / 8) + 1;
  const rows = new Blob(Array.from({ length: height }, () => new Uint8Array(row)));
  const stream = rows.stream().pipeThrough(new CompressionStream('deflate'));
  const data = new Uint8Array(await new Response(stream).arrayBuffer());
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return new Blob([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', new Uint8Array(0)),
  ]);
}
