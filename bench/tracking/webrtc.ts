import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/rig/browsers.ts';
import {
  readStrip,
  stripBlocks,
  STRIP_BLOCKS,
  STRIP_HEIGHT,
} from '../../scripts/rig/camera/strip.ts';
import type { Film } from './vp8.ts';
import { sendFilm } from './webrtc-page.ts';

/** Plays before the film, backwards, while the encoder and the estimate of the bandwidth settle. */
const LEAD_FRAMES = 75;
/** No film is that long; says that a frame belongs to the lead. */
const LEAD_NUMBER = 1_000;

/** A browser that calls itself. */
export interface VideoCall extends AsyncDisposable {
  /** What arrives of a film, by the number of its frames; null for those that were dropped on the way. */
  readonly send: (film: Film, kbitPerSecond: number) => Promise<readonly (Uint8Array | null)[]>;
}

/** Starts the browser, and a server that hands it the films. */
export async function startVideoCall(): Promise<VideoCall> {
  let film = Buffer.alloc(0);
  let arrived = Buffer.alloc(0);
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        arrived = Buffer.concat(chunks);
        response.end();
      });
    } else if (request.url === '/film') response.end(film);
    else response.setHeader('content-type', 'text/html').end('<!doctype html><title>Film</title>');
  });
  await listen(server);
  // The address of a server that listens on a port is no path.
  const { port } = server.address() as AddressInfo;
  const browser: Browser = await launchChromium();
  const page: Page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  return {
    send: async ({ width, height, framesPerSecond, frames }, kbitPerSecond) => {
      const coded = codedHeight(height);
      const lead = frames.slice(1, 1 + LEAD_FRAMES).toReversed();
      film = Buffer.concat([
        ...lead.map((luma) => withStrip(luma, width, coded, LEAD_NUMBER)),
        ...frames.map((luma, frame) => withStrip(luma, width, coded, frame)),
      ]);
      arrived = Buffer.alloc(0);
      await page.evaluate(sendFilm, { width, height: coded, framesPerSecond, kbitPerSecond });
      return sortOut(arrived, width, coded, frames.length);
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      server.close();
    },
  };
}

async function listen(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

/** The picture with room for the strip above it. */
function codedHeight(height: number): number {
  return height / (1 - STRIP_HEIGHT);
}

function withStrip(luma: Uint8Array, width: number, height: number, frame: number): Uint8Array {
  const picture = new Uint8Array(width * height);
  const offset = width * height - luma.length;
  const blocks = stripBlocks('customer', frame);
  for (let at = 0; at < offset; at++)
    picture[at] = blocks[Math.floor(((at % width) * STRIP_BLOCKS) / width)] === true ? 235 : 16;
  picture.set(luma, offset);
  return picture;
}

function sortOut(
  arrived: Buffer,
  width: number,
  height: number,
  count: number,
): readonly (Uint8Array | null)[] {
  const frames = Array.from({ length: count }, (): Uint8Array | null => null);
  const size = width * height;
  for (let start = 0; start + size <= arrived.length; start += size) {
    const picture = arrived.subarray(start, start + size);
    const strip = picture.subarray(0, size * STRIP_HEIGHT);
    // Its reader expects colours.
    const data = new Uint8ClampedArray(strip.length * 4);
    for (let at = 0; at < strip.length; at++) data[4 * at + 1] = strip[at] ?? 0;
    const number = readStrip({ width, height, data })?.frame ?? LEAD_NUMBER;
    if (number < count) frames[number] = new Uint8Array(picture.subarray(size * STRIP_HEIGHT));
  }
  return frames;
}
