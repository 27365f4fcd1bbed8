import { assert } from '@open-wc/testing';
import type { InkTapeAnswer } from '../ink/messages.ts';
import { Composer, type ComposerReport } from './composer.ts';

const GREEN = [0, 255, 0];
const RED = [255, 0, 0];
const BLUE = [0, 0, 255];

function painted([red = 0, green = 0, blue = 0]: readonly number[]): OffscreenCanvas {
  const canvas = new OffscreenCanvas(640, 360);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas.');
  context.fillStyle = `rgb(${red} ${green} ${blue})`;
  context.fillRect(0, 0, 640, 360);
  return canvas;
}

/** A composer that is fed by hand, and the colour in the middle of what it makes. */
function start() {
  const posters: ((picture: Blob | null) => void)[] = [];
  const failures: string[] = [];
  const composer = new Composer((report: ComposerReport) => {
    if (report.is === 'poster') posters.shift()?.(report.picture);
    if (report.is === 'failed') failures.push(report.detail);
  });
  const middle = async (): Promise<readonly number[]> => {
    const made = new Promise<Blob | null>((resolve) => posters.push(resolve));
    composer.take({ is: 'poster' });
    const bitmap = await createImageBitmap((await made) ?? new Blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const { data = [] } = context?.getImageData(bitmap.width / 2, bitmap.height / 2, 1, 1) ?? {};
    return [...data].slice(0, 3);
  };
  /** Resolves once the middle has this colour, however slow the machine is. */
  const shows = async (color: readonly number[]): Promise<void> => {
    const end = performance.now() + 20_000;
    for (;;) {
      const seen = await middle();
      if (seen.every((value, at) => Math.abs(value - (color[at] ?? 0)) < 60)) return;
      if (performance.now() > end) throw new Error(`It shows ${seen.join(', ')}.`);
      await new Promise((next) => setTimeout(next, 50));
    }
  };
  return { composer, failures, shows };
}

describe('a composer', () => {
  it('shows nothing of a camera that is off, drawn on or not', async () => {
    const { composer, failures, shows } = start();
    composer.take({ is: 'film', sound: null });
    const source = (): ReadableStream<VideoFrame> =>
      new ReadableStream({
        start: (controller) =>
          controller.enqueue(
            new VideoFrame(painted(RED), { timestamp: performance.now() * 1_000 }),
          ),
      });
    composer.take({ is: 'source', slot: 'large', frames: source() });
    await shows(RED);
    const { port1, port2 } = new MessageChannel();
    composer.take({ is: 'tape', port: port2 });
    port1.postMessage({ picture: await createImageBitmap(painted(GREEN)) });
    await shows(GREEN);
    composer.take({ is: 'source', slot: 'large', frames: null });
    await shows([20, 28, 26]);
    composer.take({ is: 'source', slot: 'large', frames: source() });
    await shows(RED);
    composer.take({ is: 'stop' });
    assert.deepEqual(failures, []);
  });

  it('has a hidden page’s ink painted on what the camera shows, and shows the camera where nobody paints', async () => {
    const { composer, failures, shows } = start();
    composer.take({ is: 'film', sound: null });
    let camera: ReadableStreamDefaultController<VideoFrame> | undefined;
    const frames = new ReadableStream<VideoFrame>({
      start: (controller) => {
        camera = controller;
      },
    });
    const sees = (): void =>
      camera?.enqueue(new VideoFrame(painted(RED), { timestamp: performance.now() * 1_000 }));
    composer.take({ is: 'source', slot: 'large', frames });
    sees();
    await shows(RED);
    const filming = setInterval(sees, 50);
    const { port1, port2 } = new MessageChannel();
    const asked: number[] = [];
    let painter: OffscreenCanvas | null = null;
    let isDrawn = true;
    port1.onmessage = async ({ data }: MessageEvent<InkTapeAnswer>) => {
      if (data === null) return;
      asked.push(data.timeMs);
      data.picture.close();
      if (!isDrawn) port1.postMessage({ picture: null });
      else if (painter !== null) port1.postMessage({ picture: await createImageBitmap(painter) });
    };
    composer.take({ is: 'tape', port: port2 });
    // What was painted last, while the page was seen.
    port1.postMessage({ picture: await createImageBitmap(painted(BLUE)) });
    await shows(BLUE);
    assert.deepEqual(asked, [], 'a page that is seen shows frames itself');
    painter = painted(GREEN);
    composer.take({ is: 'hidden', hidden: true });
    await shows(GREEN);
    isDrawn = false;
    await shows(RED);
    isDrawn = true;
    // It was drawn on while nobody saw the page.
    await shows(GREEN);
    const now = performance.timeOrigin + performance.now();
    assert.isBelow(Math.abs(now - (asked[0] ?? 0)), 20_000, 'of the clock that all share');
    painter = null;
    await shows(RED);
    clearInterval(filming);
    composer.take({ is: 'stop' });
    assert.deepEqual(failures, []);
  });
});
