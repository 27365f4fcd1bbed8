import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isWhole, pictureTypeOf } from './picture-file.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

describe('what a file is', () => {
  it('is told by its first bytes', () => {
    assert.equal(pictureTypeOf(bytes('\u0089PNG\r\n\u001A\n....')), 'image/png');
    assert.equal(pictureTypeOf(bytes('\u00FF\u00D8\u00FF\u00E1')), 'image/jpeg');
    assert.equal(pictureTypeOf(bytes('RIFF\u0010\0\0\0WEBPVP8 ')), 'image/webp');
    assert.equal(pictureTypeOf(bytes('GIF89a')), 'image/gif');
    assert.equal(pictureTypeOf(bytes('\0\0\0\u001Cftypavif')), 'image/avif');
  });

  it('is no picture where it is text, a film, or a drawing with scripts', () => {
    for (const text of [
      '',
      'x',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      '\u00EF\u00BB\u00BF<?xml version="1.0"?><svg/>',
      'BM is how this letter begins',
      '\0\0\0\u0018ftypmp42',
      '\0\0\0\u0018ftypheic',
    ])
      assert.equal(pictureTypeOf(bytes(text)), null);
  });

  it('is whole only where its end is there', () => {
    const png = bytes('\u0089PNG\r\n\u001A\n....IDATxxxx\0\0\0\0IEND\u00AE\u0042\u0060\u0082');
    assert.ok(isWhole('image/png', png, png, png.length));
    assert.ok(!isWhole('image/png', png, png.subarray(0, -8), png.length - 8));
    const jpeg = bytes('\u00FF\u00D8\u00FF\u00E0xx\u00FF\u00DAdata\u00FF\u00D9');
    assert.ok(isWhole('image/jpeg', jpeg, jpeg, jpeg.length));
    assert.ok(!isWhole('image/jpeg', jpeg, jpeg.subarray(0, -2), jpeg.length - 2));
    const webp = bytes('RIFF\u0010\0\0\0WEBPVP8 ........');
    assert.ok(isWhole('image/webp', webp, webp, 24));
    assert.ok(!isWhole('image/webp', webp, webp, 23));
  });
});
