import { createSurfaceTracker, type Point } from '@fernblick/ar/tracking';
import { build } from '../scripts/build.ts';
import type { BenchResult } from './result.ts';
import { rounded } from './statistics.ts';

/** An hour of pictures, 28 a second. */
const FRAMES = 100_000;
/** What is compared with the end: by then everything that is made once has been made. */
const SETTLED = 20_000;
const LOOK_EVERY = 1_000;
/** An anchor goes, and another one comes. */
const CHANGE_EVERY = 500;
const [WIDTH, HEIGHT] = [320, 240];
const BLOCK_PX = 7;

/** A wall of gray blocks, seen from so far to the left. */
function frame(left: number): Uint8Array {
  const gray = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const [column, row] = [Math.floor((x + left) / BLOCK_PX), Math.floor(y / BLOCK_PX)];
      gray[y * WIDTH + x] = 30 + ((column * 7_919 + row * 104_729 + column * row * 31) % 196);
    }
  return gray;
}

const region = (x: number, y: number): readonly Point[] => [
  { x, y },
  { x: x + 100, y },
  { x: x + 100, y: y + 80 },
  { x, y: y + 80 },
];

/** Follows for an hour's frames, and looks whether any memory grows. */
export async function run(): Promise<readonly BenchResult[]> {
  await build({ names: ['ar'], ifNeeded: true });
  const tracker = await createSurfaceTracker({ width: WIDTH, height: HEIGHT });
  const frames = Array.from({ length: 12 }, (_, i) => frame(20 + Math.round(6 * Math.sin(i / 2))));
  const of = (i: number): Uint8Array => frames[i % frames.length] as Uint8Array;
  const places = [region(30, 30), region(150, 40), region(90, 120)] as const;
  const ids = places.map((place) => tracker.addAnchor(of(0), place));
  const wasm: number[] = [];
  const heap: number[] = [];
  for (let i = 1; i <= FRAMES; i++) {
    tracker.update(of(i));
    if (i % CHANGE_EVERY === 0) {
      tracker.removeAnchor(ids.shift() ?? 0);
      ids.push(tracker.addAnchor(of(i), places[(i / CHANGE_EVERY) % 3] ?? places[0]));
    }
    if (i % LOOK_EVERY !== 0 || i < SETTLED) continue;
    wasm.push(tracker.memoryBytes);
    heap.push(process.memoryUsage().heapUsed);
  }
  tracker.close();
  // What is not collected yet comes and goes: the least of each tenth tells what stays.
  const tenth = Math.ceil(heap.length / 10);
  const [first, last] = [Math.min(...heap.slice(0, tenth)), Math.min(...heap.slice(-tenth))];
  const figure = (name: string, bytes: number): BenchResult => ({
    name: `tracking-hours/${name}`,
    ours: rounded(bytes / 1_000_000),
    peer: null,
    ratio: null,
    unit: 'MB',
    note: `from frame ${SETTLED} to ${FRAMES}, three anchors at a time`,
  });
  return [
    figure('wasm', wasm.at(-1) ?? Number.NaN),
    figure('wasm-growth', (wasm.at(-1) ?? Number.NaN) - (wasm[0] ?? Number.NaN)),
    figure('heap-growth', last - first),
  ];
}
