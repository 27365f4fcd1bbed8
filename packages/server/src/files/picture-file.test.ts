import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SessionError } from '@fernblick/protocol';
import fc from 'fast-check';
import { jpegOf, pngOf, SMALL_JPEG, SMALL_PNG, webpOf } from '../testing/pictures.ts';
import { inspectPicture } from './picture-file.ts';

const PNG = Buffer.from(SMALL_PNG, 'base64');

function isRefused(bytes: Buffer): boolean {
  try {
    inspectPicture(bytes);
    return false;
  } catch (error) {
    return error instanceof SessionError && error.code === 'invalid-picture';
  }
}

describe('what a file is', () => {
  it('is told by its bytes: kind and size of real and made-up pictures', () => {
    const jpeg = Buffer.from(SMALL_JPEG, 'base64');
    assert.deepEqual(inspectPicture(jpeg), {
      type: 'image/jpeg',
      width: 64,
      height: 48,
      bytes: jpeg.length,
    });
    assert.deepEqual(inspectPicture(PNG), {
      type: 'image/png',
      width: 2,
      height: 2,
      bytes: PNG.length,
    });
    for (const kind of ['VP8 ', 'VP8L', 'VP8X'] as const) {
      const { type, width, height } = inspectPicture(webpOf(1_920, 1_080, kind));
      assert.deepEqual([type, width, height], ['image/webp', 1_920, 1_080], kind);
    }
  });

  it('is no picture where it is too small or too large to be painted', () => {
    for (const make of [jpegOf, pngOf, (w: number, h: number) => webpOf(w, h, 'VP8X')]) {
      for (const [width, height] of [
        [1, 1],
        [1, 400],
        [400, 30_000],
        [30_000, 400],
        [16_385, 2],
      ] as const)
        assert.ok(isRefused(make(width, height)), `${width} × ${height}`);
      assert.ok(!isRefused(make(2, 16_384)));
    }
  });

  it('is no picture where it is cut short anywhere, or goes on after its end', () => {
    const whole = [
      Buffer.from(SMALL_JPEG, 'base64'),
      PNG,
      pngOf(640, 480),
      ...(['VP8 ', 'VP8L', 'VP8X'] as const).map((kind) => webpOf(640, 480, kind)),
    ];
    for (const bytes of whole) {
      for (let length = 0; length < bytes.length; length += 1)
        assert.ok(isRefused(bytes.subarray(0, length)), `${length} of ${bytes.length}`);
      assert.ok(isRefused(Buffer.concat([bytes, Buffer.from('<script>')])));
    }
  });

  it('is no picture whatever else it is, and is never more than looked at', () => {
    for (const text of [
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'GIF89a',
      '<!doctype html><img src=x onerror=alert(1)>',
      '%PDF-1.7',
      '',
    ])
      assert.ok(isRefused(Buffer.from(text)), text);
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 80 }),
        fc.constantFrom('', '\u0089PNG\r\n\u001a\n', 'RIFF'),
        (tail, head) => {
          assert.ok(isRefused(Buffer.concat([Buffer.from(head, 'latin1'), tail])));
        },
      ),
    );
  });
});
