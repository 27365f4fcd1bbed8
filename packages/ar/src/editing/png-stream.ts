import type { Size } from '../drawing/mark.ts';

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xed_b8_83_20 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc(bytes: Uint8Array): number {
  let c = 0xff_ff_ff_ff;
  for (const byte of bytes) c = (CRC_TABLE[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
  return (c ^ 0xff_ff_ff_ff) >>> 0;
}

/** One chunk of a PNG file: length, name, data and check sum. */
function chunk(name: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc(bytes.subarray(4, data.length + 8)));
  return bytes;
}

/** Rows with the filter `sub` before each: a px is told by what it differs from the one at its left. */
function filtered(rgba: Uint8ClampedArray, { width, height }: Size): Uint8Array<ArrayBuffer> {
  const stride = 4 * width;
  const out = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    const [from, to] = [y * stride, y * (stride + 1)];
    out[to] = 1;
    for (let i = 0; i < stride; i++)
      out[to + 1 + i] = (rgba[from + i] ?? 0) - (i < 4 ? 0 : (rgba[from + i - 4] ?? 0));
  }
  return out;
}

/**
 * Writes a PNG file band by band, so that the whole picture is never in memory; nothing but pixels goes into it
 * (PNG, third edition, W3C 2025; RFC 1950 for what the stream contains).
 * @param bands from top to bottom, pixels as a canvas gives them
 */
export async function writePng(
  size: Size,
  bands: AsyncIterable<Size & { readonly data: Uint8ClampedArray }>,
): Promise<Blob> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, size.width);
  view.setUint32(4, size.height);
  // Eight bits for each of red, green, blue and alpha.
  header.set([8, 6], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const parts: BlobPart[] = [signature, chunk('IHDR', header)];
  const { readable, writable } = new CompressionStream('deflate');
  const feed = async (): Promise<void> => {
    const writer = writable.getWriter();
    try {
      for await (const band of bands) await writer.write(filtered(band.data, band));
      await writer.close();
    } catch (cause) {
      await writer.abort(cause);
      throw cause;
    }
  };
  const drain = async (): Promise<void> => {
    const reader = readable.getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read())
      parts.push(new Blob([chunk('IDAT', read.value)]));
  };
  await Promise.all([feed(), drain()]);
  parts.push(chunk('IEND', new Uint8Array(0)));
  return new Blob(parts, { type: 'image/png' });
}
