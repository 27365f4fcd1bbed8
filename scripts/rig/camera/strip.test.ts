import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStrip, STRIP_HEIGHT, stripBlocks, type StripSender } from './strip.ts';

function paint(sender: StripSender, frame: number, width: number, height: number) {
  const data = new Uint8ClampedArray(width * height * 4).fill(90);
  const blocks = stripBlocks(sender, frame);
  for (let y = 0; y < height * STRIP_HEIGHT; y++)
    for (let x = 0; x < width; x++)
      data.fill(
        blocks[Math.floor((x / width) * blocks.length)] === true ? 225 : 30,
        (y * width + x) * 4,
        (y * width + x) * 4 + 3,
      );
  return { width, height, data };
}

test('a strip is read as it was written, at every size a call may shrink the picture to', () => {
  for (const [width, height] of [
    [1280, 720],
    [640, 480],
    [480, 360],
    [320, 240],
    [160, 120],
  ] as const)
    for (const frame of [0, 1, 104, 1023])
      for (const sender of ['agent', 'customer'] as const)
        assert.deepEqual(readStrip(paint(sender, frame, width, height)), { sender, frame });
});

test('a picture without a strip, and one whose strip is damaged, say nothing', () => {
  const plain = { width: 64, height: 48, data: new Uint8ClampedArray(64 * 48 * 4).fill(128) };
  assert.equal(readStrip(plain), null);
  for (let block = 2; block < 20; block++) {
    const picture = paint('agent', 77, 640, 480);
    for (let y = 0; y < 30; y++)
      for (let x = block * 32; x < (block + 1) * 32; x++) {
        const at = (y * 640 + x) * 4 + 1;
        picture.data[at] = 255 - (picture.data[at] ?? 0);
      }
    assert.equal(readStrip(picture), null, `block ${block}`);
  }
});
