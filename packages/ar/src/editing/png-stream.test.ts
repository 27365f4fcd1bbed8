import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32, inflateSync } from 'node:zlib';
import { writePng } from './png-stream.ts';

const WIDTH = 37;
const HEIGHTS = [16, 16, 5];

interface Chunk {
  readonly name: string;
  readonly data: Buffer;
}

function chunksOf(file: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const name = file.toString('latin1', at + 4, at + 8);
    const data = file.subarray(at + 8, at + 8 + length);
    assert.equal(file.readUInt32BE(at + 8 + length), crc32(file.subarray(at + 4, at + 8 + length)));
    chunks.push({ name, data });
    at += length + 12;
  }
  return chunks;
}

describe('a PNG that is written in bands', () => {
  it('has every pixel, and nothing but pixels', async () => {
    const pixels = HEIGHTS.map((height, band) =>
      Uint8ClampedArray.from({ length: 4 * WIDTH * height }, (_, i) => (i * 31 + band * 7) % 256),
    );
    const bands = async function* () {
      for (const [i, data] of pixels.entries())
        yield { width: WIDTH, height: HEIGHTS[i] ?? 0, data };
    };
    const blob = await writePng({ width: WIDTH, height: 37 }, bands());
    const chunks = chunksOf(Buffer.from(await blob.arrayBuffer()));
    assert.equal(blob.type, 'image/png');
    assert.deepEqual([...new Set(chunks.map(({ name }) => name))], ['IHDR', 'IDAT', 'IEND']);
    const stream = chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data);
    const rows = inflateSync(Buffer.concat(stream));
    const wanted = Buffer.concat(pixels.map((data) => new Uint8Array(data)));
    const stride = 4 * WIDTH;
    for (let y = 0; y < 37; y++) {
      const row = rows.subarray(y * (stride + 1), (y + 1) * (stride + 1));
      // Filter 1: each byte is told by what it differs from the px at its left.
      assert.equal(row[0], 1);
      for (let i = 0; i < stride; i++) {
        const left = i < 4 ? 0 : (wanted[y * stride + i - 4] ?? 0);
        assert.equal(((row[i + 1] ?? 0) + left) % 256, wanted[y * stride + i]);
      }
    }
  });

  it('fails where a band cannot be made', async () => {
    const bands = async function* () {
      yield { width: 1, height: 1, data: new Uint8ClampedArray(4) };
      throw new Error('no canvas');
    };
    await assert.rejects(writePng({ width: 1, height: 2 }, bands()), /no canvas/);
  });
});
