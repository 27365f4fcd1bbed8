import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { findChromium } from '../../scripts/rig/browsers.ts';
import { FLASH_EVERY_MS } from './flash-times.ts';
import type { Recorded } from './page.ts';

/** What a film from a hidden tab is like. */
export interface HiddenFilm {
  /** The longest time without a new picture, and without new sound, ms. */
  readonly pictureGapMs: number;
  readonly soundGapMs: number;
  /** How much later than its flash each beep is, ms, in their order; negative where it is earlier. */
  readonly beepsLateMs: readonly number[];
}

const RATE = 8_000;
const SIZE = { width: 32, height: 18 };

/** Records flashes and beeps in a tab behind another one, in a browser that slows such tabs down as it does for people. */
export async function filmHidden(url: string, ms: number): Promise<HiddenFilm> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('No Chromium or Chrome here.');
  const browser = await puppeteer.launch({
    executablePath,
    headless: true,
    protocolTimeout: ms + 60_000,
    args: ['--autoplay-policy=no-user-gesture-required', '--disable-gpu', '--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => 'recordFlashes' in window);
    const filming = page.evaluate(async (wanted) => {
      const recorded = await window.recordFlashes(wanted);
      return { ...recorded, wasHidden: document.hidden };
    }, ms);
    const other = await browser.newPage();
    await other.bringToFront();
    const { wasHidden, ...recorded } = await filming;
    if (!wasHidden) throw new Error('The tab was not hidden.');
    return look(recorded);
  } finally {
    await browser.close();
  }
}

function look({ bytes }: Recorded): HiddenFilm {
  const folder = mkdtempSync(join(tmpdir(), 'fernblick-hidden-'));
  try {
    const file = join(folder, 'film.webm');
    writeFileSync(file, Buffer.from(bytes, 'base64'));
    const pictures = times(file, 'v');
    const sounds = times(file, 'a');
    const area = SIZE.width * SIZE.height;
    const middle = (area + SIZE.width) / 2;
    const gray = decode(file, [
      ...['-map', '0:v', '-fps_mode', 'passthrough'],
      ...['-vf', `scale=${SIZE.width}:${SIZE.height},format=gray`, '-f', 'rawvideo'],
    ]);
    const light = pictures.map((_, index) => (gray[index * area + middle] ?? 0) > 128);
    const flashes = pictures.filter(
      (__, index) => light[index] === true && light[index - 1] === false,
    );
    // Without the last of them, holes of less than 100 ms would move everything after them.
    const inPlace = 'aresample=async=1:first_pts=0:min_hard_comp=0.001';
    const samples = decode(file, [
      ...['-map', '0:a', '-af', inPlace],
      ...['-ac', '1', '-ar', String(RATE), '-f', 's16le'],
    ]);
    const beeps: number[] = [];
    for (let at = 0; at + 1 < samples.length; at += 2) {
      const seconds = at / 2 / RATE;
      const isLoud = Math.abs(samples.readInt16LE(at)) > 6_000;
      if (isLoud && seconds - (beeps.at(-1) ?? -1) > FLASH_EVERY_MS / 2_000) beeps.push(seconds);
    }
    return {
      pictureGapMs: longest(pictures) * 1_000,
      soundGapMs: longest(sounds) * 1_000,
      beepsLateMs: flashes.flatMap((flash) => {
        const beep = beeps.find((each) => Math.abs(each - flash) < FLASH_EVERY_MS / 2_000);
        return beep === undefined ? [] : [(beep - flash) * 1_000];
      }),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function longest(seconds: readonly number[]): number {
  return Math.max(0, ...seconds.slice(1).map((at, index) => at - (seconds[index] ?? at)));
}

function times(file: string, stream: 'v' | 'a'): readonly number[] {
  const args = ['-v', 'error', '-select_streams', stream, '-show_entries', 'packet=pts_time'];
  return run('ffprobe', [...args, '-of', 'csv=p=0', file])
    .toString()
    .split('\n')
    .map((line) => Number.parseFloat(line))
    .filter(Number.isFinite);
}

function decode(file: string, args: readonly string[]): Buffer {
  return run('ffmpeg', ['-v', 'error', '-copyts', '-i', file, ...args, '-']);
}

function run(program: string, args: readonly string[]): Buffer {
  const { stdout, error, stderr } = spawnSync(program, args, { maxBuffer: 512 * 1_024 * 1_024 });
  if (error !== undefined)
    throw new Error(`${program} is needed: ${String(error)} ${String(stderr)}`);
  return stdout;
}
