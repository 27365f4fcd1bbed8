import { loadavg } from 'node:os';
import type { Page } from 'playwright-core';
import { build } from '../scripts/build.ts';
import { launchChromium } from '../scripts/rig/browsers.ts';
import { serveElements } from '../scripts/rig/serve-elements.ts';
import { drawBarely, installInkMeter, joinOverlays, type SeenInk } from './ink/page.ts';
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

const OVERLAYS = `<ar-overlay for="one" color="red"></ar-overlay><ar-overlay for="two" color="red"></ar-overlay>
<script type="module" src="/ar-overlay.js"></script>`;

/** The same camera on both sides, 30 pictures a second, without a call between them. */
const pageWith = (
  drawnWith: string,
): string => `<!doctype html><html lang="en"><style>body { margin: 0; display: flex } video { width: 640px; height: 480px }</style>
<video id="one" muted autoplay></video><video id="two" muted autoplay></video>
${drawnWith}
<canvas width="640" height="480" hidden></canvas>
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

/** Draws lines over a page, and tells when each piece of them was seen. */
async function measure(
  page: Page,
  url: string,
  prepare: () => Promise<unknown>,
): Promise<readonly SeenInk[]> {
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.goto(url);
  await prepare();
  await page.evaluate(installInkMeter);
  // The first line loads what draws and tells of marks.
  await draw(page, 40);
  const seen: SeenInk[] = [];
  for (let i = 0; i < STROKES; i++) seen.push(...(await draw(page, 80 + 36 * i)));
  return seen;
}

/** From the movement of a hand to its ink, on one's own screen and on the other side, against bare canvases in workers. */
export async function run(): Promise<readonly BenchResult[]> {
  await build({ names: ['elements'], ifNeeded: true });
  await using served = await serveElements(pageWith(OVERLAYS));
  await using bare = await serveElements(pageWith(''));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1_300, height: 600 } });
    const ours = await measure(page, served.url, async () => {
      await page.waitForFunction(() => customElements.get('ar-overlay') !== undefined);
      await page.evaluate(joinOverlays, DELAY_MS);
      await bothFollow(page);
    });
    const peer = await measure(page, bare.url, () => page.evaluate(drawBarely, DELAY_MS));
    return figures(ours, peer);
  } finally {
    await browser.close();
  }
}

/** Share of the least that is possible here; null where that is nothing. */
const ratioOf = (ours: number, peer: number): number | null =>
  peer > 0 ? rounded(ours / peer, 3) : null;

function figures(ours: readonly SeenInk[], peers: readonly SeenInk[]): readonly BenchResult[] {
  const load = `load ${(loadavg()[0] ?? 0).toFixed(1)}`;
  const figure = (
    name: string,
    of: (seen: readonly SeenInk[]) => number,
    unit: string,
    note: string,
  ): BenchResult => ({
    name: `ink/${name}`,
    ours: rounded(of(ours), 3),
    peer: rounded(of(peers), 3),
    ratio: ratioOf(of(ours), of(peers)),
    unit,
    note: `bare canvases in workers; ${note}; ${load}`,
  });
  const frames = (seen: readonly SeenInk[]) => seen.map(({ ownFrames }) => ownFrames);
  const own = (seen: readonly SeenInk[]) => seen.map(({ ownMs }) => ownMs);
  const beyond = (seen: readonly SeenInk[]) => seen.map(({ otherMs }) => otherMs - DELAY_MS);
  const share = (of: readonly boolean[]) => (100 * of.filter(Boolean).length) / of.length;
  const goal = `goal 100: at most ${BEYOND_MS} ms beyond the link's ${DELAY_MS}`;
  return [
    figure(
      'own-next-frame',
      (seen) => share(frames(seen).map((each) => each <= 1)),
      '%',
      'goal 100',
    ),
    figure('own-frames', (seen) => percentile(frames(seen), 0.5), 'frames', 'goal 1, median'),
    figure('own-frames-p95', (seen) => percentile(frames(seen), 0.95), 'frames', 'goal 1, p95'),
    figure('own-p95', (seen) => percentile(own(seen), 0.95), 'ms', 'p95'),
    figure(
      'other-in-time',
      (seen) => share(beyond(seen).map((each) => each <= BEYOND_MS)),
      '%',
      goal,
    ),
    figure(
      'other-beyond-delay',
      (seen) => percentile(beyond(seen), 0.5),
      'ms',
      'goal under 50, median',
    ),
    figure(
      'other-beyond-delay-p95',
      (seen) => percentile(beyond(seen), 0.95),
      'ms',
      'goal under 50, p95',
    ),
  ];
}
