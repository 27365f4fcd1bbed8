import assert from 'node:assert/strict';
import type { ArOverlay } from '@fernblick/elements';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/rig/browsers.ts';
import { CLIP_FRAMES } from '../../../scripts/rig/camera/camera-clip.ts';
import { cameraPose, seenAt } from '../../../scripts/rig/camera/camera-pose.ts';
import { readStrip } from '../../../scripts/rig/camera/strip.ts';
import { noteFigure } from '../../../scripts/rig/figures.ts';
import { lookFirst, twoPeople } from '../e2e/two-people.ts';
import { PATIENCE_MS, type Seat } from './desk-call.ts';

const WITHIN_PX = 5;
const STANDS_STILL = 'Your picture stands still';
const FRAME = { width: 640, height: 480 };
// The socket LAN 4 of the filmed router, in px of the scene.
const SOCKET = { x: 880, y: 728 };

/** What a screenshot of the large picture shows: which frame of the film, and the middle of what is pink in it. */
interface Sight {
  readonly frame: number | null;
  /** In px of the frame; null where nothing pink is to be seen. */
  readonly pink: { readonly x: number; readonly y: number } | null;
}

/** Puts aside what stands over the picture: it would hide strip and mark from a screenshot. */
function clearView(page: Page): Promise<void> {
  return page.evaluate(() => {
    const hide = (root: ShadowRoot | null | undefined, rule: string): void => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rule);
      root?.adoptedStyleSheets.push(sheet);
    };
    const session = document.querySelector('video-session')?.shadowRoot;
    hide(session, '.top, .small, .swap, .notices { visibility: hidden !important; }');
    // These are still to be pressed and read.
    const overlay = session?.querySelector('ar-overlay')?.shadowRoot;
    hide(overlay, '.tools, .notice { opacity: 0 !important; }');
  });
}

/** The part of the page in which the large picture stands. */
async function pictureBox(page: Page) {
  const box = await page.locator('ar-overlay .surface').boundingBox();
  assert.ok(box);
  const scale = Math.min(box.width / FRAME.width, box.height / FRAME.height);
  const [width, height] = [FRAME.width * scale, FRAME.height * scale];
  return {
    x: box.x + (box.width - width) / 2,
    y: box.y + (box.height - height) / 2,
    width,
    height,
  };
}

type Clip = Awaited<ReturnType<typeof pictureBox>>;

/** Takes one screenshot that holds both the film's strip and the mark, and reads both from it. */
async function look(desk: Page, page: Page, clip: Clip): Promise<Sight> {
  const picture = await page.screenshot({ clip, type: 'jpeg', quality: 92 });
  return await desk.evaluate(
    async ([base64, size]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]), {
        resizeWidth: size.width,
        resizeHeight: size.height,
        resizeQuality: 'high',
      });
      const pen = new OffscreenCanvas(size.width, size.height).getContext('2d');
      if (pen === null) throw new Error('No canvas.');
      pen.drawImage(bitmap, 0, 0);
      const shown = pen.getImageData(0, 0, size.width, size.height);
      const { readStrip: read } = window as unknown as { readStrip: typeof readStrip };
      let [count, sumX, sumY] = [0, 0, 0];
      // Above the bar at the bottom, which has a red button.
      for (let y = Math.floor(size.height / 2); y < size.height * 0.85; y++)
        for (let x = 0; x < size.width; x++) {
          const at = (y * size.width + x) * 4;
          const [r = 0, g = 0, b = 0] = shown.data.subarray(at, at + 3);
          if (r < 200 || b < 150 || g > 170 || r - g < 70) continue;
          count += 1;
          sumX += x;
          sumY += y;
        }
      return {
        frame: read(shown)?.frame ?? null,
        pink: count < 20 ? null : { x: sumX / count, y: sumY / count },
      };
    },
    [picture.toString('base64'), FRAME] as const,
  );
}

