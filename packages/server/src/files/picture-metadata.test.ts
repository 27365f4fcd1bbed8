import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import { SessionError, type PictureType } from '@fernblick/protocol';
import fc from 'fast-check';
import { exifFor, SMALL_JPEG, SMALL_PNG, webpOf } from '../testing/pictures.ts';
import { withoutMetadata } from './picture-metadata.ts';

/** What nobody is to find in what is kept: where a picture was taken. */
const SECRET = 'N47 22 E8 33';
const JPEG = Buffer.from(SMALL_JPEG, 'base64');
const PNG = Buffer.from(SMALL_PNG, 'base64');
const WEBP = webpOf(64, 48, 'VP8X');

const latin = (value: string): Buffer => Buffer.from(value, 'latin1');

function jpegSegment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

function pngChunk(name: string, data: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(Buffer.concat([latin(name), data])));
  return Buffer.concat([length, latin(name), data, sum]);
}

function webpChunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([latin(name), length, data, Buffer.alloc(data.length % 2)]);
}

/** A WebP with more chunks at its end, of which its head says so. */
function webpWith(parts: readonly Buffer[]): Buffer {
  const whole = Buffer.concat([WEBP, ...parts]);
  whole.writeUInt32LE(whole.length - 8, 4);
  if (parts.length > 0) whole[20] = (whole[20] ?? 0) | 0x0c;
  return whole;
}

/** A kind of picture with parts that say more than its pixels, as its parts may stand. */
interface Kind {
  readonly type: PictureType;
  readonly plain: Buffer;
  readonly names: readonly string[];
  readonly part: (name: string, data: Buffer) => Buffer;
  readonly build: (parts: readonly Buffer[]) => Buffer;
  readonly exif: (data: Buffer) => Buffer;
}

const after = (whole: Buffer, at: number) => (parts: readonly Buffer[]) =>
  Buffer.concat([whole.subarray(0, at), ...parts, whole.subarray(at)]);

const kinds: readonly Kind[] = [
  {
    type: 'image/jpeg',
    plain: JPEG,
    names: ['e1', 'e2', 'e3', 'ed', 'ef', 'fe'],
    part: (name, data) => jpegSegment(Number.parseInt(name, 16), data),
    build: after(JPEG, 2),
    exif: (data) => jpegSegment(0xe1, Buffer.concat([latin('Exif\0\0'), data])),
  },
  {
    type: 'image/png',
    plain: PNG,
    names: ['tEXt', 'zTXt', 'iTXt', 'tIME', 'prVt'],
    part: (name, data) => pngChunk(name, data),
    build: after(PNG, 33),
    exif: (data) => pngChunk('eXIf', data),
  },
  {
    type: 'image/webp',
    plain: WEBP,
    names: ['XMP ', 'prvt'],
    part: (name, data) => webpChunk(name, data),
    build: webpWith,
    exif: (data) => webpChunk('EXIF', data),
  },
];

const secretData = fc
  .tuple(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }))
  .map(([before, behind]) => Buffer.concat([before, latin(SECRET), behind]));

describe('the metadata of a picture', () => {
  for (const { type, plain, names, part, build, exif } of kinds) {
    it(`goes from a ${type}, whatever it is, and nothing else does`, () => {
      const parts = fc.array(
        fc.oneof(
          fc.tuple(fc.constantFrom(...names), secretData).map(([name, data]) => part(name, data)),
          secretData.map(exif),
          secretData.map((data) => exif(Buffer.concat([exifFor(1), data]))),
        ),
        { maxLength: 5 },
      );
      fc.assert(
        fc.property(parts, (more) => {
          const { bytes, orientation } = withoutMetadata(type, build(more));
          assert.ok(bytes.equals(plain));
          assert.equal(orientation, 1);
        }),
      );
    });

    it(`leaves of a ${type} how it is turned, and nothing beside that`, () => {
      fc.assert(
        fc.property(fc.integer({ min: 2, max: 8 }), fc.boolean(), (turned, isLittle) => {
          const photo = build([exif(Buffer.concat([exifFor(turned, isLittle), latin(SECRET)]))]);
          const { bytes, orientation } = withoutMetadata(type, photo);
          assert.equal(orientation, turned);
          assert.ok(!bytes.includes(SECRET));
          assert.ok(bytes.length < plain.length + 50);
          // What is left of it says the same again.
          const again = withoutMetadata(type, bytes);
          assert.ok(again.bytes === bytes && again.orientation === turned);
        }),
      );
    });
  }

  it('goes from behind a JPEG too, and from its small copies, while colours stay', () => {
    const colours = jpegSegment(0xe2, latin('ICC_PROFILE\0\u0001\u0001colours'));
    const adobe = jpegSegment(0xee, latin('Adobe\0dddddd'));
    const copy = jpegSegment(0xe0, latin(`JFXX\0\u0010${SECRET}`));
    const photo = after(JPEG, 2)([copy, colours, adobe]);
    const behind = after(JPEG, 2)([jpegSegment(0xfe, latin(SECRET))]);
    const { bytes } = withoutMetadata('image/jpeg', Buffer.concat([photo, behind]));
    assert.ok(bytes.equals(after(JPEG, 2)([colours, adobe])));
  });

  it('of what only looks like a picture is refused, and never anything worse', () => {
    const heads = kinds.map(({ type, plain }) => [type, plain] as const);
    fc.assert(
      fc.property(
        fc.constantFrom(...heads),
        fc.nat({ max: 80 }),
        fc.uint8Array({ maxLength: 80 }),
        ([type, plain], cut, tail) => {
          try {
            withoutMetadata(type, Buffer.concat([plain.subarray(0, cut), tail]));
          } catch (error) {
            assert.ok(
              error instanceof SessionError && error.code === 'invalid-picture',
              error instanceof Error ? error.message : 'no error at all',
            );
          }
        },
      ),
    );
  });
});
