import type { Page } from 'playwright-core';
import type { ArOverlay } from '@fernblick/elements';
import {
  emptySeat,
  joinCall,
  launchFor,
  bothLive,
  pathOf,
  startCall,
  type Role,
  type Seat,
} from '../examples/help-desk/faults/desk-call.ts';
import { startDesk } from '../scripts/rig/desk-process.ts';
import { threadCpuMs } from './overlay/cpu-time.ts';
import { installWorkerMeter } from './overlay/worker-meter.ts';
import type { BenchResult } from './result.ts';
import { percentile, rounded } from './statistics.ts';

const WINDOWS = 40;
const WINDOW_MS = 250;
const WORKER = { name: 'DedicatedWorker' };
/** What the overlay itself may cost the main thread, ms for each frame, in 95 of 100. */
const MOST_MAIN_MS = 2;
/** Where the three marks are, 0 to 1 of the large picture. */
const MARKS = [
  [0.3, 0.35],
  [0.5, 0.45],
  [0.65, 0.55],
] as const;

/** One side of a call, and what is measured there. */
interface Side extends Seat {
  /** The processes that run pages of this browser. */
  readonly pids: readonly number[];
}

interface Sample {
  readonly framesPerSecond: number;
  /** CPU of the page's main thread, ms for each frame, of the whole time. */
  readonly mainMeanMs: number;
  /** The same of each quarter of a second. */
  readonly mainMs: readonly number[];
  /** Worker CPU, ms for each frame. */
  readonly workerMs: number;
  readonly frameMs: readonly number[];
}

async function sit(url: string, role: Role): Promise<Side> {
  const browser = await launchFor(role);
  const seat = await emptySeat(browser, role);
  await seat.page.addInitScript(installWorkerMeter);
  await seat.page.goto(`${url}${pathOf(role)}`);
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  return { ...seat, pids };
}

/** Counts the frames that the large picture has shown. */
const framesShown = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const video = document
      .querySelector('video-session')
      ?.shadowRoot?.querySelector<HTMLVideoElement>('.picture.large video');
    return video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
  });

async function sample(side: Side): Promise<Sample> {
  await side.page.evaluate(() => window.takeWorkerTimes());
  const mainMs: number[] = [];
  const begin = { at: performance.now(), frames: await framesShown(side.page) };
  const workerBefore = threadCpuMs(side.pids, WORKER);
  const mainBefore = threadCpuMs(side.pids, 'main');
  let before = { mainMs: mainBefore, frames: begin.frames };
  for (let i = 0; i < WINDOWS; i++) {
    await side.page.waitForTimeout(WINDOW_MS);
    const frames = await framesShown(side.page);
    const now = { mainMs: threadCpuMs(side.pids, 'main'), frames };
    if (now.frames > before.frames)
      mainMs.push((now.mainMs - before.mainMs) / (now.frames - before.frames));
    before = now;
  }
  const frames = before.frames - begin.frames;
  const { frameMs } = await side.page.evaluate(() => window.takeWorkerTimes());
  return {
    framesPerSecond: (1_000 * frames) / (performance.now() - begin.at),
    mainMeanMs: (before.mainMs - mainBefore) / Math.max(1, frames),
    mainMs,
    workerMs: (threadCpuMs(side.pids, WORKER) - workerBefore) / Math.max(1, frames),
    frameMs,
  };
}

/** Both sides at once: that is how a call is. */
const sampleBoth = (sides: readonly [Side, Side]) => Promise.all(sides.map(sample));

async function drawThree({ page }: Side): Promise<void> {
  await page.getByRole('toolbar', { name: 'Call' }).getByRole('button', { name: 'Draw' }).click();
  await page.getByRole('radio', { name: 'Rectangle' }).click();
  const box = await page.locator('ar-overlay .surface').boundingBox();
  if (box === null) throw new Error('There is nothing to draw on.');
  for (const [x, y] of MARKS) {
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + (x + 0.1) * box.width, box.y + (y + 0.1) * box.height, {
      steps: 3,
    });
    await page.mouse.up();
  }
}

const hasThree = ({ page }: Side) =>
  page.waitForFunction((count) => {
    const overlay = document
      .querySelector('video-session')
      ?.shadowRoot?.querySelector<ArOverlay>('ar-overlay');
    const marks = overlay?.marks ?? [];
    return marks.length === count && marks.every(({ state }) => state === 'tracked');
  }, MARKS.length);

/** What three marks on both sides cost a call, against the same call without drawing. */
export async function run(): Promise<BenchResult[]> {
  const desk = await startDesk({});
  const sides: Side[] = [];
  try {
    sides.push(await sit(desk.url, 'agent'), await sit(desk.url, 'customer'));
    const [agent, customer] = sides as [Side, Side];
    await startCall(agent);
    await joinCall(customer);
    await bothLive(agent, customer);
    const plain = await sampleBoth([agent, customer]);
    await drawThree(agent);
    await hasThree(agent);
    await hasThree(customer);
    const drawn = await sampleBoth([agent, customer]);
    return ['agent', 'customer'].flatMap((name, i) =>
      figuresOf(name, drawn[i] as Sample, plain[i] as Sample),
    );
  } finally {
    for (const { browser } of sides) await browser.close();
    await desk.stop();
  }
}

function figuresOf(side: string, drawn: Sample, plain: Sample): BenchResult[] {
  const against = (name: string, ours: number, peer: number, unit: string, note: string) => ({
    name: `overlay/${name}-${side}`,
    ours: rounded(ours, 3),
    peer: rounded(peer, 3),
    ratio: Number((ours / peer).toFixed(3)),
    unit,
    note: `${note}; the peer is the same call without drawing`,
  });
  const alone = (name: string, ours: number, unit: string, note: string) => ({
    name: `overlay/${name}-${side}`,
    ours: rounded(ours, 3),
    peer: null,
    ratio: null,
    unit,
    note,
  });
  return [
    against(
      'frames',
      drawn.framesPerSecond,
      plain.framesPerSecond,
      'per s',
      'goal: 30, as without drawing',
    ),
    against(
      'main-thread',
      drawn.mainMeanMs,
      plain.mainMeanMs,
      'ms per frame',
      'CPU of the main thread, mean, the call’s own work in it',
    ),
    against(
      'main-thread-p95',
      percentile(drawn.mainMs, 0.95),
      percentile(plain.mainMs, 0.95),
      'ms per frame',
      `the same, 95th percentile of quarter seconds; goal: under ${MOST_MAIN_MS} of the overlay’s own`,
    ),
    alone('worker-cpu', drawn.workerMs, 'ms per frame', 'reading, following, painting'),
    alone(
      'pose-delay',
      percentile(drawn.frameMs, 0.5),
      'ms',
      'from the reading of a frame to every anchor found in it, median; painting follows at once',
    ),
    alone('pose-delay-p95', percentile(drawn.frameMs, 0.95), 'ms', 'the same, 95th percentile'),
  ];
}
