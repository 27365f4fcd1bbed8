import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from '../scripts/build.ts';
import { launchChromium } from '../scripts/rig/browsers.ts';
import { serveElements } from '../scripts/rig/serve-elements.ts';
import { drawBarely, installInkMeter, joinOverlay, openPage } from './ink/page.ts';
import type { BenchResult } from './result.ts';
import { percentile, rounded } from './statistics.ts';
import { temporaryFolder } from './temporary-folder.ts';

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

const pageWith = (drawnWith: string): string =>
  `<!doctype html><html lang="en"><style>body { margin: 0 } video { width: 640px; height: 480px }</style>
<video id="picture" muted autoplay></video>${drawnWith}</html>`;
const OVERLAY = `<ar-overlay for="picture" color="red"></ar-overlay><script type="module" src="/ar-overlay.js"></script>`;

/** The page where somebody draws, and the one where it is to be seen. */
type Pages = readonly [drawn: Page, seen: Page];

/** When the ink of one movement was seen. */
interface Movement {
  /** On one's own screen: pictures that the browser has shown since, and milliseconds. */
  readonly ownFrames: number;
  readonly ownMs: number;
  /** On the other side, with the link's delay in it. */
  readonly otherMs: number;
}

/** Draws a line with the mouse, and looks for the ink of each movement before the next one. */
async function draw([drawn, seen]: Pages, y: number): Promise<readonly Movement[]> {
  let x = 200;
  const movements: Movement[] = [];
  await drawn.mouse.move(x, y);
  await drawn.mouse.down();
  for (let i = 0; i < MOVES; i++) {
    for (const side of [seen, drawn])
      await side.evaluate(([left, top, isHere]) => window.watchInk(left, top, isHere), [
        x + LOOKED_AT * STEP_PX,
        y,
        side === drawn,
      ] as const);
    x += STEP_PX;
    await drawn.mouse.move(x, y);
    const [own, other] = await Promise.all([
      drawn.evaluate(() => window.inkSeen),
      seen.evaluate(() => window.inkSeen),
    ]);
    const movedAt = own.movedAt ?? Number.NaN;
    movements.push({
      ownFrames: own.frames,
      ownMs: own.at - movedAt,
      otherMs: other.at - movedAt,
    });
  }
  await drawn.mouse.up();
  return movements;
}

/** Opens two pages that see the same, draws, and tells when each piece of it was seen. */
async function measure(
  browser: Browser,
  url: string,
  prepare: (page: Page, name: 'anna' | 'maria') => Promise<unknown>,
): Promise<readonly Movement[]> {
  // Each in a process of its own, as two people's pages are.
  const contexts = [await browser.newContext(), await browser.newContext()] as const;
  try {
    const pages = [await contexts[0].newPage(), await contexts[1].newPage()] as const;
    for (const each of pages) {
      each.setDefaultTimeout(TIMEOUT_MS);
      await each.setViewportSize({ width: 640, height: 480 });
      await each.goto(url);
      await each.evaluate(openPage, DELAY_MS);
    }
    const offer = await pages[0].evaluate(() => window.connect(null));
    const answer = await pages[1].evaluate((described) => window.connect(described), offer);
    await pages[0].evaluate((described) => window.connect(described), answer);
    await prepare(pages[0], 'anna');
    await prepare(pages[1], 'maria');
    for (const each of pages) await each.evaluate(installInkMeter);
    // The first line loads what draws and tells of marks.
    await draw(pages, 40);
    const movements: Movement[] = [];
    for (let i = 0; i < STROKES; i++) movements.push(...(await draw(pages, 80 + 36 * i)));
    return movements;
  } finally {
    for (const context of contexts) await context.close();
  }
}

/** A picture that does not move and has much to hold on to, as a camera's file. */
async function writeCamera(folder: string): Promise<string> {
  const [width, height] = [640, 480];
  const tone = (x: number, y: number) => {
    const block = (Math.floor(x / 21) * 67 + Math.floor(y / 17) * 131) % 97;
    return 60 + ((block * 53) % 140);
  };
  const luma = Uint8Array.from({ length: width * height }, (_, i) =>
    tone(i % width, Math.floor(i / width)),
  );
  const path = join(folder, 'camera.y4m');
  await writeFile(path, [
    `YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420jpeg\nFRAME\n`,
    luma,
    new Uint8Array(luma.length / 2).fill(128),
  ]);
  return path;
}

/** From the movement of a hand to its ink, on one's own screen and on the other side, against bare canvases in workers. */
export async function run(): Promise<readonly BenchResult[]> {
  await build({ names: ['elements'], ifNeeded: true });
  await using served = await serveElements(pageWith(OVERLAY));
  await using bare = await serveElements(pageWith(''));
  await using folder = await temporaryFolder();
  const browser = await launchChromium({ camera: await writeCamera(folder.path) });
  try {
    const ours = await measure(browser, served.url, async (each, name) => {
      await each.waitForFunction(() => customElements.get('ar-overlay') !== undefined);
      await each.evaluate(joinOverlay, name);
      await each.waitForFunction(() => document.querySelector('ar-overlay')?.tracking === 'on');
    });
    const peers = await measure(browser, bare.url, (each) => each.evaluate(drawBarely));
    return figures(ours, peers);
  } finally {
    await browser.close();
  }
}

/** Share of the least that is possible here; null where that is nothing. */
const ratioOf = (ours: number, peer: number): number | null =>
  peer > 0 ? rounded(ours / peer, 3) : null;

function figures(ours: readonly Movement[], peers: readonly Movement[]): readonly BenchResult[] {
  const load = `load ${(loadavg()[0] ?? 0).toFixed(1)}`;
  const figure = (
    name: string,
    of: (seen: readonly Movement[]) => number,
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
  const frames = (seen: readonly Movement[]) => seen.map(({ ownFrames }) => ownFrames);
  const own = (seen: readonly Movement[]) => seen.map(({ ownMs }) => ownMs);
  const beyond = (seen: readonly Movement[]) => seen.map(({ otherMs }) => otherMs - DELAY_MS);
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
