import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readJpegSize } from './jpeg.ts';
import { jpegOf, SMALL_JPEG } from './testing/pictures.ts';

describe('the size of a JPEG', () => {
  it('is read from a real one, and from one of any size', () => {
    assert.deepEqual(readJpegSize(Buffer.from(SMALL_JPEG, 'base64')), { width: 64, height: 48 });
    assert.deepEqual(readJpegSize(jpegOf(65_535, 1, 10)), { width: 65_535, height: 1 });
  });

  it('is none for what is cut short, and for any other picture', () => {
    const whole = Buffer.from(SMALL_JPEG, 'base64');
    for (let length = 0; length < whole.length; length += 1)
      assert.equal(readJpegSize(whole.subarray(0, length)), null);
    const other = Buffer.concat([Buffer.from([0x00]), whole.subarray(1)]);
    assert.equal(readJpegSize(other), null);
    for (const text of [
      '\u0089PNG\r\n\u001a\n',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'RIFF',
    ])
      assert.equal(readJpegSize(Buffer.from(text, 'latin1')), null);
  });

  it('is some size or none for any bytes at all', () => {
    const [start, end] = [Buffer.from('ffd8', 'hex'), Buffer.from('ffd9', 'hex')];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        readJpegSize(Buffer.from(bytes));
        readJpegSize(Buffer.concat([start, bytes, end]));
      }),
    );
  });
});
