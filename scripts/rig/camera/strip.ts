/** Who a picture comes from, as the strip tells. */
export type StripSender = 'agent' | 'customer';

/** What a strip says. */
export interface Strip {
  readonly sender: StripSender;
  /** Number of the frame within its clip. */
  readonly frame: number;
}

/** Height of the strip as a share of the picture's height; it lies along the upper edge. */
export const STRIP_HEIGHT = 1 / 16;
/** Blocks from left to right: white, black, 2 bits sender, 10 bits frame, 6 check bits. */
export const STRIP_BLOCKS = 20;

/** The blocks of a strip, true for white. `readStrip()` reads them back. */
export function stripBlocks(sender: StripSender, frame: number): readonly boolean[] {
  const value = ((sender === 'agent' ? 1 : 2) << 10) | (frame & 0x3ff);
  const bits = [value].flatMap((word) =>
    Array.from({ length: 12 }, (_, bit) => (word >> (11 - bit)) & 1),
  );
  // CRC-6 with polynomial x^6 + x + 1 (ITU-T G.704): finds any burst of up to six wrong blocks.
  const check = bits.reduce((crc, bit) => {
    const top = ((crc >> 5) & 1) ^ bit;
    return ((crc << 1) & 0x3f) ^ (top ? 0x03 : 0);
  }, 0x2a);
  const checkBits = Array.from({ length: 6 }, (_, bit) => (check >> (5 - bit)) & 1);
  return [1, 0, ...bits, ...checkBits].map((bit) => bit === 1);
}

/**
 * Reads the strip of a received picture of any size; null where there is none or it arrived too damaged.
 * Uses nothing from outside itself, so that a test can hand it to a page as text.
 */
export function readStrip(picture: {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}): { readonly sender: 'agent' | 'customer'; readonly frame: number } | null {
  const blocks = 20;
  const blockWidth = picture.width / blocks;
  const stripHeight = picture.height / 16;
  const light = Array.from({ length: blocks }, (_, block) => {
    // Compression bleeds over edges: only the middle of a block counts.
    const left = Math.floor((block + 0.3) * blockWidth);
    const right = Math.max(left + 1, Math.ceil((block + 0.7) * blockWidth));
    const top = Math.floor(stripHeight * 0.25);
    const bottom = Math.max(top + 1, Math.ceil(stripHeight * 0.65));
    let sum = 0;
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) sum += picture.data[(y * picture.width + x) * 4 + 1] ?? 0;
    return sum / ((right - left) * (bottom - top));
  });
  const white = light[0] ?? 0;
  const black = light[1] ?? 0;
  if (white - black < 60) return null;
  const bits = light.map((level) => (level > (white + black) / 2 ? 1 : 0));
  const read = (from: number, count: number) =>
    bits.slice(from, from + count).reduce<number>((value, bit) => value * 2 + bit, 0);
  let check = 0x2a;
  for (const bit of bits.slice(2, 14)) {
    const top = ((check >> 5) & 1) ^ bit;
    check = ((check << 1) & 0x3f) ^ (top ? 0x03 : 0);
  }
  const who = read(2, 2);
  if (check !== read(14, 6) || (who !== 1 && who !== 2)) return null;
  return { sender: who === 1 ? 'agent' : 'customer', frame: read(4, 10) };
}
