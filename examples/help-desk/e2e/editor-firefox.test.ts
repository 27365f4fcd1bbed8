import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { findFirefox, launchFirefox } from '../../../scripts/rig/browsers.ts';
import { freePort } from '../../../scripts/rig/desk-process.ts';

const EDITOR = fileURLToPath(new URL('../../editor/server.ts', import.meta.url));
const [WIDTH, HEIGHT] = [900, 600];
/** Firefox counts the outline of letters to their size. */
const OUTLINE_PX = 4;
/** More than can be taken back. */
const STEPS = 205;
const UNDONE = 200;

const skip = findFirefox() === null ? 'no Firefox here' : false;

/** A picture of one colour, as the browser itself writes it. */
async function pictureOf(page: Page): Promise<Uint8Array> {
  const bytes = await page.evaluate(
    async ([width, height]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width, height];
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('There is no canvas.');
      // Stripes, so that a blur changes something.
      for (let x = 0; x < width; x += 4) {
        context.fillStyle = x % 8 === 0 ? '#204060' : '#80a0c0';
        context.fillRect(x, 0, 4, height);
      }
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
      return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
    },
    [WIDTH, HEIGHT] as const,
  );
  return new Uint8Array(bytes);
}

/** The kinds of what is drawn. */
const drawn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(
    () =>
      document.querySelector('screenshot-editor')?.document?.layers.map(({ shape }) => shape.is) ??
      [],
  );

const isDrawn = (page: Page, count: number) =>
  page.waitForFunction(
    (wanted) => document.querySelector('screenshot-editor')?.document?.layers.length === wanted,
    {},
    count,
  );

/** Red, green and blue at places of what comes out, and its size. */
function exported(page: Page, places: readonly (readonly [number, number])[]) {
  return page.evaluate(async (at) => {
    const blob = await document.querySelector('screenshot-editor')?.toBlob();
    if (blob === undefined) throw new Error('There is no editor.');
    const bitmap = await createImageBitmap(blob);
    const { width, height } = bitmap;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const colors = at.map(([x, y]) =>
      [...(context?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3),
    );
    return { width, height, colors };
  }, places);
}

test('the editor works in Firefox, alone and under a strict policy', { skip }, async () => {
  const port = await freePort();
  const child = spawn(process.execPath, [EDITOR], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const folder = await mkdtemp(join(tmpdir(), 'fernblick-editor-'));
  const firefox = await launchFirefox();
  try {
    await once(createInterface({ input: child.stdout }), 'line');
    const page = await firefox.newPage();
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(String(error)));
    await page.setViewport({ width: 1_366, height: 768 });
    await page.goto(`http://127.0.0.1:${port}/`);
    const file = join(folder, 'picture.png');
    await writeFile(file, await pictureOf(page));
    const input = await page.waitForSelector('input[type="file"]');
    await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
    const canvas = await page.waitForSelector('screenshot-editor >>> .sheet canvas');
    await page.waitForFunction(
      () => document.querySelector('screenshot-editor')?.document?.width === 900,
    );
    const box = await canvas?.boundingBox();
    assert.ok(box != null && box.width > 100);
    const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
    const drag = async (from: readonly [number, number], to: readonly [number, number]) => {
      await page.mouse.move(...at(...from));
      await page.mouse.down();
      await page.mouse.move(...at(...to), { steps: 5 });
      await page.mouse.up();
    };
    const stage = await page.waitForSelector('screenshot-editor >>> .stage');
    await stage?.focus();
    const choose = async (tool: string) => {
      const button = await page.waitForSelector(`screenshot-editor >>> [data-tool="${tool}"].item`);
      await button?.click();
    };
    await choose('rectangle');
    await drag([0.1, 0.1], [0.4, 0.4]);
    await isDrawn(page, 1);
    await choose('black-out');
    await drag([0.6, 0.6], [0.8, 0.8]);
    await choose('blur');
    await drag([0.6, 0.1], [0.9, 0.4]);
    await isDrawn(page, 3);
    await choose('text');
    await page.mouse.click(...at(0.2, 0.8));
    await page.waitForSelector('screenshot-editor >>> input.writing');
    await page.keyboard.type('The third valve');
    await page.keyboard.press('Enter');
    await isDrawn(page, 4);
    assert.deepEqual(await drawn(page), ['rectangle', 'black-out', 'blur', 'text']);
    await page.keyboard.press('1');
    const boxes = await page.evaluate(() => {
      const root = document.querySelector('screenshot-editor')?.shadowRoot;
      return ['.frame', '.layers-on g:last-of-type'].map((selector) => {
        const { left, right } = root?.querySelector(selector)?.getBoundingClientRect() ?? {};
        return { left: left ?? 0, right: right ?? 0 };
      });
    });
    const [frame = { left: 0, right: 0 }, text = { left: 0, right: 0 }] = boxes;
    assert.ok(text.right - text.left > 50, JSON.stringify(boxes));
    assert.ok(
      frame.left <= text.left + OUTLINE_PX && frame.right >= text.right - OUTLINE_PX,
      JSON.stringify(boxes),
    );
    const before = await exported(
      page,
      [
        [WIDTH * 0.1, HEIGHT * 0.25],
        [WIDTH * 0.7, HEIGHT * 0.7],
        [WIDTH * 0.75, HEIGHT * 0.25],
        [WIDTH * 0.75 + 4, HEIGHT * 0.25],
      ].map(([x = 0, y = 0]) => [Math.round(x), Math.round(y)] as const),
    );
    assert.deepEqual([before.width, before.height], [WIDTH, HEIGHT]);
    const [edge = [], black, blurred, beside] = before.colors;
    assert.ok((edge[0] ?? 0) > 200 && (edge[2] ?? 0) < 120, `the rectangle is ${edge.join(' ')}`);
    assert.deepEqual(black, [0, 0, 0]);
    assert.deepEqual(blurred, beside, 'stripes are still there');

    await page.keyboard.press('Escape');
    await choose('rectangle');
    await stage?.focus();
    for (let n = 0; n < STEPS; n += 1) await page.keyboard.press('Enter');
    await isDrawn(page, 4 + STEPS);
    for (let n = 0; n < STEPS + 5; n += 1) await page.keyboard.press('z');
    await isDrawn(page, 4 + STEPS - UNDONE);
    for (let n = 0; n < STEPS; n += 1) {
      await page.keyboard.down('Shift');
      await page.keyboard.press('Z');
      await page.keyboard.up('Shift');
    }
    await isDrawn(page, 4 + STEPS);
    assert.deepEqual(wrong, []);
  } finally {
    child.kill();
    await firefox.close();
    await rm(folder, { recursive: true, force: true });
  }
});
