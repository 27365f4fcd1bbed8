import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliKb, reachableFiles, staticFiles } from './entry-size.ts';
import { launchChromium } from './rig/browsers.ts';
import { ELEMENTS, serveElements } from './rig/serve-elements.ts';
import { root } from './root.ts';

/** What drawing on a video may cost a page that has the call, in kB: all that comes before anybody has drawn. */
export const FLAT_DRAWING_KB = 12;

const TIMEOUT_MS = 60_000;

/** A video that no call has made, and nothing over it but what is drawn on it. */
const PAGE = `<!doctype html><html lang="en"><video id="picture" width="640" height="480" muted autoplay></video>
<ar-overlay for="picture"></ar-overlay>
<canvas width="640" height="480"></canvas>
<script type="module" src="/ar-overlay.js"></script>
<script type="module">
const canvas = document.querySelector('canvas');
document.querySelector('video').srcObject = canvas.captureStream();
const context = canvas.getContext('2d');
let x = 0;
setInterval(() => { context.fillRect((x += 7) % 640, (x * 3) % 480, 9, 9); }, 40);
</script></html>`;

/**
 * The files that a page loads to draw on a bare video, asked of a browser: until the tools are there and the picture is
 * being followed, and nobody has drawn. What the worker loads, which has a budget of its own, is not among them.
 */
export async function flatDrawingFiles(): Promise<readonly string[]> {
  await using server = await serveElements(PAGE);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const loaded = new Set<string>();
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith('.js')) loaded.add(join(root, ELEMENTS, pathname));
    });
    await page.goto(server.url);
    await page.waitForFunction(
      () => {
        const overlay = document.querySelector('ar-overlay');
        return (
          overlay?.shadowRoot?.querySelector('.tools') != null &&
          'tracking' in overlay &&
          overlay.tracking === 'on'
        );
      },
      undefined,
      { timeout: TIMEOUT_MS },
    );
    await page.waitForLoadState('networkidle');
    const ofWorker = reachableFiles(`${ELEMENTS}/ink-worker.js`);
    return [...loaded].filter((file) => !ofWorker.includes(file));
  } finally {
    await browser.close();
  }
}

/** What flat drawing costs a page beyond the call, and of which files. */
export async function flatDrawing(): Promise<{ readonly kb: number; readonly files: string }> {
  const present = staticFiles(`${ELEMENTS}/video-session.js`);
  const files = (await flatDrawingFiles()).filter((file) => !present.includes(file));
  return {
    kb: files.reduce((sum, file) => sum + brotliKb(readFileSync(file)), 0),
    files: files.map((file) => basename(file)).join(', '),
  };
}
