/** A gray JPEG of 64 × 48 px. */
export const SMALL_JPEG = [
  '/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAg+Pkk+SVVVVVVVVWRdZGhoaGRkZGRoaGhwcHCDg4NwcHBoaHBwfHyDg4+Tj4eHg4eT',
  'k5ubm7q6srLZ2eD/////xABKAAEAAAAAAAAAAAAAAAAAAAAAAQEAAAAAAAAAAAAAAAAAAAAAEAEAAAAAAAAAAAAAAAAAAAAAEQEA',
  'AAAAAAAAAAAAAAAAAAAA/8AAEQgAMABAAwESAAISAAMSAP/aAAwDAQACEQMRAD8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'AAAAAAAAAAAA/9k=',
].join('');

/** What says it is a JPEG of this size, with `bytes` of nothing where the pixels should be. */
export function jpegOf(width: number, height: number, bytes = 0): Buffer {
  const frame = Buffer.from('ffc0000b080000000001001100', 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const scan = Buffer.concat([Buffer.from('ffda0008010100003f00', 'hex'), Buffer.alloc(bytes)]);
  return Buffer.concat([Buffer.from('ffd8', 'hex'), frame, scan, Buffer.from('ffd9', 'hex')]);
}