/** The frame that a picture stands still at, once the overlay says that it does. */
async function frozenFrame(desk: Page, seen: Page, clip: Clip): Promise<number> {
  await seen.getByText(STANDS_STILL).waitFor({ timeout: PATIENCE_MS });
  const { frame } = await look(desk, seen, clip);
  assert.ok(frame !== null, 'What stands still has no strip.');
  return frame;
}

const socketIn = (frame: number) =>
  seenAt(cameraPose(frame, { frames: CLIP_FRAMES, ...FRAME }), SOCKET.x, SOCKET.y);

const button = ({ page }: Seat, name: string) =>
  page.getByRole('toolbar', { name: 'Call' }).getByRole('button', { name });

/**
 * The agent draws a ring round a socket of the filmed router; then every screenshot of either side tells by the film's
 * strip which frame it shows, and where the ring belongs in that very frame.
 */
export async function drawInPlace(samples: number): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const people = await twoPeople();
  stack.defer(() => people.close());
  const { agent, customer } = await people.call('T-1003');
  const reader = await launchChromium();
  stack.defer(() => reader.close());
  // Reads screenshots, so that neither side has to.
  const desk = await reader.newPage();
  await desk.addInitScript(`window.readStrip = ${readStrip.toString()};`);
  await desk.goto('about:blank');
  const { page } = agent;
  await button(agent, 'Draw').click();
  await lookFirst(agent);
  for (const seat of [agent, customer]) await clearView(seat.page);
  await page.getByRole('radio', { name: 'Ellipse' }).click();
  await page.getByRole('radio', { name: 'Pink' }).click();
  // A view that stands still, so that the hand hits what it means.
  await button(agent, 'Freeze').click();
  const box = await pictureBox(page);
  const { x, y } = socketIn(await frozenFrame(desk, page, box));
  const at = (dx: number, dy: number) =>
    [
      box.x + ((x + dx) * box.width) / FRAME.width,
      box.y + ((y + dy) * box.height) / FRAME.height,
    ] as const;
  await page.mouse.move(...at(-26, -22));
  await page.mouse.down();
  await page.mouse.move(...at(26, 22), { steps: 8 });
  await page.mouse.up();
  await button(agent, 'Freeze').click();
  // What stands still has its marks in their places: only what is told of the live picture counts.
  await page.getByText(STANDS_STILL).waitFor({ state: 'detached', timeout: PATIENCE_MS });
  await button(agent, 'Draw').click();

  for (const { page: seen, role } of [
    { page: agent.page, role: 'agent' },
    { page: customer.page, role: 'customer' },
  ]) {
    await seen.waitForFunction(
      () =>
        document.querySelector('video-session')?.shadowRoot?.querySelector<ArOverlay>('ar-overlay')
          ?.marks[0]?.state === 'tracked',
    );
    await seen.mouse.move(2, 2);
    const clip = await pictureBox(seen);
    const errors: number[] = [];
    const sights: string[] = [];
    while (errors.length < samples) {
      const sight = await look(desk, seen, clip);
      // A screenshot between two frames of the film has no strip that can be read: no sample.
      if (sight.frame === null) continue;
      const socket = socketIn(sight.frame);
      const [dx, dy] =
        sight.pink === null
          ? [Infinity, Infinity]
          : [sight.pink.x - socket.x, sight.pink.y - socket.y];
      errors.push(Math.hypot(dx, dy));
      sights.push(`${sight.frame}: ${dx.toFixed(0)}, ${dy.toFixed(0)}`);
    }
    const share = errors.filter((error) => error <= WITHIN_PX).length / samples;
    noteFigure({
      fault: 'ink',
      what: `${role}: of ${samples} screenshots, mark within ${WITHIN_PX} px of its place`,
      value: Math.round(share * 100),
      unit: 'percent',
      demanded: '95',
    });
    const sorted = errors.toSorted((a, b) => a - b);
    assert.ok(
      share >= 0.95,
      `${role}: ${share * 100} % within ${WITHIN_PX} px; median ${sorted[Math.floor(samples / 2)]}, 95th percentile ${sorted[Math.floor(samples * 0.95)]}; by frame, px off: ${sights.join('; ')}`,
    );
  }
}
