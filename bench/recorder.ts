import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { launchChromium } from '../scripts/rig/browsers.ts';
import { cameraClip } from '../scripts/rig/camera/camera-clip.ts';
import { tone } from '../scripts/rig/tone.ts';
import { filmHidden, type HiddenFilm } from './recorder/hidden-tab.ts';
import type { Recorded } from './recorder/page.ts';
import type { BenchResult } from './result.ts';
import { median, percentile, rounded } from './statistics.ts';

const RECORD_MS = 20_000;
const RUNS = 3;
/** `RECORDER_HIDDEN_S=600` looks for sound that drifts away from its picture. */
const HIDDEN_MS = Number(process.env['RECORDER_HIDDEN_S'] ?? 30) * 1_000;
/** So many flashes are the start, and the end. */
const FLASHES = 5;
const PER_SECOND = 25;
const WAYS = ['recordComposed', 'recordBare', 'recordNothing'] as const;
/** Nothing of a film that was not made. */
const NO_PICTURES = { count: 0, seconds: 0, height: 0 };

interface Figures {
  /** Of one core, all processes of the browser together. */
  readonly core: number;
  /** Of the pictures that 25 a second are. */
  readonly dropped: number;
  /** From the end of what was told to the moment at which a browser might have been killed. */
  readonly lost: number;
  /** Height of the last picture. */
  readonly height: number;
}

async function bundle(path: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(path, import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['source'],
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** What ffprobe says of the pictures in a file. */
function pictures({ bytes }: Recorded): { count: number; seconds: number; height: number } {
  const folder = mkdtempSync(join(tmpdir(), 'fernblick-recorder-'));
  try {
    const file = join(folder, 'film.webm');
    writeFileSync(file, Buffer.from(bytes, 'base64'));
    const { stdout, error, stderr } = spawnSync(
      'ffprobe',
      ['-v', 'error', '-select_streams', 'v', '-show_frames', '-of', 'json', file],
      { encoding: 'utf8', maxBuffer: 256 * 1_024 * 1_024 },
    );
    if (error !== undefined) throw new Error(`ffprobe is needed: ${String(error)} ${stderr}`);
    const { frames } = JSON.parse(stdout) as {
      readonly frames: readonly { readonly pts_time?: string; readonly height: number }[];
    };
    const times = frames.map(({ pts_time: time }) => Number(time)).filter(Number.isFinite);
    return {
      count: frames.length,
      seconds: Math.max(0, ...times) + 1 / PER_SECOND,
      height: frames.at(-1)?.height ?? 0,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(url: string, way: (typeof WAYS)[number]): Promise<Figures> {
  const browser = await launchChromium({
    camera: await cameraClip({ sender: 'customer', size: '1280x720' }),
    audio: tone(440),
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => 'recordBare' in window);
    const devtools = await browser.newBrowserCDPSession();
    const spentS = async (): Promise<number> => {
      const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
      return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    };
    const before = await spentS();
    const recorded = await page.evaluate(([name, ms]) => window[name](ms), [
      way,
      RECORD_MS,
    ] as const);
    const core = (await spentS()) - before;
    const { count, seconds, height } = recorded === null ? NO_PICTURES : pictures(recorded);
    const lastsS = recorded?.seconds ?? RECORD_MS / 1_000;
    return {
      core: core / (RECORD_MS / 1_000),
      dropped: 1 - count / (lastsS * PER_SECOND),
      lost: Math.max(0, lastsS - seconds) * 1_000,
      height,
    };
  } finally {
    await browser.close();
  }
}

/** What recording costs and what it leaves out: ours with its caption, against MediaRecorder on the camera as it is. */
export async function run(): Promise<BenchResult[]> {
  const files = new Map([
    ['/page.js', await bundle('recorder/page.ts')],
    ['/flasher.js', await bundle('recorder/flasher.ts')],
    ['/worker.js', await bundle('../packages/ar/src/recording/recording-worker.ts')],
  ]);
  const server = createServer(({ url = '/' }, response) => {
    const script = files.get(url);
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    response.end(script ?? '<!doctype html><script type="module" src="/page.js"></script>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const measured: Record<(typeof WAYS)[number], Figures[]> = {
    recordComposed: [],
    recordBare: [],
    recordNothing: [],
  };
  let hidden: HiddenFilm;
  try {
    for (let run = 0; run < RUNS; run += 1)
      for (const way of WAYS) measured[way].push(await measure(url, way));
    hidden = await filmHidden(url, HIDDEN_MS);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  const figure = (what: keyof Figures, unit: string, scale: number, note: string): BenchResult => {
    const ours = median(measured.recordComposed.map((each) => each[what])) * scale;
    const peer = median(measured.recordBare.map((each) => each[what])) * scale;
    return {
      name: `recorder/${what}`,
      ours: rounded(ours, 3),
      peer: rounded(peer, 3),
      ratio: peer === 0 ? null : Number((ours / peer).toFixed(3)),
      unit,
      note,
    };
  };
  const seconds = HIDDEN_MS / 1_000;
  const coreOf = (way: (typeof WAYS)[number]): number =>
    median(measured[way].map(({ core }) => core)) * 100;
  const withoutCore = coreOf('recordNothing');
  const ours = coreOf('recordComposed') - withoutCore;
  const bare = coreOf('recordBare') - withoutCore;
  const late = hidden.beepsLateMs;
  const alone = (name: string, ours: number, note: string): BenchResult => ({
    name: `recorder/${name}`,
    ours: rounded(ours, 3),
    peer: null,
    ratio: null,
    unit: 'ms',
    note,
  });
  return [
    alone(
      'hidden-picture-gap',
      hidden.pictureGapMs,
      `the longest in ${seconds} s in a tab behind another one; goal under 200`,
    ),
    alone('hidden-sound-gap', hidden.soundGapMs, 'the same of the sound'),
    alone(
      'beep-late-at-start',
      median(late.slice(0, FLASHES)),
      `after its flash, of the first ${FLASHES}; goal within 80`,
    ),
    alone('beep-late-at-end', median(late.slice(-FLASHES)), `the same of the last ${FLASHES}`),
    alone(
      'beep-late-most',
      percentile(late.map(Math.abs), 1),
      `the most of ${late.length}, either way`,
    ),
    figure(
      'core',
      '%',
      100,
      `of one core, all of the browser with its camera; ${RECORD_MS / 1_000} s of 720p25, the peer is MediaRecorder on the bare stream`,
    ),
    {
      name: 'recorder/core-alone',
      ours: rounded(ours, 3),
      peer: rounded(bare, 3),
      ratio: Number((ours / bare).toFixed(3)),
      unit: '%',
      note: `of one core, without the ${rounded(withoutCore, 3)} % that the same camera takes while nothing records; goal at most 60`,
    },
    figure('dropped', '%', 100, 'of 25 pictures a second, those that are not in the file'),
    figure('lost', 'ms', 1, 'what a browser killed at the end would lose; goal at most 2000'),
    figure('height', 'px', 1, 'of the last picture: ours steps down where a core gives too little'),
  ];
}
