import { existsSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { Layer } from '@fernblick/protocol';
import { build } from '../scripts/build.ts';
import { launchChromium } from '../scripts/rig/browsers.ts';
import { serveEditor, type EditorPage } from './editor/editor-page.ts';
import type { BenchResult } from './result.ts';
import { percentile, rounded } from './statistics.ts';

const LAYERS = 500;
const MOVES = 240;
const PHOTO = { width: 8_000, height: 6_000 };
const SMALL = { width: 1_600, height: 1_200 };

/** A picture with something to see everywhere, as large as a camera's. */
async function photo(browser: Browser, size: { width: number; height: number }): Promise<Buffer> {
  const page = await browser.newPage();
  try {
    const address = await page.evaluate(async ({ width, height }) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('There is no canvas.');
      for (let i = 0; i < 4_000; i++) {
        context.fillStyle = `hsl(${(i * 37) % 360} 40% ${30 + ((i * 13) % 40)}%)`;
        const [x, y] = [(i * 7_919) % width, (i * 104_729) % height];
        context.fillRect(x, y, width / 12, height / 16);
      }
      const file = await canvas.convertToBlob({ type: 'image/jpeg' });
      return new Promise<string>((read) => {
        const reader = new FileReader();
        reader.addEventListener('load', () => read(reader.result as string));
        reader.readAsDataURL(file);
      });
    }, size);
    return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
  } finally {
    await page.close();
  }
}

async function open(page: Page, picture: string): Promise<void> {
  await page.evaluate(async (src) => {
    await customElements.whenDefined('screenshot-editor');
    const editor = document.querySelector('screenshot-editor');
    if (editor === null) throw new Error('There is no editor.');
    const opened = new Promise((ready) => editor.addEventListener('picture-opened', ready));
    editor.src = src;
    await opened;
    await editor.updateComplete;
  }, picture);
}

/** Layers all over the picture, of every kind that is drawn much. */
function layers(count: number): readonly Layer[] {
  return Array.from({ length: count }, (_, i): Layer => {
    const [x, y] = [(i % 25) / 26, Math.floor(i / 25) / 21];
    const to = { x: x + 0.03, y: y + 0.03 };
    const shape: Layer['shape'] =
      i % 5 === 0
        ? { is: 'text', at: { x, y }, text: `Valve ${i}` }
        : i % 5 === 1
          ? { is: 'pin', at: to, number: (i % 999) + 1 }
          : i % 5 === 2
            ? {
                is: 'pen',
                points: Array.from({ length: 40 }, (__, k) => [
                  x + k / 1_200,
                  y + (k % 7) / 300,
                  0.5,
                ]),
              }
            : { is: i % 5 === 3 ? 'arrow' : 'blur', from: { x, y }, to };
    return { id: `layer-${String(i).padStart(4, '0')}`, color: 'red', width: 2, shape };
  });
}

/** How long each move of a pen takes from the hand to the screen, ms. */
async function inputToPaint(page: Page, count: number): Promise<readonly number[]> {
  await page.evaluate(async (drawn) => {
    const editor = document.querySelector('screenshot-editor');
    const before = editor?.document;
    if (editor == null || before == null) throw new Error('There is no picture.');
    editor.document = { ...before, layers: [...drawn] };
    await editor.updateComplete;
    const times: number[] = [];
    Object.assign(globalThis, { times });
    addEventListener(
      'pointermove',
      ({ timeStamp }) =>
        requestAnimationFrame(() => {
          // What is posted in a frame comes after it was painted.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => times.push(performance.now() - timeStamp);
          port2.postMessage(null);
        }),
      true,
    );
  }, layers(count));
  const stage = await page.locator('.stage').boundingBox();
  if (stage === null) throw new Error('There is no stage.');
  await page.mouse.move(stage.x + 100, stage.y + 100);
  await page.mouse.down();
  for (let i = 0; i < MOVES; i++) {
    await page.mouse.move(
      stage.x + 100 + (i * (stage.width - 200)) / MOVES,
      stage.y + stage.height / 2 + 100 * Math.sin(i / 9),
    );
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
  return page.evaluate(() => (globalThis as unknown as { times: number[] }).times);
}

/**
 * Watches what pages of this browser have of memory of their own, MB, as its task manager counts it: what is in RAM, without
 * the program's own files (Linux, proc(5)).
 * @returns what tells the most so far
 */
async function watchMemory(browser: Browser): Promise<() => number> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const files = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => `/proc/${id}/status`);
  let peak = 0;
  const look = (): void => {
    for (const file of files) {
      const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
      const of = (what: string) => Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
      peak = Math.max(peak, (of('RssAnon') + of('RssShmem')) / 1_024);
    }
  };
  const timer = setInterval(look, 5);
  timer.unref();
  return () => {
    look();
    return peak;
  };
}

async function memory(editor: EditorPage): Promise<readonly BenchResult[]> {
  const figures: BenchResult[] = [];
  for (const type of ['image/png', 'image/jpeg'] as const) {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(editor.url);
      const peakMb = await watchMemory(browser);
      await open(page, '/photo.jpg');
      const opened = peakMb();
      const startedAt = performance.now();
      await page.evaluate(async (wanted) => {
        await document.querySelector('screenshot-editor')?.toBlob({ type: wanted });
      }, type);
      const tookMs = performance.now() - startedAt;
      const name = type.replace('image/', '');
      const note = 'a photo of 48 million px; the most the tab has had, goal under 600';
      const figure = (what: string, ours: number, unit: string, more: string): BenchResult => ({
        name: `editor/${what}`,
        ours: rounded(ours, 3),
        peer: null,
        ratio: null,
        unit,
        note: more,
      });
      if (type === 'image/png') figures.push(figure('memory-opened', opened, 'MB', note));
      figures.push(
        figure(`memory-${name}`, peakMb(), 'MB', `exported as ${name}; ${note}`),
        figure(`export-${name}`, tookMs, 'ms', 'the same export'),
      );
    } finally {
      await browser.close();
    }
  }
  return figures;
}

/** What a hand feels with 500 layers, against none; and what a large photo takes. */
export async function run(): Promise<BenchResult[]> {
  await build({ names: ['protocol', 'elements'], ifNeeded: true });
  const editor = await serveEditor();
  const browser = await launchChromium();
  try {
    editor.pictures.set('/small.jpg', await photo(browser, SMALL));
    editor.pictures.set('/photo.jpg', await photo(browser, PHOTO));
    const times: number[] = [];
    for (const count of [LAYERS, 0]) {
      const page = await browser.newPage({ viewport: { width: 1_366, height: 768 } });
      await page.goto(editor.url);
      await open(page, '/small.jpg');
      times.push(percentile(await inputToPaint(page, count), 0.95));
      await page.close();
    }
    const [ours = Number.NaN, peer = Number.NaN] = times;
    return [
      {
        name: 'editor/input-to-paint-p95',
        ours: rounded(ours, 3),
        peer: rounded(peer, 3),
        ratio: Number((ours / peer).toFixed(3)),
        unit: 'ms',
        note: `a pen over ${LAYERS} layers, goal under 32; the peer is the same over none`,
      },
      ...(await memory(editor)),
    ];
  } finally {
    await browser.close();
    await editor.close();
  }
}
