import { assert } from '@open-wc/testing';
import { takeStill } from './take-still.ts';

const FRAME = { width: 320, height: 240 };
const PHOTO = { width: 800, height: 600 };

/** What a photographer is asked for, and answers. */
interface Photographs {
  readonly capabilities?: () => Promise<object>;
  readonly photo?: (settings: object) => Promise<Blob>;
}

/** A picture of one colour as a file. */
async function fileOf(size: { width: number; height: number }, color: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  assert(context !== null);
  context.fillStyle = color;
  context.fillRect(0, 0, size.width, size.height);
  return await canvas.convertToBlob({ type: 'image/png' });
}

/** Whether the middle of a picture is blue, which photos are here, or green, which frames are. */
async function colorOf(blob: Blob): Promise<'photo' | 'frame'> {
  const bitmap = await createImageBitmap(blob);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  assert(context !== null);
  context.drawImage(bitmap, 0, 0);
  const [, green = 0, blue = 0] = context.getImageData(
    bitmap.width >> 1,
    bitmap.height >> 1,
    1,
    1,
  ).data;
  return blue > green ? 'photo' : 'frame';
}

describe('a still of a camera', () => {
  const { ImageCapture: inBrowser } = globalThis as { ImageCapture?: unknown };
  const { setTimeout: later } = globalThis;
  let camera: MediaStreamTrack;
  let painting: ReturnType<typeof setInterval>;

  const photographs = (answers: Photographs | null): void => {
    class Capture {
      getPhotoCapabilities = answers?.capabilities ?? (async () => ({}));
      takePhoto = answers?.photo ?? (async () => await fileOf(PHOTO, 'blue'));
    }
    Object.assign(globalThis, { ImageCapture: answers === null ? undefined : Capture });
  };

  beforeEach(() => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, FRAME);
    const context = canvas.getContext('2d');
    const paint = (): void => {
      if (context === null) return;
      context.fillStyle = 'green';
      context.fillRect(0, 0, FRAME.width, FRAME.height);
    };
    paint();
    painting = setInterval(paint, 50);
    const [track] = canvas.captureStream(20).getVideoTracks();
    assert(track !== undefined);
    camera = track;
  });
  afterEach(() => {
    clearInterval(painting);
    camera.stop();
    globalThis.setTimeout = later;
    Object.assign(globalThis, { ImageCapture: inBrowser });
  });

  const taken = async () => {
    const { blob, width, height } = await takeStill(camera);
    const bitmap = await createImageBitmap(blob);
    assert.deepEqual([bitmap.width, bitmap.height], [width, height], 'it is as large as it says');
    return { is: await colorOf(blob), width, height };
  };
  const photo = { is: 'photo', ...PHOTO };
  const frame = { is: 'frame', ...FRAME };

  it('is a photo where the camera takes a larger one, as large as it can', async () => {
    const asked: object[] = [];
    photographs({
      capabilities: async () => ({ imageWidth: { max: 4_000 }, imageHeight: { max: 3_000 } }),
      photo: async (settings) => {
        asked.push(settings);
        return await fileOf(PHOTO, 'blue');
      },
    });
    assert.deepEqual(await taken(), photo);
    assert.deepEqual(asked, [{ imageWidth: 4_000, imageHeight: 3_000 }]);
  });

  it('is a photo also where the camera does not say how large it can', async () => {
    photographs({});
    assert.deepEqual(await taken(), photo);
  });

  it('is the frame where a photo would be no larger, or there is none', async () => {
    const fails = async () => await Promise.reject(new DOMException('busy'));
    for (const answers of [
      null,
      { photo: async () => await fileOf({ width: 160, height: 120 }, 'blue') },
      { photo: fails },
      { capabilities: fails },
      { photo: async () => new Blob(['no picture']) },
    ]) {
      photographs(answers);
      assert.deepEqual(await taken(), frame);
    }
  });

  it('is the frame where the photo does not come within six seconds', async () => {
    const waited: number[] = [];
    // Six seconds pass at once.
    globalThis.setTimeout = ((act: () => void, ms = 0) => {
      if (ms !== 6_000) return later(act, ms);
      waited.push(ms);
      return later(act, 0);
    }) as typeof setTimeout;
    const never = async () => await new Promise<never>(() => {});
    for (const answers of [{ photo: never }, { capabilities: never }]) {
      photographs(answers);
      assert.deepEqual(await taken(), frame);
    }
    assert.isAtLeast(waited.length, 2);
  });
});
