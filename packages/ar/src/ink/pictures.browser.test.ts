import { expect } from '@open-wc/testing';
import { browserPictures } from './pictures.ts';

const SIZE = { width: 64, height: 48 };
/** Four quarters of one colour each, and their luma by BT.601. */
const QUARTERS = [
  ['rgb(200, 30, 30)', 81],
  ['rgb(30, 200, 30)', 130],
  ['rgb(30, 30, 200)', 50],
  ['rgb(128, 128, 128)', 128],
] as const;

function painted(scale: number): OffscreenCanvas {
  const [width, height] = [SIZE.width * scale, SIZE.height * scale];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  for (const [i, [color]] of QUARTERS.entries()) {
    if (context !== null) context.fillStyle = color;
    context?.fillRect((i % 2) * (width / 2), i < 2 ? 0 : height / 2, width / 2, height / 2);
  }
  return canvas;
}

/** In the middle of each quarter. */
function quartersOf(gray: Uint8Array): number[] {
  return QUARTERS.map((_, i) => {
    const [x, y] = [(i % 2 === 0 ? 0.25 : 0.75) * SIZE.width, (i < 2 ? 0.25 : 0.75) * SIZE.height];
    return gray[y * SIZE.width + x] ?? -1;
  });
}

describe('what a browser reads of a frame', () => {
  const wanted = QUARTERS.map(([, luma]) => luma);

  for (const scale of [1, 2])
    it(`is the same of a frame as it came and of a bitmap, at ${scale} times the size`, async () => {
      const canvas = painted(scale);
      const frames = [new VideoFrame(canvas, { timestamp: 0 }), await createImageBitmap(canvas)];
      for (const frame of frames) {
        const gray = new Uint8Array(SIZE.width * SIZE.height);
        const bitmap = await browserPictures().take(frame, SIZE, gray);
        for (const [i, value] of quartersOf(gray).entries())
          expect(value).to.be.closeTo(wanted[i] ?? 0, 3);
        expect([bitmap.width, bitmap.height]).to.deep.equal([canvas.width, canvas.height]);
        bitmap.close();
      }
      // A closed frame has no format any more.
      expect((frames[0] as VideoFrame).format).to.equal(null);
    });

  it('is what is shown of it, where px are not square', async () => {
    const frame = new VideoFrame(painted(1), {
      timestamp: 0,
      displayWidth: SIZE.width * 2,
      displayHeight: SIZE.height,
    });
    const gray = new Uint8Array(SIZE.width * SIZE.height);
    await browserPictures().take(frame, SIZE, gray);
    for (const [i, value] of quartersOf(gray).entries())
      expect(value).to.be.closeTo(wanted[i] ?? 0, 3);
  });

  for (const format of ['I420', 'NV12'] as const)
    for (const fullRange of [false, true])
      it(`is as bright as what is painted of ${format} with ${fullRange ? 'all' : 'part'} of the range`, async () => {
        const { width, height } = SIZE;
        // Bars from the darkest to the brightest, without colour.
        const planes = new Uint8Array((width * height * 3) / 2).fill(128, width * height);
        for (let i = 0; i < width * height; i++)
          planes[i] = fullRange ? (i % width) * 4 : 16 + (i % width) * 3;
        const frame = new VideoFrame(planes, {
          format,
          codedWidth: width,
          codedHeight: height,
          timestamp: 0,
          colorSpace: {
            fullRange,
            matrix: 'smpte170m',
            primaries: 'smpte170m',
            transfer: 'smpte170m',
          },
        });
        const [read, shown] = [new Uint8Array(width * height), new Uint8Array(width * height)];
        const pictures = browserPictures();
        const bitmap = await pictures.take(frame, SIZE, read);
        await pictures.take(bitmap, SIZE, shown);
        expect(Math.max(...shown) - Math.min(...shown)).to.be.greaterThan(180);
        const apart = read.map((luma, i) => Math.abs(luma - (shown[i] ?? 0)));
        expect(Math.max(...apart)).to.be.at.most(4);
      });

  for (const format of ['RGBA', 'BGRX'] as const)
    it(`weighs the colours of ${format} as they are`, async () => {
      const bytes = new Uint8Array(SIZE.width * SIZE.height * 4);
      // Red, in one order or the other.
      for (let at = 0; at < bytes.length; at += 4)
        bytes.set(format === 'RGBA' ? [200, 0, 0, 255] : [0, 0, 200, 255], at);
      const [codedWidth, codedHeight] = [SIZE.width, SIZE.height];
      const frame = new VideoFrame(bytes, { format, codedWidth, codedHeight, timestamp: 0 });
      const gray = new Uint8Array(SIZE.width * SIZE.height);
      await browserPictures().take(frame, SIZE, gray);
      expect(gray[100]).to.be.closeTo(60, 2);
    });
});
