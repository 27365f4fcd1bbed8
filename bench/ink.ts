import { loadavg } from 'node:os';
import type { Page } from 'playwright-core';
import { build } from '../scripts/build.ts';
import { launchChromium } from '../scripts/rig/browsers.ts';
import { serveElements } from '../scripts/rig/serve-elements.ts';
import { installInkMeter, type SeenInk } from './ink/page.ts';
import type { BenchResult } from './result.ts';
import { percentile, rounded } from './statistics.ts';

/** What a network costs between two cities. */
const DELAY_MS = 80;
/** What may come on top of it. */
const BEYOND_MS = 50;
const STROKES = 10;
const MOVES = 9;
const STEP_PX = 40;
/** Where ink is looked for, as a part of the step: further than the round end of the line before it reaches. */
const LOOKED_AT = 0.75;
const TIMEOUT_MS = 60_000;

/** The same camera on both sides, 30 pictures a second, without a call between them. */
const PAGE = `<!doctype html><html lang="en"><style>body { margin: 0; display: flex } video { width: 640px; height: 480px }</style>
<video id="one" muted autoplay></video><video id="two" muted autoplay></video>
<ar-overlay for="one" color="red"></ar-overlay><ar-overlay for="two" color="red"></ar-overlay>
<canvas width="640" height="480" hidden></canvas>
<script type="module" src="/ar-overlay.js"></script>
<script type="module">
const canvas = document.querySelector('canvas');
const context = canvas.getContext('2d');
for (const video of document.querySelectorAll('video')) video.srcObject = canvas.captureStream(30);
setInterval(() => {
  for (let i = 0; i < 300; i++) {
    const tone = 60 + ((i * 67) % 140);
    context.fillStyle = 'rgb(' + tone + ' ' + tone + ' ' + tone + ')';
    context.fillRect((i * 97) % 640, (i * 61) % 480, 10 + (i % 31), 10 + (i % 23));
  }
}, 33);
</script></html>`;

const bothFollow = (page: Page) =>
  page.waitForFunction(
    () => [...document.querySelectorAll('ar-overlay')].every(({ tracking }) => tracking === 'on'),
    undefined,
    { timeout: TIMEOUT_MS },
  );

/** Draws a line with the mouse, and looks for the ink of each movement before the next one. */
async function draw(page: Page, y: number): Promise<readonly SeenInk[]> {
  let x = 200;
  const seen: SeenInk[] = [];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 0; i < MOVES; i++) {
    await page.evaluate(([left, top]) => window.watchInk(left, top), [
      x + LOOKED_AT * STEP_PX,
      y,
    ] as const);
    x += STEP_PX;
    await page.mouse.move(x, y);
    seen.push(await page.evaluate(() => window.inkSeen));
  }
  await page.mouse.up();
  return seen;
}

/** From the movement of a hand to its ink, on one's own screen and on the other side. */
export async function run(): Promise<readonly BenchResult[]> {
  await build({ names: ['elements'], ifNeeded: true });
  await using served = await serveElements(PAGE);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1_300, height: 600 } });
    page.setDefaultTimeout(TIMEOUT_MS);
    await page.goto(served.url);
    await page.waitForFunction(() => customElements.get('ar-overlay') !== undefined);
    await page.evaluate(installInkMeter, DELAY_MS);
    await bothFollow(page);
    // The first line loads what tells of marks.
    await draw(page, 40);
    const seen: SeenInk[] = [];
    for (let i = 0; i < STROKES; i++) seen.push(...(await draw(page, 80 + 36 * i)));
    return figures(seen);
  } finally {
    await browser.close();
  }
}

function figures(seen: readonly SeenInk[]): readonly BenchResult[] {
  const load = `load ${(loadavg()[0] ?? 0).toFixed(1)}`;
  const figure = (name: string, ours: number, unit: string, note: string): BenchResult => ({
    name: `ink/${name}`,
    ours: rounded(ours, 3),
    peer: null,
    ratio: null,
    unit,
    note: `${note}; ${load}`,
  });
  const frames = seen.map(({ ownFrames }) => ownFrames);
  const own = seen.map(({ ownMs }) => ownMs);
  const beyond = seen.map(({ otherMs }) => otherMs - DELAY_MS);
  const share = (of: readonly boolean[]) => (100 * of.filter(Boolean).length) / of.length;
  const goal = `goal 100: at most ${BEYOND_MS} ms beyond the link's ${DELAY_MS}`;
  return [
    figure('own-next-frame', share(frames.map((each) => each <= 1)), '%', 'goal 100'),
    figure('own-frames', percentile(frames, 0.5), 'frames', 'goal 1, median'),
    figure('own-frames-p95', percentile(frames, 0.95), 'frames', 'goal 1, 95th percentile'),
    figure('own-p95', percentile(own, 0.95), 'ms', '95th percentile'),
    figure('other-in-time', share(beyond.map((each) => each <= BEYOND_MS)), '%', goal),
    figure('other-beyond-delay', percentile(beyond, 0.5), 'ms', 'goal under 50, median'),
    figure('other-beyond-delay-p95', percentile(beyond, 0.95), 'ms', 'goal under 50, p95'),
  ];
}
