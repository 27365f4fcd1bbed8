import { expect } from '@open-wc/testing';
import { drawHand } from './testing/drawn-hand.ts';
import { VisionHost } from './vision-host.ts';
import type { VisionFault, VisionTask } from './vision-messages.ts';

const wasm = new URL(
  '../../../../node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal',
  import.meta.url,
).href;
/** Of a hand's 21 places. */
const INDEX_TIP = 8;
const MODEL = new URL('/model-beside-repository/hand_landmarker.task', location.href).href;

interface Started {
  readonly host: VisionHost;
  readonly shares: (number | null)[];
  readonly end: Promise<'ready' | VisionFault>;
  readonly detail: () => string;
}

function start(task: VisionTask, model: string, loader = `${wasm}.js`): Started {
  const shares: (number | null)[] = [];
  let told = '';
  let settle: (end: 'ready' | VisionFault) => void = () => {};
  const end = new Promise<'ready' | VisionFault>((resolve) => {
    settle = resolve;
  });
  const host = new VisionHost({
    task,
    files: { loader, binary: `${wasm}.wasm`, model },
    makeWorker: () =>
      new Worker(new URL('./vision-worker.ts', import.meta.url), { type: 'module' }),
    loading: (share) => shares.push(share),
    ready: () => settle('ready'),
    failed: (fault, detail) => {
      told = detail;
      settle(fault);
    },
  });
  return { host, shares, end, detail: () => told };
}

function picture(): Promise<ImageBitmap> {
  const canvas = new OffscreenCanvas(320, 240);
  const context = canvas.getContext('2d');
  context?.fillRect(20, 20, 200, 100);
  return createImageBitmap(canvas);
}

describe('a model in its worker', () => {
  let started: Started | null = null;
  afterEach(() => started?.host.close());

  it('is refused by name where it is missing, or another kind of file', async () => {
    started = start('hands', new URL('/nowhere/hand_landmarker.task', location.href).href);
    expect(await started.end).to.equal('model-missing');
    started = start('segmenter', new URL('/package.json', location.href).href);
    expect(await started.end).to.equal('model-unusable');
    const words = new Blob(['PK\u0003\u0004 an archive that is none']);
    started = start('hands', URL.createObjectURL(words));
    expect(await started.end).to.equal('model-unusable');
    // Nobody waits for what does not come.
    expect(await started.host.findHand(await picture(), 1)).to.equal(null);
  });

  it('says where the loader beside the SDK is missing', async () => {
    const model = URL.createObjectURL(new Blob(['PK\u0003\u0004']));
    started = start('hands', model, new URL('/nowhere/loader.js', location.href).href);
    expect(await started.end).to.equal('vision-unavailable');
    expect(started.detail()).to.contain('/nowhere/loader.js');
  });

  it('says where there may be no worker', async () => {
    const failed = new Promise<VisionFault>((resolve) => {
      new VisionHost({
        task: 'hands',
        files: { loader: '', binary: '', model: '' },
        makeWorker: () => {
          throw new DOMException('Another origin.', 'SecurityError');
        },
        loading: () => {},
        ready: () => {},
        failed: resolve,
      });
    });
    expect(await failed).to.equal('vision-unavailable');
  });

  it('refuses a model for segmenting that is none, when MediaPipe looks into it', async () => {
    const bytes = new Uint8Array(4_000);
    bytes.set([28, 0, 0, 0, 84, 70, 76, 51]);
    started = start('segmenter', URL.createObjectURL(new Blob([bytes])));
    expect(await started.end).to.equal('model-unusable');
    const grid = { width: 4, height: 4, rgba: new Uint8ClampedArray(64) };
    expect(await started.host.segment(grid, [{ x: 0.5, y: 0.5 }])).to.equal(null);
  });

  it('finds no hand where there is none, with the real model (skipped where none lies beside the repository)', async function () {
    const answer = await fetch(MODEL);
    if (!answer.ok) this.skip();
    started = start('hands', MODEL);
    expect(await started.end, started.detail()).to.equal('ready');
    expect(started.shares[0]).to.equal(null);
    for (let i = 0; i < 3; i++)
      expect(await started.host.findHand(await picture(), i * 100)).to.equal(null);
  });

  it('follows the tip of the index finger of a drawn hand, with the real model (skipped where none lies beside the repository)', async function () {
    const answer = await fetch(MODEL);
    if (!answer.ok) this.skip();
    started = start('hands', MODEL);
    expect(await started.end, started.detail()).to.equal('ready');
    const context = new OffscreenCanvas(640, 480).getContext('2d');
    if (context === null) throw new Error('There is no canvas.');
    for (let step = 0; step < 8; step++) {
      context.fillStyle = '#5a6672';
      context.fillRect(0, 0, 640, 480);
      const tip = drawHand(context, { x: 320 - 14 * step, y: 240 - 5 * step }, 1.3);
      const shown = await createImageBitmap(context.canvas);
      const places = await started.host.findHand(shown, 100 * step);
      const finger = places?.[INDEX_TIP];
      if (finger === undefined) throw new Error(`No hand in step ${step}.`);
      const away = Math.hypot(640 * finger.x - tip.x, 480 * finger.y - tip.y);
      // The finger is 29 px wide.
      expect(away, `${away} px from the fingertip in step ${step}`).to.be.lessThan(15);
    }
  });

  it('refuses the real model where it is cut off (skipped where none lies beside the repository)', async function () {
    const answer = await fetch(MODEL);
    if (!answer.ok) this.skip();
    const half = (await answer.blob()).slice(0, 2_000_000);
    started = start('hands', URL.createObjectURL(half));
    expect(await started.end).to.equal('model-unusable');
  });
});
